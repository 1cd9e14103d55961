// The one <input> in the light DOM: finds or creates it, cleans what comes in, knows where the caret is.
// It does not draw (otp-confirm.ts does) and does not know what a confirmation is. The browser does all editing: no
// navigation or deletion key is handled here, and a text is replaced by an editing command, so that undo works.
import { cleanCode } from '../core/index.js';
import type { CleanCode, ResolvedFormat, CodeSource } from '../core/index.js';
import { isMade, make } from './light-nodes.js';
import { eachFrame } from './system.js';

export interface CodeFieldHost {
  readonly format: () => ResolvedFormat;
  /** False while the code stands: what a script puts there is taken back. */
  readonly editable: () => boolean;
  /** Something that is drawn may have changed. */
  readonly draw: () => void;
  /** The field holds this now; `entered`: just now, and not found there at a look. */
  readonly changed: (clean: CleanCode, entered: boolean) => void;
  /** A text was refused, and the field left as it was. */
  readonly refused: (reason: 'too-long' | 'ambiguous' | 'none') => void;
}

const textOf = (transfer: DataTransfer | null): string => transfer?.getData('text/plain') ?? '';

export class CodeField {
  input: HTMLInputElement | undefined;
  /** Ours: no author gave one. */
  #created: HTMLInputElement | undefined;
  readonly #element: HTMLElement;
  readonly #host: CodeFieldHost;
  /** The text that was last taken: what a refused one falls back to. */
  #kept = '';
  #composing = false;
  /** The coming `input` event is the user's typing. */
  #typing = false;
  /** What the paste that is being replayed was found to be. */
  #pasted: CleanCode | undefined;
  #replaying = false;
  #drawn = '';
  #watching = false;

  constructor(element: HTMLElement, host: CodeFieldHost) {
    this.#element = element;
    this.#host = host;
    // In capture: a listener of the page on the input sees the cleaned value.
    for (const type of [
      'beforeinput',
      'input',
      'paste',
      'drop',
      'compositionstart',
      'compositionend',
      'focusin',
      'focusout',
      'selectionchange',
    ])
      element.addEventListener(type, this, true);
  }

  handleEvent(event: Event): void {
    const { input } = this;
    this.#host.draw();
    if (!input || event.target !== input) return;
    switch (event.type) {
      case 'input':
        this.#changed();
        break;
      case 'compositionstart':
        this.#composing = true;
        break;
      case 'compositionend':
        // Before the last `input` in some engines, after it in others: taking the same text twice changes nothing.
        this.#composing = false;
        this.#take(this.text, 'typed', true);
        break;
      case 'focusin':
        this.#watch();
        break;
      default:
        if (input.readOnly) return;
        if (event.type === 'beforeinput') this.#beforeInput(event as InputEvent);
        else if (event.type === 'paste')
          this.#insertText(event, textOf((event as ClipboardEvent).clipboardData));
        else if (event.type === 'drop') this.#drop(event, textOf((event as DragEvent).dataTransfer));
    }
  }

  /** Takes the author's input where there is one, ours otherwise. */
  adopt(create: boolean): void {
    const before = this.input;
    // A morph takes the focus away with the input.
    const focused =
      !!before?.matches(':focus') || (this.#watching && document.activeElement === document.body);
    const inputs = [
      ...this.#element.querySelectorAll<HTMLInputElement>(':scope > input:not([slot], [type=hidden])'),
    ];
    let input = inputs.find((child) => !isMade(child));
    if (!input && (create || inputs.length)) {
      input = this.#created ??= inputs[0] ?? make('input');
      if (input.parentNode !== this.#element) this.#element.append(input);
    }
    for (const child of inputs) if (isMade(child) && child !== input) child.remove();
    this.input = input;
    if (input !== before) {
      // What was entered before this input came is not lost.
      if (!input?.value) this.#write(this.#kept);
      this.sync();
    }
    if (!focused || !input || input.matches(':focus')) return;
    input.focus({ preventScroll: true });
    if (before) input.setSelectionRange(before.selectionStart, before.selectionEnd);
  }

  /** Reads the input, which the page or the browser may have changed without a word; `again`: by another format. */
  sync(again = false): void {
    if (this.#composing) return;
    if (this.text !== this.#kept) this.#take(this.text, 'autofill', false);
    else if (again && this.#kept) this.#take(this.text, 'typed', false);
  }

  /** Empties the field, or puts a code into it, by script: what stood there cannot be had back by undo. */
  set(code: string): void {
    this.#write(code);
    this.#take(code, 'typed', true);
  }

  get text(): string {
    return this.input?.value ?? '';
  }

  /** The selection, where it shows. */
  get selection(): readonly [number, number] | undefined {
    const { input } = this;
    return input?.matches(':focus') ? [input.selectionStart ?? 0, input.selectionEnd ?? 0] : undefined;
  }

  #clean(text: string, source: CodeSource): CleanCode {
    return cleanCode(text, { ...this.#host.format(), source, host: location.hostname });
  }

  #write(text: string): void {
    const { input } = this;
    // Past frameworks that shadow `value` on the input itself: they must not take this for the user's doing.
    if (input && input.value !== text)
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    this.#host.draw();
  }

  /** Takes the text that the field holds, or puts back what it held. */
  #take(
    text: string,
    source: CodeSource,
    entered: boolean,
    clean = this.#clean(text, text ? source : 'typed'),
  ): void {
    const host = this.#host;
    if (!host.editable()) this.#write(this.#kept);
    else if (clean.value !== null) {
      this.#kept = host.format().alphabet === 'text' ? text : clean.value;
      this.#write(this.#kept);
      host.changed(clean, entered);
    } else {
      // What an input method put there is the user's to correct; anything else leaves the field as it was.
      if (source === 'typed' && clean.status === 'too-long') {
        this.#kept = text;
        host.changed({ status: 'partial', value: text, autoConfirm: false }, entered);
      } else this.#write(this.#kept);
      host.refused(clean.status);
    }
  }

  /** Replaces the selection as the user's own editing would: one step of undo. */
  #insert(text: string, pasted?: CleanCode): void {
    this.#pasted = pasted;
    this.#replaying = this.#typing = true;
    // Deprecated, and without a successor: nothing else that a script does can be undone by the person.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    document.execCommand('insertText', false, text);
    this.#pasted = undefined;
    this.#replaying = this.#typing = false;
  }

  #beforeInput(event: InputEvent): void {
    if (!event.isTrusted) return;
    const { data, inputType } = event;
    this.#typing = true;
    if (this.#replaying || this.#composing || !data || !inputType.startsWith('insert')) return;
    if (inputType === 'insertFromDrop') return;
    if (data.length > 1 || inputType !== 'insertText') {
      this.#insertText(event, data);
      return;
    }
    const { length, alphabet } = this.#host.format();
    const piece = alphabet === 'text' ? data : (this.#clean(data, 'typed').value ?? '');
    const { value, selectionStart: start, selectionEnd: end } = this.input ?? { value: '' };
    const full = typeof length === 'number' && start === end && [...value].length >= length;
    if (piece === data && !full) return;
    this.#cancel(event);
    if (!piece) {
      // A separator is what people type between groups; only a character that means something else is refused.
      if (/[^\s\p{Pd}]/u.test(data)) this.#host.refused('none');
    } else if (full && start === value.length) this.#host.refused('too-long');
    else {
      // In a full field a character takes the place of the one after the caret.
      if (full) this.input?.setSelectionRange(start ?? 0, (start ?? 0) + 1);
      this.#insert(piece);
    }
  }

  #cancel(event: Event): void {
    event.preventDefault();
    this.#typing = false;
  }

  #changed(): void {
    if (this.#composing) return;
    const source = this.#typing ? 'typed' : 'autofill';
    this.#typing = false;
    this.#take(this.text, source, true, this.#pasted);
  }

  #drop(event: Event, text: string): void {
    // A part of a code goes where it was dropped: that is the browser's.
    if (this.#clean(text, 'paste').status === 'partial') return;
    this.input?.focus();
    this.#insertText(event, text);
  }

  /** A text of more than one character: a whole code replaces the field, a part goes to the selection. */
  #insertText(event: Event, text: string): void {
    this.#cancel(event);
    const clean = this.#clean(text, 'paste');
    const { value, selectionStart, selectionEnd } = this.input ?? { value: '' };
    if (clean.status === 'complete') {
      this.input?.select();
      this.#insert(clean.value, clean);
    } else if (clean.status === 'partial') {
      const whole = value.slice(0, selectionStart ?? 0) + clean.value + value.slice(selectionEnd ?? 0);
      if (this.#clean(whole, 'typed').value === null) this.#host.refused('too-long');
      else this.#insert(clean.value);
    } else this.#host.refused(clean.status);
  }

  // Some changes of value and selection come without an event, and a page may describe the input anew:
  // while the field has the focus, look at each frame.
  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    eachFrame(() => {
      const { selection, text, input } = this;
      const drawn = `${text} ${String(selection)} ${input?.getAttribute('aria-describedby') ?? ''}`;
      if (drawn !== this.#drawn) {
        this.#drawn = drawn;
        this.#host.draw();
        this.sync();
      }
      return (this.#watching = !!selection);
    });
  }
}
