// The pages of the site, as text, and the words of a page without script. Which page when is site.ts's.
import type { Outcome } from '../../src/core/index.js';
import { pagePolicy } from '../../tools/policy.mjs';

/** As strict as the documentation asks of a page with the element in it; violations are reported to the site. */
export const contentSecurityPolicy = pagePolicy({ 'report-uri': '/violations' });

/** Whose input it is: the page's own, or the one that the element makes; `plain`: its own, with no endpoint. */
export type Field = 'given' | 'created' | 'plain';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${String(character.charCodeAt(0))};`);

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<script type="module" src="/otp-confirm.min.js"></script>
<h1>${title}</h1>
${content}
</html>`;

const givenField = `
    <label slot="label" for="code">Code</label>
    <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code">`;

/** The second step of the sign-in; `words` is what a page without script has to say. */
export function codePage(challenge: string, field: Field, words?: string): string {
  const id = escaped(challenge);
  return page(
    'Enter your code',
    `${words === undefined ? '' : `<p role="alert">${escaped(words)}</p>`}
<form method="post" action="/login">
  <otp-confirm ${field === 'plain' ? '' : `endpoint="/otp/confirm" issue-endpoint="/otp/issue" challenge="${id}"`}>${
    field === 'created' ? '' : givenField
  }</otp-confirm>
  <input type="hidden" name="challenge" value="${id}">
  <button>Sign in</button>
</form>`,
  );
}

export const signedInPage = (user: string): string => page('Welcome', `<p>Signed in as ${escaped(user)}</p>`);

export const nothingHere = page('Not found', '<p>There is nothing here.</p>');

/** The server's words for a refusal: none of them are the element's, so that a test can tell who spoke. */
export function refusalWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'incorrect':
      return `That code is wrong. Tries left: ${String(outcome.attemptsRemaining)}`;
    case 'locked':
      return 'That code is locked. Sign in anew.';
    case 'expired':
      return 'That code is too old. Sign in anew.';
    case 'already-used':
      return 'That code was used. Sign in anew.';
    case 'challenge-unknown':
      return 'That sign-in has ended. Sign in anew.';
    case 'protocol':
      return 'No code was entered.';
    case 'confirmed':
    case 'rate-limited':
    case 'rejected':
    case 'network':
    case 'timeout':
    case 'aborted':
    case 'server':
      return `Not confirmed (${outcome.kind}).`;
    default:
      return outcome satisfies never;
  }
}
