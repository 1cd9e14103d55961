import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createConfirmClient, httpAdapter, type HttpAdapterOptions } from '../../src/client/index.js';
import { serveTests } from './server.js';

const server = serveTests();
const request = { challenge: 'c1', code: '012345', stepName: 'Confirm sign-in', sourceStep: 'Get code' };
const client = (options: Partial<HttpAdapterOptions> = {}) =>
  createConfirmClient({
    adapter: httpAdapter({
      endpoint: `${server.url}/confirm`,
      issueEndpoint: `${server.url}/issue`,
      ...options,
    }),
    key: () => 'k1',
  });
const problem = (name: string, members: object = {}) => ({ type: `urn:otp-confirm:${name}`, ...members });

beforeEach(() => {
  server.received.length = 0;
});

describe('httpAdapter: the request', () => {
  it('is what the wire format says', async () => {
    server.json(200, { status: 'confirmed', token: 't' });
    await client({ headers: () => Promise.resolve({ 'X-CSRF-Token': 'abc' }) }).confirm({
      ...request,
      userCodeField: 'ForTestCode',
    });
    const [{ method, headers, body } = assert.fail()] = server.received;
    assert.equal(method, 'POST');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers.accept, 'application/json, application/problem+json');
    assert.equal(headers['idempotency-key'], '"k1"');
    assert.equal(headers['x-csrf-token'], 'abc');
    assert.deepEqual(JSON.parse(body), {
      stepName: 'Confirm sign-in',
      sourceStep: 'Get code',
      challenge: 'c1',
      ForTestCode: '012345',
    });
  });
  it('asks for a code without one, and leaves out what it was not given', async () => {
    server.json(200, { status: 'issued', challenge: 'c2' });
    const { code: _, ...asked } = request;
    await client().issue(asked);
    await client().issue({});
    assert.deepEqual(
      server.received.map(({ body }) => JSON.parse(body) as unknown),
      [asked, {}],
    );
  });
  for (const userCodeField of [
    'challenge',
    'stepName',
    'sourceStep',
    '__proto__ ',
    // No endpoint of ours takes them.
    'constructor',
    'prototype',
    '1st',
    '',
    'a'.repeat(33),
  ])
    it(`refuses the user code field ${JSON.stringify(userCodeField)} before anything is sent`, async () => {
      await assert.rejects(client().confirm({ ...request, userCodeField }), { name: 'SettingError' });
      assert.equal(server.received.length, 0);
    });
  for (const address of [
    'http://[',
    'https://example.org:port/',
    'http://',
    // fetch takes none with a name or a password in it.
    'https://user:password@example.org/',
    '//user@example.org/otp',
    // There is nobody to ask: the first is what is left of http://localhost:3000, whose scheme would be `localhost:`.
    'localhost:3000/otp/confirm',
    'mailto:otp@example.org',
    'data:application/json,{"status":"confirmed"}',
    'blob:https://example.org/otp',
    'javascript:0',
  ])
    it(`says that ${address} is no endpoint, and not that a connection failed`, async () => {
      const unfit = { name: 'SettingError', message: `"${address}" cannot be the endpoint: give another.` };
      const asked = createConfirmClient({
        adapter: httpAdapter({ endpoint: address, issueEndpoint: address }),
      });
      await assert.rejects(asked.confirm(request), unfit);
      await assert.rejects(asked.issue({}), unfit);
    });
  it('takes an address with an @ that is no user', async () => {
    server.json(200, { status: 'confirmed' });
    for (const path of ['/@me', '/otp?to=//a@b', '/otp#//a@b', '/otp?at=http:a:b', '/a:b'])
      assert.deepEqual(await client({ endpoint: server.url + path }).confirm(request), { kind: 'confirmed' });
  });
  it('takes an address whose scheme is in capitals', async () => {
    server.json(200, { status: 'confirmed' });
    const endpoint = server.url.replace('http', 'HTTP');
    assert.deepEqual(await client({ endpoint }).confirm(request), { kind: 'confirmed' });
  });
  it('takes an address of a scheme that the page of an app has made its own', async () => {
    const asked: unknown[] = [];
    const fetch = (url: unknown) => {
      asked.push(url);
      return Promise.resolve(Response.json({ status: 'confirmed' }));
    };
    const endpoint = 'app://shop/otp/confirm';
    assert.deepEqual(await client({ endpoint, fetch }).confirm(request), { kind: 'confirmed' });
    assert.deepEqual(asked, [endpoint]);
  });
  it('takes a URL object, as fetch does', async () => {
    server.json(200, { status: 'confirmed' });
    const endpoint = new URL(server.url) as unknown as string;
    assert.deepEqual(await client({ endpoint }).confirm(request), { kind: 'confirmed' });
  });
  it('sets its own headers once, whatever case the page writes them in', async () => {
    server.json(200, { status: 'confirmed' });
    await client({ headers: () => ({ 'content-type': 'text/plain', accept: 'text/html' }) }).confirm(request);
    assert.equal(server.received[0]?.headers['content-type'], 'application/json');
    assert.equal(server.received[0]?.headers.accept, 'application/json, application/problem+json');
  });
  it('a headers callback that fails is no lost connection', async () => {
    const cause = new TypeError('no token');
    const failing = client({ headers: () => Promise.reject(cause) });
    await assert.rejects(failing.confirm(request), { name: 'SettingError', cause });
    assert.equal(server.received.length, 0);
  });
  it('needs an endpoint', () => {
    assert.throws(() => httpAdapter({ endpoint: '' }), { name: 'SettingError', message: /endpoint/ });
  });
});

describe('httpAdapter: what counts as confirmed', () => {
  it('exactly status "confirmed", with its token', async () => {
    server.json(200, { status: 'confirmed', token: 't', tokenExpiresIn: 300, next: { step: 'passkey' } });
    assert.deepEqual(await client().confirm(request), {
      kind: 'confirmed',
      token: 't',
      tokenExpiresIn: 300,
      next: { step: 'passkey' },
    });
  });
  for (const [status, body] of [
    [200, { status: 'true' }],
    [200, { status: true }],
    [200, { status: 1 }],
    [200, { confirmed: true }],
    [200, {}],
    [200, []],
    [200, ['confirmed']],
    [200, '"confirmed"'],
    [200, 'null'],
    [200, ''],
    [200, '{"status":"confirmed"'],
    [200, '<!doctype html><title>Sign in</title>'],
    [200, '{"__proto__":{"status":"confirmed"}}'],
    [200, problem('incorrect')],
    [201, { status: 'confirmed' }],
    [204, ''],
    [400, { status: 'confirmed' }],
  ] as const)
    it(`${String(status)} ${JSON.stringify(body)} is protocol`, async () => {
      server.json(status, body);
      assert.deepEqual(await client().confirm(request), { kind: 'protocol' });
    });
  it('nothing that stands on a polluted prototype', async () => {
    const polluted = Object.prototype as unknown as Record<string, unknown>;
    Object.assign(polluted, { status: 'confirmed', token: 't', type: 'incorrect' });
    try {
      server.json(200, {});
      assert.deepEqual(await client().confirm(request), { kind: 'protocol' });
    } finally {
      for (const name of ['status', 'token', 'type']) Reflect.deleteProperty(polluted, name);
    }
  });
  it('204 where the page opts in', async () => {
    server.json(204, '');
    assert.deepEqual(await client({ acceptNoContent: true }).confirm(request), { kind: 'confirmed' });
    server.json(200, '');
    assert.deepEqual(await client({ acceptNoContent: true }).confirm(request), { kind: 'protocol' });
  });
  it('a redirect is not followed', async () => {
    server.json(302, '', { Location: `${server.url}/login` });
    assert.deepEqual(await client().confirm(request), { kind: 'protocol' });
    assert.equal(server.received.length, 1);
  });
  it('an answer over 64 KiB is not read', async () => {
    server.json(200, JSON.stringify({ status: 'confirmed', padding: 'x'.repeat(65_536) }));
    assert.deepEqual(await client().confirm(request), { kind: 'protocol' });
  });
});

describe('httpAdapter: refusals of a confirmation', () => {
  for (const [status, body, outcome, headers = {}] of [
    [
      422,
      problem('incorrect', { attemptsRemaining: 4 }),
      { kind: 'incorrect', attemptsRemaining: 4, info: { attemptsRemaining: 4 } },
    ],
    [
      422,
      problem('incorrect', { attemptsRemaining: 0 }),
      { kind: 'incorrect', info: { attemptsRemaining: 0 } },
    ],
    [422, problem('incorrect', { attemptsRemaining: '4' }), { kind: 'incorrect' }],
    [401, { type: 'https://example.com/problems/incorrect' }, { kind: 'incorrect' }],
    [400, { type: 'problems#incorrect' }, { kind: 'incorrect' }],
    [410, problem('expired'), { kind: 'expired' }],
    [410, problem('expired', { reason: 'replaced' }), { kind: 'expired', reason: 'replaced' }],
    [410, problem('already-used'), { kind: 'already-used' }],
    [403, problem('locked'), { kind: 'locked', scope: 'challenge' }],
    [
      403,
      problem('locked', { scope: 'account', retryAfter: 60 }),
      { kind: 'locked', scope: 'account', retryAfter: 60 },
    ],
    [429, {}, { kind: 'rate-limited' }],
    [429, {}, { kind: 'rate-limited', retryAfter: 30 }, { 'Retry-After': '30' }],
    [429, {}, { kind: 'rate-limited', retryAfter: 30 }, { 'X-Retry-After': '30' }],
    [429, {}, { kind: 'rate-limited', retryAfter: 86_400 }, { 'Retry-After': '99999999' }],
    [429, {}, { kind: 'rate-limited' }, { 'Retry-After': 'soon' }],
    [429, {}, { kind: 'rate-limited' }, { 'Retry-After': 'soon 3' }],
    [429, problem('rate-limited', { retryAfter: -5 }), { kind: 'rate-limited' }],
    [
      429,
      {},
      { kind: 'rate-limited', retryAfter: 90 },
      { 'Retry-After': 'Mon, 23 Nov 2026 10:01:30 GMT', Date: 'Mon, 23 Nov 2026 10:00:00 GMT' },
    ],
    [
      429,
      {},
      { kind: 'rate-limited', retryAfter: 0 },
      { 'Retry-After': 'Mon, 23 Nov 2026 09:00:00 GMT', Date: 'Mon, 23 Nov 2026 10:00:00 GMT' },
    ],
    [
      429,
      {},
      { kind: 'rate-limited', retryAfter: 90 },
      { 'Retry-After': 'Monday, 23-Nov-26 10:01:30 GMT', Date: 'Mon, 23 Nov 2026 10:00:00 GMT' },
    ],
    [
      429,
      {},
      { kind: 'rate-limited', retryAfter: 90 },
      { 'Retry-After': 'Mon Nov 23 10:01:30 2026', Date: 'Mon, 23 Nov 2026 10:00:00 GMT' },
    ],
    [
      429,
      {},
      { kind: 'rate-limited', retryAfter: 7200 },
      { 'Retry-After': 'Mon, 23 Nov 2026 12:00:00 GMT', Date: 'Mon, 23 Nov 2026 10:00:00 GMT' },
    ],
    [403, problem('rate-limited', { retryAfter: 5 }), { kind: 'rate-limited', retryAfter: 5 }],
    [404, problem('challenge-unknown'), { kind: 'challenge-unknown' }],
    [403, problem('rejected', { reason: 'csrf' }), { kind: 'rejected', reason: 'csrf' }],
    [403, problem('rejected'), { kind: 'rejected', reason: 'policy' }],
    [403, {}, { kind: 'protocol' }],
    [404, '<h1>Not found</h1>', { kind: 'protocol' }],
    [400, problem('malformed', { member: 'code' }), { kind: 'protocol' }],
    [422, problem('undeliverable'), { kind: 'protocol' }],
    // A proxy's own words are not the endpoint's.
    [403, { challenge: 'evil', length: 4, destination: 'x' }, { kind: 'protocol' }],
    [502, { challenge: 'evil', expiresIn: 1 }, { kind: 'server', status: 502 }],
    [
      422,
      '{"type":"incorrect","attemptsRemaining":1e999,"expiresIn":1e300}',
      { kind: 'incorrect', attemptsRemaining: 1e9, info: { attemptsRemaining: 1e9, expiresIn: 1e9 } },
    ],
    [503, problem('unavailable'), { kind: 'server', status: 503 }],
    [500, '<h1>Oops</h1>', { kind: 'server', status: 500 }],
    [
      422,
      problem('incorrect', {
        challenge: 'c2',
        expiresIn: 60,
        destination: '•••• 42',
        length: '6',
        channel: 7,
      }),
      { kind: 'incorrect', challenge: 'c2', info: { expiresIn: 60, destination: '•••• 42' } },
    ],
  ] as [number, unknown, object, Record<string, string>?][])
    it(`${String(status)} ${JSON.stringify(body)} ${JSON.stringify(headers)}`, async () => {
      server.json(status, body, headers);
      assert.deepEqual(await client().confirm(request), outcome);
    });
});

describe('httpAdapter: answers to an issue', () => {
  for (const [status, body, outcome] of [
    [
      200,
      { status: 'issued', challenge: 'c2', length: 8, alphabet: 'digits', expiresIn: 300, resendIn: 30 },
      {
        kind: 'issued',
        challenge: 'c2',
        info: { length: 8, alphabet: 'digits', expiresIn: 300, resendIn: 30 },
      },
    ],
    [
      200,
      { status: 'issued', length: 64, channel: 'sms' },
      { kind: 'issued', info: { length: 64, channel: 'sms' } },
    ],
    [200, { status: 'issued', length: 65, channel: '' }, { kind: 'issued' }],
    [200, { status: 'issued', length: 6.5 }, { kind: 'issued' }],
    [200, { status: 'sent' }, { kind: 'protocol' }],
    [422, problem('undeliverable'), { kind: 'undeliverable' }],
    [409, problem('key-in-flight'), { kind: 'server', status: 409 }],
    [410, problem('expired', { reason: 'replaced' }), { kind: 'challenge-unknown' }],
    [410, problem('already-used'), { kind: 'challenge-unknown' }],
    [404, problem('challenge-unknown'), { kind: 'challenge-unknown' }],
    [403, problem('locked', { scope: 'account' }), { kind: 'locked', scope: 'account' }],
    [403, problem('rejected', { reason: 'csrf' }), { kind: 'rejected', reason: 'csrf' }],
    [429, problem('rate-limited', { retryAfter: 12 }), { kind: 'rate-limited', retryAfter: 12 }],
  ] as const)
    it(`${String(status)} ${JSON.stringify(body)}`, async () => {
      server.json(status, body);
      assert.deepEqual(await client().issue({ challenge: 'c1' }), outcome);
    });
});

describe('httpAdapter: where an answer may send the page', () => {
  for (const [redirect, redirects, allowed] of [
    ['/home', undefined, false],
    ['/home', true, true],
    ['/home?x=1#y', ['https://app.example'], true],
    ['https://app.example/home', ['https://app.example'], true],
    ['https://app.example/home', true, false],
    ['https://APP.example/home', ['https://app.example'], false],
    ['https://app.example.evil.test/', ['https://app.example'], false],
    ['javascript:alert(1)', true, false],
    ['data:text/html,x', true, false],
    ['//evil.test/', true, false],
    ['/\\evil.test/', true, false],
    ['\\\\evil.test', true, false],
    ['https:evil.test', true, false],
    ['https:\n//evil.test', true, false],
    ['/\t/evil.test', true, false],
    ['https://app.example@evil.test/', ['https://app.example'], false],
    ['https://user@app.example/', ['https://app.example'], false],
    ['https://[', true, false],
    [7, true, false],
  ] as const)
    it(`${JSON.stringify(redirect)} with ${JSON.stringify(redirects)}: ${allowed ? 'allowed' : 'ignored'}`, async () => {
      server.json(200, { status: 'confirmed', next: { redirect } });
      const outcome = await client({ redirects }).confirm(request);
      assert.deepEqual(outcome, allowed ? { kind: 'confirmed', next: { redirect } } : { kind: 'confirmed' });
    });
  it('the page’s own origin is where the page is', async () => {
    const redirect = 'https://app.example/home';
    server.json(200, { status: 'confirmed', next: { redirect } });
    Object.assign(globalThis, { location: { origin: 'https://app.example' } });
    try {
      const outcome = await client({ redirects: true }).confirm(request);
      assert.deepEqual(outcome, { kind: 'confirmed', next: { redirect } });
    } finally {
      Reflect.deleteProperty(globalThis, 'location');
    }
  });
  it('a step without a name is none, and one on a polluted prototype neither', async () => {
    server.json(200, { status: 'confirmed', next: { step: '' } });
    assert.deepEqual(await client().confirm(request), { kind: 'confirmed' });
    const polluted = Object.prototype as unknown as Record<string, unknown>;
    server.json(200, { status: 'confirmed', next: { at: 1 } });
    polluted['step'] = 'evil';
    try {
      assert.deepEqual(await client().confirm(request), { kind: 'confirmed' });
    } finally {
      Reflect.deleteProperty(polluted, 'step');
    }
  });
});
