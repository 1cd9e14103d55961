// A site with a sign-in in two steps, of which the first is done: its sessions, its login handler, the mounted
// endpoint, and what a test may do to it (read the outbox, move the clock, hold an answer back). Its pages are pages.ts's.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createOtpEndpoint, type Delivery } from '../../src/server/index.js';
import { listen, type Received } from './node-http.js';
import {
  codePage,
  contentSecurityPolicy,
  nothingHere,
  refusalWords,
  signedInPage,
  type Field,
} from './pages.js';

const BUNDLE = new URL('../../dist/otp-confirm.min.js', import.meta.url);
const SESSION = /(?:^|;\s*)session=([\w-]+)/;

interface Session {
  readonly challenge: string;
  readonly field: Field;
}

export interface Site {
  readonly origin: string;
  /** What was sent to the user, newest last. */
  readonly outbox: readonly Delivery[];
  /** Every request, in the order of arrival. */
  readonly received: readonly Received[];
  /** Reports of the page's content security policy. */
  readonly violations: readonly string[];
  readonly errors: readonly unknown[];
  /** Where the first step of a sign-in ends: it issues a code, starts a session, and shows the code page. */
  start(field?: Field): string;
  /** Takes the newest session over into the other browser: whether scripts run is settled at launch. */
  takeOver(): string;
  /** Moves the server's clock; the page's own goes on by itself. */
  advance(seconds: number): void;
  /** Keeps back the answers to a path until the returned function is called; what arrives is recorded at once. */
  hold(path: string): () => void;
  close(): Promise<void>;
}

const fieldOf = (name: string | null): Field => (name === 'created' || name === 'plain' ? name : 'given');

const html = (status: number, text: string): Response =>
  new Response(text, {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': contentSecurityPolicy },
  });

const withSession = (id: string): Response =>
  new Response(null, {
    status: 303,
    headers: { Location: '/code', 'Set-Cookie': `session=${id}; Path=/; HttpOnly; SameSite=Strict` },
  });

async function readBundle(): Promise<Buffer> {
  try {
    return await readFile(BUNDLE);
  } catch (cause) {
    throw new Error('There is no dist/otp-confirm.min.js. Run `npm run build` first.', { cause });
  }
}

export async function openSite(): Promise<Site> {
  const bundle = new Uint8Array(await readBundle());
  const sessions = new Map<string, Session>();
  const outbox: Delivery[] = [];
  const violations: string[] = [];
  const held = new Map<string, Promise<void>>();
  let newest = '';
  let now = Date.UTC(2026, 0, 1);
  const otp = createOtpEndpoint({
    keys: [{ id: '1', key: randomBytes(32).toString('base64url') }],
    deliver: (message) => outbox.push(message),
    clock: { now: () => now },
  });

  async function begin(field: Field): Promise<Response> {
    const issued = await otp.issue({ user: 'ada', destination: 'ada@example.org', firstFactor: true });
    if (issued.kind !== 'issued') throw new Error(`No code was issued: ${issued.kind}.`);
    newest = randomBytes(16).toString('base64url');
    sessions.set(newest, { challenge: issued.challenge, field });
    return withSession(newest);
  }

  // The session keeps its challenge after a sign-in: what is refused then, the endpoint refuses.
  async function login(request: Request, { challenge, field }: Session): Promise<Response> {
    const confirmation = await otp.readConfirmation(request, { challenge });
    return confirmation.confirmed
      ? html(200, signedInPage(confirmation.user))
      : html(422, codePage(challenge, field, refusalWords(confirmation.outcome)));
  }

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    await held.get(pathname);
    const session = sessions.get(SESSION.exec(request.headers.get('cookie') ?? '')?.[1] ?? '');
    switch (`${request.method} ${pathname}`) {
      case 'GET /otp-confirm.min.js':
        return new Response(bundle, { headers: { 'Content-Type': 'text/javascript' } });
      case 'GET /start':
        return begin(fieldOf(searchParams.get('field')));
      case 'GET /session':
        return withSession(searchParams.get('id') ?? '');
      case 'GET /code':
        return session ? html(200, codePage(session.challenge, session.field)) : html(404, nothingHere);
      case 'POST /login':
        return session ? login(request, session) : html(404, nothingHere);
      case 'POST /otp/confirm':
      case 'POST /otp/issue':
        return otp.handler(request);
      case 'POST /violations':
        violations.push(await request.text());
        return new Response(null, { status: 204 });
      default:
        return html(404, nothingHere);
    }
  }

  const { origin, received, errors, close } = await listen(answer);
  return {
    origin,
    outbox,
    received,
    violations,
    errors,
    start: (field = 'given') => `${origin}/start?field=${field}`,
    takeOver: () => `${origin}/session?id=${newest}`,
    advance(seconds) {
      now += seconds * 1000;
    },
    hold(path) {
      const { promise, resolve } = gate();
      held.set(path, promise);
      return () => {
        held.delete(path);
        resolve();
      };
    },
    close,
  };
}

function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}
