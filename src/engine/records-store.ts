// The store's operations over plain records that are read and written within one synchronous turn: what memory and
// SQLite have in common. How the records are kept, and what makes a turn atomic, is theirs.
import { accountSweepTime, failed, freshAccount, type AccountState } from './account.js';
import { isLive, newRow, refusalOf, type ChallengeRow } from './challenge.js';
import type {
  Attempt,
  AttemptAnswer,
  AttemptResult,
  Limit,
  Put,
  PutResult,
  Redemption,
  Revocation,
  Store,
} from './store.js';

/** A challenge's row with what only its store knows. */
export interface Kept {
  readonly row: ChallengeRow;
  /** First answers by key: only charged or confirming attempts, so never more than the attempts allowed. */
  readonly answers: ReadonlyMap<string, AttemptAnswer>;
  /** The key of the `put` that made this row. */
  readonly madeUnder: string | undefined;
  readonly redeemedUnder: string | undefined;
}

export interface Counter {
  readonly count: number;
  readonly until: number;
}

export interface Records {
  load(id: string): Kept | undefined;
  loadByToken(tokenHash: string): Kept | undefined;
  /** Those of the account that nothing has replaced, oldest first. */
  loadOfAccount(account: string): readonly Kept[];
  save(kept: Kept): void;
  /** Undefined once its time is over, swept or not. */
  account(id: string, now: number): AccountState | undefined;
  saveAccount(id: string, state: AccountState, sweepAt: number): void;
  counter(key: string): Counter | undefined;
  saveCounter(key: string, counter: Counter): void;
  /** Whether one more challenge fits, with what comes with it. */
  hasRoom(now: number): boolean;
  sweep(now: number): number;
}

const noAnswers: Kept['answers'] = new Map();

type Work = <T>(work: () => T) => T;

/** `turn` runs its work alone, and undoes it where it throws; `look` runs what only reads. */
export function createRecordsStore(
  records: Records,
  turn: Work,
  look: Work,
): Omit<Store, 'ping' | 'migrate' | 'close'> {
  const later = <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      resolve(work());
    });
  const read = <T>(work: () => T): Promise<T> => later(() => look(work));
  const promised = <T>(work: () => T): Promise<T> => later(() => turn(work));

  function saveAccount(id: string, state: AccountState, now: number): void {
    records.saveAccount(id, state, accountSweepTime(state, now));
  }

  function change(kept: Kept, row: ChallengeRow): ChallengeRow {
    records.save({ ...kept, row });
    return row;
  }

  /** The row and those that replaced it, oldest first. */
  function lineFrom(kept: Kept): Kept[] {
    const line: Kept[] = [];
    for (let next: Kept | undefined = kept; next !== undefined;) {
      line.push(next);
      next = next.row.replacedBy === undefined ? undefined : records.load(next.row.replacedBy);
    }
    return line;
  }

  /** The counters as they stand in the window that is open now: one whose end is far off is of a clock that was set back. */
  function openCounters(limits: readonly Limit[], now: number): Counter[] {
    return limits.map(({ key, window }) => {
      const counter = records.counter(key);
      return counter && Math.abs(counter.until - now - window) < window
        ? counter
        : { count: 0, until: now + window };
    });
  }

  /** When the limits let one more pass; undefined where they do now. */
  function reached(limits: readonly Limit[], now: number): number | undefined {
    const counters = openCounters(limits, now);
    const times = limits.flatMap(({ limit }, index) => {
      const counter = counters[index];
      return counter !== undefined && counter.count >= limit ? [counter.until] : [];
    });
    return times.length === 0 ? undefined : Math.max(...times);
  }

  function count(limits: readonly Limit[], now: number): void {
    const counters = openCounters(limits, now);
    for (const [index, { key }] of limits.entries()) {
      const counter = counters[index];
      if (counter !== undefined) records.saveCounter(key, { ...counter, count: counter.count + 1 });
    }
  }

  function put({ challenge, replaces, live, limits, now }: Put): PutResult {
    let newest: Kept | undefined;
    if (replaces !== undefined) {
      const named = records.load(replaces.id);
      if (named?.row.client !== challenge.client) return { kind: 'challenge-unknown', now };
      const line = lineFrom(named);
      const made =
        replaces.key === undefined ? undefined : line.find((kept) => kept.madeUnder === replaces.key);
      if (made !== undefined) return { kind: 'repeated', row: made.row, now };
      newest = line.at(-1) ?? named;
      if (newest.row.confirmedAt !== undefined || newest.row.ended === 'revoked') {
        return { kind: 'challenge-unknown', now };
      }
    }
    const account = records.account(challenge.account, now) ?? freshAccount;
    if (now < account.lockedUntil) return { kind: 'locked', until: account.lockedUntil, now };
    const told = { ...account, undelivered: undefined };
    if (
      challenge.firstFactor &&
      account.undelivered !== undefined &&
      account.undelivered === challenge.destination
    ) {
      saveAccount(challenge.account, told, now);
      return { kind: 'undeliverable', now };
    }
    if (newest !== undefined && now >= newest.row.issuedAt && now < newest.row.resendAt) {
      return { kind: 'too-soon', until: newest.row.resendAt, now };
    }
    const limited = reached(limits, now);
    if (limited !== undefined) return { kind: 'limited', until: limited, now };
    if (!records.hasRoom(now)) return { kind: 'full', now };

    count(limits, now);
    if (newest !== undefined) change(newest, { ...newest.row, replacedBy: challenge.id });
    const alive = records.loadOfAccount(challenge.account).filter(({ row }) => isLive(row, now));
    for (const kept of alive.slice(0, Math.max(0, alive.length - live + 1)))
      change(kept, { ...kept.row, ended: 'displaced' });
    const row = newRow(challenge, now);
    records.save({ row, answers: noAnswers, madeUnder: replaces?.key, redeemedUnder: undefined });
    saveAccount(challenge.account, told, now);
    return { kind: 'stored', row, now };
  }

  function attempt(asked: Attempt): AttemptResult {
    const { id, client, mac, key, tokenHash, tokenLifetime, locks, limits, now } = asked;
    const uncharged = { charged: false, now };
    const kept = records.load(id);
    if (kept?.row.client !== client) return { kind: 'challenge-unknown', ...uncharged };
    const known = key === undefined ? undefined : kept.answers.get(key);
    if (known !== undefined) return { ...known, ...uncharged };
    const { row } = kept;
    const account = records.account(row.account, now) ?? freshAccount;
    const refusal = refusalOf(row, client, now, account.lockedUntil);
    if (refusal !== undefined) return { ...refusal, ...uncharged };
    const limited = reached(limits, now);
    if (limited !== undefined) return { kind: 'limited', until: limited, ...uncharged };

    const attemptsRemaining = row.attemptsRemaining - 1;
    const right = mac === row.mac;
    const charged = right ? { ...account, failures: 0, lockedUntil: 0 } : failed(account, locks, now);
    let answer: AttemptAnswer;
    if (right) answer = { kind: 'confirmed', tokenExpires: now + tokenLifetime };
    else if (now < charged.lockedUntil) answer = { kind: 'account-locked', until: charged.lockedUntil };
    else answer = attemptsRemaining < 1 ? { kind: 'locked' } : { kind: 'incorrect', attemptsRemaining };
    change(
      key === undefined ? kept : { ...kept, answers: new Map(kept.answers).set(key, answer) },
      answer.kind === 'confirmed'
        ? { ...row, attemptsRemaining, confirmedAt: now, tokenHash, tokenExpires: answer.tokenExpires }
        : { ...row, attemptsRemaining },
    );
    saveAccount(row.account, charged, now);
    if (!right) count(limits, now);
    return { charged: true, now, ...answer };
  }

  function redeem(asked: Redemption): ChallengeRow | undefined {
    const kept = records.loadByToken(asked.tokenHash);
    if (kept === undefined) return undefined;
    const { row } = kept;
    if (row.id !== asked.challenge && row.root !== asked.challenge) return undefined;
    if (row.client !== asked.client || row.stepName !== asked.stepName) return undefined;
    if (row.redeemed) return asked.key !== undefined && asked.key === kept.redeemedUnder ? row : undefined;
    if (row.ended === 'revoked' || asked.now >= (row.tokenExpires ?? 0)) return undefined;
    return change({ ...kept, redeemedUnder: asked.key }, { ...row, redeemed: true });
  }

  function revoke(what: Revocation): number {
    const named = 'id' in what ? records.load(what.id) : undefined;
    const rows =
      'id' in what ? (named === undefined ? [] : lineFrom(named)) : records.loadOfAccount(what.account);
    const open = rows.filter(
      ({ row }) => row.replacedBy === undefined && !row.redeemed && row.ended !== 'revoked',
    );
    for (const kept of open) change(kept, { ...kept.row, ended: 'revoked' });
    return open.length;
  }

  return {
    put: (asked) => promised(() => put(asked)),
    get: (id) => read(() => records.load(id)?.row),
    attempt: (asked) => promised(() => attempt(asked)),
    redeem: (asked) => promised(() => redeem(asked)),
    undelivered: (id) =>
      promised(() => {
        const kept = records.load(id);
        if (kept === undefined) return;
        const row = change(kept, { ...kept.row, undelivered: true });
        // The times of the row itself: a delivery that fails late must not prolong what is kept.
        const account = records.account(row.account, row.issuedAt) ?? freshAccount;
        saveAccount(row.account, { ...account, undelivered: row.destination }, row.expires);
      }),
    revoke: (what) => promised(() => revoke(what)),
    status: (account, now) =>
      read(() => ({
        ...(records.account(account, now) ?? freshAccount),
        live: records.loadOfAccount(account).filter(({ row }) => isLive(row, now)).length,
        now,
      })),
    unlock: (id, now) =>
      promised(() => {
        const account = records.account(id, now);
        if (account === undefined || (account.failures === 0 && account.lockedUntil === 0)) return false;
        saveAccount(id, { ...account, failures: 0, lockedUntil: 0 }, now);
        return true;
      }),
    sweep: (now) => promised(() => records.sweep(now)),
  };
}
