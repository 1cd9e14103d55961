// What the input says of itself to browser, keyboard and password manager, and what assistive technology needs beside
// it in the light DOM, for nothing crosses from a shadow root to it: a label where the page gave none, and a
// description that holds the hint and the error.
import type { Alphabet } from '../core/index.js';
import { mark, say, speak } from './drawing.js';

export interface Dress {
  readonly alphabet: Alphabet;
  readonly autocomplete: string | undefined;
  readonly readOnly: boolean;
  readonly invalid: boolean;
  /** Of the words, where it is not the page's. */
  readonly lang: string | undefined;
  readonly label: string;
  /** Counts where the page gave none of its own. */
  readonly hint: string;
  readonly error: string;
}

let count = 0;
const numbered = new WeakSet<Element>();
const isNumber = (id: string): boolean => id.startsWith('otp-confirm--');
/** Its id; a new one where it has none, or that of the element that it is a copy of. */
function idOf(node: Element): string {
  if (!node.id || (isNumber(node.id) && !numbered.has(node))) node.id = `otp-confirm--${String(++count)}`;
  numbered.add(node);
  return node.id;
}

// What is made here says so: a page may copy it, put it in again as markup, or make it its own by a morph.
const MADE = 'data-otp-confirm';
export const isMade = (node: Element): boolean => node.hasAttribute(MADE);
export function make<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  node.setAttribute(MADE, '');
  return node;
}

export class LightNodes {
  readonly #host: HTMLElement;
  readonly #internals: ElementInternals;
  /** Labels of the page that named the element: its input's from then on. */
  #given: readonly HTMLLabelElement[] = [];
  /** What each input was given here, by name: what still says so follows what changes. */
  readonly #own = new WeakMap<HTMLInputElement, Record<string, string>>();
  /** The ids that the description has from here. */
  #described: string[] = [];
  /** The element's own form attribute. */
  #form: string | null = null;

  constructor(host: HTMLElement, internals: ElementInternals) {
    this.#host = host;
    this.#internals = internals;
  }

  /** What the author's input says of itself stands, but for what would cost a code its end. */
  dress(input: HTMLInputElement, dress: Dress): void {
    const { alphabet, autocomplete, readOnly, invalid } = dress;
    const wanted = {
      autocomplete: autocomplete ?? 'one-time-code',
      inputmode: alphabet === 'digits' ? 'numeric' : 'text',
      autocapitalize: alphabet === 'alphanumeric' ? 'characters' : 'off',
      autocorrect: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
      translate: 'no',
    };
    const known = this.#own.get(input);
    // A copy of what was made says what the one before it was given.
    const copied = !known && isMade(input);
    const own = known ?? {};
    this.#own.set(input, own);
    for (const [name, value] of Object.entries(wanted))
      if (
        copied ||
        (autocomplete && name === 'autocomplete') ||
        (input.getAttribute(name) ?? own[name]) === own[name]
      )
        mark(input, name, (own[name] = value));
    // The form that the element is given to is its input's.
    const form = this.#host.getAttribute('form');
    if (form !== null) input.setAttribute('form', form);
    else if (this.#form !== null) input.removeAttribute('form');
    this.#form = form;
    input.removeAttribute('maxlength');
    input.removeAttribute('minlength');
    // Of any other type it has no caret, loses zeros, or is a password to be kept.
    if (input.type !== 'tel') mark(input, 'type', 'text');
    input.readOnly = readOnly;
    // Of a required field that is empty one engine says always that it is invalid, one never: it is once a person tried.
    input.ariaInvalid =
      invalid || input.validity.valueMissing ? String(invalid || input.matches(':user-invalid')) : null;
    this.#describe(input, dress);
  }

  #describe(input: HTMLInputElement, { lang, label, hint, error }: Dress): void {
    const host = this.#host;
    const around = input.closest('label');
    // Asked for labels, the browser looks through the whole page: only where a page's `for` may be among them. That of a
    // copy names the input by the number that the one before it had.
    if (host.id)
      this.#given = [
        ...new Set([
          ...this.#given,
          ...(this.#internals.labels as NodeListOf<HTMLLabelElement>),
          ...(input.labels ?? []),
        ]),
      ];
    const slotted = host.querySelectorAll<HTMLLabelElement>(':scope > label[slot=label]');
    const near = [...slotted, ...this.#given, ...(around ? [around] : [])];
    // A label in its slot that names nothing yet is meant for this input, and so is one that names the element.
    for (const node of near)
      if (!node.control || node.control === host || isNumber(node.htmlFor)) node.htmlFor = idOf(input);
    const labels = input.id && !isNumber(input.id) ? input.labels : near;
    const named =
      [...(labels ?? [])].some((node) => node.control === input && !isMade(node)) ||
      input.matches('[aria-label],[aria-labelledby]');
    const made = this.#put('label', 'label', lang, named ? undefined : label);
    if (made) made.htmlFor = idOf(input);
    const hints = host.querySelectorAll(':scope > [slot=hint]');
    const description = this.#put('span', 'description', lang, `${hints.length ? '' : hint} ${error}`.trim());
    // The page's own descriptions stay.
    const before = input.getAttribute('aria-describedby') ?? '';
    const ids = before.split(' ').filter((id) => !isNumber(id) && !this.#described.includes(id));
    this.#described = [...hints, description].flatMap((node) => (node ? idOf(node) : []));
    const after = [...ids, ...this.#described].join(' ').trim();
    mark(input, 'aria-describedby', after);
  }

  /** The one that is made for a slot, with this text in that language; none without a text. */
  #put<Name extends 'label' | 'span'>(
    name: Name,
    slot: string,
    lang: string | undefined,
    text: string | undefined,
  ): HTMLElementTagNameMap[Name] | undefined {
    const [found, ...copies] = this.#host.querySelectorAll<HTMLElementTagNameMap[Name]>(
      `:scope > ${name}[slot=${slot}][${MADE}]`,
    );
    for (const copy of copies) copy.remove();
    if (text === undefined) {
      found?.remove();
      return undefined;
    }
    const node = found ?? make(name);
    node.slot = slot;
    say(node, text);
    speak(node, lang);
    if (!found) this.#host.append(node);
    return node;
  }
}
