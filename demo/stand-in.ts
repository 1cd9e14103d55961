// The server that stands in for a real one on the playground and the example pages, in the page.
import { html, render } from 'lit';
import type { OtpConfirm } from 'otp-confirm';
import { createMock } from 'otp-confirm/mock';
import { find } from './find.js';
import { navigate } from './pages.js';

export const mock = createMock();

/** What every page does: its navigation, and the phone beside it. */
export function furnish(): void {
  navigate();
}

/** As a server does after the password: issues a code, and tells the element what is known of it. */
export async function issueFor(element: OtpConfirm): Promise<void> {
  const { stepName = '', sourceStep = '' } = element;
  const issued = await mock.issue({
    user: 'ada',
    stepName,
    sourceStep,
    channel: 'sms',
    destination: '+1 555 010 0142',
  });
  if (issued.kind !== 'issued') return;
  const { expiresIn, resendIn, attemptsRemaining, destination } = issued.info;
  Object.assign(element, { adapter: mock.adapter, expiresIn, resendIn, attemptsRemaining, destination });
  element.challenge = issued.challenge;
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
