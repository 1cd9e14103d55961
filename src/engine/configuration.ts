// A component as data: its types, the settings' readers, and the check of a definition before anything runs.
// It runs nothing: that is dataflow.ts.
import { ConfigurationError } from './errors.js';
import type { Model, RawModel } from './model.js';
import type { StepContext } from './dataflow.js';

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
export interface Component {
  readonly name: string;
  readonly definitions: readonly Definition[];
}

/** Computes new variables. The step's name is there for error messages. */
export type Script = (model: Model, stepName: string) => RawModel;

/** A kind of step: a reader for each setting (it throws where the setting is unfit), and what it does. */
export interface StepRunner {
  readonly settings: Readonly<Record<string, (step: StepConfiguration) => unknown>>;
  run(input: RawModel, step: StepConfiguration, context: StepContext): RawModel | Promise<RawModel>;
}

/** What steps and scripts a definition may name. */
export interface Registries {
  readonly steps: Readonly<Record<string, StepRunner>>;
  readonly scripts: Readonly<Record<string, Script>>;
}

export function stepsOf(definition: Definition): readonly StepConfiguration[] {
  return definition.stages.flatMap((stage) => stage.steps);
}

/** The definition that holds the step, if the component has one. */
export function definitionWith(component: Component, type: string, stepName: string): Definition | undefined {
  return component.definitions.find((definition) =>
    stepsOf(definition).some((step) => step.type === type && step.stepName === stepName),
  );
}

export function textSetting(setting: string): (step: StepConfiguration) => string {
  return (step) => {
    const value = Object.hasOwn(step, setting) ? step[setting] : undefined;
    if (typeof value === 'string' && value !== '') return value;
    throw unfit(step, setting, value === undefined ? 'is missing' : 'is not text', 'Give it a string');
  };
}

export function optionalTextSetting(setting: string): (step: StepConfiguration) => string | undefined {
  const read = textSetting(setting);
  return (step) => (Object.hasOwn(step, setting) ? read(step) : undefined);
}

export function flagSetting(setting: string): (step: StepConfiguration) => boolean {
  return (step) => {
    const value = Object.hasOwn(step, setting) ? step[setting] : undefined;
    if (value === undefined || typeof value === 'boolean') return value === true;
    throw unfit(step, setting, 'is not a boolean', 'Give it true or false');
  };
}

/** Whole seconds from 1 to the limit. */
export function secondsSetting(setting: string, preset: number, most: number) {
  return (step: StepConfiguration): number => {
    const value = Object.hasOwn(step, setting) ? step[setting] : preset;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
    const wrong = typeof value === 'number' && value > most ? `is over ${String(most)}` : 'is not a number';
    throw unfit(step, setting, wrong, `Give it whole seconds from 1 to ${String(most)}`);
  };
}

function unfit(step: StepConfiguration, setting: string, wrong: string, advice: string): ConfigurationError {
  return new ConfigurationError(`Step "${step.stepName}": the setting "${setting}" ${wrong}. ${advice}.`, {
    step: step.stepName,
    setting,
  });
}

/** Throws a ConfigurationError that names the step and the setting, or returns the steps in order. */
export function checkDefinition(
  definition: Definition,
  { steps, scripts }: Registries,
): readonly StepConfiguration[] {
  const before = new Set<string>();
  const all = stepsOf(definition);
  for (const step of all) {
    const { stepName, type } = step;
    if (typeof stepName !== 'string' || stepName === '') {
      throw new ConfigurationError(
        `Definition "${definition.name}": a step of type "${type}" has no name. Give it a stepName.`,
        { setting: 'stepName' },
      );
    }
    const runner = Object.hasOwn(steps, type) ? steps[type] : undefined;
    if (runner === undefined) {
      throw new ConfigurationError(
        `Step "${stepName}": the type "${type}" is unknown. Use one of: ${Object.keys(steps).join(', ')}.`,
        { step: stepName, setting: 'type' },
      );
    }
    if (before.has(stepName)) {
      throw new ConfigurationError(
        `Definition "${definition.name}": two steps are named "${stepName}". Rename one.`,
        { step: stepName, setting: 'stepName' },
      );
    }
    for (const read of Object.values(runner.settings)) read(step);
    for (const setting of Object.keys(step)) {
      if (setting !== 'type' && setting !== 'stepName' && !Object.hasOwn(runner.settings, setting)) {
        throw unfit(step, setting, 'is unknown', `Use: ${Object.keys(runner.settings).join(', ')}`);
      }
    }
    if (step.sourceStep !== undefined && !before.has(step.sourceStep)) {
      throw new ConfigurationError(
        `Step "${stepName}": the source step "${step.sourceStep}" is not a step before it. ` +
          `Name one of: ${[...before].join(', ') || '(there is none)'}.`,
        { step: stepName, setting: 'sourceStep' },
      );
    }
    if (typeof step.script === 'string' && !Object.hasOwn(scripts, step.script)) {
      throw unfit(
        step,
        'script',
        `names "${step.script}", which is unknown`,
        `Register it, or use one of: ${Object.keys(scripts).join(', ')}`,
      );
    }
    before.add(stepName);
  }
  if (!all.some((step) => step.type === 'Write response')) {
    throw new ConfigurationError(
      `Definition "${definition.name}" has no "Write response" step. Add one: it returns the result.`,
    );
  }
  return all;
}
