// Drives an adapter against a service that answers from a script, in a browser or in Node, and keeps what it sent and what
// it did meanwhile: timers, the console, whatever fetch it used. What of that breaks a rule is adapter.ts's matter.
import type {
  AdapterContext,
  ConfirmAdapter,
  ConfirmRequest,
  FetchJson,
  IssueRequest,
} from 'otp-confirm/client';
import type { Operation } from './outcome-shape.js';
import type { AdapterSubject, Recorded, SentRequest } from './subject.js';

/** An answer, or what a network does instead. `silent` and `stalled` last until they are aborted. */
export type Reply = Recorded | 'unreachable' | 'cut off' | 'silent' | 'stalled' | 'redirect';

export interface Exchange extends SentRequest {
  readonly headers: Headers;
  readonly redirect: string;
  readonly signal: AbortSignal | undefined;
}

/** What came of a call: an outcome, or what was thrown, or nothing within the subject's patience. */
export type Told = { readonly outcome: unknown } | { readonly error: unknown } | { readonly hangs: true };

export interface Drive {
  readonly adapter: ConfirmAdapter;
  /** What reached the service. */
  readonly sent: readonly Exchange[];
  /** The timers that were started, by the name of what started them. */
  readonly timers: readonly string[];
  /** What was written to the console. */
  readonly logged: readonly unknown[];
  call(
    operation: Operation,
    asked?: Partial<ConfirmRequest>,
    context?: Partial<AdapterContext>,
  ): Promise<Told>;
  /** Until a request has reached the service, or the subject's patience is over. */
  reached(): Promise<void>;
}

export const CHALLENGE = 'c1';
export const CODE = '012345';
export const KEY = 'key-1';

// Taken before anything is put in its place.
const { setTimeout: wait, clearTimeout: stopWaiting } = globalThis;

/** A body as it goes over the wire. */
export const textOf = ({ body }: Recorded): string =>
  body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);

/** The JSON of a text; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Lets all that has nothing to wait for run on. */
export async function turn(): Promise<void> {
  for (let turns = 0; turns < 3; turns++)
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    });
}

// Rejects once the signal is aborted, as a fetch under it does; never without one.
const aborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });

function respond(reply: Reply, signal: AbortSignal | undefined): Response | Promise<never> {
  if (reply === 'silent') return aborted(signal);
  if (reply === 'unreachable') return Promise.reject(new TypeError('fetch failed'));
  // As an answer that was not followed reads: no status, no header, no body.
  if (reply === 'redirect') return Response.error();
  if (reply === 'cut off' || reply === 'stalled') {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"'));
      },
      // Asked for more only once that has been read.
      pull: async () => {
        if (reply === 'cut off') throw new TypeError('terminated');
        await aborted(signal);
      },
    });
    const response = new Response(body, { headers: { 'Content-Type': 'application/json' } });
    // Firefox makes an AbortError of whatever breaks a stream that a script made; of a connection it does not.
    const read = async (): Promise<never> => {
      const reader = body.getReader();
      for (;;) await reader.read();
    };
    for (const name of ['arrayBuffer', 'blob', 'formData', 'json', 'text'])
      Object.defineProperty(response, name, { value: read });
    return response;
  }
  const { status, headers = { 'Content-Type': 'application/json' } } = reply;
  const none = [101, 103, 204, 205, 304].includes(status);
  return new Response(none ? null : textOf(reply), { status, headers });
}

function readerOf(body: string) {
  const json = jsonOf(body);
  return (...path: readonly string[]): unknown => {
    if (json === undefined) return new URLSearchParams(body).get(path.join('.')) ?? undefined;
    let found: unknown = json;
    for (const name of path)
      found =
        typeof found === 'object' && found !== null && Object.hasOwn(found, name)
          ? (Reflect.get(found, name) as unknown)
          : undefined;
    return found;
  };
}

function createService(replies: (index: number) => Reply) {
  const sent: Exchange[] = [];
  let arrive = (): void => undefined;
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const signal = init?.signal ?? request?.signal ?? undefined;
    signal?.throwIfAborted();
    const url = String(request?.url ?? input);
    // `signal` apart: one of another realm, such as a test's, is no reason to fail.
    const { signal: _, ...rest } = init ?? {};
    const whole = new Request(request ?? new URL(url, 'https://service.invalid'), rest);
    const index = sent.length;
    const exchange = {
      url,
      method: whole.method,
      redirect: init?.redirect ?? whole.redirect,
      signal,
      body: typeof init?.body === 'string' ? init.body : '',
      header: (name: string) => whole.headers.get(name),
      read: (...path: readonly string[]) => readerOf(exchange.body)(...path),
      headers: whole.headers,
    };
    sent.push(exchange);
    exchange.body ||= await whole.text();
    arrive();
    return await respond(replies(index), signal);
  };
  return { sent, fetch, reached };
}

// The client's own, without its cap: the service here floods nobody.
const createFetchJson =
  (signal: AbortSignal, fetch: typeof globalThis.fetch): FetchJson =>
  async (url, { fetch: _, ...init }) => {
    const response = await fetch(url, { cache: 'no-store', redirect: 'manual', ...init, signal });
    const text = await response.text();
    const answer = {
      status: response.status,
      header: (name: string) => response.headers.get(name),
      body: jsonOf(text),
      text,
    };
    return answer;
  };

/** Puts others in the place of some members until the function that it returns is called. */
function replace(target: object, others: Readonly<Record<string, unknown>>): () => void {
  const before = Object.keys(others).flatMap((name) => {
    const own = Object.getOwnPropertyDescriptor(target, name);
    return name in target ? [[name, own] as const] : [];
  });
  for (const [name] of before)
    Object.defineProperty(target, name, { configurable: true, writable: true, value: others[name] });
  return () => {
    for (const [name, own] of before)
      if (own) Object.defineProperty(target, name, own);
      else Reflect.deleteProperty(target, name);
  };
}

function watch(fetch: typeof globalThis.fetch) {
  const timers: string[] = [];
  const logged: unknown[] = [];
  // A timer that should not be there does not make the suite wait.
  const starts =
    (name: string) =>
    (callback: (...given: unknown[]) => void, _: unknown, ...given: unknown[]): unknown => {
      timers.push(name);
      return wait(callback, 0, ...given);
    };
  const logs = (...given: unknown[]): void => {
    logged.push(...given);
  };
  const names = ['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame', 'requestIdleCallback'];
  const levels = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'];
  const restores = [
    replace(globalThis, { fetch, ...Object.fromEntries(names.map((name) => [name, starts(name)])) }),
    replace(console, Object.fromEntries(levels.map((level) => [level, logs]))),
    replace(AbortSignal, {
      timeout: () => {
        timers.push('AbortSignal.timeout');
        return new AbortController().signal;
      },
    }),
  ];
  return {
    timers,
    logged,
    end: () => {
      for (const restore of restores) restore();
    },
  };
}

// What is watched is everybody's: one at a time, also where a runner starts several.
let last: Promise<unknown> = Promise.resolve();

/** Makes the adapter and lets `act` drive it; the service's replies are given by the number of the exchange. */
export function drive<Result>(
  subject: AdapterSubject,
  replies: Reply | ((index: number) => Reply),
  act: (drive: Drive) => Promise<Result>,
): Promise<Result> {
  const result = last.then(async () => {
    const service = createService(typeof replies === 'function' ? replies : () => replies);
    const watched = watch(service.fetch);
    try {
      const adapter = subject.createAdapter({ fetch: service.fetch });
      return await act({ ...service, ...watched, adapter, ...caller(subject, adapter, service) });
    } finally {
      watched.end();
    }
  });
  last = result.catch(() => undefined);
  return result;
}

function caller(
  { request = { challenge: CHALLENGE }, patience = 1000 }: AdapterSubject,
  adapter: ConfirmAdapter,
  { fetch, reached }: ReturnType<typeof createService>,
): Pick<Drive, 'call' | 'reached'> {
  async function within<Value>(promise: Promise<Value>): Promise<Value | { readonly hangs: true }> {
    let timer: ReturnType<typeof wait> | undefined;
    const hangs = new Promise<{ readonly hangs: true }>((resolve) => {
      timer = wait(resolve, patience, { hangs: true });
    });
    try {
      return await Promise.race([promise, hangs]);
    } finally {
      stopWaiting(timer);
    }
  }
  return {
    reached: async () => {
      await within(reached);
    },
    async call(operation, asked, given) {
      const signal = given?.signal ?? new AbortController().signal;
      const context: AdapterContext = {
        signal,
        idempotencyKey: KEY,
        fetchJson: createFetchJson(signal, fetch),
        ...given,
      };
      const { userCodeField: _, ...issue }: Omit<ConfirmRequest, 'code'> = request;
      const confirmation: ConfirmRequest = { ...request, code: CODE, ...asked };
      const another: IssueRequest = { ...issue, ...asked };
      const answer = async (): Promise<Told> => ({
        outcome: await (operation === 'confirm'
          ? adapter.confirm(Object.freeze(confirmation), Object.freeze(context))
          : adapter.issue?.(Object.freeze(another), Object.freeze(context))),
      });
      return within(answer().catch((error: unknown) => ({ error })));
    },
  };
}
