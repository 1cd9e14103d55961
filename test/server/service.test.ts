// What the service itself asks of its endpoint, and what the handler does beside the three operations: status, revoke,
// health, the log. Whose page may ask is origins.test.ts's.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createMemoryStore } from '../../src/server/index.js';
import { endpoint, ORIGIN, SECRET, wrong } from './world.js';

describe('status', () => {
  test('follows a challenge from issued to redeemed', async () => {
    const { otp, issued, advance } = endpoint();
    const { challenge, code } = await issued();
    const state = async (id = challenge) => {
      const status = await otp.status({ challenge: id });
      return status.kind === 'known' ? status.challenge?.state : status.kind;
    };
    assert.deepEqual(await otp.status({ challenge }), {
      kind: 'known',
      account: { failures: 0, live: 1, locked: false },
      challenge: { state: 'live', delivered: true, attemptsRemaining: 5, expiresIn: 300 },
    });
    await otp.confirm({ challenge, code: wrong(code) });
    const outcome = await otp.confirm({ challenge, code });
    assert.equal(await state(), 'confirmed');
    const token = outcome.kind === 'confirmed' ? (outcome.token ?? '') : '';
    await otp.redeem({ token, challenge });
    assert.equal(await state(), 'redeemed');
    const next = await issued();
    advance(300);
    assert.equal(await state(next.challenge), 'expired');
    assert.equal(await state('none'), 'challenge-unknown');
    assert.deepEqual(await otp.status({ challenge, client: 'other' }), { kind: 'challenge-unknown' });
  });

  test('tells the whole seconds that are left, and none once it is over', async () => {
    const { otp, issued, advance } = endpoint();
    const { challenge } = await issued();
    const left = async () => {
      const status = await otp.status({ challenge });
      return status.kind === 'known' ? status.challenge?.expiresIn : undefined;
    };
    advance(0.5);
    assert.equal(await left(), 299);
    advance(299);
    assert.equal(await left(), 0);
    advance(60);
    assert.equal(await left(), 0);
  });

  test('tells replaced, locked and revoked', async () => {
    const { otp, issued, post, advance } = endpoint();
    const old = await issued();
    advance(30);
    const next = String((await post('issue', { challenge: old.challenge })).body['challenge']);
    const locked = await issued();
    for (const by of [1, 2, 3, 4, 5]) await otp.confirm({ ...locked, code: wrong(locked.code, by) });
    await otp.revoke({ challenge: old.challenge });
    const states = [];
    for (const challenge of [old.challenge, next, locked.challenge]) {
      const status = await otp.status({ challenge });
      states.push(status.kind === 'known' && status.challenge?.state);
    }
    assert.deepEqual(states, ['replaced', 'revoked', 'locked']);
  });
});

describe('the status of an account', () => {
  test('says how long it is locked, until it is open again', async () => {
    const { otp, issued, advance } = endpoint();
    for (let done = 0; done < 2; done++) {
      const { challenge, code } = await issued();
      for (const by of [1, 2, 3, 4, 5]) await otp.confirm({ challenge, code: wrong(code, by) });
    }
    const account = async () => {
      const status = await otp.status({ user: 'ada' });
      return status.kind === 'known' ? status.account : undefined;
    };
    const closed = { failures: 10, live: 0, locked: true };
    assert.deepEqual(await account(), { ...closed, retryAfter: 60 });
    advance(59.999);
    assert.deepEqual(await account(), { ...closed, retryAfter: 1 });
    advance(0.001);
    assert.deepEqual(await account(), { ...closed, locked: false });
  });
});

describe('revoke', () => {
  test('a user: no code, no token and no resend of theirs counts any more', async () => {
    const { otp, issued, post, advance, log } = endpoint();
    const confirmed = await issued();
    const outcome = await otp.confirm(confirmed);
    const token = outcome.kind === 'confirmed' ? (outcome.token ?? '') : '';
    const waiting = await issued();
    assert.equal(await otp.revoke({ user: 'Ada' }), 2);
    assert.equal((await otp.redeem({ token, challenge: confirmed.challenge })).kind, 'token-unknown');
    assert.deepEqual(await otp.confirm(waiting), { kind: 'expired' });
    advance(30);
    assert.equal((await post('issue', { challenge: waiting.challenge })).status, 404);
    assert.equal((await otp.confirm(await issued())).kind, 'confirmed');
    assert.deepEqual([log.find(({ type }) => type === 'revoke')?.outcome], ['revoked']);
  });
});

describe('health', () => {
  test('is 200 where the store can be used, 503 where not', async () => {
    const good = await endpoint().otp.health();
    assert.deepEqual([good.status, await good.json()], [200, { status: 'ok' }]);
    assert.equal(good.headers.get('cache-control'), 'no-store');
    const store = { ...createMemoryStore(), ping: () => Promise.reject(new Error('down')) };
    const bad = await endpoint({ store }).otp.health();
    assert.deepEqual([bad.status, bad.headers.get('content-type')], [503, 'application/problem+json']);
  });
});

describe('the log', () => {
  test('tells of requests that came to no operation, by status alone', async () => {
    const { post, log, otp } = endpoint();
    const sentinel = 'MUAHAHAHAHAHA';
    await post('confirm', { challenge: sentinel, code: 7 });
    await post('confirm', { code: sentinel }, { Origin: 'https://evil.test' });
    await post('redeem', { token: sentinel, challenge: sentinel }, { Authorization: 'Bearer wrong' });
    await post(sentinel, {});
    await otp.handler(new Request(`${ORIGIN}/otp/confirm`));
    assert.deepEqual(
      log.map(({ type, outcome, step }) => [type, outcome, step]),
      [
        ['request', 'refused-400', 'confirm'],
        ['request', 'refused-403', 'confirm'],
        ['request', 'refused-403', 'redeem'],
        ['request', 'refused-404', ''],
        ['request', 'refused-405', 'confirm'],
      ],
    );
    assert.equal(JSON.stringify(log).includes(sentinel), false);
  });

  test('tells of an operation once, whatever comes of it: the operation says it', async () => {
    const { issued, post, log } = endpoint();
    const { challenge, code } = await issued();
    const secret = { Authorization: `Bearer ${SECRET}` };
    await post('issue', { challenge });
    await post('confirm', { challenge, code: wrong(code) });
    const { token } = (await post('confirm', { challenge, code })).body;
    await post('redeem', { token, challenge }, secret);
    await post('redeem', { token, challenge }, secret);
    assert.deepEqual(
      log.map(({ type, outcome }) => [type, outcome]),
      [
        ['issue', 'issued'],
        ['reissue', 'rate-limited'],
        ['confirm', 'incorrect'],
        ['confirm', 'confirmed'],
        ['redeem', 'redeemed'],
        ['redeem', 'token-unknown'],
      ],
    );
  });

  test('tells of what fails before an operation: the answer alone would not say that it is a mistake', async () => {
    const { post, log } = endpoint({
      clientAddress: () => {
        throw new TypeError('no socket');
      },
    });
    assert.equal((await post('confirm', { challenge: 'x', code: '123456' })).status, 503);
    assert.deepEqual(
      log.map(({ type, outcome, step, error }) => [type, outcome, step, error]),
      [['request', 'refused-503', 'confirm', 'TypeError']],
    );
  });

  test('tells of a store that fails once, by its operation', async () => {
    const store = { ...createMemoryStore(), get: () => Promise.reject(new RangeError('down')) };
    const { post, log } = endpoint({ store });
    assert.equal((await post('confirm', { challenge: 'x', code: '123456' })).status, 503);
    assert.deepEqual(
      log.map(({ type, outcome, error }) => [type, outcome, error]),
      [['confirm', 'failed', 'RangeError']],
    );
  });

  test('that throws changes no answer', async () => {
    const { post } = endpoint({
      log: () => {
        throw new Error('disk full');
      },
    });
    assert.equal((await post('confirm', { code: 7 })).status, 400);
  });

  test('that rejects ends no process', async () => {
    const { post } = endpoint({ log: () => Promise.reject(new Error('disk full')) });
    assert.equal((await post('confirm', { code: 7 })).status, 400);
    assert.equal((await post('confirm', { challenge: 'x', code: '123456' })).status, 404);
    await new Promise((resolve) => setImmediate(resolve));
  });
});

test('a path full of slashes is read as fast as another: its length counts once', async () => {
  const { otp } = endpoint();
  const startedAt = performance.now();
  const response = await otp.handler(new Request(`${ORIGIN}/${'/'.repeat(100_000)}x`, { method: 'POST' }));
  assert.equal(response.status, 404);
  // By the square of it, this took half a minute.
  assert.ok(performance.now() - startedAt < 1000);
  assert.equal((await otp.handler(new Request(`${ORIGIN}/otp/confirm//`))).status, 405);
});

test('an issue sweeps the store when ten minutes have passed since the last time', async () => {
  const { issued, advance, store, otp } = endpoint();
  const { challenge } = await issued();
  advance(3900);
  assert.notEqual(await store.get(challenge), undefined);
  await issued();
  assert.equal(await store.get(challenge), undefined);
  await otp.close();
});

test('endpoints that each live for one request sweep the store they share', async () => {
  const first = endpoint();
  const { challenge } = await first.issued();
  const later = endpoint({ store: first.store, clock: { now: () => Date.UTC(2026, 0, 2) } });
  await later.issued({ user: 'eve', destination: 'eve@example.org' });
  await later.otp.close();
  assert.equal(await first.store.get(challenge), undefined);
});

test('a name longer than any may be is answered, not thrown, and asks nothing of the store', async () => {
  const store = createMemoryStore();
  const put = () => Promise.reject(new Error('asked'));
  const { otp, log } = endpoint({ store: { ...store, put, get: put } });
  for (const destination of [undefined, 'ada@example.org']) {
    const request = { user: 'a'.repeat(4097), ...(destination === undefined ? {} : { destination }) };
    assert.deepEqual(await otp.issue(request), { kind: 'protocol' });
  }
  assert.deepEqual(
    log.map(({ type, outcome }) => [type, outcome]),
    [
      ['issue', 'protocol'],
      ['issue', 'protocol'],
    ],
  );
  assert.equal((await endpoint().otp.issue({ user: 'a'.repeat(4096), destination: 'a@b.c' })).kind, 'issued');
});

test('a NUL in a member is malformed: no database could keep it', async () => {
  const { issued, post } = endpoint();
  const { challenge, code } = await issued();
  for (const body of [
    { challenge, code, stepName: 'a\0b' },
    { challenge: 'a\0', code },
  ])
    assert.equal((await post('confirm', body)).status, 400);
});
