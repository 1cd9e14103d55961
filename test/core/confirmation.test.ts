import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { answers, consequences, phaseOf, start, step, view } from '../../src/core/index.js';
import type { Act, Effect, Event, IssueOutcome, Outcome, Phase, State } from '../../src/core/index.js';
import { runs } from '../runs.js';
import { abilities, act, answer, at, cameTo, fresh, names, resend, typed } from './playing.js';
import type { DistributiveOmit } from './playing.js';

// The table of outcomes, row by row: outcome, event, phase, what becomes of the code.
const confirms: [Outcome, string | undefined, Phase, 'kept' | 'selected' | 'cleared'][] = [
  [{ kind: 'confirmed', token: 't' }, 'confirmed', 'confirmed', 'kept'],
  [{ kind: 'incorrect', attemptsRemaining: 2 }, 'refused', 'refused', 'selected'],
  [{ kind: 'incorrect', maybeExpired: true }, 'refused', 'refused', 'selected'],
  [{ kind: 'expired' }, 'expired', 'expired', 'cleared'],
  [{ kind: 'expired', reason: 'replaced' }, 'expired', 'expired', 'cleared'],
  [{ kind: 'already-used' }, 'expired', 'expired', 'cleared'],
  [{ kind: 'locked', scope: 'challenge' }, 'locked', 'locked', 'cleared'],
  [{ kind: 'locked', scope: 'account', retryAfter: 60 }, 'locked', 'locked', 'cleared'],
  [{ kind: 'rate-limited', retryAfter: 10 }, 'refused', 'waiting', 'kept'],
  [{ kind: 'challenge-unknown' }, 'failed', 'failed', 'cleared'],
  [{ kind: 'rejected', reason: 'csrf' }, 'failed', 'failed', 'cleared'],
  [{ kind: 'network' }, 'failed', 'unavailable', 'kept'],
  [{ kind: 'timeout' }, 'failed', 'unavailable', 'kept'],
  [{ kind: 'server', status: 503 }, 'failed', 'unavailable', 'kept'],
  [{ kind: 'protocol' }, 'failed', 'unavailable', 'kept'],
  [{ kind: 'aborted' }, undefined, 'complete', 'kept'],
];
const issues: [IssueOutcome, string | undefined, Phase, 'kept' | 'cleared'][] = [
  [{ kind: 'issued', challenge: 'c2' }, 'issued', 'waiting', 'cleared'],
  [{ kind: 'undeliverable' }, 'failed', 'complete', 'kept'],
  [{ kind: 'locked', scope: 'account', retryAfter: 60 }, 'locked', 'locked', 'cleared'],
  [{ kind: 'rate-limited', retryAfter: 10 }, 'refused', 'waiting', 'kept'],
  [{ kind: 'challenge-unknown' }, 'failed', 'failed', 'cleared'],
  [{ kind: 'rejected', reason: 'policy' }, 'failed', 'failed', 'cleared'],
  [{ kind: 'network' }, 'failed', 'unavailable', 'kept'],
  [{ kind: 'aborted' }, undefined, 'complete', 'kept'],
];

describe('step: every outcome of a confirmation', () => {
  for (const [outcome, event, phase, code] of confirms)
    it(`${JSON.stringify(outcome)} → ${event ?? 'no event'}, ${phase}, code ${code}`, () => {
      const [sent] = at(0, fresh(), typed('123456'), act);
      assert.equal(phaseOf(sent), 'confirming');
      const [state, effects] = at(1, sent, answer(1, outcome));
      assert.equal(phaseOf(state), phase);
      assert.equal(state.code, code === 'cleared' ? '' : '123456');
      assert.deepEqual(names(effects), [
        ...(code === 'cleared' ? ['clear'] : code === 'selected' ? ['select'] : []),
        ...(event ? [event] : []),
      ]);
      assert.equal(view(state, 1, abilities).incorrect, outcome.kind === 'incorrect');
      assert.equal(view(state, 1, abilities).readOnly, outcome.kind === 'confirmed');
    });
  it('the table of consequences leaves out none', () => {
    const shown = new Set([...confirms, ...issues].map(([outcome]) => outcome.kind));
    assert.deepEqual([...shown].sort(), [...Object.keys(consequences), 'aborted'].sort());
  });
});

describe('step: every outcome of an issue', () => {
  for (const [outcome, event, phase, code] of issues)
    it(`${JSON.stringify(outcome)} → ${event ?? 'no event'}, ${phase}, code ${code}`, () => {
      const [sent] = at(30_000, fresh(), typed('123456'), resend);
      assert.equal(phaseOf(sent), 'issuing');
      const [state, effects] = at(30_001, sent, answer(1, outcome));
      assert.equal(phaseOf(state), phase);
      assert.equal(state.code, code === 'cleared' ? '' : '123456');
      assert.ok(!event || names(effects).includes(event));
    });
});

describe('step: phases of the field', () => {
  it('idle, partial, complete, and back', () => {
    const [a] = at(0, fresh(), typed('1'));
    const [b] = at(0, a, typed('123456'));
    const [c] = at(0, b, typed(''));
    assert.deepEqual([fresh(), a, b, c].map(phaseOf), ['idle', 'partial', 'complete', 'idle']);
  });
  it('tells complete once, on the edge', () => {
    const [, effects] = at(0, fresh(), typed('123456'), typed('123457'), typed('12345'), typed('123456'));
    assert.deepEqual(names(effects), ['complete', 'complete']);
  });
  it('keeps the code while it is confirmed: an edit in flight is ignored', () => {
    const [sent] = at(0, fresh(), typed('123456'), act);
    const [state] = at(1, sent, typed('999999'));
    assert.deepEqual(state, sent);
  });
  it('an unusable text is said and changes nothing else', () => {
    const [before] = at(0, fresh(), typed('123'));
    const [after] = at(0, before, { type: 'unusable', reason: 'ambiguous' });
    assert.equal(after.status?.kind, 'ambiguous');
    assert.equal(after.code, '123');
    assert.equal(after.said, before.said + 1);
  });
});

describe('step: confirming', () => {
  it('an incomplete code is not sent, and the status says so each time', () => {
    const [state, effects] = at(0, fresh(), typed('123'), act, act);
    assert.deepEqual(effects, []);
    assert.equal(state.status?.kind, 'incomplete');
    assert.equal(state.said, 2);
  });
  for (const [outcome, why] of [
    [{ kind: 'expired' }, 'expired'],
    [{ kind: 'expired', reason: 'replaced' }, 'replaced'],
    [{ kind: 'already-used' }, 'already-used'],
    [{ kind: 'challenge-unknown' }, 'challenge-unknown'],
  ] as const)
    it(`nothing was entered after ${why}: that is said again, and not that the rest is missing`, () => {
      const [state, effects] = at(30_001, cameTo(outcome), act);
      assert.deepEqual([effects, state.status?.kind, state.error], [[], why, why]);
      const [partial] = at(30_002, state, typed('12'), act);
      assert.deepEqual([partial.status?.kind, partial.error], ['incomplete', why]);
    });
  it('Enter, click and auto-confirm in one tick are one request', () => {
    const [, effects] = at(0, fresh(), typed('123456', 6, true), act, act);
    assert.deepEqual(names(effects), ['complete', 'confirm']);
  });
  it('editing after a refusal does not send by itself', () => {
    const [state] = at(0, fresh(), typed('123456', 6, true), answer(1, { kind: 'incorrect' }));
    const [, effects] = at(1, state, typed('12345', 6, true), typed('123457', 6, true));
    assert.deepEqual(names(effects), ['complete']);
  });
  for (const [what, event] of [
    ['a veto', { type: 'vetoed', attempt: 2 }],
    ['a disconnect', { type: 'disconnect' }],
    ['an answer that was called off', answer(2, { kind: 'aborted' })],
  ] as const)
    it(`${what}: what was wrong before is so still, and is said`, () => {
      const refused = cameTo({ kind: 'incorrect' }, 0);
      const [state] = at(0, refused, act, event);
      const { phase, status, tone } = view(state, 0, abilities);
      assert.deepEqual([phase, status?.kind, tone], ['refused', 'incorrect', 'bad']);
    });
  it('a veto takes the confirmation back', () => {
    const [state] = at(0, fresh(), typed('123456'), act, { type: 'vetoed', attempt: 1 });
    assert.equal(phaseOf(state), 'complete');
  });
  it('an answer to a past attempt changes nothing', () => {
    const [state] = at(0, fresh(), typed('123456'), act, answer(1, { kind: 'network' }), act);
    const [after] = at(1, state, answer(1, { kind: 'confirmed', token: 't' }));
    assert.deepEqual(after, state);
  });
  it('a token that runs out before the form is sent is dropped', () => {
    const state = cameTo({ kind: 'confirmed', token: 't', tokenExpiresIn: 300 }, 0);
    assert.equal(view(state, 299_999, abilities).value, 't');
    assert.equal(view(state, 0, abilities).changesAt, 300_000);
    const [before] = at(299_999, state, { type: 'tick' });
    assert.deepEqual(before, state);
    const [after, effects] = at(300_000, state, { type: 'tick' });
    assert.equal(phaseOf(after), 'expired');
    assert.equal(view(after, 300_000, abilities).value, undefined);
    assert.deepEqual(names(effects), ['clear', 'expired']);
  });
});

describe('step: asking for another code', () => {
  it('waits for the cooldown, and says how long', () => {
    const [state, effects] = at(10_500, fresh(), resend);
    assert.deepEqual(effects, []);
    assert.deepEqual(state.status, { kind: 'resend-wait', seconds: 20 });
  });
  it('waits for a confirmation in flight, and a success cancels it', () => {
    const [sent, none] = at(30_000, fresh(), typed('123456'), act, resend);
    assert.deepEqual(names(none), ['complete', 'confirm']);
    const [, refused] = at(30_001, sent, answer(1, { kind: 'incorrect' }));
    assert.deepEqual(names(refused), ['select', 'refused', 'issue']);
    const [, confirmed] = at(30_001, sent, answer(1, { kind: 'confirmed', token: 't' }));
    assert.deepEqual(names(confirmed), ['confirmed']);
  });
  it('a confirmation asked for meanwhile follows with the newest code and the new challenge', () => {
    const [sent] = at(30_000, fresh(), resend, typed('654321'), act);
    const [state, effects] = at(30_001, sent, answer(1, { kind: 'issued', challenge: 'c2' }));
    assert.deepEqual(names(effects), ['issued', 'confirm']);
    assert.deepEqual(effects.at(-1), { type: 'confirm', attempt: 2, challenge: 'c2', code: '654321' });
    assert.equal(phaseOf(state), 'confirming');
  });
  for (const outcome of [
    { kind: 'rate-limited', retryAfter: 30 },
    { kind: 'locked', scope: 'account', retryAfter: 30 },
    { kind: 'network' },
    { kind: 'server', status: 503 },
    { kind: 'undeliverable' },
  ] as const)
    it(`${outcome.kind}: a code that is out of date is so still, and counts down no more`, () => {
      const over = cameTo({ kind: 'expired' }, 1000);
      const [refused] = at(31_000, over, resend, answer(2, outcome));
      const [free] = at(62_000, refused, { type: 'tick' });
      const { phase, act: next, expiresIn } = view(free, 62_000, abilities);
      assert.deepEqual([phase, next, expiresIn], ['expired', 'ask', undefined]);
      assert.equal(phaseOf(at(62_000, free, typed('123456'))[0]), 'expired');
      const [issued] = at(62_000, free, resend, answer(3, { kind: 'issued' }));
      assert.equal(phaseOf(issued), 'waiting');
    });
  it('a limit that tells no time leaves the time that is known', () => {
    const [state] = at(30_000, fresh(), resend, answer(1, { kind: 'rate-limited', info: { resendIn: 20 } }));
    assert.equal(view(state, 30_000, abilities).issue?.wait, 20);
  });
  it('the life time and the cooldown of the new code replace the old ones', () => {
    const [state] = at(30_000, fresh(), resend);
    const [after] = at(40_000, state, answer(1, { kind: 'issued', info: { expiresIn: 120 } }));
    assert.equal(after.expiresAt, 160_000);
    assert.equal(after.resendAt, undefined);
  });
});

describe('step: locks', () => {
  const locked = (outcome: Outcome) => at(0, fresh(), typed('123456'), act, answer(1, outcome))[0];
  it('of the challenge: holds until a new code, whatever is tried', () => {
    const state = locked({ kind: 'locked', scope: 'challenge', retryAfter: 1 });
    const [tried, effects] = at(9e9, state, { type: 'tick' }, typed('111111'), act);
    assert.equal(phaseOf(tried), 'locked');
    assert.deepEqual(names(effects), ['complete']);
    const [issued] = at(9e9, tried, resend, answer(2, { kind: 'issued', challenge: 'c2' }));
    assert.equal(phaseOf(issued), 'waiting');
  });
  for (const [outcome, words] of [
    [{ kind: 'locked', scope: 'account', retryAfter: 60 }, 'account-locked'],
    [{ kind: 'rate-limited', retryAfter: 60 }, 'rate-limited'],
  ] as const)
    it(`${words}: a try is told what is left of it, and lets through what comes when it is over`, () => {
      const [early] = at(50_500, locked(outcome), typed('654321'), act);
      assert.deepEqual(early.status, { kind: words, seconds: 10 });
      // No tick came at its end: the edit is the first that hears of it.
      const [edited] = at(61_000, early, typed('111111'));
      assert.deepEqual([phaseOf(edited), edited.status], ['complete', undefined]);
    });
  for (const outcome of [
    { kind: 'locked', scope: 'account', retryAfter: 0 },
    { kind: 'rate-limited', retryAfter: 0 },
  ] as const)
    it(`${outcome.kind} for no time at all: is told, and lets a try through`, () => {
      const [told] = at(0, locked(outcome), { type: 'tick' });
      assert.ok(told.status, 'the words stand');
      const [tried] = at(0, told, typed('654321'), act);
      assert.equal(phaseOf(tried), 'confirming');
    });
  it('of the challenge: outlives a page that the browser brings back, and says so; a reset opens it', () => {
    const state = locked({ kind: 'locked', scope: 'challenge' });
    const [back] = at(1, state, { type: 'reset', restored: true });
    assert.deepEqual([phaseOf(back), back.status?.kind], ['locked', 'locked']);
    assert.equal(phaseOf(at(1, state, { type: 'reset' })[0]), 'idle');
  });
  it('of the account: holds until its time, over reset and a new challenge', () => {
    const state = locked({ kind: 'locked', scope: 'account', retryAfter: 60 });
    const [early] = at(
      59_999,
      state,
      { type: 'reset' },
      { type: 'challenge', challenge: 'c2', info: {} },
      { type: 'tick' },
      typed('123456'),
      act,
    );
    assert.equal(phaseOf(early), 'locked');
    const [, effects] = at(60_000, early, { type: 'tick' }, act);
    assert.deepEqual(names(effects), ['confirm']);
  });
  for (const [what, event] of [
    ['a reset', { type: 'reset' }],
    ['a page that the browser brings back', { type: 'reset', restored: true }],
    ['a new challenge', { type: 'challenge', challenge: 'c2', info: {} }],
  ] as const)
    it(`of the account: outlives ${what}, and says so`, () => {
      const [timed] = at(15_000, locked({ kind: 'locked', scope: 'account', retryAfter: 60 }), event);
      assert.deepEqual([phaseOf(timed), timed.status], ['locked', { kind: 'account-locked', seconds: 45 }]);
      const [untimed] = at(1, locked({ kind: 'locked', scope: 'account' }), event);
      assert.deepEqual([phaseOf(untimed), untimed.status?.kind], ['locked', 'account-locked']);
    });
  it('of the account without a time: a person may try', () => {
    const [state, effects] = at(
      1,
      locked({ kind: 'locked', scope: 'account' }),
      typed('123456'),
      act,
      answer(2, { kind: 'incorrect' }),
    );
    assert.ok(names(effects).includes('confirm'));
    assert.equal(phaseOf(state), 'refused');
  });
});

describe('view: what is wrong', () => {
  const wrong = (state: State, now = 0) => view(state, now, abilities).error;
  for (const [outcome, , , code] of confirms)
    it(`${JSON.stringify(outcome)}: stands until it is so no more`, () => {
      const [state] = at(0, fresh(), typed('123456'), act, answer(1, outcome));
      const error = wrong(state);
      assert.equal(error, ['confirmed', 'aborted'].includes(outcome.kind) ? undefined : state.status?.kind);
      // Time goes on to speak of other things.
      const [later] = at(
        250_000,
        { ...state, waitUntil: undefined, accountLock: undefined },
        { type: 'tick' },
      );
      assert.equal(wrong(later), error);
      const { pending, invalid, tone } = { ...later, ...view(later, 250_000, abilities) };
      assert.equal(pending, undefined);
      assert.equal(invalid, outcome.kind === 'incorrect');
      if (code === 'selected') {
        assert.equal(tone, 'neutral', 'the status is that of the time');
        assert.equal(wrong(at(250_000, later, typed('1'))[0]), undefined);
      }
      // What is under way is not wrong; where nothing comes of it, what was wrong is so still.
      const [asked] = at(250_000, later, resend);
      assert.equal(wrong(asked), undefined);
      assert.equal(wrong(at(250_000, asked, answer(2, { kind: 'aborted' }))[0]), error);
      assert.equal(wrong(at(250_000, asked, answer(2, { kind: 'issued' }))[0]), undefined);
    });
  it('a text that could not be taken, also while a code is sent, until the next edit', () => {
    const [sent] = at(30_000, fresh(), typed('12'), resend);
    for (const reason of ['too-long', 'ambiguous', 'none', 'incomplete'] as const) {
      const [state] = at(30_000, sent, { type: 'unusable', reason });
      assert.deepEqual([phaseOf(state), wrong(state)], ['issuing', reason]);
      assert.equal(view(state, 30_000, abilities).invalid, true);
      assert.equal(wrong(at(30_000, state, typed('123'))[0]), undefined);
    }
  });
  it('a wait ends with its time, whatever the status spoke of meanwhile', () => {
    const state = cameTo({ kind: 'rate-limited', retryAfter: 270 }, 0);
    const [warned] = at(240_000, state, { type: 'tick' });
    assert.deepEqual([warned.status?.kind, wrong(warned, 240_000)], ['expiring', 'rate-limited']);
    assert.equal(wrong(at(270_000, warned, { type: 'tick' })[0], 270_000), undefined);
  });
});

describe('step: a complete code', () => {
  it('is said to be complete at the edge, and not where nobody hears it, where it is sent by itself or a code is on its way', () => {
    const heard = (code: string) => ({ ...typed(code), heard: true });
    const [partial] = at(0, fresh(), heard('12345'));
    const [state] = at(0, partial, heard('123456'));
    assert.equal(at(0, partial, typed('123456'))[0].status, undefined);
    assert.deepEqual([state.status?.kind, state.said], ['complete', 1]);
    assert.equal(view(state, 0, abilities).tone, 'neutral');
    assert.equal(at(0, state, heard('123457'))[0].said, 1);
    const [auto] = at(0, fresh(), { ...heard('123456'), auto: true });
    assert.equal(auto.status, undefined);
    const [sending] = at(30_000, partial, resend, heard('123456'));
    assert.deepEqual([phaseOf(sending), sending.status], ['issuing', undefined]);
  });
});

describe('step: time', () => {
  it('speaks a minute before the end and at it, once each, and changes no phase', () => {
    let state = fresh();
    const said: unknown[] = [];
    for (let now = 0; now <= 400_000; now += 1000) {
      const [next] = at(now, state, { type: 'tick' });
      if (next.said !== state.said) said.push([now, next.status?.kind]);
      state = next;
    }
    assert.deepEqual(said, [
      [240_000, 'expiring'],
      [300_000, 'lapsed'],
    ]);
    assert.equal(phaseOf(state), 'idle');
  });
  it('a rate limit counts down and is free again', () => {
    const state = cameTo({ kind: 'rate-limited', retryAfter: 10 }, 0);
    assert.equal(view(state, 0, abilities).confirmWait, 10);
    assert.equal(view(state, 0, abilities).changesAt, 1000);
    assert.deepEqual(at(9_999, state, act)[1], []);
    const [free] = at(10_000, state, { type: 'tick' });
    assert.equal(phaseOf(free), 'complete');
    assert.deepEqual([free.status?.kind, free.said], ['free', state.said + 1]);
    assert.equal(view(free, 10_000, abilities).confirmWait, 0);
    const [edited] = at(10_000, free, typed('12345'));
    assert.equal(edited.status, undefined);
  });
  it('a wait that ends under a lock of the challenge frees nothing', () => {
    const [state] = at(
      0,
      fresh(),
      typed('123456'),
      act,
      answer(1, { kind: 'locked', scope: 'challenge' }),
      { type: 'challenge', challenge: undefined, info: {} },
      typed('123456'),
      act,
      answer(2, { kind: 'locked', scope: 'account', retryAfter: 10 }),
    );
    const both = { ...state, challengeLocked: true };
    const [after] = at(10_000, both, { type: 'tick' });
    assert.deepEqual([phaseOf(after), after.status?.kind], ['locked', 'locked']);
  });
  for (const [left, exact, shown, changes] of [
    [300_000, false, 300, 60_000],
    [299_000, false, 300, 59_000],
    [61_000, false, 120, 1_000],
    [60_000, false, 60, 60_000],
    [59_500, false, 60, 59_500],
    [500, false, 60, 500],
    [0, false, 0, undefined],
    [299_500, true, 300, 500],
    [1_500, true, 2, 500],
  ] as const)
    it(`a life time of ${left} ms reads ${shown} s ${exact ? 'by the second' : 'by the minute'}`, () => {
      // Warned already: the view is not to change for that.
      const state = { ...start('c1', {}, 0), expiresAt: left };
      const seen = view(state, 0, { ...abilities, exact });
      assert.equal(seen.expiresIn, shown);
      const warning = left > 60_000 ? left - 60_000 : Infinity;
      assert.equal(seen.changesAt, changes === undefined ? undefined : Math.min(changes, warning));
    });
  for (const [left, exact, shown, changes] of [
    [3_600_000, false, 3600, 60_000],
    [90_000, false, 120, 30_000],
    [60_000, false, 60, 1_000],
    [10_200, false, 11, 200],
    [90_000, true, 90, 1_000],
  ] as const)
    it(`a wait of ${left} ms reads ${shown} s ${exact ? 'by the second' : 'by the minute, and the last by the second'}`, () => {
      const state = { ...start('c1', {}, 0), waitUntil: left, resendAt: left };
      const seen = view(state, 0, { ...abilities, exact });
      assert.deepEqual([seen.confirmWait, seen.issue?.wait, seen.changesAt], [shown, shown, changes]);
    });
});

describe('view: what the person can do next', () => {
  const none = { canIssue: false, canStart: false };
  const after = (outcome: Outcome | IssueOutcome, operation: 'confirm' | 'issue' = 'confirm'): State =>
    at(30_000, fresh(), typed('123456'), { type: operation }, answer(1, outcome))[0];
  for (const [outcome, can, cannot] of [
    [{ kind: 'confirmed' }, 'go-on', 'go-on'],
    [{ kind: 'incorrect' }, 'enter', 'enter'],
    [{ kind: 'expired' }, 'ask', 'restart'],
    [{ kind: 'already-used' }, 'ask', 'restart'],
    [{ kind: 'locked', scope: 'challenge' }, 'ask', 'restart'],
    [{ kind: 'locked', scope: 'account', retryAfter: 60 }, 'wait', 'wait'],
    [{ kind: 'locked', scope: 'account' }, 'enter', 'enter'],
    [{ kind: 'rate-limited', retryAfter: 60 }, 'wait', 'wait'],
    [{ kind: 'rate-limited' }, 'confirm', 'confirm'],
    [{ kind: 'challenge-unknown' }, 'restart', 'restart'],
    [{ kind: 'rejected', reason: 'csrf' }, 'restart', 'restart'],
    [{ kind: 'network' }, 'retry', 'retry'],
    [{ kind: 'timeout' }, 'retry', 'retry'],
    [{ kind: 'server', status: 503 }, 'retry', 'retry'],
    [{ kind: 'protocol' }, 'retry', 'retry'],
    [{ kind: 'aborted' }, 'confirm', 'confirm'],
  ] as [Outcome, Act, Act][])
    it(`${JSON.stringify(outcome)}: ${can}, or ${cannot} where no code can be had`, () => {
      assert.equal(view(after(outcome), 30_000, abilities).act, can);
      assert.equal(view(after(outcome), 30_000, none).act, cannot);
    });
  for (const [outcome, can] of [
    [{ kind: 'issued' }, 'enter'],
    [{ kind: 'undeliverable' }, 'confirm'],
    [{ kind: 'network' }, 'ask'],
    [{ kind: 'server', status: 500 }, 'ask'],
  ] as [IssueOutcome, Act][])
    it(`${JSON.stringify(outcome)} of an issue: ${can}`, () => {
      assert.equal(view(after(outcome, 'issue'), 30_000, abilities).act, can);
    });
  it('after a first code, whose id a cookie carries: enter it, and ask for another', () => {
    const can = { canIssue: true, canStart: true };
    const [state] = at(0, start(undefined, {}, 0), resend, answer(1, { kind: 'issued' }));
    assert.deepEqual([view(state, 0, can).act, view(state, 0, can).issue?.starts], ['enter', false]);
    assert.equal(view(at(0, state, typed('123456'))[0], 0, can).act, 'confirm');
    const [anew] = at(0, state, { type: 'challenge', challenge: undefined, info: {} });
    assert.equal(view(anew, 0, can).issue?.starts, true);
  });
  it('before a first code: ask; while anything is in flight: wait', () => {
    const nothing = start(undefined, {}, 0);
    assert.equal(view(nothing, 0, { canIssue: true, canStart: true }).act, 'ask');
    assert.equal(view(at(0, fresh(), typed('123456'), act)[0], 0, abilities).act, 'wait');
    assert.equal(view(at(0, fresh(), typed('12'))[0], 0, abilities).act, 'enter');
  });
});

describe('step: the connection comes back', () => {
  const lost = (outcome: Outcome) => at(0, fresh(), typed('123456'), act, answer(1, outcome))[0];
  const online = { type: 'online' } as const;
  const offline = { type: 'offline' } as const;
  it('and goes again: it is not told as if it were there', () => {
    const before = lost({ kind: 'timeout' });
    const [state, effects] = at(1, before, online, offline);
    assert.deepEqual([phaseOf(state), state.status?.kind, effects], ['unavailable', 'network', []]);
    assert.equal(view(state, 1, abilities).tone, 'bad');
    assert.equal(at(2, state, online)[0].status?.kind, 'online');
  });
  it('goes where nothing was lost yet: that is nobody’s concern', () => {
    for (const state of [fresh(), lost({ kind: 'incorrect' }), at(1, lost({ kind: 'network' }), act)[0]])
      assert.deepEqual(at(1, state, offline), [state, []]);
  });
  for (const kind of ['network', 'timeout'] as const)
    it(`after ${kind}: says so, and sends nothing`, () => {
      const [state, effects] = at(1, lost({ kind }), online);
      assert.deepEqual([phaseOf(state), state.status?.kind, effects], ['unavailable', 'online', []]);
      assert.equal(view(state, 1, abilities).act, 'retry');
    });
  it('after a code that is out of date could not be asked for anew: the same', () => {
    const over = at(30_000, lost({ kind: 'expired' }), resend, answer(2, { kind: 'network' }))[0];
    const [state] = at(30_001, over, online);
    assert.deepEqual([phaseOf(state), state.status?.kind], ['expired', 'online']);
  });
  for (const [what, state] of [
    ['nothing was lost', fresh()],
    ['the service failed', lost({ kind: 'server', status: 500 })],
    ['it is tried again already', at(1, lost({ kind: 'network' }), act)[0]],
    ['the person types again', at(1, lost({ kind: 'network' }), typed('12345'))[0]],
  ] as const)
    it(`says nothing where ${what}`, () => {
      assert.deepEqual(at(2, state, online), [state, []]);
    });
});

describe('answers: what an operation can come to', () => {
  it('an issue that comes to confirmed confirms nothing, and opens no lock', () => {
    const [state] = at(
      30_000,
      fresh(),
      typed('123456'),
      act,
      answer(1, { kind: 'locked', scope: 'challenge' }),
      resend,
      answer(2, { kind: 'confirmed', token: 't' }),
    );
    assert.deepEqual(
      [phaseOf(state), state.token, state.outcome],
      ['locked', undefined, { kind: 'protocol' }],
    );
  });
  const confirmOnly = ['confirmed', 'incorrect', 'expired', 'already-used'];
  const issueOnly = ['issued', 'undeliverable'];
  for (const kind of [...Object.keys(consequences), 'aborted', 'toString', ''])
    it(`"${kind}"`, () => {
      const known = !['toString', ''].includes(kind);
      assert.equal(answers('confirm', kind), known && !issueOnly.includes(kind));
      assert.equal(answers('issue', kind), known && !confirmOnly.includes(kind));
    });
});

describe('step: a new challenge and reset', () => {
  it('a new challenge aborts what is in flight and starts anew', () => {
    const [state, effects] = at(
      1,
      fresh(),
      typed('123456'),
      act,
      { type: 'challenge', challenge: 'c2', info: { attemptsRemaining: 3 } },
      answer(1, { kind: 'confirmed', token: 't' }),
    );
    assert.deepEqual(names(effects), ['complete', 'confirm', 'abort', 'clear']);
    assert.equal(phaseOf(state), 'idle');
    assert.equal(state.info.attemptsRemaining, 3);
    assert.equal(state.expiresAt, undefined);
  });
  it('the first challenge that a page tells of keeps what is typed', () => {
    const [state, effects] = at(0, start(undefined, {}, 0), typed('123'), {
      type: 'challenge',
      challenge: 'c1',
      info: {},
    });
    assert.equal(state.code, '123');
    assert.deepEqual(effects, []);
  });
  it('reset drops the token and lets the field be used again', () => {
    const state = cameTo({ kind: 'confirmed', token: 't' }, 0);
    const [after] = at(1, state, { type: 'reset' });
    assert.equal(phaseOf(after), 'idle');
    assert.equal(after.token, undefined);
    assert.equal(after.challenge, 'c1');
  });
  it('a disconnect aborts; what comes back sends nothing', () => {
    const [state, effects] = at(30_000, fresh(), typed('123456'), act, resend, { type: 'disconnect' });
    assert.deepEqual(names(effects), ['complete', 'confirm', 'abort']);
    assert.equal(phaseOf(state), 'complete');
    assert.equal(state.queued, undefined);
  });
});

// ---- properties over any sequence of events ----
const info = fc.record(
  { expiresIn: fc.nat(600), resendIn: fc.nat(60), attemptsRemaining: fc.nat(5) },
  { requiredKeys: [] },
);
const anyOutcome: fc.Arbitrary<Outcome | IssueOutcome> = fc
  .tuple(
    fc.constantFrom<Outcome | IssueOutcome>(
      ...[...confirms, ...issues].map(([outcome]) => outcome),
      { kind: 'confirmed', token: 't', tokenExpiresIn: 30 },
      { kind: 'locked', scope: 'account' },
      { kind: 'rate-limited' },
    ),
    fc.option(fc.constantFrom('c1', 'c2'), { nil: undefined }),
    fc.option(info, { nil: undefined }),
  )
  .map(([outcome, challenge, info]) => ({
    ...outcome,
    ...(challenge ? { challenge } : {}),
    ...(info ? { info } : {}),
  }));
const scopeOf = (outcome: Outcome | IssueOutcome): string | undefined =>
  'scope' in outcome ? outcome.scope : undefined;
type Move = { wait: number } & (DistributiveOmit<Event, 'now' | 'attempt'> & { back?: number });
const move: fc.Arbitrary<Move> = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(90_000)),
    fc.oneof(
      fc
        .record({ code: fc.constantFrom('', '1', '123456', '654321'), auto: fc.boolean() })
        .map(({ code, auto }) => typed(code, 6, auto)),
      fc.constantFrom(act, act, resend, { type: 'tick' } as const, { type: 'reset' } as const),
      fc.constantFrom(
        { type: 'disconnect' } as const,
        { type: 'online' } as const,
        { type: 'offline' } as const,
      ),
      fc.constant({ type: 'reset', restored: true } as const),
      fc.constant({ type: 'unusable', reason: 'too-long' } as const),
      fc.constant({ type: 'vetoed', back: 0 } as const),
      fc
        .tuple(anyOutcome, fc.constantFrom(0, 0, 0, 1))
        .map(([outcome, back]) => ({ type: 'settled', outcome, back }) as const),
      fc
        .record({ challenge: fc.constantFrom('c1', 'c2', undefined), info })
        .map((rest) => ({ type: 'challenge', ...rest }) as const),
    ),
  )
  .map(([wait, event]) => ({ wait, ...event }) as Move);

type Check = (before: State, event: Event, after: State, effects: readonly Effect[]) => void;
function play(moves: readonly Move[], check: Check) {
  let state = start('c1', {}, 0);
  let now = 0;
  for (const { wait, back = 0, ...rest } of moves) {
    now += wait;
    const answers = rest.type === 'settled' || rest.type === 'vetoed';
    const event = { ...rest, now, ...(answers ? { attempt: state.attempt - back } : {}) } as Event;
    const [after, effects] = step(state, event);
    check(state, event, after, effects);
    state = after;
  }
}
/** Plays many sequences, with a check made anew for each. */
const sequences = (makeCheck: () => Check) => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60, size: 'max' }), (moves) => {
      play(moves, makeCheck());
    }),
    runs(2000),
  );
};

describe('step: any sequence of events', () => {
  it('leaves a valid state', () => {
    sequences(() => (before, event, after, effects) => {
      const shown = view(after, event.now, abilities);
      assert.ok(!after.complete || after.code, 'complete needs a code');
      if (after.token !== undefined) assert.equal(shown.phase, 'confirmed');
      if (shown.phase === 'confirmed') assert.equal(after.pending, undefined);
      assert.ok(!after.queued || after.pending, 'a queue needs something in flight');
      assert.ok(after.attempt >= before.attempt && after.said >= before.said, 'numbers only grow');
      assert.ok(effects.filter(({ type }) => type === 'confirm' || type === 'issue').length <= 1);
      if (effects.some(({ type }) => type === 'clear')) assert.ok(after.code === '' || before.pending);
      assert.ok(shown.changesAt === undefined || shown.changesAt > event.now);
      if (shown.phase === 'refused') assert.ok(shown.error, 'refused for a reason');
      if (shown.phase === 'confirmed' || shown.phase === 'confirming') assert.equal(shown.error, undefined);
      if (shown.invalid || shown.tone === 'bad') assert.ok(shown.error, 'what is wrong has a name');
      if (event.type === 'tick' && isDeepStrictEqual(after, before)) assert.equal(after, before);
    });
  });

  it('has at most one request in flight, and takes no answer but to that one', () => {
    sequences(() => (before, event, after, effects) => {
      for (const effect of effects)
        if (effect.type === 'confirm' || effect.type === 'issue') {
          assert.deepEqual(after.pending?.attempt, effect.attempt);
          assert.ok(!before.pending || event.type === 'settled', 'one at a time');
        }
      if (event.type === 'settled' && event.attempt !== before.pending?.attempt)
        assert.deepEqual(after, before);
    });
  });

  it('never sends the same code twice without an act of the user', () => {
    sequences(() => {
      let sent: string | undefined;
      let acts = 0;
      return (_, event, after, effects) => {
        if (event.type === 'confirm') acts++;
        for (const effect of effects)
          if (effect.type === 'confirm') {
            const key = `${effect.challenge ?? ''} ${effect.code}`;
            if (key === sent) assert.ok(acts > 0, `${key} was sent again by ${event.type}`);
            sent = key;
            acts = 0;
          }
        // Another code, or another challenge of the same name: what was sent belongs to the one before.
        if (event.type === 'challenge' || after.outcome?.kind === 'issued') sent = undefined;
      };
    });
  });

  it('confirms nothing under a lock: of a challenge until a new one or reset, of an account before its time', () => {
    sequences(() => {
      let challenge = false;
      let until = 0;
      return (before, event, after, effects) => {
        const settled = event.type === 'settled' && event.attempt === before.pending?.attempt;
        const outcome = settled ? event.outcome : undefined;
        if (
          event.type === 'challenge' ||
          (event.type === 'reset' && !event.restored) ||
          outcome?.kind === 'issued'
        )
          challenge = false;
        if (outcome?.kind === 'locked') {
          challenge ||= outcome.scope === 'challenge';
          until = outcome.scope === 'account' ? event.now + (outcome.retryAfter ?? 0) * 1000 : until;
        }
        if (challenge || event.now < until)
          assert.ok(!effects.some(({ type }) => type === 'confirm'), `sent under a lock by ${event.type}`);
        if (challenge) assert.notEqual(phaseOf(after), 'confirmed');
      };
    });
  });

  // README, "What comes of a code".
  it('what comes of an answer is what its row says: event, code and phase', () => {
    sequences(() => (before, event, after, effects) => {
      const { pending } = before;
      if (event.type !== 'settled' || event.attempt !== pending?.attempt) return;
      const asked = event.outcome;
      const outcome = answers(pending.operation, asked.kind) ? asked : ({ kind: 'protocol' } as const);
      const row = [...confirms, ...issues].find(
        ([{ kind, ...its }]) =>
          kind === outcome.kind && (!('scope' in its) || its.scope === scopeOf(outcome)),
      );
      assert.ok(row, outcome.kind);
      const [, told, phase, code] = row;
      const newer = outcome.kind === 'issued' && before.code !== pending.code;
      assert.deepEqual(
        names(effects).filter((name) => !['clear', 'select', 'confirm', 'issue'].includes(name)),
        told ? [told] : [],
      );
      assert.equal(after.code, code === 'cleared' && !newer ? '' : before.code);
      assert.equal(names(effects).includes('select'), code === 'selected');
      if (after.pending || ['aborted', 'undeliverable'].includes(outcome.kind)) return;
      // A lock stands over it, then a limit, then what is over and is not renewed.
      const stands = after.challengeLocked || after.accountLock ? 'locked' : after.waitUntil && 'waiting';
      const over = (['expired', 'failed'] as const).find((end) => end === before.rest);
      const stays = pending.operation === 'issue' && outcome.kind !== 'issued' && phase !== 'failed' && over;
      const typing = newer && (after.complete ? 'complete' : after.code ? 'partial' : 'idle');
      assert.equal(phaseOf(after), stands || stays || typing || phase);
    });
  });

  it('says what is wrong in each phase where something is, and keeps it in mind', () => {
    sequences(() => {
      let back = false;
      return (_, event, after) => {
        const { phase, status, error } = view(after, event.now, abilities);
        if (status?.kind === 'online') back = true;
        else if (event.type === 'settled' && error) back = false;
        if (['refused', 'expired', 'locked', 'failed'].includes(phase) || after.waitUntil)
          assert.ok(after.pending ?? (status && error), `${phase} after ${event.type}`);
        if (phase === 'unavailable') assert.ok(back || (status && error), `${phase} after ${event.type}`);
        if (phase === 'locked') assert.ok(status?.kind !== 'free', 'nothing is free under a lock');
        if (status?.kind === 'rate-limited' && after.waitUntil)
          assert.ok(status.seconds, 'a wait is told with its time');
      };
    });
  });

  it('does at once what the view says that the person can do', () => {
    sequences(() => (_, { now }, after) => {
      const { act: next } = view(after, now, abilities);
      const [, effects] = step(after, { type: next === 'ask' ? 'issue' : 'confirm', now });
      if (next === 'confirm' || next === 'retry') assert.deepEqual(names(effects), ['confirm']);
      if (next === 'ask') assert.deepEqual(names(effects), ['issue']);
      if (next === 'go-on') assert.ok(!names(effects).includes('confirm'));
    });
  });

  it('sends nothing before a limit is over', () => {
    sequences(() => {
      let until = 0;
      return (before, event, after, effects) => {
        const sent = names(effects);
        if (event.now < until) assert.ok(!sent.includes('confirm'), `sent under a limit by ${event.type}`);
        if (event.now < (before.resendAt ?? 0) && event.type === 'issue') assert.ok(!sent.includes('issue'));
        if (event.type === 'challenge') until = 0;
        if (after.outcome === before.outcome || !after.outcome || after.answered !== 'confirm') return;
        const { outcome } = after;
        if (outcome.kind === 'rate-limited') until = event.now + (outcome.retryAfter ?? 0) * 1000;
      };
    });
  });

  it('a lock of the account that tells a time stands until then, whatever comes', () => {
    sequences(() => {
      let until = 0;
      return (before, event, after) => {
        if (event.now < until) assert.equal(phaseOf(after), 'locked', `opened by ${event.type}`);
        const settled = event.type === 'settled' && event.attempt === before.pending?.attempt;
        const outcome = settled ? event.outcome : undefined;
        if (outcome?.kind === 'locked' && outcome.scope === 'account')
          until = event.now + (outcome.retryAfter ?? 0) * 1000;
        if (event.type === 'challenge' && !after.accountLock) assert.notEqual(phaseOf(after), 'locked');
      };
    });
  });

  it('what is confirmed ends by a reset, a new challenge or its token’s time, and by nothing else', () => {
    sequences(() => (before, event, after) => {
      if (phaseOf(before) !== 'confirmed' || phaseOf(after) === 'confirmed') return;
      const late = event.now >= (before.tokenExpiresAt ?? Infinity);
      assert.ok(late || event.type === 'reset' || event.type === 'challenge', event.type);
    });
  });

  it('calls off what is in flight, and only that, and lets go of it', () => {
    sequences(() => (before, event, after, effects) => {
      const ends = ['reset', 'challenge', 'disconnect'].includes(event.type);
      const aborted = effects.flatMap((effect) => (effect.type === 'abort' ? [effect.attempt] : []));
      assert.deepEqual(aborted, ends && before.pending ? [before.pending.attempt] : []);
      if (ends) assert.deepEqual([after.pending, after.queued], [undefined, undefined]);
    });
  });
});
