// The confirmation as a state machine: step(state, event) → [state, effects]. Pure: time arrives inside the events,
// the network and the field are effects for a controller to run. What is shown of a state is view.ts's matter.
import type { IssueOutcome, Outcome } from './outcome.js';
import { WARNING, blank, isAccountLocked, know, later, phaseOf } from './state.js';
import type { Effect, Event, Notification, State, Status } from './state.js';

type Stepped = readonly [State, readonly Effect[]];
type Settled = Exclude<(Outcome | IssueOutcome)['kind'], 'aborted'>;
interface Consequence {
  /** Left out: as before. */
  readonly rest?: State['rest'];
  readonly event: Exclude<Notification, 'complete'>;
  readonly code: 'keep' | 'select' | 'clear';
}

const ended: Consequence = { rest: 'expired', event: 'expired', code: 'clear' };
const failed: Consequence = { rest: 'failed', event: 'failed', code: 'clear' };
const unavailable: Consequence = { rest: 'unavailable', event: 'failed', code: 'keep' };

/** What follows from each outcome: where the machine rests, what the page hears, what becomes of the code. */
export const consequences: Readonly<Record<Settled, Consequence>> = {
  confirmed: { rest: 'confirmed', event: 'confirmed', code: 'keep' },
  incorrect: { rest: 'refused', event: 'refused', code: 'select' },
  expired: ended,
  'already-used': ended,
  locked: { rest: 'typing', event: 'locked', code: 'clear' },
  'rate-limited': { rest: 'waiting', event: 'refused', code: 'keep' },
  'challenge-unknown': failed,
  rejected: failed,
  network: unavailable,
  timeout: unavailable,
  server: unavailable,
  protocol: unavailable,
  issued: { rest: 'waiting', event: 'issued', code: 'clear' },
  undeliverable: { event: 'failed', code: 'keep' },
};

const say = (state: State, status: Status): State => ({ ...state, status, said: state.said + 1 });
const hush = (state: State): State => ({ ...state, status: undefined });
const isPast = (at: number | undefined, now: number): boolean => at !== undefined && at <= now;

function send(state: State, operation: 'confirm' | 'issue'): Stepped {
  const { challenge, code } = state;
  const attempt = state.attempt + 1;
  return [
    {
      ...hush(state),
      attempt,
      pending: { operation, attempt, code },
      queued: undefined,
      ...(operation === 'confirm' ? { autoSpent: true, sent: code } : {}),
    },
    [
      operation === 'confirm'
        ? { type: 'confirm', attempt, challenge, code }
        : { type: 'issue', attempt, challenge },
    ],
  ];
}

const isWaiting = ({ waitUntil }: State, now: number): boolean => waitUntil !== undefined && waitUntil > now;

function askConfirm(state: State, now: number): Stepped {
  if (state.rest === 'confirmed' || state.pending?.operation === 'confirm') return [state, []];
  if (state.challengeLocked || isAccountLocked(state, now) || isWaiting(state, now))
    return [state.status ? say(state, state.status) : state, []];
  if (!state.complete) return [say(state, { kind: 'incomplete' }), []];
  return state.pending ? [{ ...state, queued: 'confirm' }, []] : send(state, 'confirm');
}

function askIssue(state: State, now: number): Stepped {
  if (state.rest === 'confirmed' || state.pending?.operation === 'issue') return [state, []];
  if (isAccountLocked(state, now)) return [state, []];
  if (state.resendAt !== undefined && state.resendAt > now)
    return [say(state, { kind: 'resend-wait', wait: Math.ceil((state.resendAt - now) / 1000) }), []];
  return state.pending ? [{ ...state, queued: 'issue' }, []] : send(state, 'issue');
}

// What a new code makes untrue, whether an answer or the page brings it. A lock of the account outlives it.
const renew = (state: State): State => ({
  ...state,
  info: {},
  expiresAt: undefined,
  resendAt: undefined,
  sent: undefined,
  autoSpent: false,
  warned: undefined,
  challengeLocked: false,
});

const emptied = { code: '', complete: false } as const;
const tokenless = { token: undefined, tokenExpiresAt: undefined, next: undefined } as const;

/** What an outcome adds to the state beyond its row in `consequences`. */
function detail(state: State, outcome: Outcome | IssueOutcome, of: 'confirm' | 'issue', now: number): State {
  switch (outcome.kind) {
    case 'confirmed': {
      const { token, tokenExpiresIn, next } = outcome;
      const tokenExpiresAt = later(now, tokenExpiresIn);
      return {
        ...state,
        token,
        tokenExpiresAt,
        next,
        challengeLocked: false,
        accountLock: undefined,
        waitUntil: undefined,
      };
    }
    case 'incorrect':
      return outcome.attemptsRemaining === undefined
        ? state
        : { ...state, info: { ...state.info, attemptsRemaining: outcome.attemptsRemaining } };
    case 'locked':
      return outcome.scope === 'challenge'
        ? { ...state, challengeLocked: true }
        : { ...state, accountLock: { until: later(now, outcome.retryAfter) } };
    case 'rate-limited': {
      const until = later(now, outcome.retryAfter);
      return of === 'issue' ? { ...state, resendAt: until } : { ...state, waitUntil: until };
    }
    default:
      return state;
  }
}

function settle(before: State, outcome: Outcome | IssueOutcome, now: number): Stepped {
  const { pending, queued } = before;
  if (!pending) return [before, []];
  let state: State = { ...before, pending: undefined, queued: undefined };
  if (outcome.kind === 'aborted') return [state, []];

  const { rest, event, code } = consequences[outcome.kind];
  const effects: Effect[] = [];
  // What was entered while a new code was on its way is the new code.
  const newer = pending.operation === 'issue' && state.code !== pending.code;
  const compared =
    outcome.kind === 'incorrect' || outcome.kind === 'expired' || outcome.kind === 'already-used';

  // An account locked for an unknown time lets a person try; where the code was compared, the lock is over.
  if (compared) state = { ...state, accountLock: undefined };
  if (outcome.kind === 'issued') state = renew(state);
  state = know({ ...state, outcome, challenge: outcome.challenge ?? state.challenge }, outcome.info, now);
  if (rest) state = { ...state, rest: outcome.kind === 'issued' && newer ? 'typing' : rest };
  if (code === 'clear' && !newer) {
    state = { ...state, ...emptied };
    effects.push({ type: 'clear' });
  } else if (code === 'select') effects.push({ type: 'select' });
  state = detail(state, outcome, pending.operation, now);

  state = say(state, { kind: 'outcome', of: pending.operation, outcome });
  effects.push({ type: 'notify', event });
  if (state.rest === 'confirmed' || !queued || (queued === 'confirm' && !state.complete))
    return [state, effects];
  const [after, more] = queued === 'issue' ? askIssue(state, now) : askConfirm(state, now);
  return [after, [...effects, ...more]];
}

const saysRateLimited = ({ status }: State, of: 'confirm' | 'issue'): boolean =>
  status?.kind === 'outcome' && status.of === of && status.outcome.kind === 'rate-limited';

function tick(state: State, now: number): Stepped {
  if (state.rest === 'confirmed') {
    if (!isPast(state.tokenExpiresAt, now)) return [state, []];
    const outcome = { kind: 'expired' } as const;
    const over: State = { ...state, ...emptied, ...tokenless, rest: 'expired', outcome };
    return [
      say(over, { kind: 'outcome', of: 'confirm', outcome }),
      [{ type: 'clear' }, { type: 'notify', event: 'expired' }],
    ];
  }
  let after = state;
  if (isPast(after.accountLock?.until, now))
    after = { ...(after.challengeLocked ? after : hush(after)), accountLock: undefined };
  if (isPast(after.waitUntil, now)) {
    after = { ...after, waitUntil: undefined, rest: after.rest === 'waiting' ? 'typing' : after.rest };
    if (saysRateLimited(after, 'confirm')) after = hush(after);
  }
  if (isPast(after.resendAt, now) && saysRateLimited(after, 'issue'))
    after = { ...hush(after), rest: after.rest === 'waiting' ? 'typing' : after.rest };

  const live = phaseOf(after) !== 'locked' && after.rest !== 'expired' && after.rest !== 'failed';
  const warning = isPast(after.expiresAt, now)
    ? 'lapsed'
    : after.expiresAt !== undefined && after.expiresAt - now <= WARNING
      ? 'expiring'
      : undefined;
  if (live && warning && warning !== after.warned && after.warned !== 'lapsed')
    after = say({ ...after, warned: warning }, { kind: warning });
  return [after, []];
}

// An edit takes back what was said of the text before it; what was said of the challenge stands.
function hushEdited(state: State): State {
  const { status } = state;
  if (status?.kind !== 'outcome') return status ? hush(state) : state;
  const { kind } = status.outcome;
  const stands =
    kind === 'locked' || kind === 'rate-limited' || state.rest === 'expired' || state.rest === 'failed';
  return stands ? state : hush(state);
}

function edit(state: State, code: string, complete: boolean, auto: boolean, now: number): Stepped {
  // While it is being confirmed, and once it is, the code stands.
  if (state.rest === 'confirmed' || state.pending?.operation === 'confirm') return [state, []];
  if (code === state.code && complete === state.complete) return [state, []];
  const passing = state.rest === 'refused' || state.rest === 'waiting' || state.rest === 'unavailable';
  const after: State = { ...hushEdited(state), code, complete, rest: passing ? 'typing' : state.rest };
  const effects: Effect[] = complete && !state.complete ? [{ type: 'notify', event: 'complete' }] : [];
  if (!complete || !auto || state.autoSpent || code === state.sent) return [after, effects];
  const [sent, more] = askConfirm(after, now);
  return [sent, [...effects, ...more]];
}

// Whatever was under way is none of the new state's business; its number stays used.
function begin(state: State, from: State): Stepped {
  const effects: Effect[] = state.pending ? [{ type: 'abort', attempt: state.pending.attempt }] : [];
  if (state.code && !from.code) effects.push({ type: 'clear' });
  return [{ ...from, attempt: state.attempt, said: state.said }, effects];
}

/**
 * One step of the confirmation.
 *
 * Never throws, and ignores what does not apply: an answer to a past attempt, an act while one is in flight.
 *
 * @example
 * let state = start('q7Zt', {}, 0);
 * [state] = step(state, { type: 'edit', code: '123456', complete: true, auto: false, now: 10 });
 * const [confirming, effects] = step(state, { type: 'confirm', now: 20 });
 * // phaseOf(confirming) === 'confirming'; effects[0] is { type: 'confirm', attempt: 1, … }
 */
export function step(state: State, event: Event): Stepped {
  const { now } = event;
  switch (event.type) {
    case 'edit':
      return edit(state, event.code, event.complete, event.auto, now);
    case 'unusable':
      return state.rest === 'confirmed' || state.pending?.operation === 'confirm'
        ? [state, []]
        : [say(state, { kind: event.reason }), []];
    case 'confirm':
      return askConfirm(state, now);
    case 'issue':
      return askIssue(state, now);
    case 'vetoed':
      return state.pending?.attempt === event.attempt
        ? [{ ...state, pending: undefined, queued: undefined }, []]
        : [state, []];
    case 'settled':
      return state.pending?.attempt === event.attempt ? settle(state, event.outcome, now) : [state, []];
    case 'tick':
      return tick(state, now);
    case 'challenge': {
      const fresh = { ...blank, accountLock: state.accountLock, challenge: event.challenge };
      // The first challenge that a page learns of is that of the code already being entered.
      const { code, complete } = state.challenge === undefined && state.rest === 'typing' ? state : emptied;
      return begin(state, know({ ...fresh, code, complete }, event.info, now));
    }
    case 'reset':
      return begin(state, {
        ...state,
        ...emptied,
        ...tokenless,
        challengeLocked: false,
        autoSpent: false,
        rest: 'typing',
        pending: undefined,
        queued: undefined,
        outcome: undefined,
        status: undefined,
      });
    case 'disconnect':
      return state.pending
        ? [
            { ...state, pending: undefined, queued: undefined },
            [{ type: 'abort', attempt: state.pending.attempt }],
          ]
        : [state, []];
    default:
      return event satisfies never;
  }
}
