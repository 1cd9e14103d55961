// Two clocks that disagree, pages that were hidden, machines that slept, pages out of the page cache: no wait is
// lengthened or forgotten, and no token outlives its time. Both clocks are moved by hand.
import { expect } from '@open-wc/testing';
import { elapsed } from '../../src/element/system.js';
import type { OtpConfirm } from '../../src/index.js';
import { pressKeys } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  confirmWith,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  part,
  request,
  settled,
  status,
} from './fixtures.js';

const { now: wall } = Date;
const { now: monotonic } = performance;
/** Seconds that each clock has been moved by. */
const moved = { wall: 0, monotonic: 0 };

/** Moves the clocks; the page hears nothing of it. */
function move(seconds: { wall?: number; monotonic?: number }): void {
  moved.wall += seconds.wall ?? 0;
  moved.monotonic += seconds.monotonic ?? 0;
}
async function look(): Promise<void> {
  document.dispatchEvent(new Event('visibilitychange'));
  await drawn(element);
}

let adapter: DeferredAdapter;
let element: OtpConfirm;

beforeEach(async () => {
  Date.now = () => wall() + moved.wall * 1000;
  performance.now = () => monotonic.call(performance) + moved.monotonic * 1000;
  adapter = deferredAdapter();
  element = await mount('<form><otp-confirm challenge="c1" confirm-button></otp-confirm></form>', {
    adapter,
  });
  element.form?.addEventListener('submit', (event) => {
    event.preventDefault();
  });
});
afterEach(async () => {
  // Told to the element's own count before they go back, and it does not go back with them.
  await look();
  moved.wall = moved.monotonic = 0;
  Date.now = wall;
  Reflect.deleteProperty(performance, 'now');
});

const wait = () => part(element, 'confirm').textContent;
const limited = (retryAfter: number) => confirmWith(element, adapter, { kind: 'rate-limited', retryAfter });

describe('a wait of fifteen minutes', () => {
  beforeEach(() => limited(900));

  for (const [what, clocks, left] of [
    ['ten minutes on both clocks are ten minutes', { wall: 600, monotonic: 600 }, '5 min'],
    ['a machine that slept: only the wall clock went on', { wall: 600 }, '5 min'],
    ['a wall clock that stands: only the other went on', { monotonic: 600 }, '5 min'],
    ['a wall clock put back by an hour takes nothing away', { wall: -3600, monotonic: 600 }, '5 min'],
    ['a wall clock put back alone adds nothing', { wall: -3600 }, '15 min'],
    ['both together are not counted twice', { wall: 840, monotonic: 840 }, '1 min'],
  ] as const)
    it(what, async () => {
      move(clocks);
      await look();
      if (left === '1 min') expect(wait()).to.match(/\((1 min|59 sec|58 sec)\)/);
      else expect(wait()).to.equal(`Confirm (${left})`);
      expect(element.phase).to.equal('waiting');
    });

  it('a wall clock put forward by an hour ends it here; the server has the last word', async () => {
    move({ wall: 3600 });
    await look();
    expect([element.phase, status(element)]).to.deep.equal(['complete', 'You can try again now.']);
    await limited(900);
    expect(wait()).to.equal('Confirm (15 min)');
  });

  it('forward and back again: an hour counts once, and what begins afterwards is whole', async () => {
    move({ wall: 3600 });
    await look();
    move({ wall: -3600 });
    await limited(900);
    await look();
    expect(wait()).to.equal('Confirm (15 min)');
  });

  it('ten minutes hidden, without a timer: right at the first look', async () => {
    move({ wall: 600, monotonic: 600 });
    await drawn(element);
    expect(wait(), 'nothing has moved').to.equal('Confirm (15 min)');
    await look();
    expect(wait()).to.equal('Confirm (5 min)');
  });

  it('ten minutes asleep: right at the first key, before any look', async () => {
    move({ wall: 1000 });
    await pressKeys('Enter');
    expect(adapter.confirms).to.have.length(2);
  });
});

it('looks alone make no time pass', () => {
  const [begun, start] = [wall(), monotonic.call(performance)];
  let passed = 0;
  Date.now = () => Math.floor(begun + passed);
  performance.now = () => start + passed;
  const before = elapsed();
  for (let look = 0; look < 1000; look++) {
    passed += 0.25;
    elapsed();
  }
  expect(elapsed() - before).to.be.closeTo(250, 0.01);
});

it('clocks that go back, both of them, take back nothing', () => {
  const before = elapsed();
  move({ wall: -60, monotonic: -60 });
  expect(elapsed()).to.be.at.least(before);
});

describe('a lock of the account', () => {
  it('is neither forgotten nor lengthened by a page that comes out of the page cache', async () => {
    await confirmWith(element, adapter, { kind: 'locked', scope: 'account', retryAfter: 900 });
    move({ wall: 600, monotonic: 600 });
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await drawn(element);
    expect(element.phase).to.equal('locked');
    expect(wait()).to.equal('Confirm (5 min)');
    move({ wall: 301, monotonic: 301 });
    await look();
    expect(element.phase).to.equal('idle');
  });
});

describe('a lock of the challenge', () => {
  it('holds on a page that comes out of the page cache, and says so', async () => {
    await confirmWith(element, adapter, { kind: 'locked', scope: 'challenge' });
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await drawn(element);
    expect([element.phase, status(element)]).to.deep.equal([
      'locked',
      'Too many wrong codes. Ask for a new one.',
    ]);
    element.reset();
    expect(element.phase).to.equal('idle');
  });
});

describe('a token', () => {
  const token = () => new FormData(element.form ?? undefined).get('otp_token');
  beforeEach(() => confirmWith(element, adapter, { kind: 'confirmed', token: 't', tokenExpiresIn: 300 }));

  for (const [what, clocks] of [
    ['asleep', { wall: 301 }],
    ['with a wall clock that was put back', { wall: -3600, monotonic: 301 }],
    ['with a wall clock that was put forward', { wall: 3600 }],
  ] as const)
    it(`that ran out ${what} is not sent, whoever asks first`, () => {
      expect(token()).to.equal('t');
      move(clocks);
      expect(token()).to.be.null;
      expect([element.phase, element.value]).to.deep.equal(['expired', '']);
    });

  it('that ran out asleep, and is then submitted: the words are of that, and not of a code to be completed', async () => {
    move({ wall: 301, monotonic: 301 });
    element.form?.requestSubmit();
    await drawn(element);
    expect([element.phase, status(element)]).to.deep.equal([
      'expired',
      'The code has expired. Ask for a new one.',
    ]);
  });

  it('that ran out unseen is not to be read', () => {
    move({ wall: 301, monotonic: 301 });
    expect(element.value).to.equal('');
  });

  it('is gone from a page that comes out of the page cache, with the code', async () => {
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await drawn(element);
    expect([token(), element.value, element.code, inputOf(element).value, element.phase]).to.deep.equal([
      null,
      '',
      '',
      '',
      'idle',
    ]);
  });

  it('stays where the page was only shown', async () => {
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    await drawn(element);
    expect(token()).to.equal('t');
  });
});

describe('a request in flight when the page goes into the page cache', () => {
  it('is nobody’s afterwards: aborted, and its answer counts for nothing', async () => {
    element.code = '123456';
    void element.confirm();
    const { signal, answer } = await request(adapter.confirms);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(signal.aborted).to.be.true;
    answer({ kind: 'confirmed', token: 't' });
    await settled(element);
    expect([element.phase, element.value, element.code]).to.deep.equal(['idle', '', '']);
  });
});

describe('a code’s life time', () => {
  it('over ten minutes asleep: said at the first look, once, and the field still confirms', async () => {
    element.expiresIn = 300;
    element.challenge = 'c2';
    await drawn(element);
    move({ wall: 600 });
    await look();
    expect(status(element)).to.equal('The code may have expired.');
    const block = part(element, 'status').firstElementChild;
    await look();
    expect(part(element, 'status').firstElementChild === block, 'it is not said again').to.be.true;
    await confirmWith(element, adapter, { kind: 'confirmed', token: 't' });
    expect(element.phase).to.equal('confirmed');
  });
});

it('a minute that ends while it is drawn is not told for another one', async () => {
  const words = () => part(element, 'countdown').textContent;
  const drawFrom = async (start: number, pace: number): Promise<string> => {
    // Each look at the clock takes its time.
    performance.now = () => (start += pace);
    element.requestUpdate();
    await drawn(element);
    return words();
  };
  for (let looks = 1; looks < 12; looks++) {
    let now = monotonic.call(performance);
    Date.now = () => 0;
    performance.now = () => now;
    element = await mount('<otp-confirm expires-in="290"></otp-confirm>', { adapter });
    await drawFrom(now + 50_000 - looks * 0.5, 0.5);
    now += 50_100;
    performance.now = () => now;
    await look();
    expect(words(), `${looks} looks before`).to.equal('The code expires in 4 minutes.');
  }
});
