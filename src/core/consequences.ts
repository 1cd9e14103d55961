// What an operation can come to, and what follows from it: where the machine rests, what the page hears, what becomes of the
// code. How it comes to that is confirmation.ts's matter.
import type { IssueOutcome, Operation, Outcome } from './outcome.js';
import type { Notification, State } from './state.js';

type Settled = Exclude<(Outcome | IssueOutcome)['kind'], 'aborted'>;

/** Where the machine rests (undefined: as before), what the page hears, what becomes of the code. */
type Consequence = readonly [
  rest: State['rest'] | undefined,
  event: Exclude<Notification, 'complete'>,
  code?: 'clear' | 'select',
];
const ended: Consequence = ['expired', 'expired', 'clear'];
const failed: Consequence = ['failed', 'failed', 'clear'];
const unavailable: Consequence = ['unavailable', 'failed'];

/** What follows from each outcome. */
export const consequences: Readonly<Record<Settled, Consequence>> = {
  confirmed: ['confirmed', 'confirmed'],
  incorrect: ['refused', 'refused', 'select'],
  expired: ended,
  'already-used': ended,
  locked: ['typing', 'locked', 'clear'],
  'rate-limited': ['waiting', 'refused'],
  'challenge-unknown': failed,
  rejected: failed,
  network: unavailable,
  timeout: unavailable,
  server: unavailable,
  protocol: unavailable,
  issued: ['waiting', 'issued', 'clear'],
  undeliverable: [undefined, 'failed'],
};

/** A confirmation alone can come to these: the service has judged the code. */
export const CONFIRM_ONLY = ['confirmed', 'incorrect', 'expired', 'already-used'];
const ISSUE_ONLY = ['issued', 'undeliverable'];

/** Whether an operation can come to this: a code that was asked for is not thereby confirmed. */
export const answers = (operation: Operation, kind: string): boolean =>
  kind === 'aborted' ||
  (Object.hasOwn(consequences, kind) && !(operation === 'issue' ? CONFIRM_ONLY : ISSUE_ONLY).includes(kind));
