// When the endpoint tidies its store, and what its end waits for.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createMemoryStore, type OtpEndpointOptions } from '../../src/server/index.js';
import { turn } from '../suites/driver.js';
import { endpoint, gate } from './world.js';

/** An endpoint on a store that tells of its sweeps and its end. */
function watched(options: Partial<OtpEndpointOptions> = {}, sweep = () => Promise.resolve(0)) {
  const events: string[] = [];
  const store = {
    ...createMemoryStore(),
    sweep: () => {
      events.push('sweeping');
      return sweep().finally(() => events.push('swept'));
    },
    close: async () => {
      events.push('closing');
      await turn();
      events.push('closed');
    },
  };
  const made = endpoint({ store, limits: { destination: [] }, ...options });
  const sweeps = () => events.filter((event) => event === 'sweeping').length;
  return { ...made, events, sweeps };
}

describe('the store is swept', () => {
  for (const [what, options, seconds] of [
    ['every ten minutes', {}, 600],
    ['as often as is said', { sweepEvery: 60 }, 60],
  ] as const)
    test(`${what}, by an issue: the first, and one when the time has come`, async () => {
      const { issued, advance, sweeps } = watched(options);
      const seen: number[] = [];
      for (const passed of [0, seconds - 1, 1, seconds - 1, 1]) {
        advance(passed);
        await issued();
        seen.push(sweeps());
      }
      assert.deepEqual(seen, [1, 1, 2, 2, 3]);
    });

  test('by an issue after a clock was set back, and then every ten minutes', async () => {
    const { issued, advance, sweeps } = watched();
    const seen: number[] = [];
    for (const passed of [0, -599, -1, 599, 1]) {
      advance(passed);
      await issued();
      seen.push(sweeps());
    }
    assert.deepEqual(seen, [1, 1, 2, 2, 3]);
  });

  test('by no issue where 0 is said, and by whoever asks for it', async () => {
    const { otp, issued, advance, sweeps } = watched({ sweepEvery: 0 });
    for (const passed of [0, 600, 86_400]) {
      advance(passed);
      await issued();
    }
    assert.equal(sweeps(), 0);
    await otp.sweep();
    assert.equal(sweeps(), 1);
  });
});

describe('close', () => {
  test('waits for a sweep under way, then for the store', async () => {
    const { opened, open } = gate();
    const { otp, issued, events } = watched({}, async () => {
      await opened;
      return 0;
    });
    await issued();
    const closed = otp.close();
    await turn();
    assert.deepEqual(events, ['sweeping']);
    open();
    await closed;
    assert.deepEqual(events, ['sweeping', 'swept', 'closing', 'closed']);
  });

  test('comes to its end where a sweep has failed, which fails no issue either', async () => {
    const { otp, issued, events } = watched({}, () => Promise.reject(new RangeError('down')));
    await issued();
    await otp.close();
    assert.deepEqual(events, ['sweeping', 'swept', 'closing', 'closed']);
  });

  test('says where the store cannot be closed', async () => {
    const store = { ...createMemoryStore(), close: () => Promise.reject(new RangeError('down')) };
    await assert.rejects(endpoint({ store }).otp.close(), RangeError);
  });
});
