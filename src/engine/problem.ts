// Answers of the endpoint: JSON, and RFC 9457 problem documents by the table of openapi.json. Which one, endpoint.ts decides.
import type { Outcome } from '../core/index.js';
import type { IssueResult } from './challenge.js';

/** What every answer carries. */
export const ALWAYS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** JSON leaves out what is undefined. */
type Members = Readonly<Record<string, string | number | undefined>>;

export function success(members: Members, headers: Readonly<Record<string, string>> = {}): Response {
  return answer(200, 'application/json', members, headers);
}

/** A refusal. `retryAfter` in seconds goes into the header as well. */
export function problem(
  status: number,
  name: string,
  members: Members = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  const { retryAfter } = members;
  return answer(
    status,
    'application/problem+json',
    { type: `urn:otp-confirm:${name}`, status, ...members },
    { ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }), ...headers },
  );
}

function answer(
  status: number,
  type: string,
  body: Members,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': type, ...ALWAYS, ...headers },
  });
}

/** A request that cannot be read. `member` is a name of the protocol, never one that the request made up. */
export function malformed(member: string): Response {
  return problem(400, 'malformed', { member });
}

/** Nothing was decided: the same request is worth sending again, by this time in seconds. */
export function unavailable(): Response {
  return problem(503, 'unavailable', { retryAfter: 5 });
}

/** What is no success as a problem document. */
export function refusal(outcome: Exclude<Outcome | IssueResult, { kind: 'confirmed' | 'issued' }>): Response {
  switch (outcome.kind) {
    case 'incorrect':
      return problem(422, 'incorrect', { attemptsRemaining: outcome.attemptsRemaining });
    case 'expired':
      return problem(410, 'expired', { reason: outcome.reason });
    case 'already-used':
      return problem(410, 'already-used');
    case 'locked':
      return problem(403, 'locked', { scope: outcome.scope, retryAfter: outcome.retryAfter });
    case 'rate-limited':
      return problem(429, 'rate-limited', { retryAfter: outcome.retryAfter });
    case 'challenge-unknown':
      return problem(404, 'challenge-unknown');
    case 'rejected':
      return problem(403, 'rejected', { reason: outcome.reason });
    case 'undeliverable':
      return problem(422, 'undeliverable');
    case 'protocol':
      return malformed('code');
    case 'server':
    case 'network':
    case 'timeout':
    case 'aborted':
      return unavailable();
    default:
      return outcome satisfies never;
  }
}
