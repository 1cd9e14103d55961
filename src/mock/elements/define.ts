// otp-confirm/mock/panel: defines <otp-mock-inbox> and <otp-mock-panel>, unless another copy of them was there first.
import { OtpMockInbox, OtpMockPanel } from './index.js';

if (!customElements.get('otp-mock-inbox')) customElements.define('otp-mock-inbox', OtpMockInbox);
if (!customElements.get('otp-mock-panel')) customElements.define('otp-mock-panel', OtpMockPanel);

declare global {
  interface HTMLElementTagNameMap {
    'otp-mock-inbox': OtpMockInbox;
    'otp-mock-panel': OtpMockPanel;
  }
}

export * from './index.js';
