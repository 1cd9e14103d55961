// What stands after each thing that happened: the rows that a change of one condition of the machine would break. How it
// goes from phase to phase is confirmation.test.ts's; what is told of an outcome and of the challenge, told.test.ts's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { phaseOf, start, view } from '../../src/core/index.js';
import type { IssueOutcome, Outcome, Phase, State, Status } from '../../src/core/index.js';
import { abilities, act, cameTo, answer, at, fresh, names, played, resend, typed } from './playing.js';
import type { Move } from './playing.js';

const tick = { type: 'tick' } as const;
const reset = { type: 'reset' } as const;
const toChallenge = (challenge: string | undefined) => ({ type: 'challenge', challenge, info: {} }) as const;
const afterIssue = (outcome: IssueOutcome) =>
  at(30_000, fresh(), typed('123456'), resend, answer(1, outcome))[0];

describe('step: a code that is over', () => {
  const overs: [Outcome, Phase][] = [
    [{ kind: 'expired' }, 'expired'],
    [{ kind: 'challenge-unknown' }, 'failed'],
  ];
  for (const [outcome, phase] of overs) {
    it(`${outcome.kind}: typing does not bring it back, and no time is told of it`, () => {
      const [typing] = at(30_000, cameTo(outcome), typed('12'));
      assert.deepEqual([phaseOf(typing), view(typing, 30_000, abilities).expiresIn], [phase, undefined]);
      const [later] = at(250_000, typing, tick);
      assert.equal(later.status?.kind, outcome.kind);
    });
    it(`${outcome.kind}: what comes of a code that is sent all the same counts`, () => {
      const [state] = at(30_000, cameTo(outcome), typed('654321'), act, answer(2, { kind: 'incorrect' }));
      assert.equal(phaseOf(state), 'refused');
    });
    it(`${outcome.kind}: where the challenge is found to be unknown, that is the end`, () => {
      const [state] = at(30_000, cameTo(outcome), resend, answer(2, { kind: 'challenge-unknown' }));
      assert.deepEqual([phaseOf(state), view(state, 30_000, abilities).act], ['failed', 'restart']);
    });
  }
  it('expired: until another one may be asked for there is nothing to do but wait', () => {
    const state = cameTo({ kind: 'expired' }, 10_000);
    assert.deepEqual(
      [view(state, 10_000, abilities).act, view(state, 30_000, abilities).act],
      ['wait', 'ask'],
    );
  });
  it('a token that ran out: its outcome is that of a code out of date, and it is said', () => {
    const confirmed = cameTo({ kind: 'confirmed', token: 't', tokenExpiresIn: 60 });
    const { state } = played(confirmed, [90_000, tick]);
    assert.deepEqual([state.outcome, state.status?.kind], [{ kind: 'expired' }, 'expired']);
  });
});

describe('step: what was lost on the way', () => {
  const act = (state: State, now = 30_000) => view(state, now, abilities).act;
  it('is tried again, also where another code could not be sent meanwhile', () => {
    const [state] = at(30_000, cameTo({ kind: 'network' }), resend, answer(2, { kind: 'undeliverable' }));
    assert.deepEqual([phaseOf(state), act(state)], ['unavailable', 'retry']);
  });
  it('where another code was asked for: it is asked for again, once it may be', () => {
    const state = afterIssue({ kind: 'network', info: { resendIn: 10 } });
    assert.deepEqual([act(state), act(state, 40_000)], ['wait', 'ask']);
  });
  it('a token that runs out takes what is entered at that moment with it', () => {
    const confirmed = cameTo({ kind: 'confirmed', token: 't', tokenExpiresIn: 60 });
    const { state, effects } = played(confirmed, [90_000, typed('654321')]);
    assert.deepEqual([phaseOf(state), state.code, effects], ['expired', '', ['clear', 'expired']]);
  });
});

describe('step: while something is in flight', () => {
  it('the same act again is not kept for later', () => {
    const twice = played(fresh(), [0, typed('123456'), act, act], [0, answer(1, { kind: 'incorrect' })]);
    assert.deepEqual(twice.effects, ['select', 'refused']);
    const issue = played(fresh(), [30_000, resend, resend], [30_000, answer(1, { kind: 'network' })]);
    assert.deepEqual(issue.effects, ['failed']);
  });
  it('a code that is asked for meanwhile comes also where the old one is over', () => {
    const { effects } = played(
      fresh(),
      [30_000, typed('123456'), act, resend],
      [30_000, answer(1, { kind: 'expired' })],
    );
    assert.deepEqual(effects, ['clear', 'expired', 'issue']);
  });
  it('what a person wanted confirmed is confirmed no more once the code is another, or none', () => {
    const [asked] = at(30_000, fresh(), typed('123456'), resend, act);
    const issued = answer(1, { kind: 'issued' });
    const edited = played(asked, [30_000, typed('654321')], [30_000, issued]);
    assert.deepEqual(edited.effects, ['issued']);
    const cleared = played(asked, [30_000, issued]);
    assert.deepEqual([cleared.effects, cleared.state.status?.kind], [['clear', 'issued'], 'issued']);
  });
  it('a code that is entered while it is on its way is there to be confirmed', () => {
    const { state } = played(
      fresh(),
      [30_000, resend, typed('123456')],
      [30_000, answer(1, { kind: 'issued' })],
    );
    assert.deepEqual([phaseOf(state), view(state, 30_000, abilities).act], ['complete', 'confirm']);
    const lost = played(fresh(), [30_000, resend, typed('123456')], [30_000, answer(1, { kind: 'network' })]);
    assert.equal(phaseOf(lost.state), 'unavailable');
  });
  for (const outcome of [
    { kind: 'locked', scope: 'challenge' },
    { kind: 'locked', scope: 'account', retryAfter: 60 },
    { kind: 'challenge-unknown' },
    { kind: 'rejected', reason: 'csrf' },
  ] as const)
    it(`a code that is entered while another is asked for goes where none comes: ${JSON.stringify(outcome)}`, () => {
      const [asked] = at(30_000, fresh(), resend, typed('123456'), act);
      const { state, effects } = played(asked, [30_000, answer(1, outcome)]);
      assert.deepEqual([state.code, state.complete], ['', false]);
      assert.deepEqual(effects, ['clear', outcome.kind === 'locked' ? 'locked' : 'failed']);
    });
  it('a veto of a past attempt takes nothing back', () => {
    const [sent] = at(30_000, cameTo({ kind: 'network' }), act);
    assert.deepEqual(at(30_000, sent, { type: 'vetoed', attempt: 1 }), [sent, []]);
  });
  it('a wait that ended before the answer came has ended', () => {
    const limited = cameTo({ kind: 'rate-limited', retryAfter: 35 }, 0);
    const { state } = played(limited, [30_000, resend], [40_000, answer(2, { kind: 'undeliverable' })]);
    assert.equal(phaseOf(state), 'complete');
  });
});

describe('step: a lock of the account that tells no time', () => {
  const [tried] = at(30_000, cameTo({ kind: 'locked', scope: 'account' }), typed('654321'), act);
  const rows: [Outcome, Phase][] = [
    [{ kind: 'confirmed' }, 'confirmed'],
    [{ kind: 'incorrect' }, 'refused'],
    [{ kind: 'expired' }, 'expired'],
    [{ kind: 'rejected', reason: 'csrf' }, 'failed'],
    [{ kind: 'network' }, 'locked'],
    [{ kind: 'rate-limited' }, 'locked'],
  ];
  for (const [outcome, phase] of rows)
    it(`a try that comes to ${outcome.kind}: ${phase}`, () => {
      const [state] = at(30_000, tried, answer(2, outcome));
      assert.equal(phaseOf(state), phase);
      const holds = phase === 'locked';
      assert.equal(phaseOf(at(30_000, state, reset)[0]), holds ? 'locked' : 'idle', 'after a reset');
    });
  it('is a person’s to try: no code is sent by itself', () => {
    const locked = afterIssue({ kind: 'locked', scope: 'account' });
    assert.deepEqual(played(locked, [30_000, typed('123456', 6, true)]).effects, ['complete']);
  });
});

describe('step: time ends what it was told of, and nothing else', () => {
  const over: [string, State, Move[], [Phase, Status['kind'] | undefined]][] = [
    [
      'the wait for another code, when it was asked for too early',
      fresh(),
      [
        [0, resend],
        [30_000, tick],
      ],
      ['idle', undefined],
    ],
    [
      'the wait for another code, which a limit told of',
      afterIssue({ kind: 'rate-limited', retryAfter: 10 }),
      [[40_000, tick]],
      ['complete', undefined],
    ],
    [
      'the wait for another code, while a code is known to be wrong',
      at(0, fresh(), typed('123456'), act, answer(1, { kind: 'incorrect' }))[0],
      [[30_000, tick]],
      ['refused', 'incorrect'],
    ],
    [
      'the wait for another code, while the one that was sent is waited for',
      afterIssue({ kind: 'issued', info: { resendIn: 30 } }),
      [[60_000, tick]],
      ['waiting', 'issued'],
    ],
    [
      'a limit, whatever the status spoke of meanwhile',
      cameTo({ kind: 'rate-limited', retryAfter: 240 }),
      [
        [240_000, tick],
        [270_000, tick],
      ],
      ['complete', 'expiring'],
    ],
    [
      'nothing, under a lock of the challenge',
      cameTo({ kind: 'locked', scope: 'challenge' }),
      [[300_000, tick]],
      ['locked', 'locked'],
    ],
  ];
  for (const [what, state, moves, expected] of over)
    it(what, () => {
      const { state: then } = played(state, ...moves);
      assert.deepEqual([phaseOf(then), then.status?.kind], expected);
    });
  it('a wait that is over, and a connection that is back, are nothing wrong', () => {
    const limited = cameTo({ kind: 'rate-limited', retryAfter: 10 });
    const lost = cameTo({ kind: 'network' });
    for (const { state } of [played(limited, [40_000, tick]), played(lost, [30_000, { type: 'online' }])])
      assert.equal(state.error, undefined);
  });
});

describe('step: what stands is said once what was said over it is no more', () => {
  const network = { kind: 'network' } as const;
  const online = { type: 'online' } as const;
  for (const [what, outcome, error] of [
    ['a lock of the challenge', { kind: 'locked', scope: 'challenge' }, 'locked'],
    ['a lock of the account', { kind: 'locked', scope: 'account' }, 'account-locked'],
    ['a code that was replaced', { kind: 'expired', reason: 'replaced' }, 'replaced'],
    ['a code that was used', { kind: 'already-used' }, 'already-used'],
    ['a challenge that is refused', { kind: 'rejected', reason: 'policy' }, 'rejected'],
  ] as const) {
    const before = cameTo(outcome);
    it(`the connection is back: ${what} is what is wrong`, () => {
      const [lost] = at(31_000, before, resend, answer(2, network));
      const [state] = at(32_000, lost, online);
      assert.deepEqual([state.status?.kind, state.error], ['online', error]);
      assert.equal(phaseOf(state), phaseOf(before));
    });
    if (outcome.kind !== 'locked')
      it(`a lock of the account is over: ${what} is said again, and nothing is free`, () => {
        const { state } = played(
          before,
          [31_000, resend, answer(2, { kind: 'locked', scope: 'account', retryAfter: 60 })],
          [91_000, tick],
        );
        assert.deepEqual([state.status?.kind, state.error], [error, error]);
      });
  }
  it('the connection is back, and the text was refused meanwhile: that is what is wrong', () => {
    const [state] = at(30_000, cameTo(network), { type: 'unusable', reason: 'none' }, online);
    assert.deepEqual([state.status?.kind, state.error], ['none', 'none']);
  });
  it('the connection is back, and was lost again meanwhile: that is said anew', () => {
    const [state] = at(30_000, cameTo(network), online);
    assert.equal(at(30_000, state, online)[0].said, state.said + 1);
    const [edited] = at(30_000, state, typed('1'));
    assert.equal(at(30_000, edited, online)[0], edited);
  });
  it('the wait for another code that was asked for too early is over: a wrong code is so still', () => {
    const wrong = cameTo({ kind: 'incorrect' }, 0);
    const { state } = played(wrong, [1000, resend], [30_000, tick]);
    assert.deepEqual([phaseOf(state), state.status?.kind], ['refused', 'incorrect']);
  });
  it('of two waits the shorter is over: the other one is said, with what is left of it', () => {
    const { state } = played(
      cameTo({ kind: 'rate-limited', retryAfter: 90 }),
      [30_000, resend, answer(2, { kind: 'locked', scope: 'account', retryAfter: 60 })],
      [90_000, tick],
    );
    assert.deepEqual(state.status, { kind: 'rate-limited', seconds: 30 });
  });
  for (const [outcome, kind] of [
    [{ kind: 'rate-limited', retryAfter: 60 }, 'rate-limited'],
    [{ kind: 'locked', scope: 'account', retryAfter: 60 }, 'account-locked'],
  ] as const)
    it(`${kind}: what is left of it is said again after a text that was refused`, () => {
      const [refused] = at(31_000, cameTo(outcome), { type: 'unusable', reason: 'none' });
      assert.deepEqual(at(50_000, refused, typed('1'))[0].status, { kind, seconds: 40 });
    });
});

describe('step: an edit', () => {
  it('that changes nothing takes nothing back', () => {
    const state = cameTo({ kind: 'incorrect' });
    assert.deepEqual(at(30_000, state, typed('123456')), [state, []]);
  });
  it('that makes the same text complete, for the format is another now, is one', () => {
    const [state, effects] = at(0, fresh(), typed('1234'), typed('1234', 4));
    assert.deepEqual([phaseOf(state), names(effects)], ['complete', ['complete']]);
  });
  for (const reason of ['too-long', 'ambiguous', 'none'] as const)
    it(`that changes nothing, where ${reason} was said of the text: it is looked through by another format`, () => {
      for (const text of ['', '12']) {
        const [state] = at(0, fresh(), typed(text), { type: 'unusable', reason }, typed(text));
        assert.deepEqual([state.status, state.error, state.code], [undefined, undefined, text]);
      }
    });
  for (const outcome of [{ kind: 'incorrect' }, { kind: 'network' }] as const)
    it(`that changes nothing, after ${outcome.kind}: something is said still, and is wrong`, () => {
      const [state] = at(31_000, cameTo(outcome), { type: 'unusable', reason: 'too-long' }, typed('123456'));
      assert.deepEqual([state.status?.kind, state.error], ['too-long', 'too-long']);
    });
  it('takes back what was said of the text before it, also by emptying it', () => {
    const [state] = at(0, fresh(), typed('1'), { type: 'unusable', reason: 'too-long' }, typed(''));
    assert.equal(state.status, undefined);
  });
  for (const outcome of [
    { kind: 'rate-limited', retryAfter: 60 },
    { kind: 'locked', scope: 'challenge' },
    { kind: 'expired' },
  ] as const)
    it(`leaves what was said of the challenge: ${outcome.kind}`, () => {
      const before = cameTo(outcome);
      const [state] = at(30_000, before, typed('12'));
      assert.deepEqual([phaseOf(state), state.status], [phaseOf(before), before.status]);
    });
  const standing: [string, State][] = [
    // A lock of the challenge that was opened is none.
    ['a limit', { ...cameTo({ kind: 'rate-limited', retryAfter: 60 }), challengeLocked: false }],
    ['a lock of the challenge', cameTo({ kind: 'locked', scope: 'challenge' })],
    [
      'a lock of the account',
      { ...cameTo({ kind: 'locked', scope: 'account', retryAfter: 60 }), challengeLocked: false },
    ],
    ['a code out of date', cameTo({ kind: 'expired' })],
    ['a challenge that is not known', cameTo({ kind: 'challenge-unknown' })],
  ];
  for (const [what, before] of standing) {
    it(`takes back what was said of the text before it, and ${what} stands all the while`, () => {
      const [refused] = at(31_000, before, { type: 'unusable', reason: 'too-long' });
      assert.deepEqual([refused.status?.kind, refused.error], ['too-long', before.error]);
      const [edited] = at(32_000, refused, typed('65432'));
      assert.deepEqual([phaseOf(edited), edited.error], [phaseOf(before), before.error]);
      assert.equal(edited.status?.kind, before.status?.kind);
      assert.equal(view(edited, 32_000, abilities).invalid, false);
    });
    if (what !== 'a limit' && !what.includes('account'))
      it(`while another code is asked for: nothing comes of it, and ${what} is said again`, () => {
        const [asked] = at(31_000, before, resend, typed('65432'));
        assert.deepEqual([phaseOf(asked), asked.status], ['issuing', undefined]);
        const [again] = at(31_000, asked, { type: 'unusable', reason: 'none' }, typed('654321'));
        assert.equal(again.status, undefined);
        const [state] = at(31_000, again, { type: 'disconnect' });
        assert.deepEqual([phaseOf(state), state.status?.kind], [phaseOf(before), before.status?.kind]);
      });
  }
  it('that changes nothing: where the code was found there by chance before, it is sent by itself, once', () => {
    const entered = typed('123456', 6, true);
    const [state, effects] = at(0, fresh(), typed('123456'), entered, entered);
    assert.deepEqual([phaseOf(state), names(effects)], ['confirming', ['complete', 'confirm']]);
    const wrong = at(0, state, answer(1, { kind: 'incorrect' }))[0];
    assert.deepEqual(at(0, wrong, entered), [wrong, []]);
  });
  it('a text that could not be taken is told of as bad, whatever else stands', () => {
    for (const [, before] of standing) {
      const [refused] = at(31_000, before, { type: 'unusable', reason: 'too-long' });
      assert.equal(view(refused, 31_000, abilities).tone, 'bad');
    }
  });
  it('of a text that could not be taken, after a code was sent under a lock of the account: the lock stands', () => {
    const { state } = played(
      cameTo({ kind: 'locked', scope: 'account' }),
      [30_000, resend, answer(2, { kind: 'issued' })],
      [31_000, typed('12')],
    );
    assert.deepEqual([state.status?.kind, state.error], ['issued', 'account-locked']);
    const [refused] = at(31_000, state, act);
    const { phase, status, error, tone } = view(refused, 31_000, abilities);
    assert.deepEqual([phase, status?.kind, error, tone], ['locked', 'incomplete', 'account-locked', 'bad']);
    const edited = view(at(31_000, refused, typed('123'))[0], 31_000, abilities);
    assert.deepEqual([edited.status?.kind, edited.error], ['account-locked', 'account-locked']);
  });
  it('a lock of the account for an unknown time: no other wait’s time is told of it', () => {
    const [state] = at(
      30_000,
      cameTo({ kind: 'rate-limited', retryAfter: 40 }),
      resend,
      answer(2, { kind: 'locked', scope: 'account' }),
      { type: 'unusable', reason: 'none' },
      typed('12'),
    );
    assert.deepEqual(state.status, { kind: 'account-locked', seconds: 0 });
  });
  it('a limit under such a lock: what is told again of it is its own time', () => {
    const [state] = at(
      30_000,
      cameTo({ kind: 'locked', scope: 'account' }),
      typed('123456'),
      act,
      answer(2, { kind: 'rate-limited', retryAfter: 40 }),
      { type: 'unusable', reason: 'none' },
      typed('12'),
    );
    assert.deepEqual(state.status, { kind: 'rate-limited', seconds: 40 });
  });
  it('a text that could not be taken while another code is asked for is what is wrong, whatever stood before', () => {
    for (const [what, before] of standing) {
      if (what.includes('account')) continue;
      const [asked] = at(31_000, before, resend, { type: 'unusable', reason: 'none' });
      const { phase, error, invalid, tone } = view(asked, 31_000, abilities);
      assert.deepEqual([phase, error, invalid, tone], ['issuing', 'none', true, 'bad'], what);
    }
  });
  it('of a text that could not be taken under two locks: once that of the account is over, the challenge’s is said', () => {
    const { state } = played(
      cameTo({ kind: 'locked', scope: 'challenge' }),
      [30_000, resend, answer(2, { kind: 'locked', scope: 'account', retryAfter: 60 })],
      [31_000, { type: 'unusable', reason: 'too-long' }],
      [90_000, tick],
    );
    assert.deepEqual([state.status?.kind, state.error], ['too-long', 'locked']);
    assert.equal(at(91_000, state, typed('12'))[0].status?.kind, 'locked');
  });
  it('of a text that could not be taken under a limit: once the limit is over, nothing is wrong', () => {
    const limited = cameTo({ kind: 'rate-limited', retryAfter: 60 });
    const { state } = played(
      limited,
      [31_000, { type: 'unusable', reason: 'too-long' }],
      [32_000, typed('654321')],
      [90_000, tick],
    );
    const { phase, error, invalid } = view(state, 90_000, abilities);
    assert.deepEqual([phase, error, invalid, state.status?.kind], ['complete', undefined, false, 'free']);
  });
  it('of a code that is confirmed, and a text that could not be taken there, are ignored', () => {
    const state = cameTo({ kind: 'confirmed', token: 't' });
    for (const event of [typed('12'), { type: 'unusable', reason: 'none' } as const])
      assert.deepEqual(at(30_000, state, event), [state, []]);
  });
  it('sends the code by itself also where another one was asked for in vain', () => {
    const state = afterIssue({ kind: 'network' });
    assert.deepEqual(
      played(state, [30_000, typed('654321')], [30_000, typed('65432')], [30_000, typed('654321', 6, true)])
        .effects,
      ['complete', 'confirm'],
    );
  });
  it('of a part of a code sends nothing by itself, and says nothing', () => {
    const [state, effects] = at(0, fresh(), typed('123', 6, true));
    assert.deepEqual([state.said, effects], [0, []]);
  });
});

describe('step: a new challenge and reset, of what was there', () => {
  it('a challenge that was not known before takes no code with it that was refused', () => {
    const [refused] = at(0, start(undefined, {}, 0), typed('123456'), act, answer(1, { kind: 'incorrect' }));
    const { state, effects } = played(refused, [0, toChallenge('c1')]);
    assert.deepEqual([state.challenge, state.code, effects], ['c1', '', ['clear']]);
  });
  it('an empty field is not cleared', () => {
    assert.deepEqual(played(fresh(), [0, toChallenge('c2')]).effects, []);
    assert.deepEqual(played(fresh(), [0, reset]).effects, []);
  });
  it('a reset calls off what is in flight', () => {
    const { state, effects } = played(fresh(), [0, typed('123456'), act], [0, reset]);
    assert.deepEqual([phaseOf(state), effects], ['idle', ['abort', 'clear']]);
  });
  for (const restored of [true, false])
    it(`a limit outlives a reset, and is said${restored ? ', also where the page is brought back' : ''}`, () => {
      const limited = cameTo({ kind: 'rate-limited', retryAfter: 60 });
      const [state] = at(50_000, limited, { ...reset, restored });
      assert.deepEqual([phaseOf(state), state.status], ['waiting', { kind: 'rate-limited', seconds: 40 }]);
      assert.equal(state.error, 'rate-limited');
    });
  it('after a reset another code is sent by itself again', () => {
    const state = cameTo({ kind: 'incorrect' });
    assert.deepEqual(played(state, [30_000, reset], [30_000, typed('654321', 6, true)]).effects, [
      'complete',
      'confirm',
    ]);
  });
});
