// What an adapter's author tells the suite: how the adapter is made, what its service answered when it was recorded,
// and where in a request that service looks. Types alone: driver.ts makes the exchanges, adapter.ts the checks.
import type { ConfirmAdapter, ConfirmRequest } from 'otp-confirm/client';
import type { ChallengeInfo, IssueOutcome, Outcome } from 'otp-confirm/core';

/** An answer of the service, as it was recorded. */
export interface Recorded {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A string is sent as it is, anything else as JSON. Left out: there was none. */
  readonly body?: unknown;
}

/** An answer, and what it comes to. */
export interface RecordedAnswer<Result> extends Recorded {
  /** Member for member: what is not told is left out. */
  readonly outcome: Result;
}

type Kind = (Outcome | IssueOutcome)['kind'];
type Answers<Result> = RecordedAnswer<Result> | readonly RecordedAnswer<Result>[];
/** One or more answers of each kind that the service knows. */
export type RecordedAnswers<Result extends { readonly kind: Kind }> = {
  readonly [Each in Result['kind']]?: Answers<Extract<Result, { readonly kind: Each }>> | undefined;
};

/** A request as it reached the service. */
export interface SentRequest {
  readonly url: string;
  readonly method: string;
  readonly body: string;
  header(name: string): string | null;
  /** A member of the body, JSON or form, by its path: `read('user', 'code')`. */
  read(...path: readonly string[]): unknown;
}

/** What the suite has to know of an adapter and its service. */
export interface AdapterSubject {
  /** Makes the adapter anew. It reaches its service by the context's `fetchJson`, or by this `fetch`. */
  readonly createAdapter: (service: { readonly fetch: typeof globalThis.fetch }) => ConfirmAdapter;
  /** `incorrect` too, unless the first wrong code ends the challenge. */
  readonly confirm: RecordedAnswers<Outcome> & {
    readonly confirmed: Answers<Extract<Outcome, { readonly kind: 'confirmed' }>>;
  };
  /** Where the adapter can issue. */
  readonly issue?:
    | (RecordedAnswers<IssueOutcome> & {
        readonly issued: Answers<Extract<IssueOutcome, { readonly kind: 'issued' }>>;
      })
    | undefined;
  /** What a request needs beside the code. Default: the challenge `c1`. */
  readonly request?: Omit<ConfirmRequest, 'code'> | undefined;
  /** Where the service reads the code. Default: the body's member of the name that the request gives, or `code`. */
  readonly codeOf?: ((sent: SentRequest) => unknown) | undefined;
  /** Where the service reads the idempotency key. Left out: it knows none. */
  readonly keyOf?: ((sent: SentRequest) => unknown) | undefined;
  /** How an answer tells of a new challenge. Left out: none of them ever does. */
  readonly renewal?:
    | {
        readonly challenge?: string | undefined;
        readonly info?: ChallengeInfo | undefined;
        /** The answer with these told in it. */
        readonly tell: (answer: Recorded) => Recorded;
      }
    | undefined;
  /** Members that are written for people. Default: title, detail, message, description, error_description. */
  readonly prose?: readonly string[] | undefined;
  /** The service does not tell a wrong code from one out of date. Default false. */
  readonly cannotTellExpired?: boolean | undefined;
  /** Milliseconds after which an adapter that has not answered is held to hang. Default 1000. */
  readonly patience?: number | undefined;
}
