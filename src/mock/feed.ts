// A list that grows and tells who listens: the inbox and the log of the sandbox.
import { orAborted } from './abort.js';

export interface Feed<T> {
  /** Oldest first; a frozen copy. */
  readonly all: readonly T[];
  readonly latest: T | undefined;
  /**
   * Resolves with the next item that comes, or the next that fits; never with one that is there already. So call it
   * first, then do what makes the item come, then await it. Rejects with the signal's reason only.
   */
  next(fits?: (item: T) => boolean, options?: { readonly signal?: AbortSignal }): Promise<T>;
  /** Calls the listener for every new item; returns what ends that. */
  subscribe(listener: (item: T) => void): () => void;
}

export function createFeed<T>(): Feed<T> & { add(item: T): void; clear(): void } {
  let items: readonly T[] = Object.freeze([]);
  const listeners = new Set<(item: T) => void>();

  function subscribe(listener: (item: T) => void): () => void {
    // Wrapped: the same function subscribed twice is two subscriptions.
    const own = (item: T): void => {
      listener(item);
    };
    listeners.add(own);
    return () => {
      listeners.delete(own);
    };
  }

  return {
    get all() {
      return items;
    },
    get latest() {
      return items.at(-1);
    },
    async next(fits = () => true, { signal } = {}) {
      signal?.throwIfAborted();
      let stop = (): void => undefined;
      const item = new Promise<T>((resolve) => {
        stop = subscribe((came) => {
          if (fits(came)) resolve(came);
        });
      });
      return orAborted(signal, item, stop);
    },
    subscribe,
    add(item) {
      items = Object.freeze([...items, item]);
      for (const listener of [...listeners]) listener(item);
    },
    clear() {
      items = Object.freeze([]);
    },
  };
}
