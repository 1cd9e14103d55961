// The default adapter: POSTs to an endpoint and answers with what came of it. Its own format is read-answer.ts's; one
// that speaks another is mapped both ways by the page. The code goes into the body, and the page cannot put it elsewhere.
import type { IssueOutcome, Outcome } from '../core/index.js';
import type { AdapterContext, Answer, ConfirmAdapter, ConfirmRequest, IssueRequest } from './adapter.js';
import { ConfirmError, given } from './errors.js';
import { known, readConfirmation, readIssue } from './read-answer.js';
import { allowedNext } from './redirects.js';

type Awaitable<T> = T | Promise<T>;
/** Members of a body, by name. Undefined ones are left out. */
export type Members = Readonly<Record<string, unknown>>;

export interface HttpAdapterOptions {
  /** Where to confirm. */
  readonly endpoint: string;
  /** Where to ask for another code. Left out: none can be asked for. */
  readonly issueEndpoint?: string | undefined;
  /** Default `same-origin`. */
  readonly credentials?: RequestCredentials | undefined;
  /** Further headers for each request, such as one against CSRF. */
  readonly headers?: (() => Awaitable<Readonly<Record<string, string>>>) | undefined;
  /** `json` (default), or `form`: `application/x-www-form-urlencoded`. */
  readonly encoding?: 'json' | 'form' | undefined;
  /** The body of a confirmation, for an endpoint with names of its own: the code is in it, as a string. */
  readonly request?: ((asked: ConfirmRequest) => Awaitable<Members>) | undefined;
  /** The body where another code is asked for. */
  readonly issueRequest?: ((asked: IssueRequest) => Awaitable<Members>) | undefined;
  /** What an answer to a confirmation comes to; undefined: what it comes to by default. */
  readonly interpret?: ((answer: Answer) => Awaitable<Outcome | undefined>) | undefined;
  /** What an answer to an issue comes to; undefined: what it comes to by default. */
  readonly interpretIssue?: ((answer: Answer) => Awaitable<IssueOutcome | undefined>) | undefined;
  /**
   * The endpoint answers a repeated `Idempotency-Key` with its first answer: the key is sent, and a request whose
   * connection failed is sent again. Default: true, but false where a request is mapped or encoded otherwise.
   */
  readonly idempotent?: boolean | undefined;
  /** Where an answer may send the page: `true` its own origin, a list further origins. Default: nowhere. */
  readonly redirects?: boolean | readonly string[] | undefined;
  /** A bare 204 counts as confirmed. Default false: captive portals send it too. */
  readonly acceptNoContent?: boolean | undefined;
  /** Default: the client's. A mock's, for a page without a server. */
  readonly fetch?: typeof fetch | undefined;
}

const USER_CODE_FIELD =
  /^(?!(?:stepName|sourceStep|challenge|constructor|prototype|__proto__)$)[A-Za-z_][\w-]{0,31}$/;

/** Before anything is sent. */
function check(fits: boolean, given: string, what: string): void {
  if (!fits) throw new ConfirmError('SettingError', `"${given}" cannot be the ${what}: give another.`);
}

function encode(members: Members, encoding: HttpAdapterOptions['encoding']): string {
  if (Object(members) !== members) throw new TypeError('Give an object: the members of the body.');
  if (encoding !== 'form') return JSON.stringify(members);
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(members))
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      form.set(name, String(value));
    else if (value !== undefined) throw new TypeError(`Make "${name}" a text.`);
  return String(form);
}

/**
 * The adapter for an endpoint over HTTP: by default one that speaks otp-confirm's own wire format, such as that of
 * `otp-confirm/server`. With `request` and `interpret` any other.
 *
 * @throws ConfirmError `SettingError` without an endpoint; its methods reject with one where a callback fails.
 * @example
 * element.adapter = httpAdapter({
 *   endpoint: '/otp/confirm',
 *   issueEndpoint: '/otp/issue',
 *   headers: () => ({ 'X-CSRF-Token': csrfToken }),
 * });
 * @example
 * element.adapter = httpAdapter({
 *   endpoint: '/api/verify',
 *   encoding: 'form',
 *   request: ({ code }) => ({ otp: code }),
 *   interpret: ({ status, body }) =>
 *     status === 200 && Object(body).ok === true ? { kind: 'confirmed' } : Object(body).error === 'bad_otp' ? { kind: 'incorrect' } : undefined,
 * });
 */
export function httpAdapter(options: HttpAdapterOptions): ConfirmAdapter {
  const {
    endpoint,
    issueEndpoint,
    credentials = 'same-origin',
    headers,
    encoding,
    redirects,
    fetch,
    request,
    interpret,
    issueRequest,
    interpretIssue,
    idempotent = !request && !issueRequest && encoding !== 'form',
  } = options;
  if (!endpoint) throw new ConfirmError('SettingError', 'Give httpAdapter an endpoint.');

  async function post<Asked>(
    url: string,
    asked: Asked,
    context: AdapterContext,
    name: string,
    map: (asked: Asked) => Awaitable<Members>,
  ): Promise<Answer> {
    // fetch would say no more of it than of a connection that failed. It takes no user before the host either, where a
    // bracket can stand as little, and finds nobody where a scheme has no host, as in localhost:3000.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-conversion -- a URL object is taken, too
    const address = String(url);
    const reachable =
      URL.canParse(address.replace('@', '['), 'http:a') && !/^[\w+.-]+:(?!\/\/)/.test(address);
    check(reachable, url, 'endpoint');
    const all = await given('headers', async () => new Headers(await headers?.()));
    all.set('Content-Type', encoding === 'form' ? 'application/x-www-form-urlencoded' : 'application/json');
    all.set('Accept', 'application/json, application/problem+json');
    if (idempotent) all.set('Idempotency-Key', `"${context.idempotencyKey}"`);
    const body = await given(name, async () => encode(await map(asked), encoding));
    return context.fetchJson(url, { method: 'POST', credentials, headers: all, body, fetch });
  }

  return {
    idempotent,
    async confirm(asked, context) {
      const { code, userCodeField = 'code', ...rest } = asked;
      check(USER_CODE_FIELD.test(userCodeField), userCodeField, 'user code field');
      const members = request ?? (() => ({ ...rest, [userCodeField]: code }));
      const answer = await post(endpoint, asked, context, 'request', members);
      const told = interpret && (await given('interpret', () => interpret(answer)));
      // The page's own reading sends nobody to where the page does not allow it either.
      if (told?.kind === 'confirmed')
        return known<Outcome>({ ...told, next: allowedNext(told.next, redirects) });
      if (told) return told;
      if (answer.status === 204 && options.acceptNoContent) return { kind: 'confirmed' };
      return readConfirmation(answer, redirects);
    },
    ...(issueEndpoint && {
      async issue(asked: IssueRequest, context: AdapterContext) {
        const members = issueRequest ?? (() => ({ ...asked }));
        const answer = await post(issueEndpoint, asked, context, 'issueRequest', members);
        const told = interpretIssue && (await given('interpretIssue', () => interpretIssue(answer)));
        return told ?? readIssue(answer);
      },
    }),
  };
}
