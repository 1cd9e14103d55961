// “Copy as test”: what was done in the sandbox comes out as a test that runs, and that fails where something else comes
// of it. Each test here plays in the sandbox, takes what the panel yields, and has the browser run it.
import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { meanings, type CodeMeaning, type MockOptions, type Scenario } from '../../src/mock/index.js';
import { advance, drawn, resetClock, until } from './fixtures.js';
import { button, holdClipboard, open, settledAll, signIn, type Sandbox } from './sandbox.js';

let sandbox: Sandbox;
const code = (index = -1) => sandbox.mock.inbox.all.at(index)?.code ?? '';

async function enter(text: string): Promise<void> {
  sandbox.element.code = text;
  await sandbox.element.confirm();
  await settledAll(sandbox);
}
/** Time goes by, for the page too. */
async function later(seconds: number): Promise<void> {
  sandbox.mock.clock.advance(seconds * 1000);
  advance(seconds);
  await drawn(sandbox.element);
}
/** Time goes by for as long as the mock takes its time. */
async function slowly(work: Promise<unknown>): Promise<void> {
  let over = false;
  const end = work.finally(() => (over = true));
  for (;;) {
    await Promise.race([end, sandbox.mock.clock.waiting()]);
    if (over) break;
    sandbox.mock.clock.advance('1s');
  }
  await settledAll(sandbox);
}

/** What is copied by the button. */
async function copied(): Promise<string> {
  const { texts, release } = holdClipboard();
  try {
    button(sandbox.panel, 'Copy as test').click();
    await until(() => texts.length, 'it was copied');
    return texts[0] ?? '';
  } finally {
    release();
  }
}

interface Found {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Loads a test module and gives what it has to run: its one test, and what comes after it. */
async function load(text: string): Promise<Found> {
  // The browsers run beside one another.
  const module = `/test/copied/${crypto.randomUUID()}.js`;
  await executeServerCommand('copied:keep', { module, text });
  const { it: ownIt, afterEach: ownAfterEach } = window as unknown as Record<string, unknown>;
  const found: Found[] = [];
  const after: (() => void)[] = [];
  Object.assign(window, {
    it: (name: string, run: (this: object) => Promise<void>) =>
      found.push({
        name,
        run: async () => {
          try {
            await run.call({ timeout: () => undefined });
          } finally {
            for (const each of after) each();
          }
        },
      }),
    afterEach: (run: () => void) => after.push(run),
  });
  try {
    await import(module);
  } finally {
    Object.assign(window, { it: ownIt, afterEach: ownAfterEach });
  }
  const [only] = found;
  if (!only || found.length > 1) throw new Error('There is not one test in it.');
  return only;
}

const sessions: [
  name: string,
  comesTo: string,
  play: () => Promise<void>,
  start?: [options: MockOptions, markup?: string],
][] = [
  ['nothing yet', 'nothing yet', async () => Promise.resolve()],
  [
    'a wrong code, then the one out of the inbox',
    'incorrect, confirmed',
    async () => {
      await enter('000001');
      await enter(code());
    },
  ],
  [
    'a code of the person’s own that is wrong',
    'incorrect',
    () => enter(code() === '135797' ? '246864' : '135797'),
  ],
  [
    'a code that has expired, and another one',
    'expired, issued, confirmed',
    async () => {
      await later(300);
      await enter(code());
      await sandbox.element.issue();
      await enter(code());
    },
  ],
  [
    'an old code after another one was sent',
    'issued, incorrect',
    async () => {
      await later(31);
      await sandbox.element.issue();
      await enter(code(-2));
    },
  ],
  [
    'a limit that is waited for',
    'rate-limited, confirmed',
    async () => {
      await enter('000004');
      await later(31);
      await enter(code());
    },
  ],
  ['a slow code', 'confirmed', () => slowly(enterSlowly('000007'))],
  [
    'a scenario from the start',
    'incorrect, confirmed',
    async () => {
      await enter(code());
      await enter(code());
    },
    [{ scenario: 'wrong-then-right' }],
  ],
  [
    'a connection that goes and comes, with latency',
    'network, confirmed',
    async () => {
      sandbox.mock.change({ scenario: 'offline' });
      await enter(code());
      sandbox.mock.change({ scenario: 'happy', latency: ['300ms', '3s'] });
      await slowly(enterSlowly(code()));
    },
  ],
  [
    'what was done by a clock that runs',
    'incorrect, issued, confirmed',
    async () => {
      await enter('000001');
      await later(30);
      await sandbox.element.issue();
      await enter(code());
    },
    [{ clock: 'real' }],
  ],
  [
    'names with quotes and marks in them',
    'confirmed',
    () => enter(code()),
    [
      {},
      '<otp-confirm step-name="Confirm &quot;it&quot; `${1}` it\'s \\ <b>" user-code-field="ForTestCode"></otp-confirm>',
    ],
  ],
];

function enterSlowly(text: string): Promise<unknown> {
  sandbox.element.code = text;
  return sandbox.element.confirm();
}

describe('what was done, copied as a test', () => {
  afterEach(resetClock);

  for (const [name, comesTo, play, [options, markup] = []] of sessions)
    it(`runs: ${name}`, async () => {
      sandbox = await open(options, markup);
      await signIn(sandbox, 'ada', sandbox.element.stepName);
      await play();
      const text = await copied();
      resetClock();
      const test = await load(text);
      expect(test.name).to.equal(`comes to: ${comesTo}`);
      await test.run();
    });

  const outcomes: Readonly<Record<CodeMeaning, string>> = {
    accepted: 'confirmed',
    wrong: 'incorrect',
    expired: 'expired',
    exhausted: 'locked',
    'rate-limited': 'rate-limited',
    'connection-lost': 'network',
    'server-error': 'server',
    slow: 'confirmed',
    'already-redeemed': 'confirmed',
  };
  for (const [meaning, outcome] of Object.entries(outcomes))
    it(`runs, of a code with a meaning: ${meaning}`, async () => {
      sandbox = await open();
      await signIn(sandbox);
      button(sandbox.panel, `Fill ${meanings[meaning as CodeMeaning].code}`).click();
      await slowly(sandbox.element.confirm());
      const { name, run } = await load(await copied());
      expect(name).to.equal(`comes to: ${outcome}`);
      await run();
    });

  const ends: Readonly<Record<Scenario, string>> = {
    happy: 'confirmed',
    'wrong-then-right': 'incorrect, confirmed',
    'expires-while-typing': 'expired, issued, confirmed',
    'resend-race': 'issued, incorrect, confirmed',
    offline: 'network',
    'locked-out': 'locked, confirmed',
  };
  for (const [scenario, outcome] of Object.entries(ends))
    it(`runs, of a scenario: ${scenario}`, async () => {
      sandbox = await open({ scenario: scenario as Scenario });
      await signIn(sandbox);
      for (const end of outcome.split(', ')) {
        if (end === 'issued') {
          await later(31);
          await sandbox.element.issue();
          await settledAll(sandbox);
          continue;
        }
        // In the race the newest message is the older one's.
        const raced = end === 'confirmed' && scenario === 'resend-race';
        if (sandbox.element.outcome?.kind === 'locked') await later(61);
        await enter(code(raced ? -2 : -1) || '246864');
      }
      const test = await load(await copied());
      resetClock();
      expect(test.name).to.equal(`comes to: ${outcome}`);
      await test.run();
    });

  it('fails where something else comes of it', async () => {
    sandbox = await open();
    await signIn(sandbox);
    await enter('000001');
    const { run } = await load((await copied()).replace("'000001'", "'424242'"));
    let failure: unknown;
    await run().catch((error: unknown) => (failure = error));
    expect(String(failure)).to.contain("expected 'confirmed' to equal 'incorrect'");
  });

  it('gives a request that ran out of time the time that it takes', async () => {
    sandbox = await open();
    await signIn(sandbox);
    sandbox.element.adapter = { confirm: () => Promise.resolve({ kind: 'timeout' }) };
    await drawn(sandbox.element);
    sandbox.mock.change({ latency: Infinity });
    await enter('424242');
    const text = await copied();
    expect(text).to.contain('this.timeout(').and.contain('mock.change({ latency: Infinity })');
    expect(text).to.contain('await element.confirm();').and.not.contain('await wait(');
    expect((await load(text)).name).to.equal('comes to: timeout');
  });

  it('begins anew with each sign-in', async () => {
    sandbox = await open();
    await signIn(sandbox);
    await enter('000001');
    await signIn(sandbox, 'ada+ratelimited');
    await enter(code());
    const text = await copied();
    expect(text).to.contain("user: 'ada+ratelimited'").and.not.contain('000001');
  });
});
