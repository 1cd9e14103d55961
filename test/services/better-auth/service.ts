// Better Auth as the tests have it: server.mjs in a thread of its own, asked by messages.
import { Worker } from 'node:worker_threads';

interface Answered {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: Error;
}

export interface Options {
  /** With the rate limits of production. */
  readonly limited?: boolean;
  /** Origins of pages elsewhere, as Better Auth trusts them. */
  readonly trusted?: readonly string[];
  /** Those that the server in front of it lets in. Default: the same. */
  readonly letIn?: readonly string[];
}

export interface Service {
  /** Where Better Auth answers, and has pages too. */
  readonly origin: string;
  /** Another port of the same host, which has pages only. */
  readonly elsewhere: string;
  /** Anew and empty. */
  start(options?: Options): Promise<void>;
  /** What Better Auth was asked since, oldest first, by path. */
  asked(): Promise<readonly string[]>;
  /** Moves the server's clock. */
  advance(seconds: number): Promise<void>;
  /** The newest code that was sent to an address. */
  sent(to: string): Promise<string>;
  /** Nobody with this account may sign in from here on. */
  ban(email: string): Promise<void>;
  /** The code that an authenticator app shows now. */
  totp(uri: string): Promise<string>;
  close(): Promise<void>;
}

export async function startService(): Promise<Service> {
  const worker = new Worker(new URL('server.mjs', import.meta.url), { execArgv: [] });
  const waiting = new Map<number, (answered: Answered) => void>();
  let last = 0;
  const answer = (id: number): Promise<Answered> => new Promise((resolve) => waiting.set(id, resolve));
  const failed = new Promise<never>((_, reject) => worker.once('error', reject));
  failed.catch(() => undefined);
  worker.on('message', (answered: Answered) => waiting.get(answered.id)?.(answered));

  async function call(name: string, ...given: readonly unknown[]): Promise<unknown> {
    const id = ++last;
    worker.postMessage({ id, name, given });
    const { result, error } = await Promise.race([answer(id), failed]);
    if (error) throw error;
    return result;
  }
  await Promise.race([answer(0), failed]);
  const { origin, elsewhere } = (await call('origins')) as Pick<Service, 'origin' | 'elsewhere'>;
  return {
    origin,
    elsewhere,
    start: async (options) => void (await call('start', options)),
    asked: async () => (await call('asked')) as readonly string[],
    advance: async (seconds) => void (await call('advance', seconds)),
    sent: async (to) => String(await call('sent', to)),
    ban: async (email) => void (await call('ban', email)),
    totp: async (uri) => String(await call('totp', uri)),
    close: async () => void (await worker.terminate()),
  };
}
