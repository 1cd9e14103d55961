// The line to Postgres: a pool whose sessions are set as the store needs them, time limits, retries of what Postgres
// itself has undone, and errors that say what to do. What is asked over it is index.ts's.
import pg from 'pg';
import { StoreError } from '../../engine/index.js';

export interface Connection {
  /** The rows of one statement. */
  query<T>(text: string, values?: readonly unknown[]): Promise<readonly T[]>;
  /** Statements in one transaction, without a time limit. */
  script(text: string): Promise<void>;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  /** `postgres://…`, or what pg's Pool takes. */
  readonly connection: string | Readonly<Record<string, unknown>>;
  /** Connections at most. Default 10. */
  readonly connections: number;
  /** Milliseconds until a statement, or the wait for a connection, is given up. */
  readonly timeout: number;
}

/** A serialization failure and a deadlock: Postgres has undone the statement, so that it may be sent again. */
const UNDONE = new Set(['40001', '40P01']);
const TRIES = 5;

const session = {
  // Said explicitly: another default of the database would turn every race into an error.
  onConnect: (client: pg.ClientBase) => client.query("SET default_transaction_isolation TO 'read committed'"),
};

export function connect({ connection, connections, timeout }: ConnectionOptions): Connection {
  const pool = new pg.Pool({
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    max: connections,
    connectionTimeoutMillis: timeout,
    query_timeout: timeout,
    statement_timeout: timeout,
    keepAlive: true,
    allowExitOnIdle: true,
    ...session,
  });
  // A connection that breaks while nobody uses it: the pool drops it. Without a listener it would end the process.
  pool.on('error', () => undefined);
  let ended: Promise<void> | undefined;

  async function query<T>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    // Postgres takes no NUL, and a form may post one as a challenge: as this it is in no id, token or key either.
    const fit = values.map((value) => (typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value));
    for (let tried = 1; ; tried++) {
      try {
        const { rows } = await pool.query<T & pg.QueryResultRow>(text, fit);
        return rows;
      } catch (error) {
        if (tried < TRIES && UNDONE.has(codeOf(error))) continue;
        throw asStoreError(error);
      }
    }
  }

  return {
    query,
    async script(text) {
      try {
        const client = await pool.connect();
        try {
          const statement: pg.QueryConfig & { query_timeout: number } = {
            text: `BEGIN; SET LOCAL statement_timeout = 0; ${text}; COMMIT`,
            query_timeout: 0,
          };
          await client.query(statement);
          client.release();
        } catch (error) {
          client.release(true);
          throw error;
        }
      } catch (error) {
        throw asStoreError(error);
      }
    },
    close: () => (ended ??= pool.end()),
  };
}

export function codeOf(error: unknown): string {
  const { code } = typeof error === 'object' && error !== null && 'code' in error ? error : { code: '' };
  return typeof code === 'string' ? code : '';
}

/** The message quotes no value: those of Postgres sometimes do, and stay in the cause. */
export function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  // PgBouncer's answer to what it cannot hand on.
  const refused = code === '08P01' && error instanceof Error && error.message.includes('statement_timeout');
  if (refused) {
    return new StoreError(
      'The pooler before Postgres refuses statement_timeout. Give PgBouncer ignore_startup_parameters = statement_timeout.',
      { cause: error },
    );
  }
  const advice =
    /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('57P') && !code.startsWith('08')
      ? 'See the cause.'
      : 'Check that it is running, and the address, user and password in "connection".';
  return new StoreError(`Postgres cannot be used${code === '' ? '' : ` (${code})`}. ${advice}`, {
    cause: error,
  });
}
