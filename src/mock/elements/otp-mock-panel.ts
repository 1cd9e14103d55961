// <otp-mock-panel>: the hands on the sandbox. It changes the mock's settings, puts its clock forward, fills codes in, and
// shows what goes on. What was done is recording.ts's, the test of it copied-test.ts's, the parts that are drawn are
// conditions.ts's, log.ts's and trace.ts's, how they look panel.styles.ts's.
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { meanings } from '../meanings.js';
import type { Mock, MockChange } from '../mock.js';
import { renderButton } from './button.js';
import { renderClock, renderConditions, renderFaults } from './conditions.js';
import { atLength } from './confirm-field.js';
import { testOf } from './copied-test.js';
import { renderLog } from './log.js';
import { panelStyles } from './panel.styles.js';
import { eventNames, Recorder } from './recording.js';
import { SandboxElement } from './sandbox-element.js';
import { sandboxStyles } from './sandbox.styles.js';
import { renderTrace } from './trace.js';
import { namesOf } from './words.js';

/** Rows of a list that are shown before all of them are asked for. */
const FIRST = 12;

/**
 * The panel of a mock: scenario, latency, faults, clock, the codes with a meaning, and what goes on between the page, the
 * wire and the engine. No code and no token stands in it, but for those with a meaning.
 *
 * @summary The hands on the sandbox.
 * @tag otp-mock-panel
 *
 * @csspart badge - Says that no real messages are sent.
 *
 * @cssprop --otp-mock-accent-color - Of buttons and of the focus.
 * @cssprop --otp-mock-border-color - Of lines. Default: the text's, pale.
 *
 * @example
 * <otp-mock-panel></otp-mock-panel>
 * <script type="module">
 *   document.querySelector('otp-mock-panel').mock = mock;
 * </script>
 */
export class OtpMockPanel extends SandboxElement {
  static override styles = [sandboxStyles, panelStyles];
  static override properties: PropertyDeclarations = {
    copiedTest: { state: true },
    whole: { state: true },
  };

  /** The test, where the page may not write to the clipboard: to be copied by hand. */
  declare protected copiedTest: string | undefined;
  /** The lists that are shown whole. */
  declare protected whole: ReadonlySet<string>;

  #recorder: Recorder | undefined;
  #root: Node | undefined;

  constructor() {
    super();
    this.whole = new Set();
  }

  /** What was done since the code was issued, as the text of a test module. Empty without a mock. */
  get test(): string {
    return this.#recorder ? testOf(this.#recorder.recording, this.field) : '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The element may be made anew, or come later: what it tells bubbles up to here.
    this.#root = this.getRootNode();
    for (const name of eventNames) this.#root.addEventListener(name, this.#told);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const name of eventNames) this.#root?.removeEventListener(name, this.#told);
  }

  readonly #told = (event: Event): void => {
    const { target, type } = event;
    if (!(target instanceof HTMLElement) || target.localName !== 'otp-confirm') return;
    if (this.htmlFor && target !== this.field) return;
    const came = 'outcome' in event ? kindOf(event.outcome) : undefined;
    // As it goes on from here: whoever cancels it does so by then.
    queueMicrotask(() => {
      if (event.defaultPrevented && type === 'confirming') return;
      this.#recorder?.hearEvent(type, came, codeIn(target));
      this.requestUpdate();
    });
  };

  protected override heard(change: MockChange | undefined): void {
    if (change !== undefined) this.#recorder?.hear(change);
    else if (this.#recorder && this.#recorder.mock === this.mock) this.#recorder.catchUp();
    else this.#recorder = this.mock && new Recorder(this.mock);
    if (change === 'reset') this.copiedTest = undefined;
  }

  readonly #copyTest = (): void => void this.#copyTheTest();

  async #copyTheTest(): Promise<void> {
    const { test } = this;
    if (await this.copy(test)) {
      this.copiedTest = undefined;
      this.say('Test copied.');
      return;
    }
    this.copiedTest = test;
    await this.updateComplete;
    const text = this.renderRoot.querySelector('textarea');
    text?.focus();
    text?.select();
    this.say('Test selected. Copy it with the keyboard.');
  }

  #fillMeaning(code: string): void {
    this.fill(atLength(code, this.mock?.inbox.latest?.code.length ?? code.length));
  }

  protected override render(): TemplateResult {
    const { mock } = this;
    return html`<section class="panel" lang="en" aria-labelledby="title">
      <header>
        <h2 id="title">Sandbox</h2>
        <p class="badge" part="badge">No real messages are sent</p>
      </header>
      ${mock ? this.#renderAll(mock) : html`<p class="empty">No mock is set: give this element one, by its property “mock”.</p>`}
      ${this.renderStatus()}
    </section>`;
  }

  #renderAll(mock: Mock): TemplateResult {
    const rows = this.#recorder?.rows ?? [];
    const runs = mock.trace.all;
    const reset = (): void => {
      mock.reset();
      this.say('All is forgotten. The sandbox starts anew.');
    };
    const say = (words: string): void => {
      this.say(words);
    };
    return html`<div class="conditions">${renderConditions(mock)} ${renderClock(mock, say)}</div>
      ${this.#renderHands(reset)} ${renderFaults(mock)}
      <details open>
        <summary><h3>Codes with a meaning</h3></summary>
        ${this.#renderCodes()}
      </details>
      <details open>
        <summary>
          <h3>Log</h3>
          <span class="count">${rows.length}</span>
        </summary>
        ${renderLog(this.#some('log', rows))} ${this.#renderMore('log', rows.length)}
      </details>
      <details>
        <summary>
          <h3>Dataflow</h3>
          <span class="count">${runs.length}</span>
        </summary>
        ${renderTrace(this.#some('trace', runs))} ${this.#renderMore('trace', runs.length)}
      </details>`;
  }

  #renderHands(reset: () => void): TemplateResult {
    const { copiedTest } = this;
    const text =
      copiedTest === undefined
        ? nothing
        : html`<textarea
            aria-label="The test"
            readonly
            rows="12"
            spellcheck="false"
            dir="ltr"
            .value=${live(copiedTest)}
          ></textarea>`;
    return html`<div class="buttons">
        ${renderButton({ words: 'Copy as test', act: this.#copyTest, main: true })}
        ${renderButton({ words: 'Reset', act: reset })}
      </div>
      ${text}`;
  }

  #renderCodes(): TemplateResult {
    const rows = namesOf(meanings).map((name) => {
      const { code, says } = meanings[name];
      const fill = (): void => {
        this.#fillMeaning(code);
      };
      return html`<tr>
        <th scope="row" dir="ltr">${code}</th>
        <td>${says}</td>
        <td>${renderButton({ words: 'Fill', act: fill, of: code })}</td>
      </tr>`;
    });
    return html`<table>
        <thead>
          <tr>
            <th scope="col"><span class="unseen">Code</span></th>
            <th scope="col"><span class="unseen">What it comes to</span></th>
            <th scope="col"><span class="unseen">Fill it in</span></th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
      <p class="soft">Any other code is compared with the messages.</p>`;
  }

  /** Newest first. */
  #some<Item>(list: string, items: readonly Item[]): readonly Item[] {
    const newest = [...items].reverse();
    return this.whole.has(list) ? newest : newest.slice(0, FIRST);
  }

  #renderMore(list: string, count: number): TemplateResult | typeof nothing {
    if (count <= FIRST || this.whole.has(list)) return nothing;
    const act = (): void => {
      this.whole = new Set([...this.whole, list]);
    };
    return renderButton({ words: `Show all ${count}`, act });
  }
}

function kindOf(outcome: unknown): string | undefined {
  if (typeof outcome !== 'object' || outcome === null || !('kind' in outcome)) return undefined;
  return typeof outcome.kind === 'string' ? outcome.kind : undefined;
}

const codeIn = (field: Element): string => {
  const code: unknown = Reflect.get(field, 'code');
  return typeof code === 'string' ? code : '';
};
