// The store in Postgres, by pg: for many processes on many machines. Each operation is one function in the database,
// which functions.ts holds; Postgres's own clock counts. Connections are connection.ts's.
import {
  FOREVER,
  KEPT_AFTER_FAILURE,
  KEPT_AT_REST,
  StoreError,
  type AccountStatus,
  type AttemptResult,
  type PutResult,
  type Store,
} from '../../engine/index.js';
import { opened } from '../opening.js';
import { codeOf, connect, type Connection, type ConnectionOptions } from './connection.js';
import { functions } from './functions.js';
import { rowOf, type PostgresRow } from './rows.js';
import { SCHEMA_NAME, SCHEMA_VERSION, tables } from './schema.js';

export interface PostgresStoreOptions extends Partial<Omit<ConnectionOptions, 'connection'>> {
  /** `postgres://user:password@host/database`, or what pg's Pool takes. */
  readonly connection: ConnectionOptions['connection'];
  /** The schema that holds the tables and functions. Default `otp_confirm`. */
  readonly schema?: string;
  /** Create the schema, or bring an older one up to date. Default false: then a missing one is an error. */
  readonly migrate?: boolean;
  /** `caller`: the time that comes with each call counts. Only tests say so. Default `own`. */
  readonly clock?: 'own' | 'caller';
}

type PutAnswer =
  | Exclude<PutResult, { row: unknown }>
  | { readonly kind: 'stored' | 'repeated'; readonly row: PostgresRow; readonly now: number };

/** Swept at a time, of each kind: a sweep must not hold what people wait for. */
const SWEPT_AT_ONCE = 1000;

/**
 * Connects and looks whether everything is as it must be.
 *
 * @throws StoreError where Postgres cannot be reached, its schema is another version's, or what it answers would not be
 * safe on its disk; the message says what to do.
 * @example const store = await openPostgresStore({ connection: process.env.DATABASE_URL, migrate: true });
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { schema = 'otp_confirm', connections = 10, timeout = 1000 } = options;
  if (!SCHEMA_NAME.test(schema)) {
    throw new StoreError(
      'The schema name cannot be used. Give it small letters, digits and underscores, up to 51.',
    );
  }
  const connection = connect({ connection: options.connection, connections, timeout });
  return opened(createStore(connection, schema, options.clock ?? 'own'), options.migrate);
}

function createStore(connection: Connection, s: string, clock: 'own' | 'caller'): Store {
  const time = (now: number): number | null => (clock === 'caller' ? now : null);

  async function call<T>(name: string, values: readonly unknown[]): Promise<T> {
    const places = values.map((_, index) => `$${String(index + 1)}`).join(', ');
    const [row] = await connection.query<{ readonly result: T }>(
      `SELECT ${s}.${name}(${places}) AS result`,
      values,
    );
    if (row === undefined) throw new StoreError(`Postgres gave no answer to ${name}.`);
    return row.result;
  }

  async function checkVersion(): Promise<void> {
    const version = await versionOf(connection, s);
    if (version === SCHEMA_VERSION) return;
    throw new StoreError(
      version < SCHEMA_VERSION
        ? `The schema "${s}" is version ${version}; this release needs ${SCHEMA_VERSION}. Open the store with { migrate: true } once.`
        : `The schema "${s}" is version ${version}, newer than this release's ${SCHEMA_VERSION}. Update otp-confirm.`,
    );
  }

  return {
    async put({ challenge, replaces, live, limits, now }) {
      const answer = await call<PutAnswer>('put', [
        JSON.stringify(challenge),
        replaces?.id ?? null,
        replaces?.key ?? null,
        live,
        JSON.stringify(limits),
        time(now),
      ]);
      return 'row' in answer ? { ...answer, row: rowOf(answer.row) } : answer;
    },
    async get(id) {
      const rows = await connection.query<{ readonly row: PostgresRow }>(
        `SELECT to_jsonb(c) AS row FROM ${s}.challenges c WHERE id = $1`,
        [id],
      );
      return rows[0] && rowOf(rows[0].row);
    },
    attempt: ({ id, client, mac, key, tokenHash, tokenLifetime, locks, limits, now }) =>
      call<AttemptResult>('attempt', [
        id,
        client,
        mac,
        key ?? null,
        tokenHash,
        tokenLifetime,
        JSON.stringify(locks),
        JSON.stringify(limits),
        time(now),
      ]),
    async redeem({ tokenHash, challenge, client, stepName, key, now }) {
      const row = await call<PostgresRow | null>('redeem', [
        tokenHash,
        challenge,
        client,
        stepName,
        key ?? null,
        time(now),
      ]);
      return row === null ? undefined : rowOf(row);
    },
    async undelivered(id) {
      await call('undelivered', [id]);
    },
    revoke: (what) => call<number>('revoke', 'id' in what ? [what.id, null] : [null, what.account]),
    async status(account, now) {
      const { undelivered, ...status } = await call<
        Omit<AccountStatus, 'undelivered'> & { readonly undelivered: string | null }
      >('status', [account, time(now)]);
      return { ...status, undelivered: undelivered ?? undefined };
    },
    unlock: (account, now) => call<boolean>('unlock', [account, time(now)]),
    async sweep(now) {
      let dropped = 0;
      for (let swept = SWEPT_AT_ONCE; swept >= SWEPT_AT_ONCE; dropped += swept) {
        swept = await call<number>('sweep', [time(now), SWEPT_AT_ONCE]);
      }
      return dropped;
    },
    async ping() {
      await checkVersion();
      await checkSafety(connection);
    },
    async migrate() {
      await checkSafety(connection);
      const version = await versionOf(connection, s);
      if (version > SCHEMA_VERSION) await checkVersion();
      const times = { forever: FOREVER, atRest: KEPT_AT_REST, afterFailure: KEPT_AFTER_FAILURE };
      // Several processes may start at once: one after the other.
      await connection.script(
        `SELECT pg_advisory_xact_lock(hashtext('otp-confirm ${s}')); ${tables(s)} ${functions(s, times)}
         INSERT INTO ${s}.version (version) VALUES (${SCHEMA_VERSION})
         ON CONFLICT (single) DO UPDATE SET version = greatest(version.version, excluded.version)`,
      );
    },
    close: () => connection.close(),
  };
}

/** 0 where there is no schema. */
async function versionOf(connection: Connection, s: string): Promise<number> {
  try {
    const [row] = await connection.query<{ readonly version: number }>(`SELECT version FROM ${s}.version`);
    return row?.version ?? 0;
  } catch (error) {
    const { cause } = error instanceof Error ? error : { cause: undefined };
    // No such table, no such schema.
    if (codeOf(cause) === '42P01' || codeOf(cause) === '3F000') return 0;
    throw error;
  }
}

async function checkSafety(connection: Connection): Promise<void> {
  const [found] = await connection.query<Record<string, string>>(`
    SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous_commit,
      current_setting('transaction_isolation') AS isolation, current_setting('transaction_read_only') AS read_only`);
  const wrong = (what: string): never => {
    throw new StoreError(what);
  };
  // Some services turn it on where the disk is nearly full.
  if (found?.read_only === 'on') {
    wrong(
      'This Postgres takes no writes: it is a standby, or default_transaction_read_only is on. Connect to the primary, or turn it off.',
    );
  }
  if (found?.isolation !== 'read committed') {
    wrong(
      'The sessions of this connection are not READ COMMITTED. Let them be set, or set default_transaction_isolation.',
    );
  }
  if (found?.fsync === 'off' || found?.synchronous_commit === 'off') {
    wrong(
      'This Postgres may lose what it has answered: a used code could be used again. Turn fsync and synchronous_commit on.',
    );
  }
}
