// One node of `npm run bench:server`: an endpoint of the built package on a store, on plain Node, in a process of its own;
// or the bare handler that it is held against, alone and behind an adapter. It issues when it is told to and says which
// codes it has sent, and says how much of the processor it has used.
import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
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
function createBareConfirm() {
  const known = new Map();
  const key = createSecretKey(KEY);
  const sign = (...fields) => createHmac('sha256', key).update(fields.join('\0')).digest('base64url');
  const hash = (...fields) => createHash('sha256').update(fields.join('\0')).digest('base64url');
  return (text, idempotencyKey) => {
    const { challenge, code, stepName, sourceStep } = JSON.parse(text);
    const mac = sign('code', challenge, stepName, sourceStep, code);
    const token = sign('token', challenge, idempotencyKey);
    hash('confirm', mac, idempotencyKey);
    known.set(challenge, hash('token', token));
    return JSON.stringify({ status: 'confirmed', token, tokenExpiresIn: 300 });
  };
}

const HEADERS = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

function bareListener() {
  const confirm = createBareConfirm();
  const answer = async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = confirm(Buffer.concat(chunks).toString(), incoming.headers['idempotency-key']);
    outgoing.writeHead(200, { ...HEADERS, 'Content-Length': body.length }).end(body);
  };
  return { listener: (incoming, outgoing) => void answer(incoming, outgoing) };
}

/** The same behind an adapter. */
function adaptedBy(adapter) {
  const confirm = createBareConfirm();
  return {
    listener: adapter(
      async (request) =>
        new Response(confirm(await request.text(), request.headers.get('idempotency-key')), {
          headers: HEADERS,
        }),
    ),
  };
}

async function endpointListener({ kind, ...address }) {
  const sent = [];
  const outcomes = new Map();
  const otp = createOtpEndpoint({
    store: await places[kind](address),
    keys: [{ id: '1', key: KEY }],
    deliver: ({ challenge, code }) => sent.push({ challenge, code }),
    origins: ['http://127.0.0.1'],
    limits: { destination: [] },
    log: ({ outcome }) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1),
  });
  return {
    listener: getRequestListener((request, { incoming }) =>
      otp.handler(request, incoming.socket.remoteAddress),
    ),
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
const bare = {
  bare: bareListener,
  hono: () => adaptedBy(getRequestListener),
  remix: () => adaptedBy(createRequestListener),
};
const { listener, issue } = await (bare[address.kind] ?? endpointListener)(address);
// The connections wait while codes are issued.
const server = createServer({ keepAliveTimeout: 0 }, listener).listen(0, '127.0.0.1', () => {
  process.on('message', async ({ from, count }) =>
    process.send(from === undefined ? process.cpuUsage() : await issue(from, count)),
  );
  process.on('disconnect', () => process.exit());
  process.send(server.address().port);
});
