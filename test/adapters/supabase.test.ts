// The adapter for Supabase Auth keeps the contract, on answers as they stand in the source of the service: none was recorded.
// What it sends, and what the page gets of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { supabase, type SupabaseOptions } from '../../src/adapters/supabase.js';
import { adapterRules } from '../suites/index.js';
import { exchange, handsOver } from './exchange.js';
import { answersOf, recordingOf } from './recorded.js';

const recording = recordingOf('supabase');
const url = 'https://project.supabase.co';
const email = 'ada@example.org';
const phone = '+31612345678';
const factor = { factorId: 'f1', accessToken: () => Promise.resolve('first') };
const make = (options: Partial<SupabaseOptions> = { email }) =>
  supabase({ url, apikey: 'anon', onSession: () => undefined, ...options });

for (const [method, options] of [
  ['email', { email }],
  ['phone', { phone }],
  ['email_change', { email, type: 'email_change', current: { email: 'ada@old.example' } }],
  ['factor', factor],
] as const)
  describe(`supabase by ${method} keeps the adapter contract`, () => {
    const rules = adapterRules({
      ...answersOf(recording, method),
      createAdapter: ({ fetch }) => make({ ...options, fetch }),
      codeOf: (sent) => sent.read('token') ?? sent.read('code'),
      cannotTellExpired: method !== 'factor',
      prose: ['msg', 'message'],
    });
    for (const { name, run } of rules) it(name, run);
  });

describe('supabase asks', () => {
  const captchaToken = () => 'captcha';
  const none = { gotrue_meta_security: {} };
  const token = '012345';
  const cases: readonly (readonly [Partial<SupabaseOptions>, 'confirm' | 'issue', string, object])[] = [
    [{ email }, 'confirm', 'verify', { type: 'email', email, token }],
    [{ phone }, 'confirm', 'verify', { type: 'sms', phone, token }],
    [{ email, type: 'signup' }, 'confirm', 'verify', { type: 'signup', email, token }],
    [factor, 'confirm', 'factors/f1/verify', { challenge_id: 'c1', code: token }],
    [{ email }, 'issue', 'otp', { create_user: false, email, ...none }],
    [
      { phone, createUser: true, captchaToken },
      'issue',
      'otp',
      { create_user: true, phone, gotrue_meta_security: { captcha_token: 'captcha' } },
    ],
    [{ email, type: 'recovery' }, 'issue', 'recover', { type: 'recovery', email, ...none }],
    [{ email, type: 'signup' }, 'issue', 'resend', { type: 'signup', email, ...none }],
    // It looks for the user by the address that a change is from, and says to nobody that it sent a code.
    [
      { phone, type: 'phone_change', current: { phone: '+31600000000' } },
      'issue',
      'resend',
      { type: 'phone_change', phone: '+31600000000', ...none },
    ],
    [
      { phone, type: 'phone_change', current: { email } },
      'issue',
      'resend',
      { type: 'phone_change', email, ...none },
    ],
    [
      { phone, type: 'phone_change', current: { email } },
      'confirm',
      'verify',
      { type: 'phone_change', phone, token },
    ],
    [factor, 'issue', 'factors/f1/challenge', {}],
  ];
  for (const [options, operation, path, body] of cases)
    it(`${operation}, ${JSON.stringify(options)}: ${path}`, async () => {
      const sent = await exchange(make(options), operation, { challenge: 'c1' });
      assert.deepEqual([sent.url, sent.body], [`${url}/auth/v1/${path}`, body]);
      assert.equal(sent.headers.get('apikey'), 'anon');
      assert.equal(sent.headers.get('Authorization'), options.factorId ? 'Bearer first' : null);
    });
  for (const [options, can] of [
    [{ email }, true],
    [{ email, type: 'recovery' }, true],
    [{ email, type: 'signup' }, false],
    [factor, true],
  ] as const)
    it(`for a first code ${can ? 'too' : 'not'}, ${JSON.stringify(options)}`, () => {
      assert.equal(make(options).canStart, can);
    });
  it('for another code of a change only by the address that it is from', () => {
    const change = { email, type: 'email_change' } as const;
    assert.equal(make(change).issue, undefined);
    assert.ok(make({ ...change, current: { phone } }).issue);
  });
});

describe('supabase answers', () => {
  const session = { access_token: 'a', refresh_token: 'r', expires_in: 3600 };
  it('once the page has the session, which stands in no outcome', () =>
    handsOver((onSession) => make({ email, onSession }), session, session));
  it('a first code with what stands for a challenge', async () => {
    const { outcome } = await exchange(make(), 'issue');
    assert.deepEqual(outcome, { kind: 'issued', challenge: 'email' });
  });
  it('the half of a change of address for a whole code only where one is changed', async () => {
    const answer = { code: '200', msg: 'Confirmation link accepted.' };
    assert.deepEqual((await exchange(make(), 'confirm', { answer })).outcome, { kind: 'protocol' });
  });
});

describe('supabase says what it lacks, and where that is', () => {
  for (const [options, message] of [
    [{}, 'Give supabase the url https://<project>.supabase.co: see "API settings".'],
    [{ url }, 'Give supabase the apikey: see "API keys" of the project.'],
    [{ url, apikey: 'k' }, 'Give supabase an email, a phone or a factorId (mfa.listFactors tells it).'],
    [
      { url, apikey: 'k', factorId: 'f' },
      'Give supabase accessToken(): getSession of the first factor tells it.',
    ],
    [{ url, apikey: 'k', email }, 'Give supabase onSession: it takes the session.'],
  ] as const)
    it(message, () => {
      assert.throws(() => supabase(options as never), { name: 'SettingError', message });
    });
});
