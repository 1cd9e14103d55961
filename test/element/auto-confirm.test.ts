// A complete code that sends itself: when it may, and when it is left to the user.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, pasteText, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  autofill,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  one,
  part,
  request,
  settled,
  status,
} from './fixtures.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

async function start(markup = '<otp-confirm challenge="c1" auto-confirm></otp-confirm>') {
  adapter = deferredAdapter();
  element = await mount(markup, { adapter });
}

describe('auto-confirm', () => {
  beforeEach(() => start());

  it('is said before', () => {
    expect(part(element, 'hint').textContent).to.match(/as soon as it is complete/);
  });

  it('sends a code when it becomes complete', async () => {
    element.focus();
    await type('123456');
    expect((await request(adapter.confirms)).request.code).to.equal('123456');
  });

  it('sends a pasted code and an autofilled one', async () => {
    element.focus();
    await pasteText('123-456');
    await request(adapter.confirms);
    await start();
    autofill(inputOf(element), '123456');
    await request(adapter.confirms);
  });

  it('leaves a code out of free text to the user', async () => {
    element.focus();
    await pasteText('Your code is 123456.');
    await drawn(element);
    expect(element.phase).to.equal('complete');
    expect(adapter.confirms).to.have.length(0);
  });

  it('sends nothing by itself again after a wrong code', async () => {
    element.focus();
    await type('123456');
    (await request(adapter.confirms)).answer({ kind: 'incorrect' });
    await settled(element);
    await type('654321');
    expect(element.phase).to.equal('complete');
    expect(adapter.confirms).to.have.length(1);
    await pressKeys('Enter');
    await request(adapter.confirms, 2);
  });

  it('Enter by habit after the last digit of a wrong code takes no second try', async () => {
    element.focus();
    await type('123456');
    (await request(adapter.confirms)).answer({ kind: 'incorrect', attemptsRemaining: 4 });
    await settled(element);
    await pressKeys('Enter');
    await drawn(element);
    expect([adapter.confirms.length, element.phase]).to.deep.equal([1, 'refused']);
    expect(status(element)).to.equal('The code is wrong. Check it and try again. 4 tries are left.');
    await click(part(element, 'confirm'));
    await request(adapter.confirms, 2);
  });

  it('is said no more once it was done, until there is another code', async () => {
    const said = () => /as soon as it is complete/.test(part(element, 'hint').textContent);
    const told = () => /as soon as it is complete/.test(one(element, '[slot=description]').textContent);
    element.focus();
    await type('123456');
    (await request(adapter.confirms)).answer({ kind: 'incorrect' });
    await settled(element);
    await type('6');
    await drawn(element);
    expect([said(), told()]).to.deep.equal([false, false]);
    void element.issue();
    (await request(adapter.issues)).answer({ kind: 'issued' });
    await settled(element);
    expect([said(), told()]).to.deep.equal([true, true]);
  });

  it('leaves a code of unknown length to the user', async () => {
    await start('<otp-confirm challenge="c1" auto-confirm length="any"></otp-confirm>');
    element.focus();
    await type('123456');
    expect(adapter.confirms).to.have.length(0);
  });
});
