// The store in SQLite, by better-sqlite3: for one machine, one process or several. An operation is one transaction that
// takes the write lock at its start; the file is in WAL mode and synced at every commit, so that an answer that was
// given is on the disk. What an operation does is the engine's records-store.ts.
import Database from 'better-sqlite3';
import { createRecordsStore, StoreError, systemDefer, type Store } from '../../engine/index.js';
import { createRecords } from './records.js';
import { schema, SCHEMA_VERSION } from './schema.js';

export interface SqliteStoreOptions {
  /** Path of the file; it is created where it is missing. */
  readonly file: string;
  /** Create the tables, or bring older ones up to date. Default false: then a missing schema is an error. */
  readonly migrate?: boolean;
}

/** Milliseconds that an operation waits, and holds the process, while another process writes. */
const BUSY = 250;

/**
 * Opens the store.
 *
 * @throws StoreError where the file cannot be opened or its schema is another version's; the message says what to do.
 * @example const store = await openSqliteStore({ file: 'otp.db', migrate: true });
 */
export function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  return new Promise((resolve) => {
    resolve(open(options));
  });
}

function open({ file, migrate = false }: SqliteStoreOptions): Store {
  // SQLite would take one of its own, and drop it at the end of the process.
  if (!file) throw new StoreError('There is no file. Give "file" the path of one.');
  const database = connect(file);
  try {
    if (migrate) applySchema(database, file);
    check(database, file);
    return createStore(database, file);
  } catch (error) {
    database.close();
    throw asStoreError(error, file);
  }
}

function createStore(database: Database.Database, file: string): Store {
  const run = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw asStoreError(error, file);
    }
  };
  const promised = (work: () => void): Promise<void> =>
    new Promise((resolve) => {
      run(work);
      resolve();
    });
  // One function for all turns: what it is to do comes with the call.
  const transaction = database.transaction((work: () => unknown) => work()).immediate;
  const turn = <T>(work: () => T): T => {
    let result: { readonly value: T } | undefined;
    run(() =>
      transaction(() => {
        result = { value: work() };
      }),
    );
    if (result === undefined) throw new StoreError(`The transaction on ${file} did not run.`);
    return result.value;
  };
  const operations = createRecordsStore(createRecords(database), turn, run);
  return {
    ...operations,
    // Turn by turn, others in between: after a busy day there is much to drop.
    async sweep(now) {
      let dropped = 0;
      for (let swept = await operations.sweep(now); swept > 0; swept = await operations.sweep(now)) {
        dropped += swept;
        await new Promise<void>((resolve) => {
          systemDefer(resolve);
        });
      }
      return dropped;
    },
    ping: () =>
      promised(() => {
        checkVersion(database, file);
      }),
    migrate: () =>
      promised(() => {
        applySchema(database, file);
      }),
    close: () =>
      promised(() => {
        database.close();
      }),
  };
}

function connect(file: string): Database.Database {
  try {
    const database = new Database(file, { timeout: BUSY });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    return database;
  } catch (error) {
    throw asStoreError(error, file);
  }
}

function versionOf(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

function applySchema(database: Database.Database, file: string): void {
  database
    .transaction(() => {
      if (versionOf(database) > SCHEMA_VERSION) checkVersion(database, file);
      database.exec(schema);
      database.pragma(`user_version = ${SCHEMA_VERSION}`);
    })
    .immediate();
}

/** Writes what is there: a file that may only be read is opened without a word. Where another process writes, it is fine. */
function check(database: Database.Database, file: string): void {
  checkVersion(database, file);
  try {
    database.pragma(`user_version = ${SCHEMA_VERSION}`);
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function checkVersion(database: Database.Database, file: string): void {
  const version = versionOf(database);
  if (version === SCHEMA_VERSION) return;
  throw new StoreError(
    version < SCHEMA_VERSION
      ? `The schema in ${file} is version ${version}; this release needs ${SCHEMA_VERSION}. Open the store with { migrate: true } once.`
      : `The schema in ${file} is version ${version}, newer than this release's ${SCHEMA_VERSION}. Update otp-confirm.`,
  );
}

function asStoreError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = error instanceof Database.SqliteError ? error.code : '';
  const advice = isBusy(error)
    ? 'Another process holds it: try again.'
    : 'Check that the folder exists and that the file may be written.';
  return new StoreError(`The SQLite file ${file} cannot be used (${code || 'no code'}). ${advice}`, {
    cause: error,
  });
}
