// The memory store under the suites that every store passes. Its bound is memory-store.test.ts's.
import { createMemoryStore } from '../../src/engine/index.js';
import { storeSuite } from '../stores/store.js';
import { storeRaces } from '../stores/store-races.js';

storeSuite({ name: 'memory', open: () => Promise.resolve(createMemoryStore()), sweeps: true });
storeRaces({ name: 'memory', open: () => Promise.resolve([createMemoryStore()]) });
