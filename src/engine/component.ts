// A component as data, and what its steps are made of: types only. The check of a component is configuration.ts's,
// running it dataflow.ts's; what the built-in steps and scripts do stands in steps.ts and scripts.ts.
import type { Outcome } from '../core/index.js';
import type { IssueResult } from './challenge.js';
import type { Model, RawModel } from './model.js';
import type { Clock } from './system.js';

/** One step, as it stands in the configuration: its settings beside its names. */
export interface StepConfiguration {
  readonly type: string;
  readonly stepName: string;
  /** The step whose output is this one's input. */
  readonly sourceStep?: string;
  readonly [setting: string]: unknown;
}
export interface Stage {
  readonly name: string;
  readonly steps: readonly StepConfiguration[];
}
/** One dataflow. Stages only group: the steps run in order. */
export interface Definition {
  readonly name: string;
  readonly stages: readonly Stage[];
}
/** Plain data: `component.schema.json` describes it, for editors and for other programs. */
export interface Component {
  /** Where an editor finds the schema. */
  readonly $schema?: string;
  readonly name: string;
  readonly definitions: readonly Definition[];
}

/**
 * A kind of setting: gives the value as the step takes it, or throws what `unfit` makes of it. Left out in the
 * configuration, the value is undefined.
 *
 * @example const percent: Setting<number> = {
 *   read(value, unfit) {
 *     if (typeof value === 'number' && value >= 0 && value <= 100) return value;
 *     throw unfit('is no percentage', 'Give it a number from 0 to 100');
 *   },
 * };
 */
export interface Setting<T> {
  // An object, not a bare function: only so does the compiler work out what T is inside defineStep.
  read(value: unknown, unfit: (wrong: string, advice: string) => Error): T;
}
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** A kind of step; `defineStep` makes one. */
export interface StepRunner {
  /** All that the configuration may hold beside `type` and `stepName`. */
  readonly settings: Settings;
  run(input: RawModel, step: StepConfiguration, context: StepContext): RawModel | Promise<RawModel>;
}

/**
 * Computes new variables. The step's name is there for error messages. One that waits for something sees to it that this
 * ends: the engine has no timers.
 */
export type Script = (model: Model, stepName: string) => RawModel | Promise<RawModel>;

/** What steps and scripts a definition may name. */
export interface Registries {
  readonly steps: Readonly<Record<string, StepRunner>>;
  readonly scripts: Readonly<Record<string, Script>>;
}

/** What a "Get one-time code for user" step asks for. */
export interface CodeRequest {
  readonly user: string;
  readonly client: string | undefined;
  /** The step that is to confirm the code. */
  readonly stepName: string;
  /** The step that issues it. */
  readonly sourceStep: string;
  /** Seconds. */
  readonly codeLifetime: number;
}

/** What a "Confirm one-time code for user" step asks for. */
export interface CodeAnswer {
  readonly client: string | undefined;
  readonly challenge: string;
  readonly stepName: string;
  readonly sourceStep: string;
  readonly code: string;
}

/** Tells what the service knows of a user; undefined where it knows none of that name. */
export type UserInfo = (user: string) => RawModel | undefined | Promise<RawModel | undefined>;

/** Those of the page's own, as far as it has some. */
export type GivenRegistries = { readonly [Kind in keyof Registries]?: Registries[Kind] | undefined };

/** What a step can turn to while it runs. */
export interface StepContext extends Registries {
  /** The name of the step that runs. */
  readonly stepName: string;
  readonly clock: Clock;
  issueCode(request: CodeRequest): Promise<{ result: IssueResult; code?: string | undefined }>;
  confirmCode(answer: CodeAnswer): Promise<Outcome>;
  userInfo: UserInfo;
}
