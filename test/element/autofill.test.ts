// What fills the field without a keyboard, a clipboard or a drop: password managers, played, and the browser's own
// autofill, for real where it can be had. Whether managers find the field is manager-finds.test.ts's, what a browser
// paints on it autofill-paint.test.ts's, which texts come to which codes cleaning.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { engine, fillByBrowser, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  autofill,
  deferredAdapter,
  digits,
  drawn,
  heardEvents,
  holdLooks,
  inputOf,
  mount,
  mountForm,
  one,
  releaseLooks,
  request,
  settled,
  status,
  until,
} from './fixtures.js';
import { fills } from './managers.js';
import { fixture, write } from './markup.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;
let input: HTMLInputElement;

async function start(markup = '<otp-confirm challenge="c"></otp-confirm>') {
  adapter = deferredAdapter();
  element = await mount(markup, { adapter });
  input = inputOf(element);
}
beforeEach(() => start());
afterEach(releaseLooks);

for (const [product, fill] of Object.entries(fills))
  describe(`a fill by ${product}`, () => {
    for (const [format, text, code] of [
      ['', '123456', '123456'],
      ['', '123 456', '123456'],
      ['', '١٢٣٤٥٦', '123456'],
      ['', '012340', '012340'],
      ['length="8"', '1234-5678', '12345678'],
      ['alphabet="alphanumeric"', 'k7q-x2m', 'K7QX2M'],
      ['length="any" alphabet="text"', 'Ab-12 cd', 'Ab-12 cd'],
    ] as const)
      it(`puts ${text} in as ${code} (${format || 'six digits'})`, async () => {
        await start(`<otp-confirm challenge="c" ${format}></otp-confirm>`);
        const edges = heardEvents(element, 'complete');
        fill(input, text);
        await drawn(element);
        expect([input.value, element.code, element.phase]).to.deep.equal([code, code, 'complete']);
        // Of a code of any length each character more is a code of its own.
        if (!format.includes('any')) expect(edges).to.have.length(1);
        if (!format.includes('any')) expect(digits(element).join('')).to.equal(code);
      });

    it('takes the place of what was typed before', async () => {
      element.focus();
      await type('98');
      fill(input, '123456');
      expect(element.code).to.equal('123456');
    });

    it('may come twice: one request', async () => {
      await start('<otp-confirm challenge="c" auto-confirm></otp-confirm>');
      fill(input, '123456');
      fill(input, '123456');
      expect((await request(adapter.confirms)).request.code).to.equal('123456');
      await drawn(element);
      fill(input, '123456');
      await drawn(element);
      expect(adapter.confirms).to.have.length(1);
      expect(input.value).to.equal('123456');
    });

    it('sends the whole code and only once, whoever shows it to the page piece by piece', async () => {
      await start('<otp-confirm challenge="c" auto-confirm></otp-confirm>');
      fill(input, '123-456');
      expect((await request(adapter.confirms)).request.code).to.equal('123456');
      await drawn(element);
      expect(adapter.confirms).to.have.length(1);
    });

    it('changes nothing while a code is checked, nor once it is confirmed', async () => {
      fill(input, '123456');
      void element.confirm();
      const { answer } = await request(adapter.confirms);
      fill(input, '654321');
      expect(input.value).to.equal('123456');
      answer({ kind: 'confirmed', token: 't' });
      await settled(element);
      fill(input, '654321');
      expect([input.value, element.phase, element.value]).to.deep.equal(['123456', 'confirmed', 't']);
    });

    it('may follow a wrong code with another, which waits for the person', async () => {
      await start('<otp-confirm challenge="c" auto-confirm></otp-confirm>');
      fill(input, '123456');
      (await request(adapter.confirms)).answer({ kind: 'incorrect' });
      await settled(element);
      fill(input, '654321');
      await drawn(element);
      expect([element.code, element.phase]).to.deep.equal(['654321', 'complete']);
      expect(input.validity.valid).to.be.true;
      expect(adapter.confirms).to.have.length(1);
    });

    it('is heard by the page with the clean value', () => {
      const heard: string[] = [];
      for (const name of ['input', 'change'])
        input.addEventListener(name, () => {
          heard.push(input.value);
        });
      fill(input, '123 456');
      expect(heard.at(-1)).to.equal('123456');
      expect(heard.every((value) => /^\d*$/.test(value))).to.be.true;
    });
  });

describe('a text that is no code', () => {
  for (const [text, words] of [
    ['1234567', /too long/],
    ['user@example.org', /./],
    ['hunter2 secret', /./],
  ] as const)
    it(`leaves the field as it was, and the status says why (${text})`, async () => {
      element.focus();
      await type('12');
      autofill(input, text);
      await drawn(element);
      expect([input.value, element.code]).to.deep.equal(['12', '12']);
      expect(status(element)).to.match(words);
    });
});

describe('a fill at an odd time', () => {
  it('is no typing, though keys that had nothing to delete came before', async () => {
    element.focus();
    await pressKeys('Backspace');
    await pressKeys('Delete');
    autofill(input, '1234567');
    await drawn(element);
    expect([input.value, element.code]).to.deep.equal(['', '']);
    expect(status(element)).to.match(/too long/);
  });

  it('while the field has not the focus', async () => {
    autofill(input, '123-456');
    await drawn(element);
    expect(document.activeElement === input).to.be.false;
    expect([input.value, element.phase, digits(element).join('')]).to.deep.equal([
      '123456',
      'complete',
      '123456',
    ]);
  });

  it('without any event, while the field has the focus', async () => {
    const look = holdLooks();
    element.focus();
    input.value = '123456';
    look();
    await drawn(element);
    expect(element.phase).to.equal('complete');
    expect(digits(element).join('')).to.equal('123456');
  });

  it('without any event or the focus: it is there when the code is sent', async () => {
    input.value = '123-456';
    void element.confirm();
    expect((await request(adapter.confirms)).request.code).to.equal('123456');
  });

  it('before the element is upgraded', async () => {
    const root = await fixture<HTMLElement>('<div></div>');
    // In a document without a window an element is not upgraded.
    const early = document.implementation.createHTMLDocument().createElement('otp-confirm');
    write(early, '<input name="code">');
    const filled = inputOf(early);
    autofill(filled, '123-456');
    root.append(early);
    await drawn(early);
    expect([filled.value, early.code, early.phase]).to.deep.equal(['123456', '123456', 'complete']);
    expect(digits(early).join('')).to.equal('123456');
  });

  it('before the element is in the page, and nothing is sent for it', async () => {
    const late = document.createElement('otp-confirm');
    late.adapter = adapter;
    late.autoConfirm = true;
    write(late, '<input name="code">');
    autofill(inputOf(late), '123-456');
    one<HTMLElement>(element.parentElement?.parentElement ?? null, 'div').append(late);
    await drawn(late);
    expect([late.code, late.phase]).to.deep.equal(['123456', 'complete']);
    expect(adapter.confirms).to.have.length(0);
  });

  it('while the element is out of the page for a moment', async () => {
    const { parentElement } = element;
    element.remove();
    autofill(input, '123-456');
    parentElement?.append(element);
    await drawn(element);
    expect([input.value, element.phase]).to.deep.equal(['123456', 'complete']);
  });

  it('and the form is submitted in the same task: the code is confirmed first, then the form goes on', async () => {
    const { adapter, element, form, sent, submitted } = await mountForm();
    autofill(inputOf(element), '123 456');
    form.requestSubmit();
    const { request: asked, answer } = await request(adapter.confirms);
    expect(asked.code).to.equal('123456');
    expect(sent).to.have.length(0);
    answer({ kind: 'confirmed', token: 't' });
    await submitted();
    expect(sent.map(({ entries }) => entries)).to.deep.equal([[['otp_token', 't']]]);
  });

  it('and the form is submitted in the same task, auto-confirm on: one request', async () => {
    const { adapter, element, form, submitted } = await mountForm('', 'auto-confirm auto-submit');
    fills.Bitwarden?.(inputOf(element), '123456');
    form.requestSubmit();
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 't' });
    await submitted();
    expect(adapter.confirms).to.have.length(1);
  });

  it('and a plain field is submitted in the same task: the form carries the clean code', async () => {
    await start('<form><otp-confirm></otp-confirm></form>');
    element.adapter = undefined;
    await drawn(element);
    autofill(input, '123 456');
    expect([...new FormData(element.form ?? undefined)]).to.deep.equal([['code', '123456']]);
  });
});

describe("the browser's own autofill", () => {
  const card = '4111111111111111';

  it('fills the field, and sends the code once', async function () {
    // Chromium fills fields of cards and addresses alone: the code passes for a card's number. The element's own
    // autocomplete is another matter and stays as the author's input has it.
    await start(
      `<form>
        <input autocomplete="cc-name"><otp-confirm length="16" challenge="c" auto-confirm>
          <input name="cardnumber" autocomplete="cc-number">
        </otp-confirm><input autocomplete="cc-exp"><input autocomplete="cc-csc">
      </form>`,
    );
    const events = heardEvents(input, 'beforeinput', 'input', 'change');
    // WebKitGTK: no protocol reaches its autofill. Chromium's headless shell has none.
    if (!(await fillByBrowser(input, card))) this.skip();
    await until(() => element.code === card, 'the field is filled');
    expect(input.value).to.equal(card);
    expect(events.some(({ type }) => type === 'input')).to.be.true;
    expect(events.every(({ isTrusted }) => isTrusted)).to.be.true;
    expect((await request(adapter.confirms)).request.code).to.equal(card);
    await drawn(element);
    expect(adapter.confirms).to.have.length(1);
    expect(digits(element).join('')).to.equal(card);
  });

  it('is cleaned', async function () {
    // Only Firefox can be told what to fill in.
    if ((await engine()) !== 'firefox') this.skip();
    await fillByBrowser(input, '123-456');
    expect([input.value, element.phase]).to.deep.equal(['123456', 'complete']);
  });
});
