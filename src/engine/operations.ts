// What the engine's operations take, give, and log: types only.
import type { Alphabet, Outcome } from '../core/index.js';
import type { IssueResult } from './challenge.js';
import type { Component, Definition, Script, StepRunner, UserInfo } from './component.js';
import type { DataflowRun, TraceRecord } from './dataflow.js';
import type { Key } from './keyring.js';
import type { RawModel } from './model.js';
import type { StepNames } from './steps.js';
import type { Store } from './store.js';
import type { Clock, Random } from './system.js';

/** A code on its way to the user. */
export interface Delivery {
  readonly user: string;
  readonly channel?: string;
  readonly destination?: string;
  readonly code: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** The step that the code is to confirm: what the message should say it is for. */
  readonly stepName: string;
  readonly challenge: string;
}

/** One operation, for the operator's log: never a code, never a token. */
export interface LogEntry {
  readonly type: 'issue' | 'reissue' | 'confirm' | 'redeem' | 'run' | 'deliver';
  /** The outcome's kind, or `failed` where the operation threw. */
  readonly outcome: string;
  readonly step: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly trace: readonly TraceRecord[];
  /** The name of the error, where there was one: its message may quote what was sent. */
  readonly error?: string;
}

export interface Limits {
  /** Wrong codes per challenge. Default 5. */
  readonly attempts?: number;
  /** Seconds until another code may be asked for. Default 30. */
  readonly resendIn?: number;
  /** Seconds that a token is good for. Default 300. */
  readonly tokenLifetime?: number;
}

export interface EngineOptions {
  readonly store: Store;
  readonly keys: readonly Key[];
  readonly clock: Clock;
  readonly random: Random;
  /** Sends a code. Called when the row is stored, never awaited; its failure is logged. */
  readonly deliver: (message: Delivery) => unknown;
  /** The dataflows, or what makes them for the names in a request. Default: `defaultComponent`. */
  readonly component?: Component | ((names: StepNames) => Component);
  /** Beside the built-in ones. */
  readonly steps?: Readonly<Record<string, StepRunner>>;
  readonly scripts?: Readonly<Record<string, Script>>;
  /** For "Get user info" steps. Default: nobody is known. */
  readonly userInfo?: UserInfo;
  readonly limits?: Limits;
  readonly log?: (entry: LogEntry) => void;
  /** The model gets the issued code as `code`. For a sandbox and tests. */
  readonly exposeCodes?: boolean;
  /** Stands before every token. */
  readonly tokenPrefix?: string;
}

interface Names {
  /** Default `default`. */
  readonly client?: string;
  /** The step that confirms. Default `Confirm one-time code for user`. */
  readonly stepName?: string;
  /** The step that issued. Default `Get one-time code for user`. */
  readonly sourceStep?: string;
}

export interface IssueRequest extends Names {
  readonly user: string;
  /** Seconds, up to 600. Default: the step's setting. */
  readonly codeLifetime?: number;
  readonly channel?: string;
  readonly destination?: string;
  /** The user has shown a first factor: answers may tell the masked destination. Default false. */
  readonly firstFactor?: boolean;
  readonly contextHash?: string;
  /** Characters, 6 or more. Default 6. */
  readonly length?: number;
  readonly alphabet?: Alphabet;
}

export interface ReissueRequest extends Names {
  readonly challenge: string;
  readonly idempotencyKey?: string;
}

export interface ConfirmRequest extends Names {
  readonly challenge: string;
  /** As entered: it is cleaned here. */
  readonly code: string;
  /** The member of the model that gets the code. Default `code`. */
  readonly userCodeField?: string;
  readonly idempotencyKey?: string;
}

export interface RedeemRequest extends Omit<Names, 'sourceStep'> {
  readonly token: string;
  /** The challenge, or its root. */
  readonly challenge: string;
  /** Repeats the first answer to a redeem with the same key. */
  readonly redeemKey?: string;
}

export interface Redeemed {
  readonly kind: 'redeemed';
  readonly user: string;
  readonly client: string;
  readonly stepName: string;
  readonly contextHash?: string;
  /** ISO 8601, UTC. */
  readonly confirmedAt: string;
}
/** No mismatch is told from another. */
export type RedeemResult = Redeemed | { readonly kind: 'token-unknown' };

export interface Engine {
  issue(request: IssueRequest): Promise<IssueResult>;
  /** Another code for the challenge, under a new id; the old id is replaced. */
  reissue(request: ReissueRequest): Promise<IssueResult>;
  /** `protocol` means that the code has the wrong shape, which is not charged. */
  confirm(request: ConfirmRequest): Promise<Outcome>;
  redeem(request: RedeemRequest): Promise<RedeemResult>;
  /** Runs any definition on a model, its code steps on this engine. */
  run(definition: Definition, model: RawModel): Promise<DataflowRun>;
  /** Drops rows that are an hour past their end; tells how many. */
  sweep(): Promise<number>;
}
