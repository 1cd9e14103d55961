// What the endpoint makes of a request without a body, with too large a one where the platform does not stream it, and of
// one that does not say what it is.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createEndpoint } from '../../src/engine/index.js';
import { readBytes } from '../../src/engine/request.js';
import { runs } from '../runs.js';
import { sandbox } from './sandbox.js';

describe('a request', () => {
  for (const [what, headers, status] of [
    ['without a body is malformed', { 'Content-Type': 'application/json' }, 400],
    ['that does not say what it is, is not taken', {}, 415],
  ] as const)
    it(what, async () => {
      const handle = createEndpoint(sandbox().engine);
      const sent = { 'Sec-Fetch-Site': 'same-origin', ...headers };
      const request = new Request('https://a.test/otp/confirm', { method: 'POST', headers: sent });
      assert.equal((await handle(request)).status, status);
    });
});

describe('a body that is in memory whole, as where a browser streams none', () => {
  for (const [bytes, taken] of [
    [8, 8],
    [9, undefined],
  ] as const)
    it(`of ${String(bytes)} bytes, where 8 are allowed, is ${taken ? 'read' : 'refused'}`, async () => {
      const request = new Request('https://a.test', { method: 'POST', body: 'x'.repeat(bytes) });
      Object.defineProperty(request, 'body', { value: undefined });
      assert.equal((await readBytes(request, 8))?.length, taken);
    });
});

it('a body that is too long, and breaks as it is cut off, is too long', async () => {
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(5000));
    },
    cancel() {
      throw new TypeError('terminated');
    },
  });
  const headers = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' };
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
  const request = new Request('https://a.test/otp/confirm', init);
  assert.equal((await createEndpoint(sandbox().engine)(request)).status, 413);
});

describe('a body that is no UTF-8, or holds the character that stands for that, is malformed', () => {
  const unfit = Buffer.from('{"challenge":"c","code":"12345\xff"}', 'latin1');
  for (const [what, headers, body] of [
    ['its length told', { 'Content-Length': String(unfit.length) }, unfit],
    ['its length not told', {}, unfit],
    ['written as UTF-8', { 'Content-Length': '40' }, '{"challenge":"c","code":"12345\ufffd"}'],
  ] as const)
    it(what, async () => {
      const { engine, log } = sandbox();
      const sent = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', ...headers };
      const request = new Request('https://a.test/otp/confirm', { method: 'POST', headers: sent, body });
      const response = await createEndpoint(engine)(request);
      assert.equal(response.status, 400);
      assert.equal((await response.json()).member, 'body');
      assert.equal(log.length, 0);
    });
});

describe('the operation is the last segment of the path', () => {
  const statusOf = async (url: string) =>
    (await createEndpoint(sandbox().engine)(new Request(url, { method: 'PUT' }))).status;

  it('whatever stands around it', async () => {
    const piece = fc.constantFrom(
      '/',
      '//',
      'confirm',
      'issue',
      'x',
      '?',
      '#',
      '.',
      '..',
      '%63',
      ':',
      '@',
      '\\',
    );
    const host = fc.constantFrom('a.test', 'confirm', 'a.test:8443', '[::1]');
    await fc.assert(
      fc.asyncProperty(host, fc.array(piece, { maxLength: 8 }), async (name, pieces) => {
        const url = `https://${name}/${pieces.join('')}`;
        const last =
          new URL(url).pathname
            .split('/')
            .filter((segment) => segment !== '')
            .at(-1) ?? '';
        assert.equal(await statusOf(url), ['confirm', 'issue', 'redeem'].includes(last) ? 405 : 404, url);
      }),
      runs(300),
    );
  });
});

it('nothing is revoked of a challenge that there is not, nor of an account that nobody has', async () => {
  const { engine } = sandbox();
  assert.equal(await engine.revoke({ challenge: 'none' }), 0);
  assert.equal(await engine.revoke({ user: 'nobody' }), 0);
});
