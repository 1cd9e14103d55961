// `npm run bench:server`: how many codes a second are confirmed, on each store, over how many connections and nodes, and how
// much of the processor the nodes and the store use for one; beside a bare Node handler that computes the same digests,
// and beside what Postgres and Redis do with the same statements by pgbench and redis-benchmark. All of it in one run, as
// ratios are what holds elsewhere. Prints tables; asserts nothing. Names of stores after it: those alone.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuOf } from './bench-cpu.mjs';
import { closedLoop, confirmRequest, openAll, openLoop } from './bench-load.mjs';
import { pgbench, redisBenchmark } from './bench-own-tools.mjs';
import { missingStores, startServer } from './servers.mjs';

const CONFIRMS = Number(process.env.CONFIRMS ?? 3000);
const WARM_UP = CONFIRMS / 2;
const PARTS = 5;
/** Of what was reached at most: the rate at which times are taken. */
const SHARE = 0.5;
/**
 * A second: what is the same for all that are one process. As fast as it can, a bare handler keeps its client too busy to
 * sleep, and is spared waking it at each answer, which slower ones pay for.
 */
const SAME_LOAD = 1500;

const bareKinds = ['bare', 'hono', 'remix'];
let issued = 0;

async function startNode(address) {
  const child = fork(new URL('bench-node.mjs', import.meta.url), [JSON.stringify(address)]);
  const [port] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])]);
  if (port === undefined) throw new Error(`The node on ${address.kind} did not start. See above.`);
  const ask = async (question) => {
    const answer = once(child, 'message');
    child.send(question);
    return (await answer)[0];
  };
  return {
    port,
    issue(count) {
      const from = issued;
      issued += count;
      return ask({ from, count });
    },
    async cpu() {
      const { user, system } = await ask({});
      return user + system;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const made = (count) =>
  Array.from({ length: count }, (_, index) => ({
    challenge: `q7Zt${issued + index}abcdefgh`,
    code: '123456',
  }));

async function measure(address, nodes, connections) {
  const started = [];
  for (let index = 0; index < nodes; index++) started.push(await startNode(address));
  const requests = async (count) => {
    const codes = bareKinds.includes(address.kind) ? made(count) : await started[0].issue(count);
    return codes.map((code, index) => confirmRequest(code, `key-${index}`));
  };
  const open = await openAll(
    started.map(({ port }) => port),
    connections,
  );
  await closedLoop(open, await requests(WARM_UP));
  // The best part counts: what else the machine does can only make one slower.
  const parts = [];
  const all = await requests(CONFIRMS);
  const used = async () => {
    const each = await Promise.all(started.map((node) => node.cpu()));
    return { nodes: each.reduce((sum, one) => sum + one, 0), store: cpuOf(database[address.kind]?.pid()) };
  };
  const before = await used();
  for (let from = 0; from < CONFIRMS; from += CONFIRMS / PARTS)
    parts.push(await closedLoop(open, all.slice(from, from + CONFIRMS / PARTS)));
  const after = await used();
  const cpu = {
    node: (after.nodes - before.nodes) / CONFIRMS,
    store: (after.store - before.store) / CONFIRMS,
  };
  const perSecond = Math.max(...parts.map((part) => part.perSecond));
  const turnedAway = parts.reduce((sum, part) => sum + part.turnedAway, 0) / PARTS;
  const times = await openLoop(open, await requests(CONFIRMS / PARTS), perSecond * SHARE);
  if (oneProcess.includes(address.kind)) {
    const some = await requests(CONFIRMS / PARTS);
    const from = await used();
    await openLoop(open, some, SAME_LOAD);
    cpu.sameLoad = ((await used()).nodes - from.nodes) / some.length;
  }
  for (const connection of open) connection.close();
  for (const node of started) await node.stop();
  return { perSecond, cpu, turnedAway, ...times };
}

const asked = process.argv.slice(2);
const isAsked = (name) => asked.length === 0 || bareKinds.includes(name) || asked.includes(name);
const missing = missingStores();
const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const database = {};
for (const name of ['postgres', 'redis'])
  if (!missing.includes(name) && isAsked(name)) database[name] = await startServer(name);

const addresses = {
  bare: { kind: 'bare' },
  hono: { kind: 'hono' },
  remix: { kind: 'remix' },
  memory: { kind: 'memory' },
  ...(missing.includes('sqlite')
    ? {}
    : { sqlite: { kind: 'sqlite', file: join(folder, 'otp.db'), migrate: true } }),
  ...(database.postgres && {
    postgres: { kind: 'postgres', connection: database.postgres.url, migrate: true },
  }),
  ...(database.redis && { redis: { kind: 'redis', url: database.redis.url, migrate: true } }),
};
const oneProcess = [...bareKinds, 'memory'];

try {
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0].model}`,
  );
  console.log(`${CONFIRMS} confirmations each, the best fifth; times at ${SHARE * 100} % of that rate\n`);
  const rows = [];
  const reached = {};
  for (const [name, address] of Object.entries(addresses).filter(([name]) => isAsked(name)))
    for (const nodes of oneProcess.includes(name) ? [1] : [1, 2, 4])
      for (const connections of nodes === 1 ? [1, 8, 32] : [32]) {
        const { perSecond, cpu, turnedAway, p50, p99 } = await measure(address, nodes, connections);
        console.log(`${name}, ${nodes} nodes, ${connections} connections: ${Math.round(perSecond)} a second`);
        const best = (reached[name] ??= {
          perSecond: 0,
          node: Infinity,
          store: Infinity,
          sameLoad: Infinity,
        });
        best.perSecond = Math.max(best.perSecond, perSecond);
        best.node = Math.min(best.node, cpu.node);
        best.store = Math.min(best.store, cpu.store);
        best.sameLoad = Math.min(best.sameLoad, cpu.sameLoad ?? Infinity);
        rows.push({
          store: name,
          nodes,
          connections,
          'confirms/s': Math.round(perSecond),
          'node µs': Math.round(cpu.node),
          [`at ${SAME_LOAD}/s µs`]: cpu.sameLoad === undefined ? '–' : Math.round(cpu.sameLoad),
          'store µs': Number.isNaN(cpu.store) ? '–' : Math.round(cpu.store),
          'turned away': `${turnedAway.toFixed(1)} %`,
          'p50 ms': p50.toFixed(1),
          'p99 ms': p99.toFixed(1),
        });
      }
  console.table(rows);

  const { bare, hono, memory, postgres, redis } = reached;
  const ratios = [];
  if (memory)
    ratios.push(
      ...[
        ['a bare Node handler with the same digests', bare],
        ['the same behind the same adapter', hono],
      ].map(([against, { perSecond, node, sameLoad }]) => [
        ...['memory', against, perSecond, node / memory.node, sameLoad / memory.sameLoad],
      ]),
    );
  if (postgres) {
    const program = join(database.postgres.program, '..', 'pgbench');
    if (existsSync(program)) {
      const { perSecond, cpu } = await pgbench(database.postgres, {
        program,
        clients: 10,
        confirms: CONFIRMS,
      });
      ratios.push(['postgres', 'pgbench, 10 clients', perSecond, cpu / postgres.store]);
    }
  }
  if (redis) {
    const { perSecond, cpu } = await redisBenchmark(database.redis, { clients: 32, confirms: CONFIRMS });
    ratios.push(['redis', 'redis-benchmark, 32 clients', perSecond, cpu / redis.store]);
  }
  if (ratios.length > 0)
    console.table(
      ratios.map(([name, against, most, ofProcessor, atSameLoad]) => ({
        store: name,
        'confirms/s': Math.round(reached[name].perSecond),
        against,
        'a second': Math.round(most),
        reached: (reached[name].perSecond / most).toFixed(2),
        'by processor time': ofProcessor.toFixed(2),
        'at the same load': atSameLoad?.toFixed(2) ?? '–',
      })),
    );
} finally {
  for (const server of Object.values(database)) await server.stop();
}
