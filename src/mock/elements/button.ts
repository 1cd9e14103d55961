// A button of the sandbox's elements: what it does, and what is read of it where it is one of several.
import { html, nothing, type TemplateResult } from 'lit';

export interface Button {
  readonly words: string;
  readonly act: () => void;
  /** Read, and not seen: of what it is the button. */
  readonly of?: string;
  /** It is the one to press. */
  readonly main?: boolean;
}

export function renderButton({ words, act, of, main = false }: Button): TemplateResult {
  const more = of === undefined ? nothing : html` <span class="unseen">${of}</span>`;
  return html`<button type="button" class=${main ? 'main' : ''} @click=${act}>${words}${more}</button>`;
}
