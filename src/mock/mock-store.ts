// The sandbox's store: a real one, in which single challenges can be made old, used up, limited, or out of reach. It
// only passes other times, limits and rules to the store behind it, whose answers are the ones that count.
import type { Store } from '../engine/index.js';
import { MockFaultError } from './errors.js';
import { LIMITED, userMeaningOf } from './meanings.js';
import type { MockClock } from './mock-clock.js';

/** What the sandbox knows of a challenge. */
export interface Line {
  readonly user: string;
  /** The first challenge, which this one replaces. */
  readonly root: string;
}

export interface MockStore {
  readonly store: Store;
  lineOf(challenge: string): Line | undefined;
  /** From now on its code has had its time. */
  age(challenge: string): void;
  /** Uses up its attempts. They lock no account: its failures, earlier ones too, are forgotten. */
  exhaust(challenge: string): Promise<void>;
  /** Refuses every attempt for half a minute. */
  limit(challenge: string): void;
  /** A wrong code locks the account for a minute. */
  lockOut(challenge: string): void;
  /** While the work is under way the store cannot read the challenge. */
  failing<T>(challenge: string, work: () => Promise<T>): Promise<T>;
}

/** Longer than any code lives. */
const AGED = 3_600_000;
const MINUTE = 60_000;
const STRICT = { firstAt: 1, every: 1, first: MINUTE, longest: MINUTE, hardAt: Infinity };
const LENIENT = { ...STRICT, firstAt: Infinity };
const NOTHING_MATCHES = 'mock';

/** `atOnce`: another code may be asked for at once. */
export function createMockStore(inner: Store, clock: MockClock, atOnce: () => boolean): MockStore {
  const lines = new Map<string, Line>();
  const aged = new Set<string>();
  const limited = new Map<string, number>();
  const strict = new Set<string>();
  const unreadable = new Set<string>();

  const limitUntil = (key: string, until: number, now: number) => ({
    key: `mock ${key}`,
    limit: 0,
    window: until - now,
  });

  const store: Store = {
    ...inner,
    async put(asked) {
      const { id, root, user } = asked.challenge;
      const slowed = asked.replaces !== undefined && userMeaningOf(user) === 'ratelimited';
      const result = await inner.put({
        ...asked,
        challenge: atOnce() ? { ...asked.challenge, cooldown: 0 } : asked.challenge,
        limits: slowed ? [...asked.limits, limitUntil(user, asked.now + LIMITED, asked.now)] : asked.limits,
      });
      if (result.kind === 'stored') lines.set(id, { root, user });
      return result;
    },
    get(id) {
      return unreadable.has(id)
        ? Promise.reject(
            new MockFaultError('The store fails, as the mock was told. Give it another code or fault.'),
          )
        : inner.get(id);
    },
    attempt(asked) {
      const { id, now } = asked;
      const until = limited.get(id) ?? 0;
      return inner.attempt({
        ...asked,
        now: aged.has(id) ? now + AGED : now,
        locks: strict.has(id) ? STRICT : asked.locks,
        limits: now < until ? [...asked.limits, limitUntil(id, until, now)] : asked.limits,
      });
    },
  };

  return {
    store,
    lineOf: (challenge) => lines.get(challenge),
    age: (challenge) => void aged.add(challenge),
    async exhaust(id) {
      const row = await inner.get(id);
      if (row === undefined) return;
      const now = clock.now();
      const wrong = {
        id,
        client: row.client,
        mac: NOTHING_MATCHES,
        key: undefined,
        tokenHash: '',
        tokenLifetime: 0,
      };
      for (let left = row.attemptsRemaining; left > 0; left--) {
        const { charged } = await inner.attempt({ ...wrong, locks: LENIENT, limits: [], now });
        if (!charged) return;
      }
      await inner.unlock(row.account, now);
    },
    limit: (challenge) => void limited.set(challenge, clock.now() + LIMITED),
    lockOut: (challenge) => void strict.add(challenge),
    async failing(challenge, work) {
      unreadable.add(challenge);
      try {
        return await work();
      } finally {
        unreadable.delete(challenge);
      }
    },
  };
}
