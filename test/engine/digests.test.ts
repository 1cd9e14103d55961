// The digests: Node's own and WebCrypto's are the same to the byte, whatever is digested.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { platformDigests } from '../../src/engine/digests.js';
import { runs } from '../runs.js';
import { withoutNode } from './without-node.js';

test('a code that was issued in Node is confirmed where there is WebCrypto alone, and the other way round', async () => {
  const node = platformDigests();
  const web = withoutNode(platformDigests);
  assert.equal(typeof node.sha256(''), 'string', 'Node answers at once');
  assert.ok(web.sha256('') instanceof Promise);
  const texts = fc.string({ unit: 'binary', maxLength: 200 });
  const key = fc.uint8Array({ minLength: 32, maxLength: 80 }).map((array) => new Uint8Array(array));
  await fc.assert(
    fc.asyncProperty(key, texts, async (secret, text) => {
      assert.equal(await web.sha256(text), node.sha256(text));
      assert.equal(await web.hmacSha256(secret)(text), node.hmacSha256(secret)(text));
    }),
    runs(200),
  );
});
