// The server's endpoint on a real HTTP server: the browser's requests, the token of a form with script, the code
// of one without, and the redeem from another server.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  createOtpEndpoint,
  type Confirmation,
  type Delivery,
  type OtpEndpoint,
} from '../../src/server/index.js';
import { assertKind } from '../engine/sandbox.js';

const SECRET = 'a redeem secret of a shop';
const KEYS = [{ id: '1', key: Buffer.alloc(32, 3).toString('base64url') }];

let server: Server;
let origin: string;
let otp: OtpEndpoint;
let sent: Delivery[];
let now: number;
/** What the page's session holds, and what its form handler was told last. */
let session: string | undefined;
let confirmation: Confirmation | undefined;

function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for await (const chunk of incoming) controller.enqueue(new Uint8Array(chunk));
      controller.close();
    },
  });
  const init: RequestInit & { duplex: 'half' } = {
    method: incoming.method ?? 'GET',
    headers,
    body,
    duplex: 'half',
  };
  return new Request(new URL(incoming.url ?? '/', origin), init);
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = toRequest(incoming);
  let response: Response;
  if (incoming.url === '/login') {
    confirmation = await otp.readConfirmation(request, session === undefined ? {} : { challenge: session });
    response = new Response(null, { status: confirmation.confirmed ? 204 : 403 });
  } else {
    response = await otp.handler(request);
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

before(async () => {
  server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) =>
      outgoing.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
after(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  sent = [];
  now = Date.UTC(2026, 0, 1);
  session = undefined;
  confirmation = undefined;
  otp = createOtpEndpoint({
    keys: KEYS,
    deliver: (message) => sent.push(message),
    clock: { now: () => now },
    clients: { default: { redeemSecret: SECRET } },
    defer: (work) => void work(),
  });
});

async function start(request: Partial<Parameters<OtpEndpoint['issue']>[0]> = {}) {
  const issued = await otp.issue({ user: 'ada', destination: 'ada@example.org', ...request });
  assertKind(issued, 'issued');
  session = issued.challenge;
  return { challenge: issued.challenge, code: sent.at(-1)?.code ?? '' };
}

async function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(`${origin}/otp/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin, ...headers },
    body: JSON.stringify(body),
  });
  const parsed: Record<string, unknown> = JSON.parse(await response.text());
  return { ...parsed, httpStatus: response.status };
}

async function submit(entries: Record<string, string>, kind: 'urlencoded' | 'multipart' = 'urlencoded') {
  let body: URLSearchParams | FormData = new URLSearchParams(entries);
  if (kind === 'multipart') {
    body = new FormData();
    for (const [name, value] of Object.entries(entries)) body.set(name, value);
  }
  await fetch(`${origin}/login`, { method: 'POST', body });
  return confirmation;
}

const ada: Confirmation = {
  confirmed: true,
  user: 'ada',
  stepName: 'Confirm one-time code for user',
  confirmedAt: '2026-01-01T00:00:00.000Z',
};
const no = (outcome: Extract<Confirmation, { confirmed: false }>['outcome']): Confirmation => ({
  confirmed: false,
  outcome,
});

function wrong(code: string): string {
  return code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
}

for (const kind of ['urlencoded', 'multipart'] as const) {
  describe(`a form post (${kind})`, () => {
    test('with a token from a page with script, once', async () => {
      const { challenge, code } = await start();
      const { token } = await post('confirm', { challenge, code });
      const form = { user: 'ada', challenge, otp_token: String(token) };
      assert.deepEqual(await submit(form, kind), ada);
      assert.deepEqual(await submit(form, kind), no({ kind: 'challenge-unknown' }));
    });

    test('with a code from a page without script, once', async () => {
      const { challenge, code } = await start({ contextHash: 'c0ffee' });
      const form = { challenge, code: ` ${code.slice(0, 3)} ${code.slice(3)}` };
      assert.deepEqual(await submit(form, kind), { ...ada, contextHash: 'c0ffee' });
      assert.deepEqual(await submit(form, kind), no({ kind: 'already-used' }));
    });
  });
}

describe('the form and the script', () => {
  test('charge the same counter', async () => {
    const { challenge, code } = await start();
    for (const attemptsRemaining of [4, 2]) {
      assert.deepEqual(
        await submit({ challenge, code: wrong(code) }),
        no({ kind: 'incorrect', attemptsRemaining }),
      );
      const answered = await post('confirm', { challenge, code: wrong(code) });
      assert.deepEqual(answered['attemptsRemaining'], attemptsRemaining - 1);
    }
    assert.deepEqual(
      await submit({ challenge, code: wrong(code) }),
      no({ kind: 'locked', scope: 'challenge' }),
    );
    assert.deepEqual(await submit({ challenge, code }), no({ kind: 'locked', scope: 'challenge' }));
  });

  test('a token that the session holds the root of is good after a resend', async () => {
    const { challenge } = await start();
    now += 30_000;
    const issued = await post('issue', { challenge });
    const newest = { challenge: String(issued['challenge']), code: sent[1]?.code ?? '' };
    const { token } = await post('confirm', newest);
    const form = { challenge: newest.challenge, otp_token: String(token) };
    assert.deepEqual(await submit(form), { ...ada, confirmedAt: '2026-01-01T00:00:30.000Z' });
  });

  test('a token is good for a session that has followed one resend of two', async () => {
    const { challenge } = await start();
    now += 30_000;
    const second = await post('issue', { challenge });
    session = String(second['challenge']);
    now += 30_000;
    const third = await post('issue', { challenge: session });
    const { token } = await post('confirm', { challenge: third['challenge'], code: sent[2]?.code });
    assert.equal((await submit({ otp_token: String(token) }))?.confirmed, true);
  });

  test('a code for the newest challenge of the line, posted without script', async () => {
    const { challenge } = await start();
    now += 30_000;
    const issued = await post('issue', { challenge });
    const form = { challenge: String(issued['challenge']), code: sent[1]?.code ?? '' };
    assert.equal((await submit(form))?.confirmed, true);
  });

  test('an expired code', async () => {
    const { challenge, code } = await start();
    now += 300_000;
    assert.deepEqual(await submit({ challenge, code }), no({ kind: 'expired' }));
  });
});

describe('what a form cannot do', () => {
  test('name a challenge that is not of the session', async () => {
    const eve = await start({ user: 'eve' });
    const { token } = await post('confirm', eve);
    const { code } = await start();
    const own = await start({ user: 'eve' });
    session = (await start()).challenge;
    for (const form of [
      { challenge: eve.challenge, otp_token: String(token) },
      { otp_token: String(token) },
      { challenge: own.challenge, code: own.code },
      { challenge: 'none', code },
    ]) {
      assert.deepEqual(await submit(form), no({ kind: 'challenge-unknown' }));
    }
    // Nor use it up: the other challenge is as it was.
    assert.equal((await otp.confirm(own)).kind, 'confirmed');
  });

  test('bring its own challenge where the session has none', async () => {
    const { challenge, code } = await start();
    session = undefined;
    assert.deepEqual(await submit({ challenge, code }), no({ kind: 'challenge-unknown' }));
  });

  test('be read past 64 KiB, or in another type', async () => {
    const { challenge, code } = await start();
    assert.deepEqual(await submit({ challenge, code, note: 'x'.repeat(65_536) }), no({ kind: 'protocol' }));
    const request = new Request('http://a.test/', {
      method: 'POST',
      body: JSON.stringify({ challenge, code }),
    });
    assert.deepEqual(await otp.readConfirmation(request, { challenge }), no({ kind: 'protocol' }));
  });

  test('go on without token and code', async () => {
    const { challenge } = await start();
    assert.deepEqual(await submit({ challenge, otp_token: '', code: '' }), no({ kind: 'protocol' }));
  });

  test('use a token of another step', async () => {
    const { challenge, code } = await start();
    const { token } = await post('confirm', { challenge, code });
    const form = new URLSearchParams({ otp_token: String(token) });
    const pay = await otp.readConfirmation(form, { challenge, stepName: 'Pay' });
    assert.deepEqual(pay, no({ kind: 'challenge-unknown' }));
    assert.deepEqual(await otp.readConfirmation(form, { challenge }), ada);
  });
});

test('the cookie stands in for the session', async () => {
  const { challenge, code } = await start();
  const request = new Request('http://a.test/login', {
    method: 'POST',
    headers: { Cookie: `otp_challenge=${challenge}` },
    body: new URLSearchParams({ code }),
  });
  assert.deepEqual(await otp.readConfirmation(request), ada);
});

test('another server redeems over HTTP with its secret', async () => {
  const { challenge, code } = await start();
  const { token } = await post('confirm', { challenge, code });
  assert.equal((await post('redeem', { token, challenge }))['httpStatus'], 403);
  const redeemed = await post('redeem', { token, challenge }, { Authorization: `Bearer ${SECRET}` });
  assert.deepEqual([redeemed['status'], redeemed['user']], ['redeemed', 'ada']);
});

test('a request from a page of another origin is refused', async () => {
  const { challenge, code } = await start();
  const refused = await post('confirm', { challenge, code }, { Origin: 'http://evil.test' });
  assert.deepEqual([refused['httpStatus'], refused['reason']], [403, 'csrf']);
});

test('keys that are missing: the error says how to make one', () => {
  const deliver = (): undefined => undefined;
  // Without types, and with an environment that has none of it.
  for (const options of [
    { deliver },
    { deliver, keys: [] },
    { deliver, keys: [{ id: '1', key: undefined }] },
  ])
    assert.throws(() => Reflect.apply(createOtpEndpoint, undefined, [options]), {
      name: 'ConfigurationError',
      message: /randomBytes\(32\)/,
    });
});

test('a redeemSecret that is missing is an error that names the client', () => {
  const clients = { shop: { redeemSecret: undefined } };
  assert.throws(
    () => Reflect.apply(createOtpEndpoint, undefined, [{ keys: KEYS, deliver: () => undefined, clients }]),
    { name: 'ConfigurationError', message: /client "shop" is missing, short,/ },
  );
});

test('sweep drops what is an hour past its end', async () => {
  const { challenge } = await start();
  now += 300_000 + 3_600_000;
  assert.equal((await otp.status({ challenge })).kind, 'known');
  assert.ok((await otp.sweep()) > 0, 'nothing was dropped');
  assert.equal((await otp.status({ challenge })).kind, 'challenge-unknown');
});
