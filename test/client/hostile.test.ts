// The client in front of a server that misbehaves in every way of test/hostile, over a real connection.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createConfirmClient, httpAdapter } from '../../src/client/index.js';
import { handle, wayNames } from '../hostile/answers.mjs';
import { endless, ways, type Seen } from '../hostile/ways.js';

const request = { challenge: 'c1', code: '123456' };
const server = createServer(handle);
let origin = '';
before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

let tests = 0;
function start(way: string, options: object = {}) {
  const id = `node-${String(tests++)}`;
  const due = new AbortController();
  return {
    client: createConfirmClient({
      adapter: httpAdapter({ endpoint: `${origin}/hostile/${way}/${id}` }),
      deadline: () => due.signal,
      pause: () => Promise.resolve(),
      ...options,
    }),
    due,
    seen: async (): Promise<Seen[]> => (await (await fetch(`${origin}/hostile/seen/${id}`)).json()) as Seen[],
  };
}

describe('a server that misbehaves', () => {
  for (const [way, comes] of ways)
    it(`${way}: ${comes}`, async () => {
      const { client, seen } = start(way);
      const outcome = await client.confirm(request);
      assert.equal(outcome.kind, comes);
      if (outcome.kind === 'confirmed') assert.equal(outcome.token, 't');
      assert.ok(!JSON.stringify(outcome).includes('LIE'), 'the lie is believed');
      const requests = await seen();
      assert.equal(requests.length, comes === 'network' ? 3 : 1);
      assert.equal(new Set(requests.map(({ key }) => key)).size, 1);
    });

  for (const way of endless)
    it(`${way}: timeout, and the connection is given up`, async () => {
      const { client, due, seen } = start(way);
      const outcome = client.confirm(request);
      while (!(await seen()).length);
      due.abort(new DOMException('The time is up.', 'TimeoutError'));
      assert.deepEqual(await outcome, { kind: 'timeout' });
      assert.equal((await seen()).length, 1);
    });

  it('a flood is cut off long before it has flown by', async () => {
    const { client, seen } = start('flood');
    await client.confirm(request);
    // What the sockets of both sides hold.
    for (const { sent } of await seen()) assert.ok(sent < 32 * 2 ** 20, `${String(sent)} bytes were taken`);
  });

  it('a flood whose connection breaks as it is cut off: too long all the same, and nothing that nobody hears', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(70_000));
      },
      cancel() {
        throw new TypeError('terminated');
      },
    });
    const { client } = start('flood', { fetch: () => Promise.resolve(new Response(body)) });
    // A rejection that nobody hears would fail the test.
    assert.deepEqual(await client.confirm(request), { kind: 'protocol' });
  });

  it('a connection that is lost twice: confirmed, with one key', async () => {
    const { client, seen } = start('lost-twice');
    assert.deepEqual(await client.confirm(request), { kind: 'confirmed', token: 't' });
    const requests = await seen();
    assert.deepEqual([requests.length, new Set(requests.map(({ key }) => key)).size], [3, 1]);
  });

  it('markup in every string: a value like any other, or no value', async () => {
    const { client } = start('markup');
    const outcome = await client.confirm(request);
    const { kind, info, ...rest } = outcome;
    assert.equal(kind, 'incorrect');
    assert.deepEqual(Object.keys({ ...rest, ...info }).sort(), [
      'attemptsRemaining',
      'challenge',
      'channel',
      'destination',
    ]);
    const { client: other } = start('markup-confirmed');
    assert.ok(!('next' in (await other.confirm(request))), 'a redirect that the page does not allow');
  });

  it('the table leaves out no way', () => {
    const apart = ['right', 'wrong', 'issued', 'lost-twice', 'hold', 'markup', 'markup-confirmed'];
    const named = [...ways.map(([way]) => way), ...endless, ...apart];
    assert.deepEqual([...wayNames].sort(), named.sort());
  });
});
