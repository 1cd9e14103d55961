// The server that stands in for a real one on the playground and the example pages, in the page.
import { html, render } from 'lit';
import type { OtpConfirm } from 'otp-confirm';
import type { ConfirmAdapter, IssueRequest } from 'otp-confirm/client';
import type { IssueOutcome } from 'otp-confirm/core';
import { createMock } from 'otp-confirm/mock';
import { find } from './find.js';
import { navigate } from './pages.js';
import { show } from './phone-and-panel.js';
import { list } from './post.js';

export const mock = createMock();

/** What every page does: its navigation, and the phone and the panel beside it. */
export function furnish(): void {
  navigate();
  show(mock);
}

/** Issues the first code, as a server does that knows by its session who asks. */
export function issue(
  user: string,
  { stepName, sourceStep }: Pick<IssueRequest, 'stepName' | 'sourceStep'>,
  more: Partial<Parameters<typeof mock.issue>[0]> = {},
) {
  return mock.issue({ user, ...(stepName && { stepName }), ...(sourceStep && { sourceStep }), ...more });
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

/** Shows what a form posts, in place of posting it, and what a server makes of its token. */
export async function showPost(event: SubmitEvent, element: OtpConfirm, place: HTMLElement): Promise<void> {
  event.preventDefault();
  const { target, submitter } = event;
  if (!(target instanceof HTMLFormElement)) return;
  const entries = [...new FormData(target, submitter)];
  const { challenge = '', stepName, value: token } = element;
  const redeemed = token ? await mock.redeem({ token, challenge, ...(stepName && { stepName }) }) : undefined;
  const answer =
    redeemed?.kind === 'redeemed'
      ? html`<p class="good">The server redeems the token: ${redeemed.user} is signed in.</p>`
      : redeemed && html`<p class="bad">The server does not accept the token: ${redeemed.kind}.</p>`;
  render(
    html`<h2>The form posts</h2>
      ${entries.length ? list(entries) : html`<p class="soft">Nothing.</p>`} ${answer}`,
    place,
  );
}

/** Says in a place what an event of the element means for the page. */
export function saying(selector: string): (words: string) => void {
  const place = find(selector, HTMLElement);
  return (words) => {
    place.textContent = words;
  };
}
