// The engine as a server mounts it: one handler for the browser, and the calls that the page's own code makes.
// What a form post holds is read in confirmation.ts, what a message says in message.ts.
import {
  ConfigurationError,
  createEndpoint,
  createEngine,
  createMemoryStore,
  serverLimits,
  success,
  systemClock,
  systemRandom,
  unavailable,
  type EndpointOptions,
  type Engine,
  type EngineOptions,
  type Limits,
  type Store,
} from '../engine/index.js';
import { checkReader, createConfirmationReader, type ReadConfirmation } from './confirmation.js';
import { createDeferred, type Defer } from './deferred.js';
import { createMessage, type Message, type MessageOptions } from './message.js';

export interface OtpEndpointOptions
  extends
    Pick<EngineOptions, 'keys' | 'nameKey' | 'log' | 'component' | 'steps' | 'scripts' | 'limits'>,
    Partial<Pick<EngineOptions, 'clock' | 'random'>>,
    Pick<EndpointOptions, 'clients' | 'origins' | 'clientAddress'>,
    MessageOptions {
  /** Default: the memory store, for one process. */
  readonly store?: Store;
  /**
   * Sends a message to the user, after the answer is given. Where it rejects, the failure is logged, told by `status`,
   * and a user with a first factor who asks again is answered `undeliverable`, once.
   */
  readonly deliver: (message: Message) => unknown;
  /** Runs what is done after the answer. Default: a timer; on Workers `(work) => ctx.waitUntil(work())`. */
  readonly defer?: Defer;
  /** Seconds between two sweeps of the store; an issue sets them off, the first one too. 0 for none. Default 600. */
  readonly sweepEvery?: number;
}

export interface OtpEndpoint extends Pick<
  Engine,
  'issue' | 'confirm' | 'redeem' | 'status' | 'revoke' | 'unlock' | 'sweep'
> {
  /**
   * Answers `…/confirm`, `…/issue` and `…/redeem`, wherever it is mounted. What stands beside the request goes to
   * `clientAddress`.
   *
   * @throws ConfigurationError where it is given no Request: Node's own, and Express's, has to be made one.
   */
  handler(request: Request, context?: unknown): Promise<Response>;
  readonly readConfirmation: ReadConfirmation;
  /** 200 where the store can be used, 503 where not: for a load balancer. Mount it where only that may ask. */
  health(): Promise<Response>;
  /** Waits for the deliveries on their way, then closes the store. */
  close(): Promise<void>;
}

/**
 * The engine on a server: `handler` answers the browser, the other members are for the page's own code.
 *
 * @throws ConfigurationError where the keys are missing (it says how to make one) or another option cannot work.
 * @example
 * const otp = createOtpEndpoint({ keys: [{ id: '1', key: process.env.OTP_KEY }], deliver: sendMail });
 * const issued = await otp.issue({ user: 'ada', destination: 'ada@example.org' });
 */
export function createOtpEndpoint(options: OtpEndpointOptions): OtpEndpoint {
  const { store = createMemoryStore(), clock = systemClock, deliver, log, sweepEvery = 600 } = options;
  if (typeof deliver !== 'function') {
    throw new ConfigurationError('There is no deliver. Pass a function that sends the code to the user.', {
      setting: 'deliver',
    });
  }
  // A log that is called to no avail says nothing, and nobody sees that.
  for (const setting of ['log', 'clientAddress', 'words', 'defer'] as const) {
    if (typeof (options[setting] ?? deliver) === 'function') continue;
    throw new ConfigurationError(`Make ${setting} a function.`, { setting });
  }
  // A promise of one is none.
  if (!(store as Partial<Store> | null)?.get) {
    throw new ConfigurationError('There is no store. Await its opener.', { setting: 'store' });
  }
  const deferred = createDeferred(options.defer);
  const engine = createEngine({
    random: systemRandom,
    ...options,
    store,
    clock,
    decoys: true,
    limits: limitsWith(options.limits),
    deliver: (delivery) => deliver(message(delivery)),
    defer: deferred.defer,
  });
  const handle = createEndpoint(engine, {
    ...options,
    log: (entry) => log?.(Object.freeze({ ...entry, at: clock.now() })),
  });
  // Of what was checked.
  const origins = originsOf(options);
  const message = createMessage({ host: hostOf(options.origins), ...options });

  // Long ago: a process that is started for a few requests sweeps as well.
  let swept = 0;
  function tidy(): void {
    // Either way: a clock may be set back.
    if (sweepEvery === 0 || Math.abs(clock.now() - swept) < sweepEvery * 1000) return;
    swept = clock.now();
    deferred.defer(async () => {
      await engine.sweep();
    });
  }

  return {
    // At once, and not by a promise, which Node's server and Express 4 do not look at.
    handler(request, context) {
      checkReader((request as Partial<Request> | null | undefined)?.headers);
      return handle(request, context);
    },
    async issue(request) {
      const result = await engine.issue(request);
      tidy();
      return result;
    },
    confirm: engine.confirm,
    redeem: engine.redeem,
    status: engine.status,
    revoke: engine.revoke,
    unlock: engine.unlock,
    sweep: engine.sweep,
    readConfirmation: createConfirmationReader(engine, store, origins),
    async health() {
      try {
        await store.ping();
        return success({ status: 'ok' });
      } catch {
        return unavailable();
      }
    },
    async close() {
      await deferred.idle();
      await store.close();
    },
  };
}

/** One that is given as undefined is not given: it must not take the default away. */
function limitsWith(given: Limits | null | undefined): Limits {
  const set: Limits = Object.fromEntries(
    Object.entries(given ?? {}).filter(([, value]) => value !== undefined),
  );
  return { ...serverLimits, ...set };
}

/** Of all pages, whether they stand with a client or not. */
function originsOf({ origins = [], clients }: Pick<EndpointOptions, 'origins' | 'clients'>): string[] {
  return [...origins, ...Object.values(clients ?? {}).flatMap((client) => client.origins ?? [])];
}

function hostOf([origin = '']: readonly string[] = []): string | undefined {
  return /^https?:\/\/([\w.-]+)/.exec(origin)?.[1];
}
