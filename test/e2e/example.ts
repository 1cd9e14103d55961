// One of the examples in demo/server, or another server that prints its codes, started as its reader would start it: a
// process of its own, told by its environment, listened to by what it prints.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { answerTo } from './waiting.js';

export const examples = ['express', 'hono', 'fastify', 'node'] as const;
export type ExampleName = (typeof examples)[number];

export interface Example {
  readonly origin: string;
  /** The codes that were sent to the address, newest last. */
  codesTo(address: string): readonly string[];
  /** What it complained of. */
  complaints(): string;
  close(): Promise<void>;
}

const secret = (): string => randomBytes(32).toString('base64url');

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, 'localhost'), 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

export const startExample = (name: ExampleName): Promise<Example> =>
  startServer(fileURLToPath(new URL(`../../demo/server/${name}.mjs`, import.meta.url)));

export async function startServer(...args: readonly string[]): Promise<Example> {
  const name = args.join(' ');
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), OTP_KEY: secret(), SESSION_SECRET: secret() };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text));
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const ended = once(child, 'exit');
  await answerTo(
    () => (printed.out.includes('Open ') || child.exitCode !== null ? true : undefined),
    () => `${name} to start: ${printed.err}`,
  );
  if (child.exitCode !== null) throw new Error(`${name} did not start: ${printed.err}`);
  return {
    origin: `http://localhost:${String(port)}`,
    codesTo: (address) =>
      printed.out
        .split('\n')
        .flatMap((line) => (line.startsWith(`To ${address}: `) ? (/\d{6}/.exec(line)?.[0] ?? []) : [])),
    complaints: () => printed.err,
    async close() {
      process.off('exit', end);
      end();
      await ended;
    },
  };
}
