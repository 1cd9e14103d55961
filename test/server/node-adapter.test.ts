// The endpoint on plain Node, by an adapter that turns Node's requests into Requests: over the wire, the address of the
// socket counted, and no header able to say another.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { endpoint, wrong } from './world.js';

test('plain Node: confirm over HTTP, wrong codes of one socket address limited', async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const { otp, issued } = endpoint({
    origins: [origin],
    limits: { destination: [], addressFailures: [{ limit: 2, seconds: 3600 }] },
    clientAddress: (_, socket) => (socket as { address: string }).address,
  });
  server.on(
    'request',
    createRequestListener((request: Request, client: unknown) => otp.handler(request, client)),
  );
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
  await otp.close();
  server.close();
  server.closeAllConnections();
});
