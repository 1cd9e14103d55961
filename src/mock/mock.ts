// The sandbox: the engine with a memory store, a clock that can be moved, seeded codes, and an inbox.
// It is no second implementation: `fetch` leads to the engine's own endpoint, over a wire that can be told to misbehave.
import { httpAdapter, type ConfirmAdapter } from '../client/index.js';
import {
  ConfigurationError,
  createEndpoint,
  createEngine,
  createMemoryStore,
  systemRandom,
  type DataflowRun,
  type Definition,
  type EngineOptions,
  type IssueRequest,
  type IssueResult,
  type LogEntry,
  type RawModel,
  type RedeemRequest,
  type RedeemResult,
} from '../engine/index.js';
import { createFeed, type Feed } from './feed.js';
import { createMockClock, type MockClock } from './mock-clock.js';
import { createMockStore } from './mock-store.js';
import { createPost, type MockMessage } from './post.js';
import { seededRandom } from './seeded-random.js';
import { changedSettings, checkWord, type Fault, type MockSettings } from './settings.js';
import type { MockNote, Note } from './note.js';
import { createWire } from './wire.js';

/** What the mock starts with, and comes back to when it is reset; and what it hands on to the engine. */
export interface MockOptions
  extends
    Partial<MockSettings>,
    Partial<Pick<EngineOptions, 'component' | 'steps' | 'scripts' | 'userInfo' | 'limits'>> {
  /** A whole number. The same seed gives the same codes in the same order, and the same chances. Default: random. */
  readonly seed?: number;
  /** `real` runs and can be put forward; `manual` moves only by `advance`. Default `real`. */
  readonly clock?: 'real' | 'manual';
  /** Starts even where NODE_ENV is production. Default false. */
  readonly allowProduction?: boolean;
}

/** What the engine logs, and what the mock did on the way. No code and no token stands in it. */
export type MockLogEntry = LogEntry | MockNote;

/** What there is news of. */
export type MockChange = 'settings' | 'clock' | 'inbox' | 'log' | 'reset';

export interface Mock {
  readonly endpoint: string;
  readonly issueEndpoint: string;
  readonly redeemEndpoint: string;
  /** Stands in for the page's fetch: whatever its origin, the last segment of the path says the operation. */
  readonly fetch: typeof fetch;
  /**
   * For the element's or the client's `adapter`. With a manual clock the client does not ask again by itself where a
   * connection is lost, so that nobody waits for it.
   */
  readonly adapter: ConfirmAdapter;
  /** What was sent. */
  readonly inbox: Feed<MockMessage>;
  readonly clock: MockClock;
  readonly log: Feed<MockLogEntry>;
  /** The entries of the log in which a dataflow ran, each with its steps; codes and tokens stand as bullets. */
  readonly trace: Feed<LogEntry>;
  /** As they are now. */
  readonly settings: MockSettings;
  /**
   * Changes scenario, latency or faults from now on.
   *
   * @throws ConfigurationError or RangeError that says what fits; then nothing is changed.
   */
  change(settings: Partial<MockSettings>): void;
  /** Calls the listener at whatever happens here; returns what ends that. */
  subscribe(listener: (change: MockChange) => void): () => void;
  /** As after a first factor: the answer tells the masked destination. Default: a text message to a phone. */
  issue(request: IssueRequest): Promise<IssueResult>;
  redeem(request: RedeemRequest): Promise<RedeemResult>;
  /** Runs any dataflow; its code steps issue and confirm here, and the model gets the code. */
  run(definition: Definition, model: RawModel): Promise<DataflowRun>;
  /** Forgets every challenge, message and entry; clock, seed and settings start anew, and what waits is lost. */
  reset(): void;
}

const ORIGIN = 'https://mock.invalid';
const REDEEM_SECRET = 'mock-redeem-secret';
const PHONE = { channel: 'sms', destination: '+1 555 010 0142' };
const DEFAULTS: MockSettings = { scenario: 'happy', latency: 0, faults: {} };

/**
 * An engine to try a page against, in a browser or in Node. Its codes are for nobody's account.
 *
 * @throws ConfigurationError in Node where NODE_ENV is production, unless `allowProduction` is set; for settings that
 *   are none; RangeError for a latency that is no duration.
 * @example
 * const mock = createMock({ seed: 1, clock: 'manual', scenario: 'wrong-then-right' });
 * const issued = await mock.issue({ user: 'ada' });
 * element.adapter = mock.adapter;
 * element.challenge = issued.challenge;
 * element.code = mock.inbox.latest.code;
 */
export function createMock(options: MockOptions = {}): Mock {
  if (options.allowProduction !== true && isProduction()) {
    throw new ConfigurationError(
      'The mock engine does not start where NODE_ENV is production: it shows every code. ' +
        'Use otp-confirm/server there, or pass { allowProduction: true }.',
    );
  }
  const { seed, clock: kind = 'real' } = options;
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    throw new ConfigurationError('The seed is no whole number. Give it one, or leave it out.', {
      setting: 'seed',
    });
  }
  checkWord('clock', kind, { real: '', manual: '' });
  const initial = changedSettings(DEFAULTS, options);
  const inbox = createFeed<MockMessage>();
  const log = createFeed<MockLogEntry>();
  const trace = createFeed<LogEntry>();
  const clock = createMockClock(kind);
  const listeners = new Set<(change: MockChange) => void>();
  let settings = initial;

  function tell(change: MockChange): void {
    for (const listener of [...listeners]) listener(change);
  }

  function add(entry: MockLogEntry): void {
    log.add(entry);
    if (entry.type !== 'mock' && entry.trace.length > 0) trace.add(entry);
    tell('log');
  }

  /** One life of the sandbox, to its next reset: what it still has under way then is not heard any more. */
  function begin() {
    const life = { over: false };
    const random = seed === undefined ? systemRandom : seededRandom(seed);
    // Chances have a source of their own, or a fault would change the codes.
    const chances = seed === undefined ? systemRandom : seededRandom(~seed);
    const draw = (): number => chances(4).reduce((number, byte) => number * 256 + byte, 0) / 2 ** 32;
    const note: Note = (about) => {
      if (!life.over) add(Object.freeze({ type: 'mock', step: '', trace: [], at: clock.now(), ...about }));
    };
    const happens = (fault: Fault, challenge: string): boolean => {
      const chance = settings.faults[fault] ?? 0;
      if (chance === 0 || draw() >= chance) return false;
      note({ why: 'fault', outcome: fault, challenge });
      return true;
    };
    const racing = (): boolean => settings.scenario === 'resend-race';
    const known = createMockStore(createMemoryStore(), clock, racing);
    const post = createPost({
      clock,
      arrived(message) {
        if (life.over) return;
        inbox.add(message);
        tell('inbox');
      },
      happens,
      note,
      racing,
      rootOf: (challenge) => known.lineOf(challenge)?.root,
    });
    const engine = createEngine({
      ...options,
      store: known.store,
      keys: [{ id: 'mock', key: random(32) }],
      clock,
      random,
      deliver: post.deliver,
      log(entry) {
        if (!life.over) add(entry);
      },
      exposeCodes: true,
      tokenPrefix: 'mock_',
    });
    const cross = createWire({
      // No browser stands between page and endpoint, so that no header says where a request comes from.
      handle: createEndpoint(engine, {
        ownPage: () => true,
        clients: { default: { redeemSecret: REDEEM_SECRET } },
      }),
      known,
      post,
      clock,
      settings: () => settings,
      draw,
      happens,
      note,
      redeem: (token, challenge, stepName) => engine.redeem({ token, challenge, stepName }),
    });
    return { life, engine, post, cross };
  }
  let now = begin();

  const mockFetch: typeof fetch = async (input, init) =>
    now.cross(
      new Request(typeof input === 'string' || input instanceof URL ? new URL(input, ORIGIN) : input, init),
    );

  const endpoint = `${ORIGIN}/otp/confirm`;
  const issueEndpoint = `${ORIGIN}/otp/issue`;
  const adapter = httpAdapter({ endpoint, issueEndpoint, fetch: mockFetch });
  return {
    endpoint,
    issueEndpoint,
    redeemEndpoint: `${ORIGIN}/otp/redeem`,
    fetch: mockFetch,
    adapter: kind === 'manual' ? { ...adapter, idempotent: false } : adapter,
    inbox,
    clock: {
      ...clock,
      advance(by) {
        clock.advance(by);
        tell('clock');
      },
    },
    log,
    trace,
    get settings() {
      return settings;
    },
    change(changes) {
      settings = changedSettings(settings, changes);
      if (settings.scenario !== 'resend-race') now.post.release();
      tell('settings');
    },
    subscribe(listener) {
      // Wrapped: the same function subscribed twice is two subscriptions.
      const own = (change: MockChange): void => {
        listener(change);
      };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
    issue: (request) => now.engine.issue({ firstFactor: true, ...PHONE, ...request }),
    redeem: (request) => now.engine.redeem(request),
    run: (definition, model) => now.engine.run(definition, model),
    reset() {
      now.life.over = true;
      for (const feed of [inbox, log, trace]) feed.clear();
      clock.reset();
      settings = initial;
      now = begin();
      tell('reset');
    },
  };
}

// Asked of the global object at run time: a bundler that replaces `process.env` must not answer for it.
function isProduction(): boolean {
  const found = Reflect.get(globalThis, 'process') as { env?: { NODE_ENV?: string } } | undefined;
  return found?.env?.NODE_ENV === 'production';
}
