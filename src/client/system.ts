// The one home in the client of what the outside gives: the network, deadlines, a wall clock, random
// bits, the page's origin. Looked up at each call, so that a page may replace them. Works without a secure context.

/** What stands around a page, and need not elsewhere. */
interface Surroundings {
  readonly navigator?: { readonly onLine?: boolean };
  readonly location?: { readonly origin: string };
}

export const systemFetch: typeof fetch = (input, init) => fetch(input, init);

/** Milliseconds since 1970, for the one header that names a date. */
export const wallClock = (): number => Date.now();

/** Aborts with a `TimeoutError` after so many milliseconds. */
export const systemDeadline = (milliseconds: number): AbortSignal => AbortSignal.timeout(milliseconds);

/**
 * Settles after half to all of so many milliseconds, or at once when the signal aborts: not all the pages that a server
 * has lost come back in the same moment.
 */
export const systemPause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, (milliseconds * (1 + Math.random())) / 2);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** The browser knows that it has no connection. That it has one, it cannot know. */
export const isOffline = (): boolean => (globalThis as Surroundings).navigator?.onLine === false;

/** 128 random bits. `randomUUID` would need a secure context. */
export const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** Of the page; undefined where there is none, which equals no origin. */
export const ownOrigin = (): string | undefined => (globalThis as Surroundings).location?.origin;
