// The adapter contract over the adapters of this house. For the HTTP adapter the answers are the wire format's tables; for the
// mock's they are what its engine really answers, recorded here. That each check can fail is broken-adapters.test.ts's.
import { describe, it } from 'node:test';
import { httpAdapter } from '../../src/client/index.js';
import { createMock } from '../../src/mock/index.js';
import { assertKind } from '../engine/sandbox.js';
import { adapterRules, type AdapterSubject, type Recorded } from '../suites/index.js';
import { ownFormat } from './own-format.js';
import { plain, shop } from './shop-adapter.js';

const keeps = (what: string, subject: AdapterSubject): void => {
  describe(`${what} keeps the adapter contract`, () => {
    for (const { name, run } of adapterRules(subject)) it(name, run);
  });
};

keeps('httpAdapter', ownFormat);
keeps('httpAdapter with a fetch of the page’s', {
  ...ownFormat,
  createAdapter: ({ fetch }) =>
    httpAdapter({
      endpoint: '/otp/confirm',
      issueEndpoint: '/otp/issue',
      headers: () => ({ 'X-A': '1' }),
      fetch,
    }),
});
keeps('httpAdapter that cannot issue', {
  ...ownFormat,
  createAdapter: () => httpAdapter({ endpoint: 'https://id.example/otp/confirm' }),
  issue: undefined,
});
keeps('httpAdapter for a form that is answered with 200 whatever comes', {
  createAdapter: ({ fetch }) =>
    httpAdapter({
      endpoint: '/verify.php',
      encoding: 'form',
      fetch,
      request: ({ code, challenge }) => ({ otp: code, tx: challenge }),
      interpret({ status, body }) {
        const said: Record<string, unknown> = { __proto__: null, ...(body as object | undefined) };
        if (status === 200 && said.ok === true) return { kind: 'confirmed' };
        return said.error === 'bad_otp' ? { kind: 'incorrect' } : undefined;
      },
    }),
  codeOf: (sent) => sent.read('otp'),
  confirm: {
    confirmed: { status: 200, body: { ok: true }, outcome: { kind: 'confirmed' } },
    incorrect: { status: 200, body: { ok: false, error: 'bad_otp' }, outcome: { kind: 'incorrect' } },
  },
});
keeps('an adapter with a fetch of its own', shop);
keeps('an adapter of a form and plain text', plain);
keeps('the mock’s adapter', await recordMock());

/** Plays a mock until it has given each of its answers; its clock stands still, and the seed makes the same codes. */
async function recordMock(): Promise<AdapterSubject> {
  const mock = createMock({ seed: 1, clock: 'manual' });
  const issued = async (): Promise<{ challenge: string; code: string }> => {
    const result = await mock.issue({ user: 'ada', channel: 'email', destination: 'ada@example.org' });
    assertKind(result, 'issued');
    return { challenge: result.challenge, code: mock.inbox.latest?.code ?? '' };
  };
  const post = async (endpoint: string, body: object): Promise<Recorded> => {
    const response = await mock.fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const headers = Object.fromEntries(response.headers);
    return { status: response.status, headers, body: await response.text() };
  };
  const confirm = (challenge: string, code: string) => post(mock.endpoint, { challenge, code });
  const issue = (challenge: string) => post(mock.issueEndpoint, { challenge });
  const wrong = (code: string) => (code === '111111' ? '222222' : '111111');

  const good = await issued();
  const incorrect = await confirm(good.challenge, wrong(good.code));
  const confirmed = await confirm(good.challenge, good.code);
  const used = await confirm(good.challenge, good.code);
  const { token } = JSON.parse(String(confirmed.body)) as { token: string };

  const late = await issued();
  const limited = await issue(late.challenge);
  mock.clock.advance('5m');
  const expired = await confirm(late.challenge, late.code);
  const again = await issue(late.challenge);
  const replaced = await confirm(late.challenge, late.code);
  const { challenge } = JSON.parse(String(again.body)) as { challenge: string };

  const guessed = await issued();
  for (let tries = 0; tries < 4; tries++) await confirm(guessed.challenge, wrong(guessed.code));
  const locked = await confirm(guessed.challenge, wrong(guessed.code));

  const unknown = { ...(await confirm('nobody', '123456')), outcome: { kind: 'challenge-unknown' } } as const;
  const malformed = { ...(await confirm(good.challenge, '1')), outcome: { kind: 'protocol' } } as const;
  return {
    createAdapter: () => createMock({ seed: 1 }).adapter,
    keyOf: (sent) => sent.header('Idempotency-Key'),
    confirm: {
      confirmed: { ...confirmed, outcome: { kind: 'confirmed', token, tokenExpiresIn: 300 } },
      incorrect: {
        ...incorrect,
        outcome: { kind: 'incorrect', attemptsRemaining: 4, info: { attemptsRemaining: 4 } },
      },
      expired: [
        { ...expired, outcome: { kind: 'expired' } },
        { ...replaced, outcome: { kind: 'expired', reason: 'replaced' } },
      ],
      'already-used': { ...used, outcome: { kind: 'already-used' } },
      locked: { ...locked, outcome: { kind: 'locked', scope: 'challenge' } },
      'challenge-unknown': unknown,
      protocol: malformed,
    },
    issue: {
      issued: {
        ...again,
        outcome: {
          kind: 'issued',
          challenge,
          info: {
            length: 6,
            alphabet: 'digits',
            expiresIn: 300,
            resendIn: 30,
            attemptsRemaining: 5,
            channel: 'email',
            destination: 'a•••@example.org',
          },
        },
      },
      'rate-limited': { ...limited, outcome: { kind: 'rate-limited', retryAfter: 30 } },
      'challenge-unknown': unknown,
    },
  };
}
