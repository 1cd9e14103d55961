// The store contract. A store keeps challenge rows; it knows no code, no token and no key, only their hashes.
//
// The operations are those of the domain, not get and set: each is ONE atomic step (a synchronous turn, a
// transaction, a statement, a script), counting up in place. Read-then-write lets parallel guesses past the limit.
// `now` is handed in; a store with a clock of its own may use that.
import type { Challenge, ChallengeRow, Refusal } from './challenge.js';

export interface Attempt {
  readonly id: string;
  readonly client: string;
  readonly mac: string;
  /** Hash of the idempotency key with the operation, the challenge and the code. */
  readonly key: string | undefined;
  readonly tokenHash: string;
  readonly tokenExpires: number;
  readonly now: number;
}

export type AttemptResult =
  | { readonly kind: 'confirmed'; readonly tokenExpires: number }
  | { readonly kind: 'incorrect'; readonly attemptsRemaining: number }
  | Refusal;

export interface Replacement {
  readonly id: string;
  readonly client: string;
  readonly key: string | undefined;
  readonly next: Challenge;
  readonly now: number;
}

export type ReplaceResult =
  | { readonly kind: 'replaced' | 'repeated'; readonly row: ChallengeRow }
  | { readonly kind: 'challenge-unknown' }
  | { readonly kind: 'too-soon'; readonly resendAt: number }
  | { readonly kind: 'full' };

export interface Redemption {
  readonly tokenHash: string;
  /** The challenge or its root. */
  readonly challenge: string;
  readonly client: string;
  readonly stepName: string;
  readonly key: string | undefined;
  readonly now: number;
}

/** Every method may reject where the store cannot be reached: then nothing is confirmed and nothing is lost. */
export interface Store {
  /** Keeps a new row. A store at its bound answers `full` and drops nothing that lives. */
  put(challenge: Challenge, now: number): Promise<'stored' | 'full'>;

  /** The row as it stands; nothing may be decided by its state. */
  get(id: string): Promise<ChallengeRow | undefined>;

  /**
   * In one step: answers a known key with its first answer; refuses, in the order of `refusalOf`; charges;
   * compares the MACs; on equality consumes the code and stores the token's hash. The wrong answer that uses the
   * last attempt is `locked`.
   */
  attempt(attempt: Attempt): Promise<AttemptResult>;

  /**
   * In one step: answers a known key with the row it made; otherwise replaces the newest row of the line that
   * `id` belongs to, unless that one is used, or its `resendAt` has not come.
   */
  replace(replacement: Replacement): Promise<ReplaceResult>;

  /** In one step: marks the token that meets every condition as redeemed. Again only by the same key. */
  redeem(redemption: Redemption): Promise<ChallengeRow | undefined>;

  /** Drops the rows whose `sweepTime` has come; tells how many. */
  sweep(now: number): Promise<number>;
}
