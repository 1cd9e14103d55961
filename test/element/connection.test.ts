// No connection: what is said, what is offered once it is back, and that nothing is sent by itself then. Whether a
// request is sent again without the person is the client's: test/client/retry.test.ts.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, heard, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  confirmWith,
  connect,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  part,
  request,
  resetConnection,
  settled,
  status,
} from './fixtures.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

beforeEach(async () => {
  adapter = deferredAdapter();
  element = await mount('<otp-confirm challenge="c1"></otp-confirm>', { adapter });
});
afterEach(resetConnection);

const back = 'You are connected again. Try again.';
const confirmWords = () => part(element, 'confirm').textContent.trim();

describe('a connection that is lost', () => {
  it('offline: the words say what to do', async () => {
    connect(false);
    await confirmWith(element, adapter, { kind: 'network' });
    expect(status(element)).to.equal('You are offline. Connect, then try again.');
    expect([element.phase, element.code, inputOf(element).readOnly]).to.deep.equal([
      'unavailable',
      '123456',
      false,
    ]);
  });

  it('is not taken for granted: what is entered offline is sent all the same', async () => {
    connect(false);
    await confirmWith(element, adapter, { kind: 'confirmed' });
    expect(element.phase).to.equal('confirmed');
  });

  for (const kind of ['network', 'timeout'] as const)
    it(`${kind}: its return is told, offered, and sends nothing`, async () => {
      await confirmWith(element, adapter, { kind });
      const said = await heard(element, async () => {
        connect(true);
        await drawn(element);
      });
      expect(said).to.deep.equal([back]);
      expect([status(element), confirmWords()]).to.deep.equal([back, 'Try again']);
      expect([adapter.confirms.length, element.phase, element.code]).to.deep.equal([
        1,
        'unavailable',
        '123456',
      ]);
      await click(part(element, 'confirm'));
      const again = await request(adapter.confirms, 2);
      expect(again.key, 'the same request').to.equal(adapter.confirms[0]?.key);
    });

  it('each return is told anew', async () => {
    await confirmWith(element, adapter, { kind: 'network' });
    const blocks: (Element | null)[] = [];
    for (let times = 0; times < 2; times++) {
      connect(true);
      await drawn(element);
      blocks.push(part(element, 'status').firstElementChild);
      connect(false);
    }
    // Words that are there already are heard again in a block that is new.
    expect(blocks.map((block) => block?.textContent)).to.deep.equal([back, back]);
    expect(blocks[0] === blocks[1]).to.be.false;
  });

  it('its return is told no longer than it lasts', async () => {
    await confirmWith(element, adapter, { kind: 'network' });
    for (const [onLine, words] of [
      [true, back],
      [false, 'You are offline. Connect, then try again.'],
      [true, back],
    ] as const) {
      connect(onLine);
      await drawn(element);
      expect(status(element)).to.equal(words);
    }
  });

  for (const [what, prepare] of [
    ['nothing was sent', () => Promise.resolve()],
    ['the service failed', () => confirmWith(element, adapter, { kind: 'server', status: 500 })],
    ['the code was wrong', () => confirmWith(element, adapter, { kind: 'incorrect' })],
  ] as const)
    it(`its return is nobody's concern where ${what}`, async () => {
      await prepare();
      const before = status(element);
      connect(true);
      await drawn(element);
      expect(status(element)).to.equal(before);
    });

  it('its return is not heard by an element that has left the page', async () => {
    await confirmWith(element, adapter, { kind: 'network' });
    const before = status(element);
    const parent = element.parentElement;
    element.remove();
    connect(true);
    parent?.append(element);
    await drawn(element);
    expect(status(element)).to.equal(before);
  });
});

describe('what can be done after a failure', () => {
  it('of a confirmation: the button tries again, until another code is entered', async () => {
    expect(confirmWords()).to.equal('Confirm');
    await confirmWith(element, adapter, { kind: 'server', status: 502 });
    expect(confirmWords()).to.equal('Try again');
    await pressKeys('ArrowRight');
    await pressKeys('Backspace');
    await type('7');
    await drawn(element);
    expect([confirmWords(), status(element)]).to.deep.equal(['Confirm', 'The code is complete.']);
  });

  for (const outcome of [{ kind: 'server', status: 500 }, { kind: 'protocol' }] as const)
    it(`of an issue (${outcome.kind}): nobody says of the code that it was not confirmed`, async () => {
      void element.issue();
      (await request(adapter.issues)).answer(outcome);
      await settled(element);
      expect(status(element)).to.equal('A new code may not have been sent. Ask for a new one.');
      expect(confirmWords()).to.equal('Confirm');
      await click(part(element, 'resend'));
      const again = await request(adapter.issues, 2);
      expect(again.key, 'the same request').to.equal(adapter.issues[0]?.key);
    });

  const filled = (name: string) =>
    getComputedStyle(part(element, name)).backgroundColor !== 'rgba(0, 0, 0, 0)';
  for (const outcome of [
    { kind: 'expired' },
    { kind: 'already-used' },
    { kind: 'locked', scope: 'challenge' },
  ] as const)
    it(`${outcome.kind}: asking for a new code stands out`, async () => {
      expect([filled('confirm'), filled('resend')]).to.deep.equal([true, false]);
      await confirmWith(element, adapter, outcome);
      expect([filled('confirm'), filled('resend')]).to.deep.equal([false, true]);
    });
});
