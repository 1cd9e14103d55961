// The least that a Lit element with an input can be: what all others are measured by.
import { html, LitElement } from 'lit';
import { elements } from './elements.mjs';

class BareLit extends LitElement {
  static properties = { code: {} };
  render() {
    return html`<input .value=${this.code ?? ''} @input=${this.#typed} />
      <div>${this.code}</div>`;
  }
  #typed({ target }) {
    this.code = target.value;
  }
}
window.customElements.define('bare-lit', BareLit);

export const mount = elements('bare-lit');
