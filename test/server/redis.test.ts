// The store in Redis on a server of its own: the suites, over several connections, and what is Redis's alone.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import { openRedisStore, type RedisStoreOptions } from '../../src/server/redis/index.js';
import { reasonToSkip, startServer, type RunningServer } from '../../tools/servers.mjs';
import { storeSuite } from '../stores/store.js';
import { storeRaces } from '../stores/store-races.js';
import { fresh, times, worldOf } from '../stores/store-world.js';
import { lineTo } from './line.js';

const skip = reasonToSkip('redis');
let server: RunningServer;
let admin: Redis;
if (skip === undefined) {
  server = await startServer('redis');
  admin = new Redis(server.url);
  after(async () => {
    admin.disconnect();
    await server.stop();
  });
}
const openAt = (prefix: string, more: Partial<RedisStoreOptions> = {}) =>
  openRedisStore({ url: server.url, prefix, migrate: true, timeout: 10_000, ...more });

storeSuite({ name: 'Redis', open: () => openAt('suite:', { clock: 'caller' }), sweeps: false, skip });
storeRaces({
  name: 'Redis, four connections, on its own clock',
  open: async () => [await openAt('r:'), await openAt('r:'), await openAt('r:'), await openAt('r:')],
  skip,
});

describe('the server', { skip: skip ?? false }, () => {
  test('that is not there is an error that says what to check, at once', async () => {
    const startedAt = performance.now();
    await assert.rejects(openRedisStore({ url: 'redis://127.0.0.1:1' }), {
      name: 'StoreError',
      message: /ECONNREFUSED.*Check that it is running/,
    });
    assert.ok(performance.now() - startedAt < 1000);
  });

  test('without the keys’ version is an error that says how to get one', async () => {
    await assert.rejects(openRedisStore({ url: server.url, prefix: 'none:' }), {
      name: 'StoreError',
      message: /version 0.*needs 1.*migrate: true/,
    });
  });

  test("with a newer release's keys is an error, also for migrate", async () => {
    await admin.set('newer:version', 99);
    for (const migrate of [false, true])
      await assert.rejects(openAt('newer:', { migrate }), {
        name: 'StoreError',
        message: /Update otp-confirm/,
      });
  });

  for (const [name, bad, good] of [
    ['maxmemory-policy', 'allkeys-lru', 'noeviction'],
    ['appendonly', 'no', 'yes'],
    ['appendfsync', 'everysec', 'always'],
  ] as const)
    test(`with ${name} ${bad} is refused, with what to say; unless it is trusted`, async () => {
      await admin.config('SET', name, bad);
      await assert.rejects(openAt('config:'), {
        name: 'StoreError',
        message: new RegExp(`Say: CONFIG SET ${name} ${good};`),
      });
      await (await openAt('config:', { trustConfiguration: true })).close();
      await admin.config('SET', name, good);
      await (await openAt('config:')).close();
    });

  test('that forbids CONFIG is refused, unless it is trusted', async () => {
    await admin.call('ACL', 'SETUSER', 'shop', 'on', '>secret', '~*', '+@all', '-config');
    const as = { connection: { username: 'shop', password: 'secret' } };
    await assert.rejects(openAt('acl:', as), { message: /trustConfiguration: true/ });
    await (await openAt('acl:', { ...as, trustConfiguration: true })).close();
  });

  test('of a cluster is refused, and so is a replica', async () => {
    const cluster = await startServer('redis', { 'cluster-enabled': 'yes' });
    await assert.rejects(openRedisStore({ url: cluster.url, migrate: true }), { name: 'StoreError' });
    await cluster.stop();
    for (const readOnly of ['no', 'yes']) {
      const replica = await startServer('redis', { replicaof: '127.0.0.1 1', 'replica-read-only': readOnly });
      await assert.rejects(openRedisStore({ url: replica.url, migrate: true }), {
        message: /replica.*primary/,
      });
      await replica.stop();
    }
  });

  test('has the say on what time it is, whatever the caller says', async () => {
    const store = await openAt('clocks:');
    const w = worldOf(store);
    const { id } = await w.stored({}, { now: 0 });
    assert.ok(Math.abs(((await store.get(id))?.issuedAt ?? 0) - Date.now()) < 60_000);
    assert.equal((await w.attempt(id, 'right', { now: 8e12 })).kind, 'confirmed');
    await store.close();
  });

  test('ends every key by itself, but those of hard locks and the version', async () => {
    const store = await openAt('ends:');
    const w = worldOf(store);
    const limits = [{ key: fresh('limit'), limit: 5, window: 60_000 }];
    await w.confirmed({ account: 'used' });
    await w.stored({ account: 'failing' }, { limits });
    await w.fail('failing', 3);
    const locks = { firstAt: 1, every: 1, first: 1, longest: 1, hardAt: 1 };
    const { id } = await w.stored({ account: 'hard' });
    await w.attempt(id, 'wrong', { locks });
    const ttls = new Map<string, number>();
    for (const key of await admin.keys('ends:*')) ttls.set(key, await admin.pttl(key));
    const endless = [...ttls].filter(([, ttl]) => ttl < 0).map(([key]) => key);
    assert.deepEqual(endless.sort(), ['ends:a:hard', 'ends:version']);
    const hour = 3_600_000;
    const ttlOf = (key: string): number => ttls.get(key) ?? 0;
    const near = (ttl: number, wanted: number): boolean => ttl <= wanted && ttl > wanted - 60_000;
    assert.ok(near(ttlOf('ends:u:used'), hour + 300_000), 'the index');
    assert.ok(near(ttlOf('ends:a:failing'), 30 * 24 * hour), 'the failures');
    assert.ok(near(ttlOf(`ends:l:${limits[0]?.key ?? ''}`), 60_000), 'the counter');
    for (const [key, ttl] of ttls) if (/^ends:[ct]:/.test(key)) assert.ok(near(ttl, hour + 300_000), key);
    await store.close();
  });

  test('is asked all that is under way before the store is closed', async () => {
    const store = await openAt('closed:');
    const { id } = await worldOf(store).stored();
    const asked = Promise.all([store.get(id), store.status('nobody', 0)]);
    await store.close();
    assert.equal((await asked)[0]?.id, id);
  });

  test('whose scripts were flushed gets them again', async () => {
    const store = await openAt('flushed:');
    const w = worldOf(store);
    const { id } = await w.stored();
    await admin.script('FLUSH');
    const results = await Promise.all(times(20).map(() => w.attempt(id, 'wrong')));
    assert.equal(results.filter(({ charged }) => charged).length, 5);
    await store.close();
  });

  test('that ends every connection is connected to again; meanwhile calls are refused at once', async () => {
    const store = await openAt('dropped:');
    const w = worldOf(store);
    const { id } = await w.stored();
    await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    for (let refused = 0; ; refused++) {
      const startedAt = performance.now();
      const result = await w.attempt(id, 'wrong').catch((error: unknown) => error);
      assert.ok(performance.now() - startedAt < 1000);
      if (!(result instanceof Error)) break;
      assert.equal(result.name, 'StoreError');
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal((await store.get(id))?.attemptsRemaining, 4);
    await store.close();
  });

  /** Wrong codes until one is counted; what comes before it is refused. */
  const untilCharged = async ({ attempt }: ReturnType<typeof worldOf>, id: string): Promise<void> => {
    const startedAt = performance.now();
    for (let charged = false; !charged;) {
      assert.ok(performance.now() - startedAt < 5000, 'It is not found again');
      const result = await attempt(id, 'wrong').catch((error: unknown) => error);
      if (result instanceof Error) assert.equal(result.name, 'StoreError');
      else ({ charged } = result as { charged: boolean });
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  test('that is gone without a word is looked for again, where its address leads by then', async () => {
    const line = await lineTo(server.url);
    const store = await openAt('silent:', { url: line.url, timeout: 200 });
    const w = worldOf(store);
    const { id } = await w.stored();
    line.fallSilent();
    await assert.rejects(w.attempt(id, 'wrong'), { name: 'StoreError' });
    await untilCharged(w, id);
    await store.close();
    line.close();
  });

  test('that becomes a replica is left for the primary that its address leads to by then', async () => {
    const first = await startServer('redis');
    const line = await lineTo(first.url);
    const store = await openRedisStore({ url: line.url, prefix: 'moved:', migrate: true });
    await (await openAt('moved:')).close();
    const w = worldOf(await openAt('moved:'));
    const { id } = await w.stored();
    const { port } = new URL(server.url);
    const old = new Redis(first.url);
    await old.call('REPLICAOF', '127.0.0.1', port);
    line.leadTo(server.url);
    await assert.rejects(worldOf(store).stored(), { name: 'StoreError' });
    await untilCharged(worldOf(store), id);
    old.disconnect();
    await w.store.close();
    await store.close();
    line.close();
    await first.stop();
  });

  test('that does not answer is given up in time', async () => {
    const store = await openAt('stuck:', { timeout: 300 });
    const w = worldOf(store);
    const { id } = await w.stored();
    await admin.call('CLIENT', 'PAUSE', '2000', 'ALL');
    const startedAt = performance.now();
    await assert.rejects(w.attempt(id, 'right'), { name: 'StoreError' });
    assert.ok(performance.now() - startedAt < 1500);
    await store.close();
  });
});
