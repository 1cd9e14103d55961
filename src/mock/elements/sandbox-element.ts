// What the two elements of the sandbox share: the mock that they show, the field that they fill, when they draw anew,
// and how they say what happened. What is to be seen is theirs.
import {
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { Mock, MockChange } from '../mock.js';
import { systemTimer } from '../system.js';
import { fillField, findField } from './confirm-field.js';

/** How often what counts down is drawn, where the clock runs. */
const TICK = 1000;

export abstract class SandboxElement extends LitElement {
  static override properties: PropertyDeclarations = {
    mock: { attribute: false },
    htmlFor: { attribute: 'for', converter: (value: string | null) => value ?? undefined },
    said: { state: true },
  };

  /** The mock that is shown. Default: none. */
  declare mock: Mock | undefined;
  /** The id of the `<otp-confirm>` that is filled. Default: the only one of the page. */
  declare htmlFor: string | undefined;
  /** What the status says, and how often something was said: the same words twice are heard twice. */
  declare protected said: readonly [words: string, count: number];

  #listened: Mock | undefined;
  #stop = (): void => undefined;
  #stopTicking = (): void => undefined;

  constructor() {
    super();
    this.said = ['', 0];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listen(undefined);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#listen(this.isConnected ? this.mock : undefined);
  }

  /** What is to be done at news of the mock, beside drawing; `undefined`: it is another mock, or none. */
  protected abstract heard(change: MockChange | undefined): void;

  /** The `<otp-confirm>` that is filled, where there is one. */
  protected get field(): HTMLElement | undefined {
    return findField(this, this.htmlFor);
  }

  protected say(words: string): void {
    this.said = [words, this.said[1] + 1];
  }

  /** Fills the field, and says why not where it cannot. */
  protected fill(code: string): void {
    const { field } = this;
    if (!field) {
      const wanted = this.htmlFor ? ` with the id “${this.htmlFor}”` : ' that is the only one of the page';
      this.say(`There is no otp-confirm element${wanted}. Name one by the attribute “for”.`);
    } else if (!fillField(field, code)) this.say('The field takes no code now.');
  }

  /** Copies; false where the page may not. */
  protected async copy(text: string): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not in a secure context, or not allowed: it is selected instead, for the person to copy.
      return false;
    }
  }

  // In a block that is new each time: one engine tells of no other change.
  protected renderStatus(): TemplateResult {
    const [words, count] = this.said;
    // One template, then another: a new block.
    const said = count % 2 ? html`<p>${words}</p>` : html`<p class="again">${words}</p>`;
    return html`<div class="unseen" role="status">${words ? said : nothing}</div>`;
  }

  #listen(mock: Mock | undefined): void {
    if (mock === this.#listened) return;
    this.#listened = mock;
    this.#stop();
    this.#stopTicking();
    this.#stop = this.#stopTicking = () => undefined;
    this.heard(undefined);
    if (!mock) return;
    this.#stop = mock.subscribe((change) => {
      this.heard(change);
      this.requestUpdate();
    });
    if (mock.clock.kind === 'real') this.#tick();
  }

  #tick(): void {
    this.#stopTicking = systemTimer(
      TICK,
      () => {
        this.requestUpdate();
        this.#tick();
      },
      true,
    );
  }
}
