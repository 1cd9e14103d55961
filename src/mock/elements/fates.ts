// What became of each message's code, as the log tells it. Whether its time is over is asked of the clock, elsewhere.
import type { MockLogEntry } from '../mock.js';

export type Fate = 'used' | 'replaced' | 'locked' | 'expired';

const CONFIRMED: Readonly<Record<string, Fate | undefined>> = {
  confirmed: 'used',
  'already-used': 'used',
  locked: 'locked',
  expired: 'expired',
};

/** By challenge. */
export function fatesOf(log: readonly MockLogEntry[]): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>();
  /** The challenge that was last issued, by user and step. */
  const last = new Map<string, string>();
  for (const { type, outcome, trace } of log) {
    const told = { ...trace[0]?.input, ...trace.at(-1)?.output };
    const { challenge, user, stepName } = told;
    if (typeof challenge !== 'string') continue;
    if (type === 'confirm') {
      const fate = CONFIRMED[outcome];
      // What was replaced, and is tried nevertheless, stays so.
      if (fate !== undefined && !(fate === 'expired' && fates.has(challenge))) fates.set(challenge, fate);
    } else if ((type === 'issue' || type === 'reissue') && outcome === 'issued') {
      const line = JSON.stringify([user, stepName]);
      const before = last.get(line);
      // Asked for again under its key it is the same one still.
      if (type === 'reissue' && before !== undefined && before !== challenge) fates.set(before, 'replaced');
      last.set(line, challenge);
    }
  }
  return fates;
}
