// The feeds of the sandbox, inbox, log and trace: what `next` waits for, and who is told of what comes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMock } from '../../src/mock/index.js';
import { createFeed } from '../../src/mock/feed.js';

describe('next', () => {
  it('is what comes after it was asked for, not what is there already', async () => {
    const feed = createFeed<number>();
    feed.add(1);
    const next = feed.next();
    feed.add(2);
    feed.add(3);
    assert.equal(await next, 2);
    assert.deepEqual([feed.all, feed.latest], [[1, 2, 3], 3]);
  });
  it('is the next that fits', async () => {
    const feed = createFeed<number>();
    const even = feed.next((number) => number % 2 === 0);
    for (const number of [1, 3, 4, 6]) feed.add(number);
    assert.equal(await even, 4);
  });
  it('of the inbox is the message of the code that is issued then', async () => {
    const mock = createMock({ seed: 1, clock: 'manual' });
    const message = mock.inbox.next(({ stepName }) => stepName === 'Second');
    await mock.issue({ user: 'ada', stepName: 'First' });
    await mock.issue({ user: 'ada', stepName: 'Second' });
    assert.equal((await message).code, mock.inbox.latest?.code);
  });
  for (const [when, abort] of [
    ['before', 'first'],
    ['while it waits', 'later'],
  ] as const)
    it(`is given up with the signal’s reason, ${when}`, async () => {
      const feed = createFeed<number>();
      const controller = new AbortController();
      const reason = new Error('The test is over.');
      if (abort === 'first') controller.abort(reason);
      const next = feed.next(undefined, { signal: controller.signal });
      controller.abort(reason);
      await assert.rejects(next, reason);
    });
});

it('who subscribes twice is told twice, until each is ended', () => {
  const feed = createFeed<number>();
  const told: number[] = [];
  const listener = (number: number): void => void told.push(number);
  const [first, second] = [feed.subscribe(listener), feed.subscribe(listener)];
  feed.add(1);
  first();
  feed.add(2);
  second();
  feed.add(3);
  assert.deepEqual(told, [1, 1, 2]);
});
