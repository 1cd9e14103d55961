// otp-confirm/client: confirm a code without the element, or write an adapter for it.
export type {
  AdapterContext,
  Answer,
  ConfirmAdapter,
  ConfirmRequest,
  FetchJson,
  IssueRequest,
} from './adapter.js';
export { createConfirmClient } from './client.js';
export type { ClientOptions, ConfirmClient, RequestOptions } from './client.js';
export { ConfirmError } from './errors.js';
export type { ConfirmErrorName } from './errors.js';
export { httpAdapter } from './http-adapter.js';
export type { HttpAdapterOptions, Members } from './http-adapter.js';
