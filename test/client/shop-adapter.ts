// An adapter as an author of one would write it, for a service of another kind: a fetch of its own, members inside
// members, an error by its word, a first code without a challenge. The README shows how the suite is run over it.
import type { ConfirmAdapter } from '../../src/client/index.js';
import type { IssueOutcome, Outcome } from '../../src/core/index.js';
import type { AdapterSubject } from '../suites/index.js';

interface Shop {
  readonly fetch: typeof fetch;
}
type Said = Readonly<Record<string, unknown>>;

function saidIn(text: string): Said {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { __proto__: null, ...value }
      : {};
  } catch {
    return {};
  }
}
const count = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

export function shopAdapter({ fetch }: Shop): ConfirmAdapter {
  async function post(path: string, body: object, signal: AbortSignal, key: string) {
    const response = await fetch(`/shop/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      redirect: 'manual',
      body: JSON.stringify({ ...body, key }),
      signal,
    });
    return { status: response.status, said: saidIn(await response.text()) };
  }
  const other = (status: number): Outcome & IssueOutcome =>
    status === 429
      ? { kind: 'rate-limited' }
      : status >= 500
        ? { kind: 'server', status }
        : { kind: 'protocol' };
  const adapter = {
    canStart: true,
    idempotent: true,
    async confirm({ code, challenge }, { signal, idempotencyKey }) {
      const { status, said } = await post(
        'verify',
        { tx: challenge, user: { otp: code } },
        signal,
        idempotencyKey,
      );
      if (status === 200 && said['ok'] === true)
        return { kind: 'confirmed', ...(typeof said['session'] === 'string' && { token: said['session'] }) };
      if (said['error'] !== 'BAD_OTP') return other(status);
      return {
        kind: 'incorrect',
        maybeExpired: true,
        ...(count(said['left']) && { attemptsRemaining: said['left'] }),
      };
    },
    async issue({ challenge }, { signal, idempotencyKey }) {
      const { status, said } = await post('send', { tx: challenge }, signal, idempotencyKey);
      if (status !== 202 || typeof said['tx'] !== 'string') return other(status);
      return { kind: 'issued', challenge: said['tx'] };
    },
  } satisfies ConfirmAdapter & { readonly idempotent: boolean };
  return adapter;
}

export const shop: AdapterSubject = {
  createAdapter: shopAdapter,
  confirm: {
    confirmed: {
      status: 200,
      body: { ok: true, session: 's1' },
      outcome: { kind: 'confirmed', token: 's1' },
    },
    incorrect: {
      status: 401,
      body: { error: 'BAD_OTP', left: 2, message: 'Wrong or too late.' },
      outcome: { kind: 'incorrect', attemptsRemaining: 2, maybeExpired: true },
    },
  },
  issue: { issued: { status: 202, body: { tx: 'c2' }, outcome: { kind: 'issued', challenge: 'c2' } } },
  codeOf: (sent) => sent.read('user', 'otp'),
  keyOf: (sent) => sent.read('key'),
  cannotTellExpired: true,
};

/** A service that takes a form and answers in plain text. */
export const plain: AdapterSubject = {
  createAdapter: ({ fetch }) => ({
    async confirm({ code }, { signal }) {
      const body = new URLSearchParams({ pin: code });
      const response = await fetch('https://plain.example/check', {
        method: 'POST',
        redirect: 'manual',
        body,
        signal,
      });
      const { status } = response;
      const text = await response.text();
      if (status === 200 && text === 'OK') return { kind: 'confirmed' };
      return text === 'WRONG'
        ? { kind: 'incorrect' }
        : status < 500
          ? { kind: 'protocol' }
          : { kind: 'server', status };
    },
  }),
  confirm: {
    confirmed: { status: 200, body: 'OK', outcome: { kind: 'confirmed' } },
    incorrect: { status: 200, body: 'WRONG', outcome: { kind: 'incorrect' } },
  },
  codeOf: (sent) => sent.read('pin'),
};
