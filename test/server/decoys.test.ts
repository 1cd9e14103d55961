// Nobody learns who exists: a decoy, which is an issue without a destination, asks the same of the store in the same
// order, and is answered the same, as a real user's challenge. Times are reported, not judged.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { createMemoryStore, type Store } from '../../src/server/index.js';
import { codes } from '../engine/sandbox.js';
import { repeat, times } from '../stores/store-world.js';
import { endpoint, wrong, type Answer } from './world.js';

/** A store that keeps what it was asked, with every value made the same that differs from one challenge to the next. */
function recording() {
  const calls: string[] = [];
  const memory = createMemoryStore();
  const store: Store = new Proxy(memory, {
    get(target, name: keyof Store) {
      return (...values: unknown[]) => {
        calls.push(`${name} ${shapeOf(values)}`);
        return Reflect.apply(target[name], target, values);
      };
    },
  });
  return { store, calls };
}

/** Names, and of the values their kind and length: what a log or a packet's size would show. */
function shapeOf(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) => {
    if (name === 'user' || name === 'destination') return undefined;
    return typeof part === 'string' && part.length >= 20 ? `text of ${String(part.length)}` : part;
  });
}

const without = ({ status, headers, body }: Answer): string =>
  shapeOf({ status, headers: [...headers], body });

async function course(request: { user: string; destination?: string }) {
  const { store, calls } = recording();
  const { otp, post, advance, sent } = endpoint({ store, clientAddress: () => '192.0.2.1' });
  const answers: string[] = [];
  const issued = await otp.issue({ channel: 'sms', address: '192.0.2.1', ...request });
  answers.push(shapeOf(issued));
  let challenge = issued.kind === 'issued' ? issued.challenge : '';
  const tell = async (answer: Answer) => {
    answers.push(without(answer));
    if (typeof answer.body['challenge'] === 'string')
      ({ challenge } = { challenge: answer.body['challenge'] });
  };
  const guess = () => wrong(sent.at(-1)?.code ?? '123456');
  await tell(await post('issue', { challenge }));
  await tell(await post('confirm', { challenge, code: '12345' }));
  for (const index of times(6))
    await tell(
      await post('confirm', { challenge, code: guess() }, { 'Idempotency-Key': `"${String(index)}"` }),
    );
  advance(30);
  await tell(await post('issue', { challenge }, { 'Idempotency-Key': '"again"' }));
  for (let done = 0; done < 6; done++) await tell(await post('confirm', { challenge, code: guess() }));
  await tell(await post('issue', { challenge }));
  answers.push(shapeOf(await otp.issue({ channel: 'sms', ...request })));
  advance(60);
  for (let done = 0; done < 5; done++) answers.push(shapeOf(await otp.issue({ channel: 'sms', ...request })));
  const form = new URLSearchParams({ code: guess(), otp_token: '' });
  answers.push(shapeOf(await otp.readConfirmation(form, { challenge })));
  return { calls, answers, sent };
}

test('real and decoy users: identical sequences of store calls and identical answers', async () => {
  const real = await course({ user: 'ada', destination: 'ada@example.org' });
  const decoy = await course({ user: 'eve' });
  assert.deepEqual(decoy.calls, real.calls);
  assert.deepEqual(decoy.answers, real.answers);
  assert.ok(real.calls.length >= 25, 'the course really ran');
  assert.ok(
    real.answers.some((answer) => answer.includes('account')),
    'up to the lock',
  );
  assert.ok(
    real.answers.some((answer) => answer.includes('rate-limited')),
    'up to the limit',
  );
  assert.ok(real.sent.length > 0, 'the real user gets codes');
  assert.equal(decoy.sent.length, 0, 'a decoy gets none');
});

test('real and decoy users meet the limit on a destination at the same code, asked for by two clients', async () => {
  const kindsOf = async (request: { user: string; destination?: string }) => {
    const { otp } = endpoint();
    const kinds: string[] = [];
    for (const index of times(7)) {
      const client = index % 2 === 0 ? 'shop' : 'bank';
      kinds.push((await otp.issue({ client, ...request })).kind);
    }
    return kinds;
  };
  const real = await kindsOf({ user: 'ada', destination: 'ada@example.org' });
  assert.deepEqual(real, [...times(5).map(() => 'issued'), 'rate-limited', 'rate-limited']);
  assert.deepEqual(await kindsOf({ user: 'eve' }), real);
});

test('a decoy named like a destination counts apart from it', async () => {
  const { otp, issued } = endpoint();
  await repeat(5, () => otp.issue({ user: 'ada@example.org' }));
  await issued({ user: 'ada', destination: 'ada@example.org' });
});

// As it comes out of a table of users where nobody is found, or nothing was filled in.
for (const [what, destination] of Object.entries<unknown>({ empty: '', blank: ' ', null: null }))
  test(`a destination that is ${what} is none: nothing is sent, and names do not share its limit`, async () => {
    const { otp, sent } = endpoint();
    for (const index of times(7)) {
      const request = { user: `eve ${String(index)}`, destination: destination as string };
      assert.equal((await otp.issue(request)).kind, 'issued');
    }
    await otp.close();
    assert.equal(sent.length, 0);
  });

describe('a decoy', () => {
  test('is confirmed by no code, not even by the one that a real user would have had', async () => {
    const { otp, store } = endpoint({ random: codes('004711') });
    const decoy = await otp.issue({ user: 'eve' });
    const challenge = decoy.kind === 'issued' ? decoy.challenge : '';
    // The engine's own way from code to MAC, on a real challenge whose code is known.
    const row = await store.get(challenge);
    const macOf = (id: string, code: string): string => {
      const fields = ['code', 'default', id, row?.stepName ?? '', row?.sourceStep ?? '', code];
      const text = fields.map((field) => `${String(field.length)}:${field}`).join('');
      return createHmac('sha256', Buffer.alloc(32, 3)).update(text).digest('base64url');
    };
    const real = endpoint({ random: codes('004711') });
    const known = await real.issued();
    assert.equal((await real.store.get(known.challenge))?.mac, macOf(known.challenge, known.code));
    assert.notEqual(row?.mac, macOf(challenge, '004711'));
    assert.equal((await otp.confirm({ challenge, code: '004711' })).kind, 'incorrect');
  });

  test('and a real user take about as long: reported, not judged', async (t) => {
    const { otp, issued, sent } = endpoint({ limits: { destination: [] } });
    const took = { real: 0, decoy: 0 };
    const time = async (who: keyof typeof took, work: () => Promise<unknown>) => {
      const startedAt = performance.now();
      await work();
      took[who] += (performance.now() - startedAt) / 200;
    };
    for (const index of times(200)) {
      await time('real', () => issued({ user: `real ${String(index)}` }));
      await time('decoy', () => otp.issue({ user: `decoy ${String(index)}` }));
    }
    t.diagnostic(`an issue: real ${took.real.toFixed(3)} ms, decoy ${took.decoy.toFixed(3)} ms`);
    assert.equal(sent.length, 200);
  });
});
