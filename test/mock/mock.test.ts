// The sandbox engine: repeatable codes, a clock to be moved, the wire format through fetch, the inbox and the log.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createConfirmClient } from '../../src/client/index.js';
import { createMock, type Mock, type MockMessage } from '../../src/mock/index.js';
import { assertKind } from '../engine/sandbox.js';

async function issued(mock: Mock) {
  const result = await mock.issue({ user: 'ada', channel: 'sms', destination: '+491700000042' });
  assertKind(result, 'issued');
  return { challenge: result.challenge, code: mock.inbox.latest?.code ?? '', info: result.info };
}

async function post(mock: Mock, url: string, body: unknown, init: RequestInit = {}) {
  const response = await mock.fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...init,
  });
  const answer: Record<string, unknown> = JSON.parse(await response.text());
  return { code: response.status, answer };
}

describe('seeded codes', () => {
  const first = async (seed: number | undefined) => {
    const mock = createMock(seed === undefined ? {} : { seed });
    return [(await issued(mock)).code, (await issued(mock)).code];
  };
  test('repeat for the same seed and differ for another', async () => {
    const codes = await first(7);
    assert.match(codes.join(), /^\d{6},\d{6}$/);
    assert.notEqual(codes[0], codes[1]);
    assert.deepEqual(await first(7), codes);
    assert.notDeepEqual(await first(8), codes);
  });
  test('repeat after a reset', async () => {
    const mock = createMock({ seed: 7, clock: 'manual' });
    const { challenge, code } = await issued(mock);
    mock.clock.advance('5m');
    mock.reset();
    assert.deepEqual([mock.inbox.all, mock.log.all, mock.trace.all], [[], [], []]);
    assert.equal((await post(mock, '/otp/confirm', { challenge, code })).code, 404);
    assert.deepEqual(await issued(mock).then(({ code: again }) => again), code);
    assert.equal(mock.inbox.latest?.at, Date.UTC(2026, 0, 1));
  });
  test('without a seed they differ', async () => {
    assert.notDeepEqual(await first(undefined), await first(undefined));
  });
});

describe('the clock', () => {
  test('a manual clock stands still, and advancing it expires the code', async () => {
    const mock = createMock({ clock: 'manual' });
    const { challenge, code } = await issued(mock);
    mock.clock.advance('4m');
    mock.clock.advance(59_999);
    const wrong = code === '000000' ? '111111' : '000000';
    assert.equal(
      (await post(mock, '/otp/confirm', { challenge, code: wrong })).answer['attemptsRemaining'],
      4,
    );
    mock.clock.advance(1);
    assert.equal(
      (await post(mock, '/otp/confirm', { challenge, code })).answer['type'],
      'urn:otp-confirm:expired',
    );
  });
  test('a real clock runs from now and can be put forward', () => {
    const { clock } = createMock();
    const before = Date.now();
    assert.equal(clock.now() >= before, true);
    clock.advance('1h');
    assert.equal(clock.now() >= before + 3_600_000, true);
  });
  for (const by of ['5', 'm', '-5m', '5 weeks', '', -1, NaN, Infinity]) {
    test(`advance(${JSON.stringify(by)}) is refused`, () => {
      assert.throws(() => {
        createMock().clock.advance(by);
      }, RangeError);
    });
  }
});

describe('fetch', () => {
  test('is the real wire format, from a relative address to the redeemed token', async () => {
    const mock = createMock({ seed: 1, clock: 'manual' });
    const { challenge, code } = await issued(mock);
    const { answer } = await post(mock, '/otp/confirm', { challenge, code });
    assert.equal(answer['status'], 'confirmed');
    assert.match(String(answer['token']), /^mock_[\w-]{43}$/);
    const redeemed = await mock.redeem({ token: String(answer['token']), challenge });
    assert.deepEqual([redeemed.kind, redeemed.kind === 'redeemed' && redeemed.user], ['redeemed', 'ada']);
  });

  test('takes a string, a URL and a Request of any origin', async () => {
    const mock = createMock();
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"code":"123456"}',
    };
    for (const input of [
      'confirm',
      mock.endpoint,
      new URL('http://localhost:8000/api/confirm'),
      new Request('http://localhost:8000/api/confirm', init),
    ]) {
      assert.equal((await mock.fetch(input, input instanceof Request ? undefined : init)).status, 404);
    }
  });

  test('honours the signal, before and during', async () => {
    const mock = createMock();
    const { challenge, code } = await issued(mock);
    for (const when of ['before', 'during']) {
      const controller = new AbortController();
      if (when === 'before') controller.abort();
      const answer = post(mock, '/otp/confirm', { challenge, code: '1' }, { signal: controller.signal });
      controller.abort();
      await assert.rejects(answer, { name: 'AbortError' });
      if (when === 'before') assert.equal(mock.log.all.length, 1);
    }
    assert.equal((await post(mock, '/otp/confirm', { challenge, code })).code, 200);
  });
});

test('an issue that is asked for again under its key is answered again where a script keeps the code', async () => {
  const { stepName, sourceStep } = { stepName: 'Confirm sign-in', sourceStep: 'Get sign-in code' };
  const steps = [
    { type: 'Get action model', stepName: 'Model' },
    {
      type: 'Get one-time code for user',
      stepName: sourceStep,
      sourceStep: 'Model',
      userName: 'user',
      clientForRequest: 'client',
    },
    { type: 'Execute script', stepName: 'Keep code', sourceStep, script: 'keepCode' },
    { type: 'Write response', stepName: 'Response', sourceStep: 'Keep code' },
  ];
  const component = { name: 'Sign-in', definitions: [{ name: 'Get', stages: [{ name: 'All', steps }] }] };
  const mock = createMock({ clock: 'manual', component });
  const first = await mock.issue({ user: 'ada', stepName, sourceStep });
  assertKind(first, 'issued');
  mock.clock.advance('30s');
  const ask = () =>
    post(
      mock,
      '/otp/issue',
      { challenge: first.challenge, stepName, sourceStep },
      { headers: { 'Content-Type': 'application/json', 'Idempotency-Key': '"k1"' } },
    );
  const [one, two] = [await ask(), await ask()];
  assert.deepEqual([one.code, two.code], [200, 200]);
  assert.equal(two.answer['challenge'], one.answer['challenge']);
  assert.equal(mock.inbox.all.length, 2);
});

test("the adapter confirms and issues through the project's own client", async () => {
  const mock = createMock({ clock: 'manual' });
  const { challenge } = await issued(mock);
  mock.clock.advance('30s');
  const client = createConfirmClient({ adapter: mock.adapter });
  const again = await client.issue({ challenge });
  assertKind(again, 'issued');
  assert.equal(typeof again.challenge, 'string');
  assert.equal(again.info?.destination, '•••• 42');
  const outcome = await client.confirm({ challenge: again.challenge, code: mock.inbox.latest?.code ?? '' });
  assert.equal(outcome.kind, 'confirmed');
});

test('the inbox keeps what was sent and tells who listens, until they stop', async () => {
  const mock = createMock({ clock: 'manual' });
  const heard: MockMessage[] = [];
  const stop = mock.inbox.subscribe((message) => heard.push(message));
  const { challenge, code } = await issued(mock);
  assert.deepEqual(mock.inbox.latest, {
    user: 'ada',
    channel: 'sms',
    destination: '+491700000042',
    code,
    expiresIn: 300,
    stepName: 'Confirm one-time code for user',
    challenge,
    at: Date.UTC(2026, 0, 1),
  });
  stop();
  await issued(mock);
  assert.deepEqual([heard.length, mock.inbox.all.length], [1, 2]);
});

test('the log holds every run with its trace and tells who watches; no code and no token stands in it', async () => {
  const mock = createMock();
  const watched: string[] = [];
  const stop = mock.log.subscribe(({ type }) => watched.push(type));
  const { challenge, code } = await issued(mock);
  const { answer } = await post(mock, '/otp/confirm', { challenge, code });
  stop();
  await mock.redeem({ token: String(answer['token']), challenge });
  assert.deepEqual(watched, ['issue', 'confirm']);
  assert.deepEqual(
    mock.log.all.map(({ type, outcome }) => [type, outcome]),
    [
      ['issue', 'issued'],
      ['confirm', 'confirmed'],
      ['redeem', 'redeemed'],
    ],
  );
  assert.deepEqual(
    mock.trace.all[1]?.trace.map(({ type }) => type),
    ['Get action model', 'Confirm one-time code for user', 'Write response'],
  );
  const text = JSON.stringify([mock.log.all, mock.trace.all]);
  assert.deepEqual([text.includes(code), text.includes(String(answer['token']))], [false, false]);
});

test('it refuses to start where NODE_ENV is production, unless told otherwise', () => {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    assert.throws(() => createMock(), /NODE_ENV is production/);
    createMock({ allowProduction: true });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
});
