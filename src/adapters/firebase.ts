// Firebase Authentication and Identity Platform: the code of an SMS, as the first factor or the second (a TOTP is not in it).
// Mapped from the server's errors as @firebase/auth 1.13.9 knows them, by the name that an error's `message` begins with, and
// held against the Auth emulator of firebase-tools 15.34.2 by test/services/firebase; that one has no limits, no end of a
// code and no reCAPTCHA: these rest on the source alone. RESOURCE_EXHAUSTED, of a project's requests a minute, is google.rpc's.
// What cannot be told apart there:
// - INVALID_SESSION_INFO: a session that was used, and one that there never was;
// - TOO_MANY_ATTEMPTS_TRY_LATER: whether this code, this account or this device is held back, and until when;
// - OPERATION_NOT_ALLOWED: no code to that region, or to no phone; nothing tells how many tries are left, or how long one lives.
import { ConfirmError, given } from '../client/errors.js';
import type { AdapterContext, ConfirmAdapter } from '../client/index.js';
import type { IssueOutcome, Outcome } from '../core/index.js';

/** What is used of the answer to a sign-in. */
export type FirebaseSession = Readonly<{ idToken: string; refreshToken: string; localId?: string }>;

export interface FirebaseOptions {
  /** `apiKey` of the project's configuration for the web. */
  readonly apiKey: string;
  /** The first factor: the number that the code goes to. */
  readonly phoneNumber?: string | undefined;
  /** The second factor: what the sign-in answered, in which `mfaInfo` has the id of the factor. */
  readonly mfaPendingCredential?: string | undefined;
  readonly mfaEnrollmentId?: string | undefined;
  /** Takes the tokens, and is waited for, before the code is said to be confirmed. */
  readonly onSession: (session: FirebaseSession) => unknown;
  /** Gives `{ recaptchaToken }` for each code that is asked for, or the members that reCAPTCHA Enterprise has. */
  readonly recaptcha?: (() => object | Promise<object>) | undefined;
  /** Of Identity Platform. */
  readonly tenantId?: string | undefined;
  /** Of the emulator: `http://127.0.0.1:9099/identitytoolkit.googleapis.com`. Default: the service. */
  readonly baseUrl?: string | undefined;
  /** Default: the client's. */
  readonly fetch?: typeof fetch | undefined;
}

const limited = { kind: 'rate-limited' } as const;
const policy = { kind: 'rejected', reason: 'policy' } as const;
/** By the names of errors. A 429 is a limit; all others are beyond a code: `rejected`. */
const refusals: readonly (readonly [names: string, Extract<IssueOutcome, Outcome>])[] = [
  ['TOO_MANY_ATTEMPTS_TRY_LATER QUOTA_EXCEEDED RESOURCE_EXHAUSTED', limited],
  [
    'INVALID_SESSION_INFO INVALID_MFA_PENDING_CREDENTIAL MFA_ENROLLMENT_NOT_FOUND',
    { kind: 'challenge-unknown' },
  ],
];

type Said = Readonly<Record<string, unknown>>;
// A copy without a prototype: what stands on one was not said.
const own = (value: unknown): Said => ({ __proto__: null, ...(value as Said | undefined) });
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isSession = (value: Said): value is FirebaseSession & Said =>
  isText(value.idToken) && isText(value.refreshToken);

/**
 * An adapter for Firebase Authentication. The element's challenge is the `sessionInfo`.
 * @throws ConfirmError `SettingError` for an option that is missing, and from its methods for a callback that fails.
 * @example
 * element.adapter = firebase({ apiKey, phoneNumber: '+31612345678', recaptcha, onSession });
 */
export function firebase(options: FirebaseOptions): ConfirmAdapter {
  const { apiKey, phoneNumber, mfaPendingCredential, mfaEnrollmentId, onSession, tenantId, fetch } = options;
  const { recaptcha = () => ({}), baseUrl = 'https://identitytoolkit.googleapis.com' } = options;
  const isSecond = !!mfaPendingCredential;
  const lacks =
    (!apiKey && 'the apiKey: see the project settings, "Your apps"') ||
    (!isSecond && !phoneNumber && 'the phoneNumber, or the mfaPendingCredential of the sign-in') ||
    (isSecond && !mfaEnrollmentId && 'the mfaEnrollmentId: see mfaInfo of the sign-in') ||
    (!(onSession as unknown) && 'onSession: it takes the tokens');
  if (lacks) throw new ConfirmError('SettingError', `Give firebase ${lacks}.`);

  async function ask({ fetchJson }: AdapterContext, method: string, members: object) {
    const { status, body } = await fetchJson(`${baseUrl}/${method}?key=${encodeURIComponent(apiKey)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ tenantId, ...members }),
      fetch,
    });
    const { error, ...said } = own(body);
    if (status === 200) return { said: own(said), refusal: { kind: 'protocol' } } as const;
    const { message, status: canonical } = own(error);
    // Words for people may follow the name, or stand there alone: then the error has a canonical name.
    const [name = canonical] = isText(message) ? (/^[A-Z]+(?:_[A-Z]+)+/.exec(message) ?? []) : [];
    const other = status === 429 ? limited : isText(name) ? policy : ({ kind: 'protocol' } as const);
    const refusal = refusals.find(([names]) => names.split(' ').some((each) => each === name))?.[1] ?? other;
    return { said: own({}), name, refusal: status < 500 ? refusal : ({ kind: 'server', status } as const) };
  }

  return {
    canStart: true,
    async confirm({ code, challenge: sessionInfo }, context): Promise<Outcome> {
      const phoneVerificationInfo = { sessionInfo, code };
      const { said, name, refusal } = isSecond
        ? await ask(context, 'v2/accounts/mfaSignIn:finalize', {
            mfaPendingCredential,
            phoneVerificationInfo,
          })
        : await ask(context, 'v1/accounts:signInWithPhoneNumber', phoneVerificationInfo);
      if (name === 'INVALID_CODE') return { kind: 'incorrect' };
      if (name === 'SESSION_EXPIRED') return { kind: 'expired' };
      if (!isSession(said)) return refusal;
      await given('onSession', () => onSession(said));
      return { kind: 'confirmed' };
    },
    async issue(_, context): Promise<IssueOutcome> {
      const phoneSignInInfo = await given('recaptcha', recaptcha);
      const { said, name, refusal } = isSecond
        ? await ask(context, 'v2/accounts/mfaSignIn:start', {
            mfaPendingCredential,
            mfaEnrollmentId,
            phoneSignInInfo,
          })
        : await ask(context, 'v1/accounts:sendVerificationCode', { phoneNumber, ...phoneSignInInfo });
      const isNowhere = name === 'INVALID_PHONE_NUMBER' || name === 'OPERATION_NOT_ALLOWED';
      const { sessionInfo } = isSecond ? own(said.phoneResponseInfo) : said;
      if (!isText(sessionInfo)) return isNowhere ? { kind: 'undeliverable' } : refusal;
      const info = { length: 6, alphabet: 'digits', channel: 'sms' } as const; // not told: they are all so
      return { kind: 'issued', challenge: sessionInfo, info };
    },
  };
}
