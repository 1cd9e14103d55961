// Better Auth on a port of this machine, in a thread of its own whose clock is moved by hand: all its plugins that send or
// check codes, a memory for its database, an outbox for its mail. What it is asked by messages stands at the end.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { answerOfPage } from '../page.mjs';

// It stands, and each request comes a second after the one before: of two codes of one moment the older would count.
const RealDate = Date;
let time = RealDate.UTC(2026, 0, 1);
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length) super(...given);
    else super(time);
  }
  static now() {
    return time;
  }
};

// After the clock: what reads it at its start reads this one.
const { betterAuth } = await import('better-auth');
const { memoryAdapter } = await import('better-auth/adapters/memory');
const { toNodeHandler } = await import('better-auth/node');
const { admin, emailOTP, phoneNumber, twoFactor } = await import('better-auth/plugins');
const { base32 } = await import('@better-auth/utils/base32');

/** @type {{ to: string, code: string }[]} */
let outbox = [];
const deliver = (to, code) => outbox.push({ to, code });

/** What was asked of Better Auth, oldest first: paths below its own. @type {string[]} */
let asked = [];
/** Origins of pages elsewhere that the server in front of Better Auth lets in. */
let allowed = [];
let database;
let auth;
let handler;

function start({ limited = false, trusted = [], letIn = trusted } = {}) {
  const empty = ['user', 'session', 'account', 'verification', 'twoFactor', 'rateLimit'];
  // so long after what was that no rate limit remembers it: these are not in the database
  time += 3_600_000;
  database = Object.fromEntries(empty.map((name) => [name, []]));
  outbox = [];
  asked = [];
  allowed = letIn;
  auth = betterAuth({
    baseURL: origin,
    secret: 'a secret of the tests, which is long enough',
    database: memoryAdapter(database),
    logger: { disabled: true },
    telemetry: { enabled: false },
    // no secrets here: a hash would only take its time
    emailAndPassword: {
      enabled: true,
      password: {
        hash: async (password) => password,
        verify: async ({ hash, password }) => hash === password,
      },
    },
    rateLimit: { enabled: limited },
    trustedOrigins: trusted,
    plugins: [
      admin(),
      emailOTP({ sendVerificationOTP: async ({ email, otp }) => deliver(email, otp) }),
      phoneNumber({
        sendOTP: ({ phoneNumber: to, code }) => deliver(to, code),
        phoneNumberValidator: (number) => /^\+\d{8,15}$/.test(number),
        signUpOnVerification: { getTempEmail: (number) => `${number.slice(1)}@example.org` },
      }),
      twoFactor({ otpOptions: { sendOTP: ({ user, otp }) => deliver(user.email, otp) } }),
    ],
  });
  handler = toNodeHandler(auth);
}

/** What the server in front of it has to do for a page of another origin: Better Auth answers none of this. */
function answersCors(request, response) {
  const { origin: from } = request.headers;
  if (!from || !allowed.includes(from)) return false;
  response.setHeader('Access-Control-Allow-Origin', from);
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Access-Control-Expose-Headers', 'X-Retry-After');
  response.setHeader('Access-Control-Allow-Headers', 'Content-Type');
  if (request.method !== 'OPTIONS') return false;
  response.writeHead(204).end();
  return true;
}

async function answer(request, response) {
  const [path] = request.url.split('?');
  if (path.startsWith('/api/auth/')) {
    if (answersCors(request, response)) return;
    time += 1000;
    asked.push(path.replace('/api/auth', ''));
    await handler(request, response);
    return;
  }
  const page = await answerOfPage(path, `${origin} ${origin.replace('localhost', '127.0.0.1')}`);
  response.writeHead(page?.status ?? 404, Object.fromEntries(page?.headers ?? []));
  response.end(page && Buffer.from(await page.arrayBuffer()));
}

async function listen() {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error);
      response.destroy();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://localhost:${server.address().port}`;
}

const origin = await listen();
/** Another port, for a page of another origin. */
const elsewhere = await listen();
start();

const calls = {
  /** Anew and empty. */
  start,
  origins: () => ({ origin, elsewhere }),
  advance(seconds) {
    time += seconds * 1000;
  },
  asked: () => asked,
  /** The newest code that was sent to an address. */
  sent: (to) => outbox.findLast((message) => message.to === to)?.code,
  /** As somebody who administers does it. */
  ban(email) {
    database.user.find((user) => user.email === email).banned = true;
  },
  /** What an authenticator app shows now. */
  totp: async (uri) => {
    const secret = new URL(uri).searchParams.get('secret');
    const { code } = await auth.api.generateTOTP({
      body: { secret: new TextDecoder().decode(base32.decode(secret)) },
    });
    return code;
  },
};

parentPort.on('message', async ({ id, name, given }) => {
  try {
    parentPort.postMessage({ id, result: await calls[name](...given) });
  } catch (error) {
    parentPort.postMessage({ id, error });
  }
});
parentPort.postMessage({ id: 0, result: null });
