// Better Auth: its plugins email-otp, phone-number and two-factor. Mapped from the source of better-auth 1.7.25
// (dist/plugins: email-otp/routes, phone-number/routes, two-factor/otp, /totp, /backup-codes, /verify-two-factor, admin;
// dist/api: rate-limiter, middlewares/origin-check), and held against that server by test/services/better-auth.
// It goes by the `code` of an error; the rate limit alone has none. What cannot be told apart there:
// - a wrong code, and one that a newer one replaced (INVALID_OTP, INVALID_CODE), is of another half minute (INVALID_CODE
//   of TOTP), or was used (INVALID_OTP of email-otp, INVALID_BACKUP_CODE);
// - email-otp says OTP_EXPIRED and TOO_MANY_ATTEMPTS once, and INVALID_OTP from then on; phone-number OTP_NOT_FOUND, as of
//   a code used or never sent; where it has a `verifyOTP` of its own, INVALID_OTP is all that it says;
// - two-factor says OTP_HAS_EXPIRED of a code used or never sent too; how long a code is or lives, how many tries are left
//   and when the account's lock ends, nothing tells.
// The session is a cookie; its token, which an answer tells too, is not handed on: it would stand in a form.
import type { AdapterContext, Answer, ConfirmAdapter, IssueRequest } from '../client/index.js';
import { ConfirmError } from '../client/errors.js';
import type { IssueOutcome, Outcome } from '../core/index.js';

/** Where a code is confirmed, where one is asked for, and what both have to know; a cookie tells the rest. */
const ways = {
  'email-otp': ['/sign-in/email-otp', '/email-otp/send-verification-otp', 'email'],
  'email-verification': ['/email-otp/verify-email', '/email-otp/send-verification-otp', 'email'],
  'phone-number': ['/phone-number/verify', '/phone-number/send-otp', 'phoneNumber'],
  'two-factor-otp': ['/two-factor/verify-otp', '/two-factor/send-otp'],
  totp: ['/two-factor/verify-totp'],
  'backup-code': ['/two-factor/verify-backup-code'],
} as const satisfies Readonly<Record<string, readonly [string, string?, ('email' | 'phoneNumber')?]>>;

export interface BetterAuthOptions {
  readonly method: keyof typeof ways;
  /** As for `createAuthClient`: a path of its own takes the place of `/api/auth`. Default: the page's origin. */
  readonly baseURL?: string | undefined;
  /** Of `email-otp` and `email-verification`: where the code goes to. */
  readonly email?: string | undefined;
  /** Of `phone-number`. */
  readonly phoneNumber?: string | undefined;
  /** The number is to become that of the user who is signed in. */
  readonly updatePhoneNumber?: boolean | undefined;
  /** Of the second factors: this device needs none from here on. */
  readonly trustDevice?: boolean | undefined;
  /** Default: the client's. */
  readonly fetch?: typeof fetch | undefined;
}

type Shared = Extract<IssueOutcome, Outcome>;
const refusals: Readonly<Record<string, Shared>> = {
  TOO_MANY_ATTEMPTS: { kind: 'locked', scope: 'challenge' },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: { kind: 'locked', scope: 'challenge' },
  ACCOUNT_TEMPORARILY_LOCKED: { kind: 'locked', scope: 'account' },
  INVALID_TWO_FACTOR_COOKIE: { kind: 'challenge-unknown' },
  MISSING_OR_NULL_ORIGIN: { kind: 'rejected', reason: 'csrf' },
  INVALID_ORIGIN: { kind: 'rejected', reason: 'csrf' },
};
const refusedCodes: Readonly<Record<string, Outcome>> = {
  ...refusals,
  INVALID_OTP: { kind: 'incorrect', maybeExpired: true },
  INVALID_CODE: { kind: 'incorrect', maybeExpired: true },
  INVALID_BACKUP_CODE: { kind: 'incorrect' },
  OTP_EXPIRED: { kind: 'expired' },
  OTP_HAS_EXPIRED: { kind: 'expired' },
  OTP_NOT_FOUND: { kind: 'expired' },
  USER_NOT_FOUND: { kind: 'challenge-unknown' },
};
const notSent: Readonly<Record<string, IssueOutcome>> = {
  ...refusals,
  INVALID_EMAIL: { kind: 'undeliverable' },
  INVALID_PHONE_NUMBER: { kind: 'undeliverable' },
};

// A copy without a prototype: what stands on one was not said.
type Said = Readonly<Record<string, unknown>>;
const saidIn = ({ body }: Answer): Said => ({ __proto__: null, ...(body as Said | undefined) });

function refusalIn<T>(answer: Answer, known: Readonly<Record<string, T>>): T | Shared {
  const { status, header } = answer;
  const { code } = saidIn(answer);
  const named = status >= 400 && typeof code === 'string';
  if (named && Object.hasOwn(known, code) && known[code]) return known[code];
  const [seconds] = /^\d{1,6}$/.exec(header('X-Retry-After') ?? header('Retry-After') ?? '') ?? [];
  if (status === 429) return { kind: 'rate-limited', ...(seconds && { retryAfter: Number(seconds) }) };
  if (status >= 500) return { kind: 'server', status };
  // Beyond a code: somebody is banned, a number is taken, a factor is not set up, or a hook of the server's says no.
  return named ? { kind: 'rejected', reason: 'policy' } : { kind: 'protocol' };
}

/**
 * An adapter for Better Auth.
 * @throws ConfirmError `SettingError` without a method, or without the address that it needs.
 * @example
 * element.adapter = betterAuth({ method: 'email-otp', email: 'ada@example.org' });
 */
export function betterAuth({ baseURL = '', fetch, method, ...members }: BetterAuthOptions): ConfirmAdapter {
  if (!Object.hasOwn(ways, method))
    throw new ConfirmError('SettingError', `Give betterAuth a method: ${Object.keys(ways).join(', ')}.`);
  const [verify, send, address] = ways[method];
  if (address && !members[address])
    throw new ConfirmError('SettingError', `Give betterAuth the ${address} that the code is sent to.`);
  const base = baseURL.replace(/\/+$/, '').replace(/^(\w+:\/\/[^/]*)?$/, '$&/api/auth');
  const headers = { 'Content-Type': 'application/json' };
  const init = { method: 'POST', credentials: 'include', headers, fetch } as const;
  const post = (path: string, body: object, { fetchJson }: AdapterContext): Promise<Answer> =>
    fetchJson(base + path, { ...init, body: JSON.stringify({ ...members, ...body }) });
  return {
    async confirm({ code }, context) {
      const answer = await post(verify, address === 'email' ? { otp: code } : { code }, context);
      const { user, token, status } = saidIn(answer);
      if (answer.status === 200 && user && (token || status === true)) return { kind: 'confirmed' };
      return refusalIn(answer, refusedCodes);
    },
    ...(send && {
      canStart: true,
      async issue({ challenge = '' }: IssueRequest, context: AdapterContext) {
        const type = address === 'email' ? (method === 'email-otp' ? 'sign-in' : method) : undefined;
        const answer = await post(send, { type }, context);
        const { success, status, message } = saidIn(answer);
        if (answer.status !== 200 || !(success === true || status === true || message === 'code sent'))
          return refusalIn(answer, notSent);
        // It has no id of its own: with this one the element knows that it was sent, and offers another.
        return { kind: 'issued', ...(!challenge && { challenge: method }) };
      },
    }),
  };
}
