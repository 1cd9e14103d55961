// What the engine's operations take, give, and log: types only.
import type { Alphabet, Outcome } from '../core/index.js';
import type { IssueResult } from './challenge.js';
import type { Component, Definition, Script, StepRunner, UserInfo } from './component.js';
import type { DataflowRun, TraceRecord } from './dataflow.js';
import type { Key, Secret } from './keyring.js';
import type { Limits } from './limits.js';
import type { RawModel } from './model.js';
import type { StepNames } from './steps.js';
import type { Store } from './store.js';
import type { Clock, Random } from './system.js';

/** A code on its way to the user. */
export interface Delivery {
  readonly user: string;
  readonly channel?: string;
  readonly destination?: string;
  /** A BCP 47 tag. */
  readonly language?: string;
  readonly code: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** The step that the code is to confirm: what the message should say it is for. */
  readonly stepName: string;
  readonly challenge: string;
}

/** One operation, for the operator's log: never a code, never a token. */
export interface LogEntry {
  readonly type:
    | 'issue'
    | 'reissue'
    | 'confirm'
    | 'redeem'
    | 'run'
    | 'deliver'
    | 'revoke'
    | 'unlock'
    | 'alarm'
    /** A request that came to no operation. */
    | 'request';
  /** The outcome's kind, or `failed` where the operation threw. */
  readonly outcome: string;
  readonly step: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly trace: readonly TraceRecord[];
  /** Where no trace says it. */
  readonly challenge?: string;
  readonly user?: string;
  /** The name of the error, where there was one: its message may quote what was sent. */
  readonly error?: string;
}

export interface EngineOptions {
  readonly store: Store;
  readonly keys: readonly Key[];
  /**
   * For the counters of accounts, destinations and addresses. Default: the last of the keys. Give it where the last one
   * is to be dropped some day: with another key every count starts anew.
   */
  readonly nameKey?: Secret;
  readonly clock: Clock;
  readonly random: Random;
  /**
   * Sends a code. Called when the row is stored, never awaited; its failure is logged, told by `status`, and answered
   * once as `undeliverable` to a user with a first factor who asks for another code.
   */
  readonly deliver: (message: Delivery) => unknown;
  /** The dataflows, or what makes them for the names in a request. Default: `defaultComponent`. */
  readonly component?: Component | ((names: StepNames) => Component) | undefined;
  /** Beside the built-in ones. */
  readonly steps?: Readonly<Record<string, StepRunner>> | undefined;
  readonly scripts?: Readonly<Record<string, Script>> | undefined;
  /** For "Get user info" steps. Default: nobody is known. */
  readonly userInfo?: UserInfo | undefined;
  readonly limits?: Limits | undefined;
  readonly log?: (entry: LogEntry) => void;
  /** The model gets the issued code as `code`. For a sandbox and tests. */
  readonly exposeCodes?: boolean;
  /** Stands before every token. */
  readonly tokenPrefix?: string;
  /** An issue without a destination is a decoy: it counts and locks like a real one and has no code. Default false. */
  readonly decoys?: boolean;
  /** When the delivery is started. Default: at once. */
  readonly defer?: (work: () => Promise<void>) => unknown;
}

interface Names {
  /** Default `default`. */
  readonly client?: string | undefined;
  /** The step that confirms. Default `Confirm one-time code for user`. */
  readonly stepName?: string | undefined;
  /** The step that issued. Default `Get one-time code for user`. */
  readonly sourceStep?: string | undefined;
}

export interface IssueRequest extends Names {
  readonly user: string;
  /** Seconds, up to 600. Default: the step's setting. */
  readonly codeLifetime?: number | undefined;
  readonly channel?: string | undefined;
  readonly destination?: string | undefined;
  /** The user has shown a first factor: answers may tell the masked destination, and `undeliverable`. Default false. */
  readonly firstFactor?: boolean | undefined;
  /** What the message is to be written in: a BCP 47 tag. */
  readonly language?: string | undefined;
  readonly contextHash?: string | undefined;
  /** Characters, 6 or more. Default 6. */
  readonly length?: number | undefined;
  readonly alphabet?: Alphabet | undefined;
  /** The address of the user's browser, for the limits on it. */
  readonly address?: string | null | undefined;
}

export interface ReissueRequest extends Names {
  readonly address?: string | null | undefined;
  readonly challenge: string;
  readonly idempotencyKey?: string | undefined;
}

export interface ConfirmRequest extends Names {
  readonly address?: string | null | undefined;
  readonly challenge: string;
  /** As entered: it is cleaned here. */
  readonly code: string;
  /** The member of the model that gets the code. Default `code`. */
  readonly userCodeField?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export interface RedeemRequest extends Omit<Names, 'sourceStep'> {
  readonly token: string;
  /** The challenge, or its root. */
  readonly challenge: string;
  /** Repeats the first answer to a redeem with the same key. */
  readonly redeemKey?: string | undefined;
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

/** Whom or what the service asks about. */
export type Subject = { readonly challenge: string } | { readonly user: string };
export type SubjectRequest = Subject & { readonly client?: string };

export interface ChallengeStatus {
  readonly state: 'live' | 'confirmed' | 'redeemed' | 'expired' | 'replaced' | 'locked' | 'revoked';
  /** False once the delivery has failed. */
  readonly delivered: boolean;
  readonly attemptsRemaining: number;
  /** Seconds. */
  readonly expiresIn: number;
}

export type Status =
  | {
      readonly kind: 'known';
      readonly account: {
        /** Consecutive ones. */
        readonly failures: number;
        /** Challenges that a code would still confirm. */
        readonly live: number;
        readonly locked: boolean;
        /** Seconds; none where the account has to be unlocked. */
        readonly retryAfter?: number;
      };
      readonly challenge?: ChallengeStatus;
    }
  | { readonly kind: 'challenge-unknown' };

export interface Engine {
  /** `protocol` means that the name is longer than any may be, 4,096 characters: who signs in may type anything. */
  issue(request: IssueRequest): Promise<IssueResult>;
  /** Another code for the challenge, under a new id; the old id is replaced. */
  reissue(request: ReissueRequest): Promise<IssueResult>;
  /** `protocol` means that the code has the wrong shape, which is not charged. */
  confirm(request: ConfirmRequest): Promise<Outcome>;
  redeem(request: RedeemRequest): Promise<RedeemResult>;
  /** Runs any definition on a model, its code steps on this engine. */
  run(definition: Definition, model: RawModel): Promise<DataflowRun>;
  /** For the service alone: it tells who exists. */
  status(request: SubjectRequest): Promise<Status>;
  /** Ends the challenge and what replaced it, or all that a user has open; tells how many. */
  revoke(request: SubjectRequest): Promise<number>;
  /** Forgets the failures of the user, and the lock; tells whether there were any. */
  unlock(request: SubjectRequest): Promise<boolean>;
  /** Drops rows that are an hour past their end, and counters that have had their time; tells how many. */
  sweep(): Promise<number>;
}
