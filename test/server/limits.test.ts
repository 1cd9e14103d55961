// The limits as a server has them: of challenge, account, destination and address, and the locks.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { times } from '../stores/store-world.js';
import { endpoint, wrong } from './world.js';

const HOUR = 3600;

describe('an account', () => {
  test('is locked over all its challenges, through issuing again, in the answers of both operations', async () => {
    const { otp, issued, post, advance } = endpoint({ limits: { destination: [] } });
    let newest = await issued();
    for (const tried of times(10)) {
      if (tried === 5) newest = await issued();
      const { status, body } = await post('confirm', {
        challenge: newest.challenge,
        code: wrong(newest.code),
      });
      if (tried < 9) continue;
      assert.deepEqual(
        [status, body['type'], body['scope'], body['retryAfter']],
        [403, 'urn:otp-confirm:locked', 'account', 60],
      );
    }
    assert.deepEqual(await otp.issue({ user: 'ada', destination: 'ada@example.org' }), {
      kind: 'locked',
      scope: 'account',
      retryAfter: 60,
    });
    const again = await post('issue', { challenge: newest.challenge });
    assert.deepEqual([again.status, again.body['scope']], [403, 'account']);
    advance(60);
    await issued();
  });

  test('is one whatever the spelling of its name, and another with another client', async () => {
    const { otp, issued } = endpoint({ limits: { destination: [] } });
    for (const user of ['Adé', ' adé ', 'a\u00adDE\u00ad\u0301', 'ａｄé\u200b', '\u202aadé\u202c ']) {
      const { challenge, code } = await issued({ user });
      for (const by of [1, 2]) await otp.confirm({ challenge, code: wrong(code, by) });
    }
    assert.equal((await otp.issue({ user: 'adé' })).kind, 'locked');
    assert.equal((await otp.issue({ user: 'adé', client: 'other' })).kind, 'issued');
    assert.equal((await otp.issue({ user: 'ade' })).kind, 'issued');
  });

  test('with what no database keeps in its name is told of, and unlocked, by that name', async () => {
    const { otp, issued } = endpoint();
    const { challenge, code } = await issued({ user: 'ada\0\ud800' });
    await otp.confirm({ challenge, code: wrong(code) });
    const status = await otp.status({ user: 'ada\0\ud800' });
    assert.deepEqual(status, { kind: 'known', account: { failures: 1, live: 1, locked: false } });
    assert.equal(await otp.unlock({ user: 'ada\0\ud800' }), true);
  });

  test('that is locked for good opens by unlock alone', async () => {
    const { otp, issued, advance } = endpoint({ limits: { destination: [] } });
    let until: number | undefined = 0;
    while (until !== undefined) {
      const { challenge, code } = await issued();
      for (const by of [1, 2, 3, 4, 5]) {
        const outcome = await otp.confirm({ challenge, code: wrong(code, by) });
        if (outcome.kind !== 'locked' || outcome.scope !== 'account') continue;
        until = outcome.retryAfter;
        advance(until ?? 0);
        break;
      }
    }
    advance(365 * 24 * HOUR);
    assert.deepEqual(await otp.issue({ user: 'ada' }), { kind: 'locked', scope: 'account' });
    const status = await otp.status({ user: 'ada' });
    assert.deepEqual(status, { kind: 'known', account: { failures: 100, live: 0, locked: true } });
    assert.equal(await otp.unlock({ user: 'Ada' }), true);
    assert.equal(await otp.unlock({ user: 'Ada' }), false);
    assert.equal((await otp.confirm(await issued())).kind, 'confirmed');
  });

  test('keeps its count where a new key signs and the old one is kept last', async () => {
    const first = endpoint();
    const { challenge, code } = await first.issued();
    for (const by of [1, 2, 3]) await first.otp.confirm({ challenge, code: wrong(code, by) });
    const old = { id: '1', key: Buffer.alloc(32, 3).toString('base64url') };
    const fresh = { id: '2', key: Buffer.alloc(32, 4).toString('base64url') };
    const failures = async (options: Parameters<typeof endpoint>[0]) => {
      const status = await endpoint({ store: first.store, ...options }).otp.status({ user: 'ada' });
      return status.kind === 'known' && status.account.failures;
    };
    assert.equal(await failures({ keys: [fresh, old] }), 3);
    assert.equal(await failures({ keys: [fresh] }), 0);
    assert.equal(await failures({ keys: [fresh], nameKey: old.key }), 3);
  });
});

describe('a destination', () => {
  test('gets five codes in ten minutes, whoever asks, and 20 a day', async () => {
    const { otp, issued, advance } = endpoint();
    for (const index of times(5)) await issued({ user: `user ${String(index)}` });
    assert.deepEqual(await otp.issue({ user: 'eve', destination: 'ada@example.org' }), {
      kind: 'rate-limited',
      retryAfter: 600,
    });
    await issued({ user: 'eve', destination: 'eve@example.org' });
    for (let done = 0; done < 3; done++) {
      advance(600);
      for (const index of times(5)) await issued({ user: `user ${String(index)}` });
    }
    advance(600);
    const refused = await otp.issue({ user: 'eve', destination: 'ada@example.org' });
    assert.deepEqual(refused, { kind: 'rate-limited', retryAfter: 24 * HOUR - 2400 });
  });

  test('is one whatever its spelling, and whichever client asks', async () => {
    const { otp, issued } = endpoint({ limits: { destination: [{ limit: 2, seconds: HOUR }] } });
    await issued({ destination: 'ada@example.org' });
    await issued({ user: 'bob', client: 'other', destination: ' Ada@Example.org' });
    const third = await otp.issue({ user: 'eve', destination: '\u202aADA@exam\u00adple.org\u202c' });
    assert.deepEqual(third, { kind: 'rate-limited', retryAfter: HOUR });
  });

  test('is not counted where nothing was sent, and a retry under its key is answered past the limit', async () => {
    const { otp, issued, post, advance } = endpoint({
      limits: { destination: [{ limit: 2, seconds: HOUR }] },
    });
    const { challenge } = await issued();
    for (let done = 0; done < 5; done++) assert.equal((await post('issue', { challenge })).status, 429);
    advance(30);
    const key = { 'Idempotency-Key': '"k"' };
    const first = await post('issue', { challenge }, key);
    assert.equal(first.status, 200);
    assert.equal((await otp.issue({ user: 'eve', destination: 'ada@example.org' })).kind, 'rate-limited');
    assert.deepEqual((await post('issue', { challenge }, key)).body, first.body);
  });
});

describe('an address', () => {
  const clientAddress = (_: Request, context: unknown) => String(context);

  test('gets 30 codes an hour, a /64 being one', async () => {
    const { issued, post, advance } = endpoint({ clientAddress, limits: { resendIn: 0, destination: [] } });
    let { challenge } = await issued();
    for (const index of times(30)) {
      const { body } = await post('issue', { challenge }, {}, `2001:db8:1:2::${index.toString(16)}`);
      assert.equal(body['status'], 'issued', `the ${String(index + 1)}th`);
      challenge = String(body['challenge']);
    }
    const refused = await post('issue', { challenge }, {}, '2001:0db8:0001:0002:ffff:ffff:ffff:ffff');
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '3600']);
    assert.equal((await post('issue', { challenge }, {}, '2001:db8:1:3::1')).status, 200);
    advance(HOUR);
    assert.equal((await post('issue', { challenge }, {}, '2001:db8:1:2::1')).status, 200);
  });

  test('of a first issue counts with the others', async () => {
    const limits = { destination: [], address: [{ limit: 2, seconds: HOUR }] };
    const { otp, issued } = endpoint({ limits });
    await issued({ address: '192.0.2.1' });
    await issued({ address: '::ffff:192.0.2.1', user: 'bob' });
    assert.equal((await otp.issue({ user: 'eve', address: '192.0.2.1' })).kind, 'rate-limited');
    await issued({ address: '192.0.2.2' });
    await issued();
  });

  test('has 50 wrong codes an hour over all accounts; right ones and retries do not count', async () => {
    const { issued, post } = endpoint({ clientAddress, limits: { destination: [] } });
    const from = '192.0.2.1';
    for (const index of times(49)) {
      const { challenge, code } = await issued({ user: `user ${String(index)}` });
      const key = { 'Idempotency-Key': '"k"' };
      for (let done = 0; done < 2; done++) await post('confirm', { challenge, code: wrong(code) }, key, from);
      assert.equal((await post('confirm', { challenge, code }, {}, from)).status, 200);
    }
    const last = await issued({ user: 'last' });
    assert.equal(
      (await post('confirm', { challenge: last.challenge, code: wrong(last.code) }, {}, from)).status,
      422,
    );
    const { challenge, code } = last;
    const refused = await post('confirm', { challenge, code }, {}, from);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '3600']);
    assert.equal((await post('confirm', { challenge, code }, {}, '192.0.2.2')).status, 200);
  });

  test('has its wrong codes counted apart from the codes it asked for', async () => {
    const once = [{ limit: 1, seconds: HOUR }];
    const { issued, post } = endpoint({
      clientAddress,
      limits: { destination: [], address: once, addressFailures: once },
    });
    const from = '192.0.2.1';
    const { challenge, code } = await issued({ address: from });
    for (const status of [422, 429])
      assert.equal((await post('confirm', { challenge, code: wrong(code) }, {}, from)).status, status);
  });

  test('is one with its port and without, and as IPv6 writes an IPv4 address', async () => {
    const { issued, post } = endpoint({
      clientAddress,
      limits: { resendIn: 0, destination: [], address: [{ limit: 1, seconds: HOUR }] },
    });
    let { challenge } = await issued();
    const statuses: number[] = [];
    for (const address of ['192.0.2.1', '192.0.2.1:51234', '::ffff:192.0.2.1', '[::ffff:c000:201]:443']) {
      const { status, body } = await post('issue', { challenge }, {}, address);
      statuses.push(status);
      if (status === 200) challenge = String(body['challenge']);
    }
    assert.deepEqual(statuses, [200, 429, 429, 429]);
  });

  test('that is empty is one like another: a proxy that names none lets nobody past the limit', async () => {
    const { issued, post } = endpoint({
      clientAddress,
      limits: { resendIn: 0, destination: [], address: [{ limit: 1, seconds: HOUR }] },
    });
    let { challenge } = await issued();
    const first = await post('issue', { challenge }, {}, '');
    challenge = String(first.body['challenge']);
    assert.deepEqual([first.status, (await post('issue', { challenge }, {}, '')).status], [200, 429]);
    assert.equal((await post('issue', { challenge }, {}, '192.0.2.1')).status, 200);
  });

  test('out of a list is the entry that clientAddress reads: what stands before it may be anything', async () => {
    const { issued, post } = endpoint({
      clientAddress: (request) => request.headers.get('x-forwarded-for')?.split(',').at(-1),
      limits: { resendIn: 0, destination: [], address: [{ limit: 1, seconds: HOUR }] },
    });
    let { challenge } = await issued();
    const statuses: number[] = [];
    for (const list of ['192.0.2.1', '198.51.100.7, 192.0.2.1', ' , 192.0.2.1 ', '192.0.2.1, 192.0.2.2']) {
      const { status, body } = await post('issue', { challenge }, { 'X-Forwarded-For': list });
      statuses.push(status);
      if (status === 200) challenge = String(body['challenge']);
    }
    assert.deepEqual(statuses, [200, 429, 429, 200]);
    // Without the header it is undefined, and not limited.
    for (let done = 0; done < 2; done++) {
      const { status, body } = await post('issue', { challenge });
      assert.equal(status, 200);
      challenge = String(body['challenge']);
    }
  });

  test('that is null is not known, as from a header that is not there: it is answered, and not limited', async () => {
    const { otp, issued, post } = endpoint({
      clientAddress: (request) => request.headers.get('x-real-ip'),
      limits: {
        destination: [],
        resendIn: 0,
        address: [{ limit: 1, seconds: HOUR }],
        addressFailures: [{ limit: 1, seconds: HOUR }],
      },
    });
    const { challenge, code } = await issued({ address: null });
    const statuses: number[] = [];
    for (let done = 0; done < 2; done++)
      statuses.push((await post('confirm', { challenge, code: wrong(code) })).status);
    statuses.push((await post('issue', { challenge })).status);
    assert.deepEqual(statuses, [422, 422, 200]);
    const form = new URLSearchParams({ code: wrong(code) });
    const read = await otp.readConfirmation(form, { challenge: (await issued()).challenge, address: null });
    assert.deepEqual(read, { confirmed: false, outcome: { kind: 'incorrect', attemptsRemaining: 4 } });
    const { status, body } = await post('issue', { challenge }, { 'X-Real-IP': '192.0.2.1' });
    const again = { challenge: body['challenge'] };
    assert.deepEqual([status, (await post('issue', again, { 'X-Real-IP': '192.0.2.1' })).status], [200, 429]);
  });

  test('is trusted from no header, and not limited, unless clientAddress says it', async () => {
    const { issued, post } = endpoint({
      limits: { destination: [], resendIn: 0, address: [{ limit: 1, seconds: HOUR }] },
    });
    let { challenge } = await issued();
    for (let done = 0; done < 5; done++) {
      const { status, body } = await post('issue', { challenge }, { 'X-Forwarded-For': '192.0.2.1' });
      assert.equal(status, 200);
      challenge = String(body['challenge']);
    }
  });
});

test('a clock that is an object of a class costs nobody the answer to a code that was charged', async () => {
  class Steady {
    #time = Date.UTC(2026, 0, 1);
    now(): number {
      return this.#time;
    }
  }
  const { otp, issued } = endpoint({ clock: new Steady() });
  const { challenge, code } = await issued();
  assert.equal((await otp.confirm({ challenge, code: wrong(code) })).kind, 'incorrect');
});

test('a limit that is given as undefined is as it is by default', async () => {
  const given: Record<string, undefined> = { destination: undefined, address: undefined };
  const { otp, issued } = endpoint({ limits: given });
  for (const index of times(5)) await issued({ user: `user ${String(index)}` });
  assert.equal((await otp.issue({ user: 'eve', destination: 'ada@example.org' })).kind, 'rate-limited');
});

describe('limits that cannot be', () => {
  for (const limits of [
    { destination: [{ limit: 0, seconds: 600 }] },
    { address: [{ limit: 5, seconds: NaN }] },
    { addressFailures: [{ limit: 1.5, seconds: 600 }] },
    { alarm: { limit: -1, seconds: 600 } },
    { live: 0 },
  ])
    test(`${JSON.stringify(limits)} are refused by name`, () => {
      const [setting] = Object.keys(limits);
      assert.throws(() => endpoint({ limits }), { name: 'ConfigurationError', setting });
    });
});
