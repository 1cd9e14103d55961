// The two buttons of the element: where they are, and what a click asks for.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import { confirmWith, deferredAdapter, drawn, mount, part, request, settled, shows } from './fixtures.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

async function start(markup = '<otp-confirm challenge="c1"></otp-confirm>') {
  adapter = deferredAdapter();
  element = await mount(markup, { adapter });
}
beforeEach(() => start());

describe('the Confirm button', () => {
  it('is there outside a form only, unless it is asked for', async () => {
    expect(shows(element, 'confirm')).to.be.true;
    await start('<form><otp-confirm></otp-confirm></form>');
    expect(shows(element, 'confirm')).to.be.false;
    await start('<form><otp-confirm confirm-button></otp-confirm></form>');
    expect(shows(element, 'confirm')).to.be.true;
  });

  it('confirms inside a form too', async () => {
    await start('<form><otp-confirm confirm-button></otp-confirm></form>');
    element.code = '123456';
    await drawn(element);
    await click(part(element, 'confirm'));
    await request(adapter.confirms);
  });

  it('is not there where there is nothing to confirm with', async () => {
    element = await mount('<otp-confirm></otp-confirm>');
    expect(shows(element, 'confirm')).to.be.false;
  });

  it('goes once the code is confirmed, and so does Resend', async () => {
    await confirmWith(element, adapter, { kind: 'confirmed' });
    expect([shows(element, 'confirm'), shows(element, 'resend')]).to.deep.equal([false, false]);
  });
});

describe('the focus on the Confirm button', () => {
  for (const kind of ['confirmed', 'incorrect'] as const)
    it(`is in the field afterwards: ${kind}`, async () => {
      element.focus();
      await type('123456');
      part(element, 'confirm').focus();
      await pressKeys('Enter');
      (await request(adapter.confirms)).answer({ kind });
      await settled(element);
      expect(document.activeElement === element.input).to.be.true;
    });
});

describe('the button for a code', () => {
  it('sends the first code where the adapter can and there is no challenge', async () => {
    adapter = deferredAdapter({ canStart: true });
    element = await mount('<otp-confirm></otp-confirm>', { adapter });
    expect(part(element, 'resend').textContent.trim()).to.equal('Send code');
    await click(part(element, 'resend'));
    (await request(adapter.issues)).answer({ kind: 'issued', challenge: 'c1', info: { length: 8 } });
    await settled(element);
    expect(element.challenge).to.equal('c1');
    expect(part(element, 'resend').textContent.trim()).to.equal('Send a new code');
    element.focus();
    await type('12345678');
    expect(element.phase).to.equal('complete');
  });

  it('what is entered while it comes, and is too short for it, is not complete', async () => {
    await click(part(element, 'resend'));
    element.focus();
    await type('123456');
    (await request(adapter.issues)).answer({ kind: 'issued', challenge: 'c2', info: { length: 8 } });
    await settled(element);
    expect([element.phase, element.code]).to.deep.equal(['partial', '123456']);
    await pressKeys('Enter');
    expect(adapter.confirms).to.have.length(0);
  });

  it('is not there where none can be had', async () => {
    element = await mount('<otp-confirm challenge="c1"></otp-confirm>', {
      adapter: deferredAdapter({ canIssue: false }),
    });
    expect(shows(element, 'resend')).to.be.false;
  });

  it('asks once for several clicks', async () => {
    await click(part(element, 'resend'));
    await click(part(element, 'resend'));
    (await request(adapter.issues)).answer({ kind: 'issued' });
    await settled(element);
    expect(adapter.issues).to.have.length(1);
  });
});
