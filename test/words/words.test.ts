// What is said of a view: which words, in which language, with which numbers. What each language's own words are is
// locales.test.ts's matter; what an element does with them, test/element/language.test.ts's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localeFor, registerLocale } from '../../src/element/locales.js';
import { locales, said, saidOf } from './subjects.js';
import type { Given } from './subjects.js';

for (const locale of locales.values()) registerLocale(locale);

/** Engines differ in which space stands before a unit, and Arabic in its digits by region. */
const plain = (text = ''): string =>
  text.replace(/[\u00a0\u202f]/g, ' ').replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));

describe('time, in the way of each language', () => {
  const expires = (lang: string, seconds: number): string =>
    plain(said({ lang, view: { expiresIn: seconds } }).countdown);
  const wait = (lang: string, seconds: number): string =>
    plain(said({ lang, confirms: false, view: { confirmWait: seconds } }).countdown);
  for (const [lang, seconds, words] of [
    ['en', 120, 'The code expires in 2 minutes.'],
    ['en', 3540, 'The code expires in 59 minutes.'],
    ['en', 3600, 'The code expires in 1 hour.'],
    ['en', 3601, 'The code expires in 2 hours.'],
    ['en', 86_400, 'The code expires in 24 hours.'],
    ['en', 60, 'The code expires in less than a minute.'],
    ['en', 0, 'The code may have expired.'],
    ['de', 300, 'Der Code läuft in 5 Minuten ab.'],
    ['ru', 120, 'Код устареет через 2 минуты.'],
    ['ru', 300, 'Код устареет через 5 минут.'],
    ['ru', 1260, 'Код устареет через 21 минуту.'],
    ['pl', 3600, 'Kod wygaśnie za 1 godzinę.'],
    ['hi', 300, 'कोड 5 मिनट में समाप्त हो जाएगा।'],
    ['bn', 300, 'কোডের মেয়াদ ৫ মিনিটে শেষ হবে।'],
    ['fa', 300, 'کد ۵ دقیقه بعد منقضی می‌شود.'],
    ['ja', 300, 'コードは5 分後に期限切れになります。'],
    ['ar', 120, 'تنتهي صلاحية الرمز خلال دقيقتين.'],
    ['ar', 300, 'تنتهي صلاحية الرمز خلال 5 دقائق.'],
    ['ar', 660, 'تنتهي صلاحية الرمز خلال 11 دقيقة.'],
  ] as const)
    it(`${lang}: ${String(seconds)} seconds of life`, () => {
      assert.equal(expires(lang, seconds), words);
    });
  for (const [lang, seconds, words] of [
    ['en', 1, 'You can try again in 1 second.'],
    ['ar', 120, 'يمكنك المحاولة مرة أخرى بعد دقيقتين.'],
    ['ru', 1, 'Можно попробовать ещё раз через 1 секунду.'],
    ['he', 60, 'אפשר לנסות שוב בעוד דקה.'],
    ['ko', 30, '30초 후에 다시 시도할 수 있습니다.'],
  ] as const)
    it(`${lang}: ${String(seconds)} seconds to wait`, () => {
      assert.equal(wait(lang, seconds), words);
    });

  it('as on a clock, in the language’s digits, where countdowns go by the second', () => {
    const clock = (lang: string, seconds: number): string =>
      plain(said({ lang, exact: true, view: { expiresIn: seconds } }).countdown);
    assert.equal(clock('en', 3725), 'The code expires in 1:02:05.');
    assert.equal(clock('en', 9), 'The code expires in 0:09.');
    assert.equal(clock('de', 299), 'Der Code läuft in 4:59 ab.');
    assert.equal(clock('bn', 299), 'কোডের মেয়াদ ৪:৫৯ পরে শেষ হবে।');
  });

  it('on a button, short', () => {
    const button = (given: Given): string => plain(said({ ...given, view: { confirmWait: 90 } }).confirm);
    assert.equal(button({}), 'Confirm (2 min)');
    assert.equal(button({ exact: true }), 'Confirm (1:30)');
    assert.equal(button({ lang: 'de' }), 'Bestätigen (2 Min.)');
    assert.equal(button({ lang: 'bn' }), 'নিশ্চিত করুন (২ মিনিট)');
  });
});

describe('numbers', () => {
  const tries = (lang: string, attemptsRemaining: number): string =>
    plain(saidOf('incorrect', undefined, { lang, view: { attemptsRemaining } }));
  for (const [lang, count, words] of [
    ['en', 2, '2 tries are left.'],
    ['en', 1, 'This is the last try.'],
    ['de', 2, 'Sie haben noch 2 Versuche.'],
    ['de', 1, 'Das ist der letzte Versuch.'],
    ['pl', 2, 'Zostały 2 próby.'],
    ['pl', 5, 'Zostało 5 prób.'],
    ['cs', 3, 'Zbývají 3 pokusy.'],
    ['cs', 5, 'Zbývá 5 pokusů.'],
    ['ru', 2, 'Осталось попыток: 2.'],
    ['ar', 2, 'المحاولات الباقية: 2.'],
    ['ja', 1, 'あと1回試せます。'],
    ['hi', 5, 'बची कोशिशें: 5।'],
  ] as const)
    it(`${lang}: ${String(count)} tries left`, () => {
      assert.ok(tries(lang, count).endsWith(words), tries(lang, count));
    });

  it('are those of the region that is asked for', () => {
    const five = (lang: string): string =>
      saidOf('incorrect', undefined, { lang, view: { attemptsRemaining: 5 } });
    assert.match(five('ar-EG'), /٥/);
    assert.match(five('ar-MA'), /5/);
    assert.match(five('hi-u-nu-deva'), /५/);
  });

  it('are told of the code as far as they are known', () => {
    const hint = (given: Given): string => said(given).hint;
    assert.equal(hint({}), 'Enter the 6-digit code.');
    assert.equal(hint({ alphabet: 'text', length: 8 }), 'Enter the 8-character code.');
    assert.equal(hint({ length: 'any' }), 'Enter the code.');
    assert.equal(hint({ lang: 'ja', length: 6 }), '6桁のコードを入力してください。');
  });
});

describe('sentences', () => {
  it('follow one another, with a space where the language has one', () => {
    const given = { auto: true, view: { destination: 'ann@example.org' } };
    assert.equal(
      said(given).hint,
      'Enter the 6-digit code. It was sent to \u2068ann@example.org\u2069. It is checked as soon as it is complete.',
    );
    assert.equal(
      said({ ...given, lang: 'zh' }).hint,
      '请输入 6 位数字验证码。已发送至 \u2068ann@example.org\u2069。输入完整后会立即验证。',
    );
  });

  const asks = { view: { issue: { starts: false, wait: 0 } } };
  for (const [kind, given, words] of [
    ['expired', asks, 'The code has expired. Ask for a new one.'],
    ['expired', {}, 'The code has expired. Start again.'],
    ['replaced', asks, 'A newer code was sent. Enter the newest one. Or ask for a new one.'],
    ['replaced', {}, 'A newer code was sent. Enter the newest one.'],
    ['incorrect', {}, 'The code is wrong. Check it and try again.'],
    [
      'incorrect',
      { outcome: { kind: 'incorrect', maybeExpired: true } },
      'The code is wrong or has expired. Check it and try again.',
    ],
    ['network', {}, 'There is no connection. Check it and try again.'],
    ['network', { offline: true }, 'You are offline. Connect, then try again.'],
    ['none', {}, 'Enter digits only.'],
    ['none', { alphabet: 'text' }, 'There is no code in that text.'],
    ['account-locked', {}, 'Too many wrong codes. Try again later.'],
    ['protocol', {}, 'The code was not confirmed. Try again.'],
  ] as const satisfies readonly (readonly [Parameters<typeof saidOf>[0], Given, string])[])
    it(`say what happened and what to do: ${words}`, () => {
      assert.equal(saidOf(kind, undefined, given), words);
    });

  it('of what is under way give way to what is newer', () => {
    const sending: Given = { view: { phase: 'issuing' } };
    assert.equal(said(sending).status, 'Sending a code…');
    assert.equal(saidOf('too-long', undefined, sending), 'That is too long. Check the code.');
  });

  it('of an error leave out how long, which would not be true for long', () => {
    const limited: Given = { view: { status: { kind: 'rate-limited', seconds: 45 }, error: 'rate-limited' } };
    assert.equal(said(limited).error, 'Too many tries. Try again later.');
    assert.equal(said({}).error, '');
  });

  it('that stand still are told by the minute, whatever counts down by the second', () => {
    const limited = { exact: true, view: { confirmWait: 90 } };
    assert.equal(saidOf('rate-limited', 90, limited), 'Too many tries. You can try again in 2 minutes.');
  });
});

describe('the language', () => {
  for (const [asked, code] of [
    ['de', 'de'],
    ['de-AT', 'de'],
    ['pt-BR', 'pt'],
    ['zh-Hant-TW', 'zh'],
    ['tlh', 'en'],
    ['en-GB', 'en'],
  ] as const)
    it(`${asked} is spoken to in ${code}`, () => {
      const { label, hint } = said({ lang: asked });
      assert.deepEqual([label, hint], [said({ lang: code }).label, said({ lang: code }).hint]);
    });

  it('that is not there is told of, and counts in English too', () => {
    const { lang, countdown } = said({ lang: 'sv', view: { expiresIn: 300 } });
    assert.deepEqual([lang, countdown], ['en', 'The code expires in 5 minutes.']);
    assert.equal(said({ lang: 'de-AT' }).lang, undefined);
  });

  it('may be one of the page’s, in part; the rest is English', () => {
    registerLocale({ code: 'sv', label: 'Kod', expires: 'Koden går ut {when}.' });
    const { label, confirm, countdown } = said({ lang: 'sv-FI', view: { expiresIn: 300 } });
    assert.deepEqual([label, confirm, plain(countdown)], ['Kod', 'Confirm', 'Koden går ut om 5 minuter.']);
  });

  it('of a region may differ in a few words', () => {
    registerLocale({ code: 'de_ch', label: 'Zahl' });
    assert.deepEqual(
      ['de-CH', 'de'].map((lang) => said({ lang }).label),
      ['Zahl', 'Code'],
    );
    assert.equal(said({ lang: 'de-CH' }).confirm, 'Bestätigen');
  });

  it('goes by its present name, however it is written', () => {
    registerLocale({ code: 'IW', label: 'סיסמה' });
    assert.equal(localeFor('he')[1].label, 'סיסמה');
    assert.equal(localeFor('he')[1].confirm, 'אישור', 'the rest stays');
  });

  it('that is no language is refused', () => {
    assert.throws(() => {
      registerLocale({ code: 'english (UK)' });
    }, RangeError);
  });
});

describe('the page’s own words', () => {
  it('stand in place of some, as they are, filled in, by case or made', () => {
    const messages = {
      label: 'PIN',
      tries: { last: 'Last one.', other: '{count} more.' },
      expires: 'Good for {left}.',
      sent: '',
      incorrect: ({ attemptsRemaining }: { attemptsRemaining: number }) =>
        `No (${String(attemptsRemaining)}).`,
    };
    const view = { attemptsRemaining: 3, expiresIn: 300, destination: 'ann@example.org' };
    const { label, hint, countdown } = said({ messages, view });
    assert.deepEqual([label, hint, countdown], ['PIN', 'Enter the 6-digit code.', 'Good for 5 min.']);
    assert.equal(saidOf('incorrect', undefined, { messages, view }), 'No (3). 3 more.');
  });

  it('are words of the language that was asked for', () => {
    const { lang, countdown } = said({
      lang: 'nb',
      messages: { expires: 'Koden utløper {when}.' },
      view: { expiresIn: 300 },
    });
    assert.deepEqual([lang, plain(countdown)], [undefined, 'Koden utløper om 5 minutter.']);
  });

  it('say nothing by a name of the destination', () => {
    const view = { destination: '{when} {label}' };
    assert.ok(said({ view }).hint.includes('\u2068{when} {label}\u2069'));
  });
});
