// The language of an element: whose `lang` decides, what a change of it draws anew, and how the words of one direction
// stand in a page of the other. What the words are is for test/words.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { registerLocale } from '../../src/index.js';
import ar from '../../src/element/locales/ar.js';
import de from '../../src/element/locales/de.js';
import fr from '../../src/element/locales/fr.js';
import hi from '../../src/element/locales/hi.js';
import ja from '../../src/element/locales/ja.js';
import ru from '../../src/element/locales/ru.js';
import { ax, engine, heard } from './browser.js';
import {
  cells,
  confirmWith,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  one,
  part,
  resetClock,
  status,
  until,
} from './fixtures.js';
import { write } from './markup.js';

for (const locale of [ar, de, fr, hi, ja, ru]) registerLocale(locale);

const { documentElement } = document;
const asked = documentElement.lang;
afterEach(() => {
  documentElement.lang = asked;
  documentElement.removeAttribute('dir');
  resetClock();
});

const otp = (attributes = '') => `<otp-confirm endpoint="/confirm" ${attributes}></otp-confirm>`;
const confirmWords = (element: Element) => part(element, 'confirm').textContent;
/** Observers are told at the end of the turn; what they ask for is drawn then. */
const speaks = (element: Element, words: string) =>
  until(() => confirmWords(element) === words, `it says ${words}`);

describe('the nearest lang decides', () => {
  for (const [where, markup, words] of [
    ['the element’s own', `<div lang="fr">${otp('lang="de"')}</div>`, 'Bestätigen'],
    ['that of what it is in', `<div lang="fr"><p lang="de">${otp()}</p></div>`, 'Bestätigen'],
    ['with a region', `<div lang="de-AT">${otp()}</div>`, 'Bestätigen'],
    ['written like a file', `<div lang="DE_at">${otp()}</div>`, 'Bestätigen'],
    ['of a language that is not there', `<div lang="sv">${otp()}</div>`, 'Confirm'],
    ['that is none', `<div lang="de"><p lang="">${otp()}</p></div>`, 'Confirm'],
    ['that is nonsense', `<div lang="de"><p lang="x!">${otp()}</p></div>`, 'Confirm'],
  ] as const)
    it(where, async () => {
      expect(confirmWords(await mount(markup))).to.equal(words);
    });

  it('that is nonsense, and the page’s own words all the same', async () => {
    const element = await mount(otp('lang="x!" expires-in="300"'), { messages: { expires: 'Ends {when}.' } });
    expect(part(element, 'countdown').textContent).to.equal('Ends in 5 minutes.');
  });

  it('that of the document', async () => {
    documentElement.lang = 'ru';
    expect(confirmWords(await mount(otp()))).to.equal('Подтвердить');
  });

  it('that of the host, for an element in a shadow tree', async () => {
    const outer = await mount(`<div lang="de"><section></section></div>${otp()}`);
    const root = one(outer.parentElement, 'section').attachShadow({ mode: 'open' });
    write(root, otp());
    const element = one<OtpConfirm>(root, 'otp-confirm');
    await drawn(element);
    expect(confirmWords(element)).to.equal('Bestätigen');
    one(outer.parentElement, 'div').setAttribute('lang', 'fr');
    await speaks(element, 'Confirmer');
    root.append(Object.assign(document.createElement('div'), { lang: 'ja' }));
    one(root, 'div').append(element);
    await speaks(element, '確認');
  });
});

describe('another language', () => {
  for (const [where, change] of [
    ['on the element', (element: OtpConfirm) => (element.lang = 'de')],
    ['on what it is in', (element: OtpConfirm) => element.parentElement?.setAttribute('lang', 'de')],
    ['on the document', () => (documentElement.lang = 'de')],
  ] as const)
    it(`is spoken as soon as it is asked for: ${where}`, async () => {
      const element = await mount(otp());
      expect(confirmWords(element)).to.equal('Confirm');
      change(element);
      await speaks(element, 'Bestätigen');
    });

  it('goes again with its attribute', async () => {
    const element = await mount(`<div lang="fr">${otp('lang="de"')}</div>`);
    element.removeAttribute('lang');
    await speaks(element, 'Confirmer');
  });

  it('is found where the element is moved to', async () => {
    const element = await mount(`${otp()}<p lang="de"></p><p id="b" lang="fr"></p>`);
    const { parentElement: root } = element;
    one(root, 'p').append(element);
    await speaks(element, 'Bestätigen');
    const to = one<Element & { moveBefore?: Element['insertBefore'] }>(root, '#b');
    // WebKitGTK has no moveBefore.
    if (to.moveBefore) to.moveBefore(element, null);
    else to.append(element);
    await speaks(element, 'Confirmer');
  });

  it('may come after the element', async () => {
    const element = await mount(otp('lang="nl"'));
    expect(confirmWords(element)).to.equal('Confirm');
    const { default: nl } = await import('../../src/element/locales/nl.js');
    registerLocale(nl);
    await speaks(element, 'Bevestigen');
  });

  it('changes every word, the drawn, the heard and the native ones, and leaves the code alone', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="c1" expires-in="300"></otp-confirm>', { adapter });
    await confirmWith(element, adapter, { kind: 'incorrect', attemptsRemaining: 2 });
    const told = await heard(element, async () => {
      element.lang = 'de';
      await speaks(element, 'Bestätigen');
    });
    const wrong =
      'Der Code ist falsch. Prüfen Sie ihn und versuchen Sie es noch einmal. Sie haben noch 2 Versuche.';
    expect(told.at(-1)).to.equal(wrong);
    expect(status(element)).to.equal(wrong);
    expect(element.validationMessage).to.equal(wrong);
    expect(part(element, 'resend').textContent).to.equal('Neuen Code senden');
    expect(part(element, 'countdown').textContent).to.equal('Der Code läuft in 5 Minuten ab.');
    const field = await ax(inputOf(element));
    expect(field?.description).to.contain('Geben Sie den 6-stelligen Code ein.');
    expect(field?.description).to.contain(wrong);
    expect([element.code, element.phase]).to.deep.equal(['123456', 'refused']);
  });
});

describe('what the words are in is told of', () => {
  const langs = (element: Element) =>
    [
      ...['status', 'hint', 'confirm', 'resend', 'countdown'].map((name) =>
        part(element, name).closest('[lang]'),
      ),
      ...element.querySelectorAll('label, span'),
    ].map((node) => node?.getAttribute('lang') ?? null);

  it('where it is English for want of the language', async () => {
    const element = await mount(otp('lang="sv"'));
    expect(langs(element)).to.deep.equal(Array(7).fill('en'));
    element.lang = 'de';
    await speaks(element, 'Bestätigen');
    expect(langs(element)).to.deep.equal(Array(7).fill(null));
  });

  it('not where the words are the page’s', async () => {
    const element = await mount(otp('lang="sv"'), { messages: { confirm: 'Bekräfta' } });
    expect(langs(element)).to.deep.equal(Array(7).fill(null));
  });
});

describe('the page’s own words', () => {
  it('stand in any language, and go with the property', async () => {
    const element = await mount(otp('lang="de"'), { messages: { confirm: 'Los' } });
    expect(confirmWords(element)).to.equal('Los');
    expect(part(element, 'resend').hidden).to.be.true;
    expect(one(element, 'label').textContent).to.equal('Code');
    element.messages = undefined;
    await speaks(element, 'Bestätigen');
  });

  it('come for a region by registerLocale', async () => {
    const element = await mount(otp('lang="fr-CA"'));
    registerLocale({ code: 'fr-CA', confirm: 'Continuer' });
    await speaks(element, 'Continuer');
    element.lang = 'fr';
    await speaks(element, 'Confirmer');
  });
});

describe('time and numbers are the engine’s, in the language', () => {
  for (const [lang, words] of [
    ['ar', /^تنتهي صلاحية الرمز خلال (5|٥) دقائق\.$/],
    ['ru', /^Код устареет через 5 минут\.$/],
    ['ja', /^コードは5\s?分後に期限切れになります。$/],
    ['de', /^Der Code läuft in 5 Minuten ab\.$/],
    ['hi', /^कोड (5|५) मिनट में समाप्त हो जाएगा।$/],
  ] as const)
    it(lang, async () => {
      const element = await mount(otp(`lang="${lang}" expires-in="300"`));
      expect(part(element, 'countdown').textContent).to.match(words);
    });
});

/** Where the characters from one index to another of a node's text are seen. */
function place(node: Node, from: number, to: number): DOMRect {
  const range = document.createRange();
  const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode() ?? node;
  range.setStart(text, from);
  range.setEnd(text, to);
  return range.getBoundingClientRect();
}
/** Whether a text's last character, its stop, is seen to the left of its first. */
const runsLeft = (node: Node) => {
  const { length } = node.textContent ?? '';
  return place(node, length - 1, length).left < place(node, 0, 1).left;
};
const hintOf = (element: Element) => one<HTMLElement>(element.shadowRoot, '[name=hint]');

describe('direction', () => {
  it('is the page’s: the drawing mirrors, the code runs from left to right', async () => {
    const element = await mount(`<div lang="ar" dir="rtl">${otp()}</div>`, { adapter: deferredAdapter() });
    element.code = '123456';
    await drawn(element);
    expect(getComputedStyle(part(element, 'status')).direction).to.equal('rtl');
    const sides = () =>
      [element, part(element, 'cells'), part(element, 'confirm')].map((node) => {
        const { left, right } = node.getBoundingClientRect();
        return { left: Math.round(left), right: Math.round(right) };
      });
    for (const { right } of sides()) expect(right).to.equal(sides()[0]?.right);
    const lefts = cells(element).map((cell) => cell.getBoundingClientRect().left);
    expect(lefts).to.deep.equal([...lefts].sort((one, other) => one - other));
    expect(runsLeft(hintOf(element))).to.be.true;
    element.parentElement?.setAttribute('dir', 'ltr');
    await drawn(element);
    for (const { left } of sides()) expect(left).to.equal(sides()[0]?.left);
  });

  for (const [words, markup, left] of [
    ['Arabic words in a page from left to right', otp('lang="ar"'), true],
    ['English words in a page from right to left', `<div dir="rtl" lang="ur">${otp()}</div>`, false],
  ] as const)
    it(`${words} run their own way, at the page's side`, async () => {
      const element = await mount(markup);
      const hint = hintOf(element);
      expect(runsLeft(hint), 'the stop is at the end').to.equal(left);
      const { left: from, right: to } = part(element, 'hint').getBoundingClientRect();
      const text = place(hint, 0, hint.textContent.length);
      const side = getComputedStyle(element).direction === 'rtl' ? to - text.right : text.left - from;
      expect(side).to.be.below(2);
    });

  for (const destination of ['•••• 42', '+49 151 •••• 42', 'ann@example.org'])
    it(`${destination} keeps its order among Arabic words`, async () => {
      const element = await mount(
        `<div lang="ar" dir="rtl">${otp(`challenge="c1" destination="${destination}"`)}</div>`,
      );
      const hint = hintOf(element);
      const start = hint.textContent.indexOf(destination);
      expect(start).to.be.above(0);
      const lefts = [...destination].map((_, index) => place(hint, start + index, start + index + 1).left);
      expect(lefts, await engine()).to.deep.equal([...lefts].sort((one, other) => one - other));
    });
});
