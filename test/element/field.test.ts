// What the field makes of keys and clipboard: what it takes, cleans, refuses. That it leaves the editing itself to the
// browser is editing.test.ts's and undo.test.ts's; what is drawn is cells.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { pasteText, pressKeys, type } from './browser.js';
import { digits, drawn, heardEvents, inputOf, mount, selectionOf, status, until } from './fixtures.js';

let element: OtpConfirm;
let input: HTMLInputElement;

async function start(markup = '<otp-confirm></otp-confirm>') {
  element = await mount(markup);
  input = inputOf(element);
  element.focus();
}
beforeEach(() => start());

describe('typing', () => {
  it('fills the field and completes it', async () => {
    await type('123456');
    await drawn(element);
    expect(input.value).to.equal('123456');
    expect(element.code).to.equal('123456');
    expect(element.phase).to.equal('complete');
    expect(element.matches(':state(complete)')).to.be.true;
  });

  it('goes from idle over partial to complete, and tells of the edge once', async () => {
    const events = heardEvents(element, 'complete');
    expect(element.matches(':state(idle)')).to.be.true;
    await type('12345');
    expect(element.matches(':state(partial)')).to.be.true;
    expect(events).to.have.length(0);
    await type('6');
    await pressKeys('ArrowLeft');
    await type('7');
    expect(input.value).to.equal('123457');
    expect(events).to.have.length(1);
  });

  it('completes a code that ends in 0', async () => {
    await type('000000');
    expect(element.phase).to.equal('complete');
  });

  it('refuses a letter: text and caret stay, the status says why', async () => {
    await type('12');
    await pressKeys('ArrowLeft');
    await type('a');
    await drawn(element);
    expect(input.value).to.equal('12');
    expect(selectionOf(input)).to.deep.equal([1, 1]);
    expect(status(element)).to.match(/digits/);
  });

  it('refuses a letter over a selection, which stays', async () => {
    await type('1234');
    await pressKeys('Shift+ArrowLeft');
    await type('x');
    expect(input.value).to.equal('1234');
    expect(selectionOf(input)).to.deep.equal([3, 4]);
  });

  it('passes over a separator without a word', async () => {
    await type('123-45');
    await drawn(element);
    expect(input.value).to.equal('12345');
    expect(status(element)).to.equal('');
  });

  it('deletes in the middle, to either side', async () => {
    await type('123456');
    for (let presses = 0; presses < 3; presses++) await pressKeys('ArrowLeft');
    await pressKeys('Backspace');
    expect([input.value, input.selectionStart]).to.deep.equal(['12456', 2]);
    await pressKeys('Delete');
    expect([input.value, input.selectionStart]).to.deep.equal(['1256', 2]);
    expect(element.code).to.equal('1256');
    await until(() => digits(element).join('') === '1256', 'the cells follow');
  });

  it('inserts in the middle of a field that has room', async () => {
    await type('1256');
    await pressKeys('ArrowLeft');
    await pressKeys('ArrowLeft');
    await type('34');
    expect([input.value, input.selectionStart]).to.deep.equal(['123456', 4]);
  });

  it('puts a digit in place of the next one where the field is full', async () => {
    await type('123456');
    await pressKeys('Home');
    await pressKeys('ArrowRight');
    await type('98');
    expect([input.value, input.selectionStart]).to.deep.equal(['198456', 3]);
  });

  it('refuses a seventh digit at the end', async () => {
    await type('1234567');
    await drawn(element);
    expect([input.value, input.selectionStart]).to.deep.equal(['123456', 6]);
    expect(status(element)).to.match(/too long/);
  });

  it('is judged anew where the length changes', async () => {
    await type('123456');
    element.length = 8;
    await drawn(element);
    expect([element.code, element.phase]).to.deep.equal(['123456', 'partial']);
    await type('78');
    expect([element.code, element.phase]).to.deep.equal(['12345678', 'complete']);
  });

  it('takes letters in upper case where the alphabet has them', async () => {
    await start('<otp-confirm alphabet="alphanumeric"></otp-confirm>');
    await type('ab1-2cd');
    expect(element.code).to.equal('AB12CD');
    expect(input.value).to.equal('AB12CD');
  });

  it('dispatches the native events once, with the clean value', async () => {
    const values: string[] = [];
    element.addEventListener('input', () => values.push(input.value));
    await type('1');
    await pasteText('123-456');
    expect(values).to.deep.equal(['1', '123456']);
  });
});

describe('pasting', () => {
  const texts = [
    ['a grouped code', '123-456'],
    ['a code with spaces around', ' 123 456\n'],
    ['a message', 'Your sign-in code is 123456. It is valid for 10 minutes.'],
    ['Arabic-Indic digits', '١٢٣٤٥٦'],
    ['Persian digits', '۱۲۳۴۵۶'],
    ['full-width digits', '１２３４５６'],
  ] as const;
  for (const [what, text] of texts)
    it(`takes ${what}`, async () => {
      await pasteText(text);
      expect(input.value).to.equal('123456');
      expect(element.phase).to.equal('complete');
    });

  it('replaces a code that is all selected', async () => {
    await type('123456');
    await pressKeys('Control+a');
    await pasteText('654321');
    expect(input.value).to.equal('654321');
  });

  it('replaces what is there by a complete code, again and again', async () => {
    await type('99');
    await pasteText('123456');
    await pasteText('123456');
    expect(input.value).to.equal('123456');
  });

  it('inserts a part of a code at the caret', async () => {
    await type('15');
    await pressKeys('ArrowLeft');
    await pasteText('2 34');
    expect([input.value, input.selectionStart]).to.deep.equal(['12345', 4]);
  });

  const refused = [
    ['two codes', 'Use 123456 or 654321.', /more than one/],
    ['a code that is too long', '12345678', /too long/],
    ['a part that does not fit', '34567', /too long/],
    ['no code', 'hello', /digits/],
  ] as const;
  for (const [what, text, words] of refused)
    it(`refuses ${what}, and leaves the field as it was`, async () => {
      await type('12');
      await pressKeys('ArrowLeft');
      await pasteText(text);
      await drawn(element);
      expect(input.value).to.equal('12');
      expect(selectionOf(input)).to.deep.equal([1, 1]);
      expect(status(element)).to.match(words);
    });
});

it('copies the code', async () => {
  await type('123456');
  await pressKeys('Control+a');
  await pressKeys('Control+c');
  const area = document.createElement('textarea');
  element.after(area);
  area.focus();
  await pressKeys('Control+v');
  expect(area.value).to.equal('123456');
});

it('cuts the code', async () => {
  await type('123456');
  await pressKeys('Control+a');
  await pressKeys('Control+x');
  expect([input.value, element.code, element.phase]).to.deep.equal(['', '', 'idle']);
});
