// Errors of a configuration: each says where it is (definition, stage, step, setting), what is wrong, and what to do.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkComponent, ConfigurationError, defineStep, setting } from '../../src/engine/index.js';
import { sandbox } from './sandbox.js';

const model = { type: 'Get action model', stepName: 'Model' };
const response = { type: 'Write response', stepName: 'Response', sourceStep: 'Model' };
const confirm = {
  type: 'Confirm one-time code for user',
  stepName: 'Confirm',
  sourceStep: 'Model',
  userCodeField: 'code',
};
const getCode = {
  type: 'Get one-time code for user',
  stepName: 'Get code',
  sourceStep: 'Model',
  userName: 'user',
};
const flow = (name: string, ...steps: unknown[]) => ({ name, stages: [{ name: 'All', steps }] });
const component = (...definitions: unknown[]) => ({ name: 'Sign-in', definitions });
/** A component whose second definition holds these steps in its second stage. */
const second = (...steps: unknown[]) =>
  component(flow('Issue', model, response), {
    name: 'Confirm code',
    stages: [
      { name: 'Input', steps: [model] },
      { name: 'Code', steps },
    ],
  });

describe('an error points at its place', () => {
  const place = (step?: string, named?: string) => ({
    definition: 'Confirm code',
    stage: 'Code',
    step,
    setting: named,
  });
  const cases: [what: string, component: unknown, place: object, message: string][] = [
    [
      'a setting that is missing',
      second({ ...confirm, userCodeField: undefined }, response),
      place('Confirm', 'userCodeField'),
      'Definition "Confirm code", stage "Code", step "Confirm": the setting "userCodeField" is missing. Give it a string.',
    ],
    [
      'a setting of the wrong type',
      second({ ...confirm, userCodeField: 7 }, response),
      place('Confirm', 'userCodeField'),
      'Definition "Confirm code", stage "Code", step "Confirm": the setting "userCodeField" is not text. Give it a string.',
    ],
    [
      'a setting that is misspelled',
      second({ ...confirm, userCodefield: '_code' }, response),
      place('Confirm', 'userCodefield'),
      'Definition "Confirm code", stage "Code", step "Confirm": the setting "userCodefield" is unknown. ' +
        'Use: type, stepName, sourceStep, userCodeField.',
    ],
    [
      'a step without a name, by its position',
      second(confirm, { type: 'Write response', sourceStep: 'Model' }),
      place(undefined, 'stepName'),
      'Definition "Confirm code", stage "Code", step 2: the setting "stepName" is missing. Give it a string.',
    ],
    [
      'a step that is none',
      second('Confirm', response),
      place(),
      'Definition "Confirm code", stage "Code", step 1 is not an object. Write it as { … }.',
    ],
    [
      'a step whose name is empty, by its position',
      second({ ...confirm, stepName: '' }, response),
      place(undefined, 'stepName'),
      'Definition "Confirm code", stage "Code", step 1: the setting "stepName" is not text. Give it a string.',
    ],
    [
      'a list that is missing',
      { name: 'Sign-in' },
      { definition: undefined, stage: undefined, step: undefined, setting: 'definitions' },
      'The component: the setting "definitions" is missing. Give it a list.',
    ],
    [
      'a list that is empty',
      component({ name: 'Confirm code', stages: [{ name: 'Code', steps: [] }] }),
      place(undefined, 'steps'),
      'Definition "Confirm code", stage "Code": the setting "steps" is not a list with something in it. Give it a list.',
    ],
    [
      'a list in the place of an object',
      component([model, response]),
      { definition: undefined, stage: undefined, step: undefined, setting: undefined },
      'Definition 1 is not an object. Write it as { … }.',
    ],
    [
      'two definitions of one name',
      component(flow('Sign in', model, response), flow('Sign in', model, response)),
      { definition: 'Sign in', stage: undefined, step: undefined, setting: 'name' },
      'Definition "Sign in": the setting "name" stands twice. Rename one of the definitions.',
    ],
    [
      'two steps that issue under one name',
      component(
        ...['Sign in', 'Pay'].map((name) => flow(name, model, { ...getCode, stepName: 'Get' }, response)),
      ),
      { definition: 'Pay', stage: undefined, step: 'Get', setting: 'stepName' },
      'Definition "Pay", step "Get": the setting "stepName" is that of a step in definition "Sign in" too. ' +
        'Rename one: requests go by it.',
    ],
    [
      'a script by the name of what every object has',
      second(
        { type: 'Execute script', stepName: 'Clean', sourceStep: 'Model', script: 'toString' },
        response,
      ),
      place('Clean', 'script'),
      'Definition "Confirm code", stage "Code", step "Clean": the setting "script" is "toString", which is unknown. ' +
        'Register it, or use one of: cleanCode, keepCode.',
    ],
    [
      'the first step with a source step that is none',
      component({ name: 'Confirm code', stages: [{ name: 'Code', steps: [confirm, response] }] }),
      place('Confirm', 'sourceStep'),
      'Definition "Confirm code", stage "Code", step "Confirm": the setting "sourceStep" is "Model", ' +
        'which is not a step before it. Name one of: (there is none).',
    ],
    [
      'a gap in a list',
      {
        ...second(),
        definitions: [
          {
            name: 'Confirm code',
            stages: [{ name: 'Code', steps: Object.assign([model], { 2: response }) }],
          },
        ],
      },
      place(),
      'Definition "Confirm code", stage "Code", step 2 is not an object. Write it as { … }.',
    ],
    [
      'a stage without a name, by its position',
      component({
        name: 'Confirm code',
        stages: [{ name: 'Input', steps: [model] }, { steps: [response] }],
      }),
      { ...place(undefined, 'name'), stage: undefined },
      'Definition "Confirm code", stage 2: the setting "name" is missing. Give it a string.',
    ],
    [
      'a definition without a name, by its position',
      component(flow('Issue', model, response), { stages: [{ name: 'All', steps: [model, response] }] }),
      { definition: undefined, stage: undefined, step: undefined, setting: 'name' },
      'Definition 2: the setting "name" is missing. Give it a string.',
    ],
    [
      'the component itself',
      { ...component(flow('Issue', model, response)), version: 1 },
      { definition: undefined, stage: undefined, step: undefined, setting: 'version' },
      'The component: the setting "version" is unknown. Use: $schema, name, definitions.',
    ],
    [
      'no component at all',
      undefined,
      { definition: undefined, stage: undefined, step: undefined, setting: undefined },
      'The component is not an object. Write it as { … }.',
    ],
    [
      'a source step that is not before it',
      second(confirm, { ...response, sourceStep: 'Modle' }),
      place('Response', 'sourceStep'),
      'Definition "Confirm code", stage "Code", step "Response": the setting "sourceStep" is "Modle", ' +
        'which is not a step before it. Name one of: Model, Confirm.',
    ],
    [
      'a type that is not registered',
      second({ ...confirm, type: 'Confirm code' }, response),
      place('Confirm', 'type'),
      'Definition "Confirm code", stage "Code", step "Confirm": the setting "type" is "Confirm code", which is unknown. ' +
        'Register it, or use one of: Get action model, Get user info, Get one-time code for user, Execute script, ' +
        'Confirm one-time code for user, Write response.',
    ],
    [
      'a script that is not registered',
      second({ type: 'Execute script', stepName: 'Clean', sourceStep: 'Model', script: 'clean' }, response),
      place('Clean', 'script'),
      'Definition "Confirm code", stage "Code", step "Clean": the setting "script" is "clean", which is unknown. ' +
        'Register it, or use one of: cleanCode, keepCode.',
    ],
    [
      'a step name that stands twice',
      second(confirm, confirm, response),
      place('Confirm', 'stepName'),
      'Definition "Confirm code", stage "Code", step "Confirm": the setting "stepName" stands twice. Rename one of the steps.',
    ],
    [
      'no step that writes the response',
      second(confirm),
      { ...place(), stage: undefined },
      'Definition "Confirm code" has no "Write response" step. Add one: it returns the result.',
    ],
    [
      'two steps that confirm under one name',
      component(flow('Sign in', model, confirm, response), flow('Withdraw', model, confirm, response)),
      { definition: 'Withdraw', stage: undefined, step: 'Confirm', setting: 'stepName' },
      'Definition "Withdraw", step "Confirm": the setting "stepName" is that of a step in definition "Sign in" too. ' +
        'Rename one: requests go by it.',
    ],
  ];
  for (const [what, wrong, expected, message] of cases) {
    test(what, () => {
      assert.throws(
        () => checkComponent(wrong),
        (error: unknown) => {
          assert.ok(error instanceof ConfigurationError, 'an error of another kind');
          assert.equal(error.message, message);
          const { definition, stage, step, setting: named } = error;
          assert.deepEqual({ definition, stage, step, setting: named }, expected);
          return true;
        },
      );
    });
  }

  test('an engine does not start on such a component', () => {
    const wrong = component(flow('Sign in', model, confirm, response), flow('Sign in', model, response));
    assert.throws(
      () => sandbox({ component: checked(wrong) }),
      /Definition "Sign in": .*"name" stands twice/,
    );
  });

  test('the names of other steps may stand in more than one definition', () => {
    const made = component(flow('One', model, response), flow('Two', model, response));
    assert.equal(checkComponent(made), made);
  });
});

describe('a registered step', () => {
  const seen: unknown[] = [];
  const ask = defineStep({
    settings: {
      question: setting.text,
      level: setting.oneOf('clerk', 'manager'),
      twice: setting.flag,
      wait: setting.seconds({ preset: 60, most: 3600 }),
      note: setting.optional(setting.text),
    },
    run(input, settings, { stepName, clock }) {
      // typed: what each setting reads is known here
      const level: 'clerk' | 'manager' = settings.level;
      const note: string | undefined = settings.note;
      seen.push([stepName, settings, clock.now(), note]);
      return { ...input, asked: `${level}: ${settings.question}`, wait: settings.wait * 2 };
    },
  });
  const steps = { 'Ask someone': ask };
  const asking = (more: Record<string, unknown> = {}) =>
    component(
      flow(
        'Ask',
        model,
        {
          ...{
            type: 'Ask someone',
            stepName: 'Ask',
            sourceStep: 'Model',
            question: 'Really?',
            level: 'clerk',
          },
          ...more,
        },
        { ...response, sourceStep: 'Ask' },
      ),
    );

  test('gets its settings read, with their presets', async () => {
    const { engine, clock } = sandbox({ steps });
    const [definition] = checkComponent(asking({ twice: true }), { steps }).definitions;
    const run = await engine.run(definition!, { user: 'ada' });
    assert.deepEqual({ ...run.response }, { user: 'ada', asked: 'clerk: Really?', wait: 120 });
    const settings = { question: 'Really?', level: 'clerk', twice: true, wait: 60, note: undefined };
    assert.deepEqual(seen, [['Ask', settings, clock.now(), undefined]]);
  });

  const cases: [settings: Record<string, unknown>, setting: string, message: RegExp][] = [
    [{ question: '' }, 'question', /is not text/],
    [{ level: 'owner' }, 'level', /is none of its words. Use: clerk, manager/],
    [{ level: undefined }, 'level', /is missing. Use: clerk, manager/],
    [{ twice: 1 }, 'twice', /is not a boolean/],
    [{ wait: 3601 }, 'wait', /is over 3600/],
    [{ note: null }, 'note', /is not text/],
    [{ sourceStep: undefined }, 'sourceStep', /is missing/],
    [{ more: 1 }, 'more', /is unknown. Use: type, stepName, sourceStep, question, level, twice, wait, note/],
  ];
  for (const [settings, name, message] of cases) {
    test(`is checked like a built-in one: ${JSON.stringify(settings)}`, () => {
      assert.throws(
        () => checkComponent(asking(settings), { steps }),
        (error: unknown) => {
          assert.ok(error instanceof ConfigurationError, 'an error of another kind');
          assert.deepEqual([error.step, error.setting], ['Ask', name]);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }

  test('may take the action model, and then names no source step', async () => {
    const start = defineStep({
      takesActionModel: true,
      settings: { field: setting.text },
      run: (input, { field }) => ({ taken: String(input[field]) }),
    });
    const registries = { steps: { Start: start } };
    const first = { type: 'Start', stepName: 'Model', field: 'user' };
    const own = checkComponent(component(flow('Own', first, response)), registries);
    const run = await sandbox(registries).engine.run(own.definitions[0]!, { user: 'ada' });
    assert.deepEqual({ ...run.response }, { taken: 'ada' });
    assert.throws(
      () => checkComponent(component(flow('Own', { ...first, sourceStep: 'Model' }, response)), registries),
      /"sourceStep" is unknown/,
    );
  });

  test('has to give plain values', async () => {
    const bad = defineStep({ settings: {}, run: () => ({ list: [1] }) });
    const { engine } = sandbox({ steps: { Bad: bad } });
    const [definition] = checkComponent(
      component(flow('Bad', model, { type: 'Bad', stepName: 'Bad', sourceStep: 'Model' }, response)),
      { steps: { Bad: bad } },
    ).definitions;
    await assert.rejects(engine.run(definition!, {}), /Step "Bad": the field "list" is not a plain value/);
  });

  test('a setting of one’s own is a function that reads', () => {
    const percent = {
      read(value: unknown, unfit: (wrong: string, advice: string) => Error): number {
        if (typeof value === 'number' && value >= 0 && value <= 100) return value;
        throw unfit('is no percentage', 'Give it a number from 0 to 100');
      },
    };
    const own = { Weigh: defineStep({ settings: { share: percent }, run: (_, { share }) => ({ share }) }) };
    const weigh = { type: 'Weigh', stepName: 'Weigh', sourceStep: 'Model', share: 101 };
    assert.throws(
      () => checkComponent(component(flow('Weigh', model, weigh, response)), { steps: own }),
      /step "Weigh": the setting "share" is no percentage. Give it a number from 0 to 100\./,
    );
  });
});

/** For the engine's options, whose type a wrong component does not have. */
function checked(wrong: unknown) {
  return wrong as ReturnType<typeof checkComponent>;
}
