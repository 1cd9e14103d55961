// What <otp-confirm> says: from the view, the time and the language to the words, as text. Pure but for the languages
// that are there, and for the longest words, which are kept. What the words are is messages.ts's and the locales', where
// they are shown drawing.ts's.
import type { ResolvedFormat, Status, View } from '../core/index.js';
import type { PublicOutcome } from './events.js';
import { localeFor } from './locales.js';
import type { About, MessageName, Messages } from './messages.js';

/** What there is to speak of. */
export interface Subject extends ResolvedFormat {
  readonly view: View;
  readonly outcome: PublicOutcome | undefined;
  /** The language asked for. */
  readonly lang: string;
  /** The page's own words; they are taken for words of that language. */
  readonly messages: Partial<Messages> | undefined;
  /** Countdowns go by the second. */
  readonly exact: boolean;
  /** A complete code is sent by itself: the first one of a challenge. */
  readonly auto: boolean;
  /** One was sent, by itself or by hand. */
  readonly autoSpent?: boolean | undefined;
  /** There is a button that confirms. */
  readonly confirms: boolean;
  readonly offline: boolean;
}

export interface Words {
  /** What language they are in, where it is not the one asked for. */
  readonly lang: string | undefined;
  readonly label: string;
  readonly hint: string;
  readonly status: string;
  /** What is wrong, for who comes back to the field. */
  readonly error: string;
  /** The longest of what can be told, or the hint where it says less later: its room is kept. */
  readonly room: string;
  readonly confirm: string | undefined;
  readonly resend: string | undefined;
  readonly countdown: string | undefined;
}

const MINUTE = 60;
const HOUR = 3600;
/** Tries that are left, in words that are as long as any. */
const MANY = 5;
/** In the largest unit, rounded up. */
const spanOf = (seconds: number): [count: number, unit: 'second' | 'minute' | 'hour'] =>
  seconds < MINUTE
    ? [seconds, 'second']
    : seconds < HOUR
      ? [Math.ceil(seconds / MINUTE), 'minute']
      : [Math.ceil(seconds / HOUR), 'hour'];

/** As on a clock: `1:59`. */
function clock(seconds: number, tag: string): string {
  return [seconds / HOUR, (seconds / MINUTE) % 60, seconds % 60]
    .slice(seconds < HOUR ? 1 : 0)
    .map((part, index) => Math.floor(part).toLocaleString(tag, { minimumIntegerDigits: index ? 2 : 1 }))
    .join(':');
}

/** One sentence after another; where these end without a space, without one. */
const sentences = (...parts: string[]): string => parts.filter(Boolean).join(' ').replaceAll('。 ', '。');

const longer = (one: string, other: string): string => (other.length > one.length ? other : one);

/** How each message reads, of this subject. */
function speaker(subject: Subject) {
  const { view, outcome, lang, messages, exact, offline, alphabet } = subject;
  const { issue, destination, attemptsRemaining = 0 } = view;
  const length = subject.length === 'any' ? 0 : subject.length;
  const [tag, locale] = localeFor(lang);
  const by = messages ? lang : tag;

  // Whether a case holds; a message is looked through in the order in which it names them.
  const holds = (name: string): boolean | undefined =>
    ({
      any: !length,
      digits: alphabet === 'digits',
      last: attemptsRemaining === 1,
      maybe: outcome?.kind === 'incorrect' && outcome.maybeExpired,
      offline,
      other: true,
    })[name] ??
    (attemptsRemaining > 0 && name === new Intl.PluralRules(by).select(attemptsRemaining));

  /** For so long. */
  const lasting = (seconds: number, ticks: boolean): string => {
    const [count, unit] = spanOf(seconds);
    return ticks
      ? clock(seconds, by)
      : count.toLocaleString(by, { style: 'unit', unit, unitDisplay: 'short' });
  };
  function say(name: MessageName, seconds = 0, ticks = exact): string {
    // Of no end no words can be made: it is some thirty years.
    seconds = Math.min(seconds, 1e9);
    let message = messages?.[name] ?? locale[name];
    if (typeof message === 'object')
      message = Object.entries(message).find(([each]) => holds(each))?.[1] ?? '';
    const number = name === 'tries' ? attemptsRemaining : length;
    const about: About = {
      alphabet,
      length,
      attemptsRemaining,
      seconds,
      get count() {
        // To have the browser format its first number costs more than all the rest of the element's start.
        return number ? (/^en(-\w\w)?$/.test(by) ? String(number) : number.toLocaleString(by)) : '';
      },
      // First strong isolate, and its end.
      destination: destination ? `\u2068${destination}\u2069` : '',
      get left() {
        return lasting(seconds, ticks);
      },
      get when() {
        if (!seconds) return '';
        // Hebrew says one and two by words and then by the number, in brackets.
        return ticks
          ? say('in', seconds)
          : new Intl.RelativeTimeFormat(by).format(...spanOf(seconds)).replace(/ \(.\)/, '');
      },
    };
    if (typeof message !== 'string') return message(about);
    return message.replace(
      /\{(count|destination|left|when)\}/g,
      (_, key: 'count' | 'destination' | 'left' | 'when') => about[key],
    );
  }

  const renew = issue ? 'ask' : 'restart';
  function tell({ kind, seconds }: Status): string {
    // It stands still: what counts down is said elsewhere.
    const wait = (): string => (seconds ? say('wait', seconds, false) : say('later'));
    switch (kind) {
      case 'incorrect':
        return sentences(say(kind), attemptsRemaining ? say('tries') : '');
      case 'expired':
      case 'already-used':
      case 'locked':
        return sentences(say(kind), say(renew));
      case 'challenge-unknown':
      case 'rejected':
        return sentences(say(kind), say('restart'));
      case 'replaced':
        return sentences(say(kind), say('newest'), issue ? say('or') : '');
      case 'issued':
        return sentences(say(kind), say('newest'));
      case 'not-sent':
        return sentences(say(kind), say('ask'));
      case 'account-locked':
        return sentences(say('locked'), wait());
      case 'rate-limited':
        return sentences(say(kind), wait());
      case 'resend-wait':
        return wait();
      case 'protocol':
        return say('server');
      default:
        return say(kind);
    }
  }
  return { by, lasting, say, tell };
}

/** The longest of what can be told, and of what: most elements of a page have it in common. */
let longest = '';
let longestOf: readonly unknown[] = [];
function longestTold(subject: Subject): string {
  const { lang, messages, length, alphabet, offline } = subject;
  const asked = [lang, localeFor(lang)[1], messages, length, alphabet, offline];
  if (asked.every((each, index) => each === longestOf[index])) return longest;
  longestOf = asked;
  longest = '';
  for (const attemptsRemaining of [1, MANY]) {
    const view = { ...subject.view, attemptsRemaining, issue: { starts: false, wait: 0 } };
    const { tell } = speaker({ ...subject, view, outcome: { kind: 'incorrect', maybeExpired: true } });
    for (const kind of ['incorrect', 'replaced', 'expired', 'rate-limited', 'account-locked'] as const)
      longest = longer(longest, tell({ kind }));
  }
  return longest;
}

/** What to say, all of it. */
export function words(subject: Subject): Words {
  const { view, lang, exact, auto, autoSpent, confirms } = subject;
  const { phase, act, status, error, issue, confirmWait, expiresIn, destination } = view;
  const { by, lasting, say, tell } = speaker(subject);

  const button = (name: MessageName, seconds: number): string =>
    say(name, seconds) + (seconds ? ` (${lasting(seconds, exact)})` : '');
  const life = (): string | undefined =>
    expiresIn === undefined
      ? undefined
      : !expiresIn
        ? say('lapsed')
        : exact || expiresIn > MINUTE
          ? say('expires', expiresIn)
          : say('expiring');

  const hint = sentences(say('hint'), destination ? say('sent') : '');
  const full = auto ? sentences(hint, say('auto')) : '';
  // What is under way, until there is something newer.
  const told = status ? tell(status) : phase === 'confirming' || phase === 'issuing' ? say(phase) : '';

  return {
    lang: by === lang ? undefined : by,
    label: say('label'),
    hint: autoSpent ? hint : full || hint,
    status: told,
    // The time to wait would not be true for long; it is told where it counts down.
    error: error ? tell({ kind: error }) : '',
    room: longer(longestTold(subject), full),
    confirm: confirms ? button(act === 'retry' ? act : 'confirm', confirmWait) : undefined,
    resend: issue && button(issue.starts ? 'start' : 'issue', issue.wait),
    countdown: confirmWait && !confirms ? say('wait', confirmWait) : life(),
  };
}
