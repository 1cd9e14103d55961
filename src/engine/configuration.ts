// The check of a component before anything runs: first its shape, which component.schema.json describes as well, then
// what refers to what. It runs nothing: that is dataflow.ts.
import type {
  Component,
  Definition,
  GivenRegistries,
  Registries,
  Setting,
  Settings,
  Stage,
  StepConfiguration,
  StepRunner,
} from './component.js';
import { ConfigurationError } from './errors.js';
import { member } from './model.js';
import { builtInScripts } from './scripts.js';
import { optional, readSetting, text, type Unfit } from './settings.js';
import { builtInSteps, CONFIRM_CODE, EXECUTE_SCRIPT, GET_CODE, WRITE_RESPONSE } from './steps.js';

export function stepsOf(definition: Definition): readonly StepConfiguration[] {
  return definition.stages.flatMap((stage) => stage.steps);
}

/** The definition that holds the step, if the component has one. */
export function definitionWith(component: Component, type: string, stepName: string): Definition | undefined {
  return component.definitions.find((definition) =>
    stepsOf(definition).some((step) => step.type === type && step.stepName === stepName),
  );
}

/**
 * Checks a component, such as one read from a file, and gives it with its type.
 *
 * @throws ConfigurationError that says where (definition, stage, step, setting), what is wrong and what to do.
 * @example const component = checkComponent(JSON.parse(file), { steps: { 'Wait for approval': waitForApproval } });
 */
export function checkComponent(component: unknown, registries: GivenRegistries = {}): Component {
  const whole = withBuiltIns(registries);
  checkShape(component, whole.steps);
  checkReferences(component, whole);
  return component;
}

/** The built-in ones, and those given: of two of one name the given one. */
export function withBuiltIns({ steps, scripts }: GivenRegistries): Registries {
  return { steps: { ...builtInSteps, ...steps }, scripts: { ...builtInScripts, ...scripts } };
}

/** The same for one definition; gives its steps in order. */
export function checkDefinition(
  definition: Definition,
  registries: Registries,
): readonly StepConfiguration[] {
  checkDefinitionShape(definition, registries.steps, within(TOP, 'definition', definition));
  return checkDefinitionReferences(definition, registries);
}

/** Where in a component: names where there are some, positions from 1 otherwise. */
interface Place {
  readonly definition?: string;
  readonly stage?: string;
  readonly step?: string;
  /** As it is written in a message. */
  readonly written: string;
}
const TOP: Place = { written: '' };

function within(place: Place, kind: 'definition' | 'stage' | 'step', part: unknown, position = 1): Place {
  const name = isObject(part) ? part[kind === 'step' ? 'stepName' : 'name'] : undefined;
  const known = typeof name === 'string' && name !== '';
  const label = known ? `"${name}"` : String(position);
  return {
    ...place,
    ...(known ? { [kind]: name } : {}),
    // What stands in a component itself is a definition.
    written: place.written ? `${place.written}, ${kind} ${label}` : `Definition ${label}`,
  };
}

function unfit(
  { written, ...where }: Place,
  setting: string | undefined,
  wrong: string,
  advice: string,
  cause?: Unfit[3],
): ConfigurationError {
  const subject = setting === undefined ? '' : `: the setting "${setting}"`;
  return new ConfigurationError(`${written || 'The component'}${subject} ${wrong}. ${advice}.`, {
    ...where,
    ...(setting === undefined ? {} : { setting }),
    ...cause,
  });
}

function isObject(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const list: Setting<readonly unknown[]> = {
  read(value, wrong) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    if (items.length > 0) return items;
    throw wrong(value === undefined ? 'is missing' : 'is not a list with something in it', 'Give it a list');
  },
};
const COMPONENT = { $schema: optional(text), name: text, definitions: list };
const DEFINITION = { name: text, stages: list };
const STAGE = { name: text, steps: list };
const STEP = { type: text, stepName: text };

type Part = Readonly<Record<string, unknown>>;

/** The part, an object that holds these members, each fit, and no other. An open one may hold others. */
function checkPart(part: unknown, place: Place, members: Settings, open = false): Part {
  if (!isObject(part)) throw unfit(place, undefined, 'is not an object', 'Write it as { … }');
  for (const name of open ? [] : Object.keys(part)) {
    if (!Object.hasOwn(members, name)) {
      throw unfit(place, name, 'is unknown', `Use: ${Object.keys(members).join(', ')}`);
    }
  }
  for (const [name, setting] of Object.entries(members)) {
    readSetting(part, name, setting, (...why) => unfit(place, ...why));
  }
  return part;
}

/** What a list of the part holds, each with its position from 1. */
function partsOf(part: Part, name: string): [position: number, part: unknown][] {
  const parts = part[name];
  // A gap in it is a part too.
  return Array.isArray(parts) ? Array.from(parts, (item: unknown, index) => [index + 1, item]) : [];
}

function runnerOf(steps: Registries['steps'], type: unknown): StepRunner | undefined {
  return typeof type === 'string' && Object.hasOwn(steps, type) ? steps[type] : undefined;
}

/** What the schema says too. Of a type that is not registered the settings are not known. */
export function checkShape(component: unknown, steps: Registries['steps']): asserts component is Component {
  const whole = checkPart(component, TOP, COMPONENT);
  for (const [position, definition] of partsOf(whole, 'definitions')) {
    checkDefinitionShape(definition, steps, within(TOP, 'definition', definition, position));
  }
}

function checkDefinitionShape(given: unknown, steps: Registries['steps'], place: Place): void {
  const definition = checkPart(given, place, DEFINITION);
  const types = new Set<unknown>();
  for (const [stagePosition, givenStage] of partsOf(definition, 'stages')) {
    const stagePlace = within(place, 'stage', givenStage, stagePosition);
    const stage = checkPart(givenStage, stagePlace, STAGE);
    for (const [stepPosition, givenStep] of partsOf(stage, 'steps')) {
      const stepPlace = within(stagePlace, 'step', givenStep, stepPosition);
      const { type } = checkPart(givenStep, stepPlace, STEP, true);
      const runner = runnerOf(steps, type);
      const settings = runner?.settings ?? { sourceStep: optional(text) };
      checkPart(givenStep, stepPlace, { ...STEP, ...settings }, runner === undefined);
      types.add(type);
    }
  }
  if (!types.has(WRITE_RESPONSE)) {
    throw unfit(place, undefined, `has no "${WRITE_RESPONSE}" step`, 'Add one: it returns the result');
  }
}

/** What only the whole can tell: names that are told apart, and lead to something. */
export function checkReferences(component: Component, registries: Registries): void {
  const names = new Set<string>();
  const codeSteps = new Map<string, string>();
  for (const definition of component.definitions) {
    const place = within(TOP, 'definition', definition);
    if (names.has(definition.name)) {
      throw unfit(place, 'name', 'stands twice', 'Rename one of the definitions');
    }
    names.add(definition.name);
    for (const step of checkDefinitionReferences(definition, registries)) {
      const { type, stepName } = step;
      if (type !== GET_CODE && type !== CONFIRM_CODE) continue;
      // A request names the step, not the definition: it must lead to one.
      const other = codeSteps.get(`${type} ${stepName}`);
      if (other !== undefined) {
        const wrong = `is that of a step in definition "${other}" too`;
        throw unfit(within(place, 'step', step), 'stepName', wrong, 'Rename one: requests go by it');
      }
      codeSteps.set(`${type} ${stepName}`, definition.name);
    }
  }
}

function checkDefinitionReferences(
  definition: Definition,
  { steps, scripts }: Registries,
): readonly StepConfiguration[] {
  const before = new Set<string>();
  const wrongAt = (stage: Stage, step: StepConfiguration, ...why: [string, string, string]) =>
    unfit(within(within(within(TOP, 'definition', definition), 'stage', stage), 'step', step), ...why);
  for (const stage of definition.stages) {
    for (const step of stage.steps) {
      const { stepName, type, sourceStep, script } = step;
      const runner = runnerOf(steps, type);
      if (runner === undefined) {
        const advice = `Register it, or use one of: ${Object.keys(steps).join(', ')}`;
        throw wrongAt(stage, step, 'type', `is "${type}", which is unknown`, advice);
      }
      if (before.has(stepName)) {
        throw wrongAt(stage, step, 'stepName', 'stands twice', 'Rename one of the steps');
      }
      if (sourceStep !== undefined && !before.has(sourceStep)) {
        const advice = `Name one of: ${[...before].join(', ') || '(there is none)'}`;
        throw wrongAt(stage, step, 'sourceStep', `is "${sourceStep}", which is not a step before it`, advice);
      }
      // One of the page's in its place may mean something else by it.
      const runsScript = runner === builtInSteps[EXECUTE_SCRIPT];
      if (runsScript && typeof script === 'string' && member(scripts, script) === undefined) {
        const advice = `Register it, or use one of: ${Object.keys(scripts).join(', ')}`;
        throw wrongAt(stage, step, 'script', `is "${script}", which is unknown`, advice);
      }
      before.add(stepName);
    }
  }
  return stepsOf(definition);
}
