// Table of contents of otp-confirm/mock.
export { createMock, type Mock, type MockMessage, type MockOptions } from './mock.js';
export type { Feed } from './feed.js';
export type { MockClock } from './mock-clock.js';
