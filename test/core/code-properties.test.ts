// What holds of cleaning whatever the length, the alphabet and the source: separators and scripts change nothing, two
// codes are never one, a longer one is never cut, and no text is slow. The table of cases is code.test.ts's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cleanCode, type CleanOptions } from '../../src/core/code.js';
import { runs } from '../runs.js';

const DIGITS = [...'0123456789'];
const CAPITALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const sources = ['typed', 'paste', 'autofill', 'webotp'] as const;
const source = fc.constantFrom(...sources);
const length = fc.integer({ min: 4, max: 12 });
const codeOf = (alphabet: 'digits' | 'alphanumeric', length: number) =>
  fc
    .string({
      unit: fc.constantFrom(...DIGITS, ...(alphabet === 'digits' ? [] : CAPITALS)),
      minLength: length,
      maxLength: length,
    })
    // Words of letters alone are no candidates in a text.
    .filter((code) => /\d/.test(code));
/** A code, and the format that it is of. */
const coded = fc
  .record({ length, alphabet: fc.constantFrom('digits', 'alphanumeric' as const) })
  .chain(({ length, alphabet }) =>
    fc.record({
      code: codeOf(alphabet, length),
      other: codeOf(alphabet, length),
      format: fc.constant({ length, alphabet }),
    }),
  );
const complete = (value: string, autoConfirm: boolean) => ({ status: 'complete', value, autoConfirm });

// Every zero that this engine knows: a range of decimal digits holds one ten or several.
const zeros: number[] = [];
for (let code = 0, start = -1; code < 0x110000; code++) {
  if (!/\p{Nd}/u.test(String.fromCodePoint(code))) start = -1;
  else if ((code - (start = start < 0 ? code : start)) % 10 === 0) zeros.push(code);
}

describe('cleanCode: whatever the format and the source', () => {
  it('a clean code is itself, ready to be sent', () => {
    fc.assert(
      fc.property(coded, source, ({ code, format }, source) => {
        assert.deepEqual(cleanCode(code, { ...format, source }), complete(code, true));
      }),
      runs(1000),
    );
  });

  it('separators and unseen characters, anywhere and of any kind, change nothing', () => {
    const dashes = [...'-\u2010\u2011\u2012\u2013\u2014\u2212\u00b7\u2022'];
    const unseen = ['\u200b', '\u2060', '\ufeff', '\u00ad', '\u200e', '\ufe0f'];
    const spaces = [...' \t\n\u00a0\u2009\u202f\u3000', '\r\n'];
    // Between letters a space parts words.
    const between = (alphabet: string) =>
      fc.array(fc.constantFrom('', ...dashes, ...unseen, ...(alphabet === 'digits' ? spaces : [])), {
        minLength: 13,
        maxLength: 13,
      });
    fc.assert(
      fc.property(
        coded.chain((each) => fc.tuple(fc.constant(each), between(each.format.alphabet))),
        source,
        ([{ code, format }, separators], source) => {
          const written = [...code].map((each, index) => (separators[index] ?? '') + each).join('');
          const text = ` ${written}${separators[12] ?? ''}\n`;
          assert.deepEqual(cleanCode(text, { ...format, source }), complete(code, true));
        },
      ),
      runs(3000),
    );
  });

  it('digits of any script, mixed, are their ASCII ones; letters of either case or width their capitals', () => {
    const spelled = (character: string, zero: number, letters: number) => {
      if (/\d/.test(character)) return String.fromCodePoint(zero + Number(character));
      const capital = character.codePointAt(0) ?? 0;
      return String.fromCodePoint(capital + ([0, 0x20, 0xfee0, 0xff00][letters] ?? 0));
    };
    const spellings = fc.array(fc.tuple(fc.constantFrom(...zeros), fc.nat(3)), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(coded, spellings, source, ({ code, format }, spelling, source) => {
        const text = [...code]
          .map((each, index) => spelled(each, ...(spelling[index] ?? [0x30, 0])))
          .join('');
        assert.deepEqual(cleanCode(text, { ...format, source }), complete(code, true));
      }),
      runs(2000),
    );
  });

  // What people, their keyboards and their messages put together.
  const pieces = [
    '482913',
    '771204',
    '482',
    '913',
    '5',
    'Code',
    'G-',
    'K7QX2M',
    'é',
    '验证码',
    '٤٨٢',
    '４',
    '\u202e',
  ];
  const marks = [
    ' ',
    '  ',
    '\n',
    '\t',
    '-',
    '–',
    'ー',
    '·',
    '.',
    ',',
    ':',
    '/',
    '+',
    '@',
    '#',
    '(',
    '“',
    '*',
    '|',
    '\u200b',
  ];
  const written = fc
    .tuple(
      fc.array(fc.constantFrom(...pieces, ...marks, 'www.', 'https://'), { maxLength: 9 }),
      fc.constantFrom('', '\n@example.com #482913', '\n@example.com #771204 %'),
    )
    .map(([parts, last]) => parts.join('') + last);
  const asked = fc.record({
    length: fc.constantFrom(4, 5, 6, 8, 'any' as const),
    alphabet: fc.constantFrom('digits', 'alphanumeric' as const),
    host: fc.constantFrom('example.com', 'www.example.com', 'other.test', undefined),
  });

  it('what stands around is no matter: spaces, line ends of Windows, characters that are not seen', () => {
    const around = fc.constantFrom(' ', '\n', '\r\n', '\t', '\u00a0', '\u3000', '\u200b', '\ufeff');
    fc.assert(
      fc.property(written, asked, source, around, around, (text, asked, source, before, after) => {
        // An empty field is a code begun; one of spaces is not.
        fc.pre(text !== '');
        const options = { ...asked, source };
        const clean = cleanCode(text, options);
        assert.deepEqual(cleanCode(before + text + after, options), clean);
        assert.deepEqual(cleanCode(text.replaceAll('\n', '\r\n'), options), clean);
      }),
      runs(3000),
    );
  });

  it('what is typed key by key is what is typed at once', () => {
    fc.assert(
      fc.property(written, asked, (text, asked) => {
        let field = '';
        for (const key of text) field += cleanCode(key, asked).value ?? '';
        const { value, status } = cleanCode(text, asked);
        const typed = cleanCode(field, asked);
        assert.deepEqual(
          [typed.value, typed.status],
          value === null && !field ? ['', 'partial'] : [value, status],
        );
      }),
      runs(3000),
    );
  });

  it('two different codes in one text are never one of them, nor a third', () => {
    const joints = fc.constantFrom(
      ' or ',
      ', ',
      ' ',
      '\n',
      '; ',
      '/',
      ' / ',
      '. ',
      '  ',
      '\t',
      ' (',
      '|',
      '、',
    );
    fc.assert(
      fc.property(coded, joints, source, ({ code, other, format }, joint, source) => {
        fc.pre(code !== other);
        for (const text of [`${code}${joint}${other}`, `Codes: ${code}${joint}${other}.`])
          assert.notEqual(cleanCode(text, { ...format, source }).status, 'complete', JSON.stringify(text));
      }),
      runs(3000),
    );
  });

  it('one character too many is never cut, alone or in a text', () => {
    fc.assert(
      fc.property(coded, fc.constantFrom(...DIGITS), source, ({ code, format }, more, source) => {
        assert.equal(cleanCode(code + more, { ...format, source }).status, 'too-long');
        const text = cleanCode(`Code ${code}${more} for you`, { ...format, source: 'paste' });
        assert.notEqual(text.status, 'complete');
      }),
      runs(1000),
    );
  });

  it('the same options and text come to the same, and nothing throws', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: fc.constantFrom(...'0123 -.:/@#+G\n\u202e\ud800'), maxLength: 400 }),
    );
    const options: fc.Arbitrary<CleanOptions> = fc.record({
      length: fc.oneof(length, fc.constant('any' as const)),
      alphabet: fc.constantFrom('digits', 'alphanumeric', 'text' as const),
      source,
      host: fc.constantFrom(undefined, '', 'example.com', 'a.b.example.com:8080'),
    });
    fc.assert(
      fc.property(wild, options, (text, options) => {
        const once = cleanCode(text, options);
        assert.deepEqual(cleanCode(text, options), once);
        assert.equal(once.value === null, !['complete', 'partial'].includes(once.status));
      }),
      runs(5000),
    );
  });
});

describe('cleanCode: a message', () => {
  // Words, the zeros of the digits that they are written with, and whether they are written without spaces.
  const languages: { words: string[]; zeros: number[]; dense?: true }[] = [
    { words: ['Your code is', 'Use', 'Don\u2019t share it', 'ExampleCo:', 'Hi!'], zeros: [0x30] },
    { words: ['Bestätigungscode:', 'für die Überweisung', 'Grüße'], zeros: [0x30] },
    { words: ['Votre code est\u00a0:', '« Exemple »', 'vérifié'], zeros: [0x30] },
    { words: ['¿Tu código?', '¡Hola!', 'Doğrulama kodunuz:', 'Twój kod to', 'Mã xác thực'], zeros: [0x30] },
    { words: ['Ваш код:', 'никому не сообщайте', 'Ο κωδικός σας είναι'], zeros: [0x30] },
    { words: ['رمز التحقق هو', 'لا تشاركه مع أحد', 'کد تایید شما:'], zeros: [0x30, 0x660, 0x6f0] },
    { words: ['קוד האימות שלך הוא', 'תודה'], zeros: [0x30] },
    { words: ['आपका ओटीपी', 'है।', 'আপনার কোড'], zeros: [0x30, 0x966, 0x9e6] },
    { words: ['您的验证码是', '【示例】', '请勿泄露。'], zeros: [0x30, 0xff10], dense: true },
    { words: ['認証コードは', 'です。', 'コード：', 'ログイン'], zeros: [0x30, 0xff10], dense: true },
    { words: ['인증번호는', '입니다.', '타인에게 노출금지'], zeros: [0x30], dense: true },
    { words: ['รหัสของคุณคือ', 'ห้ามบอกใคร', 'កូដ'], zeros: [0x30, 0xe50, 0x17e0], dense: true },
  ];
  // What has digits, as many as the code or others, and is not the code.
  const beside: ((digits: string) => string)[] = [
    (digits) => `+44 7700 ${digits}`,
    (digits) => `+1 (202) ${digits}`,
    (digits) => `+49-30-${digits}`,
    (digits) => `https://ex.example/${digits}?c=${digits}#${digits}`,
    (digits) => `www.example.com/${digits}`,
    (digits) => `ex.am/über/${digits}`,
    (digits) => `no-reply${digits}@mail.example`,
    (digits) => `$${digits}.50`,
    (digits) => `1,${digits}.00`,
    (digits) => `${digits},90 €`,
    (digits) => `٢٬${digits}٫٥٠`,
    (digits) => `XX${digits}`,
    (digits) => `${digits}b`,
    (digits) => `ID ${digits}123`,
    (digits) => `v2.${digits}`,
    (digits) => `1/${digits}`,
    () => '28.11.2026',
    () => '2026/11/28',
    () => '10:15:42',
    () => '(5)',
    () => 'FA+9qCX9VSu',
  ];
  const shown: ((code: string, half: number) => string)[] = [
    (code) => code,
    (code, half) => `${code.slice(0, half)}-${code.slice(half)}`,
    (code, half) => `${code.slice(0, half)}\u00a0${code.slice(half)}`,
    (code) => [...code].join(' '),
    (code) => `\u201c${code}\u201d`,
    (code) => `「${code}」`,
    (code) => `<b>${code}</b>`,
    (code) => `G-${code}`,
    (code) => `\u2066${code}\u2069`,
  ];
  const gaps = [' ', '\n', '\r\n\r\n', '; ', ' | ', '. ', ': '];

  it('of any language, with numbers of every kind beside the code, gives the code, and the user sends it', () => {
    const piece = fc.record({
      kind: fc.nat(2),
      pick: fc.nat(),
      gap: fc.constantFrom(...gaps),
    });
    const message = length.chain((length) =>
      fc.record({
        code: codeOf('digits', length),
        other: codeOf('digits', length),
        language: fc.constantFrom(...languages),
        zero: fc.nat(),
        show: fc.constantFrom(...shown),
        before: fc.array(piece, { maxLength: 4 }),
        after: fc.array(piece, { maxLength: 3 }),
        dense: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(message, ({ code, other, language, zero, show, before, after, dense }) => {
        const { words, zeros } = language;
        const at = zeros[zero % zeros.length] ?? 0x30;
        const written = show(code, code.length >> 1).replace(/\d/g, (each) =>
          String.fromCodePoint(at + Number(each)),
        );
        const word = (pick: number) => words[pick % words.length] ?? '';
        const spell = (pieces: typeof before) =>
          pieces.map(({ kind, pick, gap }): [string, string] => [
            kind ? word(pick) : (beside[pick % beside.length]?.(other) ?? ''),
            gap,
          ]);
        // One word makes it a message, and touches the code where no spaces are written.
        const parts = [...spell(before), [word(zero), dense && language.dense ? '' : ' ']];
        let text = '';
        for (const [part = '', gap = ''] of [...parts, [written, ' '], ...spell(after)]) {
          // What a space would join is none of what this is about.
          if (/\p{Nd} ?$/u.test(text) && /^[\p{Nd}(]/u.test(part)) text += '; ';
          text += part + gap;
        }
        assert.deepEqual(
          cleanCode(text, { length: code.length, source: 'paste' }),
          complete(code, false),
          JSON.stringify(text),
        );
      }),
      runs(3000),
    );
  });
});

describe('cleanCode: no text of 4,096 units is slow', () => {
  // What a regular expression with a wrong step back in it takes minutes for. Best of some runs: a busy machine is
  // not the code's doing. It takes two milliseconds at most; a square of the length would take seconds.
  const pieces = [
    ...'9 -(@.+/:!|aſé１²\u200b',
    ...['1-', '1 1', '1:', 'A1-', 'G-', 'a.', 'a@', 'a-', 'ab.cd.', '.a', 'a/', '!1@', 'a+', '\n@x #'],
    ...['a'.repeat(63) + '.', '1'.repeat(63) + '.', 'ab.cd?'],
    ...['http://', '://', 'x://x.', 'www.', 'www.例', '@a.b #1 ', '12345 6-', '1234567 ', '123456 654321 '],
  ];
  const longest = (piece: string) => piece.repeat(4096).slice(0, 4096);
  for (const alphabet of ['digits', 'alphanumeric', 'text'] as const)
    it(alphabet, () => {
      for (const piece of pieces)
        for (const source of sources)
          for (const text of [longest(piece), longest(piece).slice(0, 4090) + '123456']) {
            let best = Infinity;
            for (let runs = 0; runs < 20 && best >= 20; runs++) {
              const startedAt = performance.now();
              cleanCode(text, { alphabet, source, host: 'example.com' });
              best = Math.min(best, performance.now() - startedAt);
            }
            assert.ok(best < 20, `${source} ${JSON.stringify(piece)}: ${best.toFixed(1)} ms`);
          }
    });
});
