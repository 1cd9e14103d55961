// Supabase Auth: the code of an e-mail or an SMS, or of a second factor. Rests on the source alone (supabase/auth 2.196,
// internal/api: verify, otp, recover, resend, mfa, middleware, apierrors/errorcode): no server of it was asked. It goes by the
// `error_code` of an error, which is `code` where the page asks for the newer API version.
// What cannot be told apart there:
// - otp_expired: a wrong code, one out of date, one replaced or used, and somebody who is not known;
// - mfa_factor_not_found: no such factor, or challenge; mfa_ip_address_mismatch: another address, or a challenge that was used;
// - that a code was sent: /resend and /recover say so of who is not known too;
// - nothing tells how long a code is or how many tries are left; how long a limit lasts is said to people only.
import { ConfirmError, given } from '../client/errors.js';
import type { AdapterContext, ConfirmAdapter, IssueRequest } from '../client/index.js';
import type { IssueOutcome, Outcome } from '../core/index.js';

/** What is used of the session: `supabase.auth.setSession` takes it as it is. */
export type SupabaseSession = Readonly<{ access_token: string; refresh_token: string; expires_in?: number }>;

export interface SupabaseOptions {
  /** `https://<project>.supabase.co`. */
  readonly url: string;
  /** The publishable one, or the anon key. */
  readonly apikey: string;
  /** Where the code went. `phone_change` and `email_change`: the new one, or of two codes the one that this is of. */
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  /** Default: `email`, or `sms` for a phone. */
  readonly type?: 'email' | 'sms' | 'signup' | 'recovery' | 'email_change' | 'phone_change' | undefined;
  /** Of a change: the address until then, by which the service finds the user. Left out: no other code can be had. */
  readonly current?: Readonly<{ email: string } | { phone: string }> | undefined;
  /** In the place of an address: the factor, whose challenge is the element's. */
  readonly factorId?: string | undefined;
  /** Gives the first factor's access token. */
  readonly accessToken?: (() => string | Promise<string>) | undefined;
  /** A code that is asked for may make a user. Default false. */
  readonly createUser?: boolean | undefined;
  /** Gives the token that a project with a CAPTCHA wants for each code that is asked for. */
  readonly captchaToken?: (() => string | Promise<string>) | undefined;
  /** Takes the session, and is waited for, before the code is said to be confirmed. */
  readonly onSession: (session: SupabaseSession) => unknown;
  /** Default: the client's. */
  readonly fetch?: typeof fetch | undefined;
}

const totp = { length: 6, alphabet: 'digits' } as const;
// By codes. An over_…_rate_limit is a 429; validation_failed says of a code that is asked for: no such address can be.
const limited = { kind: 'rate-limited' } as const;
const policy = { kind: 'rejected', reason: 'policy' } as const; // all others, which are beyond a code
const over =
  'mfa_factor_not_found mfa_ip_address_mismatch bad_jwt no_authorization session_not_found session_expired user_not_found';
const notSent = 'email_address_invalid email_address_not_authorized sms_send_failed validation_failed';
const isAmong = (names: string, name: unknown): boolean => names.split(' ').some((each) => each === name);
type Said = Readonly<Record<string, unknown>>;
// A copy without a prototype: what stands on one was not said.
const own = (value: unknown): Said => ({ __proto__: null, ...(value as Said | undefined) });
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isSession = (value: Said): value is SupabaseSession & Said =>
  isText(value.access_token) && isText(value.refresh_token);

/**
 * @throws ConfirmError `SettingError` for an option that is missing, and from its methods for a callback that fails.
 * @example
 * element.adapter = supabase({ url, apikey, email, onSession: (session) => client.auth.setSession(session) });
 */
export function supabase(options: SupabaseOptions): ConfirmAdapter {
  const { url, apikey, email, phone, factorId, accessToken, captchaToken, onSession, fetch } = options;
  const { type = phone ? 'sms' : 'email', createUser = false } = options;
  const { current = !factorId && type.endsWith('_change') ? undefined : { email, phone } } = options;
  const path = type === 'recovery' ? 'recover' : type === 'email' || type === 'sms' ? 'otp' : 'resend';
  const lacks =
    (!url && 'the url https://<project>.supabase.co: see "API settings"') ||
    (!apikey && 'the apikey: see "API keys" of the project') ||
    (!factorId && !email && !phone && 'an email, a phone or a factorId (mfa.listFactors tells it)') ||
    (!!factorId && !accessToken && 'accessToken(): getSession of the first factor tells it') ||
    (!(onSession as unknown) && 'onSession: it takes the session');
  if (lacks) throw new ConfirmError('SettingError', `Give supabase ${lacks}.`);

  async function ask({ fetchJson }: AdapterContext, path: string, members: object) {
    const token = accessToken && `Bearer ${await given('accessToken', accessToken)}`;
    const headers = { 'Content-Type': 'application/json', apikey, ...(token && { Authorization: token }) };
    const init = { method: 'POST', headers, body: JSON.stringify(members), fetch };
    const { status, body, text } = await fetchJson(`${url}/auth/v1/${path}`, init);
    if (status === 200) return { said: own(body), text, refusal: { kind: 'protocol' } } as const;
    const { code, error_code: name = code } = own(body);
    const other = status === 429 ? limited : isText(name) ? policy : ({ kind: 'protocol' } as const);
    const refusal = isAmong(over, name) ? ({ kind: 'challenge-unknown' } as const) : other;
    const isDown = status >= 500 || (isText(name) && name.startsWith('hook_timeout')); // a hook's: 422
    return { said: own({}), name, refusal: isDown ? ({ kind: 'server', status } as const) : refusal };
  }

  return {
    canStart: !!factorId || path !== 'resend',
    async confirm({ code, challenge }, context): Promise<Outcome> {
      const { said, name, refusal } = factorId
        ? await ask(context, `factors/${factorId}/verify`, { challenge_id: challenge, code })
        : await ask(context, 'verify', { type, email, phone, token: code });
      if (name === 'mfa_verification_failed') return { kind: 'incorrect' };
      if (name === 'otp_expired') return { kind: 'incorrect', maybeExpired: true };
      if (name === 'mfa_challenge_expired') return { kind: 'expired' };
      // The other one of the two addresses has a code of its own.
      if (type === 'email_change' && said.code === '200') return { kind: 'confirmed', next: { step: type } };
      if (!isSession(said)) return refusal;
      await given('onSession', () => onSession(said));
      return { kind: 'confirmed' };
    },
    ...(current && {
      async issue({ challenge = type }: IssueRequest, context: AdapterContext): Promise<IssueOutcome> {
        const captcha_token = captchaToken && (await given('captchaToken', captchaToken));
        const address = { ...current, gotrue_meta_security: { captcha_token } };
        const members = path === 'otp' ? { create_user: createUser, ...address } : { type, ...address };
        const { said, text, name, refusal } = factorId
          ? await ask(context, `factors/${factorId}/challenge`, {})
          : await ask(context, path, members);
        if (isAmong(notSent, name)) return { kind: 'undeliverable' };
        if (factorId && isText(said.id))
          return { kind: 'issued', challenge: said.id, ...(said.type === 'totp' && { info: totp }) };
        // It has no id of its own: with this one the element knows that it was sent, and offers another.
        const isSent = !factorId && (text === '{}' || isText(said.message_id));
        return isSent ? { kind: 'issued', challenge } : refusal;
      },
    }),
  };
}
