// <otp-confirm>: properties and attributes, what is rendered, and the joints between the field, the confirmation and
// the form. What each of these does is in its own file.
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { createConfirmClient, httpAdapter } from '../client/index.js';
import type { ConfirmAdapter, ConfirmClient } from '../client/index.js';
import type { Alphabet, ChallengeInfo, CleanCode, ResolvedFormat, Phase } from '../core/index.js';
import { CodeField } from './code-field.js';
import { ConfirmationController } from './confirmation-controller.js';
import type { ConfirmationEventMap, PublicOutcome } from './events.js';
import { FormGlue } from './form-glue.js';
import { LightNodes } from './light-nodes.js';
import { english, statusText } from './messages.js';
import type { Messages } from './messages.js';
import { styles } from './otp-confirm.styles.js';
import { inTask } from './system.js';

const seconds = { type: Number } as const;
const flag = { type: Boolean } as const;

// A click on a button leaves the focus in the field, where the next act is.
const keepFocus = (event: Event): void => {
  event.preventDefault();
};

/**
 * A field for a one-time code that confirms it.
 *
 * @summary Confirms a one-time code for a user: one step of a sign-in.
 * @tag otp-confirm
 *
 * @slot - One `<input>` of the page's own; where there is none, one is created.
 * @slot label - A `<label>` for the input.
 * @slot hint - What to enter, in the page's words.
 * @slot actions - Further buttons or links.
 *
 * @fires complete - The code became complete.
 * @fires confirming - The code is about to be sent. Cancelable: then it is not.
 * @fires confirmed - The code is confirmed; the form carries the token.
 * @fires refused - The code is wrong, or may not be tried now.
 * @fires expired - The code is out of date, was used, or its token ran out.
 * @fires locked - Too many wrong codes.
 * @fires issued - Another code was sent.
 * @fires failed - Nothing came of it: no connection, no such challenge, refused.
 *
 * @csspart cells - All cells.
 * @csspart cell - One cell; `filled`, `active`, `selected` are further parts of it.
 * @csspart separator - What stands between two groups.
 * @csspart caret - The drawn caret.
 * @csspart hint - What to enter.
 * @csspart status - What came of it.
 * @csspart confirm - The button that confirms.
 * @csspart resend - The button that asks for a code.
 * @csspart countdown - How long the code lives.
 *
 * @cssprop [--otp-confirm-cell-size=1.9em] - Width of a cell, in the cells' own em.
 * @cssprop [--otp-confirm-cell-height=2.25em] - Height of a cell.
 * @cssprop [--otp-confirm-gap=0.35em] - Between two cells.
 * @cssprop [--otp-confirm-font-size=1.5em] - Of the code; never under 16 px.
 * @cssprop [--otp-confirm-radius=0.3em] - Of cells and buttons.
 * @cssprop [--otp-confirm-border-width=1px] - Of a cell.
 * @cssprop --otp-confirm-border-color - Of a cell. Default: the text's, paler.
 * @cssprop [--otp-confirm-background=transparent] - Of a cell.
 * @cssprop --otp-confirm-color - Of the code. Default: the page's.
 * @cssprop --otp-confirm-muted-color - Of hint and countdown. Default: the text's, paler.
 * @cssprop --otp-confirm-accent-color - Of focus, caret cell and buttons.
 * @cssprop --otp-confirm-accent-text-color - Of text on the accent colour.
 * @cssprop --otp-confirm-error-color - Of what was refused.
 * @cssprop --otp-confirm-success-color - Of what is confirmed.
 *
 * @cssState idle - Nothing is entered.
 * @cssState partial - A part of the code is.
 * @cssState complete - All of it is.
 * @cssState issuing - A code is being asked for.
 * @cssState confirming - The code is being checked.
 * @cssState confirmed - It is confirmed.
 * @cssState refused - It is wrong.
 * @cssState waiting - For the code to arrive, or for a limit to pass.
 * @cssState expired - It is out of date.
 * @cssState locked - Too many were wrong.
 * @cssState failed - Start again.
 * @cssState unavailable - Try again.
 *
 * @example
 * <form method="post" action="/login">
 *   <otp-confirm endpoint="/otp/confirm" issue-endpoint="/otp/issue" challenge="q7Zt"></otp-confirm>
 *   <button>Sign in</button>
 * </form>
 */
export class OtpConfirm extends LitElement {
  static readonly formAssociated = true;
  static override readonly styles = styles;
  static override properties = {
    adapter: { attribute: false },
    messages: { attribute: false },
    endpoint: {},
    issueEndpoint: { attribute: 'issue-endpoint' },
    challenge: {},
    stepName: { attribute: 'step-name' },
    sourceStep: { attribute: 'source-step' },
    userCodeField: { attribute: 'user-code-field' },
    name: {},
    length: { converter: (text: string | null) => (text === 'any' ? text : Number(text) || 6) },
    alphabet: {},
    grouping: {},
    autoConfirm: { type: Boolean, attribute: 'auto-confirm' },
    autoSubmit: { type: Boolean, attribute: 'auto-submit' },
    confirmButton: { type: Boolean, attribute: 'confirm-button' },
    expiresIn: { ...seconds, attribute: 'expires-in' },
    resendIn: { ...seconds, attribute: 'resend-in' },
    attemptsRemaining: { ...seconds, attribute: 'attempts-remaining' },
    destination: {},
    disabled: { ...flag, reflect: true },
    readonly: flag,
    required: flag,
    autocomplete: {},
  };

  /** What confirms. Wins over `endpoint`. Default: none. */
  declare adapter: ConfirmAdapter | undefined;
  /** Words in place of the built-in ones, in part or whole. */
  declare messages: Partial<Messages> | undefined;
  /** Where to confirm. */
  declare endpoint: string | undefined;
  /** Where to ask for another code. Without it there is no such button. */
  declare issueEndpoint: string | undefined;
  /** What this code answers. An answer may replace it; set it, and the confirmation starts anew. */
  declare challenge: string | undefined;
  /** The name of this step, sent with each request. */
  declare stepName: string | undefined;
  /** The name of the step that issued the code, sent with each request. */
  declare sourceStep: string | undefined;
  /** The member of the request that carries the code. Default `code`. */
  declare userCodeField: string | undefined;
  /** The form entry of the token. Default `otp_token`; empty: none. */
  declare name: string;
  /** Characters of the code, 4 to 12, or `any`. Default 6. */
  declare length: number | 'any';
  /** `digits` (default), `alphanumeric` or `text`. */
  declare alphabet: Alphabet;
  /** Where to part the code, such as `3-3`. Default: nowhere. */
  declare grouping: string | undefined;
  /** Confirm when the code becomes complete. Default false. */
  declare autoConfirm: boolean;
  /** Submit the form once confirmed. Default false. */
  declare autoSubmit: boolean;
  /** Show the Confirm button inside a form too. Default false. */
  declare confirmButton: boolean;
  /** Seconds that the challenge lives still, as the page knows it. */
  declare expiresIn: number | undefined;
  /** Seconds until another code may be asked for, as the page knows it. */
  declare resendIn: number | undefined;
  /** Wrong codes that are still compared, as the page knows it. */
  declare attemptsRemaining: number | undefined;
  /** Where the code went, masked. */
  declare destination: string | undefined;
  declare disabled: boolean;
  declare readonly: boolean;
  declare required: boolean;
  /** Of the input. Default `one-time-code`. */
  declare autocomplete: string | undefined;

  readonly #internals = this.attachInternals();
  readonly #confirmation = new ConfirmationController(this);
  readonly #field = new CodeField(this);
  readonly #form = new FormGlue(this);
  readonly #light = new LightNodes(this);
  #client: ConfirmClient | undefined;
  #phase: Phase | undefined;
  #customValidity = '';
  #codeBeforeUpgrade: string | undefined;
  #spoken = '';
  #turn = false;

  constructor() {
    super();
    this.length = 6;
    this.alphabet = 'digits';
    this.name = 'otp_token';
    // Lit carries over what a page set on its own properties before the upgrade; this accessor is not one of them.
    if (Object.hasOwn(this, 'code')) {
      this.#codeBeforeUpgrade = this.code;
      delete (this as { code?: string }).code;
    }
    this.addEventListener('keydown', this.#enter);
    this.addEventListener('invalid', this.#invalid, true);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The parser calls this before it has seen the children: an author's input may still come.
    if (document.readyState === 'loading')
      document.addEventListener('DOMContentLoaded', this.#adopt, { once: true });
    else this.#adopt();
    this.#form.connect();
    addEventListener('pageshow', this.#restored);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#form.disconnect();
    document.removeEventListener('DOMContentLoaded', this.#adopt);
    removeEventListener('pageshow', this.#restored);
    // A move is a disconnect and a connect in one turn.
    queueMicrotask(() => {
      if (!this.isConnected) this.#confirmation.step({ type: 'disconnect' });
    });
  }

  /** Its presence keeps `moveBefore` from disconnecting. */
  connectedMoveCallback(): void {
    this.#form.connect();
  }

  formAssociatedCallback(): void {
    this.#form.connect();
  }

  formDisabledCallback(): void {
    this.requestUpdate();
  }

  formResetCallback(): void {
    this.reset();
    // The input is reset after the element.
    queueMicrotask(() => {
      this.#field.sync();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('adapter') || changed.has('endpoint') || changed.has('issueEndpoint'))
      this.#client = undefined;
    this.#takeChallenge();
    this.#internals.role = this.stepName ? 'group' : null;
    this.#internals.ariaLabel = this.stepName ?? null;
  }

  protected override firstUpdated(): void {
    this.stateChanged();
  }

  protected override updated(): void {
    // By script: a style attribute would need a hole in the page's policy.
    this.renderRoot.querySelector<HTMLElement>('.field')?.style.setProperty('--_n', String(this.#cells || 6));
    this.#dress();
  }

  // ---- what the platform's fields have ----

  get form(): HTMLFormElement | null {
    return this.input?.form ?? this.#internals.form;
  }
  /** The one input. */
  get input(): HTMLInputElement | undefined {
    return this.#field.input;
  }
  get type(): string {
    return this.localName;
  }
  /** What the form submits under `name`: the token, once there is one. */
  get value(): string {
    return this.#confirmation.view.value ?? '';
  }
  /** The code, cleaned. */
  get code(): string {
    this.#field.sync();
    return this.#confirmation.state.code;
  }
  set code(code: string) {
    this.#field.set(code);
  }
  get phase(): Phase {
    return this.#confirmation.phase;
  }
  /** What the last request came to, without the token. */
  get outcome(): PublicOutcome | undefined {
    return this.#confirmation.outcome;
  }
  get validity(): ValidityState | undefined {
    return this.input?.validity;
  }
  get validationMessage(): string {
    return this.input?.validationMessage ?? '';
  }
  get willValidate(): boolean {
    return this.input?.willValidate ?? false;
  }
  checkValidity(): boolean {
    return this.input?.checkValidity() ?? true;
  }
  reportValidity(): boolean {
    return this.input?.reportValidity() ?? true;
  }
  setCustomValidity(message: string): void {
    this.#customValidity = message;
    this.stateChanged();
  }
  override focus(options?: FocusOptions): void {
    this.input?.focus(options);
  }
  override blur(): void {
    this.input?.blur();
  }
  select(): void {
    this.input?.select();
  }

  /** Confirms the code. Resolves with what came of it; undefined where nothing was sent. */
  confirm(): Promise<PublicOutcome | undefined> {
    return this.#act('confirm');
  }
  /** Asks for another code. Resolves with what came of it; undefined where nothing was sent. */
  issue(): Promise<PublicOutcome | undefined> {
    return this.#act('issue');
  }
  /** Empties the field, drops the token, and lets another code be entered for the same challenge. */
  reset(): void {
    this.#confirmation.step({ type: 'reset' });
    this.#field.set('');
  }

  // ---- for the field ----

  get format(): ResolvedFormat {
    const { info } = this.#confirmation.state;
    return { length: info.length ?? this.length, alphabet: info.alphabet ?? (this.alphabet || 'digits') };
  }
  get editable(): boolean {
    return !this.#confirmation.view.readOnly;
  }
  codeChanged({ status, value, autoConfirm }: CleanCode): void {
    this.#confirmation.step({
      type: 'edit',
      code: value ?? '',
      complete: status === 'complete',
      auto: autoConfirm && this.autoConfirm && this.confirms,
    });
  }
  codeRefused(reason: 'too-long' | 'ambiguous' | 'none'): void {
    this.#confirmation.step({ type: 'unusable', reason });
  }

  // ---- for the confirmation ----

  get client(): ConfirmClient | undefined {
    const { adapter, endpoint, issueEndpoint } = this;
    if (!this.#client && (adapter ?? endpoint))
      this.#client = createConfirmClient({
        adapter: adapter ?? httpAdapter({ endpoint: endpoint ?? '', issueEndpoint }),
      });
    return this.#client;
  }
  get request(): {
    stepName: string | undefined;
    sourceStep: string | undefined;
    userCodeField: string | undefined;
  } {
    const { stepName, sourceStep, userCodeField } = this;
    return { stepName, sourceStep, userCodeField };
  }
  clearField(): void {
    this.#field.set('');
  }
  selectField(): void {
    if (this.matches(':focus-within')) this.focus();
    this.select();
  }
  stateChanged(): void {
    const { states } = this.#internals;
    const { phase } = this;
    if (this.#phase) states.delete(this.#phase);
    states.add(phase);
    if (phase === 'confirmed' && this.#phase !== phase && this.autoSubmit && !this.#form.waiting)
      inTask(() => this.form?.requestSubmit());
    this.#phase = phase;
    if (this.#cells) states.delete('any');
    else states.add('any');
    const { incorrect } = this.#confirmation.view;
    this.input?.setCustomValidity(this.#customValidity || (incorrect ? this.#statusText : ''));
  }

  // ---- for the form ----

  get confirms(): boolean {
    return !!(this.adapter ?? this.endpoint);
  }
  get confirmed(): boolean {
    return this.phase === 'confirmed';
  }
  async confirmForForm(): Promise<boolean> {
    await this.confirm();
    if (!this.confirmed) this.focus();
    return this.confirmed;
  }
  get entry(): readonly [name: string, value: string] | undefined {
    const { confirms, name, value } = this;
    if (confirms) return name && value ? [name, value] : undefined;
    return [this.hasAttribute('name') ? name : 'code', this.#field.text];
  }

  // ---- private ----

  get #cells(): number {
    const { length } = this.format;
    return length === 'any' ? 0 : length;
  }
  get #words(): Messages {
    return { ...english, ...this.messages };
  }
  get #statusText(): string {
    return statusText(this.#words, this.#confirmation.view, this.format);
  }

  #takeChallenge(): void {
    const { challenge, expiresIn, resendIn, attemptsRemaining, destination } = this;
    const told = { expiresIn, resendIn, attemptsRemaining, destination };
    const info = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    if (!this.hasUpdated || challenge !== this.#confirmation.state.challenge)
      this.#confirmation.step({ type: 'challenge', challenge, info: info as ChallengeInfo });
  }

  #act(operation: 'confirm' | 'issue'): Promise<PublicOutcome | undefined> {
    this.#takeChallenge();
    this.#field.sync();
    if (!this.client) return Promise.resolve(undefined);
    return this.#confirmation.act(operation);
  }

  readonly #adopt = (): void => {
    this.#field.adopt(this.isConnected && document.readyState !== 'loading');
    this.#form.connect();
    if (this.input && this.#codeBeforeUpgrade !== undefined) {
      this.code = this.#codeBeforeUpgrade;
      this.#codeBeforeUpgrade = undefined;
    }
    this.requestUpdate();
  };

  readonly #changed = (): void => {
    this.requestUpdate();
  };

  // Back from the page cache: what was in flight is gone, and the code with it.
  readonly #restored = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.reset();
  };

  // In a form, Enter submits it: the one key that is handled is handled outside.
  readonly #enter = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.isComposing && event.target === this.input && !this.form)
      void this.confirm();
  };

  readonly #invalid = (): void => {
    if (this.input?.value && !this.#confirmation.view.incorrect) void this.confirm();
  };

  /** What the input and the other light nodes have to say of the state. */
  #dress(): void {
    const { input } = this;
    if (!input) return;
    const { invalid, readOnly } = this.#confirmation.view;
    const { alphabet } = this.format;
    const set = (name: string, value: string): void => {
      if (!input.hasAttribute(name)) input.setAttribute(name, value);
    };
    for (const name of ['maxlength', 'minlength']) input.removeAttribute(name);
    if (input.type !== 'text' && input.type !== 'tel') input.type = 'text';
    if (this.autocomplete) input.autocomplete = this.autocomplete as AutoFill;
    set('autocomplete', 'one-time-code');
    set('inputmode', alphabet === 'digits' ? 'numeric' : 'text');
    set('autocapitalize', alphabet === 'alphanumeric' ? 'characters' : 'off');
    set('autocorrect', 'off');
    set('spellcheck', 'false');
    set('enterkeyhint', 'done');
    set('translate', 'no');
    input.toggleAttribute('readonly', this.readonly || readOnly);
    if (this.hasAttribute('disabled') || input === this.#field.created) input.disabled = this.disabled;
    if (this.required) input.required = true;
    if (invalid) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    this.#light.describe(input, this.#words.label, this.#hint, invalid ? this.#statusText : '');
    this.#light.hideSelection();
  }

  get #hint(): string {
    const { hint, autoConfirm } = this.#words;
    const text = hint(this.format, this.#confirmation.view.destination);
    return this.autoConfirm && this.confirms ? `${text} ${autoConfirm}` : text;
  }

  /** Words in a block that is new each time: an engine tells of no other change, and a repeat is heard again. */
  #renderStatus(): unknown {
    const { said } = this.#confirmation.view;
    const text = this.#statusText;
    const spoken = `${String(said)} ${text}`;
    if (spoken !== this.#spoken) this.#turn = !this.#turn;
    this.#spoken = spoken;
    if (!text) return nothing;
    return this.#turn ? html`<p>${text}</p>` : html`<p>${text}<!----></p>`;
  }

  #renderCells(): TemplateResult[] {
    const length = this.#cells;
    const characters = [...this.#field.text];
    const [start, end] = this.#field.selection ?? [-1, -1];
    const ends = new Set<number>();
    let group = 0;
    for (const size of this.grouping?.split('-') ?? []) ends.add((group += Number(size)) - 1);
    return Array.from({ length }, (_, index) => {
      const character = characters[index];
      const selected = index >= start && index < end;
      const active = start === end && index === Math.min(start, length - 1);
      const names = `cell${character ? ' filled' : ''}${active ? ' active' : ''}${selected ? ' selected' : ''}`;
      const side = character ? (start > index ? 'after' : 'before') : '';
      return html`<span part=${names} class=${names}
        >${character}${active && this.editable ? html`<i part="caret" class="caret ${side}"></i>` : nothing}${
          ends.has(index) && index < length - 1 ? html`<i part="separator" class="separator">–</i>` : nothing
        }</span
      >`;
    });
  }

  #renderButton(part: string, label: string, wait: number, act: () => void): TemplateResult {
    return html`<button
      part=${part}
      class=${part}
      type="button"
      ?disabled=${this.matches(':disabled')}
      aria-disabled=${String(this.#confirmation.view.busy || wait > 0)}
      @mousedown=${keepFocus}
      @click=${act}
    >
      ${wait ? this.#words.countdown(label, wait) : label}
    </button>`;
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    const { issue, confirmWait, expiresIn, tone } = this.#confirmation.view;
    const withConfirm = this.confirms && !this.confirmed && (this.confirmButton || !this.form);
    return html`
      <div class="label"><slot name="label" @slotchange=${this.#changed}></slot></div>
      <div class=${this.#cells ? 'field' : 'field any'}>
        <div class="track">
          <slot @slotchange=${this.#adopt}></slot>
          <div class="cells" part="cells" aria-hidden="true">${this.#renderCells()}</div>
        </div>
      </div>
      <div class="hint" part="hint"><slot name="hint" @slotchange=${this.#changed}>${this.#hint}</slot></div>
      <slot name="description" @slotchange=${this.#changed}></slot>
      <div class="status ${tone}" part="status" role="status">${this.#renderStatus()}</div>
      <div class="actions">
        ${
          withConfirm
            ? this.#renderButton('confirm', words.confirm, confirmWait, () => void this.confirm())
            : nothing
        }
        ${
          issue
            ? this.#renderButton(
                'resend',
                issue.starts ? words.start : words.issue,
                issue.wait,
                () => void this.issue(),
              )
            : nothing
        }
        <slot name="actions"></slot>
      </div>
      ${
        expiresIn === undefined
          ? nothing
          : html`<p class="countdown" part="countdown" aria-live="off">${words.expiresIn(expiresIn)}</p>`
      }
    `;
  }
}

export interface OtpConfirm {
  addEventListener<Type extends keyof (ConfirmationEventMap & HTMLElementEventMap)>(
    type: Type,
    listener: (this: OtpConfirm, event: (ConfirmationEventMap & HTMLElementEventMap)[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'otp-confirm': OtpConfirm;
  }
}
