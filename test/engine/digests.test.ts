// The digests: Node's own and WebCrypto's are the same to the byte, whatever is digested, and in all that a store is given.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { platformDigests } from '../../src/engine/digests.js';
import { createMemoryStore, type Store } from '../../src/engine/index.js';
import { runs } from '../runs.js';
import { assertToken, sandbox, wrong } from './sandbox.js';
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

/** What the store of such an engine is asked, from the first code to the token that is redeemed, and what came of it. */
async function asked(make: typeof sandbox): Promise<unknown[]> {
  const calls: unknown[] = [];
  const memory = createMemoryStore();
  const noted = <A>(given: A): A => {
    calls.push(given);
    return given;
  };
  const store: Store = {
    ...memory,
    put: (put) => memory.put(noted(put)),
    attempt: (attempt) => memory.attempt(noted(attempt)),
    redeem: (redemption) => memory.redeem(noted(redemption)),
  };
  let drawn = 0;
  const rates = [{ limit: 9, seconds: 60 }];
  const { engine, issued, sent, advance } = make({
    store,
    random: (bytes) => new Uint8Array(bytes).fill(drawn++),
    limits: { destination: rates, address: rates, addressFailures: rates },
  });
  const address = '192.0.2.1';
  const { challenge } = await issued({ destination: 'ada@example.org', address });
  advance(30);
  await engine.reissue({ challenge, address, idempotencyKey: 'k' });
  const { code = '', challenge: newest = '' } = sent[1] ?? {};
  const request = { challenge: newest, address, idempotencyKey: 'k' };
  await engine.confirm({ ...request, code: wrong(code) });
  const outcome = await engine.confirm({ ...request, code });
  assertToken(outcome);
  const redeemed = { token: outcome.token, challenge, redeemKey: 'r' };
  calls.push(outcome, await engine.redeem(redeemed), await engine.redeem(redeemed));
  return calls;
}

test('a store is given the same where each digest comes later, as in a page', async () => {
  const inNode = await asked(sandbox);
  assert.equal(inNode.length, 9);
  assert.deepEqual(await asked((options) => withoutNode(() => sandbox(options))), inNode);
});
