// Table of contents of otp-confirm/server.
export { createOtpEndpoint, type OtpEndpoint, type OtpEndpointOptions } from './endpoint.js';
export type { Confirmation, ConfirmationOptions, ReadConfirmation } from './confirmation.js';
export type { Message, MessageOptions, Words } from './message.js';
export type { Defer } from './deferred.js';
export { challengeCookie, createMemoryStore } from '../engine/index.js';
export type { Client, Delivery, Key, Limits, LogEntry, Rate, Status, Store } from '../engine/index.js';
