// Amazon Cognito user pools: a code answers a challenge of a sign-in, or confirms a sign-up. Mapped from the API reference
// of 2016-04-18 by an error's `__type`, and held against cognito-local 5.3.0 by test/services/cognito; that one has no limits,
// no end of a session, no EMAIL_OTP or SMS_OTP and no ResendConfirmationCode: these rest on the reference alone.
// What cannot be told apart there:
// - NotAuthorizedException: the sign-in is over (after three minutes, unless the app client says otherwise), its session
//   was used, the password is wrong, the user is disabled; of a sign-up also that it was confirmed before;
// - SOFTWARE_TOKEN_MFA: a wrong code, one of another half minute, and one used before;
// - ExpiredCodeException of a sign-up: a code out of date, one replaced or used, and none that was ever sent;
// - nothing tells how many tries are left, or when a limit ends.
import { ConfirmError, given } from '../client/errors.js';
import type { AdapterContext, ConfirmAdapter, ConfirmRequest } from '../client/index.js';
import type { IssueOutcome, Outcome } from '../core/index.js';

/** What is used of the service's `AuthenticationResult`. */
export type CognitoSession = Readonly<{ AccessToken: string; IdToken?: string; RefreshToken?: string }>;

export interface CognitoOptions {
  /** `https://cognito-idp.<region>.amazonaws.com/`. */
  readonly endpoint: string;
  /** Of an app client without a secret. */
  readonly clientId: string;
  /** Of a challenge its `ChallengeParameters.USER_ID_FOR_SRP`. */
  readonly username: string;
  /** Of the challenge whose `Session` is the element's challenge; `SIGN_UP`: the code confirms a sign-up. */
  readonly challengeName: 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP' | 'SMS_OTP' | 'SIGN_UP';
  /** `AuthFlow` and `AuthParameters` of the InitiateAuth that sends a code. Left out: only a sign-up's is sent again. */
  readonly initiateAuth?: (() => object | Promise<object>) | undefined;
  /** Takes the tokens, and is waited for, before the code is said to be confirmed. A sign-up has none. */
  readonly onSession?: ((session: CognitoSession) => unknown) | undefined;
  /** Default: the client's. */
  readonly fetch?: typeof fetch | undefined;
}

const limited = { kind: 'rate-limited' } as const;
const gone = { kind: 'challenge-unknown' } as const;
/** By the names of errors: `[namespace#]…Exception`. A 429 is a limit; all others are beyond a code: `rejected`. */
const refusals = new Map<unknown, Extract<IssueOutcome, Outcome>>([
  ['LimitExceeded', limited],
  ['TooManyRequests', limited],
  ['Throttling', limited],
  ['TooManyFailedAttempts', { kind: 'locked', scope: 'account' }],
  ['NotAuthorized', gone],
  ['UserNotFound', gone],
]);
type Said = Readonly<Record<string, unknown>>;
// A copy without a prototype: what stands on one was not said.
const own = (value: unknown): Said => ({ __proto__: null, ...(value as Said | undefined) });
const isText = (value: unknown): value is string => typeof value === 'string' && !!value;
const isSession = (value: unknown): value is CognitoSession => isText(own(value).AccessToken);

/**
 * @throws ConfirmError `SettingError` for an option that is missing, and from its methods for a callback that fails.
 * @example
 * element.adapter = cognito({ endpoint, clientId, username, challengeName: 'SMS_MFA', onSession });
 */
export function cognito(options: CognitoOptions): ConfirmAdapter {
  const { endpoint, clientId, username, challengeName: ChallengeName, onSession, fetch } = options;
  const { initiateAuth = () => ({}) } = options;
  const signsUp = ChallengeName === 'SIGN_UP';
  const lacks =
    (!endpoint && 'an endpoint: https://cognito-idp.<region>.amazonaws.com/') ||
    (!clientId && 'the clientId: see App clients') ||
    (!username && 'the username: see USER_ID_FOR_SRP') ||
    (!signsUp && !onSession && 'onSession: it takes the tokens');
  if (lacks) throw new ConfirmError('SettingError', `Give cognito ${lacks}.`);

  async function ask({ fetchJson }: AdapterContext, operation: string, members: object) {
    const target = `AWSCognitoIdentityProviderService.${operation}`;
    const { status, body, text } = await fetchJson(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': target },
      body: JSON.stringify({ ClientId: clientId, ...members }),
      fetch,
    });
    const isDone = status === 200;
    const { __type } = own(!isDone && body);
    const name = isText(__type) ? /(\w+)Exception$/.exec(__type)?.[1] : undefined;
    const other = name ? ({ kind: 'rejected', reason: 'policy' } as const) : ({ kind: 'protocol' } as const);
    const known = refusals.get(name) ?? (status === 429 ? limited : other);
    const refusal = status < 500 ? known : ({ kind: 'server', status } as const);
    return { name, refusal, said: own(isDone && body), text: isDone && text };
  }

  async function confirm({ code, challenge }: ConfirmRequest, context: AdapterContext): Promise<Outcome> {
    const ChallengeResponses = { USERNAME: username, [`${ChallengeName}_CODE`]: code };
    const answer = { ChallengeName, Session: challenge, ChallengeResponses };
    const { said, text, name, refusal } = signsUp
      ? await ask(context, 'ConfirmSignUp', { Username: username, ConfirmationCode: code })
      : await ask(context, 'RespondToAuthChallenge', answer);
    const { AuthenticationResult: session, ChallengeName: step, Session } = said;
    const doubt =
      ChallengeName === 'SOFTWARE_TOKEN_MFA' && ({ kind: 'incorrect', maybeExpired: true } as const);
    if (name === 'CodeMismatch') return doubt || { kind: 'incorrect' };
    if (name === 'ExpiredCode') return doubt || { kind: 'expired' };
    if (isSession(session)) await given('onSession', () => onSession?.(session));
    else if (signsUp ? !isText(Session) && text !== '{}' : !isText(Session) || !isText(step)) return refusal;
    const next = isText(step) && { next: { step } };
    return { kind: 'confirmed', ...(isText(Session) && { challenge: Session }), ...next };
  }

  async function issue(_: unknown, context: AdapterContext): Promise<IssueOutcome> {
    const { said, name, refusal } = signsUp
      ? await ask(context, 'ResendConfirmationCode', { Username: username })
      : await ask(context, 'InitiateAuth', await given('initiateAuth', initiateAuth));
    const { Session, CodeDeliveryDetails: details, ChallengeParameters: parameters } = said;
    const sent = own(details ?? parameters);
    const channel = sent.DeliveryMedium ?? sent.CODE_DELIVERY_DELIVERY_MEDIUM;
    const destination = sent.Destination ?? sent.CODE_DELIVERY_DESTINATION;
    if (name === 'CodeDeliveryFailure') return { kind: 'undeliverable' };
    if (signsUp ? !isText(channel) : said.ChallengeName !== ChallengeName || !isText(Session)) return refusal;
    const info = {
      length: ChallengeName.endsWith('_OTP') ? 8 : 6, // not told: the service's codes have one length each
      alphabet: 'digits' as const,
      ...(isText(channel) && isText(destination) && { channel: channel.toLowerCase(), destination }),
    };
    return { kind: 'issued', ...(isText(Session) && { challenge: Session }), info };
  }

  return { confirm, ...((signsUp || options.initiateAuth) && { issue, canStart: !signsUp }) };
}
