// The sandbox's one home of timers. Its clock is the engine's.

/** The longest that a timer takes; it is set again where more is left. */
const LONGEST = 2 ** 31 - 1;

/**
 * Calls back after so many milliseconds; returns what ends that. In Node a timer in the background does not keep the
 * process from ending.
 */
export function systemTimer(milliseconds: number, callback: () => void, background: boolean): () => void {
  const timer = setTimeout(callback, Math.min(milliseconds, LONGEST));
  const inNode: unknown = timer;
  if (background && typeof inNode === 'object' && inNode !== null && 'unref' in inNode) {
    if (typeof inNode.unref === 'function') Reflect.apply(inNode.unref, inNode, []);
  }
  return () => {
    clearTimeout(timer);
  };
}
