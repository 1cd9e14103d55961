// An endpoint that does not speak the default wire format: `request` and `interpret` map both ways, `encoding` posts a
// form. Over a real server.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createConfirmClient, httpAdapter, type HttpAdapterOptions } from '../../src/client/index.js';
import { serveTests } from './server.js';

const server = serveTests();
const asked = { challenge: 'c1', code: '012345', stepName: 'Confirm', userCodeField: 'pin' };
const client = (options: Partial<HttpAdapterOptions>) =>
  createConfirmClient({
    adapter: httpAdapter({
      endpoint: `${server.url}/verify`,
      issueEndpoint: `${server.url}/send`,
      ...options,
    }),
    key: () => 'k1',
  });
const sent = () => server.received[0] ?? assert.fail('Nothing was sent.');

beforeEach(() => {
  server.received.length = 0;
  server.json(200, { status: 'confirmed' });
});

describe('request', () => {
  it('gives the body; the default members are not in it', async () => {
    await client({ request: ({ code, challenge }) => ({ otp: code, tx: challenge, n: 1 }) }).confirm(asked);
    assert.deepEqual(JSON.parse(sent().body), { otp: '012345', tx: 'c1', n: 1 });
    assert.equal(sent().path, '/verify');
  });
  it('may be waited for, as a token of somebody else’s script is', async () => {
    await client({ request: ({ code }) => Promise.resolve({ code, captcha: 'x' }) }).confirm(asked);
    assert.deepEqual(JSON.parse(sent().body), { code: '012345', captcha: 'x' });
  });
  it('gives the body of an issue apart', async () => {
    server.json(200, { status: 'issued' });
    await client({ issueRequest: ({ challenge }) => ({ tx: challenge, resend: true }) }).issue({
      challenge: 'c1',
    });
    assert.deepEqual(JSON.parse(sent().body), { tx: 'c1', resend: true });
    assert.equal(sent().path, '/send');
  });
  for (const [what, request] of [
    ['throws', () => assert.fail('no')],
    ['rejects', () => Promise.reject(new TypeError('no'))],
    ['gives nothing', () => undefined],
    ['gives the code alone', () => '012345'],
    ['gives what no JSON can hold', () => ({ code: 1n })],
  ] as [string, HttpAdapterOptions['request']][])
    it(`that ${what} is the page’s fault to mend: nothing is sent, nothing told of the code`, async () => {
      await assert.rejects(client({ request }).confirm(asked), (error: Error) => {
        assert.equal(error.name, 'SettingError');
        assert.match(error.message, /^request\(\) failed: see the cause/);
        assert.ok(error.cause instanceof Error);
        assert.ok(!`${error.message}${String(error.stack)}`.includes('012345'));
        return true;
      });
      assert.equal(server.received.length, 0);
    });
});

describe('encoding: form', () => {
  it('posts the default members as a form', async () => {
    await client({ encoding: 'form' }).confirm(asked);
    assert.equal(sent().headers['content-type'], 'application/x-www-form-urlencoded');
    assert.deepEqual(
      [...new URLSearchParams(sent().body)],
      [
        ['challenge', 'c1'],
        ['stepName', 'Confirm'],
        ['pin', '012345'],
      ],
    );
  });
  it('posts what request gives: texts, numbers, booleans; undefined is left out', async () => {
    const request = () => ({ a: 'x y&z', b: 7, c: true, d: undefined });
    await client({ encoding: 'form', request }).confirm(asked);
    assert.equal(sent().body, 'a=x+y%26z&b=7&c=true');
  });
  for (const value of [{}, null, ['1']])
    it(`refuses ${JSON.stringify(value)}, which a form cannot hold`, async () => {
      const refusing = client({ encoding: 'form', request: () => ({ nested: value }) });
      await assert.rejects(refusing.confirm(asked), (error: Error) => {
        assert.match(String((error.cause as Error).message), /Make "nested" a text/);
        return error.name === 'SettingError';
      });
      assert.equal(server.received.length, 0);
    });
});

describe('interpret', () => {
  const { interpret }: Pick<HttpAdapterOptions, 'interpret'> = {
    interpret: ({ status, header, body, text }) => {
      const said = { ...(body as { ok?: boolean; error?: string; left?: number } | undefined) };
      if (status === 200 && said.ok === true) return { kind: 'confirmed', token: 't' };
      if (text === 'OK') return { kind: 'confirmed' };
      if (said.error === 'bad_otp') return { kind: 'incorrect', attemptsRemaining: said.left ?? 1 };
      if (header('X-Locked')) return { kind: 'locked', scope: 'account' };
      return undefined;
    },
  };
  for (const [status, body, headers, outcome] of [
    [200, { ok: true }, {}, { kind: 'confirmed', token: 't' }],
    [202, 'OK', {}, { kind: 'confirmed' }],
    [200, { error: 'bad_otp', left: 2 }, {}, { kind: 'incorrect', attemptsRemaining: 2 }],
    [401, '', { 'X-Locked': '1' }, { kind: 'locked', scope: 'account' }],
    // Not known to it: as by default.
    [429, {}, { 'Retry-After': '7' }, { kind: 'rate-limited', retryAfter: 7 }],
    [500, '<h1>Oops</h1>', {}, { kind: 'server', status: 500 }],
    [200, '<!doctype html><title>Wi-Fi</title>', {}, { kind: 'protocol' }],
  ] as const)
    it(`${String(status)} ${JSON.stringify(body)}: ${outcome.kind}`, async () => {
      server.json(status, body, headers);
      assert.deepEqual(await client({ interpret }).confirm(asked), outcome);
    });
  it('is not asked of an issue, which has a reading of its own', async () => {
    server.json(200, { ok: true });
    assert.deepEqual(await client({ interpret }).issue({}), { kind: 'protocol' });
    const interpretIssue: HttpAdapterOptions['interpretIssue'] = ({ status }) =>
      status === 200 ? { kind: 'issued', info: { resendIn: 60 } } : undefined;
    assert.deepEqual(await client({ interpretIssue }).issue({}), {
      kind: 'issued',
      info: { resendIn: 60 },
    });
  });
  it('may be waited for', async () => {
    const late = client({ interpret: () => Promise.resolve({ kind: 'already-used' }) });
    assert.deepEqual(await late.confirm(asked), { kind: 'already-used' });
  });
  it('sends nobody to where the page does not allow it', async () => {
    const to = (redirect: string) => () => ({ kind: 'confirmed', token: 't', next: { redirect } }) as const;
    for (const redirects of [undefined, true, ['https://app.example']]) {
      const evil = client({ redirects, interpret: to('javascript:alert(1)') });
      assert.deepEqual(await evil.confirm(asked), { kind: 'confirmed', token: 't' });
    }
    assert.deepEqual(await client({ redirects: true, interpret: to('/home') }).confirm(asked), {
      kind: 'confirmed',
      token: 't',
      next: { redirect: '/home' },
    });
  });
  it('that fails is no lost connection', async () => {
    server.json(200, '<html>');
    const failing = client({
      idempotent: true,
      interpret: ({ body }) => ((body as { ok: boolean }).ok ? { kind: 'confirmed' } : undefined),
    });
    await assert.rejects(failing.confirm(asked), { name: 'SettingError', message: /^interpret\(\) failed/ });
    assert.equal(server.received.length, 1);
  });
  it('that answers with no outcome comes to protocol', async () => {
    const odd = client({ interpret: () => true as never });
    assert.deepEqual(await odd.confirm(asked), { kind: 'protocol' });
  });
});

describe('credentials', () => {
  for (const credentials of [undefined, 'include', 'omit'] as const)
    it(`${String(credentials)} is what fetch is given`, async () => {
      const given: unknown[] = [];
      const fetch: typeof globalThis.fetch = (_, init) => {
        given.push(init?.credentials);
        return Promise.resolve(Response.json({ status: 'confirmed' }));
      };
      await client({ credentials, fetch }).confirm(asked);
      assert.deepEqual(given, [credentials ?? 'same-origin']);
    });
});
