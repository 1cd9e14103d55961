// What fills the field other than the person's keys and clipboard: a password manager, a drop. Input methods and odd
// keyboards are input-methods.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { pressKeys, type } from './browser.js';
import { autofill, digits, drawn, inputOf, mount, status, until } from './fixtures.js';

let element: OtpConfirm;
let input: HTMLInputElement;

async function start(markup = '<otp-confirm></otp-confirm>') {
  element = await mount(markup);
  input = inputOf(element);
  element.focus();
}
beforeEach(() => start());

describe('autofill', () => {
  for (const text of ['123456', '123-456', '１２３４５６'])
    it(`takes ${text}`, async () => {
      autofill(input, text);
      await drawn(element);
      expect([input.value, element.code, element.phase]).to.deep.equal(['123456', '123456', 'complete']);
    });

  for (const text of ['1234567', 'user@example.org'])
    it(`refuses ${text}, and leaves the field as it was`, async () => {
      await type('12');
      autofill(input, text);
      await drawn(element);
      expect([input.value, element.code]).to.deep.equal(['12', '12']);
      expect(status(element)).not.to.equal('');
    });

  it('is no typing, though a key that had nothing to delete came before', async () => {
    await pressKeys('Backspace');
    await pressKeys('Delete');
    autofill(input, '1234567');
    await drawn(element);
    expect([input.value, element.code]).to.deep.equal(['', '']);
    expect(status(element)).to.match(/too long/);
  });

  it('is noticed without any event while the field has the focus', async () => {
    input.value = '123456';
    await until(() => element.phase === 'complete', 'the code was noticed');
    expect(digits(element).join('')).to.equal('123456');
  });
});

describe('dropping', () => {
  function drop(text: string) {
    const event = new DragEvent('drop', { bubbles: true, cancelable: true });
    const data = new DataTransfer();
    data.setData('text/plain', text);
    // Firefox empties the one that the constructor is given.
    Object.defineProperty(event, 'dataTransfer', { value: data });
    input.dispatchEvent(event);
    return event;
  }

  it('takes a complete code', () => {
    drop('Code: 123 456');
    expect([input.value, element.phase]).to.deep.equal(['123456', 'complete']);
  });

  it('refuses two codes', async () => {
    await type('12');
    expect(drop('123456, 654321').defaultPrevented).to.be.true;
    expect(input.value).to.equal('12');
  });

  it('leaves a part of a code to the browser', () => {
    expect(drop('123').defaultPrevented).to.be.false;
  });
});
