// When what a server holds against somebody, or for them, begins and ends: a millisecond before, at the time itself, and
// a millisecond after.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertToken } from '../engine/sandbox.js';
import { repeat } from '../stores/store-world.js';
import { endpoint, wrong } from './world.js';

type Made = ReturnType<typeof endpoint>;
/** What is asked again and again until it is answered otherwise; ready where the time starts to run. */
type Ready = (made: Made) => Promise<() => Promise<{ readonly kind: string; readonly retryAfter?: number }>>;

/** Ten wrong codes of a user. */
async function lock({ otp, issued }: Made): Promise<void> {
  for (let done = 0; done < 2; done++) {
    const { challenge, code } = await issued();
    await repeat(5, () => otp.confirm({ challenge, code: wrong(code) }));
  }
}

const rows: [what: string, seconds: number, before: string, after: string, ready: Ready][] = [
  [
    'a code is good',
    300,
    'confirmed',
    'expired',
    async ({ otp, issued }) => {
      const asked = await issued();
      return () => otp.confirm(asked);
    },
  ],
  [
    'a token is good',
    300,
    'redeemed',
    'token-unknown',
    async ({ otp, issued, advance }) => {
      const asked = await issued();
      advance(200);
      const outcome = await otp.confirm(asked);
      assertToken(outcome);
      return () => otp.redeem({ token: outcome.token, challenge: asked.challenge });
    },
  ],
  [
    'an account is locked, for the right code',
    60,
    'locked',
    'confirmed',
    async (made) => {
      const open = await made.issued();
      await lock(made);
      return () => made.otp.confirm(open);
    },
  ],
  [
    'an account is locked, for another code',
    60,
    'locked',
    'issued',
    async (made) => {
      await lock(made);
      return () => made.otp.issue({ user: 'ada', destination: 'ada@example.org' });
    },
  ],
  [
    'a destination has had its codes',
    600,
    'rate-limited',
    'issued',
    async ({ otp, issued }) => {
      await repeat(5, issued);
      return () => otp.issue({ user: 'eve', destination: 'ada@example.org' });
    },
  ],
  [
    'an address has had its codes',
    3600,
    'rate-limited',
    'issued',
    async ({ otp, issued }) => {
      const from = (index: number) => ({
        user: `user ${String(index)}`,
        destination: `${String(index)}@example.org`,
        address: '192.0.2.1',
      });
      let index = 0;
      await repeat(30, () => issued(from(index++)));
      return () => otp.issue(from(index));
    },
  ],
];

describe('to the millisecond', () => {
  for (const [what, seconds, before, after, ready] of rows)
    for (const late of [-1, 0, 1])
      test(`${what}, ${String(seconds)} s and ${String(late)} ms later: ${late < 0 ? before : after}`, async () => {
        const made = endpoint();
        const ask = await ready(made);
        made.advance((seconds * 1000 + late) / 1000);
        assert.equal((await ask()).kind, late < 0 ? before : after);
      });

  for (const [what, seconds, before, , ready] of rows)
    if (before === 'locked' || before === 'rate-limited')
      test(`${what}: who waits as long as is said is not turned away again`, async () => {
        const made = endpoint();
        const ask = await ready(made);
        for (const [passed, told] of [
          [0, seconds],
          [0.001, seconds],
          [0.999, seconds - 1],
          [seconds - 1.001, 1],
        ] as const) {
          made.advance(passed);
          assert.equal((await ask()).retryAfter, told);
        }
      });

  test('a code is not said to be good for longer than it is, nor a wait to be shorter', async () => {
    const { issued, post, advance } = endpoint();
    const { challenge } = await issued();
    advance(30);
    const times: unknown[] = [];
    for (const passed of [0, 0.001, 299.998, 0.001, 60]) {
      advance(passed);
      const { body } = await post('issue', { challenge }, { 'Idempotency-Key': '"k"' });
      times.push([body['expiresIn'], body['resendIn']]);
    }
    assert.deepEqual(times, [
      [300, 30],
      [299, 30],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  for (const [late, status, told] of [
    [-1, 429, 1],
    [0, 200, undefined],
    [1, 200, undefined],
  ] as const)
    test(`another code may be asked for after 30 s and ${String(late)} ms: ${String(status)}`, async () => {
      const { issued, post, advance } = endpoint();
      const { challenge } = await issued();
      advance((30_000 + late) / 1000);
      const answer = await post('issue', { challenge });
      assert.deepEqual([answer.status, answer.body['retryAfter']], [status, told]);
    });
});
