// What fills the field other than single keys and the clipboard: an input method, a drop. Password managers and the
// browser's own autofill are autofill.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { commitComposition, compose, type } from './browser.js';
import { drawn, inputOf, mount, status, until } from './fixtures.js';

let element: OtpConfirm;
let input: HTMLInputElement;

async function start(markup = '<otp-confirm></otp-confirm>') {
  element = await mount(markup);
  input = inputOf(element);
  element.focus();
}
beforeEach(() => start());

describe('an input method', () => {
  it('is left alone until it is done, and its digits count once', async function () {
    // WebKitGTK has no input method under WebDriver: the next test plays one.
    if (!(await compose('1-2'))) this.skip();
    expect(input.value).to.equal('1-2');
    await compose('1-23');
    expect(input.value).to.equal('1-23');
    await commitComposition('1-23');
    await until(() => input.value === '123', 'the text was cleaned');
    expect(element.code).to.equal('123');
  });

  const played = (text: string) => {
    input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    input.value = text;
    const init = { bubbles: true, data: text, inputType: 'insertCompositionText', isComposing: true };
    input.dispatchEvent(new InputEvent('input', init));
  };
  const done = (data: string) =>
    input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data }));

  it('is cleaned at its end, whatever the engine', () => {
    played('１２');
    expect(input.value).to.equal('１２');
    done('１２');
    expect([input.value, element.code]).to.deep.equal(['12', '12']);
  });

  it('may put in too much: that is shown as too long, not cut', async () => {
    played('1234567');
    done('1234567');
    await drawn(element);
    expect(input.value).to.equal('1234567');
    expect(status(element)).to.match(/too long/);
    expect(element.phase).not.to.equal('complete');
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
