// The events of <otp-confirm>. They bubble, are not composed, and none carries the code or the token.
import type { IssueOutcome, Notification, Outcome } from '../core/index.js';

/** An outcome as events and `outcome` tell it: all but the token. */
export type PublicOutcome = Exclude<Outcome, { kind: 'confirmed' }> | ConfirmedOutcome | IssueOutcome;
type ConfirmedOutcome = Omit<Extract<Outcome, { kind: 'confirmed' }>, 'token'>;

export type ConfirmationEventType = Notification | 'confirming';

/** Address to continue at, as the outcome names it. */
export const redirectOf = (outcome: PublicOutcome | undefined): string | undefined =>
  outcome?.kind === 'confirmed' && outcome.next && 'redirect' in outcome.next
    ? outcome.next.redirect
    : undefined;

/**
 * What happened to the confirmation of one step. `confirming` can be cancelled: then nothing is sent; `confirmed` where
 * its outcome names a redirect: then the page stays.
 */
export class ConfirmationEvent extends Event {
  /** Name of the step, as the page set it. */
  declare readonly stepName: string | undefined;
  /** The outcome, without the token; undefined for `complete` and `confirming`. */
  declare readonly outcome: PublicOutcome | undefined;
  constructor(type: ConfirmationEventType, stepName: string | undefined, outcome?: PublicOutcome) {
    super(type, { bubbles: true, cancelable: type === 'confirming' || !!redirectOf(outcome) });
    this.stepName = stepName;
    this.outcome = outcome;
  }
}

/** The outcome without its token. */
export function withoutToken(outcome: Outcome | IssueOutcome | undefined): PublicOutcome | undefined {
  if (outcome?.kind !== 'confirmed') return outcome;
  const { token: _, ...told } = outcome;
  return told;
}

type Untold = ConfirmationEvent & { readonly outcome: undefined };
type Told<Kind extends PublicOutcome['kind']> = ConfirmationEvent & {
  readonly outcome: Extract<PublicOutcome, { kind: Kind }>;
};

/** Each event, with what it tells. */
export interface ConfirmationEventMap {
  complete: Untold;
  confirming: Untold;
  confirmed: Told<'confirmed'>;
  refused: Told<'incorrect' | 'rate-limited'>;
  expired: Told<'expired' | 'already-used'>;
  locked: Told<'locked'>;
  issued: Told<'issued'>;
  failed: Told<
    'challenge-unknown' | 'rejected' | 'network' | 'timeout' | 'server' | 'protocol' | 'undeliverable'
  >;
}
