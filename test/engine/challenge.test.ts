// A challenge by itself: which refusal holds where several do, to the millisecond, what an answer tells, when a row may go.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newRow, refusalOf, sweepTime, type ChallengeRow } from '../../src/engine/index.js';
import { isLive, issuedResult, secondsUntil } from '../../src/engine/challenge.js';
import { UNTOUCHED, challengeOf } from '../stores/store-world.js';

const NOW = 1_000_000;
const fresh = newRow(challengeOf({ id: 'c1', root: 'c0', firstFactor: true }), NOW);
const row = (more: Partial<ChallengeRow>): ChallengeRow => ({ ...fresh, ...more });

// Each of them with all that come after it in the list: the first one holds.
const REPLACED = { kind: 'expired', reason: 'replaced' };
const order: [what: string, state: Partial<ChallengeRow>, refusal: object][] = [
  ['of another client', { client: 'bank' }, { kind: 'challenge-unknown' }],
  ['already used', { confirmedAt: NOW }, { kind: 'already-used' }],
  ['replaced', { replacedBy: 'c2' }, REPLACED],
  ['revoked', { ended: 'revoked' }, { kind: 'expired' }],
  ['out of attempts', { attemptsRemaining: 0 }, { kind: 'locked' }],
  ['past its life time', { expires: NOW }, { kind: 'expired' }],
];

describe('of the refusals that hold the first is told', () => {
  for (const [index, [what, , refusal]] of order.entries()) {
    test(what, () => {
      const state = Object.assign({}, ...order.slice(index).map(([, each]) => each)) as Partial<ChallengeRow>;
      assert.deepEqual(refusalOf(row(state), 'shop', NOW), refusal);
      assert.equal(isLive(row({ ...state, client: 'shop' }), NOW), false);
    });
  }
  test('a challenge that there is not is unknown', () => {
    assert.deepEqual(refusalOf(undefined, 'shop', NOW), { kind: 'challenge-unknown' });
  });
  test('one that gave way to another line is replaced', () => {
    assert.deepEqual(refusalOf(row({ ended: 'displaced', attemptsRemaining: 0 }), 'shop', NOW), REPLACED);
  });
  test('a locked account comes before what is wrong with the code, and after what became of it', () => {
    const until = NOW + 1;
    const locked = { kind: 'account-locked', until };
    for (const [state, refusal] of [
      [{}, locked],
      [{ attemptsRemaining: 0 }, locked],
      [{ expires: NOW }, locked],
      [{ ended: 'revoked' }, { kind: 'expired' }],
      [{ confirmedAt: NOW }, { kind: 'already-used' }],
    ] as const)
      assert.deepEqual(refusalOf(row(state), 'shop', NOW, until), refusal);
    assert.equal(refusalOf(fresh, 'shop', until, until), undefined);
  });
});

test('a code is good while its time runs, with one attempt left too', () => {
  const last = row({ attemptsRemaining: 1 });
  assert.equal(refusalOf(last, 'shop', NOW + 299_999), undefined);
  assert.equal(isLive(last, NOW + 299_999), true);
  assert.deepEqual(refusalOf(last, 'shop', NOW + 300_000), { kind: 'expired' });
});

test('a row is kept for an hour past its end, and past its token’s', () => {
  const end = NOW + 300_000;
  assert.equal(sweepTime(fresh), end + 3_600_000);
  assert.equal(sweepTime(row({ tokenExpires: end + 1 })), end + 1 + 3_600_000);
  assert.equal(sweepTime(row({ tokenExpires: end - 1 })), end + 3_600_000);
});

test('seconds are whole: what is left is rounded down, what is to be waited for up', () => {
  assert.deepEqual([secondsUntil(1001, 0), secondsUntil(1000, 0), secondsUntil(0, 1)], [2, 1, 0]);
  const told = (now: number) => {
    const result = issuedResult(fresh, now);
    assert.equal(result.kind, 'issued');
    return result.kind === 'issued' ? [result.info.expiresIn, result.info.resendIn] : [];
  };
  assert.deepEqual(told(NOW), [300, 30]);
  assert.deepEqual(told(NOW + 1), [299, 30]);
  assert.deepEqual(told(NOW + 1000), [299, 29]);
  assert.deepEqual(told(NOW + 400_000), [0, 0]);
});

test('an answer tells of the challenge what there is to tell, and of the destination a part', () => {
  const told = { length: 6, alphabet: 'digits', expiresIn: 300, resendIn: 30, attemptsRemaining: 5 };
  const issued = (info: object) => ({ kind: 'issued', challenge: 'c1', info });
  assert.deepEqual(issuedResult(fresh, NOW), issued(told));
  const sent = row({ channel: 'sms', destination: '+491701234567' });
  assert.deepEqual(issuedResult(sent, NOW), issued({ ...told, channel: 'sms', destination: '•••• 67' }));
  assert.deepEqual(issuedResult({ ...sent, firstFactor: false }, NOW), issued({ ...told, channel: 'sms' }));
});

test('a row begins with nothing that happened to it', () => {
  assert.deepEqual(fresh, {
    ...row({}),
    issuedAt: NOW,
    expires: NOW + 300_000,
    resendAt: NOW + 30_000,
    attemptsRemaining: 5,
    ...UNTOUCHED,
  });
  assert.deepEqual(['lifetime' in fresh, 'cooldown' in fresh], [false, false]);
});
