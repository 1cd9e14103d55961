// otp-confirm/core: cleaning, the confirmation as a state machine, its outcomes. Pure, without imports from outside.
export { cleanCode } from './code.js';
export type { Alphabet, CleanCode, CleanOptions, CodeFormat, CodeSource, ResolvedFormat } from './code.js';
export { step } from './confirmation.js';
export { answers, consequences } from './consequences.js';
export { blank, phaseOf, start } from './state.js';
export type { Effect, Event, Notification, Phase, State, Status } from './state.js';
export type { ChallengeInfo, IssueOutcome, Next, Operation, Outcome } from './outcome.js';
export { view } from './view.js';
export type { Abilities, Act, View } from './view.js';
