// The engine's operations by behaviour: issuing, confirming, reissuing, redeeming, what is bound and what is logged.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ConfigurationError,
  createEngine,
  createMemoryStore,
  defaultComponent,
  systemRandom,
  type NewChallenge,
  type Store,
} from '../../src/engine/index.js';
import { CONFIRM_CODE, GET_CODE } from '../../src/engine/steps.js';
import { assertKind, assertToken, codes, KEY, sandbox, wrong } from './sandbox.js';
import { withoutNode } from './without-node.js';

describe('issue', () => {
  test('keeps the row, sends the code, and tells what the page may know', async () => {
    const { engine, sent, store } = sandbox({ random: codes('004711') });
    const result = await engine.issue({
      user: 'ada',
      channel: 'sms',
      destination: '+491700000042',
      stepName: 'Pay',
      firstFactor: true,
    });
    assertKind(result, 'issued');
    assert.deepEqual(result.info, {
      length: 6,
      alphabet: 'digits',
      expiresIn: 300,
      resendIn: 30,
      attemptsRemaining: 5,
      channel: 'sms',
      destination: '•••• 42',
    });
    assert.match(result.challenge, /^[\w-]{22}$/);
    assert.deepEqual(sent, [
      {
        user: 'ada',
        channel: 'sms',
        destination: '+491700000042',
        code: '004711',
        expiresIn: 300,
        stepName: 'Pay',
        challenge: result.challenge,
      },
    ]);
    assert.equal(JSON.stringify(await store.get(result.challenge)).includes('004711'), false);
  });

  test('tells no destination where the user has shown no first factor', async () => {
    const { issued } = sandbox();
    assert.equal((await issued({ destination: 'ada@example.org' })).info.destination, undefined);
    const known = await issued({ destination: 'ada@example.org', firstFactor: true });
    assert.equal(known.info.destination, 'a•••@example.org');
  });

  test('refuses a life time over 600 s and names step and setting', async () => {
    const { engine, sent } = sandbox();
    await assert.rejects(engine.issue({ user: 'ada', codeLifetime: 601 }), (error: unknown) => {
      assert.ok(error instanceof ConfigurationError, 'an error of another kind');
      assert.deepEqual([error.step, error.setting], ['Get one-time code for user', 'codeLifetime']);
      assert.match(error.message, /: the setting "codeLifetime" is over 600\. Give it /);
      return true;
    });
    await assert.rejects(engine.issue({ user: 'ada', length: 5 }), /6 to 64/);
    assert.equal(sent.length, 0);
  });

  test('a delivery that fails is logged by the name of its error, and nothing is thrown', async () => {
    for (const deliver of [
      () => {
        throw new TypeError('no gateway for 123456');
      },
      () => Promise.reject(new TypeError('no gateway for 123456')),
    ]) {
      const { engine, log } = sandbox({ deliver, random: codes('123456') });
      assert.equal((await engine.issue({ user: 'ada' })).kind, 'issued');
      const failed = log.find(({ type }) => type === 'deliver');
      assert.deepEqual([failed?.outcome, failed?.error], ['failed', 'TypeError']);
      assert.equal(JSON.stringify(log).includes('123456'), false);
    }
  });

  for (const [what, defer] of [
    [
      'throws',
      () => {
        throw new Error('over');
      },
    ],
    [
      'begins it and throws',
      (work) => {
        void work();
        throw new Error('over');
      },
    ],
    ['rejects', () => Promise.reject(new Error('over'))],
    ['begins it and rejects', (work) => work().then(() => Promise.reject(new Error('over')))],
  ] satisfies [string, (work: () => Promise<void>) => unknown][])
    test(`a defer that ${what} costs no code that is stored: it is sent, once`, async () => {
      const { engine, sent } = sandbox({ defer });
      const issued = await engine.issue({ user: 'ada' });
      assertKind(issued, 'issued');
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(
        sent.map(({ challenge }) => challenge),
        [issued.challenge],
      );
    });

  for (const [name, value] of [
    ['destination', 'ada\0@example.org'],
    ['destination', '\ud83d'],
    ['channel', 'sms\0'],
    ['language', 'de\udd11'],
    ['contextHash', '\0'],
    ['stepName', 'Confirm\0'],
    ['sourceStep', '\ud83d!'],
    ['client', 'shop\0'],
  ] as const)
    test(`what no database keeps is an error that names it, and nothing is stored: ${name} ${JSON.stringify(value)}`, async () => {
      const { store } = sandbox();
      let puts = 0;
      const put: typeof store.put = (asked) => {
        puts++;
        return store.put(asked);
      };
      const { engine, sent } = sandbox({ store: { ...store, put } });
      await assert.rejects(engine.issue({ user: 'ada', [name]: value }), {
        name: 'ConfigurationError',
        step: name === 'sourceStep' ? value : 'Get one-time code for user',
        setting: name,
        message: new RegExp(
          `the setting "${name}" holds NUL or half a surrogate pair\\. Give it other text\\.$`,
        ),
      });
      assert.deepEqual([puts, sent.length], [0, 0]);
      assertKind(await engine.issue({ user: 'ada\0', destination: '🔑@example.org' }), 'issued');
    });

  test('a delivery that never ends does not hold up the answer', async () => {
    const { engine } = sandbox({ deliver: () => new Promise(() => undefined) });
    assert.equal((await engine.issue({ user: 'ada' })).kind, 'issued');
  });
});

describe('confirm', () => {
  test('a right code is confirmed once, with a token', async () => {
    const { engine, issued } = sandbox();
    const { challenge, code } = await issued();
    const outcome = await engine.confirm({ challenge, code: ` ${code.slice(0, 3)}-${code.slice(3)} ` });
    assertKind(outcome, 'confirmed');
    assert.match(outcome.token ?? '', /^[\w-]{43}$/);
    assert.equal(outcome.tokenExpiresIn, 300);
    assert.deepEqual(await engine.confirm({ challenge, code }), { kind: 'already-used' });
  });

  test('four wrong codes count down, the fifth locks', async () => {
    const { engine, issued } = sandbox();
    const { challenge, code } = await issued();
    for (const attemptsRemaining of [4, 3, 2, 1]) {
      assert.deepEqual(await engine.confirm({ challenge, code: wrong(code) }), {
        kind: 'incorrect',
        attemptsRemaining,
      });
    }
    assert.deepEqual(await engine.confirm({ challenge, code: wrong(code) }), {
      kind: 'locked',
      scope: 'challenge',
    });
  });

  test('the last attempt may be the right one', async () => {
    const { engine, issued } = sandbox();
    const { challenge, code } = await issued();
    for (let tries = 0; tries < 4; tries++) await engine.confirm({ challenge, code: wrong(code) });
    assert.equal((await engine.confirm({ challenge, code })).kind, 'confirmed');
  });

  test('a wrong shape is not charged', async () => {
    const { engine, issued, store } = sandbox();
    const { challenge } = await issued();
    for (const code of ['12345', '1234567', 'abcdef', '']) {
      assert.equal((await engine.confirm({ challenge, code })).kind, 'protocol');
    }
    assert.equal((await store.get(challenge))?.attemptsRemaining, 5);
  });

  test('a code is good while now < expires', async () => {
    for (const [after, kind] of [
      [299.999, 'confirmed'],
      [300, 'expired'],
    ] as const) {
      const { engine, issued, advance } = sandbox();
      const { challenge, code } = await issued();
      advance(after);
      assert.equal((await engine.confirm({ challenge, code })).kind, kind);
    }
  });

  test('where several refusals hold: used, replaced, locked, expired', async () => {
    const { engine, issued, advance } = sandbox();
    const { challenge, code } = await issued();
    for (let tries = 0; tries < 5; tries++) await engine.confirm({ challenge, code: wrong(code) });
    advance(301);
    assert.equal((await engine.confirm({ challenge, code })).kind, 'locked');
    await engine.reissue({ challenge });
    assert.deepEqual(await engine.confirm({ challenge, code }), { kind: 'expired', reason: 'replaced' });

    const used = await issued();
    await engine.confirm(used);
    advance(301);
    assert.equal((await engine.confirm(used)).kind, 'already-used');
  });

  test('a known key is answered first: after the lock, after the end, under a new signing key', async () => {
    const { engine, issued, advance, store, clock } = sandbox();
    const { challenge, code } = await issued();
    const request = { challenge, code, idempotencyKey: 'k' };
    const first = await engine.confirm(request);
    assertKind(first, 'confirmed');
    advance(299);
    const keys = [{ id: '2', key: new Uint8Array(32).fill(9) }, KEY];
    const rotated = createEngine({ store, keys, clock, random: systemRandom, deliver: () => undefined });
    assert.deepEqual(await rotated.confirm(request), { ...first, tokenExpiresIn: 1 });
    advance(100);
    assert.deepEqual(await rotated.confirm(request), { ...first, tokenExpiresIn: 0 });
  });

  test('a key counts within its code: another code under it is compared', async () => {
    const { engine, issued } = sandbox();
    const { challenge, code } = await issued();
    assert.equal(
      (await engine.confirm({ challenge, code: wrong(code), idempotencyKey: 'k' })).kind,
      'incorrect',
    );
    assert.equal((await engine.confirm({ challenge, code, idempotencyKey: 'k' })).kind, 'confirmed');
  });

  test('a challenge made under a key that is gone is unknown; under an old one it is good', async () => {
    const { issued, store, clock } = sandbox();
    const { challenge, code } = await issued();
    const fresh = { id: '2', key: new Uint8Array(32).fill(9) };
    const other = (keys: (typeof fresh)[]) =>
      createEngine({ store, keys, clock, random: systemRandom, deliver: () => undefined });
    assert.equal((await other([fresh]).confirm({ challenge, code })).kind, 'challenge-unknown');
    assert.equal((await other([fresh, KEY]).confirm({ challenge, code })).kind, 'confirmed');
  });

  // A rejection that nobody hears ends a Node process, and fails the test that it comes in.
  for (const [what, log] of [
    [
      'throws',
      () => {
        throw new Error('disk full');
      },
    ],
    ['rejects with', () => Promise.reject(new Error('disk full'))],
    [
      'throws as it is awaited',
      () => ({
        get then() {
          throw new Error('disk full');
        },
      }),
    ],
  ] as const) {
    test(`what the log ${what} does not cost the confirmation`, async () => {
      const { engine, issued } = sandbox({ log });
      assert.equal((await engine.confirm(await issued())).kind, 'confirmed');
      await new Promise((resolve) => setImmediate(resolve));
    });
  }
});

describe('a code is bound', () => {
  test("A's code on B's challenge is wrong, and B is charged", async () => {
    const { engine, issued } = sandbox({ random: codes('111111', '222222') });
    const a = await issued({ user: 'ada' });
    const b = await issued({ user: 'bob' });
    assert.deepEqual(await engine.confirm({ challenge: b.challenge, code: a.code }), {
      kind: 'incorrect',
      attemptsRemaining: 4,
    });
  });

  for (const names of [
    { stepName: 'Pay' },
    { sourceStep: 'Get pay code' },
    { stepName: 'Response' },
    { stepName: 'Model' },
  ]) {
    test(`another step's name is a wrong code and charged: ${JSON.stringify(names)}`, async () => {
      const { engine, issued } = sandbox();
      const { challenge, code } = await issued();
      assert.deepEqual(await engine.confirm({ challenge, code, ...names }), {
        kind: 'incorrect',
        attemptsRemaining: 4,
      });
      assert.equal((await engine.confirm({ challenge, code })).kind, 'confirmed');
    });
    test(`issued for ${JSON.stringify(names)} and confirmed by the same`, async () => {
      const { engine, issued } = sandbox();
      const { challenge, code } = await issued(names);
      assert.equal((await engine.confirm({ challenge, code })).kind, 'incorrect');
      assert.equal((await engine.confirm({ challenge, code, ...names })).kind, 'confirmed');
    });
  }

  test('names that run together differently are different names', async () => {
    const { engine, issued } = sandbox();
    for (const gap of ['', '1:', ':', '\x01']) {
      const { challenge, code } = await issued({ stepName: `a${gap}b`, sourceStep: 'c' });
      const other = { stepName: 'a', sourceStep: `b${gap}c` };
      assert.equal((await engine.confirm({ challenge, code, ...other })).kind, 'incorrect');
    }
  });

  test('the same code is kept as another MAC for every challenge', async () => {
    const { issued, store } = sandbox({ random: codes('111111', '111111') });
    const [a, b] = [await issued(), await issued()];
    assert.equal(a.code, b.code);
    assert.notEqual((await store.get(a.challenge))?.mac, (await store.get(b.challenge))?.mac);
  });

  test('a user code field named like a member of the protocol changes nothing of the rest', async () => {
    const { engine, issued } = sandbox();
    for (const userCodeField of ['client', 'user', 'challenge']) {
      assert.equal((await engine.confirm({ ...(await issued()), userCodeField })).kind, 'confirmed');
    }
  });

  test("another client's challenge is unknown and not charged", async () => {
    const { engine, issued, store } = sandbox();
    const { challenge, code } = await issued({ client: 'one' });
    assert.equal((await engine.confirm({ challenge, code, client: 'two' })).kind, 'challenge-unknown');
    // Of the wrong shape too: how long the other client's codes are must not show.
    const shapeless = await engine.confirm({ challenge, code: '1', client: 'two' });
    assert.equal(shapeless.kind, 'challenge-unknown');
    assert.equal((await store.get(challenge))?.attemptsRemaining, 5);
  });
});

describe('reissue', () => {
  test('rotates the id; the old one is replaced, the new code confirms', async () => {
    const { engine, issued, sent, advance } = sandbox({ random: codes('111111', '222222') });
    const old = await issued({ channel: 'sms', codeLifetime: 60 });
    advance(30);
    const result = await engine.reissue({ challenge: old.challenge });
    assertKind(result, 'issued');
    assert.notEqual(result.challenge, old.challenge);
    assert.deepEqual([result.info.expiresIn, result.info.channel], [60, 'sms']);
    assert.deepEqual(await engine.confirm(old), { kind: 'expired', reason: 'replaced' });
    assert.equal(sent[1]?.code, '222222');
    assert.equal((await engine.confirm({ challenge: result.challenge, code: '222222' })).kind, 'confirmed');
  });

  test('the new row has the facts of the old one, and nothing of what became of it', async () => {
    const memory = createMemoryStore();
    const asked: NewChallenge[] = [];
    const store: Store = {
      ...memory,
      put(put) {
        asked.push(put.challenge);
        return memory.put(put);
      },
    };
    const { engine, issued, advance } = sandbox({ store });
    const facts = {
      channel: 'sms',
      destination: '+491700000042',
      language: 'de',
      firstFactor: true,
      contextHash: 'c',
    };
    const { challenge } = await issued({ ...facts, length: 8 });
    await engine.confirm({ challenge, code: '12345678' });
    advance(30);
    await engine.reissue({ challenge });
    const [first, again] = asked;
    const { id, mac } = again ?? {};
    assert.deepEqual(again, { ...first, id, mac });
  });

  test('before the cooldown is over it is rate-limited, and nothing changes', async () => {
    const { engine, issued, sent, advance } = sandbox();
    const old = await issued();
    advance(29.5);
    assert.deepEqual(await engine.reissue({ challenge: old.challenge }), {
      kind: 'rate-limited',
      retryAfter: 1,
    });
    assert.equal(sent.length, 1);
    assert.equal((await engine.confirm(old)).kind, 'confirmed');
  });

  test('a lost answer and a retry under the same key: the same new id, one delivery, and it confirms', async () => {
    const { engine, issued, sent, advance } = sandbox();
    const { challenge } = await issued();
    advance(30);
    const request = { challenge, idempotencyKey: 'k' };
    const lost = await engine.reissue(request);
    advance(2);
    const retried = await engine.reissue(request);
    assertKind(lost, 'issued');
    assertKind(retried, 'issued');
    assert.equal(retried.challenge, lost.challenge);
    assert.deepEqual([retried.info.expiresIn, retried.info.resendIn], [298, 28]);
    assert.equal(sent.length, 2);
    assert.equal(
      (await engine.confirm({ challenge: retried.challenge, code: sent[1]?.code ?? '' })).kind,
      'confirmed',
    );
  });

  test("the store's answer is lost, and a retry under the same key: the code is sent then, once", async () => {
    const memory = createMemoryStore();
    let lost = 0;
    const store: Store = {
      ...memory,
      async put(put) {
        const result = await memory.put(put);
        if (result.kind !== 'stored' || put.replaces === undefined) return result;
        lost++;
        throw new Error('timeout');
      },
    };
    const { engine, issued, sent, advance } = sandbox({ store });
    const { challenge } = await issued();
    advance(30);
    const request = { challenge, idempotencyKey: 'k' };
    await assert.rejects(engine.reissue(request), { message: 'timeout' });
    assert.deepEqual([lost, sent.length], [1, 1]);
    const retried = await engine.reissue(request);
    assertKind(retried, 'issued');
    assert.deepEqual(await engine.reissue(request), retried);
    assert.equal(sent.length, 2);
    const { code, challenge: newest } = sent[1] ?? {};
    assert.equal(newest, retried.challenge);
    const outcome = await engine.confirm({ challenge: retried.challenge, code: code ?? '' });
    assert.equal(outcome.kind, 'confirmed');
  });

  test("the store's answer is lost, and the retry comes when the code has expired: nothing is sent", async () => {
    const memory = createMemoryStore();
    const store: Store = {
      ...memory,
      async put(put) {
        const result = await memory.put(put);
        if (result.kind === 'stored' && put.replaces !== undefined) throw new Error('timeout');
        return result;
      },
    };
    const { engine, issued, sent, advance } = sandbox({ store });
    const request = { challenge: (await issued()).challenge, idempotencyKey: 'k' };
    advance(30);
    await assert.rejects(engine.reissue(request), { message: 'timeout' });
    advance(300);
    assertKind(await engine.reissue(request), 'issued');
    assert.equal(sent.length, 1);
  });

  test("codes whose store's answer is lost are kept up to 1,000; with one more the oldest is forgotten", async () => {
    const memory = createMemoryStore();
    let loses = false;
    const store: Store = {
      ...memory,
      async put(put) {
        const result = await memory.put(put);
        if (loses) throw new Error('timeout');
        return result;
      },
    };
    const { engine, issued, sent, advance } = sandbox({ store });
    const challenges: string[] = [];
    for (let index = 0; index < 1004; index++)
      challenges.push((await issued({ user: `user ${String(index)}` })).challenge);
    advance(30);
    const ask = (index: number) =>
      engine.reissue({ challenge: challenges[index] ?? '', idempotencyKey: 'k' });
    const lose = async (index: number): Promise<void> => {
      loses = true;
      await assert.rejects(ask(index), { message: 'timeout' });
      loses = false;
    };
    const sends = async (index: number): Promise<boolean> => {
      const before = sent.length;
      assertKind(await ask(index), 'issued');
      return sent.length > before;
    };
    for (let index = 0; index < 1000; index++) await lose(index);
    assert.deepEqual([await sends(0), await sends(0)], [true, false]);
    await lose(1000);
    assert.equal(await sends(1), true);
    await lose(1001);
    loses = true;
    await assert.rejects(issued({ user: 'with no key' }), { message: 'timeout' });
    loses = false;
    assert.equal(await sends(2), true, 'one that is not kept takes the place of none');
    await lose(1002);
    await lose(1003);
    const forgotten = [await sends(3)];
    const kept = [await sends(4), await sends(1001), await sends(1002), await sends(1003)];
    assert.deepEqual([forgotten, kept], [[false], [true, true, true, true]]);
  });

  test('a lost answer and a retry under another key: after the cooldown, one more code for the newest', async () => {
    const { engine, issued, sent, advance } = sandbox();
    const { challenge } = await issued();
    advance(30);
    await engine.reissue({ challenge, idempotencyKey: 'k' });
    assert.equal((await engine.reissue({ challenge, idempotencyKey: 'l' })).kind, 'rate-limited');
    advance(30);
    const again = await engine.reissue({ challenge, idempotencyKey: 'l' });
    assertKind(again, 'issued');
    assert.deepEqual(await engine.reissue({ challenge, idempotencyKey: 'l' }), again);
    assert.equal(sent.length, 3);
    assert.equal(
      (await engine.confirm({ challenge: again.challenge, code: sent[2]?.code ?? '' })).kind,
      'confirmed',
    );
  });

  test('a key counts within its challenge: under it the newest of the line gets another code', async () => {
    const { engine, issued, sent, advance } = sandbox();
    const first = await issued();
    advance(30);
    const second = await engine.reissue({ challenge: first.challenge, idempotencyKey: 'k' });
    assertKind(second, 'issued');
    advance(30);
    const third = await engine.reissue({ challenge: second.challenge, idempotencyKey: 'k' });
    assertKind(third, 'issued');
    assert.notEqual(third.challenge, second.challenge);
    assert.equal(sent.length, 3);
  });

  test('a used challenge, an unknown one, another purpose or client get no code', async () => {
    const { engine, issued, sent, advance } = sandbox();
    const used = await issued();
    await engine.confirm(used);
    const { challenge } = await issued();
    advance(30);
    for (const request of [
      { challenge: used.challenge },
      { challenge: 'none' },
      { challenge, stepName: 'Pay' },
      { challenge, sourceStep: 'Get pay code' },
      { challenge, client: 'other' },
    ]) {
      assert.deepEqual(await engine.reissue(request), { kind: 'challenge-unknown' });
    }
    assert.equal(sent.length, 2);
  });

  test('a locked and an expired challenge can be issued again', async () => {
    const { engine, issued, advance } = sandbox();
    const { challenge, code } = await issued();
    for (let tries = 0; tries < 5; tries++) await engine.confirm({ challenge, code: wrong(code) });
    advance(1000);
    assert.equal((await engine.reissue({ challenge })).kind, 'issued');
  });
});

describe('redeem', () => {
  async function confirmed(request: { client?: string; stepName?: string; contextHash?: string } = {}) {
    const made = sandbox();
    const { challenge, code } = await made.issued(request);
    const outcome = await made.engine.confirm({ ...request, challenge, code });
    assertToken(outcome);
    return { ...made, challenge, token: outcome.token };
  }

  test('tells who confirmed what, once', async () => {
    const request = { client: 'shop', stepName: 'Pay', contextHash: 'c0ffee' };
    const { engine, challenge, token } = await confirmed(request);
    assert.deepEqual(await engine.redeem({ token, challenge, client: 'shop', stepName: 'Pay' }), {
      kind: 'redeemed',
      user: 'ada',
      ...request,
      confirmedAt: '2026-01-01T00:00:00.000Z',
    });
    const again = await engine.redeem({ token, challenge, client: 'shop', stepName: 'Pay' });
    assert.deepEqual(again, { kind: 'token-unknown' });
  });

  test('the same redeem key gets the same answer; another key does not', async () => {
    const { engine, challenge, token } = await confirmed();
    const first = await engine.redeem({ token, challenge, redeemKey: 'r' });
    assert.equal(first.kind, 'redeemed');
    assert.deepEqual(await engine.redeem({ token, challenge, redeemKey: 'r' }), first);
    assert.equal((await engine.redeem({ token, challenge, redeemKey: 's' })).kind, 'token-unknown');
    assert.equal((await engine.redeem({ token, challenge })).kind, 'token-unknown');
  });

  test('every mismatch answers like an unknown token, and uses nothing up', async () => {
    const { engine, challenge, token, issued } = await confirmed();
    const other = await issued();
    for (const request of [
      { token: 'x', challenge },
      { token, challenge: other.challenge },
      { token, challenge, client: 'other' },
      { token, challenge, stepName: 'Pay' },
    ]) {
      assert.deepEqual(await engine.redeem(request), { kind: 'token-unknown' });
    }
    assert.equal((await engine.redeem({ token, challenge })).kind, 'redeemed');
  });

  test('a token is good while now < its end', async () => {
    for (const [after, kind] of [
      [299.999, 'redeemed'],
      [300, 'token-unknown'],
    ] as const) {
      const { engine, challenge, token, advance } = await confirmed();
      advance(after);
      assert.equal((await engine.redeem({ token, challenge })).kind, kind);
    }
  });

  test('after resends the root redeems, and so does the newest id', async () => {
    const { engine, issued, sent, advance } = sandbox();
    const { challenge: root } = await issued();
    advance(30);
    const second = await engine.reissue({ challenge: root });
    assertKind(second, 'issued');
    advance(30);
    const third = await engine.reissue({ challenge: second.challenge });
    assertKind(third, 'issued');
    const outcome = await engine.confirm({ challenge: third.challenge, code: sent[2]?.code ?? '' });
    assertToken(outcome);
    const { token } = outcome;
    assert.equal((await engine.redeem({ token, challenge: second.challenge })).kind, 'token-unknown');
    assert.equal((await engine.redeem({ token, challenge: root, redeemKey: 'r' })).kind, 'redeemed');
    assert.equal(
      (await engine.redeem({ token, challenge: third.challenge, redeemKey: 'r' })).kind,
      'redeemed',
    );
  });
});

describe('keys', () => {
  const base = {
    store: createMemoryStore(),
    clock: { now: () => 0 },
    random: systemRandom,
    deliver: () => undefined,
  };
  const good = Buffer.alloc(32, 1).toString('base64url');
  for (const [what, keys] of Object.entries({
    none: [],
    short: [{ id: '1', key: 'c2hvcnQ' }],
    'a byte short': [{ id: '1', key: new Uint8Array(31).fill(1) }],
    'not base64url': [{ id: '1', key: '!'.repeat(44) }],
    'id twice': [
      { id: '1', key: good },
      { id: '1', key: good },
    ],
    'empty id': [{ id: '', key: good }],
  })) {
    test(`${what}: the error says how to make one`, () => {
      assert.throws(() => createEngine({ ...base, keys }), /randomBytes\(32\)/);
    });
  }
  test('without crypto.subtle, and outside of Node, the error says where it exists', () => {
    Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
    try {
      withoutNode(() => {
        assert.throws(() => createEngine({ ...base, keys: [KEY] }), /https or on localhost/);
      });
      createEngine({ ...base, keys: [KEY] });
    } finally {
      Reflect.deleteProperty(crypto, 'subtle');
    }
    createEngine({ ...base, keys: [KEY] });
  });
  test('a base64url key of 32 bytes is good', () => {
    createEngine({ ...base, keys: [{ id: '1', key: good }] });
  });
});

test('no code and no token stands in any log entry: a sentinel of 12 letters', async () => {
  const { engine, issued, sent, log, advance } = sandbox();
  const { challenge, code } = await issued({ length: 12, alphabet: 'text' });
  assert.match(code, /^[a-z]{12}$/);
  await engine.confirm({ challenge, code: code.split('').reverse().join('') });
  advance(30);
  const again = await engine.reissue({ challenge });
  assertKind(again, 'issued');
  const newest = sent[1]?.code ?? '';
  const outcome = await engine.confirm({
    challenge: again.challenge,
    code: newest,
    userCodeField: 'channel',
  });
  assertToken(outcome);
  await engine.redeem({ token: outcome.token, challenge });
  const text = JSON.stringify(log);
  assert.deepEqual(
    log.map(({ type }) => type),
    ['issue', 'confirm', 'reissue', 'confirm', 'redeem'],
  );
  for (const secret of [code, newest, code.split('').reverse().join(''), outcome.token]) {
    assert.equal(text.includes(secret), false);
  }
});

test('nor where the request names another field than the one that is configured', async () => {
  const names = { stepName: CONFIRM_CODE, sourceStep: GET_CODE, userCodeField: '_code' };
  const { engine, issued, log } = sandbox({ component: defaultComponent(names) });
  const { challenge, code } = await issued({ length: 12, alphabet: 'text' });
  for (const userCodeField of ['channel', 'reason', 'user', 'outcome', 'stepName'])
    assert.equal((await engine.confirm({ challenge, code, userCodeField })).kind, 'protocol');
  assert.deepEqual(
    log.map(({ outcome }) => outcome),
    ['issued', ...new Array<string>(5).fill('protocol')],
  );
  assert.equal(JSON.stringify(log).includes(code), false);
});

describe('limits', () => {
  for (const limits of [
    { attempts: NaN },
    { attempts: 0 },
    { attempts: 2.5 },
    { attempts: 1_000_000 },
    { resendIn: -1 },
    { tokenLifetime: Infinity },
  ])
    test(`${Object.entries(limits).join()} is refused by name, before anything is issued`, () => {
      const [setting] = Object.keys(limits);
      assert.throws(
        () =>
          createEngine({
            store: createMemoryStore(),
            keys: [KEY],
            clock: { now: () => 0 },
            random: systemRandom,
            deliver: () => undefined,
            limits,
          }),
        (error: unknown) => error instanceof ConfigurationError && error.setting === setting,
      );
    });
});
