// The sandbox's clock: stands still until it is told, or runs with the real one and can be put forward. Whatever waits
// in the sandbox waits for this clock.
import { systemClock, type Clock } from '../engine/index.js';
import { orAborted } from './abort.js';
import { connectionLost } from './errors.js';
import { systemTimer } from './system.js';

/** `'5m'`, `'30s'`, `'1h'`, `'250ms'`, or milliseconds. */
export type Duration = string | number;

export interface MockClock extends Clock {
  readonly kind: 'real' | 'manual';
  /** Puts the clock forward. What falls due on the way happens in its order, each at its own time. */
  advance(by: Duration): void;
  /** Resolves when the clock has come so far. Rejects with the signal's reason, or when the mock is reset. */
  wait(by: Duration, signal?: AbortSignal): Promise<void>;
  /**
   * Resolves as soon as something waits for the clock: a request under latency, a late message, a pause. A request gets
   * there in a few turns of the event loop, so that a test first awaits this and then advances.
   */
  waiting(): Promise<void>;
  /** For `createConfirmClient`: its deadline by this clock. */
  readonly deadline: (milliseconds: number) => AbortSignal;
  /** For `createConfirmClient`: its pauses between two tries by this clock. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

interface Timer {
  readonly at: number;
  /** In the background nobody awaits it: a late message, a deadline. */
  readonly background: boolean;
  readonly due: () => void;
  readonly dropped?: (() => void) | undefined;
}
type TimerOptions = Partial<Pick<Timer, 'background' | 'dropped'>>;

export interface MockTimers {
  /** Calls back when the clock has come so far; returns what ends that. A reset drops it. */
  after(milliseconds: number, due: () => void, options?: TimerOptions & { counts?: boolean }): () => void;
  reset(): void;
}

// A manual clock starts here after every reset: a test's times are the same on every day.
const START = Date.UTC(2026, 0, 1);
const UNITS = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** @throws RangeError from `advance` and `wait` where the time cannot be read or lies behind. */
export function createMockClock(kind: 'real' | 'manual'): MockClock & MockTimers {
  let ahead = 0;
  const timers = new Set<Timer>();
  const watchers = new Set<() => void>();
  const counted = new Set<Timer>();
  let disarm = (): void => undefined;

  const now = (): number => (kind === 'real' ? systemClock.now() : START) + ahead;

  /** Of equal ones the first that was set. */
  function earliest(): Timer | undefined {
    let found: Timer | undefined;
    for (const timer of timers) if (found === undefined || timer.at < found.at) found = timer;
    return found;
  }

  function moveTo(time: number): void {
    ahead += Math.max(0, time - now());
  }

  function happen(until: number): void {
    for (let next = earliest(); next !== undefined && next.at <= until; next = earliest()) {
      forget(next);
      moveTo(next.at);
      next.due();
    }
  }

  /** Has the real clock call when the next one is due. */
  function arm(): void {
    disarm();
    const next = kind === 'real' ? earliest() : undefined;
    if (next === undefined || next.at === Infinity) return;
    const background = [...timers].every((timer) => timer.background || timer.at === Infinity);
    disarm = systemTimer(
      Math.max(0, next.at - now()),
      () => {
        happen(now());
        arm();
      },
      background,
    );
  }

  function forget(timer: Timer): void {
    timers.delete(timer);
    counted.delete(timer);
  }

  const after: MockTimers['after'] = (
    milliseconds,
    due,
    { counts = true, background = false, dropped } = {},
  ) => {
    const timer: Timer = {
      at: now() + milliseconds,
      background,
      due,
      dropped,
    };
    timers.add(timer);
    if (counts) {
      counted.add(timer);
      for (const watcher of [...watchers]) watcher();
    }
    arm();
    return () => {
      forget(timer);
      arm();
    };
  };

  async function wait(by: Duration, signal?: AbortSignal): Promise<void> {
    const time = milliseconds(by);
    signal?.throwIfAborted();
    if (time === 0) return;
    let stop = (): void => undefined;
    const passed = new Promise<void>((resolve, reject) => {
      stop = after(time, resolve, {
        dropped: () => {
          reject(connectionLost('the mock was reset'));
        },
      });
    });
    await orAborted(signal, passed, stop);
  }

  return {
    kind,
    now,
    advance(by) {
      const until = now() + milliseconds(by, false);
      happen(until);
      moveTo(until);
      arm();
    },
    wait,
    waiting: () =>
      new Promise((resolve) => {
        const look = (): void => {
          if (counted.size === 0) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    deadline(time) {
      const controller = new AbortController();
      const due = (): void => {
        controller.abort();
      };
      after(time, due, { background: true, counts: false });
      return controller.signal;
    },
    pause: (time, signal) => wait(time, signal).catch(() => undefined),
    after,
    reset() {
      ahead = 0;
      const left = [...timers];
      timers.clear();
      counted.clear();
      disarm();
      for (const { dropped } of left) dropped?.();
    },
  };
}

/** @throws RangeError where the time cannot be read or lies behind. */
export function milliseconds(time: Duration, endless = true): number {
  const [, amount, unit] = typeof time === 'string' ? (/^(\d+)\s*(ms|s|m|h)$/.exec(time.trim()) ?? []) : [];
  const read = typeof time === 'number' ? time : Number(amount) * (UNITS.get(unit ?? '') ?? NaN);
  if (read >= 0 && (endless || read < Infinity)) return read;
  throw new RangeError(`"${String(time)}" is no time to wait. Say '5m', '30s', or milliseconds.`);
}
