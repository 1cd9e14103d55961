// The records of the store in SQLite: statements that are prepared once, rows to values and back.
import type { Database } from 'better-sqlite3';
import { StoreError, sweepTime, type AttemptAnswer, type Kept, type Records } from '../../engine/index.js';

interface ChallengeRecord {
  readonly data: string;
}
interface AccountRecord {
  readonly failures: number;
  readonly locked_until: number;
  readonly undelivered: string | null;
}

/** Swept in one turn, of each kind: the turn holds the file for every process, and its own process altogether. */
const SWEPT_AT_ONCE = 500;

/** What JSON leaves out. */
const absent = {
  channel: undefined,
  destination: undefined,
  language: undefined,
  contextHash: undefined,
  replacedBy: undefined,
  ended: undefined,
  confirmedAt: undefined,
  tokenHash: undefined,
  tokenExpires: undefined,
};

function toText({ row, answers, madeUnder, redeemedUnder }: Kept): string {
  return JSON.stringify({ row, answers: [...answers], madeUnder, redeemedUnder });
}

function fromText(text: string): Kept {
  const stored: unknown = JSON.parse(text);
  if (!isOwn(stored)) throw new StoreError('A row of otp_challenges is not one of this store.');
  const { row, answers, madeUnder, redeemedUnder } = stored;
  return { row: { ...absent, ...row }, answers: new Map(answers), madeUnder, redeemedUnder };
}
type StoredKept = Omit<Kept, 'answers'> & { readonly answers: readonly [string, AttemptAnswer][] };
function isOwn(value: unknown): value is StoredKept {
  return typeof value === 'object' && value !== null && 'row' in value;
}

export function createRecords(database: Database): Records {
  const challenge = database.prepare<[string], ChallengeRecord>(
    'SELECT data FROM otp_challenges WHERE id = ?',
  );
  const byToken = database.prepare<[string], ChallengeRecord>(
    'SELECT data FROM otp_challenges WHERE token_hash = ?',
  );
  const ofAccount = database.prepare<[string], ChallengeRecord>(
    'SELECT data FROM otp_challenges WHERE account = ? AND NOT replaced ORDER BY issued_at, rowid',
  );
  const save = database.prepare(`
    INSERT INTO otp_challenges (id, account, token_hash, replaced, issued_at, sweep_at, data)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, replaced = excluded.replaced,
      sweep_at = excluded.sweep_at, data = excluded.data`);
  const account = database.prepare<[string, number], AccountRecord>(
    'SELECT failures, locked_until, undelivered FROM otp_accounts WHERE id = ? AND sweep_at > ?',
  );
  const saveAccount = database.prepare(`
    INSERT INTO otp_accounts (id, failures, locked_until, undelivered, sweep_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET failures = excluded.failures, locked_until = excluded.locked_until,
      undelivered = excluded.undelivered, sweep_at = excluded.sweep_at`);
  const counter = database.prepare<[string], { readonly count: number; readonly until: number }>(
    'SELECT count, until FROM otp_counters WHERE key = ?',
  );
  const saveCounter = database.prepare(`
    INSERT INTO otp_counters (key, count, until) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET count = excluded.count, until = excluded.until`);
  const sweepOf = (table: string, key: string, ends: string) =>
    database.prepare(
      `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${ends} <= ? LIMIT ${SWEPT_AT_ONCE})`,
    );
  const sweeps = [
    sweepOf('otp_challenges', 'id', 'sweep_at'),
    sweepOf('otp_accounts', 'id', 'sweep_at'),
    sweepOf('otp_counters', 'key', 'until'),
  ];
  const kept = (record: ChallengeRecord | undefined): Kept | undefined =>
    record === undefined ? undefined : fromText(record.data);

  return {
    load: (id) => kept(challenge.get(id)),
    loadByToken: (tokenHash) => kept(byToken.get(tokenHash)),
    loadOfAccount: (id) => ofAccount.all(id).map(({ data }) => fromText(data)),
    save(changed) {
      const { id, account: owner, tokenHash, replacedBy, issuedAt } = changed.row;
      const replaced = replacedBy === undefined ? 0 : 1;
      save.run(id, owner, tokenHash ?? null, replaced, issuedAt, sweepTime(changed.row), toText(changed));
    },
    account(id, now) {
      const found = account.get(id, now);
      return (
        found && {
          failures: found.failures,
          lockedUntil: found.locked_until,
          undelivered: found.undelivered ?? undefined,
        }
      );
    },
    saveAccount(id, { failures, lockedUntil, undelivered }, sweepAt) {
      saveAccount.run(id, failures, lockedUntil, undelivered ?? null, sweepAt);
    },
    counter: (key) => counter.get(key),
    saveCounter(key, { count, until }) {
      saveCounter.run(key, count, until);
    },
    hasRoom: () => true,
    sweep: (now) => sweeps.reduce((dropped, statement) => dropped + statement.run(now).changes, 0),
  };
}
