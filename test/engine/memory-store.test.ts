// The memory store under races, and at its bound. The engine stands before it, so that the MACs are real.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createMemoryStore } from '../../src/engine/index.js';
import { assertToken, sandbox, wrong } from './sandbox.js';

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

function countKinds(outcomes: { kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

describe('races', () => {
  test('200 wrong codes at once: five are compared, then the right one is refused', async () => {
    const { engine, issued } = sandbox();
    const { challenge, code } = await issued();
    const outcomes = await Promise.all(
      times(200).map((index) => engine.confirm({ challenge, code: wrong(code, (index % 9) + 1) })),
    );
    assert.deepEqual(countKinds(outcomes), { incorrect: 4, locked: 196 });
    assert.deepEqual(await engine.confirm({ challenge, code }), { kind: 'locked', scope: 'challenge' });
  });

  test('50 right codes at once under 50 keys: one is confirmed', async () => {
    const { engine, issued } = sandbox();
    const { challenge, code } = await issued();
    const outcomes = await Promise.all(
      times(50).map((index) => engine.confirm({ challenge, code, idempotencyKey: `k${String(index)}` })),
    );
    assert.deepEqual(countKinds(outcomes), { confirmed: 1, 'already-used': 49 });
  });

  test('50 right codes at once under one key: the same token 50 times, one charge', async () => {
    const { engine, issued, store } = sandbox();
    const { challenge, code } = await issued();
    const outcomes = await Promise.all(
      times(50).map(() => engine.confirm({ challenge, code, idempotencyKey: 'k' })),
    );
    assert.deepEqual(countKinds(outcomes), { confirmed: 50 });
    assert.equal(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size, 1);
    assert.equal((await store.get(challenge))?.attemptsRemaining, 4);
  });

  test('50 wrong codes at once under one key: one charge', async () => {
    const { engine, issued } = sandbox();
    const { challenge, code } = await issued();
    const outcomes = await Promise.all(
      times(50).map(() => engine.confirm({ challenge, code: wrong(code), idempotencyKey: 'k' })),
    );
    assert.deepEqual(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size, 1);
    assert.deepEqual(outcomes[0], { kind: 'incorrect', attemptsRemaining: 4 });
  });

  test('50 redeems of one token: one succeeds', async () => {
    const { engine, issued } = sandbox();
    const { challenge, code } = await issued();
    const outcome = await engine.confirm({ challenge, code });
    assertToken(outcome);
    const { token } = outcome;
    const results = await Promise.all(times(50).map(() => engine.redeem({ token, challenge })));
    assert.deepEqual(countKinds(results), { redeemed: 1, 'token-unknown': 49 });
  });

  test('50 reissues at once under 50 keys: one new code', async () => {
    const { engine, issued, sent, advance } = sandbox();
    const { challenge } = await issued();
    advance(30);
    const results = await Promise.all(
      times(50).map((index) => engine.reissue({ challenge, idempotencyKey: `k${String(index)}` })),
    );
    assert.deepEqual(countKinds(results), { issued: 1, 'rate-limited': 49 });
    assert.equal(sent.length, 2);
  });
});

describe('the bound', () => {
  test('a full store refuses new challenges and drops none that lives', async () => {
    const { engine, issued, sent } = sandbox({ store: createMemoryStore({ capacity: 2 }) });
    const { challenge, code } = await issued();
    await issued();
    assert.deepEqual(await engine.issue({ user: 'eve' }), { kind: 'server', status: 503 });
    assert.equal(sent.length, 2);
    assert.equal((await engine.confirm({ challenge, code })).kind, 'confirmed');
  });

  test('a full store refuses to replace, and leaves the old challenge as it was', async () => {
    const { engine, issued, advance } = sandbox({ store: createMemoryStore({ capacity: 1 }) });
    const { challenge, code } = await issued();
    advance(30);
    assert.deepEqual(await engine.reissue({ challenge }), { kind: 'server', status: 503 });
    assert.equal((await engine.confirm({ challenge, code })).kind, 'confirmed');
  });

  test('a full store sweeps the rows that are an hour past their end', async () => {
    const { engine, issued, advance } = sandbox({ store: createMemoryStore({ capacity: 1 }) });
    const { challenge, code } = await issued();
    advance(300 + 3599);
    assert.equal((await engine.issue({ user: 'eve' })).kind, 'server');
    assert.equal((await engine.confirm({ challenge, code })).kind, 'expired');
    advance(1);
    assert.equal((await engine.issue({ user: 'eve' })).kind, 'issued');
    assert.equal((await engine.confirm({ challenge, code })).kind, 'challenge-unknown');
  });

  test('ten accounts for each row: one more is refused until one of them has had its time', async () => {
    const { engine, issued, advance } = sandbox({ store: createMemoryStore({ capacity: 1 }) });
    const kind = async (user: string) => (await engine.issue({ user })).kind;
    for (const index of times(10)) {
      const { challenge, code } = await issued({ user: `user ${String(index)}` });
      await engine.confirm({ challenge, code: wrong(code) });
      // The row goes, the failure stays.
      advance(300 + 3600);
    }
    assert.equal(await kind('eve'), 'server');
    advance(30 * 24 * 3600 - 10 * 3900 - 1);
    assert.equal(await kind('eve'), 'server');
    advance(1);
    assert.equal(await kind('eve'), 'issued');
  });

  test('ten counters for each row: one more is refused until one of them has had its time', async () => {
    const day = 24 * 3600;
    const { engine, issued, advance } = sandbox({
      store: createMemoryStore({ capacity: 1 }),
      limits: { destination: [{ limit: 1, seconds: 2 * day }] },
    });
    const asked = (index: number) => ({
      user: `user ${String(index)}`,
      destination: `${String(index)}@example.org`,
    });
    for (const index of times(10)) {
      await issued(asked(index));
      // Longer than an account at rest is kept: the counter alone stays.
      advance(3 * 3600);
    }
    assert.equal((await engine.issue(asked(10))).kind, 'server');
    advance(2 * day - 30 * 3600 - 1);
    assert.equal((await engine.issue(asked(10))).kind, 'server');
    advance(1);
    assert.equal((await engine.issue(asked(10))).kind, 'issued');
  });

  test('a confirmed challenge is kept an hour past its token', async () => {
    const { engine, issued, advance } = sandbox();
    const { challenge, code } = await issued();
    advance(299);
    await engine.confirm({ challenge, code });
    advance(300 + 3599);
    assert.equal(await engine.sweep(), 0);
    advance(1);
    assert.equal(await engine.sweep(), 1);
  });
});

test('nothing is left of what has had its time: rows, tokens, lists of accounts, accounts, counters', async () => {
  const made: Map<unknown, unknown>[] = [];
  const Given = globalThis.Map;
  // What the store keeps cannot be asked for, and what is left behind shows in the process's memory alone.
  globalThis.Map = class<K, V> extends Given<K, V> {
    constructor() {
      super();
      made.push(this);
    }
  } as MapConstructor;
  const store = createMemoryStore();
  globalThis.Map = Given;
  const sizes = () => made.map(({ size }) => size);
  const { engine, issued, advance } = sandbox({
    store,
    limits: { destination: [{ limit: 9, seconds: 600 }], addressFailures: [{ limit: 9, seconds: 600 }] },
  });
  const asked = { destination: 'ada@example.org', address: '192.0.2.1' };
  const first = await issued(asked);
  assertToken(await engine.confirm(first));
  const replaced = await issued(asked);
  await engine.confirm({ ...replaced, code: wrong(replaced.code), address: '192.0.2.1' });
  advance(30);
  await engine.reissue({ challenge: replaced.challenge });
  await issued({ ...asked, user: 'eve' });
  // Rows, tokens, accounts with a list, accounts, counters.
  assert.deepEqual(sizes(), [4, 1, 2, 2, 2]);
  // What is replaced is in no list: an account that asks again and again is not looked through at each time.
  const lists = [...(made[2]?.values() ?? [])].map((list) => list instanceof Set && list.size);
  assert.deepEqual(lists, [2, 1]);
  advance(30 * 24 * 3600);
  await engine.sweep();
  assert.deepEqual(sizes(), [0, 0, 0, 0, 0]);
});
