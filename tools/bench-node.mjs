// One node of `npm run bench:server`: an endpoint of the built package on a store, on plain Node, in a process of its own;
// or the bare handler that it is held against. It issues when it is told to, and says which codes it has sent.
import { createServer } from 'node:http';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { createOtpEndpoint } from 'otp-confirm/server';

const KEY = Buffer.alloc(32, 7);
const places = {
  memory: () => undefined,
  sqlite: async (address) => (await import('otp-confirm/server/sqlite')).openSqliteStore(address),
  postgres: async (address) => (await import('otp-confirm/server/postgres')).openPostgresStore(address),
  redis: async (address) => (await import('otp-confirm/server/redis')).openRedisStore(address),
};

/** The digests of a confirmation, and its answer: what no endpoint can do without. */
async function createBareConfirm() {
  const known = new Map();
  const key = await crypto.subtle.importKey('raw', KEY, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const encoded = (...fields) => new TextEncoder().encode(fields.join('\0'));
  const base64url = (bytes) => Buffer.from(bytes).toString('base64url');
  const sign = async (...fields) => base64url(await crypto.subtle.sign('HMAC', key, encoded(...fields)));
  const hash = async (...fields) => base64url(await crypto.subtle.digest('SHA-256', encoded(...fields)));
  return async (text, idempotencyKey) => {
    const { challenge, code, stepName, sourceStep } = JSON.parse(text);
    const mac = await sign('code', challenge, stepName, sourceStep, code);
    const token = await sign('token', challenge, idempotencyKey);
    await hash('confirm', mac, idempotencyKey);
    known.set(challenge, await hash('token', token));
    return JSON.stringify({ status: 'confirmed', token, tokenExpiresIn: 300 });
  };
}

const HEADERS = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

async function bareListener() {
  const confirm = await createBareConfirm();
  const answer = async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = await confirm(Buffer.concat(chunks).toString(), incoming.headers['idempotency-key']);
    outgoing.writeHead(200, { ...HEADERS, 'Content-Length': body.length }).end(body);
  };
  return { listener: (incoming, outgoing) => void answer(incoming, outgoing) };
}

/** The same behind the adapter that the endpoint stands behind. */
async function adaptedListener() {
  const confirm = await createBareConfirm();
  return {
    listener: createRequestListener(
      async (request) =>
        new Response(await confirm(await request.text(), request.headers.get('idempotency-key')), {
          headers: HEADERS,
        }),
    ),
  };
}

async function endpointListener({ kind, ...address }) {
  const sent = [];
  const otp = createOtpEndpoint({
    store: await places[kind](address),
    keys: [{ id: '1', key: KEY }],
    deliver: ({ challenge, code }) => sent.push({ challenge, code }),
    origins: ['http://127.0.0.1'],
    limits: { destination: [] },
  });
  return {
    listener: createRequestListener((request, client) => otp.handler(request, client)),
    async issue(from, count) {
      sent.length = 0;
      let next = from;
      const issueSome = async () => {
        while (next < from + count) {
          const user = `user-${next++}`;
          const { kind: outcome } = await otp.issue({ user, destination: `${user}@example.org` });
          if (outcome !== 'issued') throw new Error(`An issue came to ${outcome}.`);
        }
      };
      await Promise.all(Array.from({ length: 10 }, issueSome));
      while (sent.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
      return sent;
    },
  };
}

const address = JSON.parse(process.argv[2]);
const bare = { bare: bareListener, adapter: adaptedListener };
const { listener, issue } = await (bare[address.kind] ?? endpointListener)(address);
// The connections wait while codes are issued.
const server = createServer({ keepAliveTimeout: 0 }, listener).listen(0, '127.0.0.1', () => {
  process.on('message', ({ from, count }) => void issue(from, count).then((sent) => process.send(sent)));
  process.on('disconnect', () => process.exit());
  process.send(server.address().port);
});
