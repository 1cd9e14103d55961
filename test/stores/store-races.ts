// The races that every store wins: many at once over many connections, each answer counted.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AttemptResult, PutResult, Store } from '../../src/engine/index.js';
import { challengeOf, countKinds, fresh, repeat, times, worldOf } from './store-world.js';

export interface RaceSuite {
  readonly name: string;
  /** Stores on the same data, each with connections of its own. */
  open(): Promise<readonly [Store, ...Store[]]>;
  close?(): Promise<void>;
  readonly skip?: string | undefined;
}

export function storeRaces({ name, open, close, skip }: RaceSuite): void {
  describe(`${name}: races`, { skip: skip ?? false }, () => {
    let stores: readonly [Store, ...Store[]];
    const worldAt = (index: number) => worldOf(stores[index % stores.length] ?? stores[0]);
    const w = () => worldAt(0);
    before(async () => {
      stores = await open();
      await stores[0].migrate();
    });
    after(async () => {
      for (const store of stores) await store.close();
      await close?.();
    });

    test('50 right codes at once under 50 keys: one is confirmed', async () => {
      const { id } = await w().stored();
      const results = await Promise.all(
        times(50).map((index) => worldAt(index).attempt(id, 'right', { key: fresh('key') })),
      );
      assert.deepEqual(countKinds(results), { confirmed: 1, 'already-used': 49 });
    });

    test('50 right codes at once under one key: the same answer, one charge, one token', async () => {
      const { id } = await w().stored();
      const [key, tokenHash] = [fresh('key'), fresh('token')];
      const results = await Promise.all(
        times(50).map((index) => worldAt(index).attempt(id, 'right', { key, tokenHash })),
      );
      assert.deepEqual(countKinds(results), { confirmed: 50 });
      assert.equal(results.filter(({ charged }) => charged).length, 1);
      assert.equal(new Set(results.map((result) => 'tokenExpires' in result && result.tokenExpires)).size, 1);
      const row = await w().store.get(id);
      assert.deepEqual([row?.attemptsRemaining, row?.tokenHash], [4, tokenHash]);
    });

    test('200 wrong codes at once with 5 allowed: 5 are compared, and the right one is refused after', async () => {
      const { id, account } = await w().stored();
      const results = await Promise.all(times(200).map((index) => worldAt(index).attempt(id, 'wrong')));
      assert.deepEqual(countKinds(results), { incorrect: 4, locked: 196 });
      assert.equal(results.filter(({ charged }) => charged).length, 5);
      const left = results.flatMap((result) => (result.kind === 'incorrect' ? result.attemptsRemaining : []));
      assert.deepEqual(left.sort(), [1, 2, 3, 4]);
      assert.equal((await w().attempt(id, 'right')).kind, 'locked');
      const { failures } = await w().store.status(account, (await w().attempt(id, 'right')).now);
      assert.equal(failures, 5);
    });

    test('the right code among 200 wrong ones: confirmed or refused, and never more than 5 compared', async () => {
      await repeat(5, async () => {
        const { id } = await w().stored();
        const results = await Promise.all(
          times(200).map((index) => worldAt(index).attempt(id, index === 3 ? 'right' : 'wrong')),
        );
        const { confirmed = 0 } = countKinds(results);
        assert.ok(confirmed <= 1, 'confirmed more than once');
        assert.ok(results.filter(({ charged }) => charged).length <= 5, 'compared more than 5');
        assert.equal((await w().store.get(id))?.confirmedAt !== undefined, confirmed === 1);
      });
    });

    test('one account, 20 challenges, 100 wrong codes at once: 10 are compared before the lock', async () => {
      const account = fresh('account');
      const ids: string[] = [];
      await repeat(20, async () => ids.push((await w().stored({ account }, { live: 20 })).id));
      const results = await Promise.all(
        times(100).map((index) => worldAt(index).attempt(ids[index % 20] ?? '', 'wrong')),
      );
      assert.equal(results.filter(({ charged }) => charged).length, 10);
      const { 'account-locked': refused = 0 } = countKinds(results);
      assert.equal(refused >= 90, true, 'the tenth and all after it are told of the lock');
    });

    test('a lost answer repeated at once by 50: wrong codes under one key are one charge', async () => {
      const { id } = await w().stored();
      const key = fresh('key');
      const results = await Promise.all(
        times(50).map((index) => worldAt(index).attempt(id, 'wrong', { key })),
      );
      const seen = new Set(results.map((result) => result.kind === 'incorrect' && result.attemptsRemaining));
      assert.deepEqual([...seen], [4]);
      assert.equal((await w().store.get(id))?.attemptsRemaining, 4);
    });

    test('50 redeems of one token at once: one succeeds; under one key, all the same', async () => {
      const one = await w().confirmed();
      const now = (await w().attempt(one.challenge.id, 'right')).now;
      const redeemAll = (made: typeof one, key?: string) =>
        Promise.all(
          times(50).map((index) => worldAt(index).redeem(made.tokenHash, made.challenge.id, { key, now })),
        );
      const rows = await redeemAll(one);
      assert.equal(rows.filter((row) => row !== undefined).length, 1);
      const same = await redeemAll(await w().confirmed(), fresh('key'));
      assert.equal(same.filter((row) => row?.redeemed).length, 50);
    });

    test('50 issues again at once: one code; under one key, the same id 50 times', async () => {
      for (const keyed of [false, true]) {
        const old = await w().stored({ cooldown: 0 });
        const key = fresh('key');
        const results = await Promise.all(
          times(50).map((index) =>
            worldAt(index).put(challengeOf({ account: old.account, root: old.root }), {
              replaces: { id: old.id, key: keyed ? key : fresh('key') },
            }),
          ),
        );
        assert.deepEqual(
          countKinds(results),
          keyed ? { stored: 1, repeated: 49 } : { stored: 1, 'too-soon': 49 },
        );
        const ids = results.flatMap((result) => ('row' in result ? result.row.id : []));
        assert.equal(new Set(ids).size, 1);
      }
    });

    test('200 issues at once under a limit of 5: five codes', async () => {
      const limits = [{ key: fresh('limit'), limit: 5, window: 600_000 }];
      const results = await Promise.all(
        times(200).map((index) => worldAt(index).put(challengeOf(), { limits })),
      );
      assert.deepEqual(countKinds(results), { stored: 5, limited: 195 });
    });

    test('200 wrong codes at once from one address with 20 allowed, over 200 accounts: 20 are compared', async () => {
      const limits = [{ key: fresh('limit'), limit: 20, window: 600_000 }];
      const ids: string[] = [];
      await repeat(200, async () => ids.push((await w().stored()).id));
      const results: AttemptResult[] = await Promise.all(
        ids.map((id, index) => worldAt(index).attempt(id, 'wrong', { limits })),
      );
      assert.deepEqual(countKinds(results), { incorrect: 20, limited: 180 });
    });

    test('30 first issues of one user at once: three live', async () => {
      const account = fresh('account');
      const results = await Promise.all(
        times(30).map((index) => worldAt(index).put(challengeOf({ account }))),
      );
      assert.deepEqual(countKinds(results), { stored: 30 });
      const now = results[0]?.kind === 'stored' ? results[0].now : 0;
      assert.equal((await w().store.status(account, now)).live, 3);
    });

    test('issues and wrong codes of one account crossing each other: every charge is counted, once', async () => {
      const account = fresh('account');
      const { id, root } = await w().stored({ account, cooldown: 0 });
      const charges: AttemptResult[] = [];
      const issues: PutResult[] = [];
      await Promise.all(
        times(150).map(async (index) => {
          const world = worldAt(index);
          const replaces = { id, key: undefined };
          if (index % 3 === 0) charges.push(await world.attempt(id, 'wrong'));
          else if (index % 3 === 1) issues.push(await world.put(challengeOf({ account })));
          else issues.push(await world.put(challengeOf({ account, root, cooldown: 0 }), { replaces }));
        }),
      );
      assert.deepEqual(countKinds(issues), { stored: 100 });
      const { now = 0 } = charges[0] ?? {};
      const { failures, live } = await w().store.status(account, now);
      assert.equal(failures, charges.filter(({ charged }) => charged).length);
      assert.equal(live, 3);
    });
  });
}
