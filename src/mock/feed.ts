// A list that grows and tells who listens: the inbox and the log of the sandbox.

export interface Feed<T> {
  /** Oldest first; a frozen copy. */
  readonly all: readonly T[];
  readonly latest: T | undefined;
  /** Calls the listener for every new item; returns what ends that. */
  subscribe(listener: (item: T) => void): () => void;
}

export function createFeed<T>(): Feed<T> & { add(item: T): void; clear(): void } {
  let items: readonly T[] = Object.freeze([]);
  const listeners = new Set<(item: T) => void>();
  return {
    get all() {
      return items;
    },
    get latest() {
      return items.at(-1);
    },
    subscribe(listener) {
      // Wrapped: the same function subscribed twice is two subscriptions.
      const own = (item: T): void => {
        listener(item);
      };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
    add(item) {
      items = Object.freeze([...items, item]);
      for (const listener of [...listeners]) listener(item);
    },
    clear() {
      items = Object.freeze([]);
    },
  };
}
