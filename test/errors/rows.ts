// How each error of src comes about: misuse, one row a site. What holds of all of them is errors.test.ts's matter.
import { createConfirmClient, httpAdapter, type ConfirmAdapter } from '../../src/client/index.js';
import {
  builtInSteps,
  createEndpoint,
  createEngine,
  createMemoryStore,
  defineStep,
  runDataflow,
  systemClock,
  systemRandom,
  type Definition,
  type EngineOptions,
  type RunContext,
  type StepConfiguration,
} from '../../src/engine/index.js';
import { randomCode } from '../../src/engine/codes.js';
import { createKeyring } from '../../src/engine/keyring.js';
import { withoutNode } from '../engine/without-node.js';
import { createMock } from '../../src/mock/index.js';
import { createOtpEndpoint } from '../../src/server/index.js';
import { createMessage } from '../../src/server/message.js';
import { KEY } from '../engine/sandbox.js';
import { adapterRows } from './adapter-rows.js';
import { componentRows } from './component-rows.js';
import { mockRows } from './mock-rows.js';

/** What is nowhere to be found in an error: it is the code, the token and the secret of every row. */
export const SENTINEL = 'QWERTYUIOPAS';
/** What an error that answers another one has to keep. */
export const CAUSE = new RangeError('The cause of it.');

export interface Row {
  /** What was done wrong. */
  readonly misuse: string;
  readonly name: string;
  /** It imitates what the platform throws, by a name of the platform's. */
  readonly platform?: true;
  readonly provoke: () => unknown;
}

const request = { challenge: 'c1', code: SENTINEL };
const http = (options: object = {}): ConfirmAdapter => httpAdapter({ endpoint: '/otp/confirm', ...options });
const clientOf = (adapter: Partial<ConfirmAdapter>) =>
  createConfirmClient({ adapter: { confirm: () => new Promise(() => undefined), ...adapter } });

const client: readonly Row[] = [
  {
    misuse: 'a client without an adapter',
    name: 'SettingError',
    provoke: () => createConfirmClient({} as never),
  },
  {
    misuse: 'two confirmations at once',
    name: 'BusyError',
    provoke: () => {
      const busy = clientOf({});
      void busy.confirm(request);
      return busy.confirm({ ...request, code: `${SENTINEL}2` });
    },
  },
  {
    misuse: 'an adapter that throws',
    name: 'AdapterError',
    provoke: () => clientOf({ confirm: () => Promise.reject(CAUSE) }).confirm(request),
  },
  {
    misuse: 'issue() without one in the adapter',
    name: 'SettingError',
    provoke: () => clientOf({}).issue(request),
  },
  { misuse: 'no endpoint', name: 'SettingError', provoke: () => http({ endpoint: '' }) },
  {
    misuse: 'an endpoint that is no address',
    name: 'SettingError',
    provoke: () => clientOf(http({ endpoint: 'http://[' })).confirm(request),
  },
  {
    misuse: 'headers() that throws',
    name: 'SettingError',
    provoke: () => clientOf(http({ headers: () => Promise.reject(CAUSE) })).confirm(request),
  },
  {
    misuse: 'request() that throws',
    name: 'SettingError',
    provoke: () => clientOf(http({ request: () => Promise.reject(CAUSE) })).confirm(request),
  },
  {
    misuse: 'request() that gives nothing',
    name: 'SettingError',
    provoke: () => clientOf(http({ request: () => undefined })).confirm(request),
  },
  {
    misuse: 'request() that gives what no form holds',
    name: 'SettingError',
    provoke: () =>
      clientOf(http({ encoding: 'form', request: () => ({ code: [SENTINEL] }) })).confirm(request),
  },
  {
    misuse: 'a user code field that cannot be one',
    name: 'SettingError',
    provoke: () => clientOf(http()).confirm({ ...request, userCodeField: 'challenge' }),
  },
];

// ---- the dataflow ----
const model: StepConfiguration = { type: 'Get action model', stepName: 'Model' };
const response: StepConfiguration = { type: 'Write response', stepName: 'Response', sourceStep: 'Model' };
const script = (name: unknown): StepConfiguration => ({
  type: 'Execute script',
  stepName: 'Script',
  sourceStep: 'Model',
  script: name as string,
});
const getCode = (settings: object): StepConfiguration => ({
  type: 'Get one-time code for user',
  stepName: 'Get',
  sourceStep: 'Model',
  userName: 'user',
  ...settings,
});
const of = (...steps: readonly StepConfiguration[]): Definition => ({
  name: 'Flow',
  stages: [{ name: 'Stage', steps }],
});
const context: RunContext = {
  clock: systemClock,
  issueCode: () => Promise.reject(CAUSE),
  confirmCode: () => Promise.reject(CAUSE),
};
const run = (steps: readonly StepConfiguration[], input: object = {}, more: Partial<RunContext> = {}) =>
  runDataflow(of(...steps), { code: SENTINEL, user: SENTINEL, ...input }, { ...context, ...more });
const failing = () => {
  throw CAUSE;
};
const configuration = (misuse: string, provoke: Row['provoke']): Row => ({
  misuse,
  name: 'ConfigurationError',
  provoke,
});
const dataflow = (misuse: string, provoke: Row['provoke']): Row => ({
  misuse,
  name: 'DataflowError',
  provoke,
});

const flows: readonly Row[] = [
  configuration('a setting that is missing', () => run([model, { ...script(undefined) }, response])),
  configuration('a setting that is no boolean', () =>
    run([{ ...model, validateInputValues: 'yes' as never }, response]),
  ),
  configuration('seconds out of range', () => run([model, getCode({ codeLifetime: 9999 }), response])),
  configuration('a setting that no step has', () => run([{ ...model, colour: SENTINEL } as never, response])),
  configuration('a script that is not registered', () => run([model, script('clean'), response])),
  configuration('a step without a name', () => run([{ ...model, stepName: '' }, response])),
  configuration('a type that is not registered', () => run([{ ...model, type: 'Send' }, response])),
  configuration('two steps of one name', () => run([model, model, response])),
  configuration('a source step that comes later', () => run([{ ...response, sourceStep: 'Later' }])),
  configuration('no step that writes the response', () => run([model])),
  configuration('a script with nothing registered under it', () =>
    run([model, script('mine'), response], {}, { scripts: { mine: undefined as never } }),
  ),
  configuration('a type with nothing registered under it', () =>
    run([model, response], {}, { steps: { 'Write response': undefined as never } }),
  ),
  dataflow('a model that is missing', () => runDataflow(of(model, response), undefined as never, context)),
  dataflow('a script that throws', () =>
    run([model, script('mine'), response], {}, { scripts: { mine: failing } }),
  ),
  dataflow('a script that rejects', () =>
    run([model, script('mine'), response], {}, { scripts: { mine: () => Promise.reject(CAUSE) } }),
  ),
  dataflow('a script that gives no model', () =>
    run([model, script('mine'), response], {}, { scripts: { mine: () => [SENTINEL] as never } }),
  ),
  dataflow('a script whose model cannot be read', () =>
    run(
      [model, script('mine'), response],
      {},
      { scripts: { mine: () => Object.defineProperty({}, 'code', { enumerable: true, get: failing }) } },
    ),
  ),
  dataflow('a callback that fails', () => run([model, getCode({}), { ...response, sourceStep: 'Get' }])),
  dataflow('a script that is not registered, of a step that runs the built-in one', () => {
    const own = defineStep({
      settings: {},
      run: (input, _, context) => builtInSteps['Execute script']!.run(input, script('mine'), context),
    });
    const part = { type: 'Own', stepName: 'Own', sourceStep: 'Model' };
    return run([model, part, response], {}, { steps: { Own: own } });
  }),
  dataflow('a field that is not in the model', () =>
    run([model, script('cleanCode'), response], { ForTestCode: undefined }),
  ),
  dataflow('a field that is no text', () => run([model, script('cleanCode'), response], { ForTestCode: 7 })),
  dataflow('a model of too many members', () =>
    run(
      [model, response],
      Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`m${String(index)}`, SENTINEL])),
    ),
  ),
  dataflow('a value that is not plain', () =>
    run([{ ...model, validateInputValues: true }, response], { code: [SENTINEL] }),
  ),
];

// ---- the engine and its endpoints ----
const engine = (options: Partial<EngineOptions> = {}) =>
  createEngine({
    store: createMemoryStore(),
    keys: [KEY],
    clock: systemClock,
    random: systemRandom,
    deliver: () => undefined,
    ...options,
  });
const SECRET = 'a'.repeat(43);
const noRandom = (bytes: number) => new Uint8Array(bytes).fill(255);

/** What happens in a page outside a secure context. */
function withoutSubtle(act: () => unknown): unknown {
  return withoutNode(() => {
    Object.defineProperty(crypto, 'subtle', { configurable: true, value: undefined });
    try {
      return act();
    } finally {
      Reflect.deleteProperty(crypto, 'subtle');
    }
  });
}
function inProduction(act: () => unknown): unknown {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    return act();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

const engines: readonly Row[] = [
  configuration('a code too short', () => randomCode(5, 'digits', systemRandom)),
  configuration('a random source that gives nothing', () => randomCode(6, 'digits', noRandom)),
  configuration('a limit out of range', () => engine({ limits: { attempts: 99 } })),
  configuration('a step without a name', () =>
    engine().confirm({ challenge: 'c1', code: SENTINEL, stepName: NaN as never }),
  ),
  configuration('a life time out of range', () => engine().issue({ user: SENTINEL, codeLifetime: 9999 })),
  configuration('text that no database keeps', () =>
    engine().issue({ user: 'ada', destination: `${SENTINEL}\0` }),
  ),
  configuration('no key', () => engine({ keys: [] })),
  configuration('a key that is too short', () => engine({ keys: [{ id: '1', key: SENTINEL }] })),
  configuration('a key that is gone', () => createKeyring([KEY]).sign('2', [SENTINEL])),
  configuration('no secure context', () => withoutSubtle(() => engine())),
  configuration('a redeem secret that is short', () =>
    createEndpoint(engine(), { clients: { shop: { redeemSecret: SENTINEL } } }),
  ),
  configuration('an origin that stands with two clients', () =>
    createEndpoint(engine(), {
      clients: Object.fromEntries(
        ['shop', 'bank'].map((id) => [
          id,
          { redeemSecret: SECRET + id, origins: ['https://login.example.org'] },
        ]),
      ),
    }),
  ),
  configuration('an origin with a path', () =>
    createEndpoint(engine(), { origins: ['https://a.example/x'] }),
  ),
  configuration('a host with a protocol', () => createMessage({ host: 'https://login.example.org' })),
  configuration('a list that is none', () =>
    engine({ limits: { address: { limit: 5, seconds: 60 } as never } }),
  ),
  configuration('a redeem secret that two clients have', () =>
    createEndpoint(engine(), {
      clients: Object.fromEntries(['shop', 'bank'].map((id) => [id, { redeemSecret: SECRET }])),
    }),
  ),
  configuration('nothing that delivers', () => createOtpEndpoint({ keys: [KEY] } as never)),
  configuration('a store that is still being opened', () =>
    createOtpEndpoint({
      keys: [KEY],
      deliver: () => undefined,
      store: Promise.resolve(createMemoryStore()) as never,
    }),
  ),
  configuration('a log that is no function', () =>
    createOtpEndpoint({ keys: [KEY], deliver: () => undefined, log: console as never }),
  ),
  configuration('a request that is none', () =>
    createOtpEndpoint({ keys: [KEY], deliver: () => undefined }).handler({ headers: {} } as never),
  ),
  configuration('a mock in production', () => inProduction(() => createMock())),
];

export const rows: readonly Row[] = [
  ...client,
  ...adapterRows,
  ...flows,
  ...componentRows,
  ...engines,
  ...mockRows,
];
