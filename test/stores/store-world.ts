// What the suites of the stores share: challenges and attempts made up on the spot, under names that no other test uses.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  defaultLocks,
  type Attempt,
  type AttemptResult,
  type NewChallenge,
  type Put,
  type PutResult,
  type Redemption,
  type Store,
} from '../../src/engine/index.js';

export const START = Date.UTC(2026, 0, 1);
export const CLIENT = 'shop';
export const STEP = 'Confirm sign-in';

export const fresh = (what: string): string => `${what}-${randomBytes(9).toString('base64url')}`;
export const times = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** One after the other. */
export async function repeat(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done++) await work();
}

export function challengeOf(given: Partial<NewChallenge> = {}): NewChallenge {
  const id = given.id ?? fresh('id');
  return {
    id,
    root: id,
    client: CLIENT,
    user: 'ada',
    account: fresh('account'),
    stepName: STEP,
    sourceStep: 'Get sign-in code',
    keyId: '1',
    mac: 'right',
    length: 6,
    alphabet: 'digits',
    channel: undefined,
    destination: undefined,
    language: undefined,
    firstFactor: false,
    contextHash: undefined,
    attempts: 5,
    lifetime: 300_000,
    cooldown: 30_000,
    ...given,
  };
}

/** What has not happened yet to a row that is new. */
export const UNTOUCHED = {
  replacedBy: undefined,
  ended: undefined,
  undelivered: false,
  confirmedAt: undefined,
  tokenHash: undefined,
  tokenExpires: undefined,
  redeemed: false,
};

export function countKinds(results: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Operations on one store with everything filled in that a test does not care for. */
export function worldOf(store: Store) {
  return {
    store,
    put: (challenge: NewChallenge, more: Partial<Put> = {}): Promise<PutResult> =>
      store.put({ challenge, live: 3, limits: [], now: START, ...more }),

    /** A challenge that is stored, and its id. */
    async stored(given: Partial<NewChallenge> = {}, more: Partial<Put> = {}): Promise<NewChallenge> {
      const challenge = challengeOf(given);
      const { kind } = await store.put({ challenge, live: 3, limits: [], now: START, ...more });
      assert.equal(kind, 'stored');
      return challenge;
    },

    attempt: (id: string, mac: string, more: Partial<Attempt> = {}): Promise<AttemptResult> =>
      store.attempt({
        id,
        client: CLIENT,
        mac,
        key: undefined,
        tokenHash: fresh('token'),
        tokenLifetime: 300_000,
        locks: defaultLocks,
        limits: [],
        now: START,
        ...more,
      }),

    redeem: (tokenHash: string, challenge: string, more: Partial<Redemption> = {}) =>
      store.redeem({
        tokenHash,
        challenge,
        client: CLIENT,
        stepName: STEP,
        key: undefined,
        now: START,
        ...more,
      }),

    /** A confirmed challenge and the hash of its token. */
    async confirmed(given: Partial<NewChallenge> = {}, more: Partial<Attempt> = {}) {
      const challenge = await this.stored(given);
      const tokenHash = fresh('token');
      assert.equal((await this.attempt(challenge.id, 'right', { tokenHash, ...more })).kind, 'confirmed');
      return { challenge, tokenHash };
    },

    /** As many wrong codes for an account, each charged, on challenges of its own. */
    async fail(account: string, count: number, now = START): Promise<AttemptResult[]> {
      const results: AttemptResult[] = [];
      let id = '';
      for (const index of times(count)) {
        if (index % 5 === 0) ({ id } = await this.stored({ account }, { now }));
        results.push(await this.attempt(id, 'wrong', { now }));
      }
      return results;
    },
  };
}
export type World = ReturnType<typeof worldOf>;
