// The kinds of settings, and steps with typed settings. Where in a component a setting stands is the check's to say
// (configuration.ts); here it is told of its step alone.
import type { Setting, Settings, StepContext, StepRunner } from './component.js';
import { ConfigurationError, DataflowError } from './errors.js';
import type { RawModel } from './model.js';

/** Text that is not empty. */
export const text: Setting<string> = {
  read(value, unfit) {
    if (typeof value === 'string' && value !== '') return value;
    throw unfit(value === undefined ? 'is missing' : 'is not text', 'Give it a string');
  },
};

/** True or false. Default: false. */
export const flag: Setting<boolean> = {
  read(value, unfit) {
    if (value === undefined || typeof value === 'boolean') return value === true;
    throw unfit('is not a boolean', 'Give it true or false');
  },
};

/** One of these words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Setting<Word> {
  return {
    read(value, unfit) {
      const found = words.find((word) => word === value);
      if (found !== undefined) return found;
      throw unfit(value === undefined ? 'is missing' : 'is none of its words', `Use: ${words.join(', ')}`);
    },
  };
}

/** Whole seconds from 1 to the limit. */
export function seconds(limits: { readonly preset?: number; readonly most: number }): Setting<number> {
  const { preset, most } = limits;
  return {
    read(value = preset, unfit) {
      if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
      const over = typeof value === 'number' && value > most;
      throw unfit(
        value === undefined ? 'is missing' : over ? `is over ${most}` : 'is not in range',
        `Give it whole seconds from 1 to ${most}`,
      );
    },
  };
}

/** A setting that may be left out. */
export function optional<T>(kind: Setting<T>): Setting<T | undefined> {
  return { read: (value, unfit) => (value === undefined ? undefined : kind.read(value, unfit)) };
}

/** The items of an option, which may be written in plain JavaScript: of what is no object each member is undefined. */
export function listOf<T>(setting: string, option: readonly T[] = []): readonly T[] {
  const items: unknown = option;
  if (Array.isArray(items)) return items.map((item: T | null) => item ?? ({} as T));
  throw new ConfigurationError(`The setting "${setting}" is no list. Give it one.`, { setting });
}

/** For the settings of steps of one's own. */
export const setting = { text, flag, oneOf, seconds, optional };

/** What is wrong with a setting; with a cause where it is the setting's own `read` that failed. */
export type Unfit = [setting: string, wrong: string, advice: string, cause?: { readonly cause: unknown }];

/** The setting as the step takes it. Own members only. */
export function readSetting<T>(
  holder: Readonly<Record<string, unknown>>,
  name: string,
  kind: Setting<T>,
  unfit: (...why: Unfit) => Error,
): T {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  try {
    return kind.read(value, (wrong, advice) => unfit(name, wrong, advice));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw unfit(name, 'failed', 'See the cause', { cause: error });
  }
}

/** What the settings read, by their names. */
export type Values<Own extends Settings> = { readonly [Name in keyof Own]: ReturnType<Own[Name]['read']> };

/**
 * A kind of step with settings of its own, to be registered under the name that a component's `type` gives:
 * `createEngine({ steps: { 'Wait for approval': … } })`. Every step names its source step, unless it is one that takes
 * the action model. The input is read and never changed; what `run` gives is the output, a flat object of strings,
 * numbers, booleans and null.
 *
 * @example
 * const greet = defineStep({
 *   settings: { userName: setting.text, politely: setting.flag },
 *   run: (input, { userName, politely }, { stepName }) => ({
 *     ...input,
 *     greeting: `${politely ? 'Good day' : 'Hello'}, ${textMember(input, userName, stepName)}`,
 *   }),
 * });
 */
export function defineStep<Own extends Settings>(type: {
  readonly settings: Own;
  /** It stands first and names no source step. Default false. */
  readonly takesActionModel?: boolean;
  run(input: RawModel, settings: Values<Own>, context: StepContext): RawModel | Promise<RawModel>;
}): StepRunner {
  const own: Settings = type.settings;
  const kinds = Object.entries(own);
  return {
    settings: type.takesActionModel === true ? own : { sourceStep: text, ...own },
    run(input, step, context) {
      const values: Record<string, unknown> = {};
      for (const [name, kind] of kinds) {
        values[name] = readSetting(step, name, kind, (...unfit) => unfitSetting(step.stepName, ...unfit));
      }
      // Each was read by its own setting, under its own name: that is what Values says.
      return type.run(input, values as Values<Own>, context);
    },
  };
}

// The component was checked: what fails to be read now is a failure of the run.
export function unfitSetting(step: string, ...[setting, wrong, advice, cause]: Unfit): Error {
  const message = `Step "${step}": the setting "${setting}" ${wrong}. ${advice}.`;
  return new (cause ? DataflowError : ConfigurationError)(message, { step, setting, ...cause });
}
