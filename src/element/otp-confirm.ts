// <otp-confirm>: the joints between the field, the confirmation, the form and the drawing. What each of these does is in
// its own file; what the page sets is in properties.ts, what is the input's as it is in native-field.ts.
// First, which is where gzip finds the most of it again: it looks no further back than 32 kB.
import { sheetFor } from './otp-confirm.styles.js';
import type { PropertyValues } from '@lit/reactive-element';
import { createConfirmClient, httpAdapter } from '../client/index.js';
import type { ConfirmClient, ConfirmRequest } from '../client/index.js';
import { isOffline } from '../client/system.js';
import { phaseOf } from '../core/index.js';
import type { Abilities, CleanCode, Phase, ResolvedFormat } from '../core/index.js';
import { CodeField } from './code-field.js';
import type { CodeFieldHost } from './code-field.js';
import { ConfirmationController } from './confirmation-controller.js';
import type { ConfirmationHost } from './confirmation-controller.js';
import type { ConfirmationEventMap, PublicOutcome } from './events.js';
import { Drawing } from './drawing.js';
import { FormGlue } from './form-glue.js';
import type { FormGlueHost } from './form-glue.js';
import { Language } from './language.js';
import { LightNodes } from './light-nodes.js';
import { NativeField } from './native-field.js';
import { given, TOKEN_NAME } from './properties.js';
import { cameBack, leaveFor } from './system.js';
import { WebOtp } from './web-otp.js';
import { words } from './words.js';
import type { Words } from './words.js';

const MAX_LENGTH = 64;

/**
 * A field for a one-time code, which confirms the code with the page's back end and shows the outcome.
 *
 * @summary Confirms a one-time code for a user: one step of a sign-in.
 * @tag otp-confirm
 *
 * @attr {string} form - Id of the form that the input belongs to, where the element is outside of it.
 *
 * @slot - Your own `<input>`, at most one. Without it the element creates one.
 * @slot label - A `<label>` for the input.
 * @slot hint - A hint of your own, in place of the built-in one.
 * @slot actions - Further buttons or links, such as another way to sign in.
 * @slot description - For the element itself: the hidden description of the input.
 *
 * @fires complete - The code has become complete. It is not confirmed yet.
 * @fires confirming - The code is about to be sent. Cancel the event, and it is not.
 * @fires confirmed - The code is confirmed, and the form carries the token. Outside a form the element then follows the
 *   redirect of the outcome, if it has one, unless the event is cancelled.
 * @fires refused - The code is wrong, or a rate limit was reached: no code may be tried, or none requested, for now.
 * @fires expired - The code has expired or was used before, or the token has expired.
 * @fires locked - There were too many wrong codes: the challenge or the account is locked.
 * @fires issued - A new code was sent.
 * @fires failed - The request failed: no connection, a server error, an unknown challenge, a refusal, or a new code that
 *   cannot be delivered.
 *
 * @csspart cells - The row of all cells.
 * @csspart cell - Each cell, for one character.
 * @csspart filled - A cell that holds a character. A second part of the cell: `::part(cell filled)`.
 * @csspart active - The cell with the caret; with `length="any"` the box while it has the focus.
 * @csspart selected - A cell whose character is selected.
 * @csspart first - The first cell.
 * @csspart last - The last cell.
 * @csspart any - The box that takes the place of the cells with `length="any"`. A second part of `cells`.
 * @csspart separator - The line between two groups.
 * @csspart caret - The drawn caret.
 * @csspart hint - The hint: what to enter.
 * @csspart status - The status message.
 * @csspart confirm - The button that confirms.
 * @csspart resend - The button that requests a new code.
 * @csspart countdown - The time until the code expires.
 *
 * @cssprop [--otp-confirm-font-size=1.5em] - Font size of the code. At least 16 px; smaller only where many cells share little space.
 * @cssprop [--otp-confirm-cell-size=1.9em] - Width of a cell, in the code's own em. Cells become narrower where space is short.
 * @cssprop [--otp-confirm-cell-height=2.25em] - Height of a cell, in the code's own em.
 * @cssprop [--otp-confirm-gap=0.35em] - Space between two cells. For none write `0px`, with its unit.
 * @cssprop [--otp-confirm-border-width=1px] - Border width of a cell.
 * @cssprop [--otp-confirm-radius=0.3em] - Corner radius of a cell. That of a button is half as large again.
 * @cssprop [--otp-confirm-spacing=0.75em] - Space around the messages and inside the buttons.
 * @cssprop --otp-confirm-color - Colour of the code and the caret. Default: the page's text colour.
 * @cssprop [--otp-confirm-background=transparent] - Background of a cell.
 * @cssprop --otp-confirm-border-color - Border colour of a cell. Default: the text colour, paler.
 * @cssprop --otp-confirm-muted-color - Colour of hint, countdown and a button that cannot be used yet. Default: the text colour, paler.
 * @cssprop --otp-confirm-accent-color - Colour of the focus and the buttons. Default: a blue.
 * @cssprop --otp-confirm-accent-text-color - Colour of text on the accent colour. Default: white, or dark in a dark scheme.
 * @cssprop --otp-confirm-error-color - Colour of errors. Default: a red.
 * @cssprop --otp-confirm-success-color - Colour of success. Default: a green.
 *
 * @cssState idle - The field is empty.
 * @cssState partial - A part of the code is entered.
 * @cssState complete - The whole code is entered.
 * @cssState issuing - A new code is being requested.
 * @cssState confirming - The code is being confirmed.
 * @cssState confirmed - The code is confirmed.
 * @cssState refused - The code is wrong.
 * @cssState waiting - A new code is on its way, or a rate limit has to pass.
 * @cssState expired - The code has expired or was used: a new one is needed.
 * @cssState locked - Too many codes were wrong: the challenge or the account is locked.
 * @cssState failed - The user has to start over.
 * @cssState unavailable - The request failed, and may be tried again.
 *
 * @example
 * <form method="post" action="/login">
 *   <otp-confirm endpoint="/otp/confirm" issue-endpoint="/otp/issue" challenge="q7Zt"></otp-confirm>
 *   <button>Sign in</button>
 * </form>
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the interface adds nothing but overloads
export class OtpConfirm extends NativeField {
  static readonly formAssociated = true;

  readonly #internals = this.attachInternals();
  /**
   * What the parts know of the element: what they ask, and what they tell. A class, and not an object of functions for each
   * element: a thousand of them share one set.
   */
  static readonly #Host = class implements ConfirmationHost, CodeFieldHost, FormGlueHost {
    readonly #element: OtpConfirm;
    constructor(element: OtpConfirm) {
      this.#element = element;
    }

    // ---- the confirmation ----

    // For each request: what the page set a moment ago counts.
    client(): ConfirmClient | undefined {
      const element = this.#element;
      const { endpoint, issueEndpoint } = element;
      const adapter = element.adapter ?? (endpoint ? httpAdapter({ endpoint, issueEndpoint }) : undefined);
      return adapter && createConfirmClient({ adapter, keys: (element.#keys ??= new Map()) });
    }
    request(): Omit<ConfirmRequest, 'code' | 'challenge'> {
      const { stepName, sourceStep, userCodeField } = this.#element;
      return {
        stepName: given(stepName),
        sourceStep: given(sourceStep),
        userCodeField: given(userCodeField),
      };
    }
    challengeChanged(challenge: string | undefined): void {
      this.#element.challenge = challenge;
    }
    stateChanged(): void {
      this.#element.#stateChanged();
    }
    clearField(): void {
      this.#element.#field.set('');
    }
    selectField(): void {
      this.#element.#bringFocus();
      // Another way of selecting would take the focus along.
      this.#element.input?.setSelectionRange(0, -1);
    }
    redirected(address: string): void {
      // A form carries the token to where the page goes on.
      if (!this.#element.form) leaveFor(address);
    }
    abilities(): Abilities {
      const { adapter, endpoint, issueEndpoint, countdown } = this.#element;
      const canIssue = !!(adapter ? adapter.issue : endpoint && issueEndpoint);
      const canStart = canIssue && !!adapter?.canStart;
      return { canIssue, canStart, exact: countdown === 'seconds' };
    }
    // After Back nothing is in flight any more, and the code goes: from the page cache or from what the form remembers.
    // A page that loads slowly tells of Back late: what was sent by then is no old code.
    shown(cached: boolean): void {
      const element = this.#element;
      const old = cached || (element.#field.text && !element.#confirmation.state.attempt && cameBack());
      // A plain field keeps what the browser brought back, as an input does.
      if (old && element.#confirms) element.#reset(true);
      else element.#field.sync();
    }

    // ---- the field ----

    format(): ResolvedFormat {
      // What is cleaned now is the code of the challenge that the page has set: the one before takes its own with it.
      this.#element.#takeChallenge();
      return this.#element.#format;
    }
    editable(): boolean {
      return !this.#element.#confirmation.view.readOnly;
    }
    draw(): void {
      this.#element.requestUpdate();
    }
    blink(off: boolean): void {
      this.#element.#drawing?.blink(off);
    }
    found(): void {
      this.#element.#inside = this.#element.#insideNow;
    }
    measure(): void {
      this.#element.#drawing?.measure();
    }
    changed({ status, value, autoConfirm }: CleanCode, entered: boolean): void {
      const element = this.#element;
      element.#confirmation.step({
        type: 'edit',
        code: value ?? '',
        complete: status === 'complete',
        // A code of any length may go on.
        heard: entered && element.#cells > 0 && element.matches(':focus-within'),
        auto: entered && autoConfirm && element.autoConfirm && element.#confirms,
      });
    }
    refused(reason: 'too-long' | 'ambiguous' | 'none'): void {
      this.#element.#confirmation.step({ type: 'unusable', reason });
    }

    // ---- the form ----

    input(): HTMLInputElement | undefined {
      // What the page set a moment ago counts.
      this.#element.performUpdate();
      return this.#element.input;
    }
    confirms(): boolean {
      return this.#element.#confirms || this.#element.#confirmation.state.attempt > 0;
    }
    goesOn(): void {
      this.#element.#webOtp.stop();
    }
    isConfirmed(): boolean {
      this.#element.#confirmation.look();
      return this.#element.phase === 'confirmed';
    }
    async confirm(): Promise<boolean> {
      await this.#element.confirm();
      if (!this.isConfirmed()) this.#element.#bringFocus();
      return this.isConfirmed();
    }
    entry(): readonly [string, string] | undefined {
      const { code, value } = this.#element;
      const name = this.#element.name ?? TOKEN_NAME;
      if (!name) return undefined;
      if (!this.confirms()) return [name === TOKEN_NAME ? 'code' : name, code];
      return value ? [name, value] : undefined;
    }
  };

  readonly #host = new OtpConfirm.#Host(this);
  readonly #confirmation = new ConfirmationController(this, this.#host);
  readonly #field = new CodeField(this, this.#host);
  readonly #form = new FormGlue(this.#host);
  readonly #light = new LightNodes(this, this.#internals);
  readonly #language = new Language(this);
  readonly #webOtp = new WebOtp((code) => {
    this.#field.fill(code);
  });
  #drawing: Drawing | undefined;
  /** They outlive an adapter: a framework may make an equal one at each drawing. */
  #keys: Map<string, string> | undefined;
  #phase: Phase | undefined;
  /** Where the focus was when the last request was asked for. */
  #askedFrom: Element | null | undefined;
  #challengeTaken = false;
  #customValidity = '';
  #validityMessage = '';
  /** The format that the field was last looked through by. */
  #cleanedBy = '';
  /** What was inside when it was last looked through. */
  #inside: readonly unknown[] = [];

  constructor() {
    super();
    // What can only be read, and a page set before there was an element: it would be read in its place, and `value` go out
    // as the token.
    for (const [name, value] of Object.entries(this))
      if (name in OtpConfirm.prototype && typeof value !== 'function') Reflect.deleteProperty(this, name);
    // In a form, Enter submits it: the one key that is handled is handled outside. One that ends a composition has a number of
    // its own, which is all that Safari tells of it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    this.addEventListener('keydown', ({ key, keyCode, repeat, target, defaultPrevented }) => {
      if (
        key === 'Enter' &&
        target === this.input &&
        !(keyCode === 229 || repeat || defaultPrevented || this.form)
      ) {
        // A code that is known to be wrong is not sent once more, which would take another try: as in a form, the browser
        // says so, if the input can be corrected.
        if (this.phase !== 'refused' || this.reportValidity()) void this.confirm();
      }
    });
    // The browser refuses to submit an incomplete code: the status says why, as it does where the browser does not.
    this.addEventListener(
      'invalid',
      () => {
        const { code, complete } = this.#confirmation.state;
        if (code && !complete) this.#confirmation.step({ type: 'unusable', reason: 'incomplete' });
        // From here on an empty field is wrong.
        this.requestUpdate();
      },
      true,
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The parser calls this before it has seen the children: an author's input may still come.
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', this.#slotted);
    this.#form.connect(this);
    this.#adopt(true);
    this.#confirmation.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#form.connect(this);
    this.#confirmation.disconnect();
    removeEventListener('DOMContentLoaded', this.#slotted);
    // A move is a disconnect and a connect in one turn.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#webOtp.await(false);
      this.#confirmation.step({ type: 'disconnect' });
    });
  }

  /** Its presence keeps `moveBefore` from disconnecting. */
  connectedMoveCallback(): void {
    // Among people of another language, maybe.
    this.formAssociatedCallback();
  }

  // Another form attribute, or a form that comes to have its name; or a form that is in no page.
  formAssociatedCallback(): void {
    this.#form.connect(this);
    this.#slotted();
    this.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot() as ShadowRoot;
    const sheet = sheetFor(this.ownerDocument);
    // Beside those of a class that is made of this one.
    if (sheet) root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
    return root;
  }

  /** In another document the style sheets of the first are lost. */
  adoptedCallback(): void {
    if (this.shadowRoot) this.createRenderRoot();
  }

  formDisabledCallback(): void {
    this.requestUpdate();
  }

  // The input was reset before: what it holds then is the author's default.
  formResetCallback(): void {
    this.reset();
    this.code = this.input?.defaultValue ?? '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Elsewhere, and on a server, there is nobody to look for: to come into a page is to be looked through.
    if (this.isConnected) this.#slotted();
    this.#takeChallenge();
    // An answer may tell another one, too.
    const format = Object.values(this.#format).join();
    this.#field.sync(format !== this.#cleanedBy);
    // A code that stands is looked through once it does so no more.
    if (this.#host.editable()) this.#cleanedBy = format;
    // It may be to wake at another time: the wait for another code counts down where one can be asked for.
    if (changed.size) this.#confirmation.look();
    this.#internals.role = this.stepName ? 'group' : null;
    this.#internals.ariaLabel = this.stepName ?? null;
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    // A listener of the page, heard meanwhile, may have put something else there: its slot tells of it.
    const known = this.#isKnown;
    // Before the words, which may be of an earlier view than what is drawn beside them.
    this.#confirmation.drawn = this.#confirmation.view;
    const said = this.#words;
    this.#draw(said);
    this.#dress(changed, said);
    if (known) this.#inside = this.#insideNow;
    // In another language, maybe.
    this.#tellValidity();
    this.#awaitCode();
  }

  // ---- what the page reads and calls ----

  /** The form that carries the token, if there is one. */
  get form(): HTMLFormElement | null {
    return this.input?.form ?? this.#internals.form;
  }
  get input(): HTMLInputElement | undefined {
    return this.#field.input;
  }
  /**
   * The token, once the code is confirmed: what the form submits under `name`. Empty before that. Never the code, not even in a
   * plain field.
   */
  get value(): string {
    // It may have run out unseen.
    this.#confirmation.look();
    return this.#confirmation.view.value ?? '';
  }
  /**
   * The code, cleaned: without spaces, hyphens and surrounding text; of the alphabet `text` as it is entered. What is set is cleaned
   * too. Default: empty.
   */
  get code(): string {
    this.#field.sync();
    return this.#confirmation.state.code;
  }
  // React sets undefined where the page sets it no more; a page may have a number.
  set code(code: string | number | null | undefined) {
    this.#field.set(String(code ?? ''));
  }
  /** Phase of the confirmation; the custom state of the same name is set with it. Default `idle`. */
  get phase(): Phase {
    return phaseOf(this.#confirmation.state);
  }
  /** Outcome of the last request, without the token. Undefined before the first one. */
  get outcome(): PublicOutcome | undefined {
    return this.#confirmation.outcome;
  }
  /** Sets an error of the page, which keeps the form from being submitted; an empty text clears it. */
  setCustomValidity(message: string): void {
    this.#customValidity = message;
    this.#stateChanged();
  }

  /**
   * Confirms the code. Resolves with the outcome, or with undefined if nothing was sent. An adapter or a setting that fails comes to
   * `protocol`, and the error is reported to the console.
   */
  confirm(): Promise<PublicOutcome | undefined> {
    return this.#act('confirm');
  }
  /** Requests a new code. Resolves with the outcome, or with undefined if nothing was sent, as `confirm()` does. */
  issue(): Promise<PublicOutcome | undefined> {
    return this.#act('issue');
  }
  /** Empties the field and drops the token, so that another code can be entered for the same challenge. Aborts a request in flight. */
  reset(): void {
    this.#reset(false);
  }

  // ---- private ----

  #reset(restored: boolean): void {
    this.#webOtp.await(false);
    this.#confirmation.step({ type: 'reset', restored });
    this.#field.set('');
  }

  /** Where the focus is, in the tree that this is in. */
  get #focused(): Element | null {
    return (this.getRootNode() as Document).activeElement;
  }

  /** To the field; who went elsewhere meanwhile stays there. */
  #bringFocus(): void {
    if (document.activeElement === document.body || this.#focused === this.#askedFrom) this.focus();
  }

  get #confirms(): boolean {
    return !!(this.adapter ?? this.endpoint);
  }
  get #format(): ResolvedFormat {
    const { info } = this.#confirmation.state;
    const alphabet = info.alphabet ?? this.alphabet;
    const wanted = info.length ?? this.length;
    // A page can write anything, and a framework the number as text.
    const length = Number(String(wanted));
    const usable = length % 1 === 0 && length > 0 && length <= MAX_LENGTH;
    return {
      length: wanted === 'any' ? wanted : usable ? length : 6,
      alphabet: alphabet === 'alphanumeric' || alphabet === 'text' ? alphabet : 'digits',
    };
  }

  #stateChanged(): void {
    const { states } = this.#internals;
    const { phase } = this;
    if (phase !== this.#phase) {
      states.clear();
      states.add(phase);
      // Another message is on its way: what was asked for may be over.
      if (phase === 'issuing') this.#webOtp.await(false);
      if (phase === 'confirmed') {
        // Who closed it meanwhile took back what was to follow.
        if (this.closest('dialog:not([open])') && !this.checkVisibility()) this.#form.stay();
        else if (this.autoSubmit) this.#form.submitConfirmed();
        // The button that had it is gone.
        if (this.shadowRoot?.activeElement) this.focus();
      }
      this.#phase = phase;
    }
    this.#tellValidity();
    this.requestUpdate();
  }

  // Only what is ours is taken back: the page may have a word of its own on the input.
  // By the phase, which is the view's `incorrect` and costs less to ask for.
  #tellValidity(): void {
    const message = this.#customValidity || (this.phase === 'refused' ? this.#words.error : '');
    if (message !== this.#validityMessage) this.input?.setCustomValidity(message);
    this.#validityMessage = message;
  }

  /** Cells; 0 where any length will do. */
  get #cells(): number {
    return +this.#format.length || 0;
  }

  get #words(): Words {
    const { messages, phase } = this;
    const { view, outcome, state } = this.#confirmation;
    const confirms = this.#confirms;
    return words({
      ...this.#format,
      view,
      outcome,
      lang: this.#language.lang(),
      messages,
      exact: this.countdown === 'seconds',
      auto: this.autoConfirm && confirms,
      autoSpent: state.autoSpent,
      confirms: confirms && phase !== 'confirmed' && (this.confirmButton || !this.form),
      offline: isOffline(),
    });
  }

  #takeChallenge(): void {
    const { expiresIn, resendIn, attemptsRemaining, destination } = this;
    const challenge = given(this.challenge);
    if (this.#challengeTaken && challenge === this.#confirmation.state.challenge) return;
    this.#challengeTaken = true;
    const told = Object.entries({ expiresIn, resendIn, attemptsRemaining, destination }).filter(
      ([, value]) => value === 0 || value,
    );
    this.#confirmation.step({ type: 'challenge', challenge, info: Object.fromEntries(told) });
  }

  async #act(operation: 'confirm' | 'issue'): Promise<PublicOutcome | undefined> {
    // What the page set a moment ago counts.
    this.performUpdate();
    this.#field.finish();
    this.#askedFrom = this.#focused;
    return this.#confirms && !this.matches(':disabled') ? this.#confirmation.act(operation) : undefined;
  }

  /** What is inside, each with its slot. */
  get #insideNow(): readonly unknown[] {
    return [...this.children].flatMap((child) => [child, child.slot]);
  }

  /** It was looked through as it is now. */
  get #isKnown(): boolean {
    const inside = this.#insideNow;
    return (
      inside.length === this.#inside.length && inside.every((each, index) => each === this.#inside[index])
    );
  }

  // What was made here comes through a slot as what is the page's does: it is known already.
  readonly #slotted = (): void => {
    if (!this.input || !this.#isKnown) this.#adopt(false);
  };

  #adopt(moved: boolean): void {
    const { input } = this;
    this.#field.adopt(this.isConnected && document.readyState !== 'loading', moved);
    // What the one before was told of its validity, this one has not been told.
    if (this.input !== input) this.#validityMessage = '';
    this.#stateChanged();
  }

  // Of the phases, those in which a code that was sent may come and nothing is entered yet.
  #awaitCode(): void {
    const { input, phase, webotp } = this;
    const awaited =
      webotp &&
      this.isConnected &&
      input?.value === '' &&
      !input.readOnly &&
      !this.matches(':disabled') &&
      (phase === 'issuing' ||
        (['idle', 'waiting', 'unavailable'].includes(phase) && !this.#confirmation.view.issue?.starts));
    this.#webOtp.await(awaited);
  }

  #dress(changed: PropertyValues<this>, { lang, label, hint, error }: Words): void {
    const { input, autocomplete } = this;
    if (!input) return;
    const { invalid, readOnly } = this.#confirmation.view;
    // What the author's input says of itself stands, until the element is told otherwise.
    for (const name of ['disabled', 'required'] as const)
      if (this[name] || changed.get(name)) input[name] = this[name];
    this.#light.dress(input, {
      alphabet: this.#format.alphabet,
      autocomplete: given(autocomplete),
      readOnly: this.readonly || readOnly,
      invalid,
      lang,
      label,
      hint,
      error,
    });
  }

  #draw(said: Words): void {
    const { view } = this.#confirmation;
    const { text, selection } = this.#field;
    if (!this.#drawing) {
      this.#drawing = new Drawing(this.renderRoot, this);
      this.renderRoot.addEventListener('slotchange', this.#slotted);
    }
    this.#drawing.draw({
      ...view,
      ...said,
      text,
      selection,
      grouping: this.grouping ?? '',
      length: this.#cells,
      disabled: this.matches(':disabled'),
      countdown: said.countdown ?? (this.#confirms ? '' : undefined),
    });
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- typed events, as HTMLElement declares them
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
  removeEventListener<Type extends keyof (ConfirmationEventMap & HTMLElementEventMap)>(
    type: Type,
    listener: (this: OtpConfirm, event: (ConfirmationEventMap & HTMLElementEventMap)[Type]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'otp-confirm': OtpConfirm;
  }
}
