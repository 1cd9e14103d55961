// Every word that <otp-confirm> shows, in English. The page overrides any of them by the property `messages`.
import type { ResolvedFormat, Status } from '../core/index.js';

/** What words can be about. */
export interface About extends ResolvedFormat {
  /** Whole seconds that are left: of the code's life, or to wait. */
  readonly seconds: number | undefined;
  readonly destination: string | undefined;
  readonly attemptsRemaining: number | undefined;
  /** The service does not tell a wrong code from one out of date. */
  readonly maybeExpired: boolean;
  /** Another code can be asked for. */
  readonly canIssue: boolean;
}

export type MessageName =
  | Status['kind']
  | 'label'
  | 'hint'
  /** Follows the hint where a complete code is sent by itself. */
  | 'auto-confirm'
  | 'confirm'
  | 'issue'
  /** The button for the first code. */
  | 'start'
  /** Follows a button's words while it counts down. */
  | 'wait'
  | 'confirming'
  | 'issuing'
  | 'expires-in';

/** Words, or how to make them. */
export type Message = string | ((about: About) => string);
export type Messages = Readonly<Record<MessageName, Message>>;

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
function duration(seconds: number): string {
  if (seconds < 60) return plural(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? plural(minutes, 'minute') : plural(Math.ceil(minutes / 60), 'hour');
}
const code = ({ length, alphabet }: ResolvedFormat): string =>
  length === 'any' ? 'code' : plural(length, alphabet === 'digits' ? 'digit' : 'character');
const renew = ({ canIssue }: About): string => (canIssue ? ' Ask for a new one.' : ' Start again.');
const within = ({ seconds }: About): string => (seconds ? `in ${duration(seconds)}` : 'later');
const newest = ' Enter the newest one.';
const unclear = 'Something went wrong. The code was not confirmed. Try again.';
const lapsed = 'The code may have expired.';

/** The built-in words. */
export const english: Messages = {
  label: 'Code',
  hint: (about) => `Enter the ${code(about)}${about.destination ? ` sent to ${about.destination}` : ''}.`,
  'auto-confirm': ' It is checked as soon as it is complete.',
  confirm: 'Confirm',
  issue: 'Send a new code',
  start: 'Send code',
  wait: ({ seconds }) => ` (${String(seconds)} s)`,
  confirming: 'Checking the code…',
  issuing: 'Sending a code…',
  'expires-in': (about) => (about.seconds ? `The code expires ${within(about)}.` : lapsed),
  'too-long': 'That is too long. Nothing was changed.',
  ambiguous: 'There is more than one code in that text. Enter the right one.',
  none: ({ alphabet }) => (alphabet === 'digits' ? 'Enter digits only.' : 'There is no code in that text.'),
  incomplete: (about) => `The code is not complete. Enter the ${code(about)}.`,
  expiring: 'The code expires in less than a minute.',
  lapsed,
  'resend-wait': (about) => `You can ask for another code ${within(about)}.`,
  incorrect: ({ attemptsRemaining: left, maybeExpired }) =>
    `The code is wrong${maybeExpired ? ' or has expired' : ''}. Check it and try again.${
      left ? (left > 1 ? ` ${left} tries are left.` : ' This is the last try.') : ''
    }`,
  expired: (about) => `The code has expired.${renew(about)}`,
  'already-used': (about) => `The code was used before.${renew(about)}`,
  replaced: 'A newer code was sent.' + newest,
  locked: (about) => `Too many wrong codes.${renew(about)}`,
  'account-locked': (about) => `Too many wrong codes. Try again ${within(about)}.`,
  'rate-limited': (about) => `Too many tries. Try again ${within(about)}.`,
  confirmed: 'The code is confirmed.',
  'challenge-unknown': 'This sign-in has ended. Start again.',
  rejected: 'This was refused. Start again.',
  network: 'There is no connection. Check it and try again.',
  timeout: 'No answer came in time. Try again.',
  server: unclear,
  protocol: unclear,
  issued: 'A new code was sent.' + newest,
  undeliverable: 'The code could not be sent. Try another way.',
};
