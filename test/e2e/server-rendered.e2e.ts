// A page with a declarative shadow root, as a server draws it by otp-confirm/ssr: what is there before the script, without
// one, and when it comes, in each browser of this run and under a strict policy.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { pagePolicy } from '../../tools/policy.mjs';
import { challengeCookie, createOtpEndpoint } from '../../src/server/index.js';
import { shadowOf } from '../../src/ssr/index.js';
import { launch, type Driver } from './drivers.js';
import { listen, type Listening } from './node-http.js';
import { answerTo } from './waiting.js';

const INPUT = 'otp-confirm input';
const NONCE = randomBytes(16).toString('base64');
const { found } = await browsersOfThisRun();
const bundle = new Uint8Array(await readFile(new URL('../../dist/otp-confirm.min.js', import.meta.url)));

// The script comes when the page is told so: WebKitGTK cannot be driven while a page still loads.
const late = "addEventListener('late', () => void import('/otp-confirm.min.js'));";

let site: Listening;
let code = '';
let visitors = 0;

const otp = createOtpEndpoint({
  keys: [{ id: '1', key: randomBytes(32).toString('base64url') }],
  deliver: (message) => (code = message.code),
});

async function page(script: string): Promise<Response> {
  // Another one each time: too many codes for one are refused.
  const user = `visitor ${++visitors}`;
  const issued = await otp.issue({ user, destination: `${user}@example.org`, firstFactor: true });
  if (issued.kind !== 'issued') throw new Error(`No code was issued: ${issued.kind}.`);
  const attributes = {
    endpoint: '/otp/confirm',
    challenge: issued.challenge,
    'issue-endpoint': '/otp/issue',
  };
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title>
<script type="module" src="${script}"></script>
<h1>Sign in</h1>
<form method="post" action="/login">
  <otp-confirm${written.join('')}>
    <template shadowrootmode="open">${shadowOf(attributes, { nonce: NONCE })}</template>
    <label slot="label" for="code">Code</label>
    <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code">
  </otp-confirm>
  <button>Sign in</button>
</form>`,
    {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Set-Cookie': challengeCookie(issued.challenge, { secure: false }),
        'Content-Security-Policy': pagePolicy({ 'style-src': `'nonce-${NONCE}'` }),
      },
    },
  );
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/otp/')) return otp.handler(request);
  if (pathname === '/') return page('/otp-confirm.min.js');
  if (pathname === '/late') return page('/late.js');
  if (pathname.endsWith('.js'))
    return new Response(pathname === '/late.js' ? late : bundle, {
      headers: { 'Content-Type': 'text/javascript' },
    });
  if (pathname !== '/login') return new Response(null, { status: 404 });
  const confirmation = await otp.readConfirmation(request);
  return new Response(confirmation.confirmed ? `Signed in as ${confirmation.user}` : 'Not signed in');
}

/** Where all that is to be seen lies. */
const places = (driver: Driver): Promise<string> =>
  driver.read(`JSON.stringify([
    ...document.querySelectorAll('label, input, form > button'),
    ...document.querySelector('otp-confirm').shadowRoot.querySelectorAll('[part~=cell], [part=hint], .actions'),
  ].map((node) => Object.values(node.getBoundingClientRect().toJSON()).map(Math.round)))`);
/** Whether the input's own text is to be seen. */
const filter = (driver: Driver): Promise<string> =>
  driver.read(`getComputedStyle(document.querySelector('${INPUT}')).filter`);
const inTree = (driver: Driver, selector: string): Promise<string> =>
  driver.read(
    `String(document.querySelector('otp-confirm').shadowRoot?.querySelectorAll('${selector}').length)`,
  );

before(async () => {
  site = await listen(answer);
});
after(async () => {
  await site.close();
  assert.deepEqual(site.errors, []);
});

for (const [name, browser] of found)
  describe(`a page that a server has drawn, in ${name}`, () => {
    test('before the script: the cells are there, and what is typed is seen in them; after it, nothing has moved', async () => {
      const driver = await launch(name, browser, { javaScript: true });
      try {
        await driver.open(`${site.origin}/late`);
        assert.equal(await inTree(driver, '[part~=cell]'), '6');
        await driver.click(INPUT);
        await driver.type('12');
        assert.equal(await filter(driver), 'none');
        const early = await places(driver);

        await driver.read("String(dispatchEvent(new Event('late')))");
        await answerTo(
          async () => ((await inTree(driver, '[part~=filled]')) === '2' ? true : undefined),
          () => 'the digits in their cells',
        );
        assert.equal(await filter(driver), 'opacity(0)');
        assert.equal(await inTree(driver, '[part=cells]'), '1', 'one tree');
        assert.equal(await inTree(driver, 'style'), '0', "the server's style sheet is gone");
        assert.equal(await places(driver), early);
        await driver.waitFor('the focus', ({ field }) => field?.value === '12' && field.focused);
      } finally {
        await driver.close();
      }
    });

    for (const [what, javaScript, posted] of [
      ['with its script it confirms, and the form posts the token', true, 'otp_token'],
      ['without it the form posts the code', false, 'code'],
    ] as const)
      test(what, async () => {
        const driver = await launch(name, browser, { javaScript });
        try {
          await driver.open(`${site.origin}/`);
          assert.equal(await inTree(driver, '[part~=cell]'), '6');
          await driver.click(INPUT);
          await driver.type(code);
          await driver.press('Enter');
          await driver.waitFor('signed in', ({ text }) => text.includes('Signed in as visitor'));
          const { body = '' } = site.received.filter(({ path }) => path === '/login').at(-1) ?? {};
          assert.deepEqual([...new URLSearchParams(body).keys()], [posted]);
        } finally {
          await driver.close();
        }
      });
  });
