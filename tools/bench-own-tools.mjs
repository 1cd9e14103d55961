// What Postgres and Redis do with the statements of a confirmation by their own tools, pgbench and redis-benchmark: what
// `npm run bench:server` holds the stores against.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuOf } from './bench-cpu.mjs';

/** Rows as the stores keep them, for the stores' own tools. */
const plainChallenge = (id) => ({
  id,
  root: id,
  client: 'default',
  user: id,
  account: `account-${id}`,
  stepName: 'Confirm one-time code for user',
  sourceStep: 'Get one-time code for user',
  keyId: '1',
  mac: 'right',
  length: 6,
  alphabet: 'digits',
  firstFactor: false,
  destination: `${id}@example.org`,
  attempts: 5,
  lifetime: 600_000,
  cooldown: 30_000,
});
const LOCKS = { firstAt: 10, every: 5, first: 60_000, longest: 86_400_000, hardAt: 100 };

async function putAll(store, ids) {
  let next = 0;
  const some = async () => {
    while (next < ids.length)
      await store.put({ challenge: plainChallenge(ids[next++]), live: 3, limits: [], now: 0 });
  };
  await Promise.all(Array.from({ length: 10 }, some));
}

/** The look at the row and the attempt, as the store sends them, by pgbench. */
export async function pgbench({ url, pid }, { program, clients, confirms }) {
  const { openPostgresStore } = await import('otp-confirm/server/postgres');
  const schema = `pgbench_${clients}`;
  const each = Math.ceil(confirms / clients);
  const store = await openPostgresStore({ connection: url, schema, migrate: true });
  const ids = [];
  for (let client = 0; client < clients; client++)
    for (let index = 1; index <= each; index++) ids.push(`b${client}-${index}`);
  await putAll(store, ids);
  await store.close();
  const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-bench-'));
  const id = `('b' || (:client_id)::text || '-' || (:i)::text)`;
  writeFileSync(
    join(folder, 'confirm.sql'),
    `\\set i :i + 1
SELECT to_jsonb(c) AS row FROM ${schema}.challenges c WHERE id = ${id};
SELECT ${schema}.attempt(${id}, 'default', 'right', 'key', ${id}, 300000, '${JSON.stringify(LOCKS)}', '[]', NULL) AS result;
`,
  );
  const before = cpuOf(pid());
  const said = execFileSync(
    program,
    [
      ...['--no-vacuum', '--protocol=extended', `--client=${clients}`, `--transactions=${each}`],
      ...['--define=i=0', `--file=${join(folder, 'confirm.sql')}`, url],
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  rmSync(folder, { recursive: true });
  return {
    perSecond: Number(/tps = ([\d.]+)/.exec(said)?.[1]),
    cpu: (cpuOf(pid()) - before) / (each * clients),
  };
}

/** The same two by redis-benchmark, one after the other; a tenth of its attempts meets a code that is used already. */
export async function redisBenchmark({ url, pid }, { clients, confirms }) {
  const { openRedisStore } = await import('otp-confirm/server/redis');
  const { Redis } = await import('ioredis');
  const prefix = `bench-${clients}:`;
  const store = await openRedisStore({ url, prefix, migrate: true });
  const rows = confirms * 5;
  await putAll(
    store,
    Array.from({ length: rows }, (_, index) => `b${String(index).padStart(12, '0')}`),
  );
  // The script itself, as the store has left it with Redis: what the store sends is seen by MONITOR.
  const admin = new Redis(url);
  const monitor = await admin.monitor();
  const seen = new Promise((resolve) => {
    monitor.on('monitor', (time, [command, sha]) => command.toLowerCase() === 'evalsha' && resolve(sha));
  });
  await store.attempt({
    id: 'b000000000000',
    client: 'default',
    mac: 'right',
    tokenHash: 't',
    tokenLifetime: 300_000,
    locks: LOCKS,
    limits: [],
    now: 0,
  });
  const sha = await seen;
  monitor.disconnect();
  await admin.quit();
  await store.close();
  const run = (...command) => {
    const said = execFileSync(
      'redis-benchmark',
      ['-u', url, '-q', '--csv', '-n', confirms, '-c', clients, '-r', rows, ...command].map(String),
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const [, row] = said.trim().split('\n').slice(-2);
    return Number(row?.split('","')[1]);
  };
  const before = cpuOf(pid());
  const look = run('HGETALL', `${prefix}c:b__rand_int__`);
  const attempt = run(
    ...['EVALSHA', sha, 0, prefix, '', 'b__rand_int__', 'default', 'right', 'key', 't__rand_int__'],
    ...[300_000, JSON.stringify(LOCKS), '[]'],
  );
  return {
    perSecond: 1 / (1 / look + 1 / attempt),
    cpu: (cpuOf(pid()) - before) / confirms,
  };
}
