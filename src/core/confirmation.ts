// The confirmation as a state machine: step(state, event) → [state, effects]. Pure: time arrives inside the events,
// the network and the field are effects for a controller to run. What is shown of a state is view.ts's matter.
import { CONFIRM_ONLY, answers, consequences } from './consequences.js';
import type { ChallengeInfo, IssueOutcome, Operation, Outcome } from './outcome.js';
import { REFUSALS, WARNING, blank, isOver, isShut, know, later, secondsUntil } from './state.js';
import type { Draft, Effect, Event, State, Status } from './state.js';

/** A step while it is made: the state to be, and what it asks for. */
interface Turn {
  readonly state: Draft;
  readonly effects: Effect[];
  readonly now: number;
}

const isPast = (at: number | undefined, now: number): boolean => at !== undefined && at <= now;
/** What is wrong that is not the text's, whatever was said last. */
const standing = (state: State): Status['kind'] | undefined =>
  state.challengeLocked
    ? 'locked'
    : state.accountLock
      ? 'account-locked'
      : state.waitUntil
        ? 'rate-limited'
        : isOver(state)
          ? state.why
          : undefined;

// These say nothing of what went before: what is wrong stands beside them. The next ones say that nothing new is.
const ASIDE: readonly Status['kind'][] = ['expiring', 'lapsed', 'resend-wait'];
const FINE: readonly Status['kind'][] = ['confirmed', 'issued', 'free', 'online', 'complete'];

function say(state: Draft, kind: Status['kind'], seconds?: number): void {
  state.status = { kind, seconds };
  state.said++;
  // What is wrong with the challenge stands, whatever text is offered.
  if (!ASIDE.includes(kind) && !(REFUSALS.includes(kind) && standing(state)))
    state.error = FINE.includes(kind) ? standing(state) : kind;
}
function empty({ state, effects }: Turn): void {
  state.code = '';
  state.complete = false;
  effects.push({ type: 'clear' });
}

function send({ state, effects }: Turn, operation: Operation): void {
  const { challenge, code } = state;
  const attempt = ++state.attempt;
  state.pending = { operation, attempt, code };
  state.queued = state.status = undefined;
  if (operation === 'confirm') {
    state.autoSpent = true;
    state.sent = code;
  }
  effects.push({ type: operation, attempt, challenge, code });
}

function ask(turn: Turn, operation: Operation): void {
  const { state, now } = turn;
  const { pending } = state;
  if (state.rest === 'confirmed' || pending?.operation === operation) return;
  const issues = operation === 'issue';
  const locked = secondsUntil(state.accountLock?.until, now);
  const wait = secondsUntil(issues ? state.resendAt : state.waitUntil, now);
  // What stands in the way is said as it is now: less of a time is left than when it was told.
  if (!issues && state.challengeLocked) say(state, 'locked');
  else if (locked) say(state, 'account-locked', locked);
  else if (wait) say(state, issues ? 'resend-wait' : 'rate-limited', wait);
  // With nothing entered, what is wrong is what was wrong before.
  else if (!issues && !state.complete)
    // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- false is none, too
    say(state, (!state.code && standing(state)) || 'incomplete');
  else if (pending) state.queued = operation;
  else send(turn, operation);
}

// What a new code makes untrue. A lock of the account outlives it.
function renew(state: Draft): void {
  state.issued = true;
  state.info = {};
  state.expiresAt =
    state.resendAt =
    state.sent =
    state.warned =
    state.autoSpent =
    state.challengeLocked =
      undefined;
}

function settle(turn: Turn, answer: Outcome | IssueOutcome): void {
  const { state, effects, now } = turn;
  const { pending, queued } = state;
  // A token that runs out is a confirmation's.
  const operation = pending?.operation ?? 'confirm';
  const outcome = answers(operation, answer.kind) ? answer : ({ kind: 'protocol' } as const);
  const { kind } = outcome;
  release(turn);
  if (kind === 'aborted') return;

  const [rest, event, code] = consequences[kind];
  const ofIssue = operation === 'issue';
  // What was entered while a new code was on its way is the new code.
  const newer = kind === 'issued' && state.code !== pending?.code;
  let said: Status['kind'] = kind;
  // No time at all is a time that was not told: over at once, it would take the words with it.
  // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- 0 is none, too
  const seconds = (outcome as { retryAfter?: number }).retryAfter || undefined;

  if (kind === 'issued') renew(state);
  // A wrong code took one of the tries that were left before: what is not told now is not known.
  const left = kind === 'incorrect' && {
    attemptsRemaining: outcome.attemptsRemaining ?? outcome.info?.attemptsRemaining,
  };
  know(state, { ...outcome.info, ...left } as ChallengeInfo, now);
  state.outcome = outcome;
  state.challenge = outcome.challenge ?? state.challenge;
  // What is over stays so where no other code came.
  const stays = ofIssue && kind !== 'issued' && rest !== 'failed' && isOver(state);
  if (code === 'select') effects.push({ type: code });
  else if (code && !newer) empty(turn);

  // An account locked for an unknown time lets a person try; where the service judged that try, the lock is over.
  if (CONFIRM_ONLY.includes(kind) || rest === 'failed') state.accountLock = undefined;
  switch (kind) {
    case 'confirmed':
      state.waitUntil = undefined;
      state.token = outcome.token;
      state.tokenExpiresAt = later(now, outcome.tokenExpiresIn);
      break;
    case 'expired':
      said = outcome.reason ?? kind;
      break;
    case 'locked':
      if (outcome.scope === 'challenge') state.challengeLocked = true;
      else {
        said = 'account-locked';
        state.accountLock = { until: later(now, seconds) };
      }
      break;
    case 'rate-limited':
      if (ofIssue) {
        said = 'resend-wait';
        state.resendAt = later(now, seconds) ?? state.resendAt;
      } else state.waitUntil = later(now, seconds);
      break;
    case 'server':
    case 'protocol':
      if (ofIssue) said = 'not-sent';
      break;
    default:
  }
  if (rest && !stays) {
    state.rest = newer ? 'typing' : rest;
    state.answered = operation;
    state.why = said;
  }
  say(state, said, seconds);
  effects.push({ type: 'notify', event });
  if (queued === 'issue' || (queued && state.complete)) ask(turn, queued);
}

function tick(turn: Turn): void {
  const { state, now } = turn;
  if (state.rest === 'confirmed') {
    if (isPast(state.tokenExpiresAt, now)) {
      // A token that runs out before the form is sent is worth nothing.
      state.token = state.tokenExpiresAt = undefined;
      settle(turn, { kind: 'expired' });
    }
    return;
  }
  const over = (
    wait: 'accountLock' | 'waitUntil' | 'resendAt',
    at: number | undefined,
    kind: Status['kind'],
  ): void => {
    if (!isPast(at, now)) return;
    state[wait] = undefined;
    const shown = state.status?.kind === kind;
    // Another one outlives it, whatever was said last.
    if (state.error === kind) state.error = standing(state);
    if (shown) {
      state.status = undefined;
      recall(turn);
      if (!state.error && kind !== 'resend-wait') say(state, 'free');
    }
    if (state.rest === 'waiting' && (shown || kind === 'rate-limited')) state.rest = 'typing';
  };
  over('accountLock', state.accountLock?.until, 'account-locked');
  over('waitUntil', state.waitUntil, 'rate-limited');
  over('resendAt', state.resendAt, 'resend-wait');

  const { expiresAt, warned } = state;
  const warning = isPast(expiresAt, now) ? 'lapsed' : 'expiring';
  if (!isShut(state) && isPast(expiresAt, now + WARNING) && warning !== warned && warned !== 'lapsed')
    say(state, (state.warned = warning));
}

function change(turn: Turn, { code, complete, heard }: Event & { type: 'edit' }): void {
  const { state, effects } = turn;
  const wasComplete = state.complete;
  state.code = code;
  state.complete = complete;
  // What was asked for was the code before.
  if (state.queued === 'confirm') state.queued = undefined;
  if (!isOver(state)) state.rest = 'typing';
  // An edit takes back what was said of the text before it; what was said of the challenge stands.
  const barred = standing(state);
  if (!barred) state.status = state.error = undefined;
  else if (REFUSALS.includes(state.status?.kind)) state.status = undefined;
  recall(turn);
  if (complete && !wasComplete) {
    effects.push({ type: 'notify', event: 'complete' });
    if (heard && !state.pending && !barred) say(state, 'complete');
  }
}

function edit(turn: Turn, event: Event & { type: 'edit' }): void {
  const { state } = turn;
  const { code, complete, auto } = event;
  if (code !== state.code || complete !== state.complete) change(turn, event);
  // Looked through by another format, what was refused may be so no more; of a code that was sent there is more to say.
  else if (state.rest === 'typing' && REFUSALS.includes(state.status?.kind)) outlast(turn);
  // A look at the field may have come before the word of who entered it.
  if (complete && auto && !state.autoSpent && !state.accountLock && code !== state.sent) ask(turn, 'confirm');
}

// What is wrong is said again where nothing else is, with what is left of it.
function recall({ state, now }: Turn): void {
  if (state.error && !state.pending && !state.status)
    say(
      state,
      state.error,
      secondsUntil(state.error === 'rate-limited' ? state.waitUntil : state.accountLock?.until, now),
    );
}

// Nothing came of what was under way: what was wrong before is so still.
function release(turn: Turn): void {
  const { state } = turn;
  state.pending = state.queued = undefined;
  recall(turn);
}

// What is wrong with more than the text outlives what was said of it.
function outlast(turn: Turn): void {
  const { state } = turn;
  state.status = undefined;
  state.error = standing(state);
  recall(turn);
}

// Where a connection may have been what was missing. Each return is told anew.
const LOST: readonly (string | undefined)[] = ['network', 'timeout', 'online'];

function abort(turn: Turn): void {
  const { state, effects } = turn;
  if (state.pending) effects.push({ type: 'abort', attempt: state.pending.attempt });
  release(turn);
}

/**
 * One step of the confirmation.
 *
 * Never throws, and ignores what does not apply: an answer to a past attempt, an act while one is in flight. A tick that
 * changes nothing gives the same state, the object too.
 *
 * @example
 * let state = start('q7Zt', {}, 0);
 * [state] = step(state, { type: 'edit', code: '123456', complete: true, auto: false, now: 10 });
 * const [confirming, effects] = step(state, { type: 'confirm', now: 20 });
 * // phaseOf(confirming) === 'confirming'; effects[0] is { type: 'confirm', attempt: 1, … }
 */
export function step(before: State, event: Event): readonly [State, readonly Effect[]] {
  const { now } = event;
  const effects: Effect[] = [];
  const state: Draft = { ...before };
  const turn: Turn = { state, effects, now };
  const { pending } = before;
  if ('attempt' in event && pending?.attempt !== event.attempt) return [before, effects];
  // What time has done comes first, whoever is late to tell it: a wait that is over would stand with nothing to end it.
  tick(turn);
  // While it is being confirmed, and once it is, the code stands.
  const stands = before.rest === 'confirmed' || pending?.operation === 'confirm';
  switch (event.type) {
    case 'edit':
      if (!stands) edit(turn, event);
      break;
    case 'unusable':
      if (!stands) say(state, event.reason);
      break;
    case 'confirm':
    case 'issue':
      ask(turn, event.type);
      break;
    case 'vetoed':
      release(turn);
      break;
    case 'settled':
      settle(turn, event.outcome);
      break;
    case 'online':
    case 'offline':
      if (!pending && LOST.includes(state.error ?? state.status?.kind))
        say(state, event.type === 'online' ? 'online' : 'network');
      break;
    case 'challenge': {
      abort(turn);
      const { attempt, said, accountLock, challenge, code, complete } = state;
      // The first challenge that a page learns of is that of the code already being entered.
      const kept = challenge === undefined && state.rest === 'typing' ? { code, complete } : undefined;
      if (code && !kept) effects.push({ type: 'clear' });
      const fresh: Draft = { ...blank, ...kept, attempt, said, accountLock, challenge: event.challenge };
      know(fresh, event.info, now);
      outlast({ ...turn, state: fresh });
      return [fresh, effects];
    }
    case 'reset':
      abort(turn);
      if (state.code) empty(turn);
      state.autoSpent = false;
      state.token = state.tokenExpiresAt = state.outcome = undefined;
      if (!event.restored) state.challengeLocked = false;
      state.rest = 'typing';
      outlast(turn);
      break;
    case 'disconnect':
      abort(turn);
      break;
    default:
      event satisfies { type: 'tick' };
  }
  const changed = (Object.keys(state) as (keyof State)[]).some((key) => state[key] !== before[key]);
  return [changed ? state : before, effects];
}
