// What the endpoint makes of a request without a body, with too large a one where the platform does not stream it, and of
// one that does not say what it is.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createEndpoint } from '../../src/engine/index.js';
import { readBytes } from '../../src/engine/request.js';
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

it('nothing is revoked of a challenge that there is not, nor of an account that nobody has', async () => {
  const { engine } = sandbox();
  assert.equal(await engine.revoke({ challenge: 'none' }), 0);
  assert.equal(await engine.revoke({ user: 'nobody' }), 0);
});
