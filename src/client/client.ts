// The client: one request at a time, under one deadline, with an idempotency key that outlives a lost answer.
// What goes over the wire is the adapter's; what an outcome means for the person is core's.
import { answers } from '../core/index.js';
import type { IssueOutcome, Operation, Outcome } from '../core/index.js';
import type { AdapterContext, ConfirmAdapter, ConfirmRequest, IssueRequest } from './adapter.js';
import { ConfirmError } from './errors.js';
import { createFetchJson } from './fetch-json.js';
import { isOffline, randomKey, systemDeadline, systemFetch, systemPause } from './system.js';

export interface ClientOptions {
  readonly adapter: ConfirmAdapter;
  /** Milliseconds for the whole exchange, connection and body. Default 20,000. */
  readonly timeout?: number | undefined;
  /**
   * How often a request whose connection failed is sent again, with the same key and under the same deadline, where the
   * adapter says `idempotent` and the browser does not know itself offline. Default 2; 0: never.
   */
  readonly retries?: number | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** For tests: a signal that aborts with a `TimeoutError` after so many milliseconds. */
  readonly deadline?: typeof systemDeadline | undefined;
  /** For tests: what passes between a failed connection and the next try. Gets the milliseconds. */
  readonly pause?: typeof systemPause | undefined;
  /** For tests: a new idempotency key. */
  readonly key?: (() => string) | undefined;
  /** The keys of requests that are not answered yet, for clients that follow one another. Default: its own. */
  readonly keys?: Map<string, string> | undefined;
}

export interface RequestOptions {
  /** Calls the request off: it comes to `aborted`. Of a request that shares an answer the first one's counts. */
  readonly signal?: AbortSignal | undefined;
}

export interface ConfirmClient {
  /** Resolves with what came of it, also where that is `network`, `timeout` or `aborted`. */
  confirm(request: ConfirmRequest, options?: RequestOptions): Promise<Outcome>;
  issue(request: IssueRequest, options?: RequestOptions): Promise<IssueOutcome>;
  readonly canIssue: boolean;
  readonly canStart: boolean;
}

interface Lost {
  readonly kind: 'aborted' | 'timeout' | 'network' | 'protocol';
}

/** An adapter need not be written in TypeScript: nothing may come of it. */
type Called<Result> = Record<
  Operation,
  (request: object, context: AdapterContext) => Promise<Result | null | undefined>
>;

/** The first pause before another try, in milliseconds; each further one is four times as long. */
const PAUSE = 500;

// After these nobody knows whether the request was carried out: a retry repeats the key.
const OPEN = ['aborted', 'network', 'timeout', 'server', 'protocol'];

/**
 * A client for one adapter.
 *
 * `confirm` and `issue` answer every expected "no" with an outcome. They reject with a `BusyError` for a second
 * request while another of the same kind is in flight (the same request again shares its answer), and with an
 * `AdapterError` where the adapter itself failed.
 *
 * @throws ConfirmError `SettingError` without an adapter.
 * @example
 * const client = createConfirmClient({ adapter: httpAdapter({ endpoint: '/otp/confirm' }) });
 * const outcome = await client.confirm({ challenge: 'q7Zt', code: '123456' });
 * if (outcome.kind === 'confirmed') console.log('confirmed');
 */
export function createConfirmClient(options: ClientOptions): ConfirmClient {
  const {
    adapter,
    timeout = 20_000,
    retries = 2,
    fetch = systemFetch,
    deadline = systemDeadline,
    pause = systemPause,
    key = randomKey,
    keys = new Map<string, string>(),
  } = options;
  if (!(adapter as ConfirmAdapter | undefined))
    throw new ConfirmError('SettingError', 'Give the client an adapter.');

  function oneAtATime<Result extends Outcome | IssueOutcome>(operation: Operation) {
    let flight: { readonly identity: string; readonly answer: Promise<Result | Lost> } | undefined;

    async function exchange(request: object, identity: string, given?: AbortSignal): Promise<Result | Lost> {
      const due = deadline(timeout);
      const signal = given ? AbortSignal.any([given, due]) : due;
      const idempotencyKey = keys.get(identity) ?? key();
      keys.set(identity, idempotencyKey);
      const context = { signal, idempotencyKey, fetchJson: createFetchJson(signal, fetch) };
      const attempt = async (): Promise<Result | Lost> => {
        try {
          signal.throwIfAborted();
          if (!adapter[operation])
            throw new ConfirmError(
              'SettingError',
              `Give the adapter ${operation}()${operation === 'issue' ? ' or an issueEndpoint' : ''}.`,
            );
          // An adapter that forgets the signal does not outlive the deadline.
          const outcome = await Promise.race([
            (adapter as Called<Result>)[operation](request, context),
            new Promise<never>((_, reject) => {
              signal.addEventListener('abort', reject);
            }),
          ]);
          return outcome && answers(operation, outcome.kind) ? outcome : { kind: 'protocol' };
        } catch (error) {
          if (signal.aborted) return { kind: given?.aborted ? 'aborted' : 'timeout' };
          const { name } = Object(error) as Error;
          // fetch says no more than this of a connection that failed.
          if (name === 'TypeError') return { kind: 'network' };
          if (name === 'SettingError') throw error;
          throw new ConfirmError('AdapterError', 'The adapter threw: see the cause.', error);
        }
      };
      let outcome = await attempt();
      for (let tries = 0; outcome.kind === 'network' && tries < retries; tries++) {
        if (!adapter.idempotent || isOffline()) break;
        await pause(PAUSE * 4 ** tries, signal);
        outcome = await attempt();
      }
      if (!OPEN.includes(outcome.kind)) keys.delete(identity);
      return outcome;
    }

    return async (request: object, { signal }: RequestOptions = {}): Promise<Result | Lost> => {
      const identity = JSON.stringify([operation, ...Object.entries(request).sort()]);
      if (flight?.identity === identity) return flight.answer;
      if (flight)
        throw new ConfirmError('BusyError', `Another ${operation} is in flight: await or abort it.`);
      const answer = exchange(request, identity, signal);
      const mine = (flight = { identity, answer });
      // What was called off leaves the way free at once.
      const end = (): void => {
        if (flight === mine) flight = undefined;
      };
      signal?.addEventListener('abort', end);
      void answer.then(end, end);
      return answer;
    };
  }

  return {
    confirm: oneAtATime<Outcome>('confirm'),
    issue: oneAtATime<IssueOutcome>('issue'),
    canIssue: !!adapter.issue,
    canStart: !!adapter.issue && !!adapter.canStart,
  };
}
