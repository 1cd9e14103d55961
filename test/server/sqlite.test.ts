// The store in SQLite: the suites, with several connections to one file, and what is its own: versions and a busy file.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, mock, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { openSqliteStore } from '../../src/server/sqlite/index.js';
import { reasonToSkip } from '../../tools/servers.mjs';
import { storeSuite } from '../stores/store.js';
import { storeRaces } from '../stores/store-races.js';
import { challengeOf, START, worldOf } from '../stores/store-world.js';

const skip = reasonToSkip('sqlite');
const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-sqlite-'));
after(() => {
  rmSync(folder, { recursive: true });
});
const DAY = 86_400_000;
const fileOf = (name: string): string => join(folder, `${name}.db`);
const openAt = (name: string) => openSqliteStore({ file: fileOf(name), migrate: true });

storeSuite({ name: 'SQLite', open: () => openAt('suite'), sweeps: true, skip });
storeRaces({
  name: 'SQLite, four connections',
  open: async () => [
    await openAt('races'),
    await openAt('races'),
    await openAt('races'),
    await openAt('races'),
  ],
  skip,
});

describe('the file', { skip: skip ?? false }, () => {
  test('without a schema is an error that says how to get one', async () => {
    await assert.rejects(openSqliteStore({ file: fileOf('empty') }), {
      name: 'StoreError',
      message: /version 0.*needs 1.*migrate: true/,
    });
  });

  test("with a newer release's schema is an error, also for migrate, and stays as it is", async () => {
    const file = fileOf('newer');
    const database = new Database(file);
    database.pragma('user_version = 99');
    for (const migrate of [false, true]) {
      await assert.rejects(openSqliteStore({ file, migrate }), {
        name: 'StoreError',
        message: /Update otp-confirm/,
      });
    }
    assert.equal(database.pragma('user_version', { simple: true }), 99);
    database.close();
  });

  test('is synced at every commit: what was answered outlives a loss of power', async () => {
    // The setting is the connection's, which the store keeps to itself.
    const prepare = mock.method(Database.prototype, 'prepare');
    const store = await openAt('synced');
    const connections = new Set(prepare.mock.calls.map((call) => call.this as Database.Database));
    prepare.mock.restore();
    assert.equal(connections.size, 1);
    for (const connection of connections) {
      assert.equal(connection.pragma('synchronous', { simple: true }), 2);
      assert.equal(connection.pragma('journal_mode', { simple: true }), 'wal');
    }
    await store.close();
  });

  test('in a folder that is not there is an error that says what to check', async () => {
    const file = join(folder, 'none', 'otp.db');
    await assert.rejects(openSqliteStore({ file }), {
      name: 'StoreError',
      message: /Check that the folder exists/,
    });
  });

  test('that may be read but not written is refused at once', async () => {
    const own = mkdtempSync(join(folder, 'read-only-'));
    const file = join(own, 'otp.db');
    await (await openSqliteStore({ file, migrate: true })).close();
    for (const [path, mode] of [
      [folder, 0o755],
      [own, 0o777],
      [file, 0o444],
    ] as const)
      chmodSync(path, mode);
    const reader = fileURLToPath(new URL('../stores/reader-process.ts', import.meta.url));
    // Another user's process, which could not write down what `npm run coverage` has it count.
    const env = { ...process.env, NODE_OPTIONS: '' };
    const came = execFileSync(process.execPath, ['--import=tsx', reader, file], { encoding: 'utf8', env });
    assert.match(came, /^StoreError: .*SQLITE_READONLY.*Check that .* the file may be written/);
  });

  for (const [what, file] of [
    ['is not given, as by an unset variable', undefined],
    ['is given as nothing', ''],
  ] as const)
    test(`that ${what} is an error, also for migrate: SQLite would make one that goes with the process`, async () => {
      for (const migrate of [false, true])
        await assert.rejects(openSqliteStore({ file: file as string, migrate }), {
          name: 'StoreError',
          message: 'There is no file. Give "file" the path of one.',
        });
    });

  test('is in WAL mode and synced at every commit', async () => {
    const store = await openAt('pragmas');
    const database = new Database(fileOf('pragmas'));
    assert.equal(database.pragma('journal_mode', { simple: true }), 'wal');
    database.close();
    await store.close();
  });

  test('that another process holds is refused after a quarter of a second, and is good afterwards', async () => {
    const store = await openAt('busy');
    const w = worldOf(store);
    const { id } = await w.stored();
    const other = new Database(fileOf('busy'));
    other.exec('BEGIN IMMEDIATE');
    const startedAt = performance.now();
    await assert.rejects(w.attempt(id, 'right'), { name: 'StoreError', message: /Another process holds it/ });
    const waited = performance.now() - startedAt;
    assert.ok(waited < 1000, `it held the process for ${String(waited)} ms`);
    assert.equal((await store.get(id))?.attemptsRemaining, 5);
    other.exec('ROLLBACK');
    other.close();
    assert.equal((await w.attempt(id, 'right')).kind, 'confirmed');
    await store.close();
  });

  test('that lost a table is an error that says so, for reading as for writing', async () => {
    const store = await openAt('torn');
    const w = worldOf(store);
    const { id, account } = await w.stored();
    const database = new Database(fileOf('torn'));
    database.exec('DROP TABLE otp_challenges');
    database.close();
    for (const work of [
      () => store.get(id),
      () => store.status(account, START),
      () => w.attempt(id, 'right'),
    ])
      await assert.rejects(work(), { name: 'StoreError', message: /torn.* cannot be used \(SQLITE_ERROR\)/ });
    await store.close();
  });

  test('is swept turn by turn: whoever asks meanwhile is answered meanwhile', async () => {
    const store = await openAt('swept');
    const w = worldOf(store);
    const { id } = await w.stored({}, { now: START + DAY });
    const database = new Database(fileOf('swept'));
    database.exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
      INSERT INTO otp_counters (key, count, until) SELECT 'old-' || i, 1, 1 FROM n`);
    database.close();
    let swept: number | undefined;
    const sweeping = store.sweep(START + DAY).then((dropped) => (swept = dropped));
    let answered = 0;
    while (swept === undefined) {
      await w.store.get(id);
      answered++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await sweeping;
    assert.equal(swept, 5000);
    assert.ok(answered >= 10, `${String(answered)} were answered meanwhile`);
    await store.close();
  });

  test('opened anew has everything that was answered', async () => {
    const first = await openAt('again');
    const challenge = challengeOf();
    await worldOf(first).put(challenge);
    await worldOf(first).attempt(challenge.id, 'wrong');
    await first.close();
    const second = await openAt('again');
    assert.equal((await second.get(challenge.id))?.attemptsRemaining, 4);
    assert.equal((await second.status(challenge.account, START)).failures, 1);
    await second.close();
  });
});
