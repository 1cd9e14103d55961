// The one home in the client of what the outside gives: the network, deadlines, a wall clock, random bytes.
// Looked up at each call, so that a page may replace them. Works without a secure context.

export const systemFetch: typeof fetch = (input, init) => fetch(input, init);

/** Milliseconds since 1970, for the one header that names a date. */
export const wallClock = (): number => Date.now();

/** Aborts with a `TimeoutError` after so many milliseconds. */
export const systemDeadline = (milliseconds: number): AbortSignal => AbortSignal.timeout(milliseconds);

/** 128 random bits as hexadecimal digits. `randomUUID` would need a secure context. */
export const randomKey = (): string =>
  crypto
    .getRandomValues(new Uint8Array(16))
    .reduce((key, byte) => key + (byte + 256).toString(16).slice(1), '');
