// The suite that every store passes: what each operation answers, case by case, at times that the test says. Races are
// store-races.ts's. A store is opened once; tests share it, and nothing but `sweep` looks at another test's rows.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { NewChallenge, Store } from '../../src/engine/index.js';
import { START, UNTOUCHED, challengeOf, fresh, repeat, times, worldOf, type World } from './store-world.js';

const FOREVER = 8_640_000_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface StoreSuite {
  readonly name: string;
  /** A store that goes by the times it is told. */
  open(): Promise<Store>;
  close?(): Promise<void>;
  /** Redis drops what is over by itself: there is nothing for `sweep` to tell. */
  readonly sweeps: boolean;
  /** Why it cannot run here. */
  readonly skip?: string | undefined;
}

export function storeSuite({ name, open, close, sweeps, skip }: StoreSuite): void {
  describe(`${name}: every operation`, { skip: skip ?? false }, () => {
    let w: World;
    before(async () => {
      const store = await open();
      await store.migrate();
      w = worldOf(store);
    });
    after(async () => {
      await w.store.close();
      await close?.();
    });

    describe('put and get', () => {
      test('the row comes back as it was given, with its times', async () => {
        const challenge: NewChallenge = challengeOf({
          user: 'ädá 🔑 "\'; --',
          channel: 'sms',
          destination: '+491700000042',
          language: 'de-DE',
          firstFactor: true,
          contextHash: 'c0ffee',
          length: 12,
          alphabet: 'text',
        });
        const put = await w.put(challenge);
        const { lifetime, cooldown, ...facts } = challenge;
        const row = {
          ...facts,
          issuedAt: START,
          expires: START + lifetime,
          resendAt: START + cooldown,
          attemptsRemaining: 5,
          ...UNTOUCHED,
        };
        assert.deepEqual(put, { kind: 'stored', row, now: START });
        assert.deepEqual(await w.store.get(challenge.id), row);
      });

      test('what was not given is not there', async () => {
        const { id } = await w.stored();
        const row = await w.store.get(id);
        assert.deepEqual(
          [row?.channel, row?.destination, row?.language, row?.contextHash],
          times(4).map(() => undefined),
        );
        assert.deepEqual([row?.firstFactor, row?.redeemed], [false, false]);
      });

      test('an id that is not there has no row', async () => {
        assert.equal(await w.store.get(fresh('id')), undefined);
      });
    });

    describe('put in place of another', () => {
      const again = (old: NewChallenge, given: Partial<NewChallenge> = {}) =>
        challengeOf({ account: old.account, root: old.root, ...given });

      test('replaces the newest of the line, whichever of it is named', async () => {
        const first = await w.stored();
        const second = again(first);
        const third = again(first);
        const replace = (next: NewChallenge, now: number) =>
          w.put(next, { replaces: { id: first.id, key: undefined }, now });
        assert.equal((await replace(second, START + 30_000)).kind, 'stored');
        assert.equal((await replace(third, START + 60_000)).kind, 'stored');
        assert.equal((await w.store.get(first.id))?.replacedBy, second.id);
        assert.equal((await w.store.get(second.id))?.replacedBy, third.id);
        const now = START + 60_000;
        const expired = { kind: 'expired', reason: 'replaced', charged: false, now };
        assert.deepEqual(await w.attempt(first.id, 'right', { now }), expired);
        assert.deepEqual(await w.attempt(second.id, 'right', { now }), expired);
        assert.equal((await w.attempt(third.id, 'right', { now })).kind, 'confirmed');
      });

      test('before the cooldown is over it is too soon, and says until when', async () => {
        const first = await w.stored();
        const replaces = { id: first.id, key: undefined };
        const now = START + 29_999;
        assert.deepEqual(await w.put(again(first), { replaces, now }), {
          kind: 'too-soon',
          until: START + 30_000,
          now,
        });
        assert.equal((await w.store.get(first.id))?.replacedBy, undefined);
        assert.equal((await w.put(again(first), { replaces, now: now + 1 })).kind, 'stored');
      });

      test('it is not too soon where the clock was set back before it was issued', async () => {
        const first = await w.stored();
        const replaces = { id: first.id, key: undefined };
        assert.equal((await w.put(again(first), { replaces, now: START - 1 })).kind, 'stored');
      });

      test('under the same key it is the same row, through a cooldown, a limit and a lock', async () => {
        const first = await w.stored();
        const replaces = { id: first.id, key: fresh('key') };
        const limits = [{ key: fresh('limit'), limit: 1, window: HOUR }];
        const next = again(first);
        const now = START + 30_000;
        assert.equal((await w.put(next, { replaces, now, limits })).kind, 'stored');
        await w.fail(first.account, 10, now);
        const repeated = await w.put(again(first), { replaces, now: now + 1, limits });
        assert.equal(repeated.kind, 'repeated');
        assert.equal(repeated.kind === 'repeated' && repeated.row.id, next.id);
      });

      test('under the same key it is the same row, when codes were tried under keys of their own', async () => {
        const first = await w.stored();
        const replaces = { id: first.id, key: fresh('key') };
        const next = again(first);
        const now = START + 30_000;
        await w.put(next, { replaces, now });
        await w.attempt(next.id, 'wrong', { key: fresh('key'), now });
        await w.attempt(next.id, 'right', { key: fresh('key'), now });
        const repeated = await w.put(again(first), { replaces, now });
        assert.equal(repeated.kind === 'repeated' && repeated.row.id, next.id);
      });

      test('a used line, a revoked one, an unknown id and another client are unknown', async () => {
        const used = (await w.confirmed()).challenge;
        const revoked = await w.stored();
        await w.store.revoke({ id: revoked.id }, START);
        const foreign = await w.stored({ client: 'other' });
        const unknown = challengeOf();
        for (const old of [used, revoked, foreign, unknown]) {
          const replaces = { id: old.id, key: undefined };
          assert.deepEqual(await w.put(again(old), { replaces, now: START + MINUTE }), {
            kind: 'challenge-unknown',
            now: START + MINUTE,
          });
        }
      });

      test('a locked and an expired one can be replaced', async () => {
        const locked = await w.stored();
        await repeat(5, () => w.attempt(locked.id, 'wrong'));
        const expired = await w.stored();
        for (const old of [locked, expired]) {
          const replaces = { id: old.id, key: undefined };
          assert.equal((await w.put(again(old), { replaces, now: START + 10 * MINUTE })).kind, 'stored');
        }
      });
    });

    describe('challenges of one account', () => {
      test('a fourth displaces the oldest, which can be asked for again', async () => {
        const account = fresh('account');
        const ids: NewChallenge[] = [];
        for (const index of times(4)) ids.push(await w.stored({ account }, { now: START + index }));
        const now = START + 10;
        const [first, ...others] = ids;
        assert.equal((await w.store.get(first?.id ?? ''))?.ended, 'displaced');
        assert.deepEqual(await w.attempt(first?.id ?? '', 'right', { now }), {
          kind: 'expired',
          reason: 'replaced',
          charged: false,
          now,
        });
        for (const { id } of others) assert.equal((await w.store.get(id))?.ended, undefined);
        assert.equal((await w.store.status(account, now)).live, 3);
        const next = challengeOf({ account, root: first?.root ?? '' });
        const replaces = { id: first?.id ?? '', key: undefined };
        assert.equal((await w.put(next, { replaces, now: START + MINUTE })).kind, 'stored');
        assert.equal((await w.store.get(others[0]?.id ?? ''))?.ended, 'displaced');
        assert.equal((await w.store.status(account, now)).live, 3);
      });

      test('an older one that lives does not give way to what is over', async () => {
        const account = fresh('account');
        const { id } = await w.stored({ account });
        const over: NewChallenge[] = [];
        for (const index of times(3))
          over.push(await w.stored({ account, lifetime: 1000 }, { now: START + 1000 * index }));
        const now = START + 10_000;
        await w.stored({ account }, { now });
        for (const expired of over)
          assert.deepEqual(await w.attempt(expired.id, 'right', { now }), {
            kind: 'expired',
            charged: false,
            now,
          });
        assert.equal((await w.attempt(id, 'right', { now })).kind, 'confirmed');
      });

      test('what is used, locked, expired or replaced takes no place', async () => {
        const account = fresh('account');
        await w.confirmed({ account });
        const locked = await w.stored({ account });
        await repeat(5, () => w.attempt(locked.id, 'wrong'));
        await w.stored({ account, lifetime: 1000 });
        const old = await w.stored({ account });
        const now = START + 30_000;
        const next = challengeOf({ account });
        await w.put(next, { replaces: { id: old.id, key: undefined }, now });
        const second = await w.stored({ account }, { now });
        const third = await w.stored({ account }, { now });
        for (const { id } of [next, second, third]) {
          assert.equal((await w.attempt(id, 'right', { now })).kind, 'confirmed');
        }
      });
    });

    describe('limits', () => {
      const limitOf = (limit: number, window = MINUTE) => ({ key: fresh('limit'), limit, window });

      test('so many are stored within the window, and as many in the next', async () => {
        const limits = [limitOf(2)];
        const kinds = async (now: number) => (await w.put(challengeOf(), { limits, now })).kind;
        assert.deepEqual([await kinds(START), await kinds(START + 1)], ['stored', 'stored']);
        assert.deepEqual(await w.put(challengeOf(), { limits, now: START + MINUTE - 1 }), {
          kind: 'limited',
          until: START + MINUTE,
          now: START + MINUTE - 1,
        });
        const next = START + MINUTE;
        assert.deepEqual(
          [await kinds(next), await kinds(next), await kinds(next)],
          ['stored', 'stored', 'limited'],
        );
      });

      test('of several the longest wait holds, and what is refused counts nowhere', async () => {
        const [short, long, wide] = [limitOf(1, MINUTE), limitOf(1, HOUR), limitOf(2, HOUR)];
        await w.stored({}, { limits: [short, long, wide] });
        const now = START;
        const refused = await w.put(challengeOf(), { limits: [short, wide, long], now });
        assert.deepEqual(refused, { kind: 'limited', until: START + HOUR, now });
        assert.equal((await w.put(challengeOf(), { limits: [wide] })).kind, 'stored');
        assert.equal((await w.put(challengeOf(), { limits: [wide] })).kind, 'limited');
      });

      test('a clock that is set back holds nobody for longer than twice the window', async () => {
        const limits = [{ key: fresh('limit'), limit: 1, window: HOUR }];
        const put = (now: number) => w.put(challengeOf(), { limits, now });
        assert.equal((await put(START)).kind, 'stored');
        // A small step, or a large one: still counted, or a window of its own.
        assert.deepEqual(await put(START - HOUR + 1), {
          kind: 'limited',
          until: START + HOUR,
          now: START - HOUR + 1,
        });
        const back = START - HOUR;
        assert.equal((await put(back)).kind, 'stored');
        assert.deepEqual(await put(back + 1), { kind: 'limited', until: back + HOUR, now: back + 1 });
      });

      test('one that stands there twice, as for two rates of one window, counts once', async () => {
        const limit = limitOf(2);
        const limits = [limit, { ...limit, limit: 5 }];
        const kinds = async () => (await w.put(challengeOf(), { limits })).kind;
        assert.deepEqual([await kinds(), await kinds(), await kinds()], ['stored', 'stored', 'limited']);
      });

      test('a put that is refused for another reason counts nowhere', async () => {
        const limits = [limitOf(1)];
        const old = await w.stored();
        for (const id of [old.id, fresh('id')]) {
          const { kind } = await w.put(challengeOf(), { limits, replaces: { id, key: undefined } });
          assert.notEqual(kind, 'stored');
        }
        assert.equal((await w.put(challengeOf(), { limits })).kind, 'stored');
      });

      test('of attempts count wrong codes only, over all challenges, and refuse before anything is charged', async () => {
        const limits = [limitOf(2)];
        const first = await w.stored();
        const second = await w.stored();
        const third = await w.stored();
        assert.equal((await w.attempt(first.id, 'right', { limits })).kind, 'confirmed');
        assert.equal((await w.attempt(second.id, 'wrong', { limits })).kind, 'incorrect');
        assert.equal((await w.attempt(third.id, 'wrong', { limits })).kind, 'incorrect');
        const limited = { kind: 'limited', until: START + MINUTE, charged: false, now: START };
        assert.deepEqual(await w.attempt(third.id, 'right', { limits }), limited);
        assert.equal((await w.store.get(third.id))?.attemptsRemaining, 4);
        const now = START + MINUTE;
        assert.equal((await w.attempt(third.id, 'right', { limits, now })).kind, 'confirmed');
      });
    });

    describe('attempt', () => {
      test('counts down, then locks, and a right code does not open it', async () => {
        const { id } = await w.stored();
        const now = START;
        for (const attemptsRemaining of [4, 3, 2, 1]) {
          assert.deepEqual(await w.attempt(id, 'wrong'), {
            kind: 'incorrect',
            attemptsRemaining,
            charged: true,
            now,
          });
        }
        assert.deepEqual(await w.attempt(id, 'wrong'), { kind: 'locked', charged: true, now });
        assert.deepEqual(await w.attempt(id, 'right'), { kind: 'locked', charged: false, now });
      });

      test('a right code is confirmed once, and its token kept by hash', async () => {
        const { id } = await w.stored();
        const now = START + 1000;
        const tokenHash = fresh('token');
        assert.deepEqual(await w.attempt(id, 'right', { tokenHash, tokenLifetime: 5000, now }), {
          kind: 'confirmed',
          tokenExpires: now + 5000,
          charged: true,
          now,
        });
        const row = await w.store.get(id);
        assert.deepEqual(
          [row?.confirmedAt, row?.tokenHash, row?.tokenExpires, row?.attemptsRemaining],
          [now, tokenHash, now + 5000, 4],
        );
        assert.deepEqual(await w.attempt(id, 'right', { now }), {
          kind: 'already-used',
          charged: false,
          now,
        });
      });

      test('the last attempt may be the right one', async () => {
        const { id } = await w.stored();
        await repeat(4, () => w.attempt(id, 'wrong'));
        assert.equal((await w.attempt(id, 'right')).kind, 'confirmed');
      });

      test('a code is good while now < expires', async () => {
        const { id } = await w.stored();
        assert.deepEqual(await w.attempt(id, 'right', { now: START + 300_000 }), {
          kind: 'expired',
          charged: false,
          now: START + 300_000,
        });
        assert.equal((await w.attempt(id, 'right', { now: START + 299_999 })).kind, 'confirmed');
      });

      test('an unknown id and another client are unknown, and nothing is charged', async () => {
        const { id } = await w.stored();
        const unknown = { kind: 'challenge-unknown', charged: false, now: START };
        assert.deepEqual(await w.attempt(fresh('id'), 'right'), unknown);
        assert.deepEqual(await w.attempt(id, 'right', { client: 'other' }), unknown);
        assert.equal((await w.store.get(id))?.attemptsRemaining, 5);
      });

      for (const [mac, kind] of [
        ['right', 'confirmed'],
        ['wrong', 'incorrect'],
      ] as const)
        test(`a known key gets its first answer again, uncharged: ${kind}`, async () => {
          const { id } = await w.stored();
          const key = fresh('key');
          const first = await w.attempt(id, mac, { key });
          assert.equal(first.kind, kind);
          const later = START + 10 * MINUTE;
          await repeat(10, async () => {
            assert.deepEqual(await w.attempt(id, mac, { key, now: later }), {
              ...first,
              charged: false,
              now: later,
            });
          });
          assert.equal((await w.store.get(id))?.attemptsRemaining, 4);
          const other = await w.attempt(id, mac, { key, client: 'other' });
          assert.equal(other.kind, 'challenge-unknown');
        });

      test('a known key gets its first answer again when the token is redeemed', async () => {
        const key = fresh('key');
        const { challenge, tokenHash } = await w.confirmed({}, { key });
        assert.notEqual(await w.redeem(tokenHash, challenge.id), undefined);
        assert.equal((await w.attempt(challenge.id, 'right', { key })).kind, 'confirmed');
      });

      test('what was refused uncharged is no answer to keep: the key is free for later', async () => {
        const { id } = await w.stored();
        const key = fresh('key');
        assert.equal((await w.attempt(id, 'right', { key, now: START + 300_000 })).kind, 'expired');
        assert.equal((await w.attempt(id, 'right', { key })).kind, 'confirmed');
      });
    });

    describe('an account', () => {
      const LOCKS: readonly (readonly [failures: number, minutes: number])[] = [
        [10, 1],
        [15, 2],
        [20, 4],
        [25, 8],
        [65, 1440],
        [95, 1440],
      ];

      test('is locked at 10 failures and at each 5 more, twice as long, up to a day; at 100 for good', async () => {
        const account = fresh('account');
        let now = START;
        let failures = 0;
        const locked: [number, number][] = [];
        while (failures < 100) {
          const [result] = (await w.fail(account, 1, now)).slice(-1);
          failures++;
          if (result?.kind !== 'account-locked') continue;
          if (result.until === FOREVER) break;
          locked.push([failures, (result.until - now) / MINUTE]);
          now = result.until;
        }
        assert.equal(failures, 100);
        assert.deepEqual(
          locked.map(([at]) => at),
          times(18).map((index) => 10 + 5 * index),
        );
        const wanted = new Map(locked);
        for (const [at, minutes] of LOCKS) assert.equal(wanted.get(at), minutes, `at ${String(at)}`);
        const later = now + 365 * 24 * HOUR;
        assert.deepEqual(await w.put(challengeOf({ account }), { now: later }), {
          kind: 'locked',
          until: FOREVER,
          now: later,
        });
        assert.equal(await w.store.unlock(account, later), true);
        assert.equal((await w.put(challengeOf({ account }), { now: later })).kind, 'stored');
      });

      test('that is locked refuses the right code of every challenge, uncharged, and opens at its time', async () => {
        const account = fresh('account');
        const open = await w.stored({ account });
        await w.fail(account, 10);
        const now = START + MINUTE - 1;
        assert.deepEqual(await w.attempt(open.id, 'right', { now }), {
          kind: 'account-locked',
          until: START + MINUTE,
          charged: false,
          now,
        });
        assert.equal((await w.put(challengeOf({ account }), { now })).kind, 'locked');
        assert.equal((await w.attempt(open.id, 'right', { now: now + 1 })).kind, 'confirmed');
      });

      test('issuing again does not reset it: 5 wrong, issue, 5 wrong are 10', async () => {
        const account = fresh('account');
        const kinds = (await w.fail(account, 10)).map(({ kind }) => kind);
        assert.deepEqual(kinds.slice(-6), ['locked', ...times(4).map(() => 'incorrect'), 'account-locked']);
        assert.equal((await w.store.status(account, START)).failures, 10);
      });

      test('a success resets it', async () => {
        const account = fresh('account');
        await w.fail(account, 9);
        await w.confirmed({ account });
        assert.equal((await w.store.status(account, START)).failures, 0);
        assert.equal((await w.fail(account, 9)).at(-1)?.kind, 'incorrect');
      });

      test('unlock forgets failures and lock, and says whether there were any', async () => {
        const account = fresh('account');
        assert.equal(await w.store.unlock(account, START), false);
        await w.fail(account, 10);
        assert.equal(await w.store.unlock(account, START), true);
        assert.equal(await w.store.unlock(account, START), false);
        assert.equal((await w.put(challengeOf({ account }))).kind, 'stored');
      });

      test('unlock forgets failures that have locked nothing yet', async () => {
        const account = fresh('account');
        await w.fail(account, 9);
        assert.equal(await w.store.unlock(account, START), true);
        assert.equal((await w.store.status(account, START)).failures, 0);
        assert.equal((await w.fail(account, 9)).at(-1)?.kind, 'incorrect');
      });

      test('a success leaves nothing of a lock that is over', async () => {
        const account = fresh('account');
        const { id } = await w.stored({ account });
        await w.fail(account, 10);
        const now = START + MINUTE;
        assert.equal((await w.attempt(id, 'right', { now })).kind, 'confirmed');
        const { failures, lockedUntil } = await w.store.status(account, now);
        assert.deepEqual([failures, lockedUntil], [0, 0]);
        assert.equal(await w.store.unlock(account, now), false);
      });

      test('status tells failures, lock and what is live', async () => {
        const account = fresh('account');
        const status = { failures: 0, lockedUntil: 0, undelivered: undefined, live: 0, now: START };
        assert.deepEqual(await w.store.status(account, START), status);
        await w.stored({ account });
        await w.fail(account, 10);
        await w.stored({ account: fresh('account') });
        assert.deepEqual(await w.store.status(account, START), {
          ...status,
          failures: 10,
          lockedUntil: START + MINUTE,
          live: 1,
        });
      });
    });

    describe('where several refusals hold', () => {
      test('used, replaced, account, challenge, expired: in this order', async () => {
        const account = fresh('account');
        const used = (await w.confirmed({ account })).challenge;
        const locked = await w.stored({ account });
        await repeat(5, () => w.attempt(locked.id, 'wrong'));
        const old = await w.stored({ account });
        const next = challengeOf({ account, root: old.root });
        await w.put(next, { replaces: { id: old.id, key: undefined }, now: START + 30_000 });
        await repeat(5, () => w.attempt(next.id, 'wrong', { now: START + 599_999 - 300_000 }));
        const during = START + 300_001;
        const kinds = async (now: number) => {
          const results = [];
          for (const { id } of [used, old, locked, next]) results.push(await w.attempt(id, 'right', { now }));
          return results.map(({ kind }) => kind);
        };
        assert.deepEqual(await kinds(during), [
          'already-used',
          'expired',
          'account-locked',
          'account-locked',
        ]);
        assert.deepEqual(await kinds(START + 10 * MINUTE), ['already-used', 'expired', 'locked', 'locked']);
      });
    });

    describe('redeem', () => {
      test('gives the row once; every mismatch gives nothing and uses nothing up', async () => {
        const { challenge, tokenHash } = await w.confirmed({ contextHash: 'c0ffee' });
        for (const [token, id, more] of [
          [fresh('token'), challenge.id, {}],
          [tokenHash, fresh('id'), {}],
          [tokenHash, challenge.id, { client: 'other' }],
          [tokenHash, challenge.id, { stepName: 'Pay' }],
          [tokenHash, challenge.id, { now: START + 300_000 }],
        ] as const)
          assert.equal(await w.redeem(token, id, more), undefined);
        const row = await w.redeem(tokenHash, challenge.id, { now: START + 299_999 });
        assert.deepEqual(
          [row?.id, row?.user, row?.contextHash, row?.confirmedAt, row?.redeemed],
          [challenge.id, 'ada', 'c0ffee', START, true],
        );
        assert.equal(await w.redeem(tokenHash, challenge.id), undefined);
      });

      test('by the root of the line', async () => {
        const root = fresh('id');
        const { challenge, tokenHash } = await w.confirmed({ root });
        assert.equal((await w.redeem(tokenHash, root))?.id, challenge.id);
      });

      test('again under the same key only, even when the token has run out', async () => {
        const { challenge, tokenHash } = await w.confirmed();
        const key = fresh('key');
        const first = await w.redeem(tokenHash, challenge.id, { key });
        assert.equal(first?.redeemed, true);
        assert.deepEqual(await w.redeem(tokenHash, challenge.id, { key, now: START + HOUR }), first);
        assert.equal(await w.redeem(tokenHash, challenge.id, { key: fresh('key') }), undefined);
        assert.equal(await w.redeem(tokenHash, challenge.id), undefined);
      });
    });

    describe('revoke', () => {
      test('a challenge, by any id of its line: no code and no token of it counts', async () => {
        const first = await w.stored();
        const next = challengeOf({ account: first.account, root: first.root });
        await w.put(next, { replaces: { id: first.id, key: undefined }, now: START + 30_000 });
        assert.equal(await w.store.revoke({ id: first.id }, START), 1);
        assert.equal(await w.store.revoke({ id: first.id }, START), 0);
        assert.deepEqual(await w.attempt(next.id, 'right'), { kind: 'expired', charged: false, now: START });
        const { challenge, tokenHash } = await w.confirmed();
        assert.equal(await w.store.revoke({ id: challenge.id }, START), 1);
        assert.equal(await w.redeem(tokenHash, challenge.id), undefined);
      });

      test('an account: everything of it that is open, and nothing of another', async () => {
        const account = fresh('account');
        const waiting = await w.stored({ account });
        const { challenge, tokenHash } = await w.confirmed({ account });
        const done = await w.confirmed({ account });
        await w.redeem(done.tokenHash, done.challenge.id);
        const other = await w.stored();
        assert.equal(await w.store.revoke({ account }, START), 2);
        assert.equal((await w.attempt(waiting.id, 'right')).kind, 'expired');
        assert.equal(await w.redeem(tokenHash, challenge.id), undefined);
        assert.equal((await w.attempt(other.id, 'right')).kind, 'confirmed');
        assert.equal(await w.store.revoke({ account: fresh('account') }, START), 0);
      });
    });

    describe('a delivery that failed', () => {
      const given = { destination: '+491700000042', firstFactor: true };

      test('stands in the row, and the next put for the destination is told, once', async () => {
        const account = fresh('account');
        const old = await w.stored({ ...given, account });
        await w.store.undelivered(old.id);
        await w.store.undelivered(fresh('id'));
        assert.equal((await w.store.get(old.id))?.undelivered, true);
        const replaces = { id: old.id, key: undefined };
        const next = () => challengeOf({ ...given, account, root: old.root });
        assert.deepEqual(await w.put(next(), { replaces }), { kind: 'undeliverable', now: START });
        assert.equal((await w.put(next(), { replaces, now: START + 30_000 })).kind, 'stored');
      });

      test('leaves failures and lock as they are', async () => {
        const account = fresh('account');
        const { id } = await w.stored({ ...given, account });
        await w.fail(account, 10);
        await w.store.undelivered(id);
        const { failures, lockedUntil } = await w.store.status(account, START);
        assert.deepEqual([failures, lockedUntil], [10, START + MINUTE]);
        // Nor does unlock forget it.
        await w.store.unlock(account, START);
        assert.equal((await w.put(challengeOf({ ...given, account }))).kind, 'undeliverable');
      });

      test('is kept through failures, and told when the lock is over', async () => {
        const account = fresh('account');
        const [first, second] = [await w.stored({ account }), await w.stored({ ...given, account })];
        await w.store.undelivered(second.id);
        for (const { id } of [first, second]) await repeat(5, () => w.attempt(id, 'wrong'));
        const next = () => w.put(challengeOf({ ...given, account }), { now: START + MINUTE });
        assert.deepEqual([(await next()).kind, (await next()).kind], ['undeliverable', 'stored']);
      });

      test('of nothing is not told: a first factor without a destination gets its challenge', async () => {
        const account = fresh('account');
        const nowhere = { account, firstFactor: true, destination: undefined };
        await w.store.undelivered((await w.stored(nowhere)).id);
        assert.equal((await w.put(challengeOf(nowhere))).kind, 'stored');
      });

      test('is told neither for another destination nor without a first factor', async () => {
        for (const other of [{ destination: 'ada@example.org' }, { firstFactor: false }]) {
          const account = fresh('account');
          await w.store.undelivered((await w.stored({ ...given, account })).id);
          assert.equal((await w.put(challengeOf({ ...given, account, ...other }))).kind, 'stored');
        }
      });
    });

    describe('the end', () => {
      test('a store that is closed may be closed again, as by two signals', async () => {
        const store = await open();
        await Promise.all([store.close(), store.close()]);
        await store.close();
      });

      // Long before any other test: what they keep is not yet to be swept.
      const THEN = Date.UTC(2001, 0, 1);

      test('rows are dropped an hour past their end, counters when they have had their time', async (t) => {
        if (!sweeps) return t.skip('its rows end by themselves');
        const at = { now: THEN };
        const account = fresh('account');
        const { id } = await w.stored({}, at);
        const limit = { key: fresh('limit'), limit: 5, window: 2 * HOUR };
        const used = await w.stored({ account }, { ...at, limits: [limit] });
        await w.attempt(used.id, 'right', { now: THEN + 299_000 });
        assert.equal(await w.store.sweep(THEN + HOUR + 299_999), 0);
        assert.equal(await w.store.sweep(THEN + HOUR + 300_000), 1);
        assert.equal(await w.store.get(id), undefined);
        assert.equal(await w.store.sweep(THEN + HOUR + 598_999), 0);
        assert.equal(await w.store.sweep(THEN + HOUR + 599_000), 1);
        assert.equal(await w.store.sweep(THEN + 2 * HOUR), 1);
        assert.equal(await w.store.sweep(THEN + 24 * HOUR), 2);
      });

      test('failures are forgotten 30 days after the last one, a hard lock never', async (t) => {
        if (!sweeps) return t.skip('its rows end by themselves');
        const [one, some, hard] = [fresh('account'), fresh('account'), fresh('account')];
        await w.fail(one, 1, THEN);
        await w.fail(some, 3, THEN);
        let now = THEN;
        for (let failures = 0; failures < 100; failures++) {
          const [last] = await w.fail(hard, 1, now);
          if (last?.kind === 'account-locked' && last.until < FOREVER) now = last.until;
        }
        const end = THEN + 30 * 24 * HOUR;
        await w.store.sweep(end - 1);
        assert.equal((await w.store.status(one, end - 1)).failures, 1);
        assert.equal((await w.store.status(some, end - 1)).failures, 3);
        // Swept or not.
        assert.equal((await w.store.status(some, end)).failures, 0);
        await w.store.sweep(end);
        assert.equal((await w.store.status(some, end)).failures, 0);
        await w.store.sweep(THEN + 400 * 24 * HOUR);
        assert.equal((await w.store.status(hard, THEN + 400 * 24 * HOUR)).lockedUntil, FOREVER);
      });
    });

    test('an id that holds what no database keeps is unknown, as any other that is not there', async () => {
      for (const odd of ['\0', 'a\0b', '\ud800', 'a'.repeat(100_000)]) {
        assert.equal(await w.store.get(odd), undefined);
        assert.equal((await w.attempt(odd, 'right')).kind, 'challenge-unknown');
        assert.equal(await w.redeem(odd, odd), undefined);
        assert.equal(await w.store.revoke({ id: odd }, START), 0);
        const put = await w.put(challengeOf(), { replaces: { id: odd, key: undefined } });
        assert.equal(put.kind, 'challenge-unknown');
      }
    });

    test('migrate a second time changes nothing, and ping finds nothing wrong', async () => {
      const { id } = await w.stored();
      await w.store.migrate();
      await w.store.ping();
      assert.equal((await w.store.get(id))?.id, id);
    });

    test('values that could be taken for something else are values', async () => {
      for (const odd of ["'; drop table x; --", '{"a":1}', 'null', '\\', '%s', '1e3', ' ', '\u2028', '"']) {
        const challenge = await w.stored({ id: fresh(odd), user: odd, stepName: odd, keyId: odd, mac: odd });
        const row = await w.store.get(challenge.id);
        assert.deepEqual([row?.user, row?.stepName, row?.keyId, row?.mac], [odd, odd, odd, odd]);
        const key = fresh(odd);
        const first = await w.attempt(challenge.id, odd, { key });
        assert.equal(first.kind, 'confirmed');
        assert.deepEqual(await w.attempt(challenge.id, odd, { key }), { ...first, charged: false });
      }
    });
  });
}
