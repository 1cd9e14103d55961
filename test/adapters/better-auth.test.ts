// The adapter for Better Auth keeps the contract, on answers that its server gave. That the server still gives them is
// test/services/better-auth's.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { betterAuth, type BetterAuthOptions } from '../../src/adapters/better-auth.js';
import { createConfirmClient } from '../../src/client/index.js';
import type { IssueOutcome, Outcome } from '../../src/core/index.js';
import { adapterRules } from '../suites/index.js';
import { answersOf, recordingOf } from './recorded.js';

const recording = recordingOf('better-auth');
const ways: readonly BetterAuthOptions[] = [
  { method: 'email-otp', email: 'ada@example.org' },
  { method: 'email-verification', email: 'ada@example.org' },
  { method: 'phone-number', phoneNumber: '+4915112345678' },
  { method: 'two-factor-otp', trustDevice: true },
  { method: 'totp' },
  { method: 'backup-code' },
];

for (const options of ways) {
  const { method } = options;
  const sendsMail = method.startsWith('email');
  describe(`betterAuth by ${method} keeps the adapter contract`, () => {
    const rules = adapterRules({
      ...answersOf(recording, method),
      createAdapter: ({ fetch }) => betterAuth({ ...options, fetch }),
      codeOf: (sent) => sent.read(sendsMail ? 'otp' : 'code'),
      cannotTellExpired: method !== 'backup-code',
      // `code sent` is all that an answer of phone-number says of a message: there it is no prose.
      ...(method === 'phone-number' && { prose: ['title', 'detail', 'description'] }),
    });
    for (const { name, run } of rules) it(name, run);
  });
}

interface Exchange {
  readonly url: string;
  readonly init: RequestInit;
  readonly body: unknown;
}

/** What the adapter sends, and what it makes of an answer. */
async function exchange(
  options: BetterAuthOptions,
  operation: 'confirm' | 'issue',
  {
    challenge,
    status = 500,
    body = {},
    headers = {},
  }: { challenge?: string; status?: number; body?: object; headers?: Record<string, string> } = {},
): Promise<Exchange & { readonly outcome: Outcome | IssueOutcome }> {
  let sent: Exchange | undefined;
  const fetch: typeof globalThis.fetch = (input, init = {}) => {
    sent = { url: String(input as string), init, body: JSON.parse(String(init.body as string)) };
    return Promise.resolve(Response.json(body, { status, headers }));
  };
  const client = createConfirmClient({ adapter: betterAuth(options), fetch });
  const outcome = await (operation === 'confirm'
    ? client.confirm({ challenge, code: '012345' })
    : client.issue({ challenge }));
  assert.ok(sent, 'It was sent');
  return { ...sent, outcome };
}

it('the adapter’s header names the version that was recorded', () => {
  const source = readFileSync(new URL('../../src/adapters/better-auth.ts', import.meta.url), 'utf8');
  const manifest = readFileSync(new URL('../services/better-auth/package.json', import.meta.url), 'utf8');
  const { dependencies } = JSON.parse(manifest) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const version = String(dependencies['better-auth']);
  assert.ok(source.includes(`the source of better-auth ${version}`), `better-auth ${version}`);
  assert.equal(recording.service, `Better Auth ${version}`);
});

describe('betterAuth asks', () => {
  const code = '012345';
  const email = 'ada@example.org';
  const phoneNumber = '+4915112345678';
  const cases: readonly (readonly [BetterAuthOptions, 'confirm' | 'issue', path: string, body: object])[] = [
    [{ method: 'email-otp', email }, 'confirm', '/sign-in/email-otp', { email, otp: code }],
    [{ method: 'email-otp', email }, 'issue', '/email-otp/send-verification-otp', { email, type: 'sign-in' }],
    [{ method: 'email-verification', email }, 'confirm', '/email-otp/verify-email', { email, otp: code }],
    [
      { method: 'email-verification', email },
      'issue',
      '/email-otp/send-verification-otp',
      { email, type: 'email-verification' },
    ],
    [{ method: 'phone-number', phoneNumber }, 'confirm', '/phone-number/verify', { phoneNumber, code }],
    [
      { method: 'phone-number', phoneNumber, updatePhoneNumber: true },
      'confirm',
      '/phone-number/verify',
      { phoneNumber, updatePhoneNumber: true, code },
    ],
    [{ method: 'phone-number', phoneNumber }, 'issue', '/phone-number/send-otp', { phoneNumber }],
    [{ method: 'two-factor-otp' }, 'confirm', '/two-factor/verify-otp', { code }],
    [
      { method: 'two-factor-otp', trustDevice: true },
      'confirm',
      '/two-factor/verify-otp',
      { trustDevice: true, code },
    ],
    [{ method: 'two-factor-otp' }, 'issue', '/two-factor/send-otp', {}],
    [
      { method: 'totp', trustDevice: false },
      'confirm',
      '/two-factor/verify-totp',
      { trustDevice: false, code },
    ],
    [{ method: 'backup-code' }, 'confirm', '/two-factor/verify-backup-code', { code }],
  ];
  for (const [options, operation, path, body] of cases)
    it(`${operation}, ${JSON.stringify(options)}: POST ${path}`, async () => {
      const sent = await exchange(options, operation);
      assert.deepEqual([sent.url, sent.init.method, sent.body], [`/api/auth${path}`, 'POST', body]);
      assert.equal(sent.init.credentials, 'include', 'The cookies of the service go along');
    });

  for (const [baseURL, url] of [
    [undefined, '/api/auth'],
    ['', '/api/auth'],
    ['https://id.example', 'https://id.example/api/auth'],
    ['https://id.example:8443/', 'https://id.example:8443/api/auth'],
    ['https://id.example/auth', 'https://id.example/auth'],
    ['https://id.example/deep/auth/', 'https://id.example/deep/auth'],
    ['/auth', '/auth'],
  ])
    it(`at ${url}, where the baseURL is ${String(baseURL)}`, async () => {
      const sent = await exchange({ method: 'totp', baseURL }, 'confirm');
      assert.equal(sent.url, `${String(url)}/two-factor/verify-totp`);
    });

  for (const method of ['totp', 'backup-code'] as const)
    it(`for no code by ${method}: the person has one`, () => {
      assert.deepEqual(Object.keys(betterAuth({ method })), ['confirm']);
    });
});

describe('betterAuth answers', () => {
  const totp = { method: 'totp' } as const;
  it('a first code with what stands for a challenge, and a further one with none', async () => {
    const options = { method: 'email-otp', email: 'ada@example.org' } as const;
    const sent = { status: 200, body: { success: true } };
    const first = await exchange(options, 'issue', sent);
    assert.deepEqual(first.outcome, { kind: 'issued', challenge: 'email-otp' });
    const further = await exchange(options, 'issue', { ...sent, challenge: 'email-otp' });
    assert.deepEqual(further.outcome, { kind: 'issued' });
  });
  it('without the token of the session: it would stand in a form', async () => {
    const { outcome } = await exchange(totp, 'confirm', { status: 200, body: { token: 'secret', user: {} } });
    assert.deepEqual(outcome, { kind: 'confirmed' });
  });
  for (const [status, code, outcome] of [
    [400, 'toString', { kind: 'rejected', reason: 'policy' }],
    [403, 'NO_MORE_ACCOUNTS', { kind: 'rejected', reason: 'policy' }],
    [500, 'FAILED_TO_CREATE_SESSION', { kind: 'server', status: 500 }],
    [200, 'INVALID_OTP', { kind: 'protocol' }],
  ] as const)
    it(`${String(status)} with a code that it does not know, ${code}: ${outcome.kind}`, async () => {
      assert.deepEqual((await exchange(totp, 'confirm', { status, body: { code } })).outcome, outcome);
    });
  for (const [header, outcome] of [
    ['7', { kind: 'rate-limited', retryAfter: 7 }],
    ['Infinity', { kind: 'rate-limited' }],
    ['-7', { kind: 'rate-limited' }],
    ['7000000', { kind: 'rate-limited' }],
  ] as const)
    it(`a rate limit of ${header} seconds`, async () => {
      const headers = { 'X-Retry-After': header };
      assert.deepEqual((await exchange(totp, 'confirm', { status: 429, headers })).outcome, outcome);
    });
  it('a rate limit of a proxy before it, which has a header of its own', async () => {
    const headers = { 'Retry-After': '9' };
    assert.deepEqual((await exchange(totp, 'confirm', { status: 429, headers })).outcome, {
      kind: 'rate-limited',
      retryAfter: 9,
    });
  });
});
