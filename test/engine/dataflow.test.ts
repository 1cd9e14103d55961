// The dataflow runner, its steps and scripts: the application scenario, what the errors name, what the trace shows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConfigurationError, DataflowError, runDataflow } from '../../src/engine/index.js';
import type { Component, Definition, Model, RawModel, RunContext } from '../../src/engine/index.js';
import { codes, sandbox } from './sandbox.js';

// As it would lie in a file: plain data, scripts by name.
const component: Component = JSON.parse(`{
  "name": "Sign-in",
  "definitions": [
    { "name": "Get sign-in code", "stages": [
      { "name": "Input", "steps": [
        { "type": "Get action model", "stepName": "Model", "validateInputValues": true }] },
      { "name": "Code", "steps": [
        { "type": "Get one-time code for user", "stepName": "Get sign-in code", "sourceStep": "Model",
          "userName": "user", "clientForRequest": "client", "codeLifetime": 300 },
        { "type": "Execute script", "stepName": "Keep code", "sourceStep": "Get sign-in code", "script": "keepCode" },
        { "type": "Write response", "stepName": "Response", "sourceStep": "Keep code" }] }] },
    { "name": "Confirm sign-in code", "stages": [
      { "name": "All", "steps": [
        { "type": "Get action model", "stepName": "Model", "validateInputValues": true },
        { "type": "Execute script", "stepName": "Clean code", "sourceStep": "Model", "script": "cleanCode" },
        { "type": "Confirm one-time code for user", "stepName": "Confirm sign-in", "sourceStep": "Clean code",
          "userCodeField": "_code" },
        { "type": "Write response", "stepName": "Response", "sourceStep": "Confirm sign-in" }] }] }
  ]
}`);
const [getCode, confirmCode] = component.definitions as [Definition, Definition];
const names = { stepName: 'Confirm sign-in', sourceStep: 'Get sign-in code' };

/** A definition of one stage whose steps are these. */
function definition(...steps: Definition['stages'][number]['steps']): Definition {
  return { name: 'Test', stages: [{ name: 'All', steps }] };
}
const model = { type: 'Get action model', stepName: 'Model' };
const response = { type: 'Write response', stepName: 'Response', sourceStep: 'Model' };

function context(more: Partial<RunContext> = {}): RunContext {
  return {
    clock: { now: () => 0 },
    issueCode: () => Promise.reject(new Error('not asked for')),
    confirmCode: () => Promise.reject(new Error('not asked for')),
    ...more,
  };
}

describe('application scenario', () => {
  test('application scenario: ForTestCode is cleaned into _code and confirmed', async () => {
    const { engine, issued } = sandbox({ random: codes('123456') });
    const { challenge } = await issued(names);
    const run = await engine.run(confirmCode, {
      challenge,
      sourceStep: 'Get sign-in code',
      ForTestCode: ' 12-34 56 ',
    });
    assert.equal(run.response['_code'], '123456');
    assert.equal(run.response['outcome'], 'confirmed');
    assert.equal(typeof run.response['token'], 'string');
    assert.deepEqual(
      run.trace.map(({ step, type, source }) => [step, type, source]),
      [
        ['Model', 'Get action model', null],
        ['Clean code', 'Execute script', 'Model'],
        ['Confirm sign-in', 'Confirm one-time code for user', 'Clean code'],
        ['Response', 'Write response', 'Confirm sign-in'],
      ],
    );
  });

  test('application scenario: the code is issued, kept in new_code, then in ForTestCode', async () => {
    const { engine, sent } = sandbox({ random: codes('012345'), exposeCodes: true });
    const issued = await engine.run(getCode, { user: 'ada', client: 'default', stepName: 'Confirm sign-in' });
    assert.equal(issued.response['outcome'], 'issued');
    assert.equal(issued.response['user'], 'ada');
    assert.equal(issued.response['new_code'], '012345');
    assert.equal(issued.response['ForTestCode'], '012345');
    assert.equal(issued.response['expiresIn'], 300);
    assert.equal(sent[0]?.code, '012345');

    const confirmed = await engine.run(confirmCode, { ...issued.response, sourceStep: 'Get sign-in code' });
    assert.equal(confirmed.response['outcome'], 'confirmed');
  });

  test('the issued code is in the model only where the engine was told to expose codes', async () => {
    const { engine } = sandbox();
    const input = { user: 'ada', client: 'default' };
    const { response, trace } = await engine.run(getCode, input);
    for (const name of ['code', 'new_code', 'ForTestCode'])
      for (const model of [response, ...trace.map(({ output }) => output)])
        assert.equal(name in (model as object), false, name);
  });

  test('application scenario: a wrong and a late code are outcomes', async () => {
    const { engine, issued, advance } = sandbox({ random: codes('123456') });
    const { challenge } = await issued(names);
    const input = { challenge, sourceStep: 'Get sign-in code' };
    const wrong = await engine.run(confirmCode, { ...input, ForTestCode: '12 34 57' });
    assert.equal(wrong.response['outcome'], 'incorrect');
    assert.equal(wrong.response['attemptsRemaining'], 4);
    advance(300);
    const late = await engine.run(confirmCode, { ...input, ForTestCode: '12 34 56' });
    assert.equal(late.response['outcome'], 'expired');
  });

  test('the operations of an engine run the configured component', async () => {
    const { engine, issued, log } = sandbox({ random: codes('123456'), component, exposeCodes: true });
    const { challenge } = await issued(names);
    const outcome = await engine.confirm({
      ...names,
      challenge,
      code: ' 12-34 56 ',
      userCodeField: 'ForTestCode',
    });
    assert.equal(outcome.kind, 'confirmed');
    assert.deepEqual(
      log.map(({ type, trace }) => [type, ...trace.map(({ step }) => step)]),
      [
        ['issue', 'Model', 'Get sign-in code', 'Keep code', 'Response'],
        ['confirm', 'Model', 'Clean code', 'Confirm sign-in', 'Response'],
      ],
    );
  });

  test('a code field that the configured component does not read is a malformed request, uncharged', async () => {
    const { engine, issued, store } = sandbox({ random: codes('123456'), component, exposeCodes: true });
    const { challenge, code } = await issued(names);
    assert.equal((await engine.confirm({ ...names, challenge, code })).kind, 'protocol');
    assert.equal((await store.get(challenge))?.attemptsRemaining, 5);
  });

  test('a step that the configured component does not hold ends as incorrect, charged', async () => {
    const { engine, issued } = sandbox({ component, exposeCodes: true });
    const { challenge, code } = await issued(names);
    assert.deepEqual(await engine.confirm({ ...names, stepName: 'Pay', challenge, code }), {
      kind: 'incorrect',
      attemptsRemaining: 4,
    });
  });
});

describe('a definition that cannot work names the step and the field', () => {
  const getStep = {
    type: 'Get one-time code for user',
    stepName: 'Get',
    sourceStep: 'Model',
    userName: 'user',
  };
  const cases: [what: string, definition: Definition, step: string, setting: string][] = [
    [
      'missing source step',
      definition(model, { ...response, sourceStep: 'Modle' }),
      'Response',
      'sourceStep',
    ],
    [
      'source step that comes later',
      definition({ ...getStep, sourceStep: 'Response' }, response),
      'Get',
      'sourceStep',
    ],
    [
      'itself as source',
      definition(model, { ...response, sourceStep: 'Response' }),
      'Response',
      'sourceStep',
    ],
    [
      'unknown step type',
      definition({ type: 'Get acton model', stepName: 'Model' }, response),
      'Model',
      'type',
    ],
    [
      'inherited step type',
      definition({ type: 'constructor', stepName: 'Model' }, response),
      'Model',
      'type',
    ],
    ['duplicate step name', definition(model, model, response), 'Model', 'stepName'],
    ['no source step', definition(model, { type: 'Write response', stepName: 'Out' }), 'Out', 'sourceStep'],
    [
      'no user code field',
      definition(model, { type: 'Confirm one-time code for user', stepName: 'Confirm', sourceStep: 'Model' }),
      'Confirm',
      'userCodeField',
    ],
    ['no user name', definition(model, { ...getStep, userName: '' }, response), 'Get', 'userName'],
    ['unknown setting', definition(model, { ...getStep, codeLifeTime: 60 }, response), 'Get', 'codeLifeTime'],
    [
      'life time over 600',
      definition(model, { ...getStep, codeLifetime: 601 }, response),
      'Get',
      'codeLifetime',
    ],
    ['life time of 0', definition(model, { ...getStep, codeLifetime: 0 }, response), 'Get', 'codeLifetime'],
    [
      'unknown script',
      definition(
        model,
        { type: 'Execute script', stepName: 'Clean', sourceStep: 'Model', script: 'claenCode' },
        response,
      ),
      'Clean',
      'script',
    ],
  ];
  for (const [what, wrong, step, setting] of cases) {
    test(what, async () => {
      // A step before the faulty one must not run: the check comes first.
      const run = runDataflow(wrong, { user: 'ada' }, context());
      await assert.rejects(run, (error: unknown) => {
        assert.ok(error instanceof ConfigurationError, 'an error of another kind');
        assert.deepEqual([error.step, error.setting], [step, setting]);
        assert.match(error.message, new RegExp(`"${step}"`));
        return true;
      });
    });
  }

  test('no step that writes the response', async () => {
    await assert.rejects(
      runDataflow(definition(model), {}, context()),
      /"Test" has no "Write response" step/,
    );
  });

  test('one that has no name itself is the first', async () => {
    await assert.rejects(
      runDataflow({ ...definition(model, response), name: '' }, {}, context()),
      /^ConfigurationError: Definition 1: the setting "name" is not text/,
    );
  });

  test('a life time of 600 is allowed', async () => {
    const seen: number[] = [];
    await runDataflow(
      definition(model, { ...getStep, codeLifetime: 600 }, response),
      { user: 'ada' },
      context({
        issueCode: (request) => {
          seen.push(request.codeLifetime);
          return Promise.resolve({ result: { kind: 'challenge-unknown' } });
        },
      }),
    );
    assert.deepEqual(seen, [600]);
  });
});

describe('a model that a step cannot work on', () => {
  test('the user code field is not in the model: nothing is compared', async () => {
    const { engine, issued, store } = sandbox();
    const { challenge } = await issued();
    const confirm = {
      type: 'Confirm one-time code for user',
      stepName: 'Confirm',
      sourceStep: 'Model',
      userCodeField: '_code',
    };
    await assert.rejects(
      engine.run(definition(model, confirm, response), { challenge }),
      (error: unknown) => {
        assert.ok(error instanceof DataflowError, 'an error of another kind');
        assert.deepEqual([error.step, error.field], ['Confirm', '_code']);
        assert.match(error.message, /Step "Confirm": the field "_code" is not in the model/);
        return true;
      },
    );
    assert.equal((await store.get(challenge))?.attemptsRemaining, 5);
  });

  const get = { type: 'Get one-time code for user', userName: 'user', clientForRequest: 'shop' };
  const confirm = { type: 'Confirm one-time code for user', userCodeField: 'code' };
  for (const [step, input, field, wrong] of [
    [get, { shop: 'shop' }, 'user', 'in the model'],
    [get, { shop: 'shop', user: 7 }, 'user', 'text'],
    [get, { user: 'ada' }, 'shop', 'in the model'],
    [get, { shop: 'shop', user: 'ada', stepName: 7 }, 'stepName', 'text'],
    [confirm, { challenge: 'c1' }, 'code', 'in the model'],
    [confirm, { code: '123456' }, 'challenge', 'in the model'],
    [confirm, { code: '123456', challenge: 'c1', client: 7 }, 'client', 'text'],
    [confirm, { code: '123456', challenge: 'c1', sourceStep: 7 }, 'sourceStep', 'text'],
  ] as const)
    test(`${step.type}: of ${Object.keys(input).join()} the field ${field} is not ${wrong}`, async () => {
      const part = { ...step, stepName: 'Part', sourceStep: 'Model' };
      await assert.rejects(runDataflow(definition(model, part, response), input, context()), {
        name: 'DataflowError',
        message: new RegExp(`^Step "Part": the field "${field}" is not ${wrong}\\. `),
        step: 'Part',
        field,
      });
    });

  test('the field that a built-in script reads is missing', async () => {
    const clean = { type: 'Execute script', stepName: 'Clean', sourceStep: 'Model', script: 'cleanCode' };
    await assert.rejects(
      runDataflow(definition(model, clean, response), {}, context()),
      /Step "Clean": the field "ForTestCode" is not in the model/,
    );
  });

  test('a script that throws is named, and its message stays in the cause', async () => {
    const own = { type: 'Execute script', stepName: 'Own', sourceStep: 'Model', script: 'own' };
    const cause = new Error('could not use 123456');
    const scripts = {
      own: () => {
        throw cause;
      },
    };
    await assert.rejects(
      runDataflow(definition(model, own, response), {}, context({ scripts })),
      (error: unknown) => {
        assert.ok(error instanceof DataflowError, 'an error of another kind');
        assert.match(error.message, /"Own".*"own"/);
        assert.doesNotMatch(error.message, /123456/);
        assert.equal(error.cause, cause);
        return true;
      },
    );
  });

  for (const [what, value] of Object.entries({
    array: ['x'],
    object: { x: 1 },
    function: () => 1,
    undefined,
    'not finite': NaN,
    'too long': 'x'.repeat(4097),
  })) {
    test(`validated input values: ${what} is an error that names the field`, async () => {
      const validated = definition({ ...model, validateInputValues: true }, response);
      await assert.rejects(
        runDataflow(validated, { fine: 1, odd: value }, context()),
        /"Model": the field "odd"/,
      );
    });
    test(`input values that are not validated: ${what} is left out`, async () => {
      const run = await runDataflow(definition(model, response), { fine: 1, odd: value }, context());
      assert.deepEqual({ ...run.response }, { fine: 1 });
    });
  }

  test('__proto__, constructor and inherited members are never taken over', async () => {
    const hostile = JSON.parse('{"__proto__": {"admin": true}, "constructor": "x", "user": "ada"}');
    const inheriting = Object.assign(Object.create({ user: 'eve' }), { own: 1 });
    for (const [input, expected] of [
      [hostile, { user: 'ada' }],
      [inheriting, { own: 1 }],
      [{ [Symbol('hidden')]: 'x', own: 1 }, { own: 1 }],
    ]) {
      const { response: taken } = await runDataflow(definition(model, response), input, context());
      assert.deepEqual({ ...taken }, expected);
      assert.equal(Object.getPrototypeOf(taken), null);
      assert.equal(taken['admin'], undefined);
    }
  });
});

test('a step never changes its input', async () => {
  const input = { ForTestCode: '12 34 56' };
  const clean = { type: 'Execute script', stepName: 'Clean', sourceStep: 'Model', script: 'cleanCode' };
  const run = await runDataflow(definition(model, clean, response), input, context());
  assert.deepEqual(input, { ForTestCode: '12 34 56' });
  // The response's source is the model step, which the script has not written to.
  assert.deepEqual({ ...run.response }, { ForTestCode: '12 34 56' });
  assert.equal(Object.isFrozen(run.response), true);
});

describe('the response', () => {
  const count = (stepName: string, sourceStep: string) => ({
    type: 'Execute script',
    stepName,
    sourceStep,
    script: 'count',
  });
  const scripts = { count: (input: Model) => ({ n: Number(input['n'] ?? 0) + 1 }) };

  test('is what the step that writes it was given, whatever comes after', async () => {
    const steps = [model, count('One', 'Model'), { ...response, sourceStep: 'One' }, count('Two', 'One')];
    const run = await runDataflow(definition(...steps), {}, context({ scripts }));
    assert.deepEqual([{ ...run.response }, run.trace[3]?.step], [{ n: 1 }, 'Two']);
  });

  test('of two steps that write it the last counts', async () => {
    const steps = [
      model,
      count('One', 'Model'),
      response,
      { ...response, stepName: 'Last', sourceStep: 'One' },
    ];
    const run = await runDataflow(definition(...steps), {}, context({ scripts }));
    assert.deepEqual({ ...run.response }, { n: 1 });
  });

  test('may have a source step in another stage', async () => {
    const stages = [model, count('One', 'Model'), { ...response, sourceStep: 'One' }].map((step, index) => ({
      name: String(index),
      steps: [step],
    }));
    const run = await runDataflow({ name: 'Test', stages }, {}, context({ scripts }));
    assert.deepEqual({ ...run.response }, { n: 1 });
  });
});

test('steps go by their names, whatever these are', async () => {
  const scripts = { own: (input: Model) => ({ ...input, own: true }) };
  for (const [first, second] of [
    ['__proto__', 'constructor'],
    ['toString', 'hasOwnProperty'],
    ['a "name"\n', '\ud800'],
    ['Model', 'Model '],
    ['é', 'e\u0301'],
  ] as const) {
    const steps = [
      { ...model, stepName: first },
      { type: 'Execute script', stepName: second, sourceStep: first, script: 'own' },
      { ...response, sourceStep: second },
    ];
    const run = await runDataflow(definition(...steps), { user: 'ada' }, context({ scripts }));
    assert.deepEqual({ ...run.response }, { user: 'ada', own: true });
  }
});

test('runs of one dataflow that cross share nothing', async () => {
  const waiting: (() => void)[] = [];
  // The first goes on after the second.
  const wait = (input: Model) =>
    new Promise<RawModel>((resolve) => {
      waiting.unshift(() => {
        resolve({ ...input, waited: true });
      });
      if (waiting.length === 2) for (const go of waiting) go();
    });
  const component: Component = {
    name: 'Crossing',
    definitions: [
      definition(
        model,
        { type: 'Execute script', stepName: 'Wait', sourceStep: 'Model', script: 'wait' },
        {
          type: 'Confirm one-time code for user',
          stepName: 'Pay',
          sourceStep: 'Wait',
          userCodeField: 'code',
        },
        { ...response, sourceStep: 'Pay' },
      ),
    ],
  };
  const { engine, issued, log } = sandbox({
    component,
    scripts: { wait },
    random: codes('111111', '222222'),
  });
  const [first, second] = [await issued({ stepName: 'Pay' }), await issued({ user: 'eve', stepName: 'Pay' })];
  log.length = 0;
  const runs = [first, { ...second, code: first.code }].map(({ challenge, code }) =>
    engine.confirm({ challenge, code, stepName: 'Pay' }),
  );
  assert.deepEqual(
    (await Promise.all(runs)).map(({ kind }) => kind),
    ['confirmed', 'incorrect'],
  );
  for (const { outcome, trace } of log) {
    const whole = trace.map(({ step, output }) => [step, output['challenge']]);
    const { challenge } = outcome === 'confirmed' ? first : second;
    assert.deepEqual(
      whole,
      ['Model', 'Wait', 'Pay', 'Response'].map((step) => [step, challenge]),
    );
  }
});

describe('a run that is no operation', () => {
  test('is for the client that the model names, in the field that the step names', async () => {
    const { engine, store } = sandbox({ exposeCodes: true });
    const issue = (clientForRequest?: string) =>
      engine.run(
        definition(
          model,
          {
            type: 'Get one-time code for user',
            stepName: 'Get',
            sourceStep: 'Model',
            userName: 'user',
            ...(clientForRequest === undefined ? {} : { clientForRequest }),
          },
          { ...response, sourceStep: 'Get' },
        ),
        { user: 'ada', shop: 'shop', stepName: 'Pay' },
      );
    const confirm = definition(
      model,
      { type: 'Confirm one-time code for user', stepName: 'Pay', sourceStep: 'Model', userCodeField: 'code' },
      { ...response, sourceStep: 'Pay' },
    );
    const own = await issue('shop');
    assert.equal((await store.get(String(own.response['challenge'])))?.client, 'shop');
    const unnamed = await issue();
    assert.equal((await store.get(String(unnamed.response['challenge'])))?.client, 'default');
    const confirmed = async (client: object) => {
      const run = await engine.run(confirm, { ...own.response, sourceStep: 'Get', ...client });
      return run.response['outcome'];
    };
    assert.equal(await confirmed({}), 'challenge-unknown');
    assert.equal(await confirmed({ client: 'bank' }), 'challenge-unknown');
    assert.equal(await confirmed({ client: 'shop' }), 'confirmed');
  });
});

test('a request may name its steps like those that frame it', async () => {
  const { engine, issued } = sandbox();
  const all = ['Model', 'Response', 'Action model', 'Result'];
  for (const stepName of all)
    for (const sourceStep of all) {
      const asked = {
        ...(await issued({ user: stepName + sourceStep, stepName, sourceStep })),
        stepName,
        sourceStep,
      };
      assert.equal((await engine.confirm(asked)).kind, 'confirmed');
    }
});

describe('the trace', () => {
  test('shows what is known to hold no code, and no other text or number', async () => {
    const shown =
      'user client challenge stepName sourceStep outcome reason scope length alphabet channel ' +
      'expiresIn resendIn attemptsRemaining retryAfter tokenExpiresIn login shop';
    const hidden = 'code token info name Outcome';
    const get = {
      type: 'Get one-time code for user',
      stepName: 'Get',
      sourceStep: 'Model',
      userName: 'login',
      clientForRequest: 'shop',
    };
    const names = `${shown} ${hidden}`.split(' ');
    const values = Object.fromEntries(names.map((name) => [name, 'value']));
    const { trace } = await runDataflow(
      definition(model, get, response),
      { ...values, yes: true, no: false, none: null },
      context({ issueCode: () => Promise.resolve({ result: { kind: 'challenge-unknown' } }) }),
    );
    const expected = names.map((name) => [name, hidden.split(' ').includes(name) ? '•••••' : 'value']);
    assert.deepEqual(
      { ...trace[0]?.output },
      { ...Object.fromEntries(expected), yes: true, no: false, none: null },
    );
  });

  test('shows bullets of the same length for codes in any spelling, and for tokens', async () => {
    const { engine, issued } = sandbox({ random: codes('123456') });
    const { challenge } = await issued(names);
    const { trace, response: result } = await engine.run(confirmCode, {
      challenge,
      sourceStep: 'Get sign-in code',
      ForTestCode: ' 12-34 56 ',
      attempt: 123456,
    });
    assert.equal(trace[0]?.input['ForTestCode'], '•'.repeat(10));
    assert.equal(trace[0]?.input['attempt'], '••••••');
    assert.equal(trace[1]?.output['_code'], '••••••');
    assert.deepEqual(trace[1]?.input, trace[0]?.output, 'what a step adds is not in its input');
    assert.equal(trace[2]?.output['outcome'], 'confirmed');
    assert.equal(trace[2]?.output['token'], '•'.repeat(String(result['token']).length));
    const text = JSON.stringify(trace);
    for (const secret of ['123456', '12-34 56', String(result['token'])])
      assert.equal(text.includes(secret), false);
    assert.equal(text.includes(challenge), true);
  });

  test('is frozen, and tells when and how long', async () => {
    let now = 1000;
    const clock = { now: () => (now += 5) };
    const { trace } = await runDataflow(definition(model, response), {}, context({ clock }));
    assert.deepEqual(
      trace.map(({ at, took }) => [at, took]),
      [
        [1005, 5],
        [1015, 5],
      ],
    );
    assert.equal(
      Object.isFrozen(trace) &&
        trace.flatMap((record) => [record, record.input, record.output]).every(Object.isFrozen),
      true,
    );
  });

  test('a user code field named like a shown member is hidden all the same', async () => {
    const { engine, issued, log } = sandbox();
    const { challenge, code } = await issued();
    await engine.confirm({ challenge, code, userCodeField: 'user' });
    assert.equal(JSON.stringify(log).includes(code), false);

    const confirm = { type: 'Confirm one-time code for user', stepName: 'Confirm', sourceStep: 'Model' };
    const run = await engine.run(definition(model, { ...confirm, userCodeField: 'channel' }, response), {
      challenge,
      channel: code,
    });
    assert.equal(JSON.stringify(run.trace).includes(code), false);
  });

  test('so is the field of a request that a script reads before the code is confirmed', async () => {
    const scripts = { take: (input: Model) => ({ ...input, _code: input['channel'] }) };
    const take = { type: 'Execute script', stepName: 'Take', sourceStep: 'Model', script: 'take' };
    const confirm = { type: 'Confirm one-time code for user', stepName: 'Confirm', sourceStep: 'Take' };
    const own: Component = {
      name: 'Own',
      definitions: [definition(model, take, { ...confirm, userCodeField: '_code' }, response)],
    };
    const { engine, issued, log } = sandbox({ component: own, scripts });
    const { challenge, code } = await issued({ stepName: 'Confirm' });
    const outcome = await engine.confirm({ challenge, code, stepName: 'Confirm', userCodeField: 'channel' });
    assert.equal(outcome.kind, 'confirmed');
    assert.equal(JSON.stringify(log).includes(code), false);
  });
});
