// What is shown of a state at a time: state in, plain values out. The words and the drawing are the element's.
import { phaseOf, secondsUntil, WARNING } from './state.js';
import type { Phase, State, Status } from './state.js';

/** What the surroundings can do, whatever the state. */
export interface Abilities {
  /** Another code can be asked for. */
  readonly canIssue: boolean;
  /** A first code can be asked for: no challenge is needed. */
  readonly canStart: boolean;
}

export interface View {
  readonly phase: Phase;
  readonly status: Status | undefined;
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
  /** Whole seconds until a confirmation may be sent; 0: now. */
  readonly confirmWait: number;
  /** The button that asks for a code; left out where none can be had. */
  readonly issue: { readonly starts: boolean; readonly wait: number } | undefined;
  /** Whole seconds that the code lives still, 0 once its time is up; left out where nothing is known of it. */
  readonly expiresIn: number | undefined;
  readonly attemptsRemaining: number | undefined;
  readonly destination: string | undefined;
  /** What the form submits. */
  readonly value: string | undefined;
  /** When this view stops being true by time alone, on the clock of `now`. */
  readonly changesAt: number | undefined;
}

/**
 * What to show at a time.
 *
 * @param now Milliseconds, on the clock that the state's events used.
 */
export function view(state: State, now: number, { canIssue, canStart }: Abilities): View {
  const phase = phaseOf(state);
  const { status, accountLock } = state;
  const accountWait = secondsUntil(accountLock?.until, now);
  const confirmed = phase === 'confirmed';
  const incorrect = phase === 'refused';
  const confirmWait = Math.max(secondsUntil(state.waitUntil, now), accountWait);
  const starts = canStart && state.challenge === undefined;
  const issueWait = Math.max(secondsUntil(state.resendAt, now), accountWait);
  const issue = !confirmed && (starts || canIssue) ? { starts, wait: issueWait } : undefined;
  const over = OVER.includes(state.rest) || !!state.challengeLocked || !!accountLock;
  const expiresIn = over || state.expiresAt === undefined ? undefined : secondsUntil(state.expiresAt, now);

  return {
    phase,
    status,
    said: state.said,
    readOnly: confirmed || phase === 'confirming',
    busy: state.pending !== undefined,
    invalid: incorrect || REFUSALS.includes(status?.kind ?? ''),
    incorrect,
    tone: confirmed ? 'good' : status && !state.pending && !NEUTRAL.includes(status.kind) ? 'bad' : 'neutral',
    confirmWait,
    issue,
    expiresIn,
    attemptsRemaining: state.info.attemptsRemaining,
    destination: state.info.destination,
    value: state.token,
    // A button counts seconds, a life time is told in minutes.
    changesAt: confirmed
      ? next(now, [state.tokenExpiresAt, Infinity])
      : next(
          now,
          [accountLock?.until, 1000],
          [state.waitUntil, 1000],
          [state.resendAt, issue ? 1000 : Infinity],
          [state.expiresAt, WARNING],
        ),
  };
}

// No code is waited for: how long one lives is nobody's concern.
const OVER = ['confirmed', 'expired', 'failed'];
// The text that was offered could not be taken.
const REFUSALS = ['too-long', 'ambiguous', 'none', 'incomplete'];
const NEUTRAL = ['issued', 'resend-wait', 'expiring', 'lapsed'];

// The next instant at which one of these counts down by its unit, or ends.
function next(
  now: number,
  ...countdowns: (readonly [until: number | undefined, unit: number])[]
): number | undefined {
  const instants = countdowns.flatMap(([until = 0, unit]) =>
    until > now ? [now + ((until - now) % unit || unit)] : [],
  );
  return instants.length ? Math.min(...instants) : undefined;
}
