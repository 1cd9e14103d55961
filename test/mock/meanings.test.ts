// Every code, user and scenario with a meaning, as the client meets it over the mock's wire: each ends where its name
// says, by the engine's own answer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createConfirmClient, type ConfirmClient } from '../../src/client/index.js';
import {
  createMock,
  meanings,
  scenarios,
  userMeanings,
  type CodeMeaning,
  type Mock,
  type MockOptions,
  type Scenario,
  type UserMeaning,
} from '../../src/mock/index.js';
import { assertKind } from '../engine/sandbox.js';

interface Page {
  readonly mock: Mock;
  readonly client: ConfirmClient;
  /** The newest challenge. */
  challenge: string;
  readonly confirm: (code: string) => ReturnType<ConfirmClient['confirm']>;
  readonly another: () => ReturnType<ConfirmClient['issue']>;
}

async function open(options: MockOptions = {}, user = 'ada', more: object = {}): Promise<Page> {
  const mock = createMock({ seed: 1, clock: 'manual', ...options });
  const client = createConfirmClient({
    adapter: mock.adapter,
    deadline: mock.clock.deadline,
    pause: mock.clock.pause,
  });
  const issued = await mock.issue({ user, ...more });
  assertKind(issued, 'issued');
  const page: Page = {
    mock,
    client,
    challenge: issued.challenge,
    confirm: (code) => client.confirm({ challenge: page.challenge, code }),
    async another() {
      const outcome = await client.issue({ challenge: page.challenge });
      if (outcome.kind === 'issued') page.challenge = outcome.challenge ?? page.challenge;
      return outcome;
    },
  };
  return page;
}
const FOUR_LEFT = { kind: 'incorrect', attemptsRemaining: 4, info: { attemptsRemaining: 4 } };
const codeIn = ({ mock }: Page): string => mock.inbox.latest?.code ?? '';

/** What comes of a request that the mock keeps waiting. */
async function after<T>({ clock }: Mock, time: string, asked: Promise<T>): Promise<T> {
  await clock.waiting();
  clock.advance(time);
  return asked;
}

const codes: Readonly<Record<CodeMeaning, (page: Page, code: string) => Promise<void>>> = {
  async accepted(page, code) {
    const outcome = await page.confirm(code);
    assertKind(outcome, 'confirmed');
    const redeemed = await page.mock.redeem({ token: outcome.token ?? '', challenge: page.challenge });
    assert.equal(redeemed.kind, 'redeemed');
  },
  async wrong(page, code) {
    assert.deepEqual(await page.confirm(code), FOUR_LEFT);
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
  async expired(page, code) {
    assert.deepEqual(await page.confirm(code), { kind: 'expired' });
    assert.deepEqual(await page.confirm(codeIn(page)), { kind: 'expired' }, 'and stays so');
    page.mock.clock.advance('30s');
    assertKind(await page.another(), 'issued');
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
  async exhausted(page, code) {
    const locked = { kind: 'locked', scope: 'challenge' };
    assert.deepEqual(await page.confirm(code), locked);
    assert.deepEqual(await page.confirm(codeIn(page)), locked, 'and stays so');
    for (let round = 0; round < 3; round++) {
      page.mock.clock.advance('30s');
      assertKind(await page.another(), 'issued');
      assert.deepEqual(await page.confirm(code), locked, 'and the account stays out of it');
    }
  },
  async 'rate-limited'(page, code) {
    assert.deepEqual(await page.confirm(code), { kind: 'rate-limited', retryAfter: 30 });
    page.mock.clock.advance(29_999);
    assert.deepEqual(await page.confirm(codeIn(page)), { kind: 'rate-limited', retryAfter: 1 });
    page.mock.clock.advance(1);
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
  async 'connection-lost'(page, code) {
    assert.deepEqual(await page.confirm(code), { kind: 'network' });
    assert.deepEqual(await page.confirm(code), { kind: 'network' });
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
  async 'server-error'(page, code) {
    assert.deepEqual(await page.confirm(code), { kind: 'server', status: 503 });
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
  async slow(page, code) {
    const asked = page.confirm(code);
    await page.mock.clock.waiting();
    page.mock.clock.advance(7999);
    assert.equal(await Promise.race([asked, page.mock.clock.waiting().then(() => 'waiting')]), 'waiting');
    page.mock.clock.advance(1);
    assertKind(await asked, 'confirmed');
  },
  async 'already-redeemed'(page, code) {
    const outcome = await page.confirm(code);
    assertKind(outcome, 'confirmed');
    const redeemed = await page.mock.redeem({ token: outcome.token ?? '', challenge: page.challenge });
    assert.equal(redeemed.kind, 'token-unknown');
  },
};

describe('a code with a meaning', () => {
  for (const [name, check] of Object.entries(codes)) {
    const { code } = meanings[name as CodeMeaning];
    test(`${code}: ${name}`, async () => {
      await check(await open(), code);
    });
    test(`${code.slice(0, 2)}${code}: ${name}, for a code of eight`, async () => {
      await check(await open({}, 'ada', { length: 8 }), code.slice(0, 2) + code);
    });
  }
  test('is noted in the log under its name, without the code', async () => {
    const page = await open();
    await page.confirm('000001');
    assert.deepEqual(
      page.mock.log.all.map(({ type, outcome }) => [type, outcome]),
      [
        ['issue', 'issued'],
        ['mock', 'wrong'],
        ['confirm', 'incorrect'],
      ],
    );
    assert.equal(JSON.stringify(page.mock.log.all).includes('000001'), false);
  });
  test('any other is compared with the inbox', async () => {
    const page = await open();
    const wrong = codeIn(page) === '123456' ? '123457' : '123456';
    assertKind(await page.confirm(wrong), 'incorrect');
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  });
  test('means nothing to a challenge that the mock does not know', async () => {
    const page = await open();
    page.challenge = 'unknown';
    for (const { code } of Object.values(meanings)) assertKind(await page.confirm(code), 'challenge-unknown');
  });
});

const users: Readonly<Record<UserMeaning, (page: Page) => Promise<void>>> = {
  async undeliverable(page) {
    assert.deepEqual(page.mock.inbox.all, []);
    page.mock.clock.advance('30s');
    assert.deepEqual(await page.another(), { kind: 'undeliverable' });
  },
  async ratelimited(page) {
    assert.equal(page.mock.inbox.all.length, 1);
    page.mock.clock.advance('30s');
    assert.deepEqual(await page.another(), { kind: 'rate-limited', retryAfter: 30 });
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
  async slow(page) {
    assert.deepEqual(page.mock.inbox.all, []);
    page.mock.clock.advance('8s');
    assert.equal(page.mock.inbox.all.length, 1);
    assertKind(await after(page.mock, '8s', page.confirm(codeIn(page))), 'confirmed');
  },
};

describe('a user with a meaning', () => {
  for (const name of Object.keys(userMeanings) as UserMeaning[])
    for (const user of [`ada+${name}`, `ada+${name.toUpperCase()}@example.org`])
      test(user, async () => {
        await users[name](await open({}, user));
      });
  test('any other suffix means nothing', async () => {
    const page = await open({}, 'ada+slowly@example.org');
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  });
});

const acts: Readonly<Record<Scenario, (page: Page) => Promise<void>>> = {
  async happy(page) {
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
  async 'wrong-then-right'(page) {
    assert.deepEqual(await page.confirm(codeIn(page)), FOUR_LEFT);
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
  async 'expires-while-typing'(page) {
    assert.deepEqual(await page.confirm(codeIn(page)), { kind: 'expired' });
    page.mock.clock.advance('30s');
    assertKind(await page.another(), 'issued');
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
  async 'resend-race'(page) {
    const { inbox } = page.mock;
    assert.equal(inbox.latest, undefined, 'the first message is late');
    assertKind(await page.another(), 'issued');
    const [second, late] = inbox.all;
    assert.deepEqual([second?.challenge === page.challenge, inbox.all.length], [true, 2]);
    assertKind(await page.confirm(late?.code ?? ''), 'incorrect');
    assertKind(await page.confirm(second?.code ?? ''), 'confirmed');
  },
  async offline(page) {
    assert.deepEqual(await page.confirm(codeIn(page)), { kind: 'network' });
    assert.deepEqual(await page.another(), { kind: 'network' });
    page.mock.change({ scenario: 'happy' });
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
  async 'locked-out'(page) {
    const locked = { kind: 'locked', scope: 'account', retryAfter: 60 };
    assert.deepEqual(await page.confirm(codeIn(page)), locked);
    assert.deepEqual(await page.confirm(codeIn(page)), locked);
    page.mock.clock.advance('1m');
    assertKind(await page.confirm(codeIn(page)), 'confirmed');
  },
};

describe('the scenario', () => {
  for (const name of Object.keys(scenarios) as Scenario[]) {
    test(name, async () => {
      await acts[name](await open({ scenario: name }));
    });
    test(`${name}, once it is changed to`, async () => {
      const page = await open();
      page.mock.change({ scenario: name });
      const issued = await page.mock.issue({ user: 'grace' });
      assertKind(issued, 'issued');
      page.challenge = issued.challenge;
      if (name === 'resend-race') assert.equal(page.mock.inbox.all.length, 1);
      else await acts[name](page);
    });
  }
  test('has the first word, codes with a meaning the second', async () => {
    const page = await open({ scenario: 'wrong-then-right' });
    assertKind(await page.confirm('424242'), 'incorrect');
    assertKind(await page.confirm('424242'), 'confirmed');
  });
  test('counts a retry of the first try as the first try', async () => {
    const page = await open({ scenario: 'wrong-then-right', faults: { 'answer-lost': 1 } });
    assertKind(await page.confirm(codeIn(page)), 'network');
    page.mock.change({ faults: {} });
    assert.deepEqual(await page.confirm(codeIn(page)), FOUR_LEFT);
  });
});
