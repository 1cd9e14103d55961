// Locks, limits and life times: what holds until when, by a clock that is moved by hand.
import { expect, oneEvent } from '@open-wc/testing';
import { click, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  advance,
  confirmWith,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  part,
  request,
  resetClock,
  settled,
  status,
  until,
} from './fixtures.js';

const start = (adapter: DeferredAdapter, attributes = '') =>
  mount(`<otp-confirm challenge="c1" ${attributes}></otp-confirm>`, { adapter });

afterEach(resetClock);

describe('a lock', () => {
  it('of the challenge holds, whatever is typed, until a new challenge', async () => {
    const adapter = deferredAdapter();
    const element = await start(adapter);
    await confirmWith(element, adapter, { kind: 'locked', scope: 'challenge' });
    await type('654321');
    await pressKeys('Enter');
    await drawn(element);
    expect(adapter.confirms).to.have.length(1);
    expect(status(element)).to.match(/Too many/);
    await click(part(element, 'resend'));
    (await request(adapter.issues)).answer({ kind: 'issued', challenge: 'c2' });
    await settled(element);
    expect(element.phase).to.equal('waiting');
    await type('654321');
    await pressKeys('Enter');
    expect((await request(adapter.confirms, 2)).request).to.include({ code: '654321', challenge: 'c2' });
  });

  it('of the account holds until its time', async () => {
    const adapter = deferredAdapter();
    const element = await start(adapter);
    await confirmWith(element, adapter, { kind: 'locked', scope: 'account', retryAfter: 120 });
    await type('654321');
    await pressKeys('Enter');
    expect(adapter.confirms).to.have.length(1);
    advance(121);
    await until(() => element.phase === 'complete', 'the lock is over');
    await pressKeys('Enter');
    expect((await request(adapter.confirms, 2)).request.code).to.equal('654321');
  });

  it('of the account without a time lets a person try', async () => {
    const adapter = deferredAdapter();
    const element = await start(adapter);
    await confirmWith(element, adapter, { kind: 'locked', scope: 'account' });
    await confirmWith(element, adapter, { kind: 'confirmed', token: 't' }, '654321');
    expect(element.phase).to.equal('confirmed');
  });
});

describe('time', () => {
  it('a limit counts down on the button, and leaves the field alone', async () => {
    const adapter = deferredAdapter();
    const element = await start(adapter);
    await confirmWith(element, adapter, { kind: 'rate-limited', retryAfter: 90 });
    const button = part(element, 'confirm');
    expect(button.textContent).to.match(/\((90|89) s\)/);
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    expect(inputOf(element).readOnly || inputOf(element).disabled).to.be.false;
    await pressKeys('Enter');
    expect(adapter.confirms).to.have.length(1);
    advance(60);
    await until(() => /\((30|29) s\)/.test(button.textContent), 'it counts');
    advance(31);
    await until(() => button.textContent.trim() === 'Confirm', 'it is free again');
    expect(element.phase).to.equal('complete');
    await pressKeys('Enter');
    expect((await request(adapter.confirms, 2)).request.code).to.equal('123456');
  });

  it('a code whose life ends here changes words only: the server says what has expired', async () => {
    const adapter = deferredAdapter();
    const element = await start(adapter, 'expires-in="120"');
    expect(part(element, 'countdown').textContent).to.contain('2 minutes');
    element.focus();
    await type('123456');
    advance(121);
    await until(() => /may have expired/.test(part(element, 'countdown').textContent), 'the words changed');
    expect([element.phase, element.code]).to.deep.equal(['complete', '123456']);
    await pressKeys('Enter');
    (await request(adapter.confirms)).answer({ kind: 'confirmed' });
    await settled(element);
    expect(element.phase).to.equal('confirmed');
  });

  it('the end of a code is told a minute before, and when it has come', async () => {
    const adapter = deferredAdapter();
    const element = await start(adapter, 'expires-in="120"');
    expect(status(element)).to.equal('');
    advance(61);
    await drawn(element);
    expect(status(element)).to.match(/less than a minute/);
    advance(60);
    await drawn(element);
    expect(status(element)).to.match(/may have expired/);
  });

  it('a token that runs out is dropped', async () => {
    const adapter = deferredAdapter();
    const element = await start(adapter);
    await confirmWith(element, adapter, { kind: 'confirmed', token: 't', tokenExpiresIn: 60 });
    expect(element.value).to.equal('t');
    const heard = oneEvent(element, 'expired');
    advance(61);
    await heard;
    await drawn(element);
    expect([element.value, element.phase, inputOf(element).value]).to.deep.equal(['', 'expired', '']);
    expect(inputOf(element).readOnly).to.be.false;
  });

  it('resend-in holds the button, not the lock of anything else', async () => {
    const adapter = deferredAdapter();
    const element = await start(adapter, 'resend-in="30"');
    await click(part(element, 'resend'));
    await drawn(element);
    expect(adapter.issues).to.have.length(0);
    expect(status(element)).to.match(/(30|29) seconds/);
    advance(31);
    await until(() => part(element, 'resend').textContent.trim() === 'Send a new code', 'it is free');
    await click(part(element, 'resend'));
    await request(adapter.issues);
  });
});
