import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createConfirmClient,
  httpAdapter,
  type AdapterContext,
  type ConfirmAdapter,
} from '../../src/client/index.js';
import type { Outcome } from '../../src/core/index.js';
import { serveTests } from './server.js';

const server = serveTests();
const SENTINEL = 'QWERTYUIOPAS';
const request = { challenge: 'c1', code: SENTINEL };

/** A deadline that passes when it is told to. */
function manualDeadline() {
  const due = new AbortController();
  const given: number[] = [];
  return {
    deadline: (milliseconds: number) => {
      given.push(milliseconds);
      return due.signal;
    },
    pass: () => {
      due.abort(new DOMException('The time is up.', 'TimeoutError'));
    },
    given,
  };
}
const http = (options: Partial<Parameters<typeof createConfirmClient>[0]> = {}) =>
  createConfirmClient({ adapter: httpAdapter({ endpoint: server.url }), ...options });
const answering = (confirm: ConfirmAdapter['confirm']) => createConfirmClient({ adapter: { confirm } });
const arrived = () =>
  new Promise<void>((resolve) => {
    const { respond } = server;
    server.respond = (response) => {
      resolve();
      server.respond = respond;
      respond(response);
    };
  });

describe('createConfirmClient: over a real connection', () => {
  it('a server that is not there is network', async () => {
    const client = createConfirmClient({
      adapter: httpAdapter({ endpoint: 'http://127.0.0.1:9/' }),
      retries: 0,
    });
    assert.deepEqual(await client.confirm(request), { kind: 'network' });
  });
  it('a connection closed half way is network', async () => {
    server.respond = (response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"status":"confirmed"}', () => response.destroy());
    };
    assert.deepEqual(await http({ retries: 0 }).confirm(request), { kind: 'network' });
  });
  it('one deadline covers connection and body', async () => {
    const { deadline, pass, given } = manualDeadline();
    const cut = new Promise<void>((resolve) => {
      server.respond = (response) => {
        response.on('close', resolve);
        response.writeHead(200);
        response.write('{"status":', pass); // the rest never comes
      };
    });
    assert.deepEqual(await http({ deadline, timeout: 5000 }).confirm(request), { kind: 'timeout' });
    assert.deepEqual(given, [5000]);
    await cut;
  });
  it('the deadline, 20 s by default, holds also where the request can be called off', async () => {
    const { deadline, pass, given } = manualDeadline();
    server.respond = () => undefined;
    const came = arrived();
    const outcome = http({ deadline }).confirm(request, { signal: new AbortController().signal });
    await came;
    pass();
    assert.deepEqual(await outcome, { kind: 'timeout' });
    assert.deepEqual(given, [20_000]);
  });
  it('an abort is aborted, before and during', async () => {
    server.respond = () => undefined;
    const controller = new AbortController();
    const came = arrived();
    const outcome = http().confirm(request, { signal: controller.signal });
    await came;
    controller.abort();
    assert.deepEqual(await outcome, { kind: 'aborted' });
    const before = server.received.length;
    assert.deepEqual(await http().confirm(request, { signal: AbortSignal.abort() }), { kind: 'aborted' });
    assert.equal(server.received.length, before);
  });
  it('a body without end is cut off at the cap', async () => {
    let sent = 0;
    const closed = new Promise<void>((resolve) => {
      server.respond = (response) => {
        response.on('close', resolve);
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
        };
        response.on('drain', more);
        more();
      };
    });
    assert.deepEqual(await http().confirm(request), { kind: 'protocol' });
    await closed;
    assert.ok(sent < 50_000_000);
  });
});

describe('createConfirmClient: the idempotency key', () => {
  const heard = (outcomes: Outcome[]) => {
    const keys: string[] = [];
    return {
      keys,
      client: answering((_, { idempotencyKey }) => {
        keys.push(idempotencyKey);
        return Promise.resolve(outcomes.shift() ?? { kind: 'protocol' });
      }),
    };
  };
  it('is repeated until a definitive answer, for the same challenge and code', async () => {
    const { keys, client } = heard([
      { kind: 'network' },
      { kind: 'timeout' },
      { kind: 'server', status: 502 },
      { kind: 'protocol' },
      { kind: 'aborted' },
      { kind: 'incorrect' },
    ]);
    for (let i = 0; i < 7; i++) await client.confirm(request);
    assert.equal(new Set(keys.slice(0, 6)).size, 1);
    assert.notEqual(keys[6], keys[5]);
  });
  it('belongs to the code and to the challenge, and survives another code in between', async () => {
    const { keys, client } = heard([{ kind: 'network' }, { kind: 'network' }, { kind: 'network' }]);
    await client.confirm(request);
    await client.confirm({ ...request, code: '1' });
    await client.confirm({ ...request, challenge: 'c2' });
    await client.confirm(request);
    assert.equal(new Set(keys).size, 3);
    assert.equal(keys[3], keys[0]);
  });
  it('is 128 random bits', async () => {
    const { keys, client } = heard([]);
    await client.confirm(request);
    const numbers = (keys[0] ?? '').split('-').map(Number);
    assert.equal(numbers.length, 4);
    for (const number of numbers) assert.ok(Number.isInteger(number) && number >= 0 && number < 2 ** 32);
    await client.confirm({ ...request, code: '1' });
    assert.notEqual(keys[1], keys[0]);
  });
});

describe('createConfirmClient: one in flight', () => {
  it('the same request twice is one exchange, and another one is refused', async () => {
    let calls = 0;
    let resolve: (outcome: Outcome) => void = () => undefined;
    const client = answering(() => {
      calls++;
      return new Promise((done) => (resolve = done));
    });
    const first = client.confirm(request);
    const second = client.confirm({ ...request });
    await assert.rejects(client.confirm({ ...request, code: '1' }), { name: 'BusyError' });
    resolve({ kind: 'incorrect' });
    assert.deepEqual(await Promise.all([first, second]), [{ kind: 'incorrect' }, { kind: 'incorrect' }]);
    assert.equal(calls, 1);
    void client.confirm(request);
    assert.equal(calls, 2);
  });
});

describe('createConfirmClient: one after the other', () => {
  it('a request that was aborted before it began leaves the way free', async () => {
    const client = answering(() => Promise.resolve({ kind: 'incorrect' }));
    assert.deepEqual(await client.confirm(request, { signal: AbortSignal.abort() }), { kind: 'aborted' });
    assert.deepEqual(await client.confirm({ ...request, code: '1' }), { kind: 'incorrect' });
  });
});

describe('createConfirmClient: what was called off', () => {
  it('leaves the way free at once, for another request and for the same', async () => {
    const client = answering(() => new Promise(() => undefined));
    for (const code of ['1', '2', '2']) {
      const controller = new AbortController();
      const outcome = client.confirm({ ...request, code }, { signal: controller.signal });
      controller.abort();
      void outcome.then((told) => assert.deepEqual(told, { kind: 'aborted' }));
    }
    const next = new AbortController();
    const last = client.confirm({ ...request, code: '2' }, { signal: next.signal });
    await Promise.resolve();
    next.abort();
    assert.deepEqual(await last, { kind: 'aborted' });
  });
});

describe('createConfirmClient: adapters that misbehave', () => {
  it('an adapter that forgets the signal does not outlive the deadline', async () => {
    const { deadline, pass } = manualDeadline();
    const client = createConfirmClient({
      adapter: { confirm: () => new Promise(() => undefined) },
      deadline,
    });
    const outcome = client.confirm(request);
    pass();
    assert.deepEqual(await outcome, { kind: 'timeout' });
  });
  for (const answer of [undefined, null, 'confirmed', {}, { kind: 'toString' }, { kind: 'ok' }])
    it(`${JSON.stringify(answer) ?? 'undefined'} is protocol`, async () => {
      const client = answering(() => Promise.resolve(answer as unknown as Outcome));
      assert.deepEqual(await client.confirm(request), { kind: 'protocol' });
    });
  it('a failing fetch of its own is network', async () => {
    const client = answering(async () => {
      await fetch('http://127.0.0.1:9/');
      return { kind: 'protocol' };
    });
    assert.deepEqual(await client.confirm(request), { kind: 'network' });
  });
  it('what it throws else is an AdapterError with its cause, without the code', async () => {
    const cause = new RangeError('broken');
    const client = answering(() => Promise.reject(cause));
    await assert.rejects(client.confirm(request), (error: Error) => {
      assert.equal(error.name, 'AdapterError');
      assert.equal(error.cause, cause);
      assert.ok(!`${error.message}${String(error.stack)}`.includes(SENTINEL));
      return true;
    });
    assert.deepEqual(await answering(() => Promise.resolve({ kind: 'incorrect' })).confirm(request), {
      kind: 'incorrect',
    });
  });
  for (const nothing of [undefined, null])
    it(`${String(nothing)}, thrown, is one too`, async () => {
      const client = answering(() => Promise.reject(nothing));
      await assert.rejects(client.confirm(request), { name: 'AdapterError' });
    });
  it('says what it can do: to ask for a code, and to ask for the first', () => {
    const confirm = () => Promise.resolve({ kind: 'protocol' } as const);
    for (const [adapter, canIssue, canStart] of [
      [{ confirm }, false, false],
      [{ confirm, canStart: true }, false, false],
      [{ confirm, issue: confirm }, true, false],
      [{ confirm, issue: confirm, canStart: true }, true, true],
    ] as const) {
      const client = createConfirmClient({ adapter });
      assert.deepEqual([client.canIssue, client.canStart], [canIssue, canStart]);
    }
  });
  it('needs an adapter, one that can confirm, and one that can issue', async () => {
    assert.throws(() => createConfirmClient({} as never), { name: 'SettingError', message: /adapter/ });
    // What makes an adapter in the place of one, and a mock in the place of its adapter: no connection is lost there.
    for (const adapter of [{}, 'x', httpAdapter, { adapter: {} }])
      await assert.rejects(createConfirmClient({ adapter: adapter as never }).confirm(request), {
        name: 'SettingError',
        message: /confirm\(\)/,
      });
    const client = answering(() => Promise.resolve({ kind: 'incorrect' }));
    assert.equal(client.canIssue, false);
    await assert.rejects(client.issue({}), { name: 'SettingError', message: /issueEndpoint/ });
  });
  it('reads 64 KiB and no more, past no cache, whatever characters the network cuts', async () => {
    const bytes = new TextEncoder().encode('•'.repeat(21_845) + '.');
    for (const [body, read] of [
      [bytes, bytes.length],
      [new Uint8Array([...bytes, 46]), 0],
    ] as const) {
      const asked: (string | undefined)[] = [];
      const fetch = (_: unknown, init?: RequestInit) => {
        asked.push(init?.cache);
        const cut = new ReadableStream({
          start(controller) {
            for (const part of [body.slice(0, 1), body.slice(1)]) controller.enqueue(part);
            controller.close();
          },
        });
        return Promise.resolve(new Response(cut));
      };
      let text = '';
      const client = createConfirmClient({
        fetch,
        adapter: {
          async confirm(_, { fetchJson }) {
            ({ text } = await fetchJson('https://otp.example/', {}));
            return { kind: 'protocol' };
          },
        },
      });
      await client.confirm(request);
      assert.equal(text === new TextDecoder().decode(bytes), read > 0);
      assert.deepEqual([new TextEncoder().encode(text).length, asked], [read, ['no-store']]);
    }
  });
  it('hands the adapter a fetchJson under its own signal', async () => {
    const contexts: AdapterContext[] = [];
    const client = answering((_, context) => {
      contexts.push(context);
      return Promise.resolve({ kind: 'incorrect' });
    });
    await client.confirm(request);
    assert.equal(typeof contexts[0]?.fetchJson, 'function');
    assert.equal(contexts[0]?.signal.aborted, false);
  });
});
