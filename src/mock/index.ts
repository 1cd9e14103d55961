// Table of contents of otp-confirm/mock.
export { createMock, type Mock, type MockChange, type MockLogEntry, type MockOptions } from './mock.js';
export { meanings, userMeanings, type CodeMeaning, type UserMeaning } from './meanings.js';
export { faults, scenarios, type Fault, type MockSettings, type Scenario } from './settings.js';
export type { Feed } from './feed.js';
export type { Duration, MockClock } from './mock-clock.js';
export type { MockMessage } from './post.js';
export type { MockNote } from './wire.js';
