// otp-confirm/element: the class alone. It defines no element; otp-confirm (src/index.ts) does.
export { ConfirmationEvent } from './events.js';
export type { ConfirmationEventMap, ConfirmationEventType, PublicOutcome } from './events.js';
export type { About, Case, Cases, Locale, Message, MessageName, Messages, Text } from './messages.js';
export { OtpConfirm } from './otp-confirm.js';
export { registerLocale } from './locales.js';
