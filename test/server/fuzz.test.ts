// Malformed requests without end: a problem document each, by the OpenAPI document, never a 500, never a hang, and never
// a charge that was not told. FUZZ_RUNS says how many (npm run fuzz: 100,000); what once went wrong is in the corpus.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { createMemoryStore, type Store } from '../../src/server/index.js';
import { openPostgresStore } from '../../src/server/postgres/index.js';
import { openRedisStore } from '../../src/server/redis/index.js';
import { reasonToSkip, startServer } from '../../tools/servers.mjs';
import { assertInDocument } from './openapi.js';
import { endpoint, ORIGIN, SECRET } from './world.js';

/** After which a request is held to hang, in milliseconds: never waited for where none does. */
const PATIENCE = 10_000;
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2000);
const LIVE = '{{challenge}}';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As base64: a body need not be text. */
  readonly body: string;
}
const corpus: Sent[] = JSON.parse(readFileSync(new URL('fuzz-corpus.json', import.meta.url), 'utf8'));

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
const names = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('challenge', 'code', 'stepName', 'sourceStep', 'token', 'redeemKey'),
  },
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', '', 'a.b', '1', 'x'.repeat(33)),
  fc.string({ unit: 'binary' }),
);
const values = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 600 }) },
  { weight: 2, arbitrary: fc.constant(LIVE) },
  fc.constantFrom(
    '12345',
    '1234567',
    'abcdef',
    '\0',
    '\ud800',
    '１２３',
    'null',
    "' OR 1=1 --",
    '${7*7}',
    '*',
    '\r\n',
  ),
  fc.jsonValue(),
);
const object = fc.array(fc.tuple(names, values), { maxLength: 8 }).map((entries) => {
  // As text, so that a name may stand twice and __proto__ is a name.
  const members = entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${members.join(',')}}`;
});
const broken = fc.tuple(object, fc.nat(), fc.uint8Array({ maxLength: 4 })).map(([text, at, bytes]) => {
  const whole = Buffer.from(text);
  const cut = at % (whole.length + 1);
  return Buffer.concat([whole.subarray(0, cut), bytes, whole.subarray(cut + 1)]);
});
const body = fc.oneof(
  { weight: 4, arbitrary: object.map(base64) },
  { weight: 2, arbitrary: broken.map(base64) },
  fc.json().map(base64),
  fc.uint8Array({ maxLength: 200 }).map(base64),
  fc.nat(9000).map((length) => base64('['.repeat(length))),
  fc.nat(9000).map((length) => base64(`{"code":"${'1'.repeat(length)}"}`)),
  fc.constant(''),
);
const headerText = fc.string({ maxLength: 200 });
const headers = fc.record(
  {
    'content-type': fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('application/json', 'application/json; charset=utf-8') },
      fc.constantFrom('text/plain', 'multipart/form-data', 'application/json;;;', 'application/jsonx', ''),
      headerText,
    ),
    'idempotency-key': fc.oneof(
      headerText,
      headerText.map((text) => `"${text}"`),
      fc.constant(`"${'k'.repeat(200)}"`),
    ),
    cookie: fc.oneof(
      headerText,
      fc.constant(`__Host-otp_challenge=${LIVE}`),
      fc.constant('__Host-otp_challenge=;=;;'),
    ),
    authorization: fc.oneof(
      headerText,
      fc.constant(`Bearer ${SECRET}`),
      headerText.map((text) => `Bearer ${text}`),
    ),
    origin: fc.oneof({ weight: 8, arbitrary: fc.constant(ORIGIN) }, fc.constant('null'), headerText),
    'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site', 'none', 'odd'),
    'content-length': fc.constantFrom('0', '1', '99999999'),
  },
  { requiredKeys: ['origin', 'content-type'] },
);
const request: fc.Arbitrary<Sent> = fc.record({
  method: fc.oneof(
    { weight: 12, arbitrary: fc.constant('POST') },
    fc.constantFrom('GET', 'PUT', 'OPTIONS', 'DELETE', 'PURGE'),
  ),
  path: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('confirm', 'issue', 'redeem') },
    fc.constantFrom('', 'confirm/', 'confirm?x=1', '%00', '..%2fconfirm', '__proto__', 'toString'),
    fc.webPath(),
  ),
  headers,
  body,
});

/** Undefined where the platform itself refuses to make such a request: no server ever sees it. */
function requestOf(
  { method, path, headers: given, body: content }: Sent,
  challenge: string,
): Request | undefined {
  const filled = Buffer.from(
    Buffer.from(content, 'base64').toString('latin1').replaceAll(LIVE, challenge),
    'latin1',
  );
  try {
    const entries = Object.entries(given).map(
      ([name, value]) => [name, value.replaceAll(LIVE, challenge)] as const,
    );
    return new Request(`${ORIGIN}/otp/${path.replace(/^\//, '')}`, {
      method,
      headers: Object.fromEntries(entries),
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(filled) }),
    });
  } catch {
    return undefined;
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It hangs.')), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function suite(name: string, runs: number, store: () => Store, skip?: string): void {
  test(
    `${String(runs)} malformed requests on ${name}`,
    { skip: skip ?? false, timeout: 3_600_000 },
    async () => {
      const { otp, store: kept } = endpoint({
        store: store(),
        limits: { destination: [] },
        log: () => undefined,
      });
      const issue = async () => {
        const issued = await otp.issue({ user: 'ada\0\ud800', destination: 'ada@example.org' });
        return issued.kind === 'issued' ? issued.challenge : assert.fail(issued.kind);
      };
      let challenge = await issue();
      let asked = 0;
      const check = async (sent: Sent): Promise<void> => {
        const made = requestOf(sent, challenge);
        if (made === undefined) return;
        asked++;
        const before = await kept.get(challenge);
        const response = await inTime(otp.handler(made));
        const operation = new URL(made.url).pathname.replace(/\/+$/, '').split('/').at(-1) ?? '';
        const text = await response.text();
        if (response.status === 204) return assert.equal(made.method, 'OPTIONS');
        assert.ok(response.status >= 400 && response.status < 500, `it answered ${String(response.status)}`);
        assert.equal(response.headers.get('content-type'), 'application/problem+json');
        assert.equal(response.headers.get('cache-control'), 'no-store');
        const problem: Record<string, unknown> = JSON.parse(text);
        assert.equal(problem['status'], response.status);
        assertInDocument(operation, response.status, response.headers, problem);
        const row = await kept.get(challenge);
        const charged = (before?.attemptsRemaining ?? 0) - (row?.attemptsRemaining ?? 0);
        const told = ['urn:otp-confirm:incorrect', 'urn:otp-confirm:locked'].includes(
          String(problem['type']),
        );
        assert.ok(charged === 0 || (charged === 1 && told), 'a charge that was not told');
        if (row?.attemptsRemaining === 0) {
          await otp.unlock({ challenge });
          challenge = await issue();
        }
      };
      for (const sent of corpus) await check(sent);
      await fc.assert(fc.asyncProperty(request, check), { numRuns: runs });
      assert.ok(asked > runs / 2, `only ${String(asked)} could be sent`);
    },
  );
}

describe('fuzz', () => {
  suite('memory', RUNS, () => createMemoryStore());
});

for (const [name, kind, open] of [
  [
    'Postgres',
    'postgres',
    (url: string) => openPostgresStore({ connection: url, migrate: true, timeout: 10_000 }),
  ],
  ['Redis', 'redis', (url: string) => openRedisStore({ url, migrate: true, timeout: 10_000 })],
] as const) {
  const skip = reasonToSkip(kind);
  let store: Store | undefined;
  if (skip === undefined) {
    const server = await startServer(kind);
    store = await open(server.url);
    after(async () => {
      await store?.close();
      await server.stop();
    });
  }
  suite(name, Math.ceil(RUNS / 10), () => store ?? createMemoryStore(), skip);
}
