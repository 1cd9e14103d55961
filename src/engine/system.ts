// The engine's one home for the platform's clock and random source; everything else is handed both.

/** Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

/** As many bytes as asked for, from a cryptographic source. */
export type Random = (bytes: number) => Uint8Array;

export const systemClock: Clock = { now: () => Date.now() };

export const systemRandom: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

/** Runs the work in a turn of its own: whoever waits for an answer gets it first. */
export const systemDefer = (work: () => void): void => {
  setTimeout(work, 0);
};
