// The endpoint on plain Node, by adapters that turn Node's requests into Requests: over the wire, the address of the
// socket counted, and no header able to say another; a body no longer than it may be, however it is sent. Without one, an
// error that says what to do.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request as send, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { createRequestListener } from '@remix-run/node-fetch-server';
import express from 'express';
import { endpoint, wrong } from './world.js';

type Handler = (request: Request, address: unknown) => Promise<Response>;

const adapters: Readonly<Record<string, (handler: Handler) => RequestListener>> = {
  '@hono/node-server': (handler) =>
    getRequestListener((request, { incoming }) => handler(request, incoming.socket.remoteAddress), {
      overrideGlobalObjects: false,
    }),
  '@remix-run/node-fetch-server': (handler) =>
    createRequestListener((request: Request, client: { address: string }) =>
      handler(request, client.address),
    ),
};

/** The status of a post, chunk by chunk, or as long as it is said to be. */
async function post(url: string, chunks: readonly string[], headers: Record<string, string | number>) {
  const outgoing = send(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: new URL(url).origin, ...headers },
  });
  const answered = once(outgoing, 'response');
  // The answer may come before all is sent, and the connection end with it.
  outgoing.on('error', () => undefined);
  for (const chunk of chunks) outgoing.write(chunk);
  outgoing.end();
  const [response] = await answered;
  response.resume();
  return response.statusCode as number;
}

for (const [name, adapt] of Object.entries(adapters)) {
  test(`plain Node by ${name}: confirm over HTTP, wrong codes of one socket address limited, bodies bounded`, async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const { otp, issued } = endpoint({
      origins: [origin],
      limits: { destination: [], addressFailures: [{ limit: 2, seconds: 3600 }] },
      clientAddress: (_, address) => address as string,
    });
    server.on('request', adapt(otp.handler));
    const confirm = async (body: unknown) => {
      const response = await fetch(`${origin}/otp/confirm`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Origin: origin,
          'X-Forwarded-For': String(Math.random()),
        },
        body: JSON.stringify(body),
      });
      return [response.status, response.headers.get('cache-control'), (await response.text()).slice(0, 30)];
    };
    const first = await issued();
    const second = await issued({ user: 'bob' });
    const incorrect = [422, 'no-store', '{"type":"urn:otp-confirm:incor'];
    for (const { challenge, code } of [first, second])
      assert.deepEqual(await confirm({ challenge, code: wrong(code) }), incorrect);
    const { challenge, code } = second;
    assert.equal((await confirm({ challenge, code }))[0], 429);

    const url = `${origin}/otp/confirm`;
    const text = JSON.stringify(
      await issued({ user: 'cy' }).then(({ challenge, code }) => ({ challenge, code })),
    );
    const large = text.padEnd(5000);
    assert.equal(await post(url, [large], { 'Content-Length': 5000 }), 413);
    assert.equal(await post(url, [large.slice(0, 2500), large.slice(2500)], {}), 413, 'in chunks');
    assert.equal(await post(url, [text], { 'Content-Length': text.length, 'Content-Encoding': 'gzip' }), 429);
    assert.equal(
      await post(url, [text.slice(0, 9), text.slice(9)], {}),
      429,
      'read whole: limited by the address',
    );
    await otp.close();
    server.close();
    server.closeAllConnections();
  });
}

test('Express’s own request, and a body that was read already, are an error that says what to pass', async () => {
  const { otp, log } = endpoint();
  const misused: Readonly<Record<string, (request: express.Request) => unknown>> = {
    handler: (request) => otp.handler(request as never),
    request: (request) => otp.readConfirmation(request as never),
    body: (request) => otp.readConfirmation(request.body as never),
  };
  // Its own answer to an error holds the stack then, and the console nothing.
  const app = express().set('env', 'test');
  app.use(express.urlencoded());
  app.post('/otp/confirm/:way', (request) => {
    const { way } = request.params;
    // At once, before anything is awaited: Express 4 and plain Node look at no promise.
    if (way === 'handler') assert.throws(() => otp.handler(request as never));
    return misused[way]?.(request);
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  for (const way of Object.keys(misused)) {
    const body = way === 'body' ? new URLSearchParams({ code: '123456' }) : null;
    const response = await fetch(`${origin}/otp/confirm/${way}`, { method: 'POST', body });
    assert.match(
      await response.text(),
      /ConfigurationError: This is no Request.*Pass one; or .* a form/,
      way,
    );
  }
  assert.deepEqual(log, []);
  server.close();
  server.closeAllConnections();
});
