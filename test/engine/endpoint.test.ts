// The endpoint against the wire format's tables: every answer, strict reading, who may ask, cookies, idempotency keys.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  createEndpoint,
  createMemoryStore,
  type EndpointOptions,
  type Store,
} from '../../src/engine/index.js';
import { assertInDocument } from '../server/openapi.js';
import { assertKind, sandbox, wrong } from './sandbox.js';

const SECRET = 'a redeem secret of a shop';

function mounted(options: EndpointOptions = {}, engineOptions: Parameters<typeof sandbox>[0] = {}) {
  const made = sandbox(engineOptions);
  const handle = createEndpoint(made.engine, { clients: { default: { redeemSecret: SECRET } }, ...options });
  async function post(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
    origin = 'https://a.test',
  ) {
    const response = await handle(
      new Request(`${origin}/otp/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin', ...headers },
        body:
          body instanceof Uint8Array
            ? new Uint8Array(body)
            : typeof body === 'string'
              ? body
              : JSON.stringify(body),
      }),
    );
    const answer: Record<string, unknown> = JSON.parse(await response.text());
    assertInDocument(path, response.status, response.headers, answer);
    return { status: response.status, headers: response.headers, answer };
  }
  return { ...made, handle, post };
}

function assertProblem(
  { status, headers, answer }: { status: number; headers: Headers; answer: Record<string, unknown> },
  expected: Record<string, unknown> & { status: number; name: string },
) {
  const { name, ...members } = expected;
  assert.deepEqual(answer, { type: `urn:otp-confirm:${name}`, ...members });
  assert.equal(status, expected.status);
  assert.equal(headers.get('content-type'), 'application/problem+json');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  const { retryAfter } = members;
  assert.equal(headers.get('retry-after'), retryAfter === undefined ? null : String(retryAfter));
}

describe('answers', () => {
  test('confirmed', async () => {
    const { post, issued } = mounted();
    const { status, headers, answer } = await post('confirm', await issuedBody(issued()));
    assert.equal(status, 200);
    assert.match(String(answer['token']), /^[\w-]{43}$/);
    assert.deepEqual(answer, { status: 'confirmed', token: answer['token'], tokenExpiresIn: 300 });
    assert.equal(headers.get('content-type'), 'application/json');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
  });

  test('issued', async () => {
    const { post, issued, advance } = mounted();
    const { challenge } = await issued({ channel: 'sms', destination: '+491700000042', firstFactor: true });
    advance(30);
    const { status, answer } = await post('issue', { challenge });
    assert.equal(status, 200);
    assert.notEqual(answer['challenge'], challenge);
    assert.deepEqual(answer, {
      status: 'issued',
      challenge: answer['challenge'],
      length: 6,
      alphabet: 'digits',
      expiresIn: 300,
      resendIn: 30,
      attemptsRemaining: 5,
      channel: 'sms',
      destination: '•••• 42',
    });
  });

  test('redeemed', async () => {
    const { post, engine, issued } = mounted();
    const { challenge, code } = await issued({ contextHash: 'c0ffee' });
    const outcome = await engine.confirm({ challenge, code });
    assertKind(outcome, 'confirmed');
    const body = { token: outcome.token, challenge, redeemKey: 'r' };
    const { status, answer } = await post('redeem', body, { Authorization: `Bearer ${SECRET}` });
    assert.equal(status, 200);
    assert.deepEqual(answer, {
      status: 'redeemed',
      user: 'ada',
      client: 'default',
      stepName: 'Confirm one-time code for user',
      contextHash: 'c0ffee',
      confirmedAt: '2026-01-01T00:00:00.000Z',
    });
  });

  test('incorrect, then locked', async () => {
    const { post, issued } = mounted();
    const { challenge, code } = await issued();
    for (const attemptsRemaining of [4, 3, 2, 1]) {
      const answer = await post('confirm', { challenge, code: wrong(code) });
      assertProblem(answer, { status: 422, name: 'incorrect', attemptsRemaining });
    }
    for (const tried of [wrong(code), code]) {
      const answer = await post('confirm', { challenge, code: tried });
      assertProblem(answer, { status: 403, name: 'locked', scope: 'challenge' });
    }
  });

  test('expired, replaced, already used, unknown', async () => {
    const { post, issued, engine, advance } = mounted();
    const late = await issued();
    advance(300);
    const used = await issued();
    await engine.confirm(used);
    assertProblem(await post('confirm', body(late)), { status: 410, name: 'expired' });
    await post('issue', { challenge: late.challenge });
    assertProblem(await post('confirm', body(late)), { status: 410, name: 'expired', reason: 'replaced' });
    assertProblem(await post('confirm', body(used)), { status: 410, name: 'already-used' });
    assertProblem(await post('confirm', { challenge: 'x', code: '123456' }), {
      status: 404,
      name: 'challenge-unknown',
    });
    assertProblem(await post('confirm', { code: '123456' }), { status: 404, name: 'challenge-unknown' });
    assertProblem(await post('issue', {}), { status: 404, name: 'challenge-unknown' });
  });

  test('rate-limited, with Retry-After', async () => {
    const { post, issued, advance } = mounted();
    const { challenge } = await issued();
    advance(8);
    assertProblem(await post('issue', { challenge }), { status: 429, name: 'rate-limited', retryAfter: 22 });
  });

  test('a full store: unavailable', async () => {
    const { post, issued, advance } = mounted({}, { store: createMemoryStore({ capacity: 1 }) });
    const { challenge } = await issued();
    advance(30);
    assertProblem(await post('issue', { challenge }), { status: 503, name: 'unavailable', retryAfter: 5 });
  });

  test('a store that cannot be reached: unavailable, nothing confirmed, nothing lost', async () => {
    const memory = createMemoryStore();
    let down = false;
    const store: Store = {
      ...memory,
      attempt: (attempt) =>
        down ? Promise.reject(new Error('connection refused')) : memory.attempt(attempt),
    };
    const { post, issued, log } = mounted({}, { store });
    const { challenge, code } = await issued();
    down = true;
    assertProblem(await post('confirm', { challenge, code }), {
      status: 503,
      name: 'unavailable',
      retryAfter: 5,
    });
    assert.deepEqual([log.at(-1)?.outcome, log.at(-1)?.error], ['failed', 'Error']);
    down = false;
    assert.equal((await post('confirm', { challenge, code })).status, 200);
  });

  test('other methods and paths', async () => {
    const { handle } = mounted();
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      const response = await handle(new Request('https://a.test/otp/confirm', { method }));
      assert.equal(response.headers.get('allow'), 'POST');
      assertProblem(
        { status: response.status, headers: response.headers, answer: JSON.parse(await response.text()) },
        { status: 405, name: 'method' },
      );
    }
    for (const path of ['', 'other', 'confirm/more', 'toString']) {
      const response = await handle(new Request(`https://a.test/otp/${path}`, { method: 'POST' }));
      assert.equal(response.status, 404);
    }
    const mountedElsewhere = await handle(new Request('https://a.test/confirm/', { method: 'POST' }));
    assert.equal(mountedElsewhere.status, 403);
  });
});

describe('strict reading: nothing of this is charged', () => {
  const C = 'the challenge';
  const cases: [what: string, body: unknown, member: string][] = [
    ['no code', { challenge: C }, 'code'],
    ['two codes', { challenge: C, code: '123456', other: '123456' }, 'body'],
    ['a field name of 33 characters', { challenge: C, ['c'.repeat(33)]: '123456' }, 'body'],
    ['a field name with a dot', { challenge: C, 'a.b': '123456' }, 'body'],
    ['a field name that starts with a digit', { challenge: C, '123456': 'x' }, 'body'],
    ['__proto__ as the field', `{"challenge": "${C}", "__proto__": "123456"}`, 'body'],
    ['__proto__ as an object', `{"challenge": "${C}", "code": "123456", "__proto__": {"code": "1"}}`, 'body'],
    ['constructor as the field', { challenge: C, constructor: '123456' }, 'body'],
    ['a number', { challenge: C, code: 123456 }, 'code'],
    ['null', { challenge: C, code: null }, 'code'],
    ['a boolean', { challenge: C, code: true }, 'code'],
    ['an array', { challenge: C, code: ['123456'] }, 'code'],
    ['nesting', { challenge: C, code: { value: '123456' } }, 'code'],
    ['a challenge that is no text', { challenge: 1, code: '123456' }, 'challenge'],
    ['a step name that is no text', { challenge: C, stepName: {}, code: '123456' }, 'stepName'],
    ['an empty step name', { challenge: C, stepName: '', code: '123456' }, 'stepName'],
    [
      'a step name of 513 characters',
      { challenge: C, stepName: 'x'.repeat(513), code: '123456' },
      'stepName',
    ],
    ['a body that is an array', [{ challenge: C, code: '123456' }], 'body'],
    ['a body that is a string', '"123456"', 'body'],
    ['a body that is null', 'null', 'body'],
    ['no JSON', '{"challenge"', 'body'],
    ['nothing', '', 'body'],
    ['no UTF-8', Buffer.from('{"code":"123456","stepName":"\xff"}', 'latin1'), 'body'],
    ['a code of the wrong shape', { challenge: C, code: '12345' }, 'code'],
    ['a code of letters', { challenge: C, code: 'abcdef' }, 'code'],
  ];
  for (const [what, shape, member] of cases) {
    test(`${what}: 400 malformed, ${member}`, async () => {
      const { post, issued, store } = mounted();
      const { challenge } = await issued();
      const text =
        shape instanceof Uint8Array ? shape : typeof shape === 'string' ? shape : JSON.stringify(shape);
      const sent = typeof text === 'string' ? text.replace(C, challenge) : text;
      assertProblem(await post('confirm', sent), { status: 400, name: 'malformed', member });
      assert.equal((await store.get(challenge))?.attemptsRemaining, 5);
    });
  }

  test('a field name of 32 characters is one', async () => {
    const field = 'c'.repeat(32);
    const { post, issued } = mounted();
    const { challenge, code } = await issued();
    assert.equal((await post('confirm', { challenge, [field]: code })).status, 200);
  });

  test('issue and redeem know their members only', async () => {
    const { post } = mounted();
    assertProblem(await post('issue', { challenge: 'x', code: '1' }), {
      status: 400,
      name: 'malformed',
      member: 'body',
    });
    const headers = { Authorization: `Bearer ${SECRET}` };
    for (const [shape, member] of [
      [{ token: 't', challenge: 'c', user: 'eve' }, 'body'],
      [{ challenge: 'c' }, 'token'],
      [{ token: 't' }, 'challenge'],
      [{ token: ['t'], challenge: 'c' }, 'token'],
    ] as const) {
      assertProblem(await post('redeem', shape, headers), { status: 400, name: 'malformed', member });
    }
  });

  test('4 KiB are read, one byte more is too large', async () => {
    const { post, issued } = mounted();
    const body = JSON.stringify(await issuedBody(issued()));
    assertProblem(await post('confirm', body.padEnd(4097)), { status: 413, name: 'too-large' });
    assert.equal((await post('confirm', body.padEnd(4096))).status, 200);
  });

  test('4 KiB are read where their length is told, and no more where that is wrong', async () => {
    const { post, issued } = mounted();
    const body = JSON.stringify(await issuedBody(issued()));
    for (const told of ['10', '4096'])
      assertProblem(await post('confirm', body.padEnd(4097), { 'Content-Length': told }), {
        status: 413,
        name: 'too-large',
      });
    assert.equal((await post('confirm', body.padEnd(4096), { 'Content-Length': '4096' })).status, 200);
  });

  for (const [what, headers] of Object.entries<Record<string, string>>({
    'without a length': {},
    'in chunks': { 'Content-Length': '10', 'Transfer-Encoding': 'chunked' },
    'that was packed': { 'Content-Length': '10', 'Content-Encoding': 'gzip' },
    'with a length that is none': { 'Content-Length': '1e9' },
    'with a length below none': { 'Content-Length': '-1' },
    'with two lengths': { 'Content-Length': '10, 10' },
  })) {
    test(`a body ${what} is read no further than 4 KiB, and the rest is not waited for`, async () => {
      const { handle } = mounted();
      let pulled = 0;
      let cancelled = false;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 1024;
          if (pulled > 65_536) controller.close();
          else controller.enqueue(new Uint8Array(1024).fill(0x20));
        },
        cancel() {
          cancelled = true;
        },
      });
      const init: RequestInit & { duplex: 'half' } = {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin', ...headers },
        body: stream,
        duplex: 'half',
      };
      const response = await handle(new Request('https://a.test/confirm', init));
      assert.equal(response.status, 413);
      assert.equal(pulled <= 8192, true);
      assert.equal(cancelled, true);
    });
  }

  test('a body that is said to be too long is not read at all', async () => {
    const { handle } = mounted();
    const request = new Request('https://a.test/confirm', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
        'Content-Length': '4097',
      },
      body: '{}',
    });
    assert.equal((await handle(request)).status, 413);
    assert.equal(request.bodyUsed, false);
  });

  test('content types', async () => {
    const { post, issued } = mounted();
    const sent = await issuedBody(issued());
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      // What a form of another origin can send without a preflight.
      'text/plain; application/json',
      'text/plain;charset=application/json',
      'text/json',
    ]) {
      assertProblem(await post('confirm', sent, { 'Content-Type': type }), {
        status: 415,
        name: 'unsupported',
      });
    }
    assert.equal(
      (await post('confirm', sent, { 'Content-Type': 'Application/JSON; charset=utf-8' })).status,
      200,
    );
  });
});

describe('the idempotency key', () => {
  test('repeats the first answer, uncharged', async () => {
    const { post, issued, store } = mounted();
    const { challenge, code } = await issued();
    const wrongly = { challenge, code: wrong(code) };
    const first = await post('confirm', wrongly, { 'Idempotency-Key': '"a \\"b\\" c"' });
    const second = await post('confirm', wrongly, { 'Idempotency-Key': '"a \\"b\\" c"' });
    assert.deepEqual(second.answer, first.answer);
    assert.equal((await store.get(challenge))?.attemptsRemaining, 4);
  });

  for (const key of ['k', ' !#[]~', 'k'.repeat(128), '"'.repeat(128), '\\'.repeat(128)])
    test(`${JSON.stringify(key)}, of up to 128 characters, is one, and no other is the same`, async () => {
      const { post, issued, store } = mounted();
      const { challenge, code } = await issued();
      const wrongly = { challenge, code: wrong(code) };
      for (const [value, remaining] of [
        [key, 4],
        [key, 4],
        [`${key.slice(1)}x`, 3],
      ] as const) {
        const header = `"${value.replace(/["\\]/g, '\\$&')}"`;
        const answer = await post('confirm', wrongly, { 'Idempotency-Key': header });
        assertProblem(answer, { status: 422, name: 'incorrect', attemptsRemaining: remaining });
      }
      assert.equal((await store.get(challenge))?.attemptsRemaining, 3);
    });

  for (const header of ['bare', '""', '"open', '"a"b"', '"a\\b"', `"${'k'.repeat(129)}"`]) {
    test(`${header} is malformed`, async () => {
      const { post, issued } = mounted();
      const { challenge, code } = await issuedBody(issued());
      for (const [path, sent] of [
        ['confirm', { challenge, code }],
        ['issue', { challenge }],
      ] as const) {
        const answer = await post(path, sent, { 'Idempotency-Key': header });
        assertProblem(answer, { status: 400, name: 'malformed', member: 'Idempotency-Key' });
      }
    });
  }
});

describe('who may ask', () => {
  const A = 'https://a.test';
  const B = 'https://b.test';
  const cases: [
    site: string | null,
    origin: string | null,
    origins: string[] | undefined,
    allowed: boolean,
  ][] = [
    ['same-origin', null, undefined, true],
    ['same-origin', A, undefined, true],
    ['same-origin', null, [B], true],
    ['same-site', A, undefined, false],
    ['same-site', B, [B], true],
    ['same-site', null, [B], false],
    ['cross-site', A, undefined, false],
    ['cross-site', B, undefined, false],
    ['cross-site', B, [B], true],
    ['cross-site', B, [A], false],
    ['cross-site', 'null', [B], false],
    ['none', null, undefined, false],
    ['none', B, [B], false],
    ['odd', A, undefined, false],
    [null, A, undefined, true],
    [null, B, undefined, false],
    [null, B, [B], true],
    [null, A, [B], false],
    [null, 'null', undefined, false],
    [null, null, undefined, false],
    [null, null, [B], false],
  ];
  for (const [site, origin, origins, allowed] of cases) {
    test(`Sec-Fetch-Site ${String(site)}, Origin ${String(origin)}, origins ${String(origins)}: ${String(allowed)}`, async () => {
      const { handle, issued, store } = mounted(origins === undefined ? {} : { origins });
      const sent = await issuedBody(issued());
      for (const path of ['confirm', 'issue']) {
        const headers = new Headers({ 'Content-Type': 'application/json' });
        if (site !== null) headers.set('Sec-Fetch-Site', site);
        if (origin !== null) headers.set('Origin', origin);
        const response = await handle(
          new Request(`${A}/otp/${path}`, { method: 'POST', headers, body: JSON.stringify(sent) }),
        );
        const answer: unknown = JSON.parse(await response.text());
        if (allowed) assert.notEqual(response.status, 403);
        else assert.deepEqual(answer, { type: 'urn:otp-confirm:rejected', status: 403, reason: 'csrf' });
      }
      if (!allowed) assert.equal((await store.get(sent.challenge))?.attemptsRemaining, 5);
    });
  }

  test('ownPage says it instead, where it is given', async () => {
    const { post, issued } = mounted({ ownPage: (request) => request.headers.has('x-app') });
    const sent = await issuedBody(issued());
    assertProblem(await post('confirm', sent), { status: 403, name: 'rejected', reason: 'csrf' });
    assert.equal((await post('confirm', sent, { 'Sec-Fetch-Site': 'cross-site', 'X-App': '1' })).status, 200);
  });

  test('redeem needs no origin, but the secret of a client', async () => {
    const { post } = mounted({
      clients: { default: { redeemSecret: SECRET }, shop: { redeemSecret: `${SECRET}!` } },
    });
    for (const headers of [
      {},
      { Authorization: SECRET },
      { Authorization: 'Bearer' },
      { Authorization: `Bearer ${SECRET}x` },
      { Authorization: `Basic ${SECRET}` },
      { Authorization: `Basic x Bearer ${SECRET}` },
      { Authorization: `Bearer${SECRET}` },
    ]) {
      const answer = await post('redeem', { token: 't', challenge: 'c' }, headers);
      assertProblem(answer, { status: 403, name: 'rejected', reason: 'policy' });
    }
    // The scheme's case does not matter: RFC 9110, 11.1.
    for (const Authorization of [`Bearer ${SECRET}`, `bearer  ${SECRET}`]) {
      const headers = { Authorization, 'Sec-Fetch-Site': 'cross-site' };
      const answer = await post('redeem', { token: 't', challenge: 'c' }, headers);
      assertProblem(answer, { status: 404, name: 'challenge-unknown' });
    }
  });

  test('a page whose origin is no client’s asks for the client that the endpoint is given', async () => {
    const { post, issued } = mounted({ client: 'web' });
    const foreign = await issued();
    assertProblem(await post('confirm', body(foreign)), { status: 404, name: 'challenge-unknown' });
    assert.equal((await post('confirm', body(await issued({ client: 'web' })))).status, 200);
  });

  test("a client redeems its own tokens only; another's secret is an unknown token", async () => {
    const { post, engine, issued } = mounted({
      clients: { default: { redeemSecret: SECRET }, shop: { redeemSecret: `${SECRET}!` } },
    });
    const { challenge, code } = await issued();
    const outcome = await engine.confirm({ challenge, code });
    assertKind(outcome, 'confirmed');
    const sent = { token: outcome.token, challenge };
    assert.equal((await post('redeem', sent, { Authorization: `Bearer ${SECRET}!` })).status, 404);
    assert.equal((await post('redeem', sent, { Authorization: `Bearer ${SECRET}` })).status, 200);
  });

  test('a short redeem secret is refused at the start', () => {
    const shop = (length: number) => mounted({ clients: { shop: { redeemSecret: 'x'.repeat(length) } } });
    assert.throws(() => shop(15), /"shop".*16 random/);
    shop(16);
  });
});

describe('the cookie', () => {
  test('carries the challenge over https by its __Host- name only', async () => {
    const { post, issued } = mounted();
    const { challenge, code } = await issued();
    const planted = { Cookie: `otp_challenge=${challenge}` };
    assertProblem(await post('confirm', { code }, planted), { status: 404, name: 'challenge-unknown' });
    const own = { Cookie: `a=b; __Host-otp_challenge=${challenge}` };
    assert.equal((await post('confirm', { code }, own)).status, 200);
  });

  test('carries it over http by the plain name', async () => {
    const { post, issued } = mounted();
    const { challenge, code } = await issued();
    const headers = { Cookie: `otp_challenge=${challenge}` };
    assert.equal((await post('confirm', { code }, headers, 'http://a.test')).status, 200);
  });

  for (const [name, origin, attributes] of [
    ['__Host-otp_challenge', 'https://a.test', '; Path=/; HttpOnly; SameSite=Strict; Secure'],
    ['otp_challenge', 'http://a.test', '; Path=/; HttpOnly; SameSite=Strict'],
  ] as const) {
    test(`${name} follows a reissue, whichever way the request named the challenge`, async () => {
      const { post, issued, advance } = mounted();
      let { challenge } = await issued();
      for (const inBody of [false, true]) {
        advance(30);
        const headers = { Cookie: `${name}=${challenge}` };
        const { answer, headers: got } = await post('issue', inBody ? { challenge } : {}, headers, origin);
        assert.equal(answer['status'], 'issued');
        challenge = String(answer['challenge']);
        assert.equal(got.get('set-cookie'), `${name}=${challenge}${attributes}`);
      }
    });
  }

  test('of another challenge stays as it is', async () => {
    const { post, issued, advance } = mounted();
    const { challenge } = await issued();
    const other = await issued();
    advance(30);
    const headers = { Cookie: `__Host-otp_challenge=${other.challenge}` };
    assert.equal((await post('issue', { challenge }, headers)).headers.get('set-cookie'), null);
  });
});

test('no code and no token in any log or refusal: a sentinel of 12 letters', async () => {
  const { post, issued, log } = mounted();
  const { challenge, code } = await issued({ length: 12, alphabet: 'text' });
  const refusals = [
    await post('confirm', { challenge, code, [code]: 'x' }),
    await post('confirm', { challenge, [`${code}.`]: code }),
    await post('confirm', `{"code": "${code}"`),
    await post('confirm', { challenge, code: `${code}${code}` }),
    await post('confirm', { challenge, code }, { 'Sec-Fetch-Site': 'cross-site' }),
  ];
  const confirmed = await post('confirm', { challenge, user: code });
  assert.equal(confirmed.status, 200);
  const again = await post('confirm', { challenge, user: code });
  assert.equal(again.status, 410);
  const answers = JSON.stringify([...refusals, again].map(({ answer }) => answer));
  assert.equal(answers.includes(code), false);
  const text = JSON.stringify(log);
  assert.deepEqual([text.includes(code), text.includes(String(confirmed.answer['token']))], [false, false]);
});

function body({ challenge, code }: { challenge: string; code: string }) {
  return { challenge, code };
}
async function issuedBody(issued: Promise<{ challenge: string; code: string }>) {
  return body(await issued);
}
