// What is shown of a state at a time: state in, plain values out. The words and the drawing are the element's.
import { isShut, phaseOf, REFUSALS, secondsUntil, WARNING } from './state.js';
import type { Phase, State, Status } from './state.js';

/** What the surroundings can do, whatever the state. */
export interface Abilities {
  /** Another code can be asked for. */
  readonly canIssue: boolean;
  /** A first code can be asked for: no challenge is needed. */
  readonly canStart: boolean;
  /** Countdowns go by the second. Default false: by the minute, and by the second in the last one of a wait. */
  readonly exact?: boolean | undefined;
}

/** What the person can do next. */
export type Act =
  /** Enter the code, or correct it. */
  | 'enter'
  | 'confirm'
  /** Confirm once more what was lost on the way: the same request, under the same key. */
  | 'retry'
  | 'wait'
  /** Ask for a code. */
  | 'ask'
  /** Begin the sign-in anew, which is the page's. */
  | 'restart'
  /** All is done here. */
  | 'go-on';

export interface View {
  readonly phase: Phase;
  readonly act: Act;
  readonly status: Status | undefined;
  /** What is wrong. It stands as long as it is so, whatever the status goes on to speak of. */
  readonly error: Status['kind'] | undefined;
  /** Grows with each thing said. */
  readonly said: number;
  readonly readOnly: boolean;
  /** Something is in flight. */
  readonly busy: boolean;
  /** The text in the field was refused: `aria-invalid`. */
  readonly invalid: boolean;
  /** The code in the field is known to be wrong: the one thing that makes the native input invalid. */
  readonly incorrect: boolean;
  /** How the status is meant. */
  readonly tone: 'bad' | 'good' | 'neutral';
  /** Seconds until a confirmation may be sent; 0: now. */
  readonly confirmWait: number;
  /** The button that asks for a code; left out where none can be had. */
  readonly issue: { readonly starts: boolean; readonly wait: number } | undefined;
  /** Seconds that the code lives still, 0 once its time is up; left out where nothing is known of it. */
  readonly expiresIn: number | undefined;
  readonly attemptsRemaining: number | undefined;
  readonly destination: string | undefined;
  /** What the form submits. */
  readonly value: string | undefined;
  /** When this view stops being true by time alone, on the clock of `now`. */
  readonly changesAt: number | undefined;
}

/**
 * What to show at a time. Seconds are whole, and rounded up to whole minutes where the countdown goes by these.
 *
 * @param now Milliseconds, on the clock that the state's events used.
 * @example
 * const { act, confirmWait } = view(state, now, { canIssue: true, canStart: false });
 */
export function view(state: State, now: number, { canIssue, canStart, exact }: Abilities): View {
  const phase = phaseOf(state);
  const { status, accountLock, waitUntil, resendAt, expiresAt } = state;
  const confirmed = phase === 'confirmed';
  const incorrect = phase === 'refused';
  // A text that could not be taken is bad beside what stands too.
  const bad = [state.error, ...REFUSALS].find((kind) => kind === status?.kind);
  // While something is under way only what came since is wrong.
  const error = state.pending ? bad : (state.error ?? bad);
  // In the last minute of a wait each second counts; of a life time no more is told than that it ends.
  const unitOf = (until: number | undefined): number =>
    exact || secondsUntil(until, now) <= MINUTE ? SECOND : MINUTE;
  const left = (until: number | undefined, unit = unitOf(until)): number =>
    Math.ceil(secondsUntil(until, now) / unit) * unit;
  const lifeUnit = exact ? SECOND : MINUTE;
  const accountWait = left(accountLock?.until);
  const confirmWait = Math.max(left(waitUntil), accountWait);
  const starts = canStart && !state.challenge && !state.issued;
  const issue =
    !confirmed && (starts || canIssue) ? { starts, wait: Math.max(left(resendAt), accountWait) } : undefined;

  return {
    phase,
    act: actOf(state, phase, confirmWait > 0, issue),
    status,
    error,
    said: state.said,
    readOnly: confirmed || phase === 'confirming',
    busy: !!state.pending,
    invalid: incorrect || REFUSALS.includes(error),
    incorrect,
    tone: confirmed ? 'good' : bad ? 'bad' : 'neutral',
    confirmWait,
    issue,
    // Where no code is waited for, how long one lives is nobody's concern.
    expiresIn: confirmed || isShut(state) ? undefined : expiresAt && left(expiresAt, lifeUnit),
    attemptsRemaining: state.info.attemptsRemaining,
    destination: state.info.destination,
    value: state.token,
    changesAt: confirmed
      ? next(now, [state.tokenExpiresAt])
      : next(
          now,
          [accountLock?.until, unitOf(accountLock?.until)],
          [waitUntil, unitOf(waitUntil)],
          [resendAt, issue && unitOf(resendAt)],
          [expiresAt, lifeUnit],
          // Spoken of by whatever unit the countdown goes.
          [expiresAt && expiresAt - WARNING],
        ),
  };
}

/** What countdowns go by, in seconds. */
const SECOND = 1;
const MINUTE = 60;

function actOf(state: State, phase: Phase, waits: boolean, issue: View['issue']): Act {
  const ask = issue ? (issue.wait ? 'wait' : 'ask') : 'restart';
  if (phase === 'confirmed') return 'go-on';
  if (state.pending) return 'wait';
  if (state.rest === 'failed') return 'restart';
  if (state.challengeLocked || state.rest === 'expired') return ask;
  if (waits) return 'wait';
  if (state.rest === 'unavailable') return state.answered === 'issue' ? ask : 'retry';
  if (issue?.starts) return ask;
  return state.complete && phase !== 'refused' ? 'confirm' : 'enter';
}

// The next instant at which one of these counts down by its unit, if it has one, or ends.
function next(
  now: number,
  ...countdowns: (readonly [until: number | undefined, unit?: number | undefined])[]
): number | undefined {
  return countdowns
    .flatMap(([until = 0, unit = Infinity]) =>
      until > now ? now + ((until - now) % (unit * 1000) || unit * 1000) : [],
    )
    .sort((one, other) => one - other)[0];
}
