// Delivery: what the message says, that it waits for the answer, and what comes of one that fails.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createEngine, systemClock, systemRandom } from '../../src/engine/index.js';
import {
  createMemoryStore,
  createOtpEndpoint,
  type Defer,
  type LogEntry,
  type Message,
  type Store,
} from '../../src/server/index.js';
import { endpoint, gate, KEYS, ORIGIN } from './world.js';

describe('the message', () => {
  test('has channel, destination, language, and a text whose last line binds the code to the site', async () => {
    const { issued, sent } = endpoint();
    const { challenge, code } = await issued({
      channel: 'sms',
      destination: '+491700000042',
      language: 'de-DE',
      stepName: 'Pay',
    });
    assert.deepEqual(sent, [
      {
        user: 'ada',
        channel: 'sms',
        destination: '+491700000042',
        language: 'de-DE',
        code,
        expiresIn: 300,
        stepName: 'Pay',
        challenge,
        text: `${code} is your code. It is good for 5 minutes. Give it to nobody.\n\n@login.example.org #${code}`,
      },
    ]);
  });

  test('speaks the words of the page, in the language that was asked for, again too', async () => {
    const { issued, sent, post, advance } = endpoint({
      words: ({ code, language }) => (language === 'de' ? `${code} ist Ihr Code.` : `${code} is your code.`),
      host: 'example.org',
    });
    const { challenge } = await issued({ language: 'de' });
    advance(30);
    await post('issue', { challenge });
    assert.equal(sent.length, 2);
    for (const { text, code } of sent) assert.equal(text, `${code} ist Ihr Code.\n\n@example.org #${code}`);
  });

  test('says a minute where it is one', async () => {
    const { issued, sent } = endpoint();
    await issued({ codeLifetime: 60 });
    assert.match(sent[0]?.text ?? '', /good for 1 minute\./);
  });

  test('has no last line where the host is not known; one that is no host is refused', async () => {
    const sent: Message[] = [];
    const otp = createOtpEndpoint({ keys: KEYS, deliver: (message) => sent.push(message) });
    await otp.issue({ user: 'ada', destination: 'ada@example.org' });
    await otp.close();
    assert.equal(sent[0]?.text.includes('@'), false);
    assert.throws(() => endpoint({ host: 'https://example.org/' }), {
      name: 'ConfigurationError',
      setting: 'host',
    });
  });
});

describe('sending', () => {
  test('begins after the answer is given, and close waits for it', async () => {
    const events: string[] = [];
    const { opened, open } = gate();
    const otp = createOtpEndpoint({
      keys: KEYS,
      origins: [ORIGIN],
      sweepEvery: 0,
      deliver: async () => {
        events.push('sending');
        await opened;
        events.push('sent');
      },
    });
    const { kind } = await otp.issue({ user: 'ada', destination: 'ada@example.org' });
    events.push(kind);
    const closed = otp.close().then(() => events.push('closed'));
    while (!events.includes('sending')) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(events, ['issued', 'sending']);
    open();
    await closed;
    assert.deepEqual(events, ['issued', 'sending', 'sent', 'closed']);
  });
});

describe('a defer that takes no more work costs no message and sends none twice, and close waits for it', () => {
  const over = () => new Error('the request is over');
  for (const [what, defer] of [
    [
      'throws',
      () => {
        throw over();
      },
    ],
    // As `ctx.waitUntil(work())` does: the work has begun by then.
    [
      'begins it and throws',
      (work) => {
        void work();
        throw over();
      },
    ],
    ['rejects', () => Promise.reject(over())],
    ['begins it and rejects', (work) => work().then(() => Promise.reject(over()))],
  ] satisfies [string, Defer][]) {
    test(what, async () => {
      const { otp, issued, sent } = endpoint({ defer });
      const { challenge } = await issued();
      await otp.close();
      // What was put off once more has its turn by then.
      await new Promise((resolve) => setTimeout(resolve, 0));
      assert.deepEqual(
        sent.map((message) => message.challenge),
        [challenge],
      );
    });
  }
});

describe('a delivery that fails', () => {
  const failing = (fails: { now: boolean }, sent: Message[]) => (message: Message) => {
    if (fails.now) throw new TypeError(`no route for ${message.code}`);
    sent.push(message);
  };

  test('is logged by name, told by status, and the next issue says so, once', async () => {
    const fails = { now: true };
    const sent: Message[] = [];
    const { otp, log, post, advance } = endpoint({ deliver: failing(fails, sent) });
    const issued = await otp.issue({ user: 'ada', destination: 'ada@example.org', firstFactor: true });
    const challenge = issued.kind === 'issued' ? issued.challenge : '';
    const entry = log.find(({ type }) => type === 'deliver');
    assert.deepEqual([entry?.outcome, entry?.error, entry?.challenge], ['failed', 'TypeError', challenge]);
    const status = await otp.status({ challenge });
    assert.equal(status.kind === 'known' && status.challenge?.delivered, false);
    fails.now = false;
    advance(30);
    const told = await post('issue', { challenge });
    assert.deepEqual([told.status, told.body['type']], [422, 'urn:otp-confirm:undeliverable']);
    const again = await post('issue', { challenge });
    assert.equal(again.status, 200);
    assert.equal(sent.length, 1);
    const better = await otp.status({ challenge: String(again.body['challenge']) });
    assert.equal(better.kind === 'known' && better.challenge?.delivered, true);
  });

  test('is told to a first issue as well, but never without a first factor', async () => {
    const fails = { now: true };
    const request = { user: 'ada', destination: 'ada@example.org' };
    const { otp } = endpoint({ deliver: failing(fails, []) });
    await otp.issue(request);
    assert.equal((await otp.issue(request)).kind, 'issued');
    assert.equal((await otp.issue({ ...request, firstFactor: true })).kind, 'undeliverable');
    const other = { ...request, firstFactor: true, destination: '+491700000042' };
    assert.equal((await otp.issue(other)).kind, 'issued');
  });

  for (const [how, undelivered] of [
    ['rejects', () => Promise.reject(new RangeError('down'))],
    [
      'throws',
      () => {
        throw new RangeError('down');
      },
    ],
  ] satisfies [string, Store['undelivered']][]) {
    test(`on a store that ${how} too is logged, and nothing is left unhandled`, async () => {
      const log: LogEntry[] = [];
      const options = {
        keys: KEYS,
        store: { ...createMemoryStore(), undelivered },
        deliver: () => Promise.reject(new Error('no route')),
        log: (entry: LogEntry) => log.push(entry),
      };
      const otp = createOtpEndpoint(options);
      await otp.issue({ user: 'ada', destination: 'ada@example.org' });
      await otp.close();
      // By itself the engine has nothing around it that hears what is left.
      await createEngine({ ...options, clock: systemClock, random: systemRandom }).issue({ user: 'ada' });
      await new Promise((resolve) => setImmediate(resolve));
      const errors = log.filter(({ type }) => type === 'deliver').map(({ error }) => error);
      assert.deepEqual(errors, ['Error', 'RangeError', 'Error', 'RangeError']);
    });
  }
});
