// What an answer of the default wire format comes to. It trusts the shape of nothing: only known members of the right
// type count, success is one exact word, and prose is not read. What was asked, and how, is http-adapter.ts's.
import type { ChallengeInfo, IssueOutcome, Outcome } from '../core/index.js';
import type { Answer } from './adapter.js';
import { allowedNext, type Redirects } from './redirects.js';
import { wallClock } from './system.js';

const DAY = 86_400;
const MAX_LENGTH = 64;

/** The members of an answer's body: each counts only where it looks right. */
type Said = Readonly<Record<string, unknown>>;
/** An outcome in which what was not said is undefined. */
type Draft<T> = T extends unknown ? { readonly [Key in keyof T]: T[Key] | undefined } : never;
type Reader<T> = (said: Said) => Draft<T>;
type Readers<T> = Readonly<Record<string, Reader<T>>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
// Some thirty years, or a thousand million tries: more is no more to anybody, but words and sums would break.
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 ? Math.min(value, 1e9) : undefined;
/** A count: there is no half of a try. */
const whole = (value: unknown): number | undefined => ((number(value) ?? 0) % 1 ? undefined : number(value));
const oneOf = <const Word>(value: unknown, ...words: Word[]): Word | undefined =>
  words.find((word) => word === value);
/** A member left out must not overwrite what was known before. */
export const known = <T extends object>(draft: Draft<T>): T =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as T;

type Refusal = Extract<
  IssueOutcome,
  { kind: 'locked' | 'rate-limited' | 'challenge-unknown' | 'rejected' | 'server' | 'protocol' }
>;
const over = () => ({ kind: 'challenge-unknown' }) as const;

const limited: Reader<Refusal> = ({ retryAfter }) => ({
  kind: 'rate-limited',
  retryAfter: number(retryAfter),
});

/** What a problem comes to, by its name. */
const refusals: Readers<Refusal> = {
  locked: ({ scope, retryAfter }) => ({
    kind: 'locked',
    scope: oneOf(scope, 'account') ?? 'challenge',
    retryAfter: number(retryAfter),
  }),
  'rate-limited': limited,
  'challenge-unknown': over,
  rejected: ({ reason }) => ({ kind: 'rejected', reason: oneOf(reason, 'csrf') ?? 'policy' }),
};
const confirmRefusals: Readers<Outcome> = {
  ...refusals,
  incorrect: ({ attemptsRemaining, maybeExpired }) => ({
    kind: 'incorrect',
    attemptsRemaining: attemptsRemaining === 0 ? undefined : whole(attemptsRemaining),
    maybeExpired: oneOf(maybeExpired, true),
  }),
  expired: ({ reason }) => ({ kind: 'expired', reason: oneOf(reason, 'replaced') }),
  'already-used': () => ({ kind: 'already-used' }),
};
const issueRefusals: Readers<IssueOutcome> = {
  ...refusals,
  undeliverable: () => ({ kind: 'undeliverable' }),
  // No code can come of a challenge that is over: the page has to start again.
  expired: over,
  'already-used': over,
};

/** Seconds until another try: the body's word, or a header as seconds or as a date. Garbage is ignored. */
function retryAfterOf({ retryAfter }: Said, { header }: Answer): number | undefined {
  // The server's own idea of now, where it tells: its clock need not be this one.
  const now = Date.parse(header('Date') ?? '') || wallClock();
  const written = (name: string): number | undefined => {
    const value = header(name) ?? '';
    // A date begins with its day; Date.parse would take much else. The oldest form does not say that it is in GMT.
    const date = Date.parse(/^[A-Z][a-z]{2}/.test(value) ? value.replace(/( GMT)?$/, ' GMT') : '');
    return number(/^\d+$/.test(value) ? +value : Math.max(0, date - now) / 1000);
  };
  const seconds = number(retryAfter) ?? written('Retry-After') ?? written('X-Retry-After');
  return seconds && Math.min(DAY, Math.ceil(seconds));
}

/** A success by its one exact word, a refusal by its type; a status alone says only 429 and 5xx. */
function read<T extends Outcome | IssueOutcome>(
  answer: Answer,
  success: string,
  succeed: Reader<T>,
  refused: Readers<T>,
): T | Refusal {
  const { status } = answer;
  // A copy without a prototype: what stands on one was not said.
  const said: Record<string, unknown> = { __proto__: null, ...(answer.body as Said | undefined) };
  said.retryAfter = retryAfterOf(said, answer);
  // The last segment: a service may use its own base for the types. A success has none.
  const name = status < 400 ? '' : (text(said.type)?.split(/[/:#]/).pop() ?? '');
  const reader: Reader<T | Refusal> | undefined =
    status === 200 && said.status === success
      ? succeed
      : Object.hasOwn(refused, name)
        ? refused[name]
        : status === 429
          ? limited
          : undefined;
  // An answer that is none of the endpoint's says nothing of the challenge: a proxy has challenges of its own.
  if (!reader)
    return status >= 500 || name === 'unavailable' || (refused === issueRefusals && name === 'key-in-flight')
      ? { kind: 'server', status }
      : { kind: 'protocol' };
  const length = whole(said.length);
  const info = known<ChallengeInfo>({
    length: length && length <= MAX_LENGTH ? length : undefined,
    alphabet: oneOf(said.alphabet, 'digits', 'alphanumeric', 'text'),
    channel: text(said.channel),
    destination: text(said.destination),
    expiresIn: number(said.expiresIn),
    resendIn: number(said.resendIn),
    attemptsRemaining: whole(said.attemptsRemaining),
  });
  return known<T | Refusal>({
    ...reader(said),
    challenge: text(said.challenge),
    info: Object.keys(info).length ? info : undefined,
  });
}

/** What an answer to a confirmation comes to. */
export const readConfirmation = (answer: Answer, redirects: Redirects): Outcome =>
  read<Outcome>(
    answer,
    'confirmed',
    ({ token, tokenExpiresIn, next }) => ({
      kind: 'confirmed',
      token: text(token),
      tokenExpiresIn: number(tokenExpiresIn),
      next: allowedNext(next, redirects),
    }),
    confirmRefusals,
  );

/** What an answer to an issue comes to. */
export const readIssue = (answer: Answer): IssueOutcome =>
  read<IssueOutcome>(answer, 'issued', () => ({ kind: 'issued' }), issueRefusals);
