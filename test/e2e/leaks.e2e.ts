// Where the code and the token must not be, on a live page in each browser of this run: a code of twelve letters is
// typed, refused, lost on the way and sent again, refused by a broken server, and confirmed; then everything that a page
// can keep or send is searched for it. What is written down, and how, is watch.js's.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
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
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Code</title>
<script src="/watch.js"></script><script type="module" src="/otp-confirm.min.js"></script>
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

async function openServer() {
  const [watch, bundle] = await Promise.all([file('watch.js'), file('../../dist/otp-confirm.min.js')]);
  const scripts = new Map([
    ['/watch.js', watch],
    ['/otp-confirm.min.js', bundle],
  ]);
  let now: keyof typeof answers = 'wrong';
  function answer({ url }: Request): Response | null {
    const { pathname } = new URL(url);
    const found = scripts.get(pathname);
    if (found) return new Response(new Uint8Array(found), { headers: { 'Content-Type': 'text/javascript' } });
    if (pathname === '/otp/confirm') return answers[now]();
    if (pathname === '/violations') return new Response(null, { status: 204 });
    return new Response(pathname === '/login' ? '<!doctype html><title>Welcome</title>Welcome' : page, {
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
      server = await openServer();
      driver = await launch(name, browser, { javaScript: true });
    });
    after(async () => {
      await driver.close();
      await server.close();
    });

    const says = (words: string) =>
      driver.waitFor(`the status "${words}"`, ({ status }) => status.includes(words));
    async function search(when: string): Promise<string> {
      await driver.read("report().then((text) => { window.reported = text; }), ''");
      const report = await answerTo(
        async () => (await driver.read("window.reported ?? ''")) || undefined,
        () => 'the report',
      );
      await driver.read('String(delete window.reported)');
      assert.ok(report.includes('otp-confirm'), `${when}: the page was not read`);
      const leaks = report.split('\n').filter((line) => SECRET.test(line));
      assert.deepEqual(leaks, [], when);
      return report;
    }

    test('hold through refusal, loss, failure, confirmation and submission', async () => {
      await driver.open(`${server.origin}/`);
      await driver.waitFor('the field', (look) => look.upgraded && look.field !== null);
      await driver.click(INPUT);
      await driver.type(CODE);
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
      const report = await search('confirmed');
      for (const heard of ['complete', 'confirming', 'refused', 'failed', 'confirmed'])
        assert.match(report, new RegExp(`^heard: ${heard}$`, 'm'), 'the watch has heard nothing');
      await driver.click('#go');
      await driver.waitFor('the next page', ({ text }) => text.includes('Welcome'));

      const confirms = server.received.filter(({ path }) => path === '/otp/confirm');
      assert.ok(confirms.length >= 6);
      for (const { body } of confirms) {
        const { code, ...rest } = JSON.parse(body) as Record<string, unknown>;
        assert.equal(code, CODE, 'the sentinel is what is sent');
        assert.doesNotMatch(JSON.stringify(rest), SECRET);
      }
      // The lost request and its own tries, and the person's try after it, are one request to the service.
      const lost = confirms.slice(1, -1).map(({ headers }) => headers.get('idempotency-key'));
      assert.equal(new Set(lost).size, 1);
      const [login, ...more] = server.received.filter(({ path }) => path === '/login');
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
