// Table of contents of otp-confirm/engine.
export { createEndpoint, type EndpointOptions } from './endpoint.js';
export type { Client } from './clients.js';
export { success, unavailable } from './problem.js';
export { createEngine, DEFAULT_CLIENT } from './engine.js';
export { createMemoryStore, type MemoryStoreOptions } from './memory-store.js';
export { runDataflow } from './dataflow.js';
export { checkComponent } from './configuration.js';
export { defineStep, setting } from './settings.js';
export { builtInSteps, defaultComponent, type StepNames } from './steps.js';
export { builtInScripts } from './scripts.js';
export { ConfigurationError, DataflowError, StoreError } from './errors.js';
export { createRecordsStore, type Counter, type Kept, type Records } from './records-store.js';
export { systemClock, systemDefer, systemRandom, type Clock, type Random } from './system.js';
export { challengeCookie, readBytes, readChallengeCookie } from './request.js';
export { newRow, refusalOf, sweepTime } from './challenge.js';
export type {
  Challenge,
  ChallengeRow,
  ChallengeState,
  IssueResult,
  NewChallenge,
  Refusal,
} from './challenge.js';
export type { DataflowRun, RunContext, TraceRecord } from './dataflow.js';
export type {
  CodeAnswer,
  CodeRequest,
  Component,
  Definition,
  Registries,
  Script,
  Setting,
  Stage,
  StepConfiguration,
  StepContext,
  StepRunner,
  UserInfo,
} from './component.js';
export type { Key } from './keyring.js';
export { textMember, type Model, type ModelValue, type RawModel } from './model.js';
export {
  accountSweepTime,
  defaultLocks,
  FOREVER,
  freshAccount,
  KEPT_AFTER_FAILURE,
  KEPT_AT_REST,
  type AccountState,
  type LockRules,
} from './account.js';
export { serverLimits, type Limits, type Rate } from './limits.js';
export type {
  AccountStatus,
  Attempt,
  AttemptAnswer,
  AttemptResult,
  Limit,
  Put,
  PutResult,
  Redemption,
  Revocation,
  Store,
} from './store.js';
export type {
  ChallengeStatus,
  ConfirmRequest,
  Delivery,
  Engine,
  EngineOptions,
  IssueRequest,
  LogEntry,
  Redeemed,
  RedeemRequest,
  RedeemResult,
  ReissueRequest,
  Status,
  SubjectRequest,
} from './operations.js';
export type { Outcome } from '../core/index.js';
