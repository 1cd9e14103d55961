// Two confirm flows in one component, sign-in and withdrawal: a code of the one does not answer the other. And what a
// dataflow knows of its user, and what is left of a run that fails.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkComponent, DataflowError, type Definition, type Model } from '../../src/engine/index.js';
import { assertKind, codes, sandbox } from './sandbox.js';

const issuing = (name: string, stepName: string) => ({
  name,
  stages: [
    {
      name: 'Issue',
      steps: [
        { type: 'Get action model', stepName: 'Model', validateInputValues: true },
        {
          type: 'Get one-time code for user',
          stepName,
          sourceStep: 'Model',
          userName: 'user',
          clientForRequest: 'client',
        },
        { type: 'Write response', stepName: 'Response', sourceStep: stepName },
      ],
    },
  ],
});
const confirming = (name: string, stepName: string) => ({
  name,
  stages: [
    {
      name: 'Confirm',
      steps: [
        { type: 'Get action model', stepName: 'Model', validateInputValues: true },
        { type: 'Execute script', stepName: 'Clean', sourceStep: 'Model', script: 'cleanCode' },
        {
          type: 'Confirm one-time code for user',
          stepName,
          sourceStep: 'Clean',
          userCodeField: '_code',
        },
        { type: 'Write response', stepName: 'Response', sourceStep: stepName },
      ],
    },
  ],
});
const component = checkComponent({
  name: 'Bank',
  definitions: [
    issuing('Get sign-in code', 'Get sign-in code'),
    confirming('Confirm sign-in', 'Confirm sign-in'),
    issuing('Get withdrawal code', 'Get withdrawal code'),
    confirming('Confirm withdrawal', 'Confirm withdrawal'),
  ],
});
const signIn = { stepName: 'Confirm sign-in', sourceStep: 'Get sign-in code' };
const withdraw = { stepName: 'Confirm withdrawal', sourceStep: 'Get withdrawal code' };
const field = { userCodeField: 'ForTestCode' };

describe('two flows in one component', () => {
  test('each confirms its own code, and its token is redeemed for its own step', async () => {
    const { engine, issued } = sandbox({ component });
    for (const [flow, other] of [
      [signIn, withdraw],
      [withdraw, signIn],
    ] as const) {
      const { challenge, code } = await issued(flow);
      const outcome = await engine.confirm({ ...flow, ...field, challenge, code });
      assertKind(outcome, 'confirmed');
      const token = outcome.token ?? '';
      assert.deepEqual(await engine.redeem({ token, challenge, stepName: other.stepName }), {
        kind: 'token-unknown',
      });
      assertKind(await engine.redeem({ token, challenge, stepName: flow.stepName }), 'redeemed');
    }
  });

  for (const [alphabet, shown] of [
    ['digits', (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`],
    ['alphanumeric', (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase()],
    ['text', (code: string) => ` ${code}\n`],
  ] as const)
    test(`a code of ${alphabet} is still one when the script has cleaned it`, async () => {
      const { engine, issued } = sandbox({ component });
      const { challenge, code } = await issued({ ...signIn, length: 8, alphabet });
      assertKind(await engine.confirm({ ...signIn, ...field, challenge, code: shown(code) }), 'confirmed');
    });

  const swaps: [what: string, issued: typeof signIn, asked: typeof signIn][] = [
    ['a sign-in code on the withdrawal', signIn, withdraw],
    ['a withdrawal code on the sign-in', withdraw, signIn],
    [
      'a sign-in code on the withdrawal, issued by the sign-in',
      signIn,
      { ...withdraw, sourceStep: signIn.sourceStep },
    ],
    [
      'a sign-in code said to be issued for a withdrawal',
      signIn,
      { ...signIn, sourceStep: withdraw.sourceStep },
    ],
  ];
  for (const [what, own, asked] of swaps) {
    test(`${what} is a wrong code, charged`, async () => {
      const { engine, issued, store } = sandbox({ component });
      const { challenge, code } = await issued(own);
      assert.deepEqual(await engine.confirm({ ...asked, ...field, challenge, code }), {
        kind: 'incorrect',
        attemptsRemaining: 4,
      });
      assert.equal((await store.get(challenge))?.attemptsRemaining, 4);
      assertKind(await engine.confirm({ ...own, ...field, challenge, code }), 'confirmed');
    });
  }

  test('another code is issued for the purpose that the first one had', async () => {
    const { engine, issued, advance } = sandbox({ component });
    const { challenge } = await issued(signIn);
    advance(30);
    assertKind(await engine.reissue({ ...withdraw, challenge }), 'challenge-unknown');
    assertKind(await engine.reissue({ ...signIn, challenge }), 'issued');
  });
});

describe('Get user info', () => {
  const definition: Definition = {
    name: 'Greet',
    stages: [
      {
        name: 'All',
        steps: [
          { type: 'Get action model', stepName: 'Model' },
          { type: 'Get user info', stepName: 'User', sourceStep: 'Model', userName: 'login' },
          { type: 'Write response', stepName: 'Response', sourceStep: 'User' },
        ],
      },
    ],
  };
  const userInfo = (user: string) =>
    user === 'ada' ? Promise.resolve({ email: 'ada@example.org', language: 'en', level: 2 }) : undefined;

  test('adds what the service knows, under names of its own', async () => {
    const { engine } = sandbox({ userInfo });
    const { response, trace } = await engine.run(definition, { login: 'ada', email: 'of the page' });
    assert.deepEqual(
      { ...response },
      {
        login: 'ada',
        email: 'of the page',
        user_email: 'ada@example.org',
        user_language: 'en',
        user_level: 2,
        user_known: true,
      },
    );
    assert.equal(trace[1]?.output['user_email'], '•'.repeat(15), 'an address stands in no trace');
  });

  for (const [what, options] of [
    ['a user that the service does not know', { userInfo }],
    ['any user, where nothing is known of users', {}],
  ] as const) {
    test(`${what} is no error`, async () => {
      const { response } = await sandbox(options).engine.run(definition, { login: 'eve' });
      assert.deepEqual({ ...response }, { login: 'eve', user_known: false });
    });
  }

  test('alone tells what stands under those names: what came with the model gives way, but the name itself', async () => {
    const { engine } = sandbox({ userInfo });
    const model = { user_level: 9, user_admin: true, user_known: true, user: 'x', users_level: 9 };
    for (const [login, told] of [
      ['ada', { user_email: 'ada@example.org', user_language: 'en', user_level: 2, user_known: true }],
      ['eve', { user_known: false }],
    ] as const) {
      const { response } = await engine.run(definition, { login, ...model });
      assert.deepEqual({ ...response }, { login, user: 'x', users_level: 9, ...told });
    }
    const byName: Definition = JSON.parse(JSON.stringify(definition).replaceAll('"login"', '"user_name"'));
    const { response } = await engine.run(byName, { user_name: 'eve', user_admin: true });
    assert.deepEqual({ ...response }, { user_name: 'eve', user_known: false });
  });

  test('needs the name', async () => {
    await assert.rejects(sandbox({ userInfo }).engine.run(definition, {}), (error: unknown) => {
      assert.ok(error instanceof DataflowError, 'an error of another kind');
      assert.deepEqual([error.step, error.field], ['User', 'login']);
      return true;
    });
  });
});

describe('a run that fails', () => {
  const failing = (script: string): Definition => ({
    name: 'Failing',
    stages: [
      {
        name: 'All',
        steps: [
          { type: 'Get action model', stepName: 'Model' },
          { type: 'Execute script', stepName: 'Fail', sourceStep: 'Model', script },
          { type: 'Write response', stepName: 'Response', sourceStep: 'Fail' },
        ],
      },
    ],
  });
  const scripts = {
    fail: (): Model => {
      throw new Error('over 123456');
    },
  };

  test('leaves its trace in the log, up to the step that failed', async () => {
    const { engine, log } = sandbox({ scripts });
    await assert.rejects(engine.run(failing('fail'), { user: 'ada', ForTestCode: '123456' }));
    const { type, outcome, error, trace } = log[0]!;
    assert.deepEqual([type, outcome, error], ['run', 'failed', 'DataflowError']);
    assert.deepEqual(
      trace.map(({ step, error: failed, input, output }) => [step, failed, { ...input }, { ...output }]),
      [
        ['Model', undefined, { user: 'ada', ForTestCode: '••••••' }, { user: 'ada', ForTestCode: '••••••' }],
        ['Fail', 'DataflowError', { user: 'ada', ForTestCode: '••••••' }, {}],
      ],
    );
    assert.equal(JSON.stringify(log).includes('123456'), false);
  });

  test('so does a confirmation whose dataflow does not read the field of the request', async () => {
    const { engine, issued, log } = sandbox({ component, random: codes('123456') });
    const { challenge, code } = await issued(signIn);
    assertKind(await engine.confirm({ ...signIn, challenge, code }), 'protocol');
    assert.deepEqual(
      log[1]?.trace.map(({ step, error }) => [step, error]),
      [
        ['Model', undefined],
        ['Clean', 'DataflowError'],
      ],
    );
    assert.equal(JSON.stringify(log).includes('123456'), false);
  });
});

test('a sentinel of 12 letters stands in no trace, whatever the step, the script or the error', async () => {
  const scripts = {
    strip: (input: Model): Model => ({ ...input, _code: String(input['ForTestCode']).trim() }),
    spread: (input: Model): Model => ({ ...input, again: `it is ${String(input['_code'])}` }),
  };
  const [model, clean, confirm, response] = component.definitions[1]!.stages[0]!.steps;
  const spread = { type: 'Execute script', stepName: 'Spread', sourceStep: 'Clean', script: 'spread' };
  const own = {
    name: 'Spreading',
    definitions: [
      {
        name: 'Spread',
        stages: [
          {
            name: 'All',
            steps: [
              model!,
              { ...clean!, script: 'strip' },
              spread,
              { ...confirm!, sourceStep: 'Spread' },
              response!,
            ],
          },
        ],
      },
    ],
  };
  const { engine, issued, log } = sandbox({ component: own, scripts });
  const { challenge, code } = await issued({ ...signIn, length: 12, alphabet: 'text' });
  assert.match(code, /^[a-z]{12}$/);
  const outcome = await engine.confirm({ ...signIn, ...field, challenge, code: ` ${code} ` });
  assertKind(outcome, 'confirmed');
  const text = JSON.stringify(log);
  assert.deepEqual([text.includes(code), text.includes(outcome.token ?? '')], [false, false]);
  assert.equal(log.at(-1)?.trace.length, 5);
});
