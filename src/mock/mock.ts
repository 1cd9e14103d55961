// The sandbox: the engine with a memory store, a clock that can be moved, seeded codes, and an inbox.
// It is no second implementation: `fetch` is the engine's own endpoint.
import { httpAdapter, type ConfirmAdapter } from '../client/index.js';
import {
  ConfigurationError,
  createEndpoint,
  createEngine,
  createMemoryStore,
  systemRandom,
  type Component,
  type DataflowRun,
  type Definition,
  type Delivery,
  type Engine,
  type IssueRequest,
  type IssueResult,
  type LogEntry,
  type RawModel,
  type RedeemRequest,
  type RedeemResult,
  type Script,
  type StepNames,
} from '../engine/index.js';
import { createFeed, type Feed } from './feed.js';
import { createMockClock, type MockClock } from './mock-clock.js';
import { seededRandom } from './seeded-random.js';

export interface MockOptions {
  /** The same seed gives the same codes in the same order. Default: random codes. */
  readonly seed?: number;
  /** `real` runs and can be put forward; `manual` moves only by `advance`. Default `real`. */
  readonly clock?: 'real' | 'manual';
  /** Starts even where NODE_ENV is production. Default false. */
  readonly allowProduction?: boolean;
  /** The dataflows, and scripts that they name. Default: the engine's. */
  readonly component?: Component | ((names: StepNames) => Component);
  readonly scripts?: Readonly<Record<string, Script>>;
}

/** A message in the inbox. */
export interface MockMessage extends Delivery {
  /** Milliseconds since the epoch, by the mock's clock. */
  readonly at: number;
}

export interface Mock {
  readonly endpoint: string;
  readonly issueEndpoint: string;
  readonly redeemEndpoint: string;
  /** Stands in for the page's fetch: whatever its origin, the last segment of the path says the operation. */
  readonly fetch: typeof fetch;
  /** For the element's or the client's `adapter`. */
  readonly adapter: ConfirmAdapter;
  readonly inbox: Feed<MockMessage>;
  readonly clock: MockClock;
  /** Every operation with its trace, oldest first. No code and no token stands in it. */
  readonly log: readonly LogEntry[];
  /** Calls the listener for every new entry of the log; returns what ends that. */
  watch(listener: (entry: LogEntry) => void): () => void;
  /** As after a first factor: the answer tells the masked destination. */
  issue(request: IssueRequest): Promise<IssueResult>;
  redeem(request: RedeemRequest): Promise<RedeemResult>;
  /** Runs any dataflow; its code steps issue and confirm here, and the model gets the code. */
  run(definition: Definition, model: RawModel): Promise<DataflowRun>;
  /** Forgets every challenge, message and entry; clock and seed start anew. */
  reset(): void;
}

const ORIGIN = 'https://mock.invalid';
const REDEEM_SECRET = 'mock-redeem-secret';

/**
 * An engine to try a page against, in a browser or in Node. Its codes are for nobody's account.
 *
 * @throws ConfigurationError in Node where NODE_ENV is production, unless `allowProduction` is set.
 * @example const mock = createMock({ seed: 1, clock: 'manual' }); await mock.issue({ user: 'ada' }); mock.inbox.latest;
 */
export function createMock(options: MockOptions = {}): Mock {
  if (options.allowProduction !== true && isProduction()) {
    throw new ConfigurationError(
      'The mock engine does not start where NODE_ENV is production: it shows every code. ' +
        'Use otp-confirm/server there, or pass { allowProduction: true }.',
      { setting: 'allowProduction' },
    );
  }
  const inbox = createFeed<MockMessage>();
  const runs = createFeed<LogEntry>();
  const clock = createMockClock(options.clock ?? 'real');
  let engine: Engine;
  let handle: ReturnType<typeof createEndpoint>;

  function start(): void {
    const random = options.seed === undefined ? systemRandom : seededRandom(options.seed);
    engine = createEngine({
      store: createMemoryStore(),
      keys: [{ id: 'mock', key: random(32) }],
      clock,
      random,
      deliver: (message) => {
        inbox.add(Object.freeze({ ...message, at: clock.now() }));
      },
      log: runs.add,
      exposeCodes: true,
      tokenPrefix: 'mock_',
      ...(options.component === undefined ? {} : { component: options.component }),
      ...(options.scripts === undefined ? {} : { scripts: options.scripts }),
    });
    // No browser stands between page and endpoint, so that no header says where a request comes from.
    handle = createEndpoint(engine, {
      ownPage: () => true,
      clients: { default: { redeemSecret: REDEEM_SECRET } },
    });
  }
  start();

  const mockFetch: typeof fetch = async (input, init) => {
    const request = new Request(
      typeof input === 'string' || input instanceof URL ? new URL(input, ORIGIN) : input,
      init,
    );
    request.signal.throwIfAborted();
    const response = await handle(request);
    request.signal.throwIfAborted();
    return response;
  };

  const endpoint = `${ORIGIN}/otp/confirm`;
  const issueEndpoint = `${ORIGIN}/otp/issue`;
  return {
    endpoint,
    issueEndpoint,
    redeemEndpoint: `${ORIGIN}/otp/redeem`,
    fetch: mockFetch,
    adapter: httpAdapter({ endpoint, issueEndpoint, fetch: mockFetch }),
    inbox,
    clock,
    get log() {
      return runs.all;
    },
    watch: runs.subscribe,
    issue: (request) => engine.issue({ firstFactor: true, ...request }),
    redeem: (request) => engine.redeem(request),
    run: (definition, model) => engine.run(definition, model),
    reset() {
      inbox.clear();
      runs.clear();
      clock.reset();
      start();
    },
  };
}

// Asked of the global object at run time: a bundler that replaces `process.env` must not answer for it.
function isProduction(): boolean {
  const found: unknown = Reflect.get(globalThis, 'process');
  if (typeof found !== 'object' || found === null || !('env' in found)) return false;
  const { env } = found;
  return typeof env === 'object' && env !== null && 'NODE_ENV' in env && env.NODE_ENV === 'production';
}
