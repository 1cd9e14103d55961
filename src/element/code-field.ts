// The one <input> in the light DOM: finds or creates it, cleans what comes in, knows where the caret is.
// It does not draw (drawing.ts does) and does not know what a confirmation is. The browser does all editing: no
// navigation or deletion key is handled here, and a text is replaced by an editing command, so that undo works.
import { cleanCode } from '../core/index.js';
import type { CleanCode, ResolvedFormat, CodeSource } from '../core/index.js';
import { isMade, make } from './light-nodes.js';
import { inTask, repeatedly } from './system.js';

export interface CodeFieldHost {
  readonly format: () => ResolvedFormat;
  /** False while the code stands: what a script puts there is taken back. */
  readonly editable: () => boolean;
  /** Something that is drawn may have changed. */
  readonly draw: () => void;
  /** The caret goes off, or on again: not by an animation, which would cost as much as the drawing, in each frame. */
  readonly blink: (off: boolean) => void;
  /** The input is the right one for what is inside now; nobody has heard of it yet. */
  readonly found: () => void;
  /** Where a letter is, is about to matter. */
  readonly measure: () => void;
  /** The field holds this now; `entered`: just now, and not found there at a look. */
  readonly changed: (clean: CleanCode, entered: boolean) => void;
  /** A text was refused, and the field left as it was. */
  readonly refused: (reason: 'too-long' | 'ambiguous' | 'none') => void;
}

const textOf = (transfer: DataTransfer | null): string => transfer?.getData('text/plain') ?? '';

// Deprecated, and without a successor: nothing else that a script does can be undone by the person.
const execute = ({ ownerDocument }: Element, command: string, text?: string): boolean =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  ownerDocument.execCommand(command, false, text);

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
  #looks = '';
  #watching = false;
  /** Looks since the last change: the caret stands while a person types, as the browser's own does. */
  #idle = 0;

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
      'pointerdown',
      'dragenter',
      'focusin',
      'focusout',
      'selectionchange',
    ])
      element.addEventListener(type, this, true);
  }

  handleEvent(event: Event): void {
    const { input } = this;
    if (!input || event.target !== input) return;
    this.#edit(event, input);
    this.#look();
  }

  #edit(event: Event, input: HTMLInputElement): void {
    switch (event.type) {
      case 'input':
        this.#changed(event);
        break;
      case 'compositionstart':
        this.#composing = true;
        break;
      case 'focusout':
      case 'compositionend':
        // Before the last `input` in some engines, after it in others: taking the same text twice changes nothing.
        this.finish();
        break;
      case 'focusin':
      case 'pointerdown':
      case 'dragenter':
        this.#host.measure();
        this.#watch();
        break;
      default:
        if (input.readOnly || event.defaultPrevented) return;
        if (event.type === 'beforeinput') this.#beforeInput(event as InputEvent, input);
        else if (event.type === 'paste')
          this.#insertText(event, input, textOf((event as ClipboardEvent).clipboardData));
        else if (event.type === 'drop') this.#drop(event, input, textOf((event as DragEvent).dataTransfer));
    }
  }

  /** Takes the author's input where there is one, ours otherwise. */
  adopt(create: boolean, moved: boolean): void {
    const before = this.input;
    const element = this.#element;
    // A morph, and a move of the element, takes the focus away with the input.
    const { activeElement, body } = element.ownerDocument;
    const taken = moved || before?.parentNode !== element;
    const focused = !!before?.matches(':focus') || (taken && this.#watching && activeElement === body);
    const inputs = [
      ...element.querySelectorAll<HTMLInputElement>(':scope > input:not([slot], [type=hidden])'),
    ];
    let input = inputs.find((child) => !isMade(child));
    if (!input && (create || inputs.length)) {
      input = this.#created ??= inputs[0] ?? make('input');
      if (input.parentNode !== element) {
        // The browser looks for it as the input comes in.
        input.autofocus = element.autofocus;
        element.append(input);
      }
    }
    for (const child of inputs) if (isMade(child) && child !== input) child.remove();
    this.input = input;
    this.#host.found();
    if (input !== before) {
      this.#composing = false;
      // What was entered before this input came is not lost.
      if (!input?.value) this.#write(this.#kept);
    }
    if (input?.matches(':focus')) this.#watch();
    else if (focused && input) this.#focus(input, before);
  }

  #focus(input: HTMLInputElement, before: HTMLInputElement | undefined): void {
    input.focus({ preventScroll: true });
    // Another type of input has no caret to be placed.
    if (before && input.selectionStart !== null)
      input.setSelectionRange(before.selectionStart, before.selectionEnd);
  }

  /** Reads the input, which the page or the browser may have changed without a word; `again`: by another format. */
  sync(again = false): void {
    if (this.#composing) return;
    if (this.text !== this.#kept) this.#take(this.text, 'autofill', false);
    else if (again) this.#take(this.text, 'typed', false);
  }

  /** The same, and takes what an input method has there: some never say that they are done. */
  finish(): void {
    const composing = this.#composing;
    this.#composing = false;
    if (composing) this.#take(this.text, 'typed', true, undefined, true);
    else this.sync();
  }

  /** Empties the field, or puts a code into it, by script: what stood there cannot be had back by undo. */
  set(code: string): void {
    this.#write(code);
    this.#take(code, 'typed', true);
  }

  /** Fills the field as browser and managers do: the page hears of it. */
  fill(code: string): void {
    this.#write(code);
    for (const type of ['input', 'change'])
      this.input?.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  }

  get text(): string {
    return this.input ? this.input.value : this.#kept;
  }

  /** The selection, where it shows. */
  get selection(): readonly [number, number] | undefined {
    const { input } = this;
    return input?.matches(':focus') ? [input.selectionStart ?? 0, input.selectionEnd ?? 0] : undefined;
  }

  /** The text is to be cleaned. */
  get #isRough(): boolean {
    const { text } = this;
    return this.#host.format().alphabet !== 'text' && this.#clean(text, 'typed').value !== text;
  }

  #clean(text: string, source: CodeSource): CleanCode {
    // Only a message that was pasted names a site.
    const host = source === 'paste' ? location.hostname : undefined;
    return cleanCode(text, { ...this.#host.format(), source, host });
  }

  /** `byHand`: what it is, in place of what the person put there, which undo is to pass over, the caret to stay in. */
  #write(text: string, byHand?: CleanCode): void {
    const { input, selection } = this;
    if (input && input.value !== text)
      if (byHand && selection) {
        const before = this.#clean(input.value.slice(0, selection[1]), 'typed').value ?? text;
        input.select();
        this.#insert(text, byHand);
        input.setSelectionRange(before.length, before.length);
      }
      // Past frameworks that shadow `value` on the input itself: they must not take this for the user's doing.
      else Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    this.#host.draw();
  }

  /** Takes the text that the field holds, or puts back what it held. */
  #take(
    text: string,
    source: CodeSource,
    entered: boolean,
    clean = this.#clean(text, text ? source : 'typed'),
    byHand = false,
  ): void {
    const host = this.#host;
    if (!host.editable()) this.#write(this.#kept);
    else if (clean.value !== null) {
      const kept = (this.#kept = host.format().alphabet === 'text' ? text : clean.value);
      this.#write(kept, byHand ? clean : undefined);
      // A listener of the page, which heard of it meanwhile, may have put something else there.
      if (this.#kept === kept) host.changed(clean, entered);
    } else {
      // What an input method put there is the user's to correct; anything else leaves the field as it was.
      if (source === 'typed' && clean.status === 'too-long') {
        this.#kept = text;
        host.changed({ status: 'partial', value: text, autoConfirm: false }, entered);
      } else this.#write(this.#kept, byHand ? this.#clean(this.#kept, 'typed') : undefined);
      host.refused(clean.status);
    }
  }

  /**
   * Replaces the selection as the user's own editing would: one step of undo. A command is for whatever has the focus, which
   * a field that is pasted into by script may not come to have.
   */
  #insert(text: string, pasted?: CleanCode): void {
    this.#pasted = pasted;
    this.#replaying = this.#typing = true;
    if (this.selection) execute(this.#element, 'insertText', text);
    this.#pasted = undefined;
    this.#replaying = this.#typing = false;
  }

  #beforeInput(event: InputEvent, input: HTMLInputElement): void {
    if (!event.isTrusted) return;
    const { data, inputType } = event;
    this.#typing = true;
    // Where there was nothing to delete, no `input` follows.
    inTask(() => {
      this.#typing = false;
    });
    if (this.#replaying || this.#composing || !data || !inputType.startsWith('insert')) return;
    if (inputType === 'insertFromDrop') return;
    if (data.length > 1 || inputType !== 'insertText') {
      this.#insertText(event, input, data);
      return;
    }
    const { length, alphabet } = this.#host.format();
    const piece = alphabet === 'text' ? data : (this.#clean(data, 'typed').value ?? '');
    const { value, selectionStart: start, selectionEnd: end } = input;
    const full = typeof length === 'number' && start === end && [...value].length >= length;
    if (piece === data && !full) return;
    this.#cancel(event);
    if (!piece) {
      // A separator is what people type between groups; only a character that means something else is refused.
      if (/[^\s\p{Pd}]/u.test(data)) this.#host.refused('none');
    } else if (full && start === value.length) this.#host.refused('too-long');
    else {
      // In a full field a character takes the place of the one after the caret.
      if (full) input.setSelectionRange(start, (start ?? 0) + 1);
      this.#insert(piece);
    }
  }

  #cancel(event: Event): void {
    event.preventDefault();
    this.#typing = false;
  }

  #changed({ inputType = '' }: Partial<InputEvent>): void {
    const byHand = this.#typing || this.#composing;
    this.#typing = false;
    const history = /^history(.+)/.exec(inputType)?.[1];
    // An input method has its text until it is done, unless there is nothing to be cleaned in it.
    if ((this.#composing || (history && this.#replaying)) && this.#isRough) return;
    if (history) {
      // What was there before it was cleaned is passed over. A command cannot be given from within another.
      this.#replaying = true;
      for (let steps = 0; this.#isRough && steps < 99; steps++) execute(this.#element, history);
      this.#replaying = false;
    }
    const source = byHand && !history && inputType !== 'insertFromDrop' ? 'typed' : 'autofill';
    this.#take(this.text, source, true, this.#pasted, byHand);
  }

  #drop(event: Event, input: HTMLInputElement, text: string): void {
    // A part of a code goes where it was dropped: that is the browser's.
    if (this.#clean(text, 'paste').status === 'partial') return;
    input.focus();
    this.#insertText(event, input, text);
  }

  /** A text of more than one character: a whole code replaces the field, a part goes to the selection. */
  #insertText(event: Event, input: HTMLInputElement, text: string): void {
    const clean = this.#clean(text, 'paste');
    const { value, selectionStart, selectionEnd } = input;
    if (clean.status === 'complete') {
      input.select();
      this.#insert(clean.value, clean);
    } else if (clean.status === 'partial') {
      const whole = value.slice(0, selectionStart ?? 0) + clean.value + value.slice(selectionEnd ?? 0);
      if (this.#clean(whole, 'typed').value === null) this.#host.refused('too-long');
      // What needs no cleaning is the browser's to put in.
      else if (event.isTrusted && clean.value === text) return;
      else {
        input.select();
        input.setSelectionRange(selectionStart, selectionEnd);
        this.#insert(clean.value);
      }
    } else this.#host.refused(clean.status);
    this.#cancel(event);
  }

  /** Draws where the text or the selection is another than at the last look, or a page has described the input anew. */
  #look(): void {
    const looks = [this.text, this.selection, this.input?.getAttribute('aria-describedby')].join();
    if (looks === this.#looks) return;
    this.#looks = looks;
    this.#idle = 0;
    this.#host.draw();
  }

  // Some changes of value and selection come without an event: while the field has the focus, look now and then. Not
  // at each frame: to ask for one costs as much as to draw one.
  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    repeatedly(() => {
      const { input } = this;
      // For the caret behind the last digit, where there is no cell, browsers scroll the digits away from theirs.
      if (input && this.#host.format().length !== 'any') input.scrollLeft = 0;
      this.#look();
      this.#host.measure();
      this.#host.blink(this.#idle++ % 10 > 4);
      return (this.#watching = !!this.selection);
    });
  }
}
