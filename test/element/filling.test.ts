// What fills the field other than the person's keys and clipboard: a drop. Password managers and the browser's own autofill
// are autofill.test.ts's, input methods and odd keyboards input-methods.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { type } from './browser.js';
import { inputOf, mount } from './fixtures.js';

let element: OtpConfirm;
let input: HTMLInputElement;

async function start(markup = '<otp-confirm></otp-confirm>') {
  element = await mount(markup);
  input = inputOf(element);
  element.focus();
}
beforeEach(() => start());

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
