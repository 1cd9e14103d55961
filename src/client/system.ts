// The one home in the client of what the outside gives: the network, deadlines, a wall clock, random
// bits, the page's origin. Looked up at each call, so that a page may replace them. Works without a secure context.

export const systemFetch: typeof fetch = (input, init) => fetch(input, init);

/** Milliseconds since 1970, for the one header that names a date. */
export const wallClock = (): number => Date.now();

/** Aborts with a `TimeoutError` after so many milliseconds. */
export const systemDeadline = (milliseconds: number): AbortSignal => AbortSignal.timeout(milliseconds);

/** 128 random bits. `randomUUID` would need a secure context. */
export const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** Of the page; empty where there is none, which equals no origin. */
export const ownOrigin = (): string => (typeof location === 'object' ? location.origin : '');
