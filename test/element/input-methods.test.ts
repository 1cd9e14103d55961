// Input methods and odd keyboards: composition in its several orders, growing values, keyboards that compose each key,
// that never say they are done, that send no keys, the number pad. Undo of what they bring is undo.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, engine, inputMethod, insertText, pressKeys, type } from './browser.js';
import {
  deferredAdapter,
  digits,
  drawn,
  heardEvents,
  inputOf,
  marked,
  mount,
  part,
  request,
  selectionOf,
  status,
  until,
} from './fixtures.js';

let element: OtpConfirm;
let input: HTMLInputElement;

async function start(markup = '<otp-confirm></otp-confirm>', properties: Partial<OtpConfirm> = {}) {
  element = await mount(markup, properties);
  input = inputOf(element);
  element.focus();
}
beforeEach(() => start());

const state = () => [input.value, element.code, element.phase];

describe('an input method', () => {
  it('is left alone until it is done, and its digits count once', async () => {
    await inputMethod.compose('1-2');
    expect(state()).to.deep.equal(['1-2', '', 'idle']);
    await inputMethod.compose('1-23');
    expect(input.value).to.equal('1-23');
    await inputMethod.commit('1-23');
    await until(() => input.value === '123', 'the text was cleaned');
    expect(state()).to.deep.equal(['123', '123', 'partial']);
  });

  for (const [what, text] of [
    ['full-width', '１２３４５６'],
    ['Arabic-Indic', '١٢٣٤٥٦'],
    ['Persian', '۱۲۳۴۵۶'],
  ] as const)
    it(`may bring ${what} digits, key by key`, async () => {
      const complete = heardEvents(element, 'complete');
      for (let length = 1; length <= 6; length++) await inputMethod.compose(text.slice(0, length));
      expect(input.value).to.equal(text);
      await inputMethod.commit(text);
      await until(() => element.phase === 'complete', 'the code is complete');
      expect(state()).to.deep.equal(['123456', '123456', 'complete']);
      await until(() => digits(element).join('') === '123456', 'the cells show it');
      expect(complete).to.have.length(1);
    });

  it('leaves the caret after its own digits, in the middle of the field', async () => {
    await type('16');
    await pressKeys('ArrowLeft');
    await inputMethod.compose('２-３');
    await inputMethod.commit('２-３');
    await until(() => input.value === '1236', 'the text was cleaned');
    expect(selectionOf(input)).to.deep.equal([3, 3]);
    await until(() => marked(element, 'active').join() === '3', 'the caret is drawn there');
    await type('4');
    expect(input.value).to.equal('12346');
  });

  it('takes the place of what is selected', async () => {
    await type('123456');
    input.setSelectionRange(1, 3);
    await inputMethod.compose('９８');
    await inputMethod.commit('９８');
    await until(() => element.code === '198456', 'the text was cleaned');
    expect(selectionOf(input)).to.deep.equal([3, 3]);
  });

  it('that brings words leaves text and caret as they were', async () => {
    await type('56');
    await pressKeys('ArrowLeft');
    await inputMethod.compose('ni', '你');
    await inputMethod.commit('你');
    await until(() => input.value === '56', 'the word is gone');
    expect(selectionOf(input)).to.deep.equal([1, 1]);
    expect(state()).to.deep.equal(['56', '56', 'partial']);
  });

  it('may put in too much: that is shown as too long, not cut, and can be mended', async () => {
    await type('12345');
    await inputMethod.compose('67');
    await inputMethod.commit('67');
    await until(() => /too long/.test(status(element)), 'the status says so');
    expect([input.value, element.phase]).to.deep.equal(['1234567', 'partial']);
    await pressKeys('Backspace');
    expect(state()).to.deep.equal(['123456', '123456', 'complete']);
  });

  it('may be called off', async () => {
    await type('12');
    await inputMethod.compose('3', '');
    await inputMethod.commit('');
    expect(state()).to.deep.equal(['12', '12', 'partial']);
  });

  it('is done with where the field loses the focus', async () => {
    await inputMethod.compose('１-２');
    element.blur();
    await until(() => element.code === '12', 'the text was taken');
    await until(() => input.value === '12', 'the text was cleaned');
  });
});

describe('a keyboard that never says that it is done', () => {
  it('is not waited for: digits that need no cleaning count at once', async () => {
    await inputMethod.compose('1', '12', '123', '1234', '12345');
    expect(state()).to.deep.equal(['12345', '12345', 'partial']);
    await inputMethod.compose('123456');
    expect(state()).to.deep.equal(['123456', '123456', 'complete']);
  });

  it('has its code sent once, where the code confirms itself', async () => {
    const adapter = deferredAdapter();
    await start('<otp-confirm challenge="c" auto-confirm></otp-confirm>', { adapter });
    await inputMethod.compose('1', '12', '123', '1234', '12345', '123456');
    const { answer, request: sent } = await request(adapter.confirms);
    expect(sent.code).to.equal('123456');
    answer({ kind: 'incorrect' });
    await until(() => element.phase === 'refused', 'it was refused');
    await inputMethod.commit('123456');
    element.blur();
    await drawn(element);
    expect(adapter.confirms).to.have.length(1);
  });

  it('does not keep the Confirm button from sending what it has', async () => {
    const adapter = deferredAdapter();
    await start('<otp-confirm challenge="c" alphabet="alphanumeric"></otp-confirm>', { adapter });
    // Lower case is cleaned, hence not taken while it is composed; a click on the button leaves the focus in the field.
    await inputMethod.compose('ab1', 'ab12cd');
    await click(part(element, 'confirm'));
    expect((await request(adapter.confirms)).request.code).to.equal('AB12CD');
  });
});

// Safari ends a composition before it tells of the Enter that did; Android tells of its Done while one goes on.
describe('Enter', () => {
  const KEYS = {
    'that ends a composition confirms nothing': [{ keyCode: 229, isComposing: false }, 0],
    'that is itself confirms, composition or not': [{ keyCode: 13, isComposing: true }, 1],
  } as const;
  for (const [what, [how, times]] of Object.entries(KEYS))
    it(what, async () => {
      const adapter = deferredAdapter();
      await start('<otp-confirm challenge="c"></otp-confirm>', { adapter });
      await type('123456');
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...how }));
      await drawn(element);
      expect(adapter.confirms).to.have.length(times);
    });
});

// Dispatched by hand, for the orders that not every engine has.
describe('composition events', () => {
  const dispatch = (name: string, data: string) =>
    input.dispatchEvent(new CompositionEvent(name, { bubbles: true, data }));
  const put = (text: string, inputType = 'insertCompositionText', isComposing = true) => {
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType, isComposing }));
  };

  it('are left alone until the end', () => {
    dispatch('compositionstart', '');
    put('１');
    put('１２');
    expect(state()).to.deep.equal(['１２', '', 'idle']);
    dispatch('compositionend', '１２');
    expect(state()).to.deep.equal(['12', '12', 'partial']);
  });

  it('may end after the last input', () => {
    dispatch('compositionstart', '');
    put('１２３４５６');
    put('１２３４５６', 'insertFromComposition');
    dispatch('compositionend', '１２３４５６');
    expect(state()).to.deep.equal(['123456', '123456', 'complete']);
  });

  it('may end before the last input', () => {
    const complete = heardEvents(element, 'complete');
    dispatch('compositionstart', '');
    put('１２３４５６');
    dispatch('compositionend', '１２３４５６');
    put('１２３４５６', 'insertCompositionText', false);
    expect(state()).to.deep.equal(['123456', '123456', 'complete']);
    expect(complete).to.have.length(1);
  });

  it('may stand around every single key', () => {
    for (let length = 1; length <= 6; length++) {
      const text = '123456'.slice(0, length);
      dispatch('compositionstart', '');
      put(text);
      dispatch('compositionend', text.slice(-1));
      expect(input.value).to.equal(text);
      expect(element.code).to.equal(text);
    }
    expect(element.phase).to.equal('complete');
  });

  it('may bring the whole word again with each key, in full width', () => {
    dispatch('compositionstart', '');
    for (let length = 1; length <= 6; length++) put('１２３４５６'.slice(0, length));
    dispatch('compositionend', '１２３４５６');
    expect(state()).to.deep.equal(['123456', '123456', 'complete']);
  });

  it('may never end but by the loss of the focus', async () => {
    dispatch('compositionstart', '');
    put('１２３４５６');
    expect(element.phase).to.equal('idle');
    element.blur();
    expect(state()).to.deep.equal(['123456', '123456', 'complete']);
    element.focus();
    await type('7');
    await drawn(element);
    expect(status(element)).to.match(/too long/);
  });

  it('may never end at all: digits that need no cleaning count', () => {
    dispatch('compositionstart', '');
    put('123456');
    expect(state()).to.deep.equal(['123456', '123456', 'complete']);
  });

  it('may never end at all: confirm() takes what there is', async () => {
    const adapter = deferredAdapter();
    await start('<otp-confirm challenge="c"></otp-confirm>', { adapter });
    dispatch('compositionstart', '');
    put('１２３-４５６');
    void element.confirm();
    expect((await request(adapter.confirms)).request.code).to.equal('123456');
  });

  it('may put in too much: that is shown as too long, not cut', async () => {
    dispatch('compositionstart', '');
    put('1234567');
    dispatch('compositionend', '1234567');
    await drawn(element);
    expect(input.value).to.equal('1234567');
    expect(status(element)).to.match(/too long/);
    expect(element.phase).not.to.equal('complete');
  });
});

describe('a keyboard that sends no keys', () => {
  it('is heard by what it puts in', async () => {
    const keys = heardEvents(input, 'keydown', 'keypress', 'keyup');
    for (const digit of '123456') await insertText(digit);
    expect(state()).to.deep.equal(['123456', '123456', 'complete']);
    expect(keys).to.have.length(0);
  });

  it('may put in a code from its own clipboard: no paste event', async () => {
    const pastes = heardEvents(input, 'paste');
    await insertText('12');
    await insertText('123-456');
    expect(state()).to.deep.equal(['123456', '123456', 'complete']);
    expect(pastes).to.have.length(0);
  });

  it('may put in a part of a code, at the caret', async () => {
    await type('16');
    await pressKeys('ArrowLeft');
    await insertText('２ ３');
    expect([input.value, ...selectionOf(input)]).to.deep.equal(['1236', 3, 3]);
  });

  it('is refused what a key is refused', async () => {
    await insertText('12');
    await insertText('a');
    await drawn(element);
    expect(input.value).to.equal('12');
    expect(status(element)).to.match(/digits/);
  });
});

describe('the number pad', () => {
  it('types digits', async () => {
    // Chromium's driver has the pad without Num Lock: Shift is what makes digits of it there.
    const shift = (await engine()) === 'chromium' ? 'Shift+' : '';
    const codes: string[] = [];
    input.addEventListener('keydown', ({ code }) => codes.push(code));
    for (const digit of '102938') await pressKeys(`${shift}Numpad${digit}`);
    expect(state()).to.deep.equal(['102938', '102938', 'complete']);
    if ((await engine()) !== 'webkit') expect(codes).to.include('Numpad1');
  });
});

it('a reset by a listener of the page stands: nothing that was cleaned comes back, or is sent', async () => {
  const adapter = deferredAdapter();
  await start('<otp-confirm challenge="c"></otp-confirm>', { adapter });
  const completed = heardEvents(element, 'complete');
  element.addEventListener('complete', () => {
    element.reset();
  });
  await inputMethod.compose('1-2-3-4-5-6');
  await inputMethod.commit('1-2-3-4-5-6');
  await until(() => completed.length, 'it was complete');
  await drawn(element);
  expect(state()).to.deep.equal(['', '', 'idle']);
  await element.confirm();
  expect([adapter.confirms.length, completed.length]).to.deep.equal([0, 1]);
});
