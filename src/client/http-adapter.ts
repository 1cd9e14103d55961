// The default adapter: POSTs JSON to an endpoint and reads its answers. It trusts the shape of nothing: only known
// members of the right type count, and success is one exact word.
import type { ChallengeInfo, IssueOutcome, Next, Outcome } from '../core/index.js';
import type { AdapterContext, Answer, ConfirmAdapter, IssueRequest } from './adapter.js';
import { ConfirmError } from './errors.js';
import { wallClock } from './system.js';

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
const USER_CODE_FIELD = /^(?!(?:stepName|sourceStep|challenge)$)[A-Za-z_][\w-]{0,31}$/;

type Body = Readonly<Record<string, unknown>>;

// A copy: what stood on a prototype is not in it.
const bodyOf = ({ body }: Answer): Body => (Array.isArray(body) ? {} : { ...(body as Body | undefined) });
const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && value < Infinity ? value : undefined;
// Only what is known: a member left out must not overwrite what was known before.
const known = <T extends object>(members: { [Key in keyof T]: T[Key] | undefined }): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;

/** What any answer may tell of the challenge. */
function renewalOf(body: Body): { challenge?: string; info?: ChallengeInfo } {
  const length = number(body.length) ?? 0;
  const info = known<ChallengeInfo>({
    length: length <= MAX_LENGTH && length % 1 === 0 ? length || undefined : undefined,
    alphabet: (['digits', 'alphanumeric', 'text'] as const).find((name) => name === body.alphabet),
    channel: text(body.channel),
    destination: text(body.destination),
    expiresIn: number(body.expiresIn),
    resendIn: number(body.resendIn),
    attemptsRemaining: number(body.attemptsRemaining),
  });
  return known({ challenge: text(body.challenge), info: Object.keys(info).length ? info : undefined });
}

/** Seconds until another try: the body's word, or a header as seconds or as a date. Garbage is ignored. */
function retryAfterOf(body: Body, { header }: Answer): { retryAfter?: number } {
  const written = header('Retry-After') ?? header('X-Retry-After') ?? '';
  // The server's own idea of now, where it tells: its clock need not be this one.
  const now = Date.parse(header('Date') ?? '') || wallClock();
  const seconds =
    number(body.retryAfter) ??
    (/^\d+$/.test(written)
      ? Number(written)
      : (Date.parse(/[a-z]/i.test(written) ? written : '') - now) / 1000);
  return seconds === seconds ? { retryAfter: Math.min(DAY, Math.max(0, Math.ceil(seconds))) } : {};
}

/** What is neither a success nor an operation's own refusal; a status alone says only 429 and 5xx. */
function refusalOf(name: string | undefined, body: Body, answer: Answer) {
  const { status } = answer;
  const { scope, reason } = body;
  if (name === 'locked') {
    const locked = scope === 'account' ? scope : 'challenge';
    return { kind: name, scope: locked, ...retryAfterOf(body, answer) } as const;
  }
  if (name === 'challenge-unknown') return { kind: name } as const;
  if (name === 'rejected') return { kind: name, reason: reason === 'csrf' ? reason : 'policy' } as const;
  if (name === 'rate-limited' || status === 429)
    return { kind: 'rate-limited', ...retryAfterOf(body, answer) } as const;
  if (status >= 500 || name === 'key-in-flight') return { kind: 'server', status } as const;
  return { kind: 'protocol' } as const;
}

// The last segment: a service may use its own base for the types. A success has none.
const problemOf = ({ status }: Answer, body: Body): string | undefined =>
  status < 400 ? undefined : text(body.type)?.split(/[/:#]/).pop();

function readConfirm(answer: Answer, { acceptNoContent, redirects }: HttpAdapterOptions): Outcome {
  const { status } = answer;
  const body = bodyOf(answer);
  const renewal = renewalOf(body);
  if (status === 204 && acceptNoContent) return { kind: 'confirmed' };
  if (status === 200 && body.status === 'confirmed')
    return {
      kind: 'confirmed',
      ...renewal,
      ...known<{ token?: string; tokenExpiresIn?: number; next?: Next }>({
        token: text(body.token),
        tokenExpiresIn: number(body.tokenExpiresIn),
        next: nextOf(body.next, redirects),
      }),
    };
  const name = problemOf(answer, body);
  if (name === 'incorrect') {
    const attemptsRemaining = number(body.attemptsRemaining);
    return {
      kind: name,
      ...renewal,
      ...(attemptsRemaining && { attemptsRemaining }),
      ...(body.maybeExpired === true && { maybeExpired: true }),
    };
  }
  if (name === 'expired')
    return { kind: name, ...renewal, ...(body.reason === 'replaced' && { reason: 'replaced' }) };
  if (name === 'already-used') return { kind: name, ...renewal };
  return { ...refusalOf(name, body, answer), ...renewal };
}

function readIssue(answer: Answer): IssueOutcome {
  const body = bodyOf(answer);
  const renewal = renewalOf(body);
  if (answer.status === 200 && body.status === 'issued') return { kind: 'issued', ...renewal };
  const name = problemOf(answer, body);
  if (name === 'undeliverable') return { kind: name, ...renewal };
  // No code can come of a challenge that is over: the page has to start again.
  if (name === 'expired' || name === 'already-used') return { kind: 'challenge-unknown' };
  return { ...refusalOf(name, body, answer), ...renewal };
}

function nextOf(next: unknown, redirects: HttpAdapterOptions['redirects']): Next | undefined {
  const { step, redirect } = { ...(next as Body | undefined) };
  if (text(step)) return { step: String(step) };
  const to = text(redirect);
  return to && redirects && isAllowed(to, redirects) ? { redirect: to } : undefined;
}

// Written out in full or from the root. What a URL parser would quietly mend (\, tabs, https:host) is refused.
function isAllowed(redirect: string, redirects: true | readonly string[]): boolean {
  if (/^\/(?!\/)[!-[\]-~]*$/.test(redirect)) return true;
  if (!/^https?:\/\/[!-?A-[\]-~]+$/.test(redirect) || !URL.canParse(redirect)) return false;
  const { origin } = new URL(redirect);
  return redirects === true ? origin === globalThis.location?.origin : redirects.includes(origin);
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
  const { endpoint, issueEndpoint, credentials = 'same-origin', headers, fetch } = options;
  if (!endpoint)
    throw new ConfirmError('SettingError', 'Give httpAdapter an endpoint, such as "/otp/confirm".');

  async function post(
    url: string,
    body: object,
    { idempotencyKey, fetchJson }: AdapterContext,
  ): Promise<Answer> {
    return fetchJson(url, {
      method: 'POST',
      credentials,
      headers: {
        ...(await headers?.()),
        'Content-Type': 'application/json',
        Accept: 'application/json, application/problem+json',
        'Idempotency-Key': `"${idempotencyKey}"`,
      },
      body: JSON.stringify(body),
      fetch,
    });
  }
  const named = ({ stepName, sourceStep, challenge }: IssueRequest) => ({ stepName, sourceStep, challenge });

  return {
    async confirm({ code, userCodeField = 'code', ...request }, context) {
      if (!USER_CODE_FIELD.test(userCodeField))
        throw new ConfirmError(
          'SettingError',
          `"${userCodeField}" cannot be the user code field: use letters, digits, _ or -.`,
        );
      return readConfirm(
        await post(endpoint, { ...named(request), [userCodeField]: code }, context),
        options,
      );
    },
    ...(issueEndpoint && {
      async issue(request: IssueRequest, context: AdapterContext) {
        return readIssue(await post(issueEndpoint, named(request), context));
      },
    }),
  };
}
