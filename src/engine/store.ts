// The store contract. A store keeps challenges, the counters of accounts and those of limits; it knows no code, no
// token, no key and no name behind a counter, only their hashes.
//
// The operations are those of the domain, not get and set: `put`, `attempt` and `redeem` are each ONE atomic step (a
// synchronous turn, a transaction, a statement, a script), counting up in place. Read-then-write lets parallel guesses
// past the limit. Whatever an operation counts is counted within its step: of the challenge, of the account, and of
// the limits that come with it; so that nothing has to be given back, and a retry under a known key is counted nowhere.
//
// `now` is for the stores without a clock of their own. Postgres and Redis go by theirs, so that many servers need not
// agree on the time: what is asked for in milliseconds is a duration, and an answer that holds a time says when it was.
import type { AccountState, LockRules } from './account.js';
import type { ChallengeRow, NewChallenge, Refusal } from './challenge.js';

/** At most so many within the window. The key is a hash. */
export interface Limit {
  readonly key: string;
  readonly limit: number;
  /** Milliseconds from the first one counted. */
  readonly window: number;
}

export interface Put {
  readonly challenge: NewChallenge;
  /** Another code in place of the newest of the line that `id` belongs to; the key tells a retry. */
  readonly replaces?: { readonly id: string; readonly key: string | undefined } | undefined;
  /** Challenges of an account that may live at once: the oldest beyond that gives way. */
  readonly live: number;
  readonly limits: readonly Limit[];
  readonly now: number;
}

export type PutResult = (
  | { readonly kind: 'stored' | 'repeated'; readonly row: ChallengeRow }
  | { readonly kind: 'challenge-unknown' | 'undeliverable' | 'full' }
  | { readonly kind: 'locked' | 'too-soon' | 'limited'; readonly until: number }
) & { readonly now: number };

export interface Attempt {
  readonly id: string;
  readonly client: string;
  readonly mac: string;
  /** Hash of the idempotency key with the operation, the challenge and the code. */
  readonly key: string | undefined;
  readonly tokenHash: string;
  /** Milliseconds. */
  readonly tokenLifetime: number;
  readonly locks: LockRules;
  /** Count wrong codes only. */
  readonly limits: readonly Limit[];
  readonly now: number;
}

/** What is kept under an idempotency key, and given again. */
export type AttemptAnswer =
  | { readonly kind: 'confirmed'; readonly tokenExpires: number }
  | { readonly kind: 'incorrect'; readonly attemptsRemaining: number }
  | Refusal;
/** `charged` where the code was compared just now. */
export type AttemptResult = (AttemptAnswer | { readonly kind: 'limited'; readonly until: number }) & {
  readonly charged: boolean;
  readonly now: number;
};

export interface Redemption {
  readonly tokenHash: string;
  /** The challenge or its root. */
  readonly challenge: string;
  readonly client: string;
  readonly stepName: string;
  readonly key: string | undefined;
  readonly now: number;
}

/** A challenge with those that replaced it, or everything of an account. */
export type Revocation = { readonly id: string } | { readonly account: string };

export interface AccountStatus extends AccountState {
  readonly live: number;
  readonly now: number;
}

/** Every method may reject where the store cannot be reached: then nothing is confirmed and nothing is lost. */
export interface Store {
  /**
   * In one step: answers a known key with the row it made; refuses a line whose newest row is used or revoked, a locked
   * account, a destination that failed and has not been told of, the line's cooldown and the limits, in this order;
   * otherwise counts the limits and keeps the row. A store at its bound answers `full` and drops nothing that lives.
   */
  put(put: Put): Promise<PutResult>;

  /** The row as it stands; nothing may be decided by its state. */
  get(id: string): Promise<ChallengeRow | undefined>;

  /**
   * In one step: answers a known key with its first answer; refuses, in the order of `refusalOf` and then by the limits;
   * charges the challenge; compares the MACs. A wrong code is counted for the account and under the limits, and one
   * that uses the last attempt, or locks the account, answers so. A right one is consumed, the token's hash stored, the
   * account's count reset.
   */
  attempt(attempt: Attempt): Promise<AttemptResult>;

  /** In one step: marks the token that meets every condition as redeemed. Again only by the same key. */
  redeem(redemption: Redemption): Promise<ChallengeRow | undefined>;

  /** The code could not be delivered: kept with the row, and with its account for the next `put`. */
  undelivered(id: string): Promise<void>;

  /** Ends what has not been redeemed yet; tells how many rows. */
  revoke(what: Revocation, now: number): Promise<number>;

  status(account: string, now: number): Promise<AccountStatus>;

  /** Forgets an account's failures and its lock; tells whether there were any. */
  unlock(account: string, now: number): Promise<boolean>;

  /** Drops the rows and counters that have had their time; tells how many. */
  sweep(now: number): Promise<number>;

  /** Rejects, with what to do, where the store cannot be reached or cannot be used as it is. */
  ping(): Promise<void>;

  /** Creates the schema, or brings an older one up to date. Harmless where nothing is to be done. */
  migrate(): Promise<void>;

  close(): Promise<void>;
}
