// What the page and the platform bring into a run (scripts, steps, what tells of users, what issues and confirms, the model
// itself) fails, or gives what is no model: the run ends in an error that names the step, with what was thrown as its cause.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  builtInSteps,
  checkComponent,
  ConfigurationError,
  DataflowError,
  defineStep,
  runDataflow,
  setting,
  StoreError,
  textMember,
  type Component,
  type Definition,
  type EngineOptions,
  type Model,
  type RawModel,
  type RunContext,
  type StepConfiguration,
  type StepRunner,
  type TraceRecord,
} from '../../src/engine/index.js';
import { codes, sandbox } from './sandbox.js';

/** Whatever TypeScript would not let through. */
const odd = <T>(value: unknown): T => value as T;

const CODE = '123456';
const model: StepConfiguration = { type: 'Get action model', stepName: 'Model' };
const step = (type: string, settings: object = {}): StepConfiguration => ({
  type,
  stepName: 'Part',
  sourceStep: 'Model',
  ...settings,
});
const response = (sourceStep = 'Part'): StepConfiguration => ({
  type: 'Write response',
  stepName: 'Response',
  sourceStep,
});
const flow = (...steps: readonly StepConfiguration[]): Definition => ({
  name: 'Flow',
  stages: [{ name: 'All', steps }],
});
const around = (part: StepConfiguration): Definition => flow(model, part, response());

// Each of a page's parts, and where it runs.
type Part = () => unknown;
const script = (part: Part) => ({
  definition: around(step('Execute script', { script: 'own' })),
  context: { scripts: { own: odd<() => RawModel>(part) } },
});
const places: Record<string, (part: Part) => { definition: Definition; context: Partial<RunContext> }> = {
  script,
  'step made by defineStep': (part) => ({
    definition: around(step('Own')),
    context: { steps: { Own: defineStep({ settings: {}, run: odd<() => RawModel>(part) }) } },
  }),
  'step made by hand': (part) => ({
    definition: around(step('Own')),
    context: { steps: { Own: odd<StepRunner>({ settings: { sourceStep: { read: String } }, run: part }) } },
  }),
  userInfo: (part) => ({
    definition: around(step('Get user info', { userName: 'user' })),
    context: { userInfo: odd<() => RawModel>(part) },
  }),
  issueCode: (part) => ({
    definition: around(step('Get one-time code for user', { userName: 'user' })),
    context: { issueCode: odd<RunContext['issueCode']>(part) },
  }),
  confirmCode: (part) => ({
    definition: around(step('Confirm one-time code for user', { userCodeField: 'code' })),
    context: { confirmCode: odd<RunContext['confirmCode']>(part) },
  }),
};

/** Runs it; what it comes to, and what was told of it on the way. */
async function fate(definition: Definition, context: Partial<RunContext>, ...input: [model?: unknown]) {
  const [given] = input.length > 0 ? input : [INPUT];
  const told: TraceRecord[] = [];
  const whole: RunContext = {
    clock: { now: () => 0 },
    issueCode: () => Promise.reject(new RangeError('not asked for')),
    confirmCode: () => Promise.reject(new RangeError('not asked for')),
    traced: (record) => void told.push(record),
    ...context,
  };
  try {
    await runDataflow(definition, odd<RawModel>(given), whole);
  } catch (error) {
    return { error, told };
  }
  return assert.fail('The run came to its end');
}
const INPUT = { user: 'ada', code: CODE, challenge: 'c1' };

async function assertNamed(
  { error, told }: { error: unknown; told: TraceRecord[] },
  name = 'Part',
): Promise<DataflowError> {
  assert.ok(error instanceof DataflowError, `an error of another kind: ${String(error)}`);
  assert.equal(error.step, name);
  assert.match(error.message, new RegExp(`^Step "${name}".*\\. (?:See|Give|Pass|Name|Put) `));
  assert.equal(error.message.includes(CODE), false);
  // Nothing of what ran is lost, and the step that failed stands last, once.
  const names = name === 'Model' ? ['Model'] : ['Model', name];
  assert.deepEqual(
    told.map((record) => record.step),
    names,
  );
  assert.equal(told.at(-1)?.error, 'DataflowError');
  return error;
}

const CAUSE = new RangeError(`over ${CODE}`);
const FAILS: [what: string, part: Part, cause: unknown][] = [
  [
    'throws an Error',
    () => {
      throw CAUSE;
    },
    CAUSE,
  ],
  [
    'throws a text',
    () => {
      throw odd<Error>(CODE);
    },
    CODE,
  ],
  [
    'throws nothing',
    () => {
      throw odd<Error>(undefined);
    },
    undefined,
  ],
  ['rejects with an Error', () => Promise.reject(CAUSE), CAUSE],
  ['rejects with a text', () => Promise.reject(odd<Error>(CODE)), CODE],
  ['rejects with null', () => Promise.reject(odd<Error>(null)), null],
  [
    'gives what throws as it is awaited',
    () => ({
      get then() {
        throw CAUSE;
      },
    }),
    CAUSE,
  ],
];
const NO_MODEL: [what: string, given: unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 7],
  ['a boolean', true],
  ['a text', CODE],
  ['a list', [CODE]],
  ['a function', () => ({})],
  ['a Map', new Map([['_code', CODE]])],
  ['an Error', new Error(CODE)],
  ['a boxed text', Object(CODE)],
];
const unreadable = () => ({
  user: 'ada',
  get _code(): string {
    throw CAUSE;
  },
});
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
// For these nobody is an answer.
const NOBODY = new Set(['undefined', 'null']);

for (const [place, partAt] of Object.entries(places)) {
  describe(`${place} that fails`, () => {
    for (const [what, part, cause] of FAILS) {
      test(what, async () => {
        const { definition, context } = partAt(part);
        const error = await assertNamed(await fate(definition, context));
        assert.equal(error.cause, cause);
      });
    }
    for (const [what, given] of NO_MODEL) {
      if (place === 'userInfo' && NOBODY.has(what)) continue;
      for (const [way, part] of [
        ['gives', () => given],
        ['resolves to', () => Promise.resolve(given)],
      ] as const) {
        test(`${way} ${what}`, async () => {
          const { definition, context } = partAt(part);
          await assertNamed(await fate(definition, context));
        });
      }
    }
    for (const [what, given] of [
      ['an object whose getter throws', unreadable],
      ['a proxy that is revoked', revoked],
    ] as const) {
      // As it is awaited a revoked proxy fails already: that is a failure as well.
      test(`gives ${what}`, async () => {
        const { definition, context } = partAt(given);
        const error = await assertNamed(await fate(definition, context));
        if (place !== 'issueCode') assert.ok(error.cause instanceof Error, 'The cause is kept');
      });
    }
  });
}

describe('a model that is none', () => {
  for (const validateInputValues of [true, false]) {
    const definition = flow({ ...model, validateInputValues }, response('Model'));
    for (const [what, given] of [
      ...NO_MODEL,
      ['an object whose getter throws', unreadable()],
      ['a proxy that is revoked', revoked()],
    ] as const) {
      test(`${what}, ${validateInputValues ? '' : 'not '}validated`, async () => {
        await assertNamed(await fate(definition, {}, given), 'Model');
      });
    }
  }
});

test('a model that is missing is told as one, and how to give it', async () => {
  for (const validateInputValues of [true, false]) {
    const { error } = await fate(flow({ ...model, validateInputValues }, response('Model')), {}, undefined);
    assert.match(String(error), /Step "Model" has no input\. Pass a model\./);
  }
});

describe('a model is not awaited', () => {
  const definition = flow({ ...model, validateInputValues: true }, response('Model'));
  test('a member named then is a field like any other', async () => {
    const error = await assertNamed(await fate(definition, {}, { then: () => undefined }), 'Model');
    assert.equal(error.field, 'then');
  });
  test('a promise of one is none', async () => {
    await assertNamed(await fate(definition, {}, Promise.resolve(INPUT)), 'Model');
  });
});

test('a model is read once', async () => {
  let read = 0;
  const once = {
    get user() {
      return `ada${String(++read)}`;
    },
  };
  for (const validateInputValues of [true, false]) {
    read = 0;
    const { engine } = sandbox();
    const run = await engine.run(flow({ ...model, validateInputValues }, response('Model')), once);
    assert.deepEqual([run.response['user'], run.trace[0]?.output['user']], ['ada1', 'ada1']);
    if (validateInputValues) assert.deepEqual([read, run.trace[0]?.input['user']], [1, 'ada1']);
  }
});

test('a script that waits, and then fails, is named as well', async () => {
  const { definition, context } = script(() => Promise.reject(CAUSE));
  const error = await assertNamed(await fate(definition, context));
  assert.equal(error.message, 'Step "Part": the script "own" failed. See the cause.');
});

test('objects of any origin are models', async () => {
  class Result {
    readonly _code = CODE;
  }
  for (const given of [new Result(), Object.assign(Object.create(null), { _code: CODE }), { _code: CODE }]) {
    const { definition, context } = script(() => given);
    const run = await runDataflow(definition, INPUT, {
      clock: { now: () => 0 },
      issueCode: () => Promise.reject(CAUSE),
      confirmCode: () => Promise.reject(CAUSE),
      ...context,
    });
    assert.deepEqual({ ...run.response }, { _code: CODE });
  }
});

test('a script may wait', async () => {
  const { engine } = sandbox({ scripts: { own: (input) => Promise.resolve({ ...input, waited: true }) } });
  const run = await engine.run(around(step('Execute script', { script: 'own' })), INPUT);
  assert.equal(run.response['waited'], true);
});

test('null, as a database says it, is nobody', async () => {
  const { engine } = sandbox({ userInfo: odd<() => undefined>(() => null) });
  const run = await engine.run(around(step('Get user info', { userName: 'user' })), INPUT);
  assert.equal(run.response['user_known'], false);
});

test('what an outcome leaves open is no member of the model, and costs nobody a code', async () => {
  const { response: confirmed } = await runDataflow(
    around(step('Confirm one-time code for user', { userCodeField: 'code' })),
    INPUT,
    {
      clock: { now: () => 0 },
      issueCode: () => Promise.reject(CAUSE),
      confirmCode: odd<RunContext['confirmCode']>(() =>
        Promise.resolve({
          kind: 'confirmed',
          token: undefined,
          next: { redirect: '/' },
          info: { length: 6, channel: undefined },
        }),
      ),
    },
  );
  assert.deepEqual({ ...confirmed }, { ...INPUT, outcome: 'confirmed', length: 6 });
});

for (const [what, fails] of [
  [
    'throws',
    () => {
      throw CAUSE;
    },
  ],
  ['rejects', () => Promise.reject(CAUSE)],
] as const)
  test(`whoever is told of the steps and ${what} ends no run, and no process`, async () => {
    let told = 0;
    const run = await runDataflow(flow(model, response('Model')), INPUT, {
      clock: { now: () => 0 },
      issueCode: () => Promise.reject(CAUSE),
      confirmCode: () => Promise.reject(CAUSE),
      traced: () => {
        told++;
        return fails();
      },
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([told, run.trace.length, run.response['user']], [2, 2, 'ada']);
  });

test('the engine’s own errors stay what they are', async () => {
  for (const own of [
    new StoreError('Give the store a table.'),
    new ConfigurationError('Give it a name.'),
    new DataflowError('Put it there.', { step: 'Own', field: 'x' }),
  ]) {
    const { definition, context } = script(() => Promise.reject(own));
    const { error } = await fate(definition, context);
    assert.equal(error, own);
  }
});

describe('a setting that throws, of a step of the page’s', () => {
  const part = step('Own', { share: CODE });
  const reading = (read: () => unknown): Record<string, StepRunner> => ({
    Own: defineStep({ settings: { share: { read } }, run: (input) => input }),
  });
  for (const [what, throws, cause] of FAILS.slice(0, 3)) {
    test(`${what} as the component is checked: an error of the component`, () => {
      const component = { name: 'Own', definitions: [around(part)] };
      assert.throws(
        () => checkComponent(component, { steps: reading(throws) }),
        (error: unknown) => {
          assert.ok(error instanceof ConfigurationError, `an error of another kind: ${String(error)}`);
          assert.equal(
            error.message,
            'Definition "Flow", stage "All", step "Part": the setting "share" failed. See the cause.',
          );
          assert.deepEqual([error.step, error.setting, error.cause], ['Part', 'share', cause]);
          return true;
        },
      );
    });

    test(`${what} while the run is on: an error of the step`, async () => {
      let checked = false;
      const steps = reading(() => (checked ? throws() : (checked = true)));
      const error = await assertNamed(await fate(around(part), { steps }));
      assert.equal(error.message, 'Step "Part": the setting "share" failed. See the cause.');
      assert.deepEqual([error.setting, error.field, error.cause], ['share', undefined, cause]);
    });
  }

  test('what is no setting is told like one that throws', async () => {
    const steps = {
      Own: odd<StepRunner>({ settings: { sourceStep: setting.text, share: String }, run: String }),
    };
    const { error, told } = await fate(around(part), { steps });
    assert.ok(error instanceof ConfigurationError, `an error of another kind: ${String(error)}`);
    assert.deepEqual([error.step, error.setting, told], ['Part', 'share', []]);
    assert.ok(error.cause instanceof TypeError, 'The cause is kept');
  });
});

describe('in an engine', () => {
  const confirm = { type: 'Confirm one-time code for user', stepName: 'Confirm', userCodeField: 'code' };
  const component = (part: StepConfiguration): Component => ({
    name: 'Own',
    definitions: [flow(model, part, { ...confirm, sourceStep: 'Part' }, response('Confirm'))],
  });

  test('a script that fails before the code is compared is the service’s fault, uncharged', async () => {
    let fails = true;
    const { engine, issued, log } = sandbox({
      component: component(step('Execute script', { script: 'own' })),
      scripts: { own: (input) => (fails ? Promise.reject(CAUSE) : { ...input }) },
      random: codes(CODE),
    });
    const { challenge, code } = await issued({ stepName: 'Confirm' });
    const request = { challenge, code, stepName: 'Confirm' };
    await assert.rejects(engine.confirm(request), (error: unknown) => {
      assert.ok(error instanceof DataflowError, 'an error of another kind');
      assert.deepEqual([error.step, error.cause], ['Part', CAUSE]);
      return true;
    });
    const { outcome, error, trace } = log.at(-1)!;
    assert.deepEqual(
      [outcome, error, trace.map((record) => record.step)],
      ['failed', 'DataflowError', ['Model', 'Part']],
    );
    assert.equal(JSON.stringify(log).includes(CODE), false);
    fails = false;
    assert.equal((await engine.confirm(request)).kind, 'confirmed');
  });

  const spoiling: [what: string, part: (input: Model) => RawModel][] = [
    ['a member that is undefined', (input) => ({ ...input, x: undefined })],
    ['a member that is a date', (input) => ({ ...input, x: new Date(0) })],
    ['a text that is too long', (input) => ({ ...input, x: 'x'.repeat(4097) })],
    ['the code as a number', (input) => ({ ...input, code: Number(input['code']) })],
    ['the code alone, without its challenge', ({ code }) => ({ code })],
    ['everything but the code', ({ code: _, ...rest }) => rest],
  ];
  for (const [what, spoil] of spoiling) {
    const parts: [string, StepConfiguration, Partial<EngineOptions>][] = [
      ['a script', step('Execute script', { script: 'own' }), { scripts: { own: spoil } }],
      [
        'a step',
        step('Own'),
        { steps: { Own: defineStep({ settings: {}, run: odd<() => RawModel>(spoil) }) } },
      ],
    ];
    for (const [who, part, options] of parts) {
      test(`${who} that gives ${what} is the service’s fault, uncharged`, async () => {
        const { engine, store, issued, log } = sandbox({ component: component(part), ...options });
        const { challenge, code } = await issued({ stepName: 'Confirm' });
        await assert.rejects(engine.confirm({ challenge, code, stepName: 'Confirm' }), {
          name: 'DataflowError',
        });
        assert.deepEqual([log.at(-1)?.outcome, log.at(-1)?.error], ['failed', 'DataflowError']);
        assert.equal((await store.get(challenge))?.attemptsRemaining, 5);
      });
    }
  }

  test('so is what is told of a user and is no plain value', async () => {
    const { engine, issued } = sandbox({
      component: component(step('Get user info', { userName: 'client' })),
      userInfo: () => ({ seen: new Date(0) }),
    });
    const { challenge, code } = await issued({ stepName: 'Confirm' });
    await assert.rejects(engine.confirm({ challenge, code, stepName: 'Confirm' }), {
      name: 'DataflowError',
      step: 'Part',
      field: 'seen',
    });
  });

  test('what does not fit in the request itself is a malformed request, whatever runs before the code is compared', async () => {
    const { engine, store, issued } = sandbox({
      component: component(step('Execute script', { script: 'own' })),
      scripts: { own: (input) => ({ ...input, code: textMember(input, 'code', 'Part') }) },
    });
    const { challenge, code } = await issued({ stepName: 'Confirm' });
    for (const request of [
      { code, userCodeField: 'pin' },
      { code: '1'.repeat(4097) },
      { code: odd<string>(7) },
    ])
      assert.equal((await engine.confirm({ challenge, stepName: 'Confirm', ...request })).kind, 'protocol');
    assert.equal((await store.get(challenge))?.attemptsRemaining, 5);
  });

  test('a field or a value that no model takes is a malformed request', async () => {
    const { engine, issued } = sandbox();
    const asked = await issued();
    for (const request of [
      { userCodeField: '__proto__' },
      { userCodeField: 'constructor' },
      { userCodeField: 'prototype' },
      { code: '1'.repeat(4097) },
      { code: odd<string>(NaN) },
    ])
      assert.equal((await engine.confirm({ ...asked, ...request })).kind, 'protocol');
  });

  test('what its store throws stays what it is, for whoever goes by its name', async () => {
    const { engine, store, issued, log } = sandbox();
    const { challenge, code } = await issued();
    store.attempt = () => Promise.reject(CAUSE);
    store.put = () => Promise.reject(CAUSE);
    const all = flow(
      model,
      { ...step('Get one-time code for user', { userName: 'user' }), stepName: 'Part' },
      response(),
    );
    for (const asked of [
      () => engine.confirm({ challenge, code }),
      () => engine.issue({ user: 'ada' }),
      () => engine.run(all, INPUT),
    ]) {
      await assert.rejects(asked, (error: unknown) => error === CAUSE);
      assert.equal(log.at(-1)?.error, 'RangeError');
      assert.equal(log.at(-1)?.trace.at(-1)?.error, 'RangeError');
    }
  });
});

test('a step of the page’s in the place of a code step is one of the page’s in an engine too', async () => {
  const part: Part = () => {
    throw CAUSE;
  };
  for (const type of ['Get one-time code for user', 'Confirm one-time code for user']) {
    const own = defineStep({ settings: {}, run: odd<() => RawModel>(part) });
    const { engine, log } = sandbox({ steps: { [type]: own } });
    await assert.rejects(engine.run(around(step(type)), INPUT), (error: unknown) => {
      assert.ok(error instanceof DataflowError, `an error of another kind: ${String(error)}`);
      assert.deepEqual([error.step, error.cause], ['Part', CAUSE]);
      return true;
    });
    assert.equal(log.at(-1)?.error, 'DataflowError');
  }
});

describe('scripts and steps of one’s own', () => {
  const context = {
    clock: { now: () => 0 },
    issueCode: () => Promise.reject(CAUSE),
    confirmCode: () => Promise.reject(CAUSE),
  };
  const clean = around(step('Execute script', { script: 'cleanCode' }));
  const own = { own: () => ({ own: true }) };
  const Own = defineStep({ settings: {}, run: own.own });

  test('stand beside the built-in ones', async () => {
    const input = { ForTestCode: '12 34 56' };
    const run = await runDataflow(clean, input, { ...context, scripts: own, steps: { Own } });
    assert.equal(run.response['_code'], CODE);
  });

  test('win where they bear the name of one', async () => {
    const { response: scripted } = await runDataflow(
      clean,
      {},
      { ...context, scripts: { cleanCode: own.own } },
    );
    assert.deepEqual({ ...scripted }, { own: true });
    const steps = { 'Execute script': defineStep({ settings: { script: { read: String } }, run: own.own }) };
    for (const script of ['cleanCode', 'a text of its own']) {
      const { response: stepped } = await runDataflow(
        around(step('Execute script', { script })),
        {},
        { ...context, steps },
      );
      assert.deepEqual({ ...stepped }, { own: true });
    }
  });

  test('a built-in step under another name is checked as under its own', () => {
    const steps = { Run: builtInSteps['Execute script']! };
    for (const script of ['claenCode', 'constructor'])
      assert.throws(
        () => checkComponent({ name: 'Own', definitions: [around(step('Run', { script }))] }, { steps }),
        { name: 'ConfigurationError', step: 'Part', setting: 'script' },
      );
  });

  test('a script with nothing registered under it is unknown, before any step has run', async () => {
    for (const name of ['own', 'cleanCode']) {
      const scripts = odd<Record<string, () => RawModel>>({ [name]: undefined });
      const { error, told } = await fate(around(step('Execute script', { script: name })), { scripts });
      assert.ok(error instanceof ConfigurationError, `an error of another kind: ${String(error)}`);
      assert.deepEqual([error.step, error.setting, told], ['Part', 'script', []]);
    }
  });

  test('a built-in step that is run by a step of the page’s says which script is unknown', async () => {
    const unknown = step('Execute script', { script: 'claenCode' });
    const Run = defineStep({
      settings: {},
      run: (input, _, context) => builtInSteps['Execute script']!.run(input, unknown, context),
    });
    const { error } = await fate(around(step('Run')), { steps: { Run } });
    assert.ok(error instanceof DataflowError, `an error of another kind: ${String(error)}`);
    assert.deepEqual(
      [error.step, error.message],
      ['Part', 'Step "Part": the script "claenCode" is unknown. Register it.'],
    );
  });

  test('a type with nothing registered under it is unknown', () => {
    for (const type of ['Own', 'Execute script'])
      assert.throws(
        () =>
          checkComponent(
            { name: 'Own', definitions: [around(step(type, { script: 'cleanCode' }))] },
            { steps: odd<Record<string, StepRunner>>({ [type]: undefined }) },
          ),
        { name: 'ConfigurationError', step: 'Part', setting: 'type' },
      );
  });
});
