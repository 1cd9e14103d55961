// How an answer of Better Auth comes about: what a person and the server do until then, and what the adapter is to make of it.
// The scenarios are address-scenarios.ts's and factor-scenarios.ts's, recording.ts plays them; nothing here asserts.
import type { IssueOutcome, Outcome } from '../../../src/core/index.js';

/** Somebody at the server, by the adapter of one method. */
export interface Visit {
  issue(): Promise<IssueOutcome>;
  confirm(code: string): Promise<Outcome>;
  /** The newest code that was sent; without a message to somebody of this method, none. */
  sent(): Promise<string>;
  /** Moves the server's clock. */
  advance(seconds: number): Promise<void>;
  /** From here on with the rate limits of production. The server forgets what was. */
  limit(): Promise<void>;
  /** With the address of nobody from here on. */
  mistakeAddress(): void;
  /** An account with an address that is to be verified; `stay`: signed in. */
  signUp(options?: { readonly stay: true }): Promise<void>;
  /** That account may not sign in any more. */
  ban(): Promise<void>;
  /** From here on a confirmed number is to become that of who is signed in. */
  claimNumber(): void;
  /** The account of the second factors: signed up and enrolled the first time, then signed in but for the factor. */
  signIn(): Promise<void>;
  /** What the authenticator app shows. */
  app(): Promise<string>;
  backupCode(index: number): string;
  forgetCookies(): void;
  /** Requests come from a page of this origin; undefined: they do not tell. A cookie comes along. */
  comeFrom(origin: string | undefined): void;
}

export interface Scenario {
  readonly method:
    'email-otp' | 'email-verification' | 'phone-number' | 'two-factor-otp' | 'totp' | 'backup-code';
  readonly operation: 'confirm' | 'issue';
  readonly of: string;
  readonly outcome: Outcome | IssueOutcome;
  /** Its last request is the one. */
  play(visit: Visit): Promise<unknown>;
}

export const WRONG = '000000';
export const confirmed = { kind: 'confirmed' } as const;
export const incorrect = { kind: 'incorrect' } as const;
export const doubtful = { kind: 'incorrect', maybeExpired: true } as const;
export const expired = { kind: 'expired' } as const;
export const locked = { kind: 'locked', scope: 'challenge' } as const;
export const accountLocked = { kind: 'locked', scope: 'account' } as const;
export const over = { kind: 'challenge-unknown' } as const;
export const policy = { kind: 'rejected', reason: 'policy' } as const;
export const csrf = { kind: 'rejected', reason: 'csrf' } as const;
export const issued = { kind: 'issued' } as const;
export const undeliverable = { kind: 'undeliverable' } as const;
export const limited = (retryAfter: number) => ({ kind: 'rate-limited', retryAfter }) as const;

export type Steps = readonly [of: string, outcome: Scenario['outcome'], play: Scenario['play']];

export const many = async (times: number, act: () => Promise<unknown>): Promise<void> => {
  for (let time = 0; time < times; time++) await act();
};
export const wrongs = (visit: Visit, times: number, code = WRONG): Promise<void> =>
  many(times, () => visit.confirm(code));

export const sentCode: Scenario['play'] = async (visit) => {
  await visit.issue();
  await visit.confirm(await visit.sent());
};
export const replacedCode: Scenario['play'] = async (visit) => {
  await visit.issue();
  const old = await visit.sent();
  await visit.issue();
  await visit.confirm(old);
};
export const wrongCode: Scenario['play'] = async (visit) => {
  await visit.issue();
  await visit.confirm(WRONG);
};

export function scenarios(
  method: Scenario['method'],
  operation: Scenario['operation'],
  all: readonly Steps[],
): readonly Scenario[] {
  return all.map(([of, outcome, play]) => ({ method, operation, of, outcome, play }));
}
