// Table of contents of otp-confirm/server.
export { createOtpEndpoint, type OtpEndpoint, type OtpEndpointOptions } from './endpoint.js';
export type { Confirmation, ConfirmationOptions, ReadConfirmation } from './confirmation.js';
export { challengeCookie, createMemoryStore } from '../engine/index.js';
export type { Client, Delivery, Key, LogEntry, Store } from '../engine/index.js';
