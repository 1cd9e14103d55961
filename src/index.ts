// otp-confirm: what the script tag loads. Defines <otp-confirm>, unless another copy of it was there first.
import { OtpConfirm } from './element/index.js';

if (!customElements.get('otp-confirm')) customElements.define('otp-confirm', OtpConfirm);

export * from './element/index.js';
export { createConfirmClient, httpAdapter } from './client/index.js';
export type { ConfirmAdapter } from './client/index.js';
