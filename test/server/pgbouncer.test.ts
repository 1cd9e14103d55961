// The store in Postgres behind PgBouncer in transaction mode, as most run it: each statement may come to another connection,
// so that nothing may lean on a session.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openPostgresStore, type PostgresStoreOptions } from '../../src/server/postgres/index.js';
import { reasonToSkip, startServer, type RunningServer } from '../../tools/servers.mjs';
import { storeSuite } from '../stores/store.js';
import { times, worldOf } from '../stores/store-world.js';

const skip = reasonToSkip('pgbouncer');
let server: RunningServer;
if (skip === undefined) {
  server = await startServer('pgbouncer');
  after(() => server.stop());
}
const openAt = (schema: string, more: Partial<PostgresStoreOptions> = {}) =>
  openPostgresStore({ connection: server.url, schema, migrate: true, timeout: 10_000, ...more });

storeSuite({ name: 'PgBouncer', open: () => openAt('suite', { clock: 'caller' }), sweeps: true, skip });
describe('a pooler', { skip: skip ?? false }, () => {
  test('of five connections: 200 wrong codes at once with 5 allowed, 5 compared; of 50 right ones one confirmed', async () => {
    const store = await openAt('races');
    const w = worldOf(store);
    const first = await w.stored();
    const wrong = await Promise.all(times(200).map(() => w.attempt(first.id, 'wrong')));
    assert.equal(wrong.filter(({ charged }) => charged).length, 5);
    const second = await w.stored();
    const right = await Promise.all(
      times(50).map((index) => w.attempt(second.id, 'right', { key: `k${String(index)}` })),
    );
    assert.equal(right.filter(({ kind }) => kind === 'confirmed').length, 1);
    await store.close();
  });

  test('that refuses the time limit is an error that says what to set', async () => {
    const strict = await startServer('pgbouncer', { ignore_startup_parameters: '' });
    await assert.rejects(openPostgresStore({ connection: strict.url, migrate: true }), {
      name: 'StoreError',
      message: /ignore_startup_parameters = statement_timeout/,
    });
    await strict.stop();
  });
});
