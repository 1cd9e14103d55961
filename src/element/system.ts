// The one home in the element of what the outside gives: time, timers, frames, tasks.

const wall = Date.now();
const monotonic = performance.now();

/**
 * Milliseconds since the module was loaded: the larger of what the two clocks say. The monotonic one stands still
 * while some machines sleep, the wall clock may be set back.
 */
export const elapsed = (): number => Math.max(performance.now() - monotonic, Date.now() - wall);

/** Runs once at an instant of `elapsed`; the function returned calls it off. A timer holds no more than 24 days. */
export function at(instant: number, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(2 ** 31 - 1, Math.max(0, instant - elapsed())));
  return () => {
    clearTimeout(timer);
  };
}

/** Runs in a task of its own: after the event that is being dispatched, and its microtasks. */
export const inTask = (callback: () => void): void => {
  setTimeout(callback);
};

/** Runs before each frame until it answers false. */
export function eachFrame(callback: () => boolean): void {
  requestAnimationFrame(() => {
    if (callback()) eachFrame(callback);
  });
}
