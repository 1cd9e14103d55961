// The store in memory: bounded, for one process. Each operation runs in one synchronous turn, which makes it atomic.
import type { AccountState } from './account.js';
import { sweepTime } from './challenge.js';
import { createRecordsStore, type Counter, type Kept, type Records } from './records-store.js';
import type { Store } from './store.js';

export interface MemoryStoreOptions {
  /** Rows kept at most, and ten times as many counters; a full store refuses new challenges. Default 100,000. */
  readonly capacity?: number;
}

export function createMemoryStore({ capacity = 100_000 }: MemoryStoreOptions = {}): Store {
  const atOnce = <T>(work: () => T): T => work();
  const store = createRecordsStore(createMaps(capacity), atOnce, atOnce);
  const done = (): Promise<void> => Promise.resolve();
  return { ...store, ping: done, migrate: done, close: done };
}

function createMaps(capacity: number): Records {
  const entries = new Map<string, Kept>();
  const byToken = new Map<string, string>();
  const byAccount = new Map<string, Set<string>>();
  const accounts = new Map<string, { readonly state: AccountState; readonly sweepAt: number }>();
  const counters = new Map<string, Counter>();
  // Nothing can be swept before this time: a full store need not look through its rows at every refusal.
  let nextSweep = Infinity;

  function forget({ row }: Kept): void {
    entries.delete(row.id);
    if (row.tokenHash !== undefined) byToken.delete(row.tokenHash);
    unlist(row.account, row.id);
  }

  function unlist(account: string, id: string): void {
    const listed = byAccount.get(account);
    listed?.delete(id);
    if (listed?.size === 0) byAccount.delete(account);
  }

  function sweep(now: number): number {
    if (now < nextSweep) return 0;
    let dropped = 0;
    nextSweep = Infinity;
    const passed = (time: number): boolean => {
      if (time <= now) dropped++;
      else nextSweep = Math.min(nextSweep, time);
      return time <= now;
    };
    for (const kept of entries.values()) if (passed(sweepTime(kept.row))) forget(kept);
    for (const [id, { sweepAt }] of accounts) if (passed(sweepAt)) accounts.delete(id);
    for (const [key, { until }] of counters) if (passed(until)) counters.delete(key);
    return dropped;
  }

  return {
    load: (id) => entries.get(id),
    loadByToken(tokenHash) {
      const id = byToken.get(tokenHash);
      return id === undefined ? undefined : entries.get(id);
    },
    // A set keeps the order in which its members came, which is that of issuing.
    loadOfAccount: (account) => [...(byAccount.get(account) ?? [])].flatMap((id) => entries.get(id) ?? []),
    save(kept) {
      const { id, account, tokenHash, replacedBy } = kept.row;
      if (replacedBy !== undefined) unlist(account, id);
      else if (!entries.has(id)) byAccount.set(account, (byAccount.get(account) ?? new Set()).add(id));
      entries.set(id, kept);
      if (tokenHash !== undefined) byToken.set(tokenHash, id);
      nextSweep = Math.min(nextSweep, sweepTime(kept.row));
    },
    account(id, now) {
      const found = accounts.get(id);
      return found !== undefined && now < found.sweepAt ? found.state : undefined;
    },
    saveAccount(id, state, sweepAt) {
      accounts.set(id, { state, sweepAt });
      nextSweep = Math.min(nextSweep, sweepAt);
    },
    counter: (key) => counters.get(key),
    saveCounter(key, counter) {
      counters.set(key, counter);
      nextSweep = Math.min(nextSweep, counter.until);
    },
    hasRoom(now) {
      const fits = (): boolean =>
        entries.size < capacity && accounts.size < capacity * 10 && counters.size < capacity * 10;
      if (!fits()) sweep(now);
      return fits();
    },
    sweep,
  };
}
