// The names of the words that <otp-confirm> shows, and what a language has to say for each: types alone. English is
// locales/en.ts, every other language a file beside it; what is said when is words.ts's.
import type { Alphabet, Status } from '../core/index.js';

/** What words can be about. Numbers are 0, and texts empty, where nothing is known. */
export interface About {
  readonly alphabet: Alphabet;
  /** Characters of the code; 0 where any number will do. */
  readonly length: number;
  readonly attemptsRemaining: number;
  /** The one of these two that is spoken of, in the language's digits: for `tries` the second. */
  readonly count: string;
  /** Where the code went: set apart, so that its characters keep their order among those of the other direction. */
  readonly destination: string;
  /** Whole seconds that are left: of the code's life, or to wait. */
  readonly seconds: number;
  /** How long that is: `2 min`, or, where countdowns go by the second, `1:59`. */
  readonly left: string;
  /** When that is: `in 2 minutes`, or what the message `in` makes of `1:59`. */
  readonly when: string;
}

/** Words, in which `{count}`, `{destination}`, `{left}` and `{when}` stand for these; or how to make them. */
export type Text = string | ((about: About) => string);

export type Case =
  /** The code may have any length. */
  | 'any'
  /** It is one of digits. */
  | 'digits'
  /** One try is left. */
  | 'last'
  /** The service does not tell a wrong code from one out of date. */
  | 'maybe'
  /** The browser knows that it has no connection. */
  | 'offline'
  // The number of tries that are left, by the language's rule.
  | Exclude<Intl.LDMLPluralRule, 'other'>;

/** Words for some cases, the first that holds, and last for all others. */
export type Cases = Readonly<Partial<Record<Case, Text>>> & { readonly other: Text };
export type Message = Text | Cases;

export type MessageName =
  // Of these three, what is said is said by others.
  | Exclude<Status['kind'], 'account-locked' | 'resend-wait' | 'protocol'>
  // Sentences that follow one of those: what to do.
  | 'tries'
  | 'ask'
  | 'restart'
  | 'newest'
  /** Follows `newest` where that one may belong to another copy of the sign-in. */
  | 'or'
  | 'later'
  /** Follows where something waits, and counts down where no button does. */
  | 'wait'
  | 'label'
  | 'hint'
  /** Follows the hint where it is known where the code went. */
  | 'sent'
  /** Follows the hint where a complete code is sent by itself. */
  | 'auto'
  | 'confirm'
  /** The same button, where what was lost on the way is confirmed once more. */
  | 'retry'
  | 'issue'
  /** The button for the first code. */
  | 'start'
  | 'confirming'
  | 'issuing'
  | 'expires'
  /** No sentence: what `when` is where countdowns go by the second. */
  | 'in';

export type Messages = Readonly<Record<MessageName, Message>>;

type For<Name extends Case> = Cases & Readonly<Record<Name, Text>>;

/** A whole language. `code` is its BCP 47 tag. */
export interface Locale extends Messages {
  readonly code: string;
  readonly hint: For<'any'>;
  readonly incorrect: For<'maybe'>;
  readonly network: For<'offline'>;
  readonly none: For<'digits'>;
}
