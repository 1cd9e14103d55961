// What the sandbox's inbox says of each message's code, out of the mock's log.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fatesOf } from '../../src/mock/elements/fates.js';
import { createMock } from '../../src/mock/index.js';
import { assertKind } from '../engine/sandbox.js';

test('a code that is asked for again under its key, as after a lost answer, replaces the one before, not itself', async () => {
  const mock = createMock({ seed: 1, clock: 'manual' });
  const issued = await mock.issue({ user: 'ada' });
  assertKind(issued, 'issued');
  const { challenge } = issued;
  const ask = () =>
    mock.fetch(mock.issueEndpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': '"k"' },
      body: JSON.stringify({ challenge }),
    });
  mock.clock.advance('30s');
  for (const answer of [await ask(), await ask()]) assert.equal(answer.status, 200);
  assert.equal(mock.inbox.all.length, 2);
  assert.deepEqual([...fatesOf(mock.log.all)], [[challenge, 'replaced']]);
});
