// Every word that <otp-confirm> shows, in English, and which of them fits a view. The page overrides any of them by
// the property `messages`.
import type { IssueOutcome, Outcome, ResolvedFormat, View } from '../core/index.js';

type Plain = 'confirmed' | 'issued' | 'undeliverable' | 'challenge-unknown' | 'rejected';
type Unavailable = 'network' | 'timeout' | 'server' | 'protocol';
type Format = ResolvedFormat;

/** Words, or how to make them. Seconds are whole numbers. */
export interface Messages extends Record<Plain | Unavailable, string> {
  label: string;
  hint: (format: Format, destination: string | undefined) => string;
  /** Follows the hint where a complete code is sent by itself. */
  autoConfirm: string;
  confirm: string;
  issue: string;
  /** The button for the first code. */
  start: string;
  /** A button's words while it counts down. */
  countdown: (action: string, seconds: number) => string;
  confirming: string;
  issuing: string;
  expiresIn: (seconds: number) => string;
  'too-long': string;
  ambiguous: string;
  none: (format: Format) => string;
  incomplete: (format: Format) => string;
  expiring: string;
  lapsed: string;
  'resend-wait': (seconds: number) => string;
  incorrect: (attemptsRemaining: number | undefined, maybeExpired: boolean) => string;
  /** What can be done where a code is of no use any more. */
  expired: (canIssue: boolean) => string;
  'already-used': (canIssue: boolean) => string;
  replaced: string;
  locked: (canIssue: boolean) => string;
  'account-locked': (seconds: number | undefined) => string;
  'rate-limited': (seconds: number | undefined) => string;
}

const plural = (count: number, unit: string): string => `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
const duration = (seconds: number): string =>
  seconds < 60
    ? plural(seconds, 'second')
    : seconds < 3600
      ? plural(Math.ceil(seconds / 60), 'minute')
      : plural(Math.ceil(seconds / 3600), 'hour');
const code = ({ length, alphabet }: Format): string =>
  length === 'any' ? 'code' : plural(length, alphabet === 'digits' ? 'digit' : 'character');
const renew = (canIssue: boolean): string => (canIssue ? 'Ask for a new one.' : 'Start again.');
const unclear = 'Something went wrong, and the code was not confirmed. Try again.';

/** The built-in words. */
export const english: Messages = {
  label: 'Code',
  hint: (format, destination) => `Enter the ${code(format)}${destination ? ` sent to ${destination}` : ''}.`,
  autoConfirm: 'It is checked as soon as it is complete.',
  confirm: 'Confirm',
  issue: 'Send a new code',
  start: 'Send code',
  countdown: (action, seconds) => `${action} (${String(seconds)} s)`,
  confirming: 'Checking the code…',
  issuing: 'Sending a code…',
  expiresIn: (seconds) =>
    seconds ? `The code expires in ${duration(seconds)}.` : 'The code may have expired.',
  'too-long': 'That is too long for the code. Nothing was changed.',
  ambiguous: 'There is more than one code in that text. Enter the right one.',
  none: ({ alphabet }) => (alphabet === 'digits' ? 'Enter digits only.' : 'There is no code in that text.'),
  incomplete: (format) => `The code is not complete. Enter all ${code(format)}.`,
  expiring: 'The code expires in less than a minute.',
  lapsed: 'The code may have expired.',
  'resend-wait': (seconds) => `Wait ${duration(seconds)} before you ask for another code.`,
  incorrect: (attemptsRemaining, maybeExpired) =>
    `The code is wrong${maybeExpired ? ' or has expired' : ''}. Check it and try again.${
      attemptsRemaining === undefined
        ? ''
        : attemptsRemaining === 1
          ? ' This is the last try.'
          : ` ${String(attemptsRemaining)} tries are left.`
    }`,
  expired: (canIssue) => `The code has expired. ${renew(canIssue)}`,
  'already-used': (canIssue) => `The code was used before. ${renew(canIssue)}`,
  replaced: 'A newer code was sent. Enter the newest one.',
  locked: (canIssue) => `Too many wrong codes. ${renew(canIssue)}`,
  'account-locked': (seconds) =>
    `Too many wrong codes. Try again ${seconds ? `in ${duration(seconds)}` : 'later'}.`,
  'rate-limited': (seconds) =>
    `Too many tries. Wait ${seconds ? duration(seconds) : 'a little'} and try again.`,
  confirmed: 'The code is confirmed.',
  'challenge-unknown': 'This sign-in has ended. Start again.',
  rejected: 'This was refused. Start again.',
  network: 'There is no connection. Check it and try again.',
  timeout: 'No answer came in time. Try again.',
  server: unclear,
  protocol: unclear,
  issued: 'A new code was sent. Enter the newest one.',
  undeliverable: 'The code could not be sent. Try another way to sign in.',
};

function outcomeText(words: Messages, outcome: Outcome | IssueOutcome, canIssue: boolean): string {
  switch (outcome.kind) {
    case 'aborted':
      return '';
    case 'incorrect':
      return words.incorrect(outcome.attemptsRemaining, !!outcome.maybeExpired);
    case 'expired':
      return outcome.reason ? words.replaced : words.expired(canIssue);
    case 'already-used':
      return words[outcome.kind](canIssue);
    case 'locked':
      return outcome.scope === 'account'
        ? words['account-locked'](outcome.retryAfter)
        : words.locked(canIssue);
    case 'rate-limited':
      return words[outcome.kind](outcome.retryAfter);
    default:
      return words[outcome.kind];
  }
}

/** What the status says of a view; empty: nothing. */
export function statusText(words: Messages, { phase, status, issue }: View, format: Format): string {
  if (phase === 'confirming' || phase === 'issuing') return words[phase];
  if (!status) return '';
  switch (status.kind) {
    case 'outcome':
      return outcomeText(words, status.outcome, issue !== undefined);
    case 'resend-wait':
      return words[status.kind](status.wait);
    case 'none':
    case 'incomplete':
      return words[status.kind](format);
    default:
      return words[status.kind];
  }
}
