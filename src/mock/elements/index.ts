// otp-confirm/mock/elements: the classes alone. otp-confirm/mock/panel (define.ts) defines the elements.
export { OtpMockInbox } from './otp-mock-inbox.js';
export { OtpMockPanel } from './otp-mock-panel.js';
