// The default adapter: POSTs JSON to an endpoint and reads its answers. It trusts the shape of nothing: only known
// members of the right type count, and success is one exact word.
import type { ChallengeInfo, IssueOutcome, Next, Outcome } from '../core/index.js';
import type { AdapterContext, Answer, ConfirmAdapter, IssueRequest } from './adapter.js';
import { SettingError } from './errors.js';
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
const USER_CODE_FIELD = /^(?!(?:stepName|sourceStep|challenge)$)[A-Za-z_][\w-]{0,31}$/;
const ALPHABETS = ['digits', 'alphanumeric', 'text'] as const;

type Body = Readonly<Record<string, unknown>>;
const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (body: Body, name: string): unknown => (Object.hasOwn(body, name) ? body[name] : undefined);
const text = (body: Body, name: string): string | undefined => {
  const value = own(body, name);
  return typeof value === 'string' && value ? value : undefined;
};
const count = (body: Body, name: string, least = 0): number | undefined => {
  const value = own(body, name);
  return typeof value === 'number' && Number.isFinite(value) && value >= least ? value : undefined;
};
const whole = (body: Body, name: string, least = 0): number | undefined => {
  const value = count(body, name, least);
  return Number.isInteger(value) ? value : undefined;
};
// Only what is known: a member left out must not overwrite what was known before.
function known<T extends object>(members: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

function infoOf(body: Body): ChallengeInfo {
  const alphabet = own(body, 'alphabet');
  return known<ChallengeInfo>({
    length: whole(body, 'length', 1),
    alphabet: ALPHABETS.find((name) => name === alphabet),
    channel: text(body, 'channel'),
    destination: text(body, 'destination'),
    expiresIn: count(body, 'expiresIn'),
    resendIn: count(body, 'resendIn'),
    attemptsRemaining: whole(body, 'attemptsRemaining'),
  });
}

function renewalOf(body: Body): { challenge?: string; info?: ChallengeInfo } {
  const info = infoOf(body);
  return known({
    challenge: text(body, 'challenge'),
    info: Object.keys(info).length ? info : undefined,
  });
}

/** Seconds until another try: the body's word, or a header as seconds or as a date. Garbage is ignored. */
function retryAfterOf(body: Body, { header }: Answer): { retryAfter?: number } {
  const written = (header('Retry-After') ?? header('X-Retry-After') ?? '').trim();
  const date = /[a-z]/i.test(written) ? Date.parse(written) : NaN;
  // The server's own idea of now, where it tells: its clock need not be this one.
  const now = Date.parse(header('Date') ?? '') || wallClock();
  const seconds =
    count(body, 'retryAfter') ??
    (/^\d{1,9}$/.test(written) ? Number(written) : Number.isNaN(date) ? undefined : (date - now) / 1000);
  return seconds === undefined ? {} : { retryAfter: Math.min(DAY, Math.max(0, Math.ceil(seconds))) };
}

/** What a refusal and an issue's refusal have in common; undefined for what is neither. */
function refusalOf(name: string | undefined, body: Body, answer: Answer) {
  const { status } = answer;
  switch (name) {
    case 'locked':
      return {
        kind: 'locked',
        scope: own(body, 'scope') === 'account' ? 'account' : 'challenge',
        ...retryAfterOf(body, answer),
      } as const;
    case 'rate-limited':
      return { kind: 'rate-limited', ...retryAfterOf(body, answer) } as const;
    case 'challenge-unknown':
      return { kind: 'challenge-unknown' } as const;
    case 'rejected':
      return { kind: 'rejected', reason: own(body, 'reason') === 'csrf' ? 'csrf' : 'policy' } as const;
    case 'unavailable':
    case 'key-in-flight':
      return { kind: 'server', status } as const;
    default:
      if (status === 429) return { kind: 'rate-limited', ...retryAfterOf(body, answer) } as const;
      return status >= 500 ? ({ kind: 'server', status } as const) : ({ kind: 'protocol' } as const);
  }
}

// The last segment: a service may use its own base for the types.
const problemOf = ({ status }: Answer, body: Body): string | undefined =>
  status >= 400 ? text(body, 'type')?.split(/[/:#]/).pop() : undefined;

function readConfirm(answer: Answer, options: HttpAdapterOptions): Outcome {
  const body = isBody(answer.body) ? answer.body : {};
  const renewal = renewalOf(body);
  if (answer.status === 204 && options.acceptNoContent) return { kind: 'confirmed' };
  if (answer.status === 200 && own(body, 'status') === 'confirmed')
    return {
      kind: 'confirmed',
      ...renewal,
      ...known<{ token?: string; tokenExpiresIn?: number; next?: Next }>({
        token: text(body, 'token'),
        tokenExpiresIn: count(body, 'tokenExpiresIn'),
        next: nextOf(own(body, 'next'), options.redirects),
      }),
    };
  const name = problemOf(answer, body);
  switch (name) {
    case 'incorrect': {
      const maybeExpired = own(body, 'maybeExpired') === true || undefined;
      const attemptsRemaining = whole(body, 'attemptsRemaining', 1);
      return { kind: 'incorrect', ...renewal, ...known({ attemptsRemaining, maybeExpired }) };
    }
    case 'expired': {
      const replaced = own(body, 'reason') === 'replaced';
      return { kind: 'expired', ...renewal, ...(replaced && { reason: 'replaced' }) };
    }
    case 'already-used':
      return { kind: 'already-used', ...renewal };
    default:
      return { ...refusalOf(name, body, answer), ...renewal };
  }
}

function readIssue(answer: Answer): IssueOutcome {
  const body = isBody(answer.body) ? answer.body : {};
  const renewal = renewalOf(body);
  if (answer.status === 200 && own(body, 'status') === 'issued') return { kind: 'issued', ...renewal };
  const name = problemOf(answer, body);
  switch (name) {
    case 'undeliverable':
      return { kind: 'undeliverable', ...renewal };
    // No code can come of a challenge that is over: the page has to start again.
    case 'expired':
    case 'already-used':
      return { kind: 'challenge-unknown' };
    default:
      return { ...refusalOf(name, body, answer), ...renewal };
  }
}

function nextOf(next: unknown, redirects: HttpAdapterOptions['redirects']): Next | undefined {
  if (!isBody(next)) return undefined;
  const step = text(next, 'step');
  if (step) return { step };
  const redirect = text(next, 'redirect');
  return redirect && redirects && isAllowed(redirect, redirects) ? { redirect } : undefined;
}

// Written out in full or from the root. What a URL parser would quietly mend (\, tabs, https:host) is refused.
function isAllowed(redirect: string, redirects: true | readonly string[]): boolean {
  if (!/^(?:https?:\/\/|\/(?!\/))[!-[\]-~]*$/.test(redirect)) return false;
  const { location } = globalThis as { location?: { origin: string } };
  const here = location?.origin;
  if (redirect.startsWith('/')) return true;
  if (!URL.canParse(redirect)) return false;
  const { origin, username, password } = new URL(redirect);
  return !username && !password && (origin === here || (redirects !== true && redirects.includes(origin)));
}

/**
 * The adapter for an endpoint that speaks otp-confirm's own wire format, such as the one of `otp-confirm/server`.
 *
 * @throws SettingError Without an endpoint.
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
    throw new SettingError('httpAdapter needs an endpoint: httpAdapter({ endpoint: "/otp/confirm" }).');

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
        throw new SettingError(
          `userCodeField cannot be "${userCodeField}": use letters, digits, _ and -, up to 32, and no member of its own.`,
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
