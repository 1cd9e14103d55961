// The endpoint: HTTP in the terms of PROTOCOL.md on one side, the engine's operations on the other.
// It decides who may ask; what a code or token is worth is the engine's.
import { ConfigurationError } from './errors.js';
import { DEFAULT_CLIENT } from './engine.js';
import { hash } from './keyring.js';
import type { Engine } from './operations.js';
import { malformed, problem, refusal, success, unavailable } from './problem.js';
import {
  challengeCookie,
  isOwnPage,
  readChallengeCookie,
  readIdempotencyKey,
  readMembers,
  type Read,
} from './request.js';

const LARGEST_BODY = 4096;
const SHORTEST_SECRET = 16;
const USER_CODE_FIELD = /^[A-Za-z_][\w-]{0,31}$/;
// Names that are no user code field: the protocol's own, and those that reach a prototype.
const NO_FIELD = new Set(['stepName', 'sourceStep', 'challenge', '__proto__', 'constructor', 'prototype']);

/** A server that redeems tokens. */
export interface Client {
  /** What it sends as `Authorization: Bearer …`; 16 characters or more. */
  readonly redeemSecret: string;
}

export interface EndpointOptions {
  /** The client that browser requests belong to. Default `default`. */
  readonly client?: string;
  /** Who may redeem, by client id. */
  readonly clients?: Readonly<Record<string, Client>>;
  /** Origins of pages that may ask. Needed behind a proxy; default: the request URL's own. */
  readonly origins?: readonly string[];
  /** Stands in for the check of Sec-Fetch-Site and Origin, where there is no browser between. */
  readonly ownPage?: (request: Request) => boolean;
}

type Members = ReadonlyMap<string, string>;

/**
 * The handler to mount; the last segment of the path says the operation: `confirm`, `issue` or `redeem`.
 *
 * @example const answer = await createEndpoint(engine, { origins: ['https://login.example.org'] })(request);
 */
export function createEndpoint(engine: Engine, options: EndpointOptions = {}) {
  const { client = DEFAULT_CLIENT, clients = {}, origins } = options;
  const ownPage = options.ownPage ?? ((request: Request) => isOwnPage(request, origins));
  for (const [id, { redeemSecret }] of Object.entries(clients)) {
    if (redeemSecret.length >= SHORTEST_SECRET) continue;
    throw new ConfigurationError(
      `The redeemSecret of client "${id}" is short. Give it ${String(SHORTEST_SECRET)} random characters or more.`,
      { setting: 'clients' },
    );
  }

  async function confirm(request: Request): Promise<Response> {
    const read = await readMembers(request, LARGEST_BODY);
    if ('refusal' in read) return read.refusal;
    const key = readIdempotencyKey(request);
    if ('refusal' in key) return key.refusal;
    const fields = [...read.value.keys()].filter((name) => !NAMES.has(name));
    const [userCodeField] = fields;
    const code = userCodeField === undefined ? undefined : read.value.get(userCodeField);
    if (userCodeField === undefined || code === undefined) return malformed('code');
    if (fields.length > 1 || !USER_CODE_FIELD.test(userCodeField) || NO_FIELD.has(userCodeField)) {
      return malformed('body');
    }
    const challenge = read.value.get('challenge') ?? readChallengeCookie(request)?.challenge;
    if (challenge === undefined) return refusal({ kind: 'challenge-unknown' });
    const outcome = await engine.confirm({
      client,
      challenge,
      code,
      userCodeField,
      ...names(read.value),
      ...(key.value === undefined ? {} : { idempotencyKey: key.value }),
    });
    if (outcome.kind !== 'confirmed') return refusal(outcome);
    const { token, tokenExpiresIn } = outcome;
    return success({
      status: 'confirmed',
      ...(token === undefined ? {} : { token }),
      ...(tokenExpiresIn === undefined ? {} : { tokenExpiresIn }),
    });
  }

  async function issue(request: Request): Promise<Response> {
    const read = await readOnly(request, ['stepName', 'sourceStep', 'challenge']);
    if ('refusal' in read) return read.refusal;
    const key = readIdempotencyKey(request);
    if ('refusal' in key) return key.refusal;
    const cookie = readChallengeCookie(request);
    const challenge = read.value.get('challenge') ?? cookie?.challenge;
    if (challenge === undefined) return refusal({ kind: 'challenge-unknown' });
    const result = await engine.reissue({
      client,
      challenge,
      ...names(read.value),
      ...(key.value === undefined ? {} : { idempotencyKey: key.value }),
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

  async function redeem(request: Request): Promise<Response> {
    const redeemer = await clientOf(request);
    if (redeemer === undefined) return refusal({ kind: 'rejected', reason: 'policy' });
    const read = await readOnly(request, ['token', 'challenge', 'stepName', 'redeemKey']);
    if ('refusal' in read) return read.refusal;
    const token = read.value.get('token');
    const challenge = read.value.get('challenge');
    if (token === undefined) return malformed('token');
    if (challenge === undefined) return malformed('challenge');
    const redeemKey = read.value.get('redeemKey');
    const result = await engine.redeem({
      client: redeemer,
      token,
      challenge,
      ...names(read.value),
      ...(redeemKey === undefined ? {} : { redeemKey }),
    });
    if (result.kind === 'token-unknown') return refusal({ kind: 'challenge-unknown' });
    const { kind: status, ...members } = result;
    return success({ status, ...members });
  }

  // Digests are compared: how far two of them agree tells nothing of a secret. Every client is looked at.
  async function clientOf(request: Request): Promise<string | undefined> {
    const presented = /^Bearer +(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (presented === undefined) return undefined;
    const digest = await hash('redeem-secret', presented);
    let found: string | undefined;
    for (const [id, { redeemSecret }] of Object.entries(clients)) {
      if ((await hash('redeem-secret', redeemSecret)) === digest) found = id;
    }
    return found;
  }

  const operations = new Map([
    ['confirm', confirm],
    ['issue', issue],
    ['redeem', redeem],
  ]);

  return async function handle(request: Request): Promise<Response> {
    const name = new URL(request.url).pathname.replace(/\/+$/, '').split('/').at(-1) ?? '';
    const operation = operations.get(name);
    if (operation === undefined) return problem(404, 'not-found');
    if (request.method !== 'POST') return problem(405, 'method', {}, { Allow: 'POST' });
    if (name !== 'redeem' && !ownPage(request)) return refusal({ kind: 'rejected', reason: 'csrf' });
    try {
      return await operation(request);
    } catch {
      // The engine has logged it. Nothing is confirmed, and the code is as good as before.
      return unavailable();
    }
  };
}

const NAMES = new Set(['stepName', 'sourceStep', 'challenge']);

function names(members: Members): { stepName?: string; sourceStep?: string } {
  const stepName = members.get('stepName');
  const sourceStep = members.get('sourceStep');
  return {
    ...(stepName === undefined ? {} : { stepName }),
    ...(sourceStep === undefined ? {} : { sourceStep }),
  };
}

async function readOnly(request: Request, allowed: readonly string[]): Promise<Read<Members>> {
  const read = await readMembers(request, LARGEST_BODY);
  if ('refusal' in read || [...read.value.keys()].every((name) => allowed.includes(name))) return read;
  return { refusal: malformed('body') };
}
