// The one home in the element of what the outside gives: time, timers, tasks, and what is told at a page's root.

let wall = Date.now();
let monotonic = performance.now();
let sum = 0;

/**
 * Milliseconds since the module was loaded; never less than before. Of what the two clocks say has passed since the
 * last look the larger counts: the monotonic one stands still while some machines sleep, the wall clock may be set back.
 * Within half a second they are the same: one tells whole milliseconds, and a larger one at each look would add up.
 */
export function elapsed(): number {
  const wallNow = Date.now();
  const monotonicNow = performance.now();
  const byWall = wallNow - wall;
  const passed = monotonicNow - monotonic;
  wall = wallNow;
  monotonic = monotonicNow;
  return (sum += Math.max(0, byWall > passed + 500 ? byWall : passed));
}

/** Runs once at an instant of `elapsed`, or now; the function returned calls it off. A timer holds no more than 24 days. */
export function at(instant: number, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(2e9, instant - elapsed()));
  return () => {
    clearTimeout(timer);
  };
}

/** Runs in a task of its own: after the event that is being dispatched, and its microtasks. */
export const inTask = (callback: () => void): void => {
  setTimeout(callback);
};

/** Runs ten times a second until it answers false. */
export function repeatedly(callback: () => boolean): void {
  setTimeout(() => {
    if (callback()) repeatedly(callback);
  }, 100);
}

/** Answers true where nobody else is to hear of it. */
type Hearer = (event: Event) => boolean;
const hearers = new WeakMap<EventTarget, Set<Hearer>>();
const tell = (event: Event): void => {
  for (const hear of [...(hearers.get(event.currentTarget ?? window) ?? [])]) if (hear(event)) return;
};

/**
 * Hears of these events first, in capture; the function returned ends it. One listener serves all who hear at a place: each of
 * its own would be compared with each. At one place all hear of the same types.
 */
export function hearAt(place: EventTarget, types: readonly string[], hear: Hearer): () => void {
  const all = hearers.get(place) ?? new Set();
  // The window's own are those of every event target.
  if (!all.size) for (const type of types) addEventListener.call(place, type, tell, true);
  hearers.set(place, all.add(hear));
  return () => {
    all.delete(hear);
    if (!all.size) for (const type of types) removeEventListener.call(place, type, tell, true);
  };
}

/** Leaves the page for another one: of the web, and no other kind of address. */
export function leaveFor(address: string): void {
  if (!URL.canParse(address, location.href)) return;
  // Read as it was judged: to `location` alone, a path would be one of the page's <base>.
  const { href } = new URL(address, location.href);
  if (/^https?:/.test(href)) location.assign(href);
}

/** The page was come to by Back or Forward. */
export const cameBack = (): boolean =>
  (performance.getEntriesByType('navigation') as PerformanceNavigationTiming[])[0]?.type === 'back_forward';
