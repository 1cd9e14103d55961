// The contract between the client and whatever confirms codes: an endpoint, a service, an engine in the page.
//
// An adapter
//  1. turns a request into one exchange with its service, and what comes back into one outcome. It maps by what the
//     service says, never by a status alone, and never reads prose;
//  2. answers every expected "no" with a value. It may let fetch or `fetchJson` fail: the client makes `network`,
//     `timeout` or `aborted` of that. It throws only where it was set up wrongly;
//  3. passes `signal` on to all that it waits for, and starts nothing after it;
//  4. neither retries nor waits nor counts: retries, deadlines and one-at-a-time are the client's;
//  5. keeps no code. A code is in the body that it sends and nowhere else: no URL, no log, no error;
//  6. sends the code as a string, for a number would lose its leading zeros;
//  7. passes on a new challenge, and what the answer tells of it, with whatever outcome they came; an answer that it does
//     not understand (`protocol`, `server`) may be somebody else's, and tells nothing;
//  8. gives durations in seconds from the answer, and leaves out what the service does not tell; of length and alphabet
//     it may say what holds of all the codes of its service;
//  9. uses the idempotency key where its service knows one, and may ignore it otherwise;
// 10. says `maybeExpired` where its service does not tell a wrong code from one out of date;
// 11. says `idempotent` only where its service answers a repeated key with its first answer, and then sends the key
//     with every request: the client asks again by itself where a connection failed.
//
// `token` is what a form carries for the page's own server. Tokens that are more than that (a service's session) go to a
// callback of the adapter's own, before it answers: they stand in no outcome.
import type { IssueOutcome, Outcome } from '../core/index.js';

export interface IssueRequest {
  /** The id that the Get-one-time-code step returned. Left out: a cookie carries it, or there is none yet. */
  readonly challenge?: string | undefined;
  readonly stepName?: string | undefined;
  readonly sourceStep?: string | undefined;
}

export interface ConfirmRequest extends IssueRequest {
  /** Cleaned. */
  readonly code: string;
  /** The member that carries the code. Default `code`. */
  readonly userCodeField?: string | undefined;
}

/** What an HTTP exchange came to. Header names are case-insensitive; what is not exposed reads as null. */
export interface Answer {
  /** 0 for a redirect that was not followed. */
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** The parsed JSON; undefined where the body was none, or was too large. */
  readonly body: unknown;
  /** The body as it came; empty where it was too large. */
  readonly text: string;
}

/** `fetch`, with the client's deadline and its 64 KiB cap on the answer. Rejects as fetch does. */
export type FetchJson = (
  url: string,
  init: RequestInit & { readonly fetch?: typeof fetch | undefined },
) => Promise<Answer>;

export interface AdapterContext {
  readonly signal: AbortSignal;
  /** Stays the same over the retries of a request until its answer is definitive. */
  readonly idempotencyKey: string;
  readonly fetchJson: FetchJson;
}

export interface ConfirmAdapter {
  confirm(request: ConfirmRequest, context: AdapterContext): Promise<Outcome>;
  /** Asks for another code. Left out: none can be had, and nothing offers it. */
  issue?(request: IssueRequest, context: AdapterContext): Promise<IssueOutcome>;
  /**
   * The service answers a repeated idempotency key with its first answer, so that a request whose answer was lost may be
   * sent again. Default false.
   */
  readonly idempotent?: boolean | undefined;
  /** `issue` works without a challenge: it sends the first code. Default false. */
  readonly canStart?: boolean | undefined;
}
