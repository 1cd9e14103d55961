// The sandbox's clock: stands still until it is told, or runs with the real one and can be put forward.
import { systemClock, type Clock } from '../engine/index.js';

export interface MockClock extends Clock {
  /** Puts the clock forward: `'5m'`, `'30s'`, `'1h'`, or milliseconds. */
  advance(by: string | number): void;
}

// A manual clock starts here after every reset: a test's times are the same on every day.
const START = Date.UTC(2026, 0, 1);
const UNITS = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** @throws RangeError from `advance` where the time cannot be read or lies behind. */
export function createMockClock(kind: 'real' | 'manual'): MockClock & { reset(): void } {
  let ahead = 0;
  return {
    now: () => (kind === 'real' ? systemClock.now() : START) + ahead,
    advance(by) {
      ahead += typeof by === 'number' ? checked(by, by) : milliseconds(by);
    },
    reset() {
      ahead = 0;
    },
  };
}

function milliseconds(text: string): number {
  const [, amount, unit] = /^(\d+)\s*(ms|s|m|h)$/.exec(text.trim()) ?? [];
  return checked(Number(amount) * (UNITS.get(unit ?? '') ?? NaN), text);
}

function checked(time: number, given: string | number): number {
  if (Number.isFinite(time) && time >= 0) return time;
  throw new RangeError(`The clock cannot advance by "${String(given)}". Say '5m', '30s', or milliseconds.`);
}
