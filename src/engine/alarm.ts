// The alarm over all: counts failures of every account together and says once a window that there are too many. It
// refuses nothing: a limit over all would be a switch for the attacker. It counts in this process alone.
import type { Rate } from './limits.js';
import type { Clock } from './system.js';

/** Call it at each failure. */
export function createAlarm(rate: Rate | undefined, clock: Clock, ring: () => void): () => void {
  let count = 0;
  let since = -Infinity;
  return () => {
    if (rate === undefined) return;
    const time = clock.now();
    // Either way: a clock that was set back must not silence it until the old time comes.
    if (Math.abs(time - since) >= rate.seconds * 1000) {
      count = 0;
      since = time;
    }
    count++;
    if (count === rate.limit) ring();
  };
}
