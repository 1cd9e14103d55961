// An endpoint whose clock, deliveries and log the tests of the server hold in their hand, on any store.
import assert from 'node:assert/strict';
import {
  createMemoryStore,
  createOtpEndpoint,
  type LogEntry,
  type Message,
  type OtpEndpointOptions,
} from '../../src/server/index.js';
import { assertInDocument } from './openapi.js';

export const ORIGIN = 'https://login.example.org';
export const SECRET = 'a redeem secret of a shop';
export const KEYS = [{ id: '1', key: Buffer.alloc(32, 3).toString('base64url') }];

/** Another code of the same shape; a different one for each of 1 to 9. */
export const wrong = (code: string, by = 1): string =>
  code.replace(/\d/g, (digit) => String((Number(digit) + by) % 10));

/** A promise that the test holds back, until it opens it. */
export function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export function endpoint(options: Partial<OtpEndpointOptions> = {}) {
  const time = { now: Date.UTC(2026, 0, 1) };
  const sent: Message[] = [];
  const log: LogEntry[] = [];
  const { store = createMemoryStore() } = options;
  const otp = createOtpEndpoint({
    store,
    keys: KEYS,
    deliver: (message) => sent.push(message),
    log: (entry) => log.push(entry),
    clock: { now: () => time.now },
    clients: { default: { redeemSecret: SECRET } },
    origins: [ORIGIN],
    defer: (work) => void work(),
    ...options,
  });
  return {
    otp,
    store,
    sent,
    log,
    advance(seconds: number): void {
      time.now += seconds * 1000;
    },
    async issued(request: Partial<Parameters<typeof otp.issue>[0]> = {}) {
      const result = await otp.issue({ user: 'ada', destination: 'ada@example.org', ...request });
      if (result.kind !== 'issued') assert.fail(`issue came to ${result.kind}`);
      return { challenge: result.challenge, code: sent.at(-1)?.code ?? '', info: result.info };
    },
    async post(
      path: string,
      body: unknown,
      headers: Record<string, string> = {},
      context?: unknown,
    ): Promise<Answer> {
      const request = new Request(`${ORIGIN}/otp/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: ORIGIN, ...headers },
        body: JSON.stringify(body),
      });
      const response = await otp.handler(request, context);
      const parsed: Record<string, unknown> = JSON.parse(await response.text());
      assertInDocument(path, response.status, response.headers, parsed);
      return { status: response.status, headers: response.headers, body: parsed };
    },
  };
}
