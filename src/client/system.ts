// The one home in the client of what the outside gives: the network, a wall clock, timers, random bytes.
// Looked up at each call, so that a page may replace them. Works without a secure context.

export const systemFetch: typeof fetch = (input, init) => globalThis.fetch(input, init);

/** Milliseconds since 1970, for the one header that names a date. */
export const wallClock = (): number => Date.now();

/** Calls back once after so many milliseconds; the function returned calls it off. */
export function systemTimer(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => {
    clearTimeout(timer);
  };
}

/** A key of 128 random bits, as 32 hexadecimal digits. `randomUUID` would need a secure context. */
export const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
