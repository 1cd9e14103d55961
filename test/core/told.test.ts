// What is told: of each outcome, of what is known of the challenge, and of a state as it is seen. What an event leads to is
// confirmation.test.ts's and aftermath.test.ts's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { start, view } from '../../src/core/index.js';
import type { Event, IssueOutcome, Outcome, State, Status } from '../../src/core/index.js';
import { abilities, act, cameTo, answer, at, fresh, played, resend, typed } from './playing.js';
import type { DistributiveOmit } from './playing.js';

describe('step: what an outcome is called, and how long there is to wait', () => {
  const rows: [Outcome | IssueOutcome, 'confirm' | 'issue', Status['kind'], waits: number[]][] = [
    [{ kind: 'incorrect' }, 'confirm', 'incorrect', [0, 0]],
    [{ kind: 'expired' }, 'confirm', 'expired', [0, 0]],
    [{ kind: 'expired', reason: 'replaced' }, 'confirm', 'replaced', [0, 0]],
    [{ kind: 'locked', scope: 'account', retryAfter: 60 }, 'confirm', 'account-locked', [60, 60]],
    [{ kind: 'locked', scope: 'account', retryAfter: 60 }, 'issue', 'account-locked', [60, 60]],
    [{ kind: 'rate-limited', retryAfter: 10 }, 'confirm', 'rate-limited', [10, 0]],
    [{ kind: 'rate-limited', retryAfter: 10 }, 'issue', 'resend-wait', [0, 10]],
    [{ kind: 'server', status: 503 }, 'confirm', 'server', [0, 0]],
    [{ kind: 'server', status: 503 }, 'issue', 'not-sent', [0, 0]],
    [{ kind: 'protocol' }, 'confirm', 'protocol', [0, 0]],
    [{ kind: 'protocol' }, 'issue', 'not-sent', [0, 0]],
    [{ kind: 'network' }, 'issue', 'network', [0, 0]],
  ];
  for (const [outcome, operation, status, waits] of rows)
    it(`${JSON.stringify(outcome)} of ${operation}: ${status}`, () => {
      const [state] = at(30_000, fresh(), typed('123456'), { type: operation }, answer(1, outcome));
      assert.equal(state.status?.kind, status);
      assert.equal(state.status.seconds, 'retryAfter' in outcome ? outcome.retryAfter : undefined);
      const { confirmWait, issue } = view(state, 30_000, abilities);
      assert.deepEqual([confirmWait, issue?.wait], waits);
    });
  it('a code that is asked for too early: the wait is told, and is nothing wrong', () => {
    const [early] = at(10_000, fresh(), resend);
    assert.deepEqual([early.status?.kind, early.error], ['resend-wait', undefined]);
    const [refused] = at(10_000, fresh(), typed('123456'), act, answer(1, { kind: 'incorrect' }), resend);
    assert.deepEqual([refused.status?.kind, refused.error], ['resend-wait', 'incorrect']);
  });
  it('an hour is told in its 3,600 seconds', () => {
    const locked = cameTo({ kind: 'locked', scope: 'account', retryAfter: 3600 });
    assert.deepEqual(at(30_000, locked, resend)[0].status, { kind: 'account-locked', seconds: 3600 });
  });
});

describe('step: what is known of the challenge', () => {
  const known = { attemptsRemaining: 3, destination: '•••• 42', expiresIn: 300, resendIn: 30 };
  const [sent] = at(0, start('c1', known, 0), typed('123456'), act);
  const seen = (state: State, now: number) => {
    const { attemptsRemaining, destination, expiresIn, issue } = view(state, now, abilities);
    return [attemptsRemaining, destination, expiresIn, issue?.wait];
  };
  it('what an answer does not tell of stands, but for the tries: a wrong code took one', () => {
    const [state] = at(0, sent, answer(1, { kind: 'incorrect', attemptsRemaining: 2 }));
    assert.deepEqual(seen(state, 0), [2, '•••• 42', 300, 30]);
    const [other] = at(0, sent, answer(1, { kind: 'incorrect', info: { destination: 'a•@b' } }));
    assert.deepEqual(seen(other, 0), [undefined, 'a•@b', 300, 30]);
    const [third] = at(0, sent, answer(1, { kind: 'incorrect', info: { attemptsRemaining: 1 } }));
    assert.deepEqual(seen(third, 0), [1, '•••• 42', 300, 30]);
    const both = { attemptsRemaining: 2, info: { attemptsRemaining: 4 } };
    const [fourth] = at(0, sent, answer(1, { kind: 'incorrect', ...both }));
    assert.deepEqual(seen(fourth, 0), [2, '•••• 42', 300, 30]);
  });
  it('nothing of the code before is known of a new one', () => {
    const { state } = played(sent, [
      30_000,
      answer(1, { kind: 'network' }),
      resend,
      answer(2, { kind: 'issued' }),
    ]);
    assert.deepEqual(seen(state, 30_000), [undefined, undefined, undefined, 0]);
  });
  it('a new code may be the one before, and is sent by itself once more', () => {
    const { effects } = played(
      sent,
      [30_000, answer(1, { kind: 'incorrect' }), resend, answer(2, { kind: 'issued' })],
      [30_000, typed('123456', 6, true)],
    );
    assert.deepEqual(effects, ['complete', 'confirm']);
  });
  for (const [seconds, first] of [
    [60, undefined],
    [61, 1000],
  ] as const)
    it(`a life time of ${seconds} s, told at once: ${first ? 'its last minute is said' : 'needs no warning'}`, () => {
      const state = start('c1', { expiresIn: seconds }, 0);
      for (const now of [0, 1000]) {
        const [{ status }] = at(now, state, { type: 'tick' });
        assert.equal(status?.kind, now === first ? 'expiring' : undefined, `after ${now} ms`);
      }
    });
});

describe('view: what is shown of a state', () => {
  it('in flight: busy, and read-only while a code is confirmed', () => {
    const shown = (...events: DistributiveOmit<Event, 'now'>[]) => {
      const { busy, readOnly } = view(at(30_000, fresh(), typed('123456'), ...events)[0], 30_000, abilities);
      return [busy, readOnly];
    };
    assert.deepEqual(
      [shown(), shown(act), shown(resend)],
      [
        [false, false],
        [true, true],
        [true, false],
      ],
    );
  });
  it('confirmed: good, with no code to ask for and no life time', () => {
    const { tone, issue, expiresIn } = view(cameTo({ kind: 'confirmed' }), 30_000, abilities);
    assert.deepEqual([tone, issue, expiresIn], ['good', undefined, undefined]);
  });
  for (const outcome of [
    { kind: 'locked', scope: 'challenge' },
    { kind: 'locked', scope: 'account' },
    { kind: 'rejected', reason: 'csrf' },
  ] as const)
    it(`${JSON.stringify(outcome)}: no life time, for no code is waited for`, () => {
      assert.equal(view(cameTo(outcome), 30_000, abilities).expiresIn, undefined);
    });
  it('a life time that is not known is not told', () => {
    assert.equal(view(start('c1', {}, 0), 0, abilities).expiresIn, undefined);
  });
  it('a first code is asked for only where there is no challenge', () => {
    assert.equal(view(fresh(), 0, { canIssue: true, canStart: true }).issue?.starts, false);
  });
  it('the last second of a wait is one', () => {
    const state = cameTo({ kind: 'rate-limited', retryAfter: 10 });
    assert.equal(view(state, 39_500, abilities).act, 'wait');
  });
  it('a wait for another code counts down where there is one to be had, by the unit at whatever time', () => {
    const state = { ...start('c1', {}, 0), resendAt: 90_000 };
    assert.equal(view(state, 10_000, abilities).changesAt, 30_000);
    assert.equal(view(state, 10_000, { canIssue: false, canStart: false }).changesAt, 90_000);
  });
});
