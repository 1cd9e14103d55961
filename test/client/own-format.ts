// The default wire format as a subject of the adapter suite: the answers of its tables, each with what it comes to.
import { httpAdapter } from '../../src/client/index.js';
import type { AdapterSubject, Recorded } from '../suites/index.js';

const problem = (status: number, name: string, members: object = {}): Recorded => ({
  status,
  headers: { 'Content-Type': 'application/problem+json' },
  body: {
    type: `urn:otp-confirm:${name}`,
    title: 'It did not work.',
    detail: 'Somebody should translate this.',
    ...members,
  },
});

// The refusals that both operations can come to.
const refusals = {
  locked: [
    { ...problem(403, 'locked'), outcome: { kind: 'locked', scope: 'challenge' } },
    {
      ...problem(403, 'locked', { scope: 'account', retryAfter: 60 }),
      outcome: { kind: 'locked', scope: 'account', retryAfter: 60 },
    },
  ],
  'rate-limited': [
    {
      ...problem(429, 'rate-limited', { retryAfter: 30 }),
      outcome: { kind: 'rate-limited', retryAfter: 30 },
    },
    { status: 429, headers: { 'Retry-After': '7' }, outcome: { kind: 'rate-limited', retryAfter: 7 } },
  ],
  'challenge-unknown': { ...problem(404, 'challenge-unknown'), outcome: { kind: 'challenge-unknown' } },
  rejected: [
    { ...problem(403, 'rejected', { reason: 'csrf' }), outcome: { kind: 'rejected', reason: 'csrf' } },
    { ...problem(403, 'rejected'), outcome: { kind: 'rejected', reason: 'policy' } },
  ],
  server: { ...problem(503, 'unavailable', { retryAfter: 5 }), outcome: { kind: 'server', status: 503 } },
  protocol: { ...problem(400, 'malformed', { member: 'code' }), outcome: { kind: 'protocol' } },
} as const;

export const ownFormat: AdapterSubject = {
  createAdapter: () => httpAdapter({ endpoint: '/otp/confirm', issueEndpoint: '/otp/issue' }),
  request: { challenge: 'c1', stepName: 'Confirm sign-in', sourceStep: 'Get code', userCodeField: 'pin' },
  keyOf: (sent) => sent.header('Idempotency-Key'),
  confirm: {
    ...refusals,
    confirmed: [
      {
        status: 200,
        body: { status: 'confirmed', token: 't', tokenExpiresIn: 300, next: { step: 'passkey' } },
        outcome: { kind: 'confirmed', token: 't', tokenExpiresIn: 300, next: { step: 'passkey' } },
      },
      { status: 200, body: { status: 'confirmed' }, outcome: { kind: 'confirmed' } },
    ],
    incorrect: [
      {
        ...problem(422, 'incorrect', { attemptsRemaining: 2 }),
        outcome: { kind: 'incorrect', attemptsRemaining: 2, info: { attemptsRemaining: 2 } },
      },
      {
        ...problem(422, 'incorrect', { maybeExpired: true }),
        outcome: { kind: 'incorrect', maybeExpired: true },
      },
    ],
    expired: [
      { ...problem(410, 'expired'), outcome: { kind: 'expired' } },
      {
        ...problem(410, 'expired', { reason: 'replaced' }),
        outcome: { kind: 'expired', reason: 'replaced' },
      },
    ],
    'already-used': { ...problem(410, 'already-used'), outcome: { kind: 'already-used' } },
  },
  issue: {
    ...refusals,
    issued: {
      status: 200,
      body: {
        status: 'issued',
        challenge: 'c2',
        length: 6,
        alphabet: 'digits',
        expiresIn: 300,
        resendIn: 30,
      },
      outcome: {
        kind: 'issued',
        challenge: 'c2',
        info: { length: 6, alphabet: 'digits', expiresIn: 300, resendIn: 30 },
      },
    },
    undeliverable: { ...problem(422, 'undeliverable'), outcome: { kind: 'undeliverable' } },
    // No code can come of a challenge that is over.
    'challenge-unknown': [
      { ...problem(410, 'expired'), outcome: { kind: 'challenge-unknown' } },
      { ...problem(410, 'already-used'), outcome: { kind: 'challenge-unknown' } },
    ],
  },
  renewal: {
    challenge: 'c3',
    info: { destination: '•••• 42', channel: 'sms' },
    tell: (answer) => ({
      ...answer,
      body: {
        ...(answer.body as object | undefined),
        challenge: 'c3',
        destination: '•••• 42',
        channel: 'sms',
      },
    }),
  },
};
