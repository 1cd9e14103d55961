// How the element comes to each of its phases, and the themes that the package has: for tests of how it looks in all of
// them. Owns no assertion.
import type { IssueOutcome, Outcome, Phase } from '../../src/core/index.js';
import type { OtpConfirm } from '../../src/index.js';
import type { DeferredAdapter } from './fixtures.js';
import { drawn, request, settled, until } from './fixtures.js';

export type Way = (element: OtpConfirm, adapter: DeferredAdapter) => unknown;

const confirming: Way = async (element, { confirms }) => {
  const number = confirms.length + 1;
  element.code = '123456';
  void element.confirm();
  await request(confirms, number);
};
const issuing: Way = async (element, { issues }) => {
  const number = issues.length + 1;
  void element.issue();
  await request(issues, number);
};
export const confirmed =
  (outcome: Outcome): Way =>
  async (element, adapter) => {
    await confirming(element, adapter);
    adapter.confirms.at(-1)?.answer(outcome);
    await settled(element);
  };
export const issued =
  (outcome: IssueOutcome): Way =>
  async (element, adapter) => {
    await issuing(element, adapter);
    adapter.issues.at(-1)?.answer(outcome);
    await settled(element);
  };

export const ways: Readonly<Record<Phase, Way>> = {
  idle: () => undefined,
  partial: (element) => (element.code = '123'),
  complete: (element) => (element.code = '123456'),
  issuing,
  confirming,
  confirmed: confirmed({ kind: 'confirmed' }),
  refused: confirmed({ kind: 'incorrect', attemptsRemaining: 2 }),
  waiting: confirmed({ kind: 'rate-limited', retryAfter: 90 }),
  expired: confirmed({ kind: 'expired' }),
  locked: confirmed({ kind: 'locked', scope: 'account', retryAfter: 600 }),
  failed: confirmed({ kind: 'challenge-unknown' }),
  unavailable: confirmed({ kind: 'server', status: 500 }),
};
/** What else is told within these phases, in its longest words. */
export const moreWays: Readonly<Record<string, Way>> = {
  ...ways,
  'the last try': confirmed({ kind: 'incorrect', attemptsRemaining: 1, maybeExpired: true }),
  'already used': confirmed({ kind: 'already-used' }),
  'a challenge that is locked': confirmed({ kind: 'locked', scope: 'challenge' }),
  'a new code': issued({ kind: 'issued', info: { expiresIn: 300, resendIn: 150 } }),
  'no new code': issued({ kind: 'undeliverable' }),
  'perhaps a new code': issued({ kind: 'server', status: 500 }),
};
export const phases = Object.keys(ways) as readonly Phase[];

/** Brings the element into a phase, with nothing that is still moving. */
export async function reach(element: OtpConfirm, adapter: DeferredAdapter, name: string): Promise<void> {
  await moreWays[name]?.(element, adapter);
  await drawn(element);
  for (const animation of element.shadowRoot?.getAnimations() ?? []) animation.cancel();
}

/** The look without a style sheet, and each of the package's. */
export const themes = ['', 'default', 'underlined', 'joined'] as const;

/** Links a theme, and gives what takes it away again. */
export async function link(theme: string): Promise<() => void> {
  if (!theme) return () => undefined;
  const sheet = document.createElement('link');
  Object.assign(sheet, { rel: 'stylesheet', href: `/themes/${theme}.css` });
  document.head.append(sheet);
  await until(() => sheet.sheet?.cssRules.length, `themes/${theme}.css is loaded`);
  return () => {
    sheet.remove();
  };
}

/** A page of a colour scheme of its own, whatever the system's. */
export const page = (scheme: 'light' | 'dark', inside: string, more = '') =>
  `<main style="color-scheme: ${scheme}; background: Canvas; color: CanvasText; ${more}"><h1>Sign in</h1>${inside}</main>`;
