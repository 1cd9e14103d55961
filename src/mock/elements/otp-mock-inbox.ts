// <otp-mock-inbox>: the phone of the sandbox. It shows the mock's messages, newest first, with what became of each code,
// and hands a code on. It issues and confirms nothing. How it looks is inbox.styles.ts's.
import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MockChange } from '../mock.js';
import type { MockMessage } from '../post.js';
import { renderButton } from './button.js';
import { fatesOf, type Fate } from './fates.js';
import { inboxStyles } from './inbox.styles.js';
import { SandboxElement } from './sandbox-element.js';
import { sandboxStyles } from './sandbox.styles.js';
import { clockTime, grouped, timeLeft } from './words.js';

const fateWords: Readonly<Record<Fate, string>> = {
  used: 'Used',
  replaced: 'Replaced by a newer one',
  locked: 'Locked: too many were wrong',
  expired: 'Expired',
};

/**
 * The inbox of a mock: its messages as a phone would show them, each with a button to copy its code and one that fills
 * it in.
 *
 * @summary The phone of the sandbox.
 * @tag otp-mock-inbox
 *
 * @csspart message - One message.
 * @csspart code - The code of a message.
 *
 * @cssprop --otp-mock-accent-color - Of buttons and of the focus.
 * @cssprop --otp-mock-border-color - Of lines. Default: the text's, pale.
 *
 * @example
 * <otp-mock-inbox for="code"></otp-mock-inbox>
 * <script type="module">
 *   document.querySelector('otp-mock-inbox').mock = mock;
 * </script>
 */
export class OtpMockInbox extends SandboxElement {
  static override styles = [sandboxStyles, inboxStyles];
  static override properties: PropertyDeclarations = {
    sender: { converter: (value: string | null) => value ?? undefined },
    copied: { state: true },
  };

  /** Whose name stands over a message. Default “Sandbox”. */
  declare sender: string | undefined;
  declare protected copied: MockMessage | undefined;

  get #sender(): string {
    return this.sender ?? 'Sandbox';
  }

  protected override heard(change: MockChange | undefined): void {
    if (change !== 'inbox') {
      if (change === undefined || change === 'reset') this.copied = undefined;
      return;
    }
    const message = this.mock?.inbox.latest;
    if (message) this.say(`New message from ${this.#sender}. Your code is ${grouped(message.code)}.`);
  }

  async #copy(message: MockMessage): Promise<void> {
    if (await this.copy(message.code)) {
      this.copied = message;
      this.say('Code copied.');
      return;
    }
    const index = this.mock ? [...this.mock.inbox.all].reverse().indexOf(message) : -1;
    const shown = this.renderRoot.querySelectorAll('.code')[index];
    if (shown) getSelection()?.selectAllChildren(shown);
    this.say('Code selected. Copy it with the keyboard.');
  }

  protected override render(): TemplateResult {
    const { mock } = this;
    const messages = mock ? [...mock.inbox.all].reverse() : [];
    const fates = fatesOf(mock?.log.all ?? []);
    const now = mock?.clock.now();
    return html`<section class="phone" lang="en" aria-labelledby="title">
      <header>
        <h2 id="title">Messages</h2>
        ${now === undefined ? '' : html`<time class="soft">${clockTime(now)}</time>`}
      </header>
      ${
        messages.length
          ? html`<ol reversed>
              ${repeat(
                messages,
                (message) => message,
                (message) => this.#renderMessage(message, now ?? 0, fates.get(message.challenge)),
              )}
            </ol>`
          : html`<p class="empty">
              ${mock ? 'No message yet. The code arrives here.' : 'No mock is set: give this element one, by its property “mock”.'}
            </p>`
      }
      ${this.renderStatus()}
    </section>`;
  }

  #renderMessage(message: MockMessage, now: number, known: Fate | undefined): TemplateResult {
    const { code, at, expiresIn, stepName } = message;
    const left = timeLeft(at + expiresIn * 1000 - now);
    const fate = known ?? (left === undefined ? 'expired' : undefined);
    const naming = `code ${grouped(code)}`;
    const copy = (): void => void this.#copy(message);
    const fill = (): void => {
      this.fill(code);
    };
    return html`<li part="message" class=${fate ? 'over' : ''}>
      <p class="from">
        <span class="face" aria-hidden="true">${[...this.#sender][0]}</span>
        <b>${this.#sender}</b>
        <time class="soft">${clockTime(at)}</time>
      </p>
      <p>Your code for “<bdi>${stepName}</bdi>” is</p>
      <p class="digits"><span part="code" class="code" dir="ltr">${grouped(code)}</span></p>
      <p class="soft">Never pass it on.</p>
      <div class="foot">
        <span class="left">${fate ? fateWords[fate] : left}</span>
        <span class="buttons">
          ${renderButton({ words: this.copied === message ? 'Copied' : 'Copy', act: copy, of: naming })}
          ${renderButton({ words: 'Autofill', act: fill, of: naming, main: !fate })}
        </span>
      </div>
    </li>`;
  }
}
