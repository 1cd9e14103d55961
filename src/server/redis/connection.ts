// The line to Redis: one connection, which reconnects by itself and keeps nothing for later. While it is down every call
// is refused at once, and a script that was on its way when it broke is not sent again: it may have counted already.
import { Redis } from 'ioredis';
import { StoreError } from '../../engine/index.js';

export interface ConnectionOptions {
  /** `redis://…` or `rediss://…`. */
  readonly url: string;
  /** What ioredis's client takes beside it: `tls`, `username`, `password`. */
  readonly connection?: Readonly<Record<string, unknown>>;
  /** Milliseconds until a command is given up. */
  readonly timeout: number;
}

export interface Connection {
  /** Runs a script by its hash; sends its text where Redis does not know it. */
  run(script: string, args: readonly (string | number)[]): Promise<unknown>;
  command<T>(work: (redis: Redis) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @throws StoreError where there is no Redis at the address. */
export async function connect({ url, connection = {}, timeout }: ConnectionOptions): Promise<Connection> {
  const redis = new Redis(url, {
    ...connection,
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // What one turn of the event loop asks for goes out together, and comes back together.
    enableAutoPipelining: true,
    connectTimeout: timeout,
    commandTimeout: timeout,
    // A machine that is gone closes nothing: its connection would be trusted until the system gives it up, a quarter of an hour.
    socketTimeout: timeout * 2,
    // Nor does a primary that has become a replica: the address may lead to the next primary by now.
    reconnectOnError: ({ message }) => message.includes('READONLY'),
    retryStrategy: (tried: number) => Math.min(tried * 50, 1000),
  });
  let lastError: unknown;
  // What breaks the connection is told to the calls that it concerns; without a listener it goes to the console.
  redis.on('error', (error: unknown) => {
    lastError = error;
  });
  const hashes = new Map<string, Promise<string>>();

  const underWay = new Set<Promise<unknown>>();

  async function command<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    const answer = work(redis);
    underWay.add(answer);
    try {
      return await answer;
    } catch (error) {
      throw asStoreError(error);
    } finally {
      underWay.delete(answer);
    }
  }

  async function hashOf(script: string): Promise<string> {
    const known = hashes.get(script) ?? redis.script('LOAD', script).then(String);
    hashes.set(script, known);
    try {
      return await known;
    } catch (error) {
      hashes.delete(script);
      throw error;
    }
  }

  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw asStoreError(lastError ?? error);
  }
  return {
    command,
    run: (script, args) =>
      command(async () => {
        const hash = await hashOf(script);
        try {
          return await redis.evalsha(hash, 0, ...args);
        } catch (error) {
          // Redis was restarted, or its scripts were flushed: nothing has run yet.
          if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
          return redis.eval(script, 0, ...args);
        }
      }),
    // What is still on its way is answered first, where Redis answers.
    async close() {
      await Promise.allSettled(underWay);
      await redis.quit().catch(() => undefined);
      redis.disconnect();
    },
  };
}

/** The message quotes nothing that was sent. */
export function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return new StoreError(
    `Redis cannot be used${code}. Check that it is running, and the address and password in "url".`,
    {
      cause: error,
    },
  );
}
