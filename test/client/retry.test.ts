// A request whose connection failed: when the client sends it again by itself, with which key, and when it must not.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createConfirmClient, httpAdapter, type ConfirmAdapter } from '../../src/client/index.js';
import type { Outcome } from '../../src/core/index.js';
import { serveTests } from './server.js';

const server = serveTests();
const request = { challenge: 'c1', code: '123456' };
const lost = new TypeError('fetch failed');

/** Pauses that are over at once, and are written down. */
function pauses() {
  const waited: number[] = [];
  return {
    waited,
    pause: (milliseconds: number) => {
      waited.push(milliseconds);
      return Promise.resolve();
    },
  };
}
/** An adapter that comes to these one after the other; an error is thrown. */
function scripted(outcomes: (Outcome | Error)[], abilities: Partial<ConfirmAdapter> = { idempotent: true }) {
  const keys: string[] = [];
  const next: ConfirmAdapter['confirm'] = (_, { idempotencyKey }) => {
    keys.push(idempotencyKey);
    const outcome = outcomes.shift() ?? { kind: 'confirmed' };
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  };
  return { keys, adapter: { confirm: next, ...abilities } };
}
function browserSays(onLine: boolean): void {
  Object.defineProperty(globalThis, 'navigator', { value: { onLine }, configurable: true });
}
const navigatorBefore = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'navigator');
  if (navigatorBefore) Object.defineProperty(globalThis, 'navigator', navigatorBefore);
});

describe('a connection that fails', () => {
  it('is tried twice more, with one key, after ever longer pauses', async () => {
    const { keys, adapter } = scripted([lost, lost, { kind: 'incorrect' }]);
    const { waited, pause } = pauses();
    assert.deepEqual(await createConfirmClient({ adapter, pause }).confirm(request), { kind: 'incorrect' });
    assert.deepEqual(waited, [500, 2000]);
    assert.deepEqual([keys.length, new Set(keys).size], [3, 1]);
  });

  it('is network after that, and the key stays for the person’s own try', async () => {
    const { keys, adapter } = scripted([lost, lost, { kind: 'network' }]);
    const client = createConfirmClient({ adapter, ...pauses() });
    assert.deepEqual(await client.confirm(request), { kind: 'network' });
    assert.deepEqual(await client.confirm(request), { kind: 'confirmed' });
    assert.deepEqual([keys.length, new Set(keys).size], [4, 1]);
  });

  it('is tried as often as the page says', async () => {
    for (const retries of [0, 1, 4]) {
      const { keys, adapter } = scripted(Array<Error>(9).fill(lost));
      await createConfirmClient({ adapter, retries, ...pauses() }).confirm(request);
      assert.equal(keys.length, 1 + retries);
    }
  });

  it('is not tried again where the service may not know the key', async () => {
    const { keys, adapter } = scripted([lost], {});
    const { waited, pause } = pauses();
    assert.deepEqual(await createConfirmClient({ adapter, pause }).confirm(request), { kind: 'network' });
    assert.deepEqual([keys.length, waited], [1, []]);
  });

  for (const outcome of [
    { kind: 'server', status: 503 },
    { kind: 'protocol' },
    { kind: 'timeout' },
    { kind: 'rate-limited', retryAfter: 1 },
    { kind: 'incorrect' },
  ] as const)
    it(`is something else than ${outcome.kind}, which is told at once`, async () => {
      const { keys, adapter } = scripted([outcome]);
      assert.deepEqual(await createConfirmClient({ adapter, ...pauses() }).confirm(request), outcome);
      assert.equal(keys.length, 1);
    });

  it('is told at once where the browser knows that it is offline', async () => {
    browserSays(false);
    const { keys, adapter } = scripted([lost]);
    assert.deepEqual(await createConfirmClient({ adapter, ...pauses() }).confirm(request), {
      kind: 'network',
    });
    assert.equal(keys.length, 1);
    browserSays(true);
    assert.deepEqual(await createConfirmClient({ adapter, ...pauses() }).confirm(request), {
      kind: 'confirmed',
    });
  });

  it('has one deadline for all tries, which ends a pause as well', async () => {
    const due = new AbortController();
    const deadlines: number[] = [];
    const { keys, adapter } = scripted([lost]);
    const client = createConfirmClient({
      adapter,
      timeout: 1234,
      deadline: (milliseconds) => {
        deadlines.push(milliseconds);
        return due.signal;
      },
      // As the system's: over when its signal is.
      pause: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve();
          });
          due.abort(new DOMException('The time is up.', 'TimeoutError'));
        }),
    });
    assert.deepEqual(await client.confirm(request), { kind: 'timeout' });
    assert.deepEqual([keys.length, deadlines], [1, [1234]]);
  });

  it('is not tried again once it was called off', async () => {
    const controller = new AbortController();
    const { keys, adapter } = scripted([lost]);
    const client = createConfirmClient({
      adapter,
      pause: () => {
        controller.abort();
        return Promise.resolve();
      },
    });
    assert.deepEqual(await client.confirm(request, { signal: controller.signal }), { kind: 'aborted' });
    assert.equal(keys.length, 1);
  });

  it('a pause of the system’s own ends with the signal', async () => {
    const controller = new AbortController();
    const { keys, adapter } = scripted([lost]);
    const outcome = createConfirmClient({ adapter }).confirm(request, { signal: controller.signal });
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    assert.deepEqual(await outcome, { kind: 'aborted' });
    assert.equal(keys.length, 1);
  });
});

describe('over a real connection', () => {
  const drop = (times: number) => {
    server.received.length = 0;
    let left = times;
    server.json(200, { status: 'confirmed', token: 't' });
    const { respond } = server;
    server.respond = (response) => {
      if (left-- > 0) response.destroy();
      else respond(response);
    };
  };
  const http = (options: object = {}) =>
    createConfirmClient({ adapter: httpAdapter({ endpoint: server.url, ...options }), ...pauses() });

  it('an answer that is lost twice is had in the end: three requests, one key, one code', async () => {
    drop(2);
    assert.deepEqual(await http().confirm(request), { kind: 'confirmed', token: 't' });
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    assert.deepEqual([keys.length, new Set(keys).size], [3, 1]);
  });

  for (const options of [
    { idempotent: false },
    { request: () => ({}) },
    { issueRequest: () => ({}) },
    { encoding: 'form' },
  ])
    it(`${Object.keys(options).join()}: sent once, and without a key`, async () => {
      drop(1);
      assert.deepEqual(await http(options).confirm(request), { kind: 'network' });
      assert.equal(server.received.length, 1);
      assert.ok(!('idempotency-key' in (server.received[0]?.headers ?? {})));
    });

  it('an endpoint of another format that honours the key is asked again too', async () => {
    drop(1);
    const client = http({ encoding: 'form', idempotent: true });
    assert.deepEqual(await client.confirm(request), { kind: 'confirmed', token: 't' });
    assert.equal(server.received.length, 2);
  });

  it('asking for a code is tried again as well', async () => {
    drop(1);
    server.received.length = 0;
    const client = http({ issueEndpoint: `${server.url}/issue` });
    await client.issue({ challenge: 'c1' });
    assert.equal(new Set(server.received.map(({ headers }) => headers['idempotency-key'])).size, 1);
    assert.equal(server.received.length, 2);
  });
});

describe('an outcome of the wrong operation', () => {
  for (const kind of ['issued', 'undeliverable'] as const)
    it(`a confirmation never comes to ${kind}: protocol`, async () => {
      const { adapter } = scripted([{ kind } as unknown as Outcome]);
      assert.deepEqual(await createConfirmClient({ adapter }).confirm(request), { kind: 'protocol' });
    });
  for (const kind of ['confirmed', 'incorrect', 'expired', 'already-used'] as const)
    it(`an issue never comes to ${kind}: protocol`, async () => {
      const { adapter } = scripted([]);
      const client = createConfirmClient({
        adapter: { ...adapter, issue: () => Promise.resolve({ kind } as never) },
      });
      assert.deepEqual(await client.issue({}), { kind: 'protocol' });
    });
});
