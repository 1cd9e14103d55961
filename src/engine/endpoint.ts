// The endpoint: HTTP as openapi.json has it on one side, the engine's operations on the other.
// It decides who may ask; what a code or token is worth is the engine's.
import { createClients, type Client } from './clients.js';
import { createCors } from './cors.js';
import { DEFAULT_CLIENT } from './engine.js';
import { nameOf } from './errors.js';
import { NEVER_TAKEN } from './model.js';
import type { Engine, LogEntry } from './operations.js';
import { malformed, problem, refusal, success, unavailable } from './problem.js';
import {
  challengeCookie,
  isOwnPage,
  readChallengeCookie,
  readIdempotencyKey,
  readMembers,
  type Read,
} from './request.js';
import { CONFIRM_CODE } from './steps.js';
import { tell } from './telling.js';

const LARGEST_BODY = 4096;
const USER_CODE_FIELD = /^[A-Za-z_][\w-]{0,31}$/;

export interface EndpointOptions {
  /** The client that browser requests belong to whose origin is no other client's. Default `default`. */
  readonly client?: string;
  /** Who may redeem, and whose pages are whose, by client id. */
  readonly clients?: Readonly<Record<string, Client>>;
  /** Origins of pages that may ask. Needed behind a proxy; default: the request URL's own. */
  readonly origins?: readonly string[];
  /** Stands in for the check of Sec-Fetch-Site and Origin, where there is no browser between. */
  readonly ownPage?: (request: Request) => boolean;
  /**
   * The address of the browser, for the limits on it; `context` is what the handler was given beside the request. No
   * forwarded header is trusted unless this reads one. Where it gives none, undefined or null, and by default, the limits on
   * addresses are not applied.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what stands beside a request is the framework's
  readonly clientAddress?: (request: Request, context: any) => string | null | undefined;
  /** Told of requests that came to no operation; the operations log themselves. */
  readonly log?: (entry: Pick<LogEntry, 'type' | 'outcome' | 'step' | 'trace' | 'error'>) => void;
}

type Members = ReadonlyMap<string, string>;

/** A request on its way through. */
interface Asked {
  readonly request: Request;
  readonly address: string | null | undefined;
  /** Set once an operation has the word: it logs what comes of it. */
  reached: boolean;
}

/**
 * The handler to mount; the last segment of the path says the operation: `confirm`, `issue` or `redeem`.
 *
 * @example const answer = await createEndpoint(engine, { origins: ['https://login.example.org'] })(request);
 */
export function createEndpoint(engine: Engine, options: EndpointOptions = {}) {
  const { client: preset = DEFAULT_CLIENT, clientAddress, log } = options;
  const clients = createClients(options.clients ?? {}, preset, options.origins);
  const cors = createCors(clients.origins ?? []);
  const ownPage = options.ownPage ?? ((request: Request) => isOwnPage(request, clients.origins));

  async function confirm(asked: Asked): Promise<Response> {
    const { request, address } = asked;
    const read = await readMembers(request, LARGEST_BODY);
    if ('refusal' in read) return read.refusal;
    const key = readIdempotencyKey(request);
    if ('refusal' in key) return key.refusal;
    const fields = [...read.value.keys()].filter((name) => !NAMES.has(name));
    const [userCodeField = ''] = fields;
    const code = read.value.get(userCodeField);
    if (code === undefined) return malformed('code');
    if (fields.length > 1 || !USER_CODE_FIELD.test(userCodeField) || NEVER_TAKEN.has(userCodeField)) {
      return malformed('body');
    }
    const challenge = read.value.get('challenge') ?? readChallengeCookie(request, clients.origins)?.challenge;
    if (challenge === undefined) return refusal({ kind: 'challenge-unknown' });
    asked.reached = true;
    const outcome = await engine.confirm({
      client: clients.ofPage(request),
      address,
      challenge,
      code,
      userCodeField,
      stepName: read.value.get('stepName'),
      sourceStep: read.value.get('sourceStep'),
      idempotencyKey: key.value,
    });
    if (outcome.kind !== 'confirmed') return refusal(outcome);
    const { token, tokenExpiresIn } = outcome;
    return success({ status: 'confirmed', token, tokenExpiresIn });
  }

  async function issue(asked: Asked): Promise<Response> {
    const { request, address } = asked;
    const read = await readOnly(request, ['stepName', 'sourceStep', 'challenge']);
    if ('refusal' in read) return read.refusal;
    const key = readIdempotencyKey(request);
    if ('refusal' in key) return key.refusal;
    const cookie = readChallengeCookie(request, clients.origins);
    const challenge = read.value.get('challenge') ?? cookie?.challenge;
    if (challenge === undefined) return refusal({ kind: 'challenge-unknown' });
    asked.reached = true;
    const result = await engine.reissue({
      client: clients.ofPage(request),
      address,
      challenge,
      stepName: read.value.get('stepName'),
      sourceStep: read.value.get('sourceStep'),
      idempotencyKey: key.value,
    });
    if (result.kind !== 'issued') return refusal(result);
    // A cookie that names the replaced challenge follows, whichever way the request named it.
    const follows = cookie?.challenge === challenge;
    return success(
      { status: 'issued', challenge: result.challenge, ...result.info },
      follows
        ? { 'Set-Cookie': challengeCookie(result.challenge, { secure: cookie.name.startsWith('__Host-') }) }
        : {},
    );
  }

  async function redeem(asked: Asked): Promise<Response> {
    const { request } = asked;
    const redeemer = await clients.ofSecret(request);
    if (redeemer === undefined) return refusal({ kind: 'rejected', reason: 'policy' });
    const read = await readOnly(request, ['token', 'challenge', 'stepName', 'redeemKey']);
    if ('refusal' in read) return read.refusal;
    const token = read.value.get('token');
    const challenge = read.value.get('challenge');
    if (token === undefined) return malformed('token');
    if (challenge === undefined) return malformed('challenge');
    const stepName = read.value.get('stepName');
    if (!clients.mayRedeem(redeemer, stepName ?? CONFIRM_CODE)) {
      return refusal({ kind: 'challenge-unknown' });
    }
    asked.reached = true;
    const result = await engine.redeem({
      client: redeemer,
      token,
      challenge,
      stepName,
      redeemKey: read.value.get('redeemKey'),
    });
    if (result.kind === 'token-unknown') return refusal({ kind: 'challenge-unknown' });
    const { kind: status, ...members } = result;
    return success({ status, ...members });
  }

  const operations = new Map([
    ['confirm', confirm],
    ['issue', issue],
    ['redeem', redeem],
  ]);

  /** Told by status, and the error's name alone: a body and a message may quote what was sent. */
  function refused(name: string, response: Response, failed?: { readonly error: string }): Response {
    const outcome = `refused-${response.status}`;
    void tell(() => log?.({ type: 'request', outcome, step: name, trace: [], ...failed }));
    return response;
  }

  async function answer(request: Request, name: string, context: unknown): Promise<Response> {
    const operation = operations.get(name);
    if (operation === undefined) return refused('', problem(404, 'not-found'));
    if (request.method !== 'POST') return refused(name, problem(405, 'method', {}, { Allow: 'POST' }));
    const fromPage = name !== 'redeem';
    let asked: Asked | undefined;
    try {
      if (fromPage && !ownPage(request)) return refused(name, refusal({ kind: 'rejected', reason: 'csrf' }));
      asked = { request, address: clientAddress?.(request, context), reached: false };
      const response = await operation(asked);
      return asked.reached ? response : refused(name, response);
    } catch (error) {
      // Nothing is confirmed, and the code is as good as before. What an operation comes to, the engine has logged.
      const failed = { error: nameOf(error) };
      return asked?.reached === true ? unavailable() : refused(name, unavailable(), failed);
    }
  }

  return async function handle(request: Request, context?: unknown): Promise<Response> {
    const name = lastSegment(request.url);
    if (name === 'redeem' || !operations.has(name)) return answer(request, name, context);
    return cors.preflight(request) ?? cors.opened(request, await answer(request, name, context));
  };
}

const NAMES = new Set(['stepName', 'sourceStep', 'challenge']);

/** Of the path, empty ones left out. A request's URL is written as `new URL` writes it, and need not be read by it. */
function lastSegment(url: string): string {
  const end = url.search(/[?#]/);
  // Split, not matched: a search for the slashes at the end takes the square of a path full of them.
  const segments = url
    .slice(0, end < 0 ? undefined : end)
    .split('/')
    .slice(3);
  return segments.filter((segment) => segment !== '').at(-1) ?? '';
}

async function readOnly(request: Request, allowed: readonly string[]): Promise<Read<Members>> {
  const read = await readMembers(request, LARGEST_BODY);
  if ('refusal' in read || [...read.value.keys()].every((name) => allowed.includes(name))) return read;
  return { refusal: malformed('body') };
}
