// The client: one request at a time, under one deadline, with an idempotency key that outlives a lost answer.
// What goes over the wire is the adapter's; what an outcome means for the person is core's.
import { consequences } from '../core/index.js';
import type { IssueOutcome, Outcome } from '../core/index.js';
import type { AdapterContext, ConfirmAdapter, ConfirmRequest, IssueRequest } from './adapter.js';
import { ConfirmError } from './errors.js';
import { createFetchJson } from './fetch-json.js';
import { randomKey, systemDeadline, systemFetch } from './system.js';

export interface ClientOptions {
  readonly adapter: ConfirmAdapter;
  /** Milliseconds for the whole exchange, connection and body. Default 20,000. */
  readonly timeout?: number | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** For tests: a signal that aborts with a `TimeoutError` after so many milliseconds. */
  readonly deadline?: typeof systemDeadline | undefined;
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

type Lost = { readonly kind: 'aborted' | 'timeout' | 'network' | 'protocol' };

// After these nobody knows whether the request was carried out: a retry repeats the key.
const OPEN = new Set<string>(['aborted', 'network', 'timeout', 'server', 'protocol']);

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
    fetch = systemFetch,
    deadline = systemDeadline,
    key = randomKey,
  } = options;
  if (!(adapter as ConfirmAdapter | undefined))
    throw new ConfirmError('SettingError', 'Give the client an adapter.');

  const keys = new Map<string, string>();
  const flights = new Map<string, { identity: string; answer: Promise<Outcome | IssueOutcome> }>();

  async function exchange<Result extends Outcome | IssueOutcome>(
    identity: string,
    call: (context: AdapterContext) => Promise<Result>,
    given: AbortSignal | undefined,
  ): Promise<Result | Lost> {
    const due = deadline(timeout);
    const signal = given ? AbortSignal.any([given, due]) : due;
    const idempotencyKey = keys.get(identity) ?? key();
    keys.set(identity, idempotencyKey);
    try {
      signal.throwIfAborted();
      // An adapter that forgets the signal does not outlive the deadline.
      const outcome = await Promise.race([
        call({ signal, idempotencyKey, fetchJson: createFetchJson(signal, fetch) }),
        new Promise<never>((_, reject) => {
          signal.addEventListener('abort', reject);
        }),
      ]);
      if (OPEN.has(outcome.kind)) return outcome;
      if (!Object.hasOwn(consequences, outcome.kind)) return { kind: 'protocol' };
      keys.delete(identity);
      return outcome;
    } catch (error) {
      if (signal.aborted) return { kind: due.aborted && !given?.aborted ? 'timeout' : 'aborted' };
      const { name } = error as Error;
      // fetch says no more than TypeError of a connection that failed.
      if (name === 'ConnectionError' || name === 'TypeError') return { kind: 'network' };
      if (name === 'SettingError') throw error;
      throw new ConfirmError('AdapterError', 'The adapter threw instead of answering: see the cause.', error);
    }
  }

  function single<Result extends Outcome | IssueOutcome>(
    operation: 'confirm' | 'issue',
    request: object,
    call: (context: AdapterContext) => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result | Lost> {
    const identity = JSON.stringify([operation, ...Object.entries(request).sort()]);
    const flight = flights.get(operation);
    if (flight?.identity === identity) return flight.answer as Promise<Result>;
    if (flight)
      return Promise.reject(
        new ConfirmError('BusyError', `Another ${operation} is in flight: await or abort it.`),
      );
    const answer = exchange(identity, call, signal).finally(() => flights.delete(operation));
    flights.set(operation, { identity, answer });
    return answer;
  }

  return {
    confirm: (request, { signal } = {}) =>
      single('confirm', request, (context) => adapter.confirm(request, context), signal),
    issue: (request, { signal } = {}) =>
      single(
        'issue',
        request,
        async (context) => {
          if (!adapter.issue)
            throw new ConfirmError('SettingError', 'This adapter cannot issue: it has no issue().');
          return adapter.issue(request, context);
        },
        signal,
      ),
    canIssue: !!adapter.issue,
    canStart: !!adapter.issue && !!adapter.canStart,
  };
}
