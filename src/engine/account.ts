// An account's consecutive failures and what they lock (NIST SP 800-63B 3.2.2, PSD2 RTS 4(3)(b)). Pure; the stores keep
// the counters. Whose they are is not known here: an account is a hash of a name.

export interface LockRules {
  /** Consecutive failures until the first lock. */
  readonly firstAt: number;
  /** The lock doubles with every so many more. */
  readonly every: number;
  /** Milliseconds: the first lock, and the longest that ends by itself. */
  readonly first: number;
  readonly longest: number;
  /** From here on only `unlock` opens the account. */
  readonly hardAt: number;
}

export const defaultLocks: LockRules = {
  firstAt: 10,
  every: 5,
  first: 60_000,
  longest: 86_400_000,
  hardAt: 100,
};

export interface AccountState {
  readonly failures: number;
  /** Milliseconds since the epoch; 0 where it never was locked, `FOREVER` where it has to be unlocked. */
  readonly lockedUntil: number;
  /** The destination that a code could not be delivered to, until the user was told. */
  readonly undelivered: string | undefined;
}

/** The last time that a Date can hold: every store can keep it as a number. */
export const FOREVER = 8_640_000_000_000_000;

export const freshAccount: AccountState = { failures: 0, lockedUntil: 0, undelivered: undefined };

/** The account after one more failure. */
export function failed(account: AccountState, rules: LockRules, now: number): AccountState {
  const failures = account.failures + 1;
  const { firstAt, every, first, longest, hardAt } = rules;
  if (failures >= hardAt) return { ...account, failures, lockedUntil: FOREVER };
  const past = failures - firstAt;
  if (past < 0 || past % every !== 0) return { ...account, failures };
  return { ...account, failures, lockedUntil: now + Math.min(first * 2 ** (past / every), longest) };
}

const HOUR = 3_600_000;
/** Longer than a challenge and its token live: a counter at rest outlasts every row that could charge it. */
export const KEPT_AT_REST = 3 * HOUR;
/** Failures are forgotten after so long without another one: a name nobody has would otherwise be kept for ever. */
export const KEPT_AFTER_FAILURE = 30 * 24 * HOUR;

/** When the counter may be dropped, if nothing happens to it after `now`. */
export function accountSweepTime({ failures, lockedUntil }: AccountState, now: number): number {
  if (lockedUntil >= FOREVER) return FOREVER;
  return Math.max(lockedUntil, now + (failures > 0 ? KEPT_AFTER_FAILURE : KEPT_AT_REST));
}
