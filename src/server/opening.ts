// How a store on a server of its own ends to open: its schema made where that is asked for, a look whether it can be
// used as it is, and no connection left where not. SQLite's statements need their tables first: it opens in its own way.
import type { Store } from '../engine/index.js';

export async function opened(store: Store, migrate = false): Promise<Store> {
  try {
    if (migrate) await store.migrate();
    await store.ping();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
