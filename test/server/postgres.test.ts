// The store in Postgres on a server of its own: the suites, over several pools at once, and what is Postgres's alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { openPostgresStore, type PostgresStoreOptions } from '../../src/server/postgres/index.js';
import { reasonToSkip, startServer, type RunningServer } from '../../tools/servers.mjs';
import { storeSuite } from '../stores/store.js';
import { storeRaces } from '../stores/store-races.js';
import { times, worldOf } from '../stores/store-world.js';

const skip = reasonToSkip('postgres');
let server: RunningServer;
if (skip === undefined) {
  server = await startServer('postgres');
  after(() => server.stop());
}
const openAt = (schema: string, more: Partial<PostgresStoreOptions> = {}) =>
  openPostgresStore({ connection: server.url, schema, migrate: true, timeout: 10_000, ...more });

storeSuite({ name: 'Postgres', open: () => openAt('suite', { clock: 'caller' }), sweeps: true, skip });
storeRaces({
  name: 'Postgres, four pools of ten, on its own clock',
  open: async () => [
    await openAt('races'),
    await openAt('races'),
    await openAt('races'),
    await openAt('races'),
  ],
  skip,
});

describe('the database', { skip: skip ?? false }, () => {
  let admin: pg.Client;
  before(async () => {
    admin = new pg.Client(server.url);
    await admin.connect();
  });
  after(() => admin.end());

  test('that is not there is an error that says what to check, at once', async () => {
    const startedAt = performance.now();
    await assert.rejects(openPostgresStore({ connection: 'postgres://postgres@127.0.0.1:1/none' }), {
      name: 'StoreError',
      message: /ECONNREFUSED.*Check that it is running/,
    });
    assert.ok(performance.now() - startedAt < 1000);
  });

  test('without a schema is an error that says how to get one', async () => {
    await assert.rejects(openPostgresStore({ connection: server.url, schema: 'none' }), {
      name: 'StoreError',
      message: /"none" is version 0.*needs 1.*migrate: true/,
    });
  });

  test("with a newer release's schema is an error, also for migrate", async () => {
    await (await openAt('newer')).close();
    await admin.query('UPDATE newer.version SET version = 99');
    for (const migrate of [false, true])
      await assert.rejects(openAt('newer', { migrate }), {
        name: 'StoreError',
        message: /Update otp-confirm/,
      });
  });

  test('with an older schema is an error, and migrate brings it up to date', async () => {
    await (await openAt('older')).close();
    await admin.query('UPDATE older.version SET version = 0');
    await assert.rejects(openAt('older', { migrate: false }), { message: /version 0.*migrate: true/ });
    await (await openAt('older')).close();
    await (await openAt('older', { migrate: false })).close();
  });

  test('is migrated once where many processes start at once', async () => {
    const stores = await Promise.all(times(8).map(() => openAt('together')));
    for (const store of stores) await store.close();
  });

  test('that may lose what it answered is refused', async () => {
    await admin.query('CREATE DATABASE careless');
    await admin.query("ALTER DATABASE careless SET synchronous_commit = 'off'");
    const connection = server.url.replace(/postgres$/, 'careless');
    await assert.rejects(openPostgresStore({ connection, migrate: true }), {
      name: 'StoreError',
      message: /Turn fsync and synchronous_commit on/,
    });
  });

  test('that takes no writes is refused', async () => {
    await admin.query('CREATE DATABASE full_disk');
    const connection = server.url.replace(/postgres$/, 'full_disk');
    await (await openPostgresStore({ connection, migrate: true, timeout: 10_000 })).close();
    await admin.query('ALTER DATABASE full_disk SET default_transaction_read_only = on');
    for (const migrate of [false, true])
      await assert.rejects(openPostgresStore({ connection, migrate }), {
        name: 'StoreError',
        message: /takes no writes.*Connect to the primary, or turn it off/,
      });
  });

  test('whose default isolation is another one is used under READ COMMITTED all the same', async () => {
    await admin.query('CREATE DATABASE strict');
    await admin.query("ALTER DATABASE strict SET default_transaction_isolation = 'serializable'");
    const connection = server.url.replace(/postgres$/, 'strict');
    const store = await openPostgresStore({ connection, migrate: true, timeout: 10_000 });
    const w = worldOf(store);
    const { id } = await w.stored();
    const results = await Promise.all(times(50).map(() => w.attempt(id, 'right')));
    assert.equal(results.filter(({ kind }) => kind === 'confirmed').length, 1);
    await store.close();
  });

  test('has the say on what time it is, whatever the server says', async () => {
    const store = await openAt('clocks');
    const w = worldOf(store);
    const { id } = await w.stored({}, { now: 0 });
    const row = await store.get(id);
    assert.ok(Math.abs((row?.issuedAt ?? 0) - Date.now()) < 60_000);
    const result = await w.attempt(id, 'right', { now: 8e12 });
    assert.equal(result.kind, 'confirmed');
    await store.close();
  });

  test('that ends every connection is connected to again', async () => {
    const store = await openAt('dropped');
    const w = worldOf(store);
    const { id } = await w.stored();
    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = $1',
      ['client backend'],
    );
    for (;;) {
      const result = await w.attempt(id, 'wrong').catch((error: unknown) => error);
      if (!(result instanceof Error)) break;
      assert.equal(result.name, 'StoreError');
    }
    assert.equal((await store.get(id))?.attemptsRemaining, 4);
    await store.close();
  });

  test('that does not answer is given up in time, and its locks are waited for no longer', async () => {
    const store = await openAt('stuck', { timeout: 300 });
    const w = worldOf(store);
    const { id } = await w.stored();
    await admin.query('BEGIN');
    await admin.query('SELECT * FROM stuck.challenges WHERE id = $1 FOR UPDATE', [id]);
    await assert.rejects(w.attempt(id, 'right'), { name: 'StoreError' });
    await admin.query('ROLLBACK');
    const row = await store.get(id);
    assert.deepEqual([row?.attemptsRemaining, row?.confirmedAt], [5, undefined]);
    assert.equal((await w.attempt(id, 'right')).kind, 'confirmed');
    await store.close();
  });

  test('reads the time once the locks are held: a code that ran out while its attempt waited is out of date', async () => {
    const store = await openAt('waiting');
    const w = worldOf(store);
    const { id, account } = await w.stored();
    await admin.query('BEGIN');
    await admin.query('SELECT * FROM waiting.accounts WHERE id = $1 FOR UPDATE', [account]);
    const attempt = w.attempt(id, 'right');
    const waits = `SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))`;
    while ((await Promise.race([admin.query(waits), attempt.then(() => ({ rowCount: -1 }))])).rowCount === 0);
    await admin.query('UPDATE waiting.challenges SET expires = waiting.clock(NULL) WHERE id = $1', [id]);
    await admin.query('COMMIT');
    assert.deepEqual([(await attempt).kind, (await attempt).charged], ['expired', false]);
    await store.close();
  });

  test('never hears a schema name that is more than a name', async () => {
    for (const schema of ['a; drop schema x', 'A', '', '"x"', 'x'.repeat(52)])
      await assert.rejects(openPostgresStore({ connection: server.url, schema }), {
        message: /cannot be used/,
      });
  });
});
