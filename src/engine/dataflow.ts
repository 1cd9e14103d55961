// The runner: takes a definition's steps in order, hands each its source step's output, and keeps the trace.
// What a step does is in steps.ts; what the codes are, in engine.ts.
import type { Outcome } from '../core/index.js';
import {
  checkDefinition,
  type Definition,
  type Registries,
  type StepConfiguration,
} from './configuration.js';
import { DataflowError } from './errors.js';
import type { IssueResult } from './challenge.js';
import { takeModel, type Model, type RawModel } from './model.js';
import { builtInScripts } from './scripts.js';
import { builtInSteps } from './steps.js';
import type { Clock } from './system.js';

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

export interface StepContext extends Registries {
  readonly clock: Clock;
  issueCode(request: CodeRequest): Promise<{ result: IssueResult; code?: string }>;
  confirmCode(answer: CodeAnswer): Promise<Outcome>;
}

/** The registries default to the built-in steps and scripts; `hide` names members the trace never shows. */
export type RunContext = Omit<StepContext, keyof Registries> &
  Partial<Registries> & { readonly hide?: readonly string[] };

/** One step that has run. Codes and tokens stand as bullets. */
export interface TraceRecord {
  readonly step: string;
  readonly type: string;
  readonly source: string | null;
  readonly input: Model;
  readonly output: Model;
  /** Milliseconds since the epoch, and how many the step took. */
  readonly at: number;
  readonly took: number;
}

export interface DataflowRun {
  readonly response: Model;
  readonly trace: readonly TraceRecord[];
}

/**
 * Runs a definition on a model.
 *
 * @throws ConfigurationError before any step has run, where the definition cannot work.
 * @throws DataflowError where a step cannot work on its input; it names the step and the field.
 */
export async function runDataflow(
  definition: Definition,
  model: RawModel,
  context: RunContext,
): Promise<DataflowRun> {
  const whole: StepContext = { steps: builtInSteps, scripts: builtInScripts, ...context };
  const steps = checkDefinition(definition, whole);
  const shown = shownMembers(steps, context.hide ?? []);
  const outputs = new Map<string, Model>();
  const trace: TraceRecord[] = [];
  let response: Model = takeModel({}, definition.name);
  for (const step of steps) {
    const input = step.sourceStep === undefined ? model : outputs.get(step.sourceStep);
    const runner = whole.steps[step.type];
    if (input === undefined || runner === undefined) {
      throw new DataflowError(`Step "${step.stepName}" has no input. Name a step before it.`, {
        step: step.stepName,
      });
    }
    const at = whole.clock.now();
    const output = takeModel(await runner.run(input, step, whole), step.stepName);
    outputs.set(step.stepName, output);
    if (step.type === 'Write response') response = output;
    trace.push(
      Object.freeze({
        step: step.stepName,
        type: step.type,
        source: step.sourceStep ?? null,
        input: redact(input, shown),
        output: redact(output, shown),
        at,
        took: whole.clock.now() - at,
      }),
    );
  }
  return { response, trace: Object.freeze(trace) };
}

// Members that hold no code and no token, whoever filled the model. Every other text or number is shown as
// bullets: a page may keep a code under any name and in any spelling, so a list of what to hide would miss some.
const KNOWN_SAFE = (
  'user client challenge stepName sourceStep outcome reason scope length alphabet channel ' +
  'expiresIn resendIn attemptsRemaining retryAfter tokenExpiresIn'
).split(' ');

function shownMembers(steps: readonly StepConfiguration[], hide: readonly string[]): ReadonlySet<string> {
  const shown = new Set<unknown>(KNOWN_SAFE);
  for (const step of steps) shown.add(step.userName).add(step.clientForRequest);
  for (const step of steps) shown.delete(step.userCodeField);
  for (const name of hide) shown.delete(name);
  return new Set([...shown].filter((name) => typeof name === 'string'));
}

function redact(model: RawModel, shown: ReadonlySet<string>): Model {
  return takeModel(
    Object.fromEntries(
      Object.entries(model).map(([name, value]) => [
        name,
        shown.has(name) || (typeof value !== 'string' && typeof value !== 'number')
          ? value
          : '•'.repeat(String(value).length),
      ]),
    ),
    'trace',
    'leave-out',
  );
}
