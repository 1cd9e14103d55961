// What the login form posts, and what the server made of it. It shows; server.ts redeems.
import { html, nothing, render, type TemplateResult } from 'lit';
import type { RedeemResult } from 'otp-confirm/engine';

export interface Post {
  readonly action: string;
  readonly entries: readonly (readonly [name: string, value: FormDataEntryValue])[];
  /** Left out while the server works; null where it refused the token. */
  readonly redeemed?: Extract<RedeemResult, { kind: 'redeemed' }> | null;
}

const time = new Intl.DateTimeFormat('en', { timeStyle: 'medium' });

/** What a form posts, name by name. */
export function list(entries: Post['entries']): TemplateResult {
  const rows = entries.map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${typeof value === 'string' ? value : value.name}</dd>
      </div>`,
  );
  return html`<dl>${rows}</dl>`;
}

function answer({ user, stepName, confirmedAt }: NonNullable<Post['redeemed']>): TemplateResult {
  return html`<p>The server redeems the token. It is told:</p>
    ${list([
      ['user', user],
      ['step', stepName],
      ['confirmed at', time.format(new Date(confirmedAt))],
    ])}`;
}

export function drawPost(place: HTMLElement, post: Post | undefined): void {
  if (!post) {
    render(html`<p class="none">A token in place of the code. It shows here once you sign in.</p>`, place);
    return;
  }
  const { action, entries, redeemed } = post;
  const bare = entries.every(([name]) => name !== 'code');
  render(
    html`<p><code>POST ${action}</code></p>
      ${list(entries)}
      <p class=${bare ? 'good' : 'bad'}>
        ${bare ? html`No entry is named <code>code</code>: the code stays here.` : 'The code is among them.'}
      </p>
      ${redeemed ? answer(redeemed) : nothing}
      ${redeemed === null ? html`<p class="bad">The server does not accept the token.</p>` : nothing}`,
    place,
  );
}
