// Locks, limits and life times: what holds until when, by a clock that is moved by hand.
import { expect, oneEvent } from '@open-wc/testing';
import { click, heard, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  advance,
  confirmWith,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  mountForm,
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

it('draws nothing anew where time has changed nothing', async () => {
  const element = await start(deferredAdapter(), 'expires-in="200" countdown="minutes"');
  await element.updateComplete;
  let draws = 0;
  element.requestUpdate = () => void draws++;
  document.dispatchEvent(new Event('visibilitychange'));
  expect(element.value).to.equal('');
  expect(draws).to.equal(0);
  advance(30);
  expect(draws, 'a minute less').to.equal(1);
});

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
    expect(button.textContent).to.equal('Confirm (2 min)');
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    expect(inputOf(element).readOnly || inputOf(element).disabled).to.be.false;
    await pressKeys('Enter');
    expect(adapter.confirms).to.have.length(1);
    advance(60);
    await until(() => /\((30|29) sec\)/.test(button.textContent), 'it counts');
    advance(31);
    await until(() => button.textContent.trim() === 'Confirm', 'it is free again');
    expect([element.phase, status(element)]).to.deep.equal(['complete', 'You can try again now.']);
    await pressKeys('Enter');
    expect((await request(adapter.confirms, 2)).request.code).to.equal('123456');
  });

  it('a limit counts down beside the field where no button does: in a form', async () => {
    const { adapter, element } = await mountForm('', 'expires-in="300"');
    await confirmWith(element, adapter, { kind: 'rate-limited', retryAfter: 90 });
    const countdown = part(element, 'countdown');
    expect(countdown.textContent).to.equal('You can try again in 2 minutes.');
    advance(61);
    await until(() => /in (29|28) seconds/.test(countdown.textContent), 'it counts');
    advance(30);
    await until(() => /The code expires in/.test(countdown.textContent), 'it is over');
  });

  it('a lock of the account says until when, and lets the person know when it is over', async () => {
    const { adapter, element } = await mountForm();
    await confirmWith(element, adapter, { kind: 'locked', scope: 'account', retryAfter: 7200 });
    expect(status(element)).to.equal('Too many wrong codes. You can try again in 2 hours.');
    expect(part(element, 'countdown').textContent).to.equal('You can try again in 2 hours.');
    advance(7201);
    await drawn(element);
    expect([element.phase, status(element)]).to.deep.equal(['idle', 'You can try again now.']);
  });

  it('by the minute, a life time is told in whole minutes, also where it is drawn in between', async () => {
    const element = await start(deferredAdapter(), 'expires-in="150"');
    const countdown = part(element, 'countdown');
    expect(countdown.textContent).to.equal('The code expires in 3 minutes.');
    advance(20);
    element.focus();
    await type('1');
    await drawn(element);
    expect(countdown.textContent).to.equal('The code expires in 3 minutes.');
    advance(80);
    await drawn(element);
    expect(countdown.textContent).to.equal('The code expires in less than a minute.');
  });

  it('by the second, where the page wants that: as on a clock', async () => {
    const element = await start(deferredAdapter(), 'countdown="seconds" expires-in="3725" resend-in="90"');
    const countdown = part(element, 'countdown');
    const resend = part(element, 'resend');
    expect(countdown.textContent).to.match(/^The code expires in 1:02:0[45]\.$/);
    expect(resend.textContent).to.match(/\(1:(30|29)\)$/);
    advance(3600);
    await drawn(element);
    expect(countdown.textContent).to.match(/^The code expires in 2:0[0-5]\.$/);
    element.countdown = 'minutes';
    await drawn(element);
    expect(countdown.textContent).to.match(/^The code expires in [32] minutes\.$/);
    element.countdown = 'seconds';
    await drawn(element);
    const before = countdown.textContent;
    advance(1);
    await drawn(element);
    expect(countdown.textContent).not.to.equal(before);
  });

  it('a countdown is never announced', async () => {
    const element = await start(deferredAdapter(), 'countdown="seconds" expires-in="300" resend-in="90"');
    const said = await heard(element, async () => {
      for (let second = 0; second < 5; second++) {
        advance(1);
        await drawn(element);
      }
    });
    expect(said).to.deep.equal([]);
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

  for (const [what, late] of [
    ['an adapter', { adapter: deferredAdapter() }],
    ['an issue endpoint', { issueEndpoint: '/issue' }],
  ] as const)
    it(`counts down to another code where ${what} comes late`, async () => {
      const element = await mount(
        '<otp-confirm challenge="c1" endpoint="/confirm" resend-in="50"></otp-confirm>',
      );
      const { setTimeout: timer } = window;
      const delays: number[] = [];
      window.setTimeout = ((callback: () => void, delay = 0) => {
        delays.push(delay);
        return timer(callback, delay);
      }) as typeof setTimeout;
      Object.assign(element, late);
      await drawn(element);
      window.setTimeout = timer;
      expect(part(element, 'resend').textContent).to.match(/(50|49) sec/);
      expect(Math.min(...delays), 'it wakes within the second').to.be.at.most(1000);
    });
});
