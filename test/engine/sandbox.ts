// An engine on a memory store whose clock, random source, deliveries and log the test holds in its hand.
import assert from 'node:assert/strict';
import {
  createEngine,
  createMemoryStore,
  systemRandom,
  type Delivery,
  type EngineOptions,
  type LogEntry,
  type Random,
} from '../../src/engine/index.js';

export const KEY = { id: '1', key: new Uint8Array(32).fill(7) };

/** A random source whose next codes of six digits are these. */
export function codes(...wanted: string[]): Random {
  const left = [...wanted];
  return (bytes) => {
    const code = bytes === 6 ? left.shift() : undefined;
    return code === undefined ? systemRandom(bytes) : Uint8Array.from(code, Number);
  };
}

export function sandbox(options: Partial<EngineOptions> = {}) {
  const time = { now: Date.UTC(2026, 0, 1) };
  const sent: Delivery[] = [];
  const log: LogEntry[] = [];
  const clock = { now: () => time.now };
  const store = createMemoryStore();
  const engine = createEngine({
    store,
    keys: [KEY],
    clock,
    random: systemRandom,
    deliver: (message) => sent.push(message),
    log: (entry) => log.push(entry),
    ...options,
  });
  return {
    engine,
    store,
    clock,
    sent,
    log,
    advance(seconds: number): void {
      time.now += seconds * 1000;
    },
    /** Issues a code and returns its challenge and code. */
    async issued(request: Partial<Parameters<typeof engine.issue>[0]> = {}) {
      const result = await engine.issue({ user: 'ada', ...request });
      if (result.kind !== 'issued') throw new Error(`issue came to ${result.kind}`);
      return { challenge: result.challenge, code: sent.at(-1)?.code ?? '', info: result.info };
    },
  };
}

/** Another code of the same length: every digit is moved on by one. */
export function wrong(code: string, by = 1): string {
  return code.replace(/\d/g, (digit) => String((Number(digit) + by) % 10));
}

// With words of their own: the message that a bare assert.ok makes up from the source can take for ever under tsx.

export function assertKind<T extends { readonly kind: string }, K extends T['kind']>(
  result: T,
  kind: K,
): asserts result is Extract<T, { readonly kind: K }> {
  assert.equal(result.kind, kind);
}

export function assertToken(outcome: {
  readonly kind: string;
  readonly token?: string;
}): asserts outcome is { readonly kind: 'confirmed'; readonly token: string } {
  assert.equal(outcome.kind, 'confirmed');
  assert.equal(typeof outcome.token, 'string');
}
