// The races once more from the outside: over HTTP, at two endpoints in processes of their own that share one store (memory:
// at one), so that the key, the token and the account hold from the wire to the disk and back.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { reasonToSkip, startServer, type RunningServer } from '../../tools/servers.mjs';
import { SECRET, startEndpoint, type EndpointProcess, type IssuedCode } from '../stores/endpoint-process.js';
import type { StoreAddress } from '../stores/store-process.js';
import { fresh, times } from '../stores/store-world.js';
import { wrong } from './world.js';

type Posted = Awaited<ReturnType<EndpointProcess['post']>>;

const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-races-'));
after(() => {
  rmSync(folder, { recursive: true });
});

interface Place {
  readonly name: string;
  readonly skip?: string | undefined;
  readonly server?: 'postgres' | 'redis';
  readonly processes: number;
  address(url: string): StoreAddress;
}
const places: readonly Place[] = [
  { name: 'memory', processes: 1, address: () => ({ kind: 'memory' }) },
  {
    name: 'SQLite',
    skip: reasonToSkip('sqlite'),
    processes: 2,
    address: () => ({ kind: 'sqlite', file: join(folder, 'otp.db') }),
  },
  {
    name: 'Postgres',
    skip: reasonToSkip('postgres'),
    server: 'postgres',
    processes: 2,
    address: (url) => ({ kind: 'postgres', connection: url, schema: 'races' }),
  },
  {
    name: 'Redis',
    skip: reasonToSkip('redis'),
    server: 'redis',
    processes: 2,
    address: (url) => ({ kind: 'redis', url, prefix: 'races:' }),
  },
];

/** How often each answer came: `confirmed`, or the last part of a problem's type. */
function count(answers: readonly Posted[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const what = String(answer?.['status'] === 'confirmed' ? 'confirmed' : answer?.['type']).replace(
      /^.*:/,
      '',
    );
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

for (const { name, skip, server, processes, address } of places)
  describe(`${name}: races over HTTP`, { skip: skip ?? false }, () => {
    let database: RunningServer | undefined;
    const endpoints: EndpointProcess[] = [];
    before(async () => {
      database = server === undefined ? undefined : await startServer(server);
      // One after the other: the first makes the schema.
      for (let started = 0; started < processes; started++)
        endpoints.push(await startEndpoint(address(database?.url ?? '')));
    });
    after(async () => {
      for (const endpoint of endpoints) await endpoint.kill();
      await database?.stop();
    });

    const at = (index: number): EndpointProcess =>
      endpoints[index % processes] ?? assert.fail('There is no endpoint.');
    /** SQLite may turn away who waits too long for another process, with nothing done: a client sends it again. */
    async function post(index: number, ...request: Parameters<EndpointProcess['post']>): Promise<Posted> {
      for (;;) {
        const answer = await at(index).post(...request);
        if (name !== 'SQLite' || answer?.['httpStatus'] !== 503) return answer;
      }
    }
    const confirm = (index: number, { challenge }: IssuedCode, code: string, key = fresh('key')) =>
      post(index, 'confirm', { challenge, code }, { 'Idempotency-Key': `"${key}"` });

    test('50 right codes under keys of their own: one is confirmed', async () => {
      const issued = await at(0).issue('ada');
      const answers = await Promise.all(times(50).map((index) => confirm(index, issued, issued.code)));
      assert.deepEqual(count(answers), { confirmed: 1, 'already-used': 49 });
    });

    test('50 right codes under one key: the same token 50 times, and 50 redeems of it are one', async () => {
      const issued = await at(0).issue('bob');
      const key = fresh('key');
      const answers = await Promise.all(times(50).map((index) => confirm(index, issued, issued.code, key)));
      assert.deepEqual(count(answers), { confirmed: 50 });
      const tokens = new Set(answers.map((answer) => answer?.['token']));
      assert.equal(tokens.size, 1);
      const [token] = tokens;
      const redeems = await Promise.all(
        times(50).map((index) =>
          post(
            index,
            'redeem',
            { token, challenge: issued.challenge },
            { Authorization: `Bearer ${SECRET}` },
          ),
        ),
      );
      assert.deepEqual(redeems.map((answer) => answer?.['httpStatus']).sort(), [
        200,
        ...times(49).map(() => 404),
      ]);
    });

    test('200 wrong codes with 5 allowed: 5 compared, the right one refused, and a new code changes no count', async () => {
      const issued = await at(0).issue('eve');
      const answers = await Promise.all(
        times(200).map((index) => confirm(index, issued, wrong(issued.code, 1 + (index % 9)))),
      );
      assert.deepEqual(count(answers), { incorrect: 4, locked: 196 });
      assert.deepEqual(count([await confirm(0, issued, issued.code)]), { locked: 1 });
      // The account's five failures outlive the new code: its fifth wrong one is the tenth.
      const again = await at(1).issue('eve');
      const more = await Promise.all(times(50).map((index) => confirm(index, again, wrong(again.code))));
      const scopes = more.map((answer) => answer?.['scope']);
      assert.equal(scopes.filter((scope) => scope === 'account').length, 46);
      assert.equal((await confirm(1, again, again.code))?.['scope'], 'account');
    });
  });
