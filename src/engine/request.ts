// Reading a request strictly: size, type, own members of the right type, cookies, where it comes from.
// Every reader gives the value or the refusal; nothing here knows what an operation does.
import type { Bytes } from './digests.js';
import { malformed, problem } from './problem.js';

export type Read<T> = { readonly value: T } | { readonly refusal: Response };

const LONGEST_MEMBER = 512;
const LONGEST_KEY = 128;

/** The body's bytes, read no further than the limit; undefined where there are more. */
export async function readBytes(request: Request, limit: number): Promise<Bytes | undefined> {
  const declared = declaredLength(request.headers);
  if (declared !== undefined && declared > limit) return undefined;
  // At once where the length is known: on Node a stream alone costs more than all the rest of a confirmation.
  const stream = declared === undefined ? streamOf(request) : undefined;
  if (stream === undefined) {
    const whole = new Uint8Array(await request.arrayBuffer());
    return whole.length > limit ? undefined : whole;
  }
  const bytes = new Uint8Array(limit);
  let length = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (length + part.value.length > limit) {
      // It may be broken by now: too long it was all the same.
      reader.cancel().catch(() => undefined);
      return undefined;
    }
    bytes.set(part.value, length);
    length += part.value.length;
  }
  return bytes.slice(0, length);
}

/** The length to which HTTP holds the body; undefined where it is told by chunks, or was that of something packed. */
function declaredLength(headers: Headers): number | undefined {
  if (headers.has('transfer-encoding') || headers.has('content-encoding')) return undefined;
  const text = headers.get('content-length') ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** None where a browser has no Request.body: the whole body is in memory already. */
function streamOf(request: Request): ReadableStream<Uint8Array> | undefined {
  const { body }: { body?: ReadableStream<Uint8Array> | null } = request;
  return body ?? undefined;
}

/** The body's text, with U+FFFD for what is no UTF-8; undefined where it is longer than the limit. */
async function readText(request: Request, limit: number): Promise<string | undefined> {
  // On Node an ArrayBuffer of its own costs more than the text that is made of it.
  const fits = (declaredLength(request.headers) ?? Infinity) <= limit;
  const body = fits ? await request.text() : await readBytes(request, limit);
  if (typeof body === 'string') return body.length > limit ? undefined : body;
  return body && new TextDecoder().decode(body);
}

/** A JSON object whose own members are all strings. */
export async function readMembers(
  request: Request,
  limit: number,
): Promise<Read<ReadonlyMap<string, string>>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) return { refusal: problem(415, 'unsupported') };
  const text = await readText(request, limit);
  if (text === undefined) return { refusal: problem(413, 'too-large') };
  // Not by a decoder's refusal: no name, code or token holds a character that stands for none.
  if (text.includes('\ufffd')) return { refusal: malformed('body') };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { refusal: malformed('body') };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { refusal: malformed('body') };
  const members = new Map<string, string>();
  for (const [name, value] of Object.entries(body)) {
    // NUL ends a text in half of the world's databases; no name, code or token holds one.
    if (typeof value !== 'string' || value === '' || value.length > LONGEST_MEMBER || value.includes('\0')) {
      return { refusal: malformed(KNOWN.has(name) ? name : 'body') };
    }
    members.set(name, value);
  }
  return { value: members };
}

const KNOWN = new Set(['stepName', 'sourceStep', 'challenge', 'code', 'token', 'redeemKey']);

/** The `Idempotency-Key` header: a structured string (RFC 8941), quotes included. */
export function readIdempotencyKey(request: Request): Read<string | undefined> {
  const header = request.headers.get('idempotency-key');
  if (header === null) return { value: undefined };
  const text = /^"([ !#-[\]-~]*(?:\\["\\][ !#-[\]-~]*)*)"$/.exec(header.trim())?.[1];
  const value = text?.includes('\\') === true ? text.replace(/\\(["\\])/g, '$1') : (text ?? '');
  return value === '' || value.length > LONGEST_KEY ? { refusal: malformed('Idempotency-Key') } : { value };
}

const SECURE_COOKIE = '__Host-otp_challenge';
const PLAIN_COOKIE = 'otp_challenge';

export interface ChallengeCookie {
  readonly name: string;
  readonly challenge: string;
}

/**
 * The challenge that a cookie carries. Over https only the `__Host-` one, which no subdomain can plant; where origins are
 * given they say whether it is https, for behind a proxy the request's own URL lies.
 */
export function readChallengeCookie(
  request: Request,
  origins: readonly string[] = [],
): ChallengeCookie | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  const secure =
    new URL(request.url).protocol === 'https:' ||
    (origins.length > 0 && !origins.some((origin) => origin.startsWith('http:')));
  const names = secure ? [SECURE_COOKIE] : [SECURE_COOKIE, PLAIN_COOKIE];
  for (const name of names) {
    const challenge = pairs.find(([key]) => key === name)?.[1];
    if (challenge !== undefined && /^[\w-]{1,128}$/.test(challenge)) return { name, challenge };
  }
  return undefined;
}

/** The `Set-Cookie` value that carries a challenge from one request to the next. */
export function challengeCookie(
  challenge: string,
  { secure = true }: { readonly secure?: boolean } = {},
): string {
  const name = secure ? SECURE_COOKIE : PLAIN_COOKIE;
  return `${name}=${challenge}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

/**
 * Whether the browser says that the page is one of ours. `Sec-Fetch-Site` decides; `Origin` is the fallback, and
 * without either the answer is no. Once origins are given the request's own URL counts for nothing: behind a proxy
 * it lies.
 */
export function isOwnPage(request: Request, origins: readonly string[] | undefined): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin') return true;
  const origin = request.headers.get('origin');
  if (origin === null || origin === 'null' || site === 'none') return false;
  if (origins?.includes(origin) === true) return true;
  return site === null && origins === undefined && origin === new URL(request.url).origin;
}
