// Plays the scenarios against the server, and keeps what it answered to the last request of each. What is random in an answer
// is made the same, so that two recordings of one server are alike.
import { betterAuth } from '../../../src/adapters/better-auth.js';
import { createConfirmClient } from '../../../src/client/index.js';
import type { IssueOutcome, Outcome } from '../../../src/core/index.js';
import { allScenarios, type Scenario, type Visit } from './scenarios.js';
import type { Service } from './service.js';

export interface RecordedAnswer {
  readonly method: Scenario['method'];
  readonly operation: Scenario['operation'];
  /** What was asked, and how it stood. */
  readonly of: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What the adapter is to make of it. */
  readonly outcome: Scenario['outcome'];
}

export interface Played extends RecordedAnswer {
  /** What the adapter made of it. */
  readonly told: Outcome | IssueOutcome | undefined;
}

const PASSWORD = 'a password of the tests';
const EMAIL = 'ada@example.org';
const PHONE = '+4915112345678';

const alike = (name: string, value: unknown): unknown => {
  if (value !== null && ['id', 'token', 'createdAt', 'updatedAt'].includes(name)) return `<${name}>`;
  return value;
};

/** A fetch with a jar of cookies and an origin, as a browser has them; it keeps the last exchange. */
function browser(service: Service) {
  const cookies = new Map<string, string>();
  let origin: string | undefined = service.origin;
  let last: { readonly path: string; readonly response: Response } | undefined;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    if (origin !== undefined) headers.set('Origin', origin);
    if (cookies.size)
      headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await globalThis.fetch(input, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    last = { path: new URL(response.url).pathname, response: response.clone() };
    return response;
  };
  return {
    fetch,
    cookies,
    comeFrom: (from: string | undefined): void => {
      origin = from;
      cookies.set('theme', 'dark');
    },
    last: () => last,
  };
}

async function play(service: Service, scenario: Scenario): Promise<Played> {
  await service.start();
  const { method, operation, of, outcome } = scenario;
  const { fetch, cookies, comeFrom, last } = browser(service);
  const api = async (path: string, body: object): Promise<Readonly<Record<string, unknown>>> => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    };
    const response = await fetch(`${service.origin}/api/auth${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Readonly<Record<string, unknown>>;
  };
  const account = { email: EMAIL, password: PASSWORD };
  let address = { email: EMAIL, phoneNumber: PHONE };
  let claims: { readonly updatePhoneNumber?: true } = {};
  let enrolled: { totpURI: string; backupCodes: readonly string[] } | undefined;
  let told: Outcome | IssueOutcome | undefined;
  const client = () => {
    const own = method.startsWith('email')
      ? { email: address.email }
      : method === 'phone-number'
        ? { phoneNumber: address.phoneNumber, ...claims }
        : {};
    return createConfirmClient({ adapter: betterAuth({ method, baseURL: service.origin, ...own }), fetch });
  };
  const visit: Visit = {
    issue: async () => (told = await client().issue({ challenge: 'c1' })),
    confirm: async (code) => (told = await client().confirm({ challenge: 'c1', code })),
    sent: () => service.sent(method === 'phone-number' ? PHONE : EMAIL),
    advance: (seconds) => service.advance(seconds),
    limit: () => service.start({ limited: true }),
    mistakeAddress: () => {
      address = { email: 'ada', phoneNumber: '12' };
    },
    signUp: async (options) => {
      cookies.clear();
      await api('/sign-up/email', { ...account, name: 'Ada' });
      if (!options?.stay) cookies.clear();
    },
    ban: () => service.ban(EMAIL),
    claimNumber: () => {
      claims = { updatePhoneNumber: true };
    },
    signIn: async () => {
      if (!enrolled) {
        await api('/sign-up/email', { ...account, name: 'Ada' });
        enrolled = (await api('/two-factor/enable', { password: PASSWORD })) as unknown as typeof enrolled;
        await api('/two-factor/verify-totp', { code: await visit.app() });
      }
      cookies.clear();
      await api('/sign-in/email', account);
    },
    app: () => service.totp(enrolled?.totpURI ?? ''),
    backupCode: (index) => enrolled?.backupCodes[index] ?? '',
    forgetCookies: () => {
      cookies.clear();
    },
    comeFrom,
  };
  await scenario.play(visit);
  const exchange = last();
  if (!exchange) throw new Error(`${method}, ${of}: nothing was asked.`);
  const { path, response } = exchange;
  const kept = ['content-type', 'x-retry-after'].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return {
    ...{ method, operation, of, path, status: response.status },
    headers: Object.fromEntries(kept) as Readonly<Record<string, string>>,
    body: JSON.parse(await response.text(), alike) as unknown,
    outcome,
    told,
  };
}

/** One after the other: each has the server to itself. */
export async function playAll(service: Service): Promise<readonly Played[]> {
  const played: Played[] = [];
  for (const scenario of allScenarios) played.push(await play(service, scenario));
  return played;
}
