// Where the code and the token must not be, on a live page in each browser of this run: a code of twelve letters is
// typed, refused, lost on the way and sent again, refused by a broken server, and confirmed, or adapters fail with it in
// their hands; then everything that a page can keep or send is searched for it. What is written down, and how, is
// watch.js's; the adapters that fail are faults.js's.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { launch, type Driver } from './drivers.js';
import { listen } from './node-http.js';
import { contentSecurityPolicy } from './pages.js';
import { answerTo } from './waiting.js';

const CODE = 'SentinelCode';
const TOKEN = 'SentinelToken';
const SECRET = /sentinel/i;
const INPUT = 'otp-confirm input';
const CONFIRM = '[part~=confirm]';

const file = (path: string) => readFile(new URL(path, import.meta.url));
const page = (script: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Code</title>
<script src="/watch.js"></script><script type="module" src="${script}"></script>
<form method="post" action="/login">
  <otp-confirm endpoint="/otp/confirm" issue-endpoint="/otp/issue" challenge="c1" step-name="Confirm sign-in"
    alphabet="text" length="12" confirm-button expires-in="300"><input name="code"></otp-confirm>
  <button id="go">Sign in</button>
</form></html>`;

const problem = (status: number, members: object) =>
  Response.json(members, { status, headers: { 'Content-Type': 'application/problem+json' } });
/** What the endpoint answers until the test says otherwise; null tears the connection. */
const answers = {
  wrong: () => problem(422, { type: 'urn:otp-confirm:incorrect', attemptsRemaining: 4 }),
  torn: () => null,
  broken: () => new Response('Oops', { status: 500 }),
  right: () =>
    Response.json({ status: 'confirmed', token: TOKEN, tokenExpiresIn: 300, next: { step: 'home' } }),
};

/** What fails, and the name of the error that the page hears of. */
const faults = {
  'an adapter that throws': 'AdapterError',
  'an adapter that rejects': 'AdapterError',
  'headers()': 'SettingError',
  'request()': 'SettingError',
  'interpret()': 'SettingError',
  'two requests at once': 'BusyError',
};

async function openServer() {
  const names = ['watch.js', 'faults.js', '../../dist/otp-confirm.min.js'];
  const scripts = new Map<string, Buffer>(
    await Promise.all(
      names.map(async (name) => [`/${name.split('/').pop() ?? ''}`, await file(name)] as const),
    ),
  );
  let now: keyof typeof answers = 'wrong';
  function answer({ url }: Request): Response | null {
    const { pathname } = new URL(url);
    const found = scripts.get(pathname);
    if (found) return new Response(new Uint8Array(found), { headers: { 'Content-Type': 'text/javascript' } });
    if (pathname === '/otp/confirm') return answers[now]();
    if (pathname === '/violations' || pathname === '/told') return new Response(null, { status: 204 });
    const markup =
      pathname === '/login'
        ? '<!doctype html><title>Welcome</title>Welcome'
        : page(pathname === '/faults' ? '/faults.js' : '/otp-confirm.min.js');
    return new Response(markup, {
      headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': contentSecurityPolicy },
    });
  }
  const listening = await listen((request) => Promise.resolve(answer(request)));
  return { ...listening, answerWith: (name: keyof typeof answers) => (now = name) };
}

const { found } = await browsersOfThisRun();
for (const [name, browser] of found)
  describe(`secrets of a page in ${name}`, () => {
    let server: Awaited<ReturnType<typeof openServer>>;
    let driver: Driver;
    before(async () => {
      driver = await launch(name, browser, { javaScript: true });
    });
    after(async () => {
      await driver.close();
    });
    beforeEach(async () => {
      server = await openServer();
    });
    afterEach(async () => {
      await server.close();
      assert.deepEqual(server.errors, [], 'the server failed');
      assert.deepEqual(received('/violations'), [], 'the content security policy was violated');
    });

    const says = (words: string) =>
      driver.waitFor(`the status "${words}"`, ({ status }) => status.includes(words));
    const received = (path: string) => server.received.filter((request) => request.path === path);
    async function readReport(): Promise<string[]> {
      await driver.read("report().then((text) => { window.reported = text; }), ''");
      const report = await answerTo(
        async () => (await driver.read("window.reported ?? ''")) || undefined,
        () => 'the report',
      );
      await driver.read('String(delete window.reported)');
      assert.ok(report.includes('otp-confirm'), 'the page was not read');
      return report.split('\n');
    }
    const secretsIn = (lines: readonly string[]) => lines.filter((line) => SECRET.test(line));
    async function search(when: string): Promise<string[]> {
      const lines = await readReport();
      assert.deepEqual(secretsIn(lines), [], when);
      const askedFor = lines.filter((line) => line.startsWith('asked for'));
      assert.deepEqual(askedFor, [], `${when}: a store or a channel`);
      return lines;
    }
    async function start(path: string): Promise<void> {
      await driver.open(server.origin + path);
      await driver.waitFor('the field', (look) => look.upgraded && look.field !== null);
      await driver.click(INPUT);
      await driver.type(CODE);
    }

    test('hold in what is thrown while an adapter or a callback of the page fails with them', async () => {
      server.answerWith('right');
      await start('/faults');
      let lines: string[] = [];
      for (const [fault, error] of Object.entries(faults)) {
        const heard = new RegExp(`^(error|rejection): .*${error}`);
        const before = lines.filter((line) => heard.test(line)).length;
        await driver.read(`fail(${JSON.stringify(fault)})`);
        lines = await answerTo(
          async () => {
            const now = await readReport();
            return now.filter((line) => heard.test(line)).length > before ? now : undefined;
          },
          () => `the ${error} of ${fault}`,
        );
      }
      // Each fault had one in an error of its own, which ours names as its cause: that is the page's.
      const secrets = secretsIn(lines);
      const causes = secrets.filter((line) => line.startsWith('cause: '));
      assert.deepEqual(secrets, causes);
      assert.equal(causes.length, Object.keys(faults).length - 1);
    });

    test('hold through refusal, loss, failure, confirmation and submission', async () => {
      await start('/');
      const historyLength = await driver.read('String(history.length)');
      await search('typed');
      await driver.click(CONFIRM);
      await says('The code is wrong');
      await search('refused');
      server.answerWith('torn');
      await driver.click(CONFIRM);
      await says('There is no connection');
      await search('lost on the way');
      server.answerWith('broken');
      await driver.click(CONFIRM);
      await says('Something went wrong');
      await search('a broken server');
      server.answerWith('right');
      await driver.click(CONFIRM);
      await says('The code is confirmed');
      const lines = await search('confirmed');
      for (const heard of ['complete', 'confirming', 'refused', 'failed', 'confirmed'])
        assert.ok(lines.includes(`heard: ${heard}`), `the watch has not heard of ${heard}`);
      assert.equal(await driver.read('String(history.length)'), historyLength);
      await driver.click('#go');
      await driver.waitFor('the next page', ({ text }) => text.includes('Welcome'));
      const told = await answerTo(
        () => received('/told')[0],
        () => 'what was told while the page was left',
      );
      assert.equal(told.body, '');

      const confirms = received('/otp/confirm');
      assert.ok(confirms.length >= 6);
      for (const { body } of confirms) {
        const { code, ...rest } = JSON.parse(body) as Record<string, unknown>;
        assert.equal(code, CODE, 'the sentinel is what is sent');
        assert.doesNotMatch(JSON.stringify(rest), SECRET);
      }
      // The lost request and its own tries, and the person's try after it, are one request to the service.
      const lost = confirms.slice(1, -1).map(({ headers }) => headers.get('idempotency-key'));
      assert.equal(new Set(lost).size, 1);
      const [login, ...more] = received('/login');
      assert.equal(more.length, 0);
      assert.deepEqual([...new URLSearchParams(login?.body)], [['otp_token', TOKEN]]);
      for (const { path, headers, body } of server.received) {
        assert.doesNotMatch(`${path} ${JSON.stringify([...headers])}`, SECRET);
        if (path !== '/otp/confirm' && path !== '/login') assert.doesNotMatch(body, SECRET);
      }

      await driver.back();
      await driver.waitFor('the empty field', (look) => look.upgraded && look.field?.value === '');
      await search('after Back');
    });
  });
