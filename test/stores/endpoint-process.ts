// A server of its own: an endpoint on a store, over HTTP on loopback, in a process that can be killed. Codes and
// challenges come back by message; everything else goes over the wire.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createOtpEndpoint } from '../../src/server/index.js';
import { listen } from '../e2e/node-http.js';
import { openStore, type StoreAddress } from './store-process.js';

export const SECRET = 'a redeem secret of a shop';
const KEYS = [{ id: '1', key: Buffer.alloc(32, 3).toString('base64url') }];

interface Ready {
  readonly origin: string;
}
export interface IssuedCode {
  readonly challenge: string;
  readonly code: string;
}

async function serve(address: StoreAddress): Promise<void> {
  const store = await openStore(address);
  const otp = createOtpEndpoint({
    store,
    keys: KEYS,
    deliver: ({ challenge, code }) => process.send?.({ challenge, code } satisfies IssuedCode),
    clients: { default: { redeemSecret: SECRET } },
    limits: { destination: [] },
  });
  const { origin } = await listen((request) =>
    request.url.endsWith('/health') ? otp.health() : otp.handler(request),
  );
  process.on('message', (user: string) => {
    void otp.issue({ user, destination: `${user}@example.org` });
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ origin } satisfies Ready);
}

export interface EndpointProcess {
  readonly origin: string;
  issue(user: string): Promise<IssuedCode>;
  /** The answer, or undefined where none came. */
  post(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Record<string, unknown> | undefined>;
  kill(): Promise<void>;
}

export async function startEndpoint(address: StoreAddress): Promise<EndpointProcess> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(address)], {
    execArgv: ['--import=tsx'],
  });
  const [ready]: unknown[] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof ready !== 'object' || ready === null || !('origin' in ready)) {
    throw new Error('The process with the endpoint did not start. See above.');
  }
  const origin = String(ready.origin);
  return {
    origin,
    async issue(user) {
      const message = once(child, 'message');
      child.send(user);
      const [issued] = await message;
      return issued;
    },
    async post(path, body, headers = {}) {
      try {
        const response = await fetch(`${origin}/otp/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Origin: origin, ...headers },
          body: JSON.stringify(body),
        });
        return { httpStatus: response.status, ...JSON.parse(await response.text()) };
      } catch {
        return undefined; // the connection broke
      }
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url))
  await serve(JSON.parse(process.argv[2] ?? ''));
