// A challenge: what is kept of one issued code, and which refusal holds. Pure; the stores keep the rows.
import type { Alphabet, IssueOutcome } from '../core/index.js';

/** What is known when the code is issued; never changed afterwards. */
interface Facts {
  readonly id: string;
  /** The id of the first challenge of this line: a page's session knows that one and need not follow a resend. */
  readonly root: string;
  readonly client: string;
  readonly user: string;
  /** The hash that the user's counters stand under. */
  readonly account: string;
  readonly stepName: string;
  readonly sourceStep: string;
  /** The key that the code's MAC was made with. */
  readonly keyId: string;
  readonly mac: string;
  readonly length: number;
  readonly alphabet: Alphabet;
  readonly channel: string | undefined;
  readonly destination: string | undefined;
  /** A BCP 47 tag: what the message is to be written in. */
  readonly language: string | undefined;
  /** Whether answers may tell the destination: only where the user has shown a first factor. */
  readonly firstFactor: boolean;
  /** Binds the code to one transaction; given back when the token is redeemed. */
  readonly contextHash: string | undefined;
  readonly attempts: number;
}

/** A challenge on its way to the store, which says what time it is. Milliseconds. */
export interface NewChallenge extends Facts {
  readonly lifetime: number;
  /** Until another code may be asked for. */
  readonly cooldown: number;
}

/** A challenge in the store. Times are milliseconds since the epoch. */
export interface Challenge extends Facts {
  readonly issuedAt: number;
  readonly expires: number;
  readonly resendAt: number;
}

/** What happens to a challenge; written by the store alone. */
export interface ChallengeState {
  readonly attemptsRemaining: number;
  /** The next of its line. */
  readonly replacedBy: string | undefined;
  /** Given way to a newer line of the same account, or revoked by the service. */
  readonly ended: 'displaced' | 'revoked' | undefined;
  /** The code could not be delivered. */
  readonly undelivered: boolean;
  readonly confirmedAt: number | undefined;
  readonly tokenHash: string | undefined;
  readonly tokenExpires: number | undefined;
  readonly redeemed: boolean;
}

export type ChallengeRow = Challenge & ChallengeState;

/** What came of an attempt that was not charged. */
export type Refusal =
  | { readonly kind: 'challenge-unknown' }
  | { readonly kind: 'already-used' }
  | { readonly kind: 'expired'; readonly reason?: 'replaced' }
  | { readonly kind: 'account-locked'; readonly until: number }
  | { readonly kind: 'locked' };

/** What issuing came to. */
export type IssueResult =
  | {
      readonly kind: 'issued';
      readonly challenge: string;
      readonly info: {
        readonly length: number;
        readonly alphabet: Alphabet;
        readonly expiresIn: number;
        readonly resendIn: number;
        readonly attemptsRemaining: number;
        readonly channel?: string;
        readonly destination?: string;
      };
    }
  | Extract<
      IssueOutcome,
      { kind: 'rate-limited' | 'locked' | 'undeliverable' | 'challenge-unknown' | 'server' | 'protocol' }
    >;

/** The row of a challenge that is stored at this time. */
export function newRow({ lifetime, cooldown, ...facts }: NewChallenge, now: number): ChallengeRow {
  return {
    ...facts,
    issuedAt: now,
    expires: now + lifetime,
    resendAt: now + cooldown,
    attemptsRemaining: facts.attempts,
    replacedBy: undefined,
    ended: undefined,
    undelivered: false,
    confirmedAt: undefined,
    tokenHash: undefined,
    tokenExpires: undefined,
    redeemed: false,
  };
}

/** Whether a right code would be confirmed, were the account not locked. */
export function isLive(row: ChallengeRow, now: number): boolean {
  return refusalOf(row, row.client, now) === undefined;
}

/** The first refusal that holds; none where the code may be compared. */
export function refusalOf(
  row: ChallengeRow | undefined,
  client: string,
  now: number,
  lockedUntil = 0,
): Refusal | undefined {
  if (row?.client !== client) return { kind: 'challenge-unknown' };
  if (row.confirmedAt !== undefined) return { kind: 'already-used' };
  if (row.replacedBy !== undefined || row.ended === 'displaced')
    return { kind: 'expired', reason: 'replaced' };
  if (row.ended === 'revoked') return { kind: 'expired' };
  // The longer one first: another code would not help either.
  if (now < lockedUntil) return { kind: 'account-locked', until: lockedUntil };
  if (row.attemptsRemaining < 1) return { kind: 'locked' };
  return now < row.expires ? undefined : { kind: 'expired' };
}

const KEPT_PAST_END = 3_600_000;

/** When the row may be swept: an hour past its end, so that "expired" does not turn into "unknown". */
export function sweepTime(row: ChallengeRow): number {
  return Math.max(row.expires, row.tokenExpires ?? 0) + KEPT_PAST_END;
}

/** What an answer tells of a challenge. */
export function issuedResult(row: ChallengeRow, now: number): IssueResult {
  return {
    kind: 'issued',
    challenge: row.id,
    info: {
      length: row.length,
      alphabet: row.alphabet,
      expiresIn: Math.max(0, Math.floor((row.expires - now) / 1000)),
      resendIn: secondsUntil(row.resendAt, now),
      attemptsRemaining: row.attemptsRemaining,
      ...(row.channel === undefined ? {} : { channel: row.channel }),
      ...(row.destination === undefined || !row.firstFactor ? {} : { destination: mask(row.destination) }),
    },
  };
}

/** Whole seconds, rounded up: who waits that long is not turned away again. */
export function secondsUntil(time: number, now: number): number {
  return Math.max(0, Math.ceil((time - now) / 1000));
}

/** `•••• 42`, `a•••@example.org`: enough to know it again, too little to learn it. */
function mask(destination: string): string {
  const at = destination.lastIndexOf('@');
  if (at > 0) return `${destination.slice(0, 1)}•••${destination.slice(at)}`;
  return destination.length > 5 ? `•••• ${destination.slice(-2)}` : '••••';
}
