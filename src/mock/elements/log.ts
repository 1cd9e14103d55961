// The panel's log: what the page, the wire and the mock did, newest first. It draws rows; recording.ts has them.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { renderOutcome } from './outcome.js';
import type { Row } from './recording.js';
import { renderMembers } from './trace.js';
import { exactTime } from './words.js';

function renderRow({ at, from, what, came, request, answer }: Row): TemplateResult {
  const line = html`<time class="soft" dir="ltr">${exactTime(at)}</time>
    <span class="from ${from}">${from}</span>
    <span class="what">${what} ${came === undefined ? nothing : renderOutcome(came)}</span>`;
  if (!request || !answer) return html`<li><div class="line">${line}</div></li>`;
  return html`<li>
    <details>
      <summary class="line">${line}</summary>
      ${renderMembers('Request', request)} ${renderMembers('Answer', answer)}
    </details>
  </li>`;
}

export function renderLog(rows: readonly Row[]): TemplateResult {
  if (!rows.length)
    return html`<p class="empty">
      The element’s events, the requests and their answers show here. Codes and tokens stand as bullets.
    </p>`;
  return html`<ol class="log" reversed>
    ${repeat(rows, ({ number }) => number, renderRow)}
  </ol>`;
}
