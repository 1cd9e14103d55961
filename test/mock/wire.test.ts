// The sandbox's wire where it misbehaves, and what crosses it that is no try of a code.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createConfirmClient } from '../../src/client/index.js';
import { createMock, type Fault, type MockOptions } from '../../src/mock/index.js';
import { assertKind } from '../engine/sandbox.js';

async function start(options: MockOptions = {}) {
  const mock = createMock({ seed: 1, clock: 'manual', ...options });
  const issued = await mock.issue({ user: 'ada' });
  assertKind(issued, 'issued');
  const { challenge } = issued;
  const client = createConfirmClient({ adapter: mock.adapter });
  return { mock, challenge, client, code: mock.inbox.latest?.code ?? '' };
}

describe('a fault that always happens', () => {
  const comes: Readonly<Partial<Record<Fault, readonly [kind: string, stillGood: boolean]>>> = {
    'request-lost': ['network', true],
    // It was confirmed; the answer is given again to who asks under the same key alone.
    'answer-lost': ['network', false],
    'captive-portal': ['protocol', true],
    'server-error': ['server', true],
  };
  for (const [fault, [kind, stillGood]] of Object.entries(comes))
    it(`${fault} comes to ${kind}, and the code ${stillGood ? 'is good still' : 'was used'}`, async () => {
      const { mock, challenge, client, code } = await start();
      mock.change({ faults: { [fault]: 1 } });
      assert.equal((await client.confirm({ challenge, code })).kind, kind);
      mock.change({ faults: {} });
      const other = createConfirmClient({ adapter: mock.adapter });
      const { kind: after } = await other.confirm({ challenge, code });
      assert.equal(after === 'confirmed', stillGood, after);
    });
});

describe('what is no try', () => {
  it('crosses no connection that could be lost: a GET, and an operation that there is not', async () => {
    const { mock } = await start({ faults: { 'request-lost': 1 }, latency: Infinity });
    assert.equal((await mock.fetch(mock.endpoint)).status, 405);
    assert.equal((await mock.fetch('/otp/nothing', { method: 'POST' })).status, 404);
  });
  for (const [what, body] of [
    ['no JSON', '{'],
    ['a text', '"424242"'],
    ['nothing', 'null'],
    ['a code that is no text', '{"code":424242}'],
  ] as const)
    it(`${what} is refused as by the server, and charges nothing`, async () => {
      const { mock, challenge, client, code } = await start();
      const headers = { 'Content-Type': 'application/json' };
      const { status } = await mock.fetch(mock.endpoint, { method: 'POST', headers, body });
      assert.equal(status, 400);
      assert.equal((await client.confirm({ challenge, code })).kind, 'confirmed');
    });
});

it('what a reset finds under way is not heard any more', async () => {
  const { mock, challenge, client, code } = await start({ latency: '1m' });
  const controller = new AbortController();
  const answer = client.confirm({ challenge, code }, { signal: controller.signal });
  mock.reset();
  assert.deepEqual([mock.log.all, mock.inbox.all, mock.trace.all], [[], [], []]);
  controller.abort();
  assert.equal((await answer).kind, 'aborted');
  assert.deepEqual([mock.log.all, mock.inbox.all, mock.trace.all], [[], [], []]);
});

it('limits are handed on to the engine', async () => {
  const { challenge, client, code } = await start({ limits: { attempts: 2 } });
  const wrong = code === '111111' ? '222222' : '111111';
  const first = await client.confirm({ challenge, code: wrong });
  assertKind(first, 'incorrect');
  assert.equal(first.attemptsRemaining, 1);
});

describe('on a real clock', () => {
  it('a request takes its latency, and one that nobody waits for any more ends', async () => {
    const { mock, challenge, client, code } = await start({ clock: 'real', latency: 5 });
    const before = performance.now();
    assert.equal((await client.confirm({ challenge, code })).kind, 'confirmed');
    // A timer may be early by what the clocks round.
    assert.ok(performance.now() - before > 3);
    mock.change({ latency: '1h' });
    const controller = new AbortController();
    const answer = client.confirm({ challenge, code: '111111' }, { signal: controller.signal });
    controller.abort();
    assert.equal((await answer).kind, 'aborted');
  });
});
