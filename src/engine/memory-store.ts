// The store in memory: bounded, for one process. Each operation runs in one synchronous turn, which makes it atomic.
import { refusalOf, sweepTime, type Challenge, type ChallengeRow } from './challenge.js';
import type { Attempt, AttemptResult, Redemption, Replacement, ReplaceResult, Store } from './store.js';

interface Entry {
  row: ChallengeRow;
  /** First answers by key: only charged or confirming attempts, so never more than the attempts allowed. */
  readonly answers: Map<string, AttemptResult>;
  /** The key of the replacement that made this row. */
  readonly madeUnder: string | undefined;
  redeemedUnder: string | undefined;
}

export interface MemoryStoreOptions {
  /** Rows kept at most; a full store refuses new challenges. Default 100,000. */
  readonly capacity?: number;
}

export function createMemoryStore({ capacity = 100_000 }: MemoryStoreOptions = {}): Store {
  const entries = new Map<string, Entry>();
  const byToken = new Map<string, Entry>();
  // No row can be swept before this time: a full store need not look through its rows at every refusal.
  let nextSweep = Infinity;

  function sweep(now: number): number {
    if (now < nextSweep) return 0;
    const before = entries.size;
    nextSweep = Infinity;
    for (const [id, { row }] of entries) {
      const time = sweepTime(row);
      if (time > now) nextSweep = Math.min(nextSweep, time);
      else {
        entries.delete(id);
        if (row.tokenHash !== undefined) byToken.delete(row.tokenHash);
      }
    }
    return before - entries.size;
  }

  function add(challenge: Challenge, now: number, madeUnder?: string): Entry | undefined {
    if (entries.size >= capacity) sweep(now);
    if (entries.size >= capacity) return undefined;
    const row: ChallengeRow = {
      ...challenge,
      attemptsRemaining: challenge.attempts,
      replacedBy: undefined,
      confirmedAt: undefined,
      tokenHash: undefined,
      tokenExpires: undefined,
      redeemed: false,
    };
    const entry: Entry = { row, answers: new Map(), madeUnder, redeemedUnder: undefined };
    entries.set(challenge.id, entry);
    nextSweep = Math.min(nextSweep, sweepTime(row));
    return entry;
  }

  /** The entry and those that replaced it, oldest first. */
  function lineFrom(entry: Entry): Entry[] {
    const line: Entry[] = [];
    for (let next: Entry | undefined = entry; next !== undefined;) {
      line.push(next);
      next = next.row.replacedBy === undefined ? undefined : entries.get(next.row.replacedBy);
    }
    return line;
  }

  function attempt({ id, client, mac, key, tokenHash, tokenExpires, now }: Attempt): AttemptResult {
    const entry = entries.get(id);
    const known = key === undefined ? undefined : entry?.answers.get(key);
    if (known !== undefined && entry?.row.client === client) return known;
    const refusal = refusalOf(entry?.row, client, now);
    if (refusal !== undefined) return refusal;
    if (entry === undefined) return { kind: 'challenge-unknown' };
    const attemptsRemaining = entry.row.attemptsRemaining - 1;
    let answer: AttemptResult;
    if (mac === entry.row.mac) {
      answer = { kind: 'confirmed', tokenExpires };
      entry.row = { ...entry.row, attemptsRemaining, confirmedAt: now, tokenHash, tokenExpires };
      byToken.set(tokenHash, entry);
    } else {
      answer = attemptsRemaining < 1 ? { kind: 'locked' } : { kind: 'incorrect', attemptsRemaining };
      entry.row = { ...entry.row, attemptsRemaining };
    }
    if (key !== undefined) entry.answers.set(key, answer);
    return answer;
  }

  function replace({ id, client, key, next, now }: Replacement): ReplaceResult {
    const named = entries.get(id);
    if (named?.row.client !== client) return { kind: 'challenge-unknown' };
    const line = lineFrom(named);
    const made = key === undefined ? undefined : line.find((entry) => entry.madeUnder === key);
    if (made !== undefined) return { kind: 'repeated', row: made.row };
    const newest = line.at(-1) ?? named;
    if (newest.row.confirmedAt !== undefined) return { kind: 'challenge-unknown' };
    if (now < newest.row.resendAt) return { kind: 'too-soon', resendAt: newest.row.resendAt };
    const added = add(next, now, key);
    if (added === undefined) return { kind: 'full' };
    newest.row = { ...newest.row, replacedBy: next.id };
    return { kind: 'replaced', row: added.row };
  }

  function redeem(asked: Redemption): ChallengeRow | undefined {
    const entry = byToken.get(asked.tokenHash);
    if (entry === undefined) return undefined;
    const { row } = entry;
    if (row.id !== asked.challenge && row.root !== asked.challenge) return undefined;
    if (row.client !== asked.client || row.stepName !== asked.stepName) return undefined;
    if (row.redeemed) return asked.key !== undefined && asked.key === entry.redeemedUnder ? row : undefined;
    if (asked.now >= (row.tokenExpires ?? 0)) return undefined;
    entry.row = { ...row, redeemed: true };
    entry.redeemedUnder = asked.key;
    return entry.row;
  }

  return {
    put: (challenge, now) => turn(() => (add(challenge, now) === undefined ? 'full' : 'stored')),
    get: (id) => turn(() => entries.get(id)?.row),
    attempt: (asked) => turn(() => attempt(asked)),
    replace: (asked) => turn(() => replace(asked)),
    redeem: (asked) => turn(() => redeem(asked)),
    sweep: (now) => turn(() => sweep(now)),
  };
}

function turn<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
