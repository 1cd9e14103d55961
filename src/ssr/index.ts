// otp-confirm/ssr: what <otp-confirm> looks like before its script, as markup for a server: a declarative shadow root, drawn
// by the element itself. When its script comes it draws anew, in the same places: nothing moves. What is inside the tag, label
// and input, is the page's.
import { OtpConfirm } from '../element/index.js';
import { styles } from '../element/otp-confirm.styles.js';
import { escaped, inTextDocument, markupIn } from './text-document.js';

export interface Surroundings {
  /** The language of the page there. Default `en`. One that is not registered is spoken of in English. */
  readonly lang?: string | undefined;
  /** It stands in a form, whose button confirms. Default true. */
  readonly inForm?: boolean | undefined;
  /** Of the page's policy: the style sheet is in the markup. */
  readonly nonce?: string | undefined;
}

// What is typed before the script comes stands in the input alone, at the pitch of the cells: there it is to be seen. A
// button that does nothing yet is not.
const early =
  ':host(:not(:defined)) .track ::slotted(input){filter:none!important}:host(:not(:defined)) button{visibility:hidden}';

class DrawnOtpConfirm extends OtpConfirm {
  readonly #root = document.createElement('div');
  readonly #form: HTMLFormElement | null;

  constructor(attributes: Readonly<Record<string, string>>, { lang = 'en', inForm = true }: Surroundings) {
    super();
    const page = document.createElement('html');
    page.setAttribute('lang', lang);
    this.#form = inForm ? document.createElement('form') : null;
    // Not there on a server; set, for an override would have to know each tag by its type. What is asked is the language that
    // holds here, `:disabled`, and what is inside: the page's own, which is not drawn here.
    Reflect.set(this, 'children', []);
    Reflect.set(this, 'closest', () => page);
    Reflect.set(this, 'matches', () => this.disabled);
    for (const name of DrawnOtpConfirm.observedAttributes) {
      const value = attributes[name];
      if (value !== undefined) this.attributeChangedCallback(name, null, value);
    }
  }

  override get form(): HTMLFormElement | null {
    return this.#form;
  }
  override getRootNode(): Node {
    return this.#root;
  }
  protected override createRenderRoot(): HTMLElement {
    return this.#root;
  }

  draw(): HTMLElement {
    this.performUpdate();
    return this.#root;
  }
}

/**
 * What goes into the `<template shadowrootmode="open">` that comes first inside the tag.
 *
 * @param attributes As they stand on the tag.
 * @example
 * `<otp-confirm endpoint="/otp/confirm">
 *   <template shadowrootmode="open">${shadowOf({ endpoint: '/otp/confirm' })}</template>
 *   <label slot="label" for="code">Code</label>
 *   <input id="code" name="code">
 * </otp-confirm>`
 */
export function shadowOf(
  attributes: Readonly<Record<string, string>>,
  surroundings: Surroundings = {},
): string {
  return inTextDocument(() => {
    const rules: string[] = [];
    const drawn = markupIn(new DrawnOtpConfirm(attributes, surroundings).draw(), rules);
    const { nonce } = surroundings;
    const attribute = nonce ? ` nonce="${escaped(nonce)}"` : '';
    return `<style${attribute}>${styles}${early}${rules.join('')}</style>${drawn}`;
  });
}
