// Plays events to the confirmation at a time; what they are and what comes of them, in short.
import { start, step } from '../../src/core/index.js';
import type { Effect, Event, IssueOutcome, Outcome, State } from '../../src/core/index.js';

export type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export const at = (
  now: number,
  state: State,
  ...events: DistributiveOmit<Event, 'now'>[]
): [State, Effect[]] => {
  const effects: Effect[] = [];
  for (const event of events) {
    const [next, more] = step(state, { ...event, now } as Event);
    state = next;
    effects.push(...more);
  }
  return [state, effects];
};

export const typed = (code: string, length = 6, auto = false) =>
  ({ type: 'edit', code, complete: code.length === length, auto }) as const;
export const act = { type: 'confirm' } as const;
export const resend = { type: 'issue' } as const;
export const answer = (attempt: number, outcome: Outcome | IssueOutcome) =>
  ({ type: 'settled', attempt, outcome }) as const;
export const names = (effects: readonly Effect[]): string[] =>
  effects.map((effect) => (effect.type === 'notify' ? effect.event : effect.type));
export const fresh = () => start('c1', { expiresIn: 300, resendIn: 30 }, 0);
export const abilities = { canIssue: true, canStart: false };

export type Move = readonly [now: number, ...events: DistributiveOmit<Event, 'now'>[]];
/** Plays moves, each at its own time, and tells the effects of the last. */
export function played(before: State, ...moves: readonly Move[]) {
  let state = before;
  let heard: string[] = [];
  for (const [now, ...events] of moves) {
    const [next, effects] = at(now, state, ...events);
    state = next;
    heard = names(effects);
  }
  return { state, effects: heard };
}

/** By default at 30 s, when another code may be asked for: a code is entered, sent, and comes to this. */
export const cameTo = (outcome: Outcome, now = 30_000): State =>
  at(now, fresh(), typed('123456'), act, answer(1, outcome))[0];
