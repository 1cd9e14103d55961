// The server that stands in for a real one on the playground and the example pages, in the page.
import { html, render } from 'lit';
import type { OtpConfirm } from 'otp-confirm';
import type { ConfirmAdapter, IssueRequest } from 'otp-confirm/client';
import type { IssueOutcome } from 'otp-confirm/core';
import { createMock } from 'otp-confirm/mock';
import 'otp-confirm/mock/panel';
import { find } from './find.js';
import { navigate } from './pages.js';

export const mock = createMock();

/** What every page does: its navigation, and the phone and the panel beside it. */
export function furnish(): void {
  navigate();
  for (const shown of document.querySelectorAll('otp-mock-inbox, otp-mock-panel'))
    if ('mock' in shown) shown.mock = mock;
}

/** Issues the first code, as a server does that knows by its session who asks. */
export function issue(user: string, { stepName, sourceStep }: Pick<IssueRequest, 'stepName' | 'sourceStep'>) {
  return mock.issue({
    user,
    channel: 'sms',
    destination: '+1 555 010 0142',
    ...(stepName && { stepName }),
    ...(sourceStep && { sourceStep }),
  });
}

/** An adapter whose element asks for the first code too; `first` issues it. */
export function startable(first: (request: IssueRequest) => Promise<IssueOutcome>): ConfirmAdapter {
  const { adapter } = mock;
  return {
    ...adapter,
    canStart: true,
    issue: async (request, context) =>
      request.challenge === undefined
        ? first(request)
        : ((await adapter.issue?.(request, context)) ?? { kind: 'protocol' }),
  };
}

/** As a server does after the password: issues a code, and tells the element what is known of it. */
async function issueFor(element: OtpConfirm): Promise<void> {
  const issued = await issue('ada', element);
  if (issued.kind !== 'issued') return;
  const { expiresIn, resendIn, attemptsRemaining, destination } = issued.info;
  Object.assign(element, { adapter: mock.adapter, expiresIn, resendIn, attemptsRemaining, destination });
  element.challenge = issued.challenge;
}

/** The same now, and anew whenever the sandbox forgets everything. */
export async function signIn(element: OtpConfirm): Promise<void> {
  mock.subscribe((change) => {
    if (change !== 'reset') return;
    element.reset();
    void issueFor(element);
  });
  await issueFor(element);
}

/** Shows what a form posts, in place of posting it. */
export function showPosts(form: HTMLFormElement, place: HTMLElement): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const rows = [...new FormData(form, event.submitter)].map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${typeof value === 'string' ? value : value.name}</dd>
        </div>`,
    );
    const list = rows.length ? html`<dl>${rows}</dl>` : html`<p class="soft">Nothing.</p>`;
    render(
      html`<h2>The form posts</h2>
        ${list}`,
      place,
    );
  });
}

/** Says in a place what an event of the element means for the page. */
export function saying(selector: string): (words: string) => void {
  const place = find(selector, HTMLElement);
  return (words) => {
    place.textContent = words;
  };
}
