// Plays the scenarios against the server, and keeps what it answered to the last request of each. What is random in an answer
// is made the same, so that two recordings of one server are alike.
import { betterAuth } from '../../../src/adapters/better-auth.js';
import { createConfirmClient } from '../../../src/client/index.js';
import type { IssueOutcome, Outcome } from '../../../src/core/index.js';
import { createPerson, EMAIL, PHONE, type Enrolled } from './person.js';
import { addressScenarios } from './address-scenarios.js';
import { factorScenarios } from './factor-scenarios.js';
import type { Scenario, Visit } from './scenario.js';
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

const alike = (name: string, value: unknown): unknown => {
  if (value !== null && ['id', 'token', 'createdAt', 'updatedAt'].includes(name)) return `<${name}>`;
  return value;
};

async function play(service: Service, scenario: Scenario): Promise<Played> {
  await service.start();
  const { method, operation, of, outcome } = scenario;
  const person = createPerson(service);
  let address = { email: EMAIL, phoneNumber: PHONE };
  let claims: { readonly updatePhoneNumber?: true } = {};
  let enrolled: Enrolled | undefined;
  let told: Outcome | IssueOutcome | undefined;
  const client = () => {
    const own = method.startsWith('email')
      ? { email: address.email }
      : method === 'phone-number'
        ? { phoneNumber: address.phoneNumber, ...claims }
        : {};
    const adapter = betterAuth({ method, baseURL: service.origin, ...own });
    return createConfirmClient({ adapter, fetch: person.fetch });
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
      await person.signUp();
      if (!options?.stay) person.forgetCookies();
    },
    ban: () => service.ban(EMAIL),
    claimNumber: () => {
      claims = { updatePhoneNumber: true };
    },
    signIn: async () => {
      enrolled ??= await person.enrol();
      await person.signIn();
    },
    app: () => service.totp(enrolled?.totpURI ?? ''),
    backupCode: (index) => enrolled?.backupCodes[index] ?? '',
    forgetCookies: person.forgetCookies,
    comeFrom: person.comeFrom,
  };
  await scenario.play(visit);
  const exchange = person.last();
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
  for (const scenario of [...addressScenarios, ...factorScenarios])
    played.push(await play(service, scenario));
  return played;
}
