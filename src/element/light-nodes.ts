// What the input says of itself to browser, keyboard and password manager, and what assistive technology needs beside
// it in the light DOM, for nothing crosses from a shadow root to it: a label where the page gave none, and a
// description that holds the hint and the error.
import type { Alphabet } from '../core/index.js';

export interface Dress {
  readonly alphabet: Alphabet;
  readonly autocomplete: string | undefined;
  readonly readOnly: boolean;
  readonly invalid: boolean;
  readonly label: string;
  /** Counts where the page gave none of its own. */
  readonly hint: string;
  readonly error: string;
}

let count = 0;
const idOf = (node: Element): string => (node.id ||= `otp-confirm-${String(++count)}`);

export class LightNodes {
  readonly #host: HTMLElement;
  #label: HTMLLabelElement | undefined;
  #description: HTMLElement | undefined;
  /** The ids that the description has from here. */
  #described: string[] = [];
  /** The element's own form attribute. */
  #form: string | null = null;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** What the author's input says of itself stands, but for what would cost a code its end. */
  dress(
    input: HTMLInputElement,
    { alphabet, autocomplete, readOnly, invalid, label, hint, error }: Dress,
  ): void {
    const defaults = {
      autocomplete: 'one-time-code',
      inputmode: alphabet === 'digits' ? 'numeric' : 'text',
      autocapitalize: alphabet === 'alphanumeric' ? 'characters' : 'off',
      autocorrect: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
      translate: 'no',
    };
    for (const [name, value] of Object.entries(defaults))
      if (!input.hasAttribute(name)) input.setAttribute(name, value);
    if (autocomplete) input.setAttribute('autocomplete', autocomplete);
    // The form that the element is given to is its input's.
    const form = this.#host.getAttribute('form');
    if (form !== null) input.setAttribute('form', form);
    else if (this.#form !== null) input.removeAttribute('form');
    this.#form = form;
    input.removeAttribute('maxlength');
    input.removeAttribute('minlength');
    if (input.type === 'number') input.type = 'text';
    input.readOnly = readOnly;
    if (invalid) input.ariaInvalid = 'true';
    else input.removeAttribute('aria-invalid');
    this.#describe(input, label, hint, error);
  }

  #describe(input: HTMLInputElement, label: string, hint: string, error: string): void {
    // A label in its slot that names nothing yet is meant for this input.
    for (const node of this.#host.querySelectorAll<HTMLLabelElement>(':scope > label[slot=label]'))
      if (!node.control) node.htmlFor = idOf(input);
    if (
      [...(input.labels ?? [])].some((node) => node !== this.#label) ||
      input.matches('[aria-label],[aria-labelledby]')
    )
      this.#label?.remove();
    else {
      this.#label ??= document.createElement('label');
      this.#label.htmlFor = idOf(input);
      this.#put(this.#label, 'label', label);
    }
    const hints = this.#host.querySelectorAll(':scope > [slot=hint]');
    const description = (this.#description ??= document.createElement('span'));
    if (!description.hidden) description.hidden = true;
    this.#put(this.#description, 'description', `${hints.length ? '' : hint} ${error}`.trim());
    // The page's own descriptions stay.
    const before = input.getAttribute('aria-describedby') ?? '';
    const ids = new Set(before.split(' '));
    for (const id of this.#described) ids.delete(id);
    this.#described = [...hints, this.#description].map(idOf);
    const after = [...ids, ...this.#described].join(' ').trim();
    if (after !== before) input.setAttribute('aria-describedby', after);
  }

  #put(node: HTMLElement, slot: string, text: string): void {
    node.slot = slot;
    if (node.textContent !== text) node.textContent = text;
    if (node.parentNode !== this.#host) this.#host.append(node);
  }
}
