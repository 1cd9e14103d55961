// Table of contents of otp-confirm/engine.
export { createEndpoint, type Client, type EndpointOptions } from './endpoint.js';
export { createEngine, DEFAULT_CLIENT } from './engine.js';
export { createMemoryStore, type MemoryStoreOptions } from './memory-store.js';
export { runDataflow } from './dataflow.js';
export { checkComponent } from './configuration.js';
export { defineStep, setting } from './settings.js';
export { builtInSteps, defaultComponent, type StepNames } from './steps.js';
export { builtInScripts } from './scripts.js';
export { ConfigurationError, DataflowError } from './errors.js';
export { systemClock, systemRandom, type Clock, type Random } from './system.js';
export { challengeCookie, readBytes, readChallengeCookie } from './request.js';
export { refusalOf, sweepTime } from './challenge.js';
export type { Challenge, ChallengeRow, ChallengeState, IssueResult, Refusal } from './challenge.js';
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
export type { Attempt, AttemptResult, Redemption, Replacement, ReplaceResult, Store } from './store.js';
export type {
  ConfirmRequest,
  Delivery,
  Engine,
  EngineOptions,
  IssueRequest,
  Limits,
  LogEntry,
  Redeemed,
  RedeemRequest,
  RedeemResult,
  ReissueRequest,
} from './operations.js';
export type { Outcome } from '../core/index.js';
