// An outcome as log and trace show it.
import { html, type TemplateResult } from 'lit';

const good = new Set(['issued', 'confirmed', 'redeemed', 'done', 'accepted', 'delivered']);
const bad = new Set([
  ...['incorrect', 'expired', 'already-used', 'locked', 'rate-limited', 'challenge-unknown', 'rejected'],
  ...['network', 'timeout', 'aborted', 'server', 'protocol', 'undeliverable', 'failed', 'token-unknown'],
]);

/** The outcome, set off; by its colour too where it is an end that is good or bad. */
export function renderOutcome(outcome: string): TemplateResult {
  const [kind = ''] = outcome.split(':');
  return html`<span class="chip ${good.has(kind) ? 'good' : bad.has(kind) ? 'bad' : ''}">${outcome}</span>`;
}
