// The state of a confirmation: what is known of it, what may happen to it (events), what it asks for (effects).
// How one follows from another is confirmation.ts's matter.
import type { ChallengeInfo, IssueOutcome, Operation, Outcome } from './outcome.js';

export type Phase =
  | 'idle'
  | 'partial'
  | 'complete'
  | 'issuing'
  | 'confirming'
  | 'confirmed'
  | 'refused'
  | 'waiting'
  | 'expired'
  | 'locked'
  | 'failed'
  | 'unavailable';

/** The events that a page hears; `confirming` is dispatched by whoever runs the `confirm` effect. */
export type Notification = 'complete' | 'confirmed' | 'refused' | 'expired' | 'locked' | 'issued' | 'failed';

/** The last thing worth saying: a name for the words, which are the element's. */
export interface Status {
  readonly kind:
    | Exclude<(Outcome | IssueOutcome)['kind'], 'aborted'>
    | 'replaced'
    | 'account-locked'
    | 'resend-wait'
    /** A wait is over. */
    | 'free'
    /** The connection is back: what failed may be tried again. */
    | 'online'
    /** Whether another code was sent is not known. */
    | 'not-sent'
    | 'too-long'
    | 'ambiguous'
    | 'none'
    /** All of the code is entered. */
    | 'complete'
    | 'incomplete'
    | 'expiring'
    | 'lapsed';
  /** How long to wait. It stands still: a countdown is view's. */
  readonly seconds?: number | undefined;
}

export interface State {
  /** What the field holds, cleaned. */
  readonly code: string;
  readonly complete: boolean;
  readonly challenge?: string | undefined;
  readonly info: ChallengeInfo;
  /** A code was asked for here and issued: the next one is another. */
  readonly issued?: boolean | undefined;
  /** The instants, in the milliseconds of the events' `now`, that the info's seconds came to. */
  readonly expiresAt?: number | undefined;
  readonly resendAt?: number | undefined;
  /** Rate-limited: nothing is sent before. */
  readonly waitUntil?: number | undefined;
  /** Two locks, for one may fall on the other: the challenge's has no end but a new one. */
  readonly challengeLocked?: boolean | undefined;
  /** Without an end a person may try. */
  readonly accountLock?: { readonly until: number | undefined } | undefined;
  /** Where the machine rests when nothing is under way and nothing is locked. */
  readonly rest: 'typing' | 'confirmed' | 'refused' | 'waiting' | 'expired' | 'failed' | 'unavailable';
  /** What it rests there after, and why. */
  readonly answered?: Operation | undefined;
  readonly why?: Status['kind'] | undefined;
  readonly pending?:
    { readonly operation: Operation; readonly attempt: number; readonly code: string } | undefined;
  /** Asked for while the other one was in flight. */
  readonly queued?: Operation | undefined;
  /** Counts confirms and issues together: an answer to any but the pending one is stale. */
  readonly attempt: number;
  /** The code that was last sent for this challenge: it is never sent again by itself. */
  readonly sent?: string | undefined;
  /** Something was sent for this challenge: from here on only an act of the person sends. */
  readonly autoSpent?: boolean | undefined;
  /** What was said of the code's life time already. */
  readonly warned?: 'expiring' | 'lapsed' | undefined;
  readonly token?: string | undefined;
  readonly tokenExpiresAt?: number | undefined;
  readonly outcome?: Outcome | IssueOutcome | undefined;
  readonly status?: Status | undefined;
  /** What is wrong. It stands as long as it is so, whatever the status goes on to speak of. */
  readonly error?: Status['kind'] | undefined;
  /** Grows with each thing said, so that a repeat is heard again. */
  readonly said: number;
}

export type Event = { readonly now: number } & (
  | {
      readonly type: 'edit';
      readonly code: string;
      readonly complete: boolean;
      /** The person is there to hear that it is complete. Default false. */
      readonly heard?: boolean | undefined;
      /** The page wants it, and the cleaning vouches for it. */
      readonly auto: boolean;
    }
  /** A text that could not be taken; the field stays as it was. */
  | { readonly type: 'unusable'; readonly reason: 'too-long' | 'ambiguous' | 'none' | 'incomplete' }
  /** Acts of a person, or of the page in their place. */
  | { readonly type: Operation }
  /** The page took the confirmation back before it was sent. */
  | { readonly type: 'vetoed'; readonly attempt: number }
  | { readonly type: 'settled'; readonly attempt: number; readonly outcome: Outcome | IssueOutcome }
  | { readonly type: 'tick' }
  /** The browser says that there is a connection again, or none any more. */
  | { readonly type: 'online' | 'offline' }
  /** The page's word on which challenge this is, and what it knows of it. */
  | { readonly type: 'challenge'; readonly challenge: string | undefined; readonly info: ChallengeInfo }
  /** `restored`: the browser brought the page back, which opens no lock. */
  | { readonly type: 'reset'; readonly restored?: boolean }
  | { readonly type: 'disconnect' }
);

export type Effect =
  /** To send. `code` is what the field holds then; asking for a code does not send it. */
  | {
      readonly type: Operation;
      readonly attempt: number;
      readonly challenge: string | undefined;
      readonly code: string;
    }
  | { readonly type: 'abort'; readonly attempt: number }
  /** The field: empty it, or select what it holds. */
  | { readonly type: 'clear' | 'select' }
  | { readonly type: 'notify'; readonly event: Notification };

/** How long before its end a code is said to run out, in milliseconds. */
export const WARNING = 60_000;

/** The text that was offered could not be taken. */
export const REFUSALS: readonly (Status['kind'] | undefined)[] = [
  'too-long',
  'ambiguous',
  'none',
  'incomplete',
];

/** A state while a step is made of it. */
export type Draft = { -readonly [Key in keyof State]: State[Key] };

/** The instant that so many seconds from now come to. */
export const later = (now: number, seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : now + seconds * 1000;

/** Whole seconds until an instant; 0 where it is past, or none is known. */
export const secondsUntil = (until: number | undefined, now: number): number =>
  until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1000));

/** The state in which nothing is known and nothing entered: what `start` begins with. */
export const blank: State = { code: '', complete: false, info: {}, rest: 'typing', attempt: 0, said: 0 };

/** Takes over what an answer or the page tells of the challenge. */
export function know(state: Draft, info: ChallengeInfo, now: number): void {
  state.info = { ...state.info, ...info };
  state.resendAt = later(now, info.resendIn) ?? state.resendAt;
  if (info.expiresIn === undefined) return;
  state.expiresAt = later(now, info.expiresIn);
  // Who is told of a short life at once needs no warning of it.
  state.warned = info.expiresIn * 1000 > WARNING ? undefined : 'expiring';
}

/**
 * The state that a confirmation starts in.
 *
 * @param now Milliseconds on the clock that all later events use.
 */
export function start(challenge: string | undefined, info: ChallengeInfo, now: number): State {
  const state: Draft = { ...blank, challenge };
  know(state, info, now);
  return state;
}

/** No code that is entered now can be confirmed. */
export const isOver = ({ rest }: State): boolean => rest === 'expired' || rest === 'failed';
/** Nor before a lock is over. */
export const isShut = (state: State): boolean =>
  isOver(state) || !!state.challengeLocked || !!state.accountLock;

/** The phase of a state: what is under way wins over a lock, a lock over where the machine rests. */
export function phaseOf(state: State): Phase {
  if (state.rest === 'confirmed') return state.rest;
  if (state.pending) return state.pending.operation === 'issue' ? 'issuing' : 'confirming';
  if (state.challengeLocked || state.accountLock) return 'locked';
  if (state.waitUntil) return 'waiting';
  if (state.rest !== 'typing') return state.rest;
  return state.complete ? 'complete' : state.code ? 'partial' : 'idle';
}
