// What is done after the answer: begun in a turn of its own, and waited for only where the server ends.
import { systemDefer } from '../engine/index.js';

/** Runs the work later. On Workers: `(work) => ctx.waitUntil(work())`. */
export type Defer = (work: () => Promise<void>) => unknown;

export interface Deferred {
  readonly defer: Defer;
  /** Resolves when all that was put off is done. */
  idle(): Promise<void>;
}

export function createDeferred(given: Defer = systemDefer): Deferred {
  const pending = new Set<Promise<void>>();
  return {
    defer(work) {
      const done = new Promise<void>((resolve) => {
        // What the work throws is its own to tell; here it is over. A message is sent once, whoever calls it: the engine
        // sees to that; and a second sweep finds nothing to drop.
        const run = () =>
          work().then(resolve, () => {
            resolve();
          });
        const hand = async () => {
          try {
            await given(run);
          } catch {
            // It takes no more work, as after the end of a request: the message is sent all the same.
            systemDefer(() => void run());
          }
        };
        void hand();
      });
      pending.add(done);
      void done.then(() => pending.delete(done));
    },
    async idle() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
