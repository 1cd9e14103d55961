// What a confirmation or an issue came to: values, one exhaustive union each. An expected "no" is never an exception.
// Durations are whole seconds from the moment of the answer, never absolute times: the two clocks need not agree.

/** What an answer may tell of the challenge that it leaves in force. Each known member replaces what was known. */
export interface ChallengeInfo {
  /** Characters of the code. */
  readonly length?: number;
  readonly alphabet?: 'digits' | 'alphanumeric' | 'text';
  /** How the code travels: `sms`, `email`, `app`, … shown nowhere, handed on. */
  readonly channel?: string;
  /** Where the code went, masked by the server: `•••• 42`. Shown as text only. */
  readonly destination?: string;
  /** Seconds until the code is out of date. */
  readonly expiresIn?: number;
  /** Seconds until another code may be asked for. */
  readonly resendIn?: number;
  /** Wrong codes that are still compared. */
  readonly attemptsRemaining?: number;
}

interface Renewal {
  /** The id that replaces the challenge from here on. */
  readonly challenge?: string;
  readonly info?: ChallengeInfo;
}

/** What the page is to do once the code is confirmed. */
export type Next = { readonly redirect: string } | { readonly step: string };

/** The outcomes that confirming and issuing share. */
type Refusal =
  | {
      readonly kind: 'locked';
      readonly scope: 'challenge' | 'account';
      /** Seconds. Left out: not told. */
      readonly retryAfter?: number;
    }
  | { readonly kind: 'rate-limited'; readonly retryAfter?: number }
  | { readonly kind: 'challenge-unknown' }
  | { readonly kind: 'rejected'; readonly reason: 'csrf' | 'policy' }
  | { readonly kind: 'network' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'server'; readonly status: number }
  | { readonly kind: 'protocol' };

/** What came of a confirmation. */
export type Outcome = Renewal &
  (
    | {
        readonly kind: 'confirmed';
        readonly token?: string;
        /** Seconds until the token is out of date. */
        readonly tokenExpiresIn?: number;
        readonly next?: Next;
      }
    | {
        readonly kind: 'incorrect';
        readonly attemptsRemaining?: number;
        /** The service does not tell wrong from expired. */
        readonly maybeExpired?: true;
      }
    | { readonly kind: 'expired'; readonly reason?: 'replaced' }
    | { readonly kind: 'already-used' }
    | Refusal
  );

/** What came of asking for a code. */
export type IssueOutcome = Renewal &
  ({ readonly kind: 'issued' } | { readonly kind: 'undeliverable' } | Refusal);

/** What is asked of a service: to confirm a code, or to send another one. */
export type Operation = 'confirm' | 'issue';
