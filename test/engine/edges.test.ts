// The ends of what the engine takes, and what a request carries through it: each row is a bound or a member that no other
// test would miss.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createEndpoint, defaultComponent } from '../../src/engine/index.js';
import { checkLimits, type Limits } from '../../src/engine/limits.js';
import { challengeCookie, readChallengeCookie } from '../../src/engine/request.js';
import { CONFIRM_CODE, GET_CODE } from '../../src/engine/steps.js';
import { assertKind, assertToken, codes, KEY, sandbox, wrong } from './sandbox.js';

describe('a limit at the ends of its range', () => {
  const limit = (value: number) => ({ limit: value, seconds: 60 });
  const seconds = (value: number) => ({ limit: 1, seconds: value });
  const rows: [what: string, make: (value: number) => Limits, least: number, most: number][] = [
    ['attempts', (attempts) => ({ attempts }), 1, 10],
    ['resendIn', (resendIn) => ({ resendIn }), 0, 3600],
    ['tokenLifetime', (tokenLifetime) => ({ tokenLifetime }), 1, 3600],
    ['live', (live) => ({ live }), 1, 10],
    ['the limit of a rate', (value) => ({ destination: [limit(value)] }), 1, 1_000_000],
    ['the seconds of a rate', (value) => ({ alarm: seconds(value) }), 1, 2_592_000],
  ];
  for (const [what, make, least, most] of rows)
    test(`${what}: from ${String(least)} to ${String(most)}`, () => {
      for (const value of [least, most]) checkLimits(make(value));
      const [setting = ''] = Object.keys(make(least));
      const advice = `Give it a whole number from ${String(least)} to ${String(most)}.`;
      for (const value of [least - 1, most + 1])
        assert.throws(() => checkLimits(make(value)), {
          name: 'ConfigurationError',
          message: `The limit "${setting}" is ${String(value)}. ${advice}`,
          setting,
        });
    });
  test('a life time: from 1 to 600 whole seconds', async () => {
    const { engine } = sandbox();
    for (const codeLifetime of [1, 600])
      assert.equal((await engine.issue({ user: 'ada', codeLifetime })).kind, 'issued');
    for (const codeLifetime of [0, 0.5, 1.5, NaN, 601])
      await assert.rejects(engine.issue({ user: 'ada', codeLifetime }), { setting: 'codeLifetime' });
  });
});

test('three challenges of a user live at once: a fourth takes the place of the oldest', async () => {
  const { engine, issued } = sandbox();
  const [oldest, second] = [await issued(), await issued()];
  await issued();
  await issued();
  assert.deepEqual(await engine.confirm(oldest), { kind: 'expired', reason: 'replaced' });
  assert.equal((await engine.confirm(second)).kind, 'confirmed');
});

test('one idempotency key at two challenges with the same code: two tokens', async () => {
  const { engine, issued } = sandbox({ random: codes('123456', '123456') });
  const tokens = new Set<string>();
  for (const { challenge, code } of [await issued(), await issued()]) {
    const outcome = await engine.confirm({ challenge, code, idempotencyKey: 'k' });
    assertToken(outcome);
    tokens.add(outcome.token);
  }
  assert.equal(tokens.size, 2);
});

test('a token under an idempotency key is that of its client, its challenge and its key', async () => {
  const tokenOf = async (client: string, drawn: number, idempotencyKey: string) => {
    const { engine, issued } = sandbox({ random: (bytes) => new Uint8Array(bytes).fill(drawn) });
    const { challenge, code } = await issued({ client });
    const outcome = await engine.confirm({ client, challenge, code, idempotencyKey });
    assertToken(outcome);
    return outcome.token;
  };
  const token = await tokenOf('shop', 1, 'k');
  assert.equal(await tokenOf('shop', 1, 'k'), token);
  for (const [client, drawn, key] of [
    ['bank', 1, 'k'],
    ['shop', 2, 'k'],
    ['shop', 1, 'l'],
  ] as const)
    assert.notEqual(await tokenOf(client, drawn, key), token);
});

test('a code is read as a whole: digits among other characters are no code, and not charged', async () => {
  const { engine, issued } = sandbox();
  const { challenge, code } = await issued();
  for (const text of [[...code].join('x'), `Your code is ${code}`])
    assert.equal((await engine.confirm({ challenge, code: text })).kind, 'protocol');
  assert.deepEqual(await engine.confirm({ challenge, code: wrong(code) }), {
    kind: 'incorrect',
    attemptsRemaining: 4,
  });
});

test('the alarm counts a wrong code once, however often its answer is asked for', async () => {
  const { engine, issued, log } = sandbox({ limits: { alarm: { limit: 2, seconds: 600 } } });
  const { challenge, code } = await issued();
  const alarms = () => log.filter(({ type }) => type === 'alarm').length;
  const asked = { challenge, code: wrong(code), idempotencyKey: 'k' };
  for (let times = 0; times < 4; times++) await engine.confirm(asked);
  assert.equal(alarms(), 0);
  await engine.confirm({ challenge, code: wrong(code, 2) });
  assert.equal(alarms(), 1);
});

describe('a destination is told in part', () => {
  for (const [destination, told] of [
    ['12345', '••••'],
    ['123456', '•••• 56'],
    ['ada@example.org', 'a•••@example.org'],
    ['@example', '•••• le'],
  ] as const)
    test(`${destination}: ${told}`, async () => {
      const { issued } = sandbox();
      const { info } = await issued({ destination, firstFactor: true });
      assert.equal(info.destination, told);
    });
});

test('a first factor without a destination is told of none', async () => {
  const { issued } = sandbox();
  assert.equal('destination' in (await issued({ firstFactor: true })).info, false);
});

describe('a key as base64url', () => {
  test('is its bytes, with - and _ among its characters', async () => {
    const key = new Uint8Array(33).fill(0xfb);
    for (const [index] of key.entries()) if (index % 2) key[index] = 0xff;
    const text = Buffer.from(key).toString('base64url');
    assert.match(text, /-.*_|_.*-/);
    const { store, issued } = sandbox({ keys: [{ id: '1', key }] });
    const { challenge, code } = await issued();
    const { engine } = sandbox({ store, keys: [{ id: '1', key: text }] });
    assert.equal((await engine.confirm({ challenge, code })).kind, 'confirmed');
  });
  test('is the same with = at its end, as some tools write it', async () => {
    for (const [size, end] of [
      [32, '='],
      [34, '=='],
    ] as const) {
      const key = new Uint8Array(size).fill(7);
      const text = Buffer.from(key).toString('base64url') + end;
      assert.equal(text.length % 4, 0);
      const { store, issued } = sandbox({ keys: [{ id: '1', key }] });
      const { challenge, code } = await issued();
      const { engine } = sandbox({ store, keys: [{ id: '1', key: text }] });
      assert.equal((await engine.confirm({ challenge, code })).kind, 'confirmed');
    }
  });
  test('of a length that base64url does not have, or with = elsewhere, is refused by name', () => {
    for (const key of [
      'A'.repeat(45),
      `${'A'.repeat(44)}===`,
      `=${'A'.repeat(43)}`,
      `${'A'.repeat(22)}=${'A'.repeat(22)}`,
    ])
      assert.throws(() => sandbox({ keys: [{ id: '1', key }] }), {
        name: 'ConfigurationError',
        setting: 'keys',
      });
    assert.throws(() => sandbox({ keys: [KEY, KEY] }), { name: 'ConfigurationError', setting: 'keys' });
    assert.throws(() => sandbox({ keys: [] }), { name: 'ConfigurationError', setting: 'keys' });
  });
});

test('codes taken back and accounts unlocked are logged by whose they are, and what came of it', async () => {
  const { engine, issued, log } = sandbox();
  const { challenge, code } = await issued();
  await engine.confirm({ challenge, code: wrong(code) });
  for (const user of ['ada', 'eve']) {
    await engine.revoke({ user });
    await engine.unlock({ user });
  }
  assert.deepEqual(
    log.slice(2).map(({ type, outcome, user }) => [type, outcome, user]),
    [
      ['revoke', 'revoked', 'ada'],
      ['unlock', 'unlocked', 'ada'],
      ['revoke', 'nothing', 'eve'],
      ['unlock', 'nothing', 'eve'],
    ],
  );
});

test('steps of one name after different sources are kept apart', async () => {
  const { engine, issued } = sandbox();
  for (const sourceStep of ['One', 'Another', 'One']) {
    const names = { stepName: 'Confirm payment', sourceStep };
    const { challenge, code } = await issued(names);
    assert.equal((await engine.confirm({ challenge, code, ...names })).kind, 'confirmed');
  }
});

describe('the cookie that carries a challenge', () => {
  for (const [url, origins, cookie, challenge] of [
    ['https://a.test/', [], '__Host-otp_challenge=c1', 'c1'],
    ['https://a.test/', [], 'otp_challenge=c1', undefined],
    ['http://a.test/', [], 'otp_challenge=c1', 'c1'],
    ['http://a.test/', [], 'otp_challenge=c2; __Host-otp_challenge=c1', 'c1'],
    ['http://a.test/', ['http://a.test'], 'otp_challenge=c1', 'c1'],
    ['http://a.test/', ['https://a.test'], 'otp_challenge=c1', undefined],
    ['http://a.test/', ['https://a.test', 'http://localhost:5173'], 'otp_challenge=c1', 'c1'],
    ['https://a.test/', [], '__Host-otp_challenge=c.1', undefined],
    ['https://a.test/', [], '__Host-otp_challenge=', undefined],
    ['https://a.test/', [], `__Host-otp_challenge=${'c'.repeat(128)}`, 'c'.repeat(128)],
    ['https://a.test/', [], `__Host-otp_challenge=${'c'.repeat(129)}`, undefined],
  ] as const)
    test(`${url} ${origins.join()}: ${cookie.slice(0, 60)}`, () => {
      const request = new Request(url, { headers: { cookie } });
      assert.equal(readChallengeCookie(request, origins)?.challenge, challenge);
    });
});

test('the cookie that a page sets is the one that needs https, unless it is told otherwise', () => {
  const secure = '__Host-otp_challenge=c1; Path=/; HttpOnly; SameSite=Strict; Secure';
  for (const options of [undefined, {}, { secure: true }])
    assert.equal(challengeCookie('c1', options), secure);
  const plain = 'otp_challenge=c1; Path=/; HttpOnly; SameSite=Strict';
  assert.equal(challengeCookie('c1', { secure: false }), plain);
});

describe('the endpoint hands on', () => {
  const SECRET = 'a redeem secret of a shop';
  const mounted = (options: Parameters<typeof sandbox>[0] = {}, steps?: readonly string[]) => {
    const made = sandbox(options);
    const client = { redeemSecret: SECRET, ...(steps === undefined ? {} : { steps }) };
    const handle = createEndpoint(made.engine, { clients: { default: client } });
    const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
      const response = await handle(
        new Request(`https://a.test/otp/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin', ...headers },
          body: JSON.stringify(body),
        }),
      );
      const answer: Record<string, unknown> = JSON.parse(await response.text());
      return answer;
    };
    return { ...made, post };
  };
  test('the source step of a confirmation', async () => {
    const { post, issued } = mounted();
    const { challenge, code } = await issued({ sourceStep: 'Get sign-in code' });
    assert.equal((await post('confirm', { challenge, code }))['type'], 'urn:otp-confirm:incorrect');
    const body = { challenge, code, sourceStep: 'Get sign-in code' };
    assert.equal((await post('confirm', body))['status'], 'confirmed');
  });
  test('the steps of another code: it is issued for those of the first, and for no others', async () => {
    const { post, issued, advance } = mounted();
    const names = { stepName: 'Confirm payment', sourceStep: 'Get payment code' };
    const { challenge } = await issued(names);
    advance(30);
    for (const { stepName, sourceStep } of [
      { ...names, stepName: 'Confirm sign-in' },
      { ...names, sourceStep: 'Get sign-in code' },
    ])
      assert.equal((await post('issue', { challenge, stepName, sourceStep }))['status'], 404);
    assert.equal((await post('issue', { challenge, ...names }))['status'], 'issued');
  });
  test('the key of an issue: under it the same challenge is told again', async () => {
    const { post, issued, advance } = mounted();
    const { challenge } = await issued();
    advance(30);
    const key = { 'Idempotency-Key': '"k"' };
    const first = await post('issue', { challenge }, key);
    assert.equal(first['status'], 'issued');
    assert.deepEqual(await post('issue', { challenge }, key), first);
  });
  test('the name of the field that the code is in', async () => {
    const names = { stepName: CONFIRM_CODE, sourceStep: GET_CODE };
    const { post, issued } = mounted({
      component: defaultComponent({ ...names, userCodeField: 'pin' }),
    });
    const { challenge, code } = await issued();
    assert.equal((await post('confirm', { challenge, code }))['type'], 'urn:otp-confirm:malformed');
    assert.equal((await post('confirm', { challenge, pin: code }))['status'], 'confirmed');
  });
  test('the step of a token, which has a name where it is told none', async () => {
    const { engine, post, issued } = mounted({}, [CONFIRM_CODE]);
    const { challenge, code } = await issued();
    const outcome = await engine.confirm({ challenge, code });
    assertToken(outcome);
    const redeem = async (names: object) => {
      const headers = { Authorization: `Bearer ${SECRET}` };
      return (await post('redeem', { token: outcome.token, challenge, ...names }, headers))['status'];
    };
    assert.deepEqual([await redeem({ stepName: 'Pay' }), await redeem({})], [404, 'redeemed']);
  });
  test('the redeem key: under it, and under no other, the answer is told again', async () => {
    const { engine, post, issued } = mounted();
    const { challenge, code } = await issued();
    const outcome = await engine.confirm({ challenge, code });
    assertKind(outcome, 'confirmed');
    const redeem = async (redeemKey: string) => {
      const headers = { Authorization: `Bearer ${SECRET}` };
      return (await post('redeem', { token: outcome.token, challenge, redeemKey }, headers))['status'];
    };
    assert.deepEqual(
      [await redeem('r'), await redeem('r'), await redeem('s')],
      ['redeemed', 'redeemed', 404],
    );
  });
});
