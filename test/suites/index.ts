// otp-confirm/testing: the checks that every adapter must pass, for its author's own tests.
export { adapterRules } from './adapter.js';
export type { AdapterRule } from './rule.js';
export type { AdapterSubject, Recorded, RecordedAnswer, RecordedAnswers, SentRequest } from './subject.js';
