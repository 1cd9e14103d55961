// The default adapter: POSTs JSON to an endpoint and reads its answers. It trusts the shape of nothing: only known
// members of the right type count, and success is one exact word.
import type { ChallengeInfo, IssueOutcome, Next, Outcome } from '../core/index.js';
import type { AdapterContext, Answer, ConfirmAdapter, IssueRequest } from './adapter.js';
import { ConfirmError } from './errors.js';
import { ownOrigin, wallClock } from './system.js';

export interface HttpAdapterOptions {
  /** Where to confirm. */
  readonly endpoint: string;
  /** Where to ask for another code. Left out: none can be asked for. */
  readonly issueEndpoint?: string | undefined;
  /** Default `same-origin`. */
  readonly credentials?: RequestCredentials | undefined;
  /** Further headers for each request, such as one against CSRF. */
  readonly headers?:
    (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>) | undefined;
  /** Where an answer may send the page: `true` its own origin, a list further origins. Default: nowhere. */
  readonly redirects?: boolean | readonly string[] | undefined;
  /** A bare 204 counts as confirmed. Default false: captive portals send it too. */
  readonly acceptNoContent?: boolean | undefined;
  /** Default: the client's. A mock's, for a page without a server. */
  readonly fetch?: typeof fetch | undefined;
}

const DAY = 86_400;
const MAX_LENGTH = 64;
const USER_CODE_FIELD = /^(?!(?:stepName|sourceStep|challenge|__proto__)$)[A-Za-z_][\w-]{0,31}$/;

/** The members of an answer's body: each counts only where it looks right. */
type Said = Readonly<Record<string, unknown>>;
/** An outcome in which what was not said is undefined. */
type Draft<T> = T extends unknown ? { readonly [Key in keyof T]: T[Key] | undefined } : never;
type Reader<T> = (said: Said) => Draft<T>;
type Readers<T> = Readonly<Record<string, Reader<T>>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && value < Infinity ? value : undefined;
const oneOf = <const Word>(value: unknown, ...words: Word[]): Word | undefined =>
  words.find((word) => word === value);
// A member left out must not overwrite what was known before.
const known = <T extends object>(draft: Draft<T>): T =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as T;

type Refusal = Extract<
  IssueOutcome,
  { kind: 'locked' | 'rate-limited' | 'challenge-unknown' | 'rejected' | 'server' | 'protocol' }
>;
const over = () => ({ kind: 'challenge-unknown' }) as const;

const limited: Reader<Refusal> = ({ retryAfter }) => ({
  kind: 'rate-limited',
  retryAfter: number(retryAfter),
});

const issued = () => ({ kind: 'issued' }) as const;

/** What a problem comes to, by its name. */
const refusals: Readers<Refusal> = {
  locked: ({ scope, retryAfter }) => ({
    kind: 'locked',
    scope: oneOf(scope, 'account') ?? 'challenge',
    retryAfter: number(retryAfter),
  }),
  'rate-limited': limited,
  'challenge-unknown': over,
  rejected: ({ reason }) => ({ kind: 'rejected', reason: oneOf(reason, 'csrf') ?? 'policy' }),
};
const confirmRefusals: Readers<Outcome> = {
  ...refusals,
  incorrect: ({ attemptsRemaining, maybeExpired }) => ({
    kind: 'incorrect',
    attemptsRemaining: attemptsRemaining === 0 ? undefined : number(attemptsRemaining),
    maybeExpired: oneOf(maybeExpired, true),
  }),
  expired: ({ reason }) => ({ kind: 'expired', reason: oneOf(reason, 'replaced') }),
  'already-used': () => ({ kind: 'already-used' }),
};
const issueRefusals: Readers<IssueOutcome> = {
  ...refusals,
  undeliverable: () => ({ kind: 'undeliverable' }),
  // No code can come of a challenge that is over: the page has to start again.
  expired: over,
  'already-used': over,
};

/** Seconds until another try: the body's word, or a header as seconds or as a date. Garbage is ignored. */
function retryAfterOf({ retryAfter }: Said, { header }: Answer): number | undefined {
  const written = header('Retry-After') ?? header('X-Retry-After') ?? '';
  // The server's own idea of now, where it tells: its clock need not be this one.
  const now = Date.parse(header('Date') ?? '') || wallClock();
  // A date begins with its day; Date.parse would take much else.
  const date = Date.parse(/^[A-Z][a-z]{2}/.test(written) ? written : '');
  const seconds =
    number(retryAfter) ?? (/^\d+$/.test(written) ? Number(written) : Math.max(0, date - now) / 1000);
  return number(Math.min(DAY, Math.ceil(seconds)));
}

/** A success by its one exact word, a refusal by its type; a status alone says only 429 and 5xx. */
function read<T extends Outcome | IssueOutcome>(
  answer: Answer,
  success: string,
  succeed: Reader<T>,
  refused: Readers<T>,
): T | Refusal {
  const { status } = answer;
  // A copy without a prototype: what stands on one was not said.
  const said: Record<string, unknown> = { __proto__: null, ...(answer.body as Said | undefined) };
  said.retryAfter = retryAfterOf(said, answer);
  // The last segment: a service may use its own base for the types. A success has none.
  const name = status < 400 ? '' : (text(said.type)?.split(/[/:#]/).pop() ?? '');
  const reader: Reader<T | Refusal> | undefined =
    status === 200 && said.status === success
      ? succeed
      : Object.hasOwn(refused, name)
        ? refused[name]
        : status === 429
          ? limited
          : undefined;
  const length = number(said.length) ?? 0;
  const info = known<ChallengeInfo>({
    length: length <= MAX_LENGTH && length % 1 === 0 ? length || undefined : undefined,
    alphabet: oneOf(said.alphabet, 'digits', 'alphanumeric', 'text'),
    channel: text(said.channel),
    destination: text(said.destination),
    expiresIn: number(said.expiresIn),
    resendIn: number(said.resendIn),
    attemptsRemaining: number(said.attemptsRemaining),
  });
  const draft: Draft<T | Refusal> =
    reader?.(said) ??
    (status >= 500 || name === 'key-in-flight' ? { kind: 'server', status } : { kind: 'protocol' });
  return known<T | Refusal>({
    ...draft,
    challenge: text(said.challenge),
    info: Object.keys(info).length ? info : undefined,
  });
}

function nextOf(next: unknown, redirects: HttpAdapterOptions['redirects']): Next | undefined {
  const { step, redirect }: Said = { __proto__: null, ...(next as Said | undefined) };
  const name = text(step);
  if (name) return { step: name };
  const to = text(redirect);
  return to && redirects && isAllowed(to, redirects) ? { redirect: to } : undefined;
}

// Judged as it is written: what a URL parser would quietly mend (\, tabs, https:host) or misread (user@host) is refused.
function isAllowed(redirect: string, redirects: true | readonly string[]): boolean {
  if (/[^!-[\]-~]/.test(redirect)) return false;
  if (/^\/(?!\/)/.test(redirect)) return true;
  const origin = /^https?:\/\/[^/?#]+/.exec(redirect)?.[0];
  return !!origin && (origin === ownOrigin() || (redirects !== true && redirects.includes(origin)));
}

/**
 * The adapter for an endpoint that speaks otp-confirm's own wire format, such as the one of `otp-confirm/server`.
 *
 * @throws ConfirmError `SettingError` without an endpoint.
 * @example
 * element.adapter = httpAdapter({
 *   endpoint: '/otp/confirm',
 *   issueEndpoint: '/otp/issue',
 *   headers: () => ({ 'X-CSRF-Token': csrfToken }),
 * });
 */
export function httpAdapter(options: HttpAdapterOptions): ConfirmAdapter {
  const {
    endpoint,
    issueEndpoint,
    credentials = 'same-origin',
    headers,
    redirects,
    acceptNoContent,
    fetch,
  } = options;
  if (!endpoint) throw new ConfirmError('SettingError', 'Give httpAdapter an endpoint.');

  async function post(
    url: string,
    { stepName, sourceStep, challenge }: IssueRequest,
    { idempotencyKey, fetchJson }: AdapterContext,
    code?: object,
  ): Promise<Answer> {
    let own: Headers;
    try {
      own = new Headers(await headers?.());
    } catch (cause) {
      throw new ConfirmError('SettingError', 'headers() failed: see the cause.', cause);
    }
    own.set('Content-Type', 'application/json');
    own.set('Accept', 'application/json, application/problem+json');
    own.set('Idempotency-Key', `"${idempotencyKey}"`);
    return fetchJson(url, {
      method: 'POST',
      credentials,
      headers: own,
      body: JSON.stringify({ stepName, sourceStep, challenge, ...code }),
      fetch,
    });
  }
  const confirmed: Reader<Outcome> = ({ token, tokenExpiresIn, next }) => ({
    kind: 'confirmed',
    token: text(token),
    tokenExpiresIn: number(tokenExpiresIn),
    next: nextOf(next, redirects),
  });

  return {
    async confirm(request, context) {
      const { code, userCodeField = 'code' } = request;
      if (!USER_CODE_FIELD.test(userCodeField))
        throw new ConfirmError(
          'SettingError',
          `"${userCodeField}" cannot be the user code field: rename it.`,
        );
      const answer = await post(endpoint, request, context, { [userCodeField]: code });
      if (answer.status === 204 && acceptNoContent) return { kind: 'confirmed' };
      return read(answer, 'confirmed', confirmed, confirmRefusals);
    },
    ...(issueEndpoint && {
      async issue(request: IssueRequest, context: AdapterContext) {
        return read(await post(issueEndpoint, request, context), 'issued', issued, issueRefusals);
      },
    }),
  };
}
