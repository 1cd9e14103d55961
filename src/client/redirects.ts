// Where an answer may send the page: judged as it is written, for what a URL parser would quietly mend (\, tabs,
// https:host) or misread (user@host) is refused.
import type { Next } from '../core/index.js';
import { ownOrigin } from './system.js';

/** `true`: the page's own origin; a list: further ones. Left out: nowhere. */
export type Redirects = boolean | readonly string[] | undefined;

/** What of a wish to go on may be followed. */
export function allowedNext(next: unknown, redirects: Redirects): Next | undefined {
  const { step, redirect }: Readonly<Record<string, unknown>> = {
    __proto__: null,
    ...(next as object | undefined),
  };
  if (typeof step === 'string' && step) return { step };
  return typeof redirect === 'string' && redirects && isAllowed(redirect, redirects)
    ? { redirect }
    : undefined;
}

function isAllowed(redirect: string, redirects: true | readonly string[]): boolean {
  if (/[^!-[\]-~]/.test(redirect)) return false;
  if (/^\/(?!\/)/.test(redirect)) return true;
  const origin = /^https?:\/\/[^/?#]+/.exec(redirect)?.[0];
  return !!origin && (origin === ownOrigin() || (redirects !== true && redirects.includes(origin)));
}
