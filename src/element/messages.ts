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
  /** The browser knows that it has no connection. */
  readonly offline: boolean;
  /** Countdowns go by the second. */
  readonly exact: boolean;
}

export type MessageName =
  | Status['kind']
  | 'label'
  | 'hint'
  /** Follows the hint where a complete code is sent by itself. */
  | 'auto-confirm'
  | 'confirm'
  /** The same button, where what was lost on the way is confirmed once more. */
  | 'retry'
  | 'issue'
  /** The button for the first code. */
  | 'start'
  /** Follows a button's words while it counts down. */
  | 'wait'
  | 'confirming'
  | 'issuing'
  | 'expires-in'
  /** Counts down where no button does. */
  | 'retry-in';

/** Words, or how to make them. */
export type Message = string | ((about: About) => string);
export type Messages = Readonly<Record<MessageName, Message>>;

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
function duration(seconds: number): string {
  if (seconds < 60) return plural(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? plural(minutes, 'minute') : plural(Math.ceil(minutes / 60), 'hour');
}
const twoDigits = (number: number): string => String(number % 60).padStart(2, '0');
/** As on a clock. */
function exactly(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${String(minutes)}:${twoDigits(seconds)}`
    : `${String(Math.floor(minutes / 60))}:${twoDigits(minutes)}:${twoDigits(seconds)}`;
}
const code = ({ length, alphabet }: ResolvedFormat): string =>
  length === 'any' ? 'code' : plural(length, alphabet === 'digits' ? 'digit' : 'character');
const renew = ({ canIssue }: About): string => (canIssue ? ' Ask for a new one.' : ' Start again.');
const within = ({ seconds }: About): string => (seconds ? `in ${duration(seconds)}` : 'later');
const countdown = (about: About): string =>
  about.exact && about.seconds ? `in ${exactly(about.seconds)}` : within(about);
const newest = ' Enter the newest one.';
const unclear = 'Something went wrong. The code was not confirmed. Try again.';
const lapsed = 'The code may have expired.';

/** The built-in words. */
export const english: Messages = {
  label: 'Code',
  hint: (about) => `Enter the ${code(about)}${about.destination ? ` sent to ${about.destination}` : ''}.`,
  'auto-confirm': ' It is checked as soon as it is complete.',
  confirm: 'Confirm',
  retry: 'Try again',
  issue: 'Send a new code',
  start: 'Send code',
  wait: ({ seconds = 0, exact }) =>
    ` (${exact ? exactly(seconds) : seconds > 60 ? `${String(Math.ceil(seconds / 60))} min` : `${String(seconds)} s`})`,
  confirming: 'Checking the code…',
  issuing: 'Sending a code…',
  'expires-in': (about) =>
    !about.seconds
      ? lapsed
      : `The code expires ${about.exact || about.seconds > 60 ? countdown(about) : 'in less than a minute'}.`,
  'retry-in': (about) => `You can try again ${countdown(about)}.`,
  'too-long': 'That is too long. Nothing was changed.',
  ambiguous: 'There is more than one code in that text. Enter the right one.',
  none: ({ alphabet }) => (alphabet === 'digits' ? 'Enter digits only.' : 'There is no code in that text.'),
  incomplete: (about) => `The code is not complete. Enter the ${code(about)}.`,
  expiring: 'The code expires in less than a minute.',
  lapsed,
  free: 'You can try again now.',
  online: 'You are connected again. Try again.',
  'not-sent': 'Something went wrong. A new code may not have been sent. Ask for one again.',
  'resend-wait': (about) => `You can ask for another code ${within(about)}.`,
  incorrect: ({ attemptsRemaining: left, maybeExpired }) =>
    `The code is wrong${maybeExpired ? ' or has expired' : ''}. Check it and try again.${
      left ? (left > 1 ? ` ${left} tries are left.` : ' This is the last try.') : ''
    }`,
  expired: (about) => `The code has expired.${renew(about)}`,
  'already-used': (about) => `The code was used before.${renew(about)}`,
  replaced: ({ canIssue }) =>
    `A newer code was sent.${canIssue ? newest + ' If that is refused, ask for another one.' : newest}`,
  locked: (about) => `Too many wrong codes.${renew(about)}`,
  'account-locked': (about) => `Too many wrong codes. Try again ${within(about)}.`,
  'rate-limited': (about) => `Too many tries. Try again ${within(about)}.`,
  confirmed: 'The code is confirmed.',
  'challenge-unknown': 'This sign-in has ended. Start again.',
  rejected: 'This was refused. Start again.',
  network: ({ offline }) =>
    offline ? 'You are offline. Connect, then try again.' : 'There is no connection. Check it and try again.',
  timeout: 'No answer came in time. Try again.',
  server: unclear,
  protocol: unclear,
  issued: 'A new code was sent.' + newest,
  undeliverable: 'The code could not be sent. Try another way.',
};
