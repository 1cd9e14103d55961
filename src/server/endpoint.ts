// The engine as a server mounts it: one handler for the browser, and the calls that the page's own code makes.
// What a form post holds is read in confirmation.ts.
import {
  ConfigurationError,
  createEndpoint,
  createEngine,
  createMemoryStore,
  systemClock,
  systemRandom,
  type Client,
  type Engine,
  type EngineOptions,
  type Store,
} from '../engine/index.js';
import { createConfirmationReader, type ReadConfirmation } from './confirmation.js';

export interface OtpEndpointOptions
  extends
    Pick<EngineOptions, 'deliver' | 'keys' | 'log' | 'component' | 'steps' | 'scripts' | 'limits'>,
    Partial<Pick<EngineOptions, 'clock' | 'random'>> {
  /** Default: the memory store, for one process. */
  readonly store?: Store;
  /** Who may redeem over HTTP, by client id. */
  readonly clients?: Readonly<Record<string, Client>>;
  /** Origins of the pages that may ask. Needed behind a proxy. */
  readonly origins?: readonly string[];
}

export interface OtpEndpoint extends Pick<Engine, 'issue' | 'confirm' | 'redeem' | 'sweep'> {
  /** Answers `…/confirm`, `…/issue` and `…/redeem`, wherever it is mounted. */
  handler(request: Request): Promise<Response>;
  readonly readConfirmation: ReadConfirmation;
}

/**
 * @throws ConfigurationError where the keys are missing (it says how to make one) or another option cannot work.
 * @example
 * const otp = createOtpEndpoint({ keys: [{ id: '1', key: process.env.OTP_KEY }], deliver: sendMail });
 * const issued = await otp.issue({ user: 'ada', destination: 'ada@example.org' });
 */
export function createOtpEndpoint(options: OtpEndpointOptions): OtpEndpoint {
  const { store = createMemoryStore(), clients, origins, ...rest } = options;
  if (typeof rest.deliver !== 'function') {
    throw new ConfigurationError('There is no deliver. Pass a function that sends the code to the user.', {
      setting: 'deliver',
    });
  }
  const engine = createEngine({ clock: systemClock, random: systemRandom, ...rest, store });
  return {
    handler: createEndpoint(engine, {
      ...(clients === undefined ? {} : { clients }),
      ...(origins === undefined ? {} : { origins }),
    }),
    issue: engine.issue,
    confirm: engine.confirm,
    redeem: engine.redeem,
    sweep: engine.sweep,
    readConfirmation: createConfirmationReader(engine, store),
  };
}
