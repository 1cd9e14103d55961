// The rows of rows.ts that are about the mock: settings that are none, and what it makes fail on purpose.
import { createMemoryStore } from '../../src/engine/index.js';
import { createMock, type MockOptions } from '../../src/mock/index.js';
import { createMockClock } from '../../src/mock/mock-clock.js';
import { createMockStore } from '../../src/mock/mock-store.js';
import { createPost } from '../../src/mock/post.js';
import type { Row } from './rows.js';

const configuration = (misuse: string, options: object): Row => ({
  misuse,
  name: 'ConfigurationError',
  provoke: () => createMock(options as MockOptions),
});
const duration = (misuse: string, provoke: Row['provoke']): Row => ({ misuse, name: 'RangeError', provoke });
const fault = (misuse: string, provoke: Row['provoke']): Row => ({ misuse, name: 'MockFaultError', provoke });
const lost = (where: string, options: MockOptions): Row => ({
  misuse: `a connection that the mock was told to lose, ${where}`,
  name: 'TypeError',
  platform: true,
  provoke: () =>
    createMock(options).fetch('/otp/confirm', { method: 'POST', body: '{"code":"QWERTYUIOPAS"}' }),
});
const clock = createMockClock('manual');

export const mockRows: readonly Row[] = [
  configuration('a scenario that is unknown', { scenario: 'sunny' }),
  configuration('a fault that is unknown', { faults: { fire: 1 } }),
  configuration('a chance over 1', { faults: { 'request-lost': 7 } }),
  configuration('a latency of which the least is the most', { latency: ['2s', '1s'] }),
  configuration('a seed that is no number', { seed: 'seven' }),
  configuration('a clock that is none', { clock: 'cuckoo' }),
  duration('a latency that is no duration', () => createMock({ latency: '5x' })),
  duration('a latency that is nothing', () => createMock({ latency: null as never })),
  duration('a latency that is an object', () => createMock({ latency: {} as never })),
  duration('a clock that is put back', () => {
    createMock({ clock: 'manual' }).clock.advance(-1);
  }),
  duration('a wait that is no duration', () => createMock().clock.wait('5x')),
  {
    misuse: 'an alphabet that is none',
    name: 'ConfigurationError',
    provoke: () => createMock().issue({ user: 'ada', alphabet: 'runes' as never }),
  },
  lost('offline', { scenario: 'offline' }),
  lost('on the way there', { faults: { 'request-lost': 1 } }),
  lost('on the way back', { faults: { 'answer-lost': 1 } }),
  fault('a store that the mock was told to let fail', () => {
    const known = createMockStore(createMemoryStore(), clock, () => false);
    return known.failing('c1', () => known.store.get('c1'));
  }),
  fault('a message that the mock was told to lose', () => {
    createPost({
      clock,
      arrived: () => undefined,
      happens: () => true,
      note: () => undefined,
      racing: () => false,
      rootOf: () => undefined,
    }).deliver({ user: 'ada', code: 'QWERTYUIOPAS', expiresIn: 300, stepName: 'Confirm', challenge: 'c1' });
  }),
];
