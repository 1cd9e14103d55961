// A process of its own with a store in it: does what messages ask of the store and answers each. `openRemoteStore` below
// starts one and looks like the store itself, so that a suite can run over several processes.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createMemoryStore, type Store } from '../../src/engine/index.js';

export type StoreAddress =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly connection: string; readonly schema: string }
  | { readonly kind: 'redis'; readonly url: string; readonly prefix: string };

interface Call {
  readonly number: number;
  readonly method: keyof Store;
  readonly values: readonly unknown[];
}
interface Answer {
  readonly number: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Only the store that is asked for is loaded. */
export async function openStore(address: StoreAddress): Promise<Store> {
  const more = { migrate: true, timeout: 10_000 };
  switch (address.kind) {
    case 'memory':
      return createMemoryStore();
    case 'sqlite':
      return (await import('../../src/server/sqlite/index.js')).openSqliteStore({
        ...address,
        migrate: true,
      });
    case 'postgres':
      return (await import('../../src/server/postgres/index.js')).openPostgresStore({ ...address, ...more });
    case 'redis':
      return (await import('../../src/server/redis/index.js')).openRedisStore({ ...address, ...more });
    default:
      return address satisfies never;
  }
}

/** SQLite turns away who waits for another process too long, with nothing done: such a one asks again. */
async function answered(store: Store, { method, values }: Call): Promise<unknown> {
  for (;;) {
    try {
      return await Reflect.apply(store[method], store, [...values]);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('Another process holds it')) throw error;
    }
  }
}

async function serve(address: StoreAddress): Promise<void> {
  const store = await openStore(address);
  process.on('message', (call: Call) => {
    answered(store, call).then(
      (value) => process.send?.({ number: call.number, value } satisfies Answer),
      (error: unknown) => process.send?.({ number: call.number, error: String(error) } satisfies Answer),
    );
  });
  process.on('disconnect', () => process.exit());
  process.send?.('open');
}

export async function openRemoteStore(address: StoreAddress): Promise<Store> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(address)], {
    execArgv: ['--import=tsx'],
    serialization: 'advanced',
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let number = 0;
  const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (first !== 'open') throw new Error('The process with the store did not start. See above.');
  child.on('message', (answer: Answer) => {
    waiting.get(answer.number)?.(answer);
    waiting.delete(answer.number);
  });
  const call =
    (method: keyof Store) =>
    (...values: unknown[]): Promise<never> =>
      new Promise((resolve, reject) => {
        number++;
        waiting.set(number, ({ value, error }) => {
          if (error === undefined) resolve(value as never);
          else reject(new Error(error));
        });
        child.send({ number, method, values } satisfies Call);
      });
  return {
    put: call('put'),
    get: call('get'),
    attempt: call('attempt'),
    redeem: call('redeem'),
    undelivered: call('undelivered'),
    revoke: call('revoke'),
    status: call('status'),
    unlock: call('unlock'),
    sweep: call('sweep'),
    ping: call('ping'),
    migrate: call('migrate'),
    async close() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url))
  await serve(JSON.parse(process.argv[2] ?? ''));
