// The runner: takes a definition's steps in order, hands each its source step's output, and keeps the trace.
// What a step does is in steps.ts; what the codes are, in engine.ts.
import type { Definition, Registries, StepConfiguration, StepContext } from './component.js';
import { checkDefinition } from './configuration.js';
import { DataflowError } from './errors.js';
import { takeModel, type Model, type RawModel } from './model.js';
import { builtInScripts } from './scripts.js';
import { builtInSteps, WRITE_RESPONSE } from './steps.js';

export type { CodeAnswer, CodeRequest } from './component.js';

/** The registries default to the built-in steps and scripts, and `userInfo` to knowing nobody. */
export type RunContext = Omit<StepContext, keyof Registries | 'stepName' | 'userInfo'> &
  Partial<Registries & Pick<StepContext, 'userInfo'>> & {
    /** Members that the trace never shows. */
    readonly hide?: readonly string[];
    /** Told of each step as it has run: of those, too, that ran before one that failed, and of that one. */
    readonly traced?: (record: TraceRecord) => void;
  };

/** One step that has run. Codes and tokens stand as bullets. */
export interface TraceRecord {
  readonly step: string;
  readonly type: string;
  readonly source: string | null;
  readonly input: Model;
  /** Empty where the step failed. */
  readonly output: Model;
  /** Milliseconds since the epoch, and how many the step took. */
  readonly at: number;
  readonly took: number;
  /** The name of the error, where the step failed: its message may quote what the step worked on. */
  readonly error?: string;
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
 * @example const { response, trace } = await runDataflow(definition, { user: 'ada' }, context);
 */
export async function runDataflow(
  definition: Definition,
  model: RawModel,
  context: RunContext,
): Promise<DataflowRun> {
  const whole = { steps: builtInSteps, scripts: builtInScripts, userInfo: nobody, ...context };
  const steps = checkDefinition(definition, whole);
  const shown = shownMembers(steps, context.hide ?? []);
  const outputs = new Map<string, Model>();
  const trace: TraceRecord[] = [];
  let response: Model = takeModel({}, definition.name);
  for (const step of steps) {
    const { stepName, sourceStep } = step;
    const input = sourceStep === undefined ? model : outputs.get(sourceStep);
    const at = whole.clock.now();
    const record = (output: RawModel, error?: unknown): void => {
      const made: TraceRecord = Object.freeze({
        step: stepName,
        type: step.type,
        source: sourceStep ?? null,
        input: redact(input ?? {}, shown),
        output: redact(output, shown),
        at,
        took: whole.clock.now() - at,
        ...(error === undefined ? {} : { error: error instanceof Error ? error.name : 'unknown' }),
      });
      trace.push(made);
      context.traced?.(made);
    };
    try {
      const output = await runStep(step, input, { ...whole, stepName });
      outputs.set(stepName, output);
      if (step.type === WRITE_RESPONSE) response = output;
      record(output);
    } catch (error) {
      record({}, error);
      throw error;
    }
  }
  return { response, trace: Object.freeze(trace) };
}

const nobody = (): undefined => undefined;

async function runStep(
  step: StepConfiguration,
  input: RawModel | undefined,
  context: StepContext,
): Promise<Model> {
  const runner = context.steps[step.type];
  if (input === undefined || runner === undefined) {
    throw new DataflowError(`Step "${step.stepName}" has no input. Name a step before it.`, {
      step: step.stepName,
    });
  }
  return takeModel(await runner.run(input, step, context), step.stepName);
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
