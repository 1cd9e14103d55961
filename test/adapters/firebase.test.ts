// The adapter for Firebase Authentication keeps the contract, on answers that were recorded or read: firebase.json says which.
// What it sends, and what the page gets of it. That the emulator still answers so is test/services/firebase's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firebase, type FirebaseOptions } from '../../src/adapters/firebase.js';
import { adapterRules } from '../suites/index.js';
import { exchange, handsOver } from './exchange.js';
import { answersOf, recordingOf } from './recorded.js';

const recording = recordingOf('firebase');
const phoneNumber = '+31612345678';
const second = { mfaPendingCredential: 'p1', mfaEnrollmentId: 'e1' };
const make = (options: Partial<FirebaseOptions> = { phoneNumber }) =>
  firebase({ apiKey: 'k&1', onSession: () => undefined, ...options });

for (const [method, options] of [
  ['phone', { phoneNumber }],
  ['mfa', second],
] as const)
  describe(`firebase by ${method} keeps the adapter contract`, () => {
    const rules = adapterRules({
      ...answersOf(recording, method),
      createAdapter: ({ fetch }) => make({ ...options, fetch }),
      codeOf: (sent) => sent.read('code') ?? sent.read('phoneVerificationInfo', 'code'),
      // The name of an error stands in its message.
      prose: [],
    });
    for (const { name, run } of rules) it(name, run);
  });

describe('firebase asks', () => {
  const google = 'https://identitytoolkit.googleapis.com';
  const recaptcha = () => Promise.resolve({ recaptchaToken: 't' });
  const mfaPendingCredential = 'p1';
  const cases: readonly (readonly [Partial<FirebaseOptions>, 'confirm' | 'issue', string, object])[] = [
    [
      { phoneNumber },
      'confirm',
      `${google}/v1/accounts:signInWithPhoneNumber`,
      { sessionInfo: 's1', code: '012345' },
    ],
    [{ phoneNumber }, 'issue', `${google}/v1/accounts:sendVerificationCode`, { phoneNumber }],
    [
      {
        phoneNumber,
        recaptcha,
        tenantId: 't1',
        baseUrl: 'http://127.0.0.1:9099/identitytoolkit.googleapis.com',
      },
      'issue',
      'http://127.0.0.1:9099/identitytoolkit.googleapis.com/v1/accounts:sendVerificationCode',
      { tenantId: 't1', phoneNumber, recaptchaToken: 't' },
    ],
    [
      second,
      'confirm',
      `${google}/v2/accounts/mfaSignIn:finalize`,
      { mfaPendingCredential, phoneVerificationInfo: { sessionInfo: 's1', code: '012345' } },
    ],
    [
      { ...second, recaptcha },
      'issue',
      `${google}/v2/accounts/mfaSignIn:start`,
      { ...second, phoneSignInInfo: { recaptchaToken: 't' } },
    ],
  ];
  for (const [options, operation, url, body] of cases)
    it(`${operation}, ${JSON.stringify(options)}: ${url}`, async () => {
      const sent = await exchange(make(options), operation, { challenge: 's1' });
      assert.deepEqual([sent.url, sent.body], [`${url}?key=k%261`, body]);
    });
});

describe('firebase answers', () => {
  const tokens = { idToken: 'i', refreshToken: 'r', localId: 'ada' };
  it('once the page has the tokens, which stand in no outcome', () =>
    handsOver((onSession) => make({ phoneNumber, onSession }), tokens, tokens));
  for (const [message, kind] of [
    ['INVALID_CODE', 'incorrect'],
    ['INVALID_CODE : The code is not the one.', 'incorrect'],
    ['The INVALID_CODE is invalid', 'protocol'],
    ['NOBODY_KNOWS_THIS', 'rejected'],
  ] as const)
    it(`an error by the name that its message begins with: ${message}`, async () => {
      const { outcome } = await exchange(make(), 'confirm', { answer: { error: { message } }, status: 400 });
      assert.equal(outcome.kind, kind);
    });
});

describe('firebase goes by the canonical name where an error has words for people alone', () => {
  for (const [status, code, kind] of [
    [429, 'RESOURCE_EXHAUSTED', 'rate-limited'],
    [403, 'PERMISSION_DENIED', 'rejected'],
  ] as const)
    for (const operation of ['confirm', 'issue'] as const)
      it(`${operation}: ${code}`, async () => {
        const answer = { error: { code: status, message: 'Quota exceeded for quota metric.', status: code } };
        const { outcome } = await exchange(make(), operation, { answer, status });
        assert.equal(outcome.kind, kind);
      });
});

describe('firebase says what it lacks, and where that is', () => {
  const onSession = () => undefined;
  for (const [options, message] of [
    [{}, 'Give firebase the apiKey: see the project settings, "Your apps".'],
    [{ apiKey: 'k' }, 'Give firebase the phoneNumber, or the mfaPendingCredential of the sign-in.'],
    [
      { apiKey: 'k', mfaPendingCredential: 'p' },
      'Give firebase the mfaEnrollmentId: see mfaInfo of the sign-in.',
    ],
    [{ apiKey: 'k', phoneNumber }, 'Give firebase onSession: it takes the tokens.'],
  ] as const)
    it(message, () => {
      assert.throws(() => firebase(options as never), { name: 'SettingError', message });
    });
  it('takes either factor', () => {
    assert.ok(firebase({ apiKey: 'k', phoneNumber, onSession }));
    assert.ok(firebase({ apiKey: 'k', ...second, onSession }));
  });
});
