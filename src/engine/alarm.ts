// The alarm over all: counts failures of every account together and says once a window that there are too many. It
// refuses nothing: a limit over all would be a switch for the attacker. It counts in this process alone.
import type { Rate } from './limits.js';
import type { Clock } from './system.js';

/** Call it at each failure. */
export function createAlarm(rate: Rate | undefined, clock: Clock, ring: () => void): () => void {
  let count = 0;
  let until = 0;
  return () => {
    if (rate === undefined) return;
    const time = clock.now();
    if (time >= until) {
      count = 0;
      until = time + rate.seconds * 1000;
    }
    count++;
    if (count === rate.limit) ring();
  };
}
