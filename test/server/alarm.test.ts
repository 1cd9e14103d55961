// The alarm over all accounts: when it rings, when its window begins anew, and that it refuses nothing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { times } from '../stores/store-world.js';
import { endpoint, wrong } from './world.js';

describe('the alarm over all', () => {
  test('rings once a window in the log, and nothing is refused', async () => {
    const { otp, issued, log, advance } = endpoint({
      limits: { destination: [], alarm: { limit: 20, seconds: 600 } },
    });
    const alarms = () => log.filter(({ type }) => type === 'alarm').length;
    const fail = async (count: number) => {
      for (const index of times(count)) {
        const { challenge, code } = await issued({ user: `user ${String(index)}` });
        assert.equal((await otp.confirm({ challenge, code: wrong(code) })).kind, 'incorrect');
      }
    };
    await fail(19);
    assert.equal(alarms(), 0);
    await fail(20);
    assert.equal(alarms(), 1);
    advance(600);
    await otp.confirm(await issued());
    await fail(19);
    assert.equal(alarms(), 1);
    await fail(1);
    assert.equal(alarms(), 2);
  });

  for (const [when, passed, rings] of [
    ['a millisecond before it is over', [0, 599.999], 1],
    ['at its end: the next one begins', [0, 600], 0],
    ['in the next one, which begins with its first failure', [0, 900, 400], 1],
    ['a millisecond before the next one is over', [0, 600, 599.999], 1],
    ['at the end of the next one', [0, 600, 600], 0],
  ] as const)
    test(`has a window of ten minutes from the first failure: a failure ${when}`, async () => {
      const { otp, issued, log, advance } = endpoint({
        limits: { destination: [], alarm: { limit: 2, seconds: 600 } },
      });
      for (const seconds of passed) {
        advance(seconds);
        // The code is a new one each time: it would be over before the window.
        const { challenge, code } = await issued();
        await otp.confirm({ challenge, code: wrong(code) });
      }
      assert.equal(log.filter(({ type }) => type === 'alarm').length, rings);
    });

  test('rings after a clock was set back by days as before, and a step back of a second begins no window', async () => {
    const { otp, issued, log, advance } = endpoint({
      limits: { destination: [], alarm: { limit: 2, seconds: 600 } },
    });
    const alarms: number[] = [];
    for (const passed of [0, 1, -1, -3 * 86_400, 1, 600, -1, -1]) {
      advance(passed);
      const { challenge, code } = await issued({ user: `user ${String(alarms.length)}` });
      await otp.confirm({ challenge, code: wrong(code) });
      alarms.push(log.filter(({ type }) => type === 'alarm').length);
    }
    assert.deepEqual(alarms, [0, 1, 1, 1, 2, 2, 3, 3]);
  });

  test('rings at the thousandth failure in ten minutes where nothing else is said', async () => {
    const { otp, issued, log, advance } = endpoint({ limits: { destination: [] } });
    const rings: boolean[] = [];
    // The first is of a window before; the last comes a millisecond before the end of its own.
    for (const index of times(1001)) {
      advance({ 1: 600, 1000: 599.999 }[index] ?? 0);
      const { challenge, code } = await issued({ user: `user ${String(index)}` });
      await otp.confirm({ challenge, code: wrong(code) });
      if (index >= 999) rings.push(log.some(({ type }) => type === 'alarm'));
    }
    assert.deepEqual(rings, [false, true]);
  });
});
