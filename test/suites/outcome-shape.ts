// Which members an outcome may have, and what may stand in them. The compiler holds the table to the types of
// otp-confirm/core; what an answer of a service comes to is not its matter.
import type { ChallengeInfo, IssueOutcome, Outcome } from 'otp-confirm/core';

export type Operation = 'confirm' | 'issue';
type Any = Outcome | IssueOutcome;
type Check = (value: unknown) => boolean;
type Members<Of> = { readonly [Name in keyof Of]-?: Check };
type Own<Kind> = Omit<Extract<Any, { readonly kind: Kind }>, 'kind' | 'challenge' | 'info'>;

const text: Check = (value) => typeof value === 'string' && value !== '';
const count: Check = (value) => Number.isInteger(value) && Number(value) >= 0;
// More than thirty years is an instant, or is not in seconds.
const seconds: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1e9;
const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

const next: Check = (value) => {
  const [[name, to] = ['', ''], ...more] = membersOf(value);
  return !more.length && (name === 'redirect' || name === 'step') && text(to);
};

const own: { readonly [Kind in Any['kind']]: Members<Own<Kind>> } = {
  confirmed: { token: text, tokenExpiresIn: seconds, next },
  incorrect: { attemptsRemaining: count, maybeExpired: oneOf(true) },
  expired: { reason: oneOf('replaced') },
  'already-used': {},
  locked: { scope: oneOf('challenge', 'account'), retryAfter: seconds },
  'rate-limited': { retryAfter: seconds },
  'challenge-unknown': {},
  rejected: { reason: oneOf('csrf', 'policy') },
  network: {},
  timeout: {},
  aborted: {},
  server: { status: count },
  protocol: {},
  issued: {},
  undeliverable: {},
};
const info: Members<ChallengeInfo> = {
  length: count,
  alphabet: oneOf('digits', 'alphanumeric', 'text'),
  channel: text,
  destination: text,
  expiresIn: seconds,
  resendIn: seconds,
  attemptsRemaining: count,
};
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  locked: ['scope'],
  rejected: ['reason'],
  server: ['status'],
};
const FOREIGN: Readonly<Record<Operation, readonly string[]>> = {
  confirm: ['issued', 'undeliverable'],
  issue: ['confirmed', 'incorrect', 'expired', 'already-used'],
};

export const kindOf = (outcome: unknown): string =>
  String(membersOf(outcome).find(([name]) => name === 'kind')?.[1]);

function strange(of: unknown, known: Readonly<Record<string, Check>>): string | undefined {
  const found = membersOf(of).find(([name, value]) => !Object.hasOwn(known, name) || !known[name]?.(value));
  return found && `"${found[0]}" (${typeof found[1]})`;
}

/** What is wrong with an outcome's shape, as the end of "The adapter answered …"; undefined where nothing is. */
export function faultOf(outcome: unknown, operation: Operation): string | undefined {
  const kind = kindOf(outcome);
  const members = Object.hasOwn(own, kind) ? own[kind as Any['kind']] : undefined;
  if (!members) return `a value without a known kind (${kind})`;
  if (FOREIGN[operation].includes(kind)) return `"${kind}", to which ${operation}() cannot come`;
  const missing = REQUIRED[kind]?.find((name) => !membersOf(outcome).some(([each]) => each === name));
  if (missing) return `"${kind}" without its "${missing}"`;
  const told = membersOf(outcome).find(([name]) => name === 'info')?.[1];
  const odd =
    strange(outcome, {
      kind: text,
      challenge: text,
      info: (value) => typeof value === 'object' && value !== null,
      ...members,
    }) ?? strange(told, info);
  return odd && `"${kind}" with a member that is unknown or unfit: ${odd}`;
}

/** The durations and counts of an outcome, by name. A status is neither, nor is a length: it may be known of the service. */
export function numbersOf(outcome: unknown): readonly (readonly [string, number])[] {
  const told = membersOf(outcome).find(([name]) => name === 'info')?.[1];
  return [...membersOf(outcome), ...membersOf(told)].flatMap(([name, value]) =>
    typeof value === 'number' && name !== 'status' && name !== 'length' ? [[name, value] as const] : [],
  );
}
