// The runner: takes a definition's steps in order, hands each its source step's output, and keeps the trace.
// What a step does is in steps.ts; what the codes are, in engine.ts.
import type { Definition, GivenRegistries, Registries, StepConfiguration, StepContext } from './component.js';
import { checkDefinition, withBuiltIns } from './configuration.js';
import { DataflowError, nameOf, ofStep } from './errors.js';
import { mapModel, plainMembers, takeModel, type Model, type ModelValue, type RawModel } from './model.js';
import { builtInSteps, CONFIRM_CODE, GET_CODE, WRITE_RESPONSE } from './steps.js';
import { tell } from './telling.js';

/** Steps and scripts stand beside the built-in ones, or in place of those whose name they bear; `userInfo` knows nobody. */
export type RunContext = Omit<StepContext, keyof Registries | 'stepName' | 'userInfo'> &
  GivenRegistries & {
    readonly userInfo?: StepContext['userInfo'] | undefined;
    /** Members that the trace never shows. */
    readonly hide?: readonly string[];
    /**
     * Told of each step as it has run: of those, too, that ran before one that failed, and of that one. Where it throws or
     * rejects, the run goes on.
     */
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

/** A definition that was checked, to be run any number of times. */
export interface Dataflow extends Registries {
  readonly steps: Registries['steps'];
  readonly sequence: readonly StepConfiguration[];
  /** Members that the trace shows. */
  readonly shown: ReadonlySet<string>;
}

/** @throws ConfigurationError where the definition cannot work. */
export function prepareDataflow(definition: Definition, registries: GivenRegistries): Dataflow {
  const whole = withBuiltIns(registries);
  const sequence = checkDefinition(definition, whole);
  return { ...whole, sequence, shown: shownMembers(sequence) };
}

/**
 * Runs a definition on a model.
 *
 * @throws ConfigurationError before any step has run, where the definition cannot work.
 * @throws DataflowError where a step cannot work on its input, or a script, a step or a callback of the page's fails or
 *   gives what is no model. It names the step, and the field or the setting where it is one; what was thrown is its cause.
 * @example const { response, trace } = await runDataflow(definition, { user: 'ada' }, context);
 */
export async function runDataflow(
  definition: Definition,
  model: RawModel,
  context: RunContext,
): Promise<DataflowRun> {
  return runPrepared(prepareDataflow(definition, context), model, context);
}

/** The same with one that was checked before. `ownCodes`: what the code steps turn to throws errors to be passed on. */
export async function runPrepared(
  { steps, scripts, sequence, shown }: Dataflow,
  model: RawModel,
  context: Omit<RunContext, keyof Registries>,
  ownCodes?: boolean,
): Promise<DataflowRun> {
  const { clock, issueCode, confirmCode, userInfo = nobody, hide = [], traced } = context;
  const whole = { clock, issueCode, confirmCode, userInfo, steps, scripts };
  const redacted = createRedaction(shown, hide);
  const outputs = new Map<string, Model>();
  const trace: TraceRecord[] = [];
  let response = nothing;
  for (const step of sequence) {
    const { stepName, sourceStep } = step;
    let taken = sourceStep === undefined ? undefined : outputs.get(sourceStep);
    const input = sourceStep === undefined ? model : taken;
    const at = clock.now();
    const record = (output: Model, failed?: { readonly error: string }): void => {
      const made: TraceRecord = Object.freeze({
        step: stepName,
        type: step.type,
        source: sourceStep ?? null,
        input: redacted(taken ?? readable(input)),
        output: redacted(output),
        at,
        took: clock.now() - at,
        ...failed,
      });
      trace.push(made);
      void tell(() => traced?.(made));
    };
    try {
      const made = runStep(step, input, { stepName, ...whole });
      // An action model that is passed on is not awaited: it may have a member named then.
      const given = made === input ? made : await made;
      // What a step passes on as it came is taken once, and is not its own.
      const output =
        given === input ? (taken ?? takeModel(given, stepName)) : takeModel(given, stepName, 'given');
      if (given === input) taken = output;
      outputs.set(stepName, output);
      if (step.type === WRITE_RESPONSE) response = output;
      record(output);
    } catch (cause) {
      const passed = ownCodes && CODE_STEPS.includes(steps[step.type]);
      const error = passed ? cause : ofStep(stepName, cause);
      record(nothing, { error: nameOf(error) });
      throw error;
    }
  }
  return { response, trace: Object.freeze(trace) };
}

const CODE_STEPS = [builtInSteps[GET_CODE], builtInSteps[CONFIRM_CODE]];
const nobody = (): undefined => undefined;
const nothing = plainMembers({});

/** For the trace: what cannot be read is an error of the step that takes it. */
function readable(input: RawModel | undefined): Model {
  try {
    return plainMembers(input ?? nothing);
  } catch {
    return nothing;
  }
}

function runStep(
  step: StepConfiguration,
  input: RawModel | undefined,
  context: StepContext,
): RawModel | Promise<RawModel> {
  const runner = context.steps[step.type];
  if (input === undefined || runner === undefined) {
    throw new DataflowError(`Step "${step.stepName}" has no input. Pass a model.`, {
      step: step.stepName,
    });
  }
  return runner.run(input, step, context);
}

// Members that hold no code and no token, whoever filled the model. Every other text or number is shown as
// bullets: a page may keep a code under any name and in any spelling, so a list of what to hide would miss some.
const KNOWN_SAFE = (
  'user client challenge stepName sourceStep outcome reason scope length alphabet channel ' +
  'expiresIn resendIn attemptsRemaining retryAfter tokenExpiresIn'
).split(' ');

function shownMembers(steps: readonly StepConfiguration[]): ReadonlySet<string> {
  const shown = new Set<unknown>(KNOWN_SAFE);
  for (const step of steps) shown.add(step.userName).add(step.clientForRequest);
  for (const step of steps) shown.delete(step.userCodeField);
  return new Set([...shown].filter((name) => typeof name === 'string'));
}

/** Each model of a run once: an output is a record's, and the input of what comes after. */
function createRedaction(shown: ReadonlySet<string>, hide: readonly string[]): (model: Model) => Model {
  const done = new Map<Model, Model>();
  const redact = (name: string, value: ModelValue): ModelValue =>
    (shown.has(name) && !hide.includes(name)) || (typeof value !== 'string' && typeof value !== 'number')
      ? value
      : '•'.repeat(String(value).length);
  return (model) => {
    const redacted = done.get(model) ?? mapModel(model, redact);
    done.set(model, redacted);
    return redacted;
  };
}
