// What a program has used of the machine: other work on it makes everything slower, and changes this little.
import { readdirSync, readFileSync } from 'node:fs';

const TICK = 10_000; // µs: the kernel tells hundredths of a second

/**
 * Of a server, those that it has started, and those of them that have ended, in microseconds; NaN where there is no /proc.
 *
 * @param {number | undefined} pid
 */
export function cpuOf(pid) {
  if (pid === undefined) return NaN;
  let ticks = NaN;
  for (const entry of processes()) {
    // proc(5), counted from what follows the name: state, parent, …, own time twice, that of the dead children twice
    const [, parent, ...rest] = fieldsOf(entry);
    const times = rest.slice(9, Number(entry) === pid ? 13 : 11);
    if (Number(entry) !== pid && Number(parent) !== pid) continue;
    ticks = times.reduce((sum, time) => sum + Number(time), ticks || 0);
  }
  return ticks * TICK;
}

function processes() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Empty where it has ended meanwhile. */
function fieldsOf(entry) {
  try {
    return readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1].split(' ');
  } catch {
    return [];
  }
}
