// The client: one request at a time, under one deadline, with an idempotency key that outlives a lost answer.
// What goes over the wire is the adapter's; what an outcome means for the person is core's.
import { consequences } from '../core/index.js';
import type { IssueOutcome, Outcome } from '../core/index.js';
import type { AdapterContext, ConfirmAdapter, ConfirmRequest, IssueRequest } from './adapter.js';
import { AdapterError, BusyError, ConnectionError, SettingError } from './errors.js';
import { createFetchJson } from './fetch-json.js';
import { randomKey, systemFetch, systemTimer } from './system.js';

export interface ClientOptions {
  readonly adapter: ConfirmAdapter;
  /** Milliseconds for the whole exchange, connection and body. Default 20,000. */
  readonly timeout?: number | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** For tests: calls back after milliseconds, returns what calls it off. */
  readonly timer?: typeof systemTimer | undefined;
  /** For tests: a new idempotency key. */
  readonly key?: (() => string) | undefined;
}

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface ConfirmClient {
  /** Resolves with what came of it, also where that is `network`, `timeout` or `aborted`. */
  confirm(request: ConfirmRequest, options?: RequestOptions): Promise<Outcome>;
  issue(request: IssueRequest, options?: RequestOptions): Promise<IssueOutcome>;
  readonly canIssue: boolean;
  readonly canStart: boolean;
}

const TIMEOUT = Symbol('timeout');
// After these nobody knows whether the request was carried out: a retry repeats the key.
const UNSETTLED = new Set(['network', 'timeout', 'aborted', 'server', 'protocol']);
const MAX_KEYS = 16;

/**
 * A client for one adapter.
 *
 * `confirm` and `issue` answer every expected "no" with an outcome. They throw `BusyError` for a second request while
 * another of the same kind is in flight (the same request again shares its answer), and `AdapterError` where the
 * adapter itself failed.
 *
 * @throws SettingError Without an adapter.
 * @example
 * const client = createConfirmClient({ adapter: httpAdapter({ endpoint: '/otp/confirm' }) });
 * const outcome = await client.confirm({ challenge: 'q7Zt', code: '123456' });
 * if (outcome.kind === 'confirmed') console.log('confirmed');
 */
export function createConfirmClient(options: ClientOptions): ConfirmClient {
  const { adapter, timeout = 20_000, fetch = systemFetch, timer = systemTimer, key = randomKey } = options;
  if (typeof (adapter as Partial<ConfirmAdapter> | undefined)?.confirm !== 'function')
    throw new SettingError('createConfirmClient needs an adapter: httpAdapter({ endpoint }), or your own.');

  const keys = new Map<string, string>();
  const flights = new Map<
    'confirm' | 'issue',
    { identity: string; answer: Promise<Outcome | IssueOutcome> }
  >();

  function keyFor(identity: string): string {
    const known = keys.get(identity) ?? key();
    keys.delete(identity);
    keys.set(identity, known);
    for (const oldest of keys.keys()) if (keys.size > MAX_KEYS) keys.delete(oldest);
    return known;
  }

  async function exchange<Result extends Outcome | IssueOutcome>(
    identity: string,
    call: (context: AdapterContext) => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result | { kind: 'aborted' | 'timeout' | 'network' | 'protocol' }> {
    if (signal?.aborted) return { kind: 'aborted' };
    const controller = new AbortController();
    const abort = (): void => {
      controller.abort();
    };
    signal?.addEventListener('abort', abort);
    const stop = timer(timeout, () => {
      controller.abort(TIMEOUT);
    });
    const ended = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', () => {
        reject(new ConnectionError(undefined));
      });
    });
    ended.catch(() => undefined);
    try {
      const context: AdapterContext = {
        signal: controller.signal,
        idempotencyKey: keyFor(identity),
        fetchJson: createFetchJson(controller.signal, fetch),
      };
      // An adapter that forgets the signal does not outlive the deadline.
      const outcome = await Promise.race([call(context), ended]);
      if (!isOutcome(outcome)) return { kind: 'protocol' };
      if (!UNSETTLED.has(outcome.kind)) keys.delete(identity);
      return outcome;
    } catch (error) {
      if (controller.signal.aborted)
        return { kind: controller.signal.reason === TIMEOUT ? 'timeout' : 'aborted' };
      // fetch says no more than TypeError of a connection that failed.
      if (error instanceof ConnectionError || error instanceof TypeError) return { kind: 'network' };
      if (error instanceof SettingError) throw error;
      throw new AdapterError('The adapter threw instead of answering with an outcome: see the cause.', error);
    } finally {
      stop();
      signal?.removeEventListener('abort', abort);
    }
  }

  function single<Result extends Outcome | IssueOutcome>(
    operation: 'confirm' | 'issue',
    request: object,
    call: (context: AdapterContext) => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result | { kind: 'aborted' | 'timeout' | 'network' | 'protocol' }> {
    const identity = JSON.stringify([operation, ...Object.entries(request).sort()]);
    const flight = flights.get(operation);
    if (flight) {
      if (flight.identity === identity) return flight.answer as Promise<Result>;
      return Promise.reject(new BusyError(operation));
    }
    const answer = exchange(identity, call, signal).finally(() => flights.delete(operation));
    flights.set(operation, { identity, answer });
    return answer;
  }

  return {
    confirm: (request, { signal } = {}) =>
      single('confirm', request, (context) => adapter.confirm(request, context), signal),
    issue: (request, { signal } = {}) => {
      if (!adapter.issue)
        return Promise.reject(
          new SettingError(
            'This adapter cannot issue: give httpAdapter an issueEndpoint, or adapter an issue().',
          ),
        );
      const issue = adapter.issue.bind(adapter);
      return single('issue', request, (context) => issue(request, context), signal);
    },
    canIssue: adapter.issue !== undefined,
    canStart: adapter.issue !== undefined && adapter.canStart === true,
  };
}

const isOutcome = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  typeof value.kind === 'string' &&
  (value.kind === 'aborted' || Object.hasOwn(consequences, value.kind));
