import { ElementRenderer, render as renderLit } from '@lit-labs/ssr';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import { html } from '@lit-labs/ssr/lib/server-template.js';
import { OtpConfirm } from 'otp-confirm';
import { shadowOf } from 'otp-confirm/ssr';

/** The element brings no template of Lit's: it draws its own shadow root. */
class OtpConfirmRenderer extends ElementRenderer {
  element = new OtpConfirm();
  static matchesClass(elementClass) {
    return elementClass === OtpConfirm;
  }
  renderShadow() {
    const attributes = [...this.element.attributes].map(({ name, value }) => [name, value]);
    return [shadowOf(Object.fromEntries(attributes))];
  }
}

const page = () => html`
  <form method="post" action="/login">
    <otp-confirm endpoint="/otp/confirm" issue-endpoint="/otp/issue">
      <label slot="label" for="code">Code</label>
      <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" />
    </otp-confirm>
    <button>Sign in</button>
  </form>
`;

export const render = () => collectResultSync(renderLit(page(), { elementRenderers: [OtpConfirmRenderer] }));
