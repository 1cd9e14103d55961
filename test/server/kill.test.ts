// SIGKILL in the middle of the load, of the endpoint's process and of the database: no code is confirmed twice, no answer
// that was given is forgotten, and once the dead one is back everything is as before. Meanwhile the answer is 503, at once.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { reasonToSkip, startServer, type RunningServer } from '../../tools/servers.mjs';
import { SECRET, startEndpoint, type EndpointProcess, type IssuedCode } from '../stores/endpoint-process.js';
import { openStore, type StoreAddress } from '../stores/store-process.js';
import { times } from '../stores/store-world.js';
import { answerTo } from '../e2e/waiting.js';
import { wrong } from './world.js';

const CHALLENGES = 40;

/** What came back of one challenge's requests. */
interface Course extends IssuedCode {
  /** Wrong codes that were answered. */
  refused: number;
  readonly confirmedUnder: Map<string, string>;
}

const confirm = (server: EndpointProcess, { challenge }: IssuedCode, code: string, key: string) =>
  server.post('confirm', { challenge, code }, { 'Idempotency-Key': `"${key}"` });

/** Two wrong codes, then the right one under two keys at once, of every challenge at once; until `stop`. */
async function load(server: EndpointProcess, courses: Course[], answered: () => void): Promise<void> {
  await Promise.all(
    courses.map(async (course) => {
      for (const by of [1, 2]) {
        const answer = await confirm(server, course, wrong(course.code, by), `wrong ${String(by)}`);
        if (answer?.['type'] === 'urn:otp-confirm:incorrect') course.refused++;
        if (answer !== undefined) answered();
      }
      await Promise.all(
        ['a', 'b'].map(async (key) => {
          const answer = await confirm(server, course, course.code, key);
          if (answer?.['status'] === 'confirmed') course.confirmedUnder.set(key, String(answer['token']));
          if (answer !== undefined) answered();
        }),
      );
    }),
  );
}

interface Scene {
  readonly address: StoreAddress;
  /** What is killed, and brought back; returns the endpoint to go on with. */
  strike(server: EndpointProcess): Promise<EndpointProcess>;
}

async function killedDuringLoad({ address, strike }: Scene): Promise<void> {
  let server = await startEndpoint(address);
  const courses: Course[] = [];
  for (const index of times(CHALLENGES)) {
    courses.push({ ...(await server.issue(`user-${String(index)}`)), refused: 0, confirmedUnder: new Map() });
  }
  let answers = 0;
  let strikeNow: (() => void) | undefined;
  const middle = new Promise<void>((resolve) => (strikeNow = resolve));
  const loaded = load(server, courses, () => {
    // Somewhere past the first confirmations, and before the last.
    if (++answers === CHALLENGES * 2 + 10) strikeNow?.();
  });
  await Promise.race([middle, loaded]);
  server = await strike(server);
  await loaded;

  const store = await openStore(address);
  const before = courses.filter(({ confirmedUnder }) => confirmedUnder.size > 0).length;
  assert.ok(
    before > 0 && before < CHALLENGES,
    `${String(before)} of ${String(CHALLENGES)} were confirmed before it`,
  );
  for (const course of courses) {
    const { challenge, code, refused, confirmedUnder } = course;
    const row = await store.get(challenge);
    assert.ok(row !== undefined, 'a challenge is lost');
    assert.ok(row.attemptsRemaining <= 5 - refused - confirmedUnder.size, 'an answered attempt is lost');
    if (confirmedUnder.size > 0)
      assert.notEqual(row.confirmedAt, undefined, 'an answered confirmation is lost');
    // Each request again under its key, as a client sends it: the same answer, or the one that was never given.
    for (const key of ['a', 'b']) {
      const again = await confirm(server, course, code, key);
      const first = confirmedUnder.get(key);
      if (first !== undefined) assert.equal(again?.['token'], first);
      if (again?.['status'] === 'confirmed') confirmedUnder.set(key, String(again['token']));
    }
    assert.equal(confirmedUnder.size, 1, 'confirmed twice, or not at all');
    const other = await confirm(server, course, code, 'another');
    assert.equal(other?.['type'], 'urn:otp-confirm:already-used');
    const [token] = confirmedUnder.values();
    const redeem = () => server.post('redeem', { token, challenge }, { Authorization: `Bearer ${SECRET}` });
    assert.deepEqual([(await redeem())?.['status'], (await redeem())?.['httpStatus']], ['redeemed', 404]);
  }
  const next = await server.issue('afterwards');
  assert.equal((await confirm(server, next, next.code, 'k'))?.['status'], 'confirmed', 'service as before');
  await store.close();
  await server.kill();
}

const killServer = (address: StoreAddress) => async (server: EndpointProcess) => {
  await server.kill();
  return startEndpoint(address);
};

/** Kills the database, sees 503 at once, brings it back, and waits until the endpoint has noticed. */
const killDatabase = (database: RunningServer) => async (server: EndpointProcess) => {
  await database.kill();
  // Postgres's own children outlive their parent by a moment, and still answer.
  await answerTo(
    async () => ((await fetch(`${server.origin}/health`)).status === 503 ? true : undefined),
    () => 'the database to be gone',
  );
  for (let asked = 0; asked < 5; asked++) {
    const startedAt = performance.now();
    const answer = await server.post('confirm', { challenge: 'x', code: '123456' });
    const took = performance.now() - startedAt;
    assert.deepEqual(
      [answer?.['httpStatus'], answer?.['type'], answer?.['retryAfter']],
      [503, 'urn:otp-confirm:unavailable', 5],
    );
    assert.ok(took < 1000, `503 after ${took.toFixed(0)} ms`);
  }
  await database.restart();
  await answerTo(
    async () => ((await fetch(`${server.origin}/health`)).status === 200 ? true : undefined),
    () => 'the endpoint to find its database again',
  );
  return server;
};

const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-kill-'));
after(() => {
  rmSync(folder, { recursive: true });
});

test('SQLite: the server is killed', { skip: reasonToSkip('sqlite') ?? false }, async () => {
  const address: StoreAddress = { kind: 'sqlite', file: join(folder, 'otp.db') };
  await killedDuringLoad({ address, strike: killServer(address) });
});

for (const [name, kind, addressOf] of [
  [
    'Postgres',
    'postgres',
    (url: string): StoreAddress => ({ kind: 'postgres', connection: url, schema: 'kill' }),
  ],
  ['Redis', 'redis', (url: string): StoreAddress => ({ kind: 'redis', url, prefix: 'kill:' })],
] as const)
  describe(name, { skip: reasonToSkip(kind) ?? false }, () => {
    test('the server is killed', async () => {
      const database = await startServer(kind);
      const address = addressOf(database.url);
      await killedDuringLoad({ address, strike: killServer(address) });
      await database.stop();
    });

    test('the database is killed; 503 at once until it is back', async () => {
      const database = await startServer(kind);
      await killedDuringLoad({ address: addressOf(database.url), strike: killDatabase(database) });
      await database.stop();
    });
  });
