// The phone: the messages that the mock engine delivers, newest first, with what became of each code.
// It issues and confirms nothing; it watches.
import { html, render, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MockMessage } from 'otp-confirm/mock';
import { mock } from './server.js';

type Fate = 'used' | 'replaced' | 'locked';

const fates = new Map<string, Fate>();
const time = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' });

const grouped = (code: string): string => (code.length === 6 ? `${code.slice(0, 3)} ${code.slice(3)}` : code);

function timeLeft({ at, expiresIn }: MockMessage): string | undefined {
  const left = Math.ceil((at + expiresIn * 1000 - mock.clock.now()) / 1000);
  if (left <= 0) return undefined;
  if (left < 60) return 'under a minute left';
  const minutes = Math.ceil(left / 60);
  return minutes === 1 ? '1 minute left' : `${minutes} minutes left`;
}

export function mountMessages(list: HTMLElement, news: HTMLElement): void {
  let copied: string | undefined;

  async function copy({ code, challenge }: MockMessage, button: EventTarget | null): Promise<void> {
    try {
      await navigator.clipboard.writeText(code);
      copied = challenge;
      news.textContent = 'Code copied.';
      draw();
    } catch {
      // No clipboard outside a secure context: the code is selected instead, for the user to copy.
      const shown = button instanceof Element && button.closest('li')?.querySelector('.code');
      if (shown) getSelection()?.selectAllChildren(shown);
      news.textContent = 'Code selected. Copy it with the keyboard.';
    }
  }

  function message(item: MockMessage): TemplateResult {
    const { challenge, code, at, stepName } = item;
    const left = timeLeft(item);
    const copyThis = (event: Event): void => void copy(item, event.currentTarget);
    const fate = fates.get(challenge) ?? (left === undefined ? 'expired' : undefined);
    const shown = html`<span class="code" dir="ltr">${grouped(code)}</span>`;
    if (fate) {
      return html`<li class="message over">
        ${shown} <span class="left">${fate}</span> <time><bdi>${time.format(at)}</bdi></time>
      </li>`;
    }
    return html`<li class="message">
      <p class="sender">
        <b>Aldermoor</b> <time><bdi>${time.format(at)}</bdi></time>
      </p>
      <p>Your code for “${stepName}” is ${shown} Never pass it on.</p>
      <p class="foot">
        <span class="left"><bdi>${left}</bdi></span>
        <button type="button" @click=${copyThis}>
          ${copied === challenge ? 'Copied' : 'Copy'} <span class="unseen">code ${grouped(code)}</span>
        </button>
      </p>
    </li>`;
  }

  function draw(): void {
    const { all } = mock.inbox;
    render(
      all.length
        ? html`<ol class="messages" reversed>
            ${repeat([...all].reverse(), ({ challenge }) => challenge, message)}
          </ol>`
        : html`<p class="none">The code arrives here once you have given your password.</p>`,
      list,
    );
  }

  mock.inbox.subscribe((item) => {
    copied = undefined;
    news.textContent = `New message from Aldermoor. Your code is ${grouped(item.code)}.`;
    draw();
  });
  mock.log.subscribe(({ type, outcome, trace }) => {
    const challenge = trace.at(-1)?.output.challenge;
    if (type === 'reissue' && outcome === 'issued') {
      const before = mock.inbox.all.at(-2);
      if (before) fates.set(before.challenge, 'replaced');
    } else if (type === 'confirm' && typeof challenge === 'string') {
      if (outcome === 'confirmed') fates.set(challenge, 'used');
      else if (outcome === 'locked') fates.set(challenge, 'locked');
    }
    draw();
  });
  document.addEventListener('visibilitychange', draw);
  setInterval(draw, 1000);
  draw();
}
