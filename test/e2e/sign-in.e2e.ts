// The second step of a sign-in, from the code in the outbox to "Signed in as ada", in each browser of this run: a real
// form that posts to a real server. Driving the browsers is drivers.ts's, what the server does is site.ts's.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { launch, type Driver, type Look } from './drivers.js';
import type { Received } from './node-http.js';
import type { Field } from './pages.js';
import { openSite, type Site } from './site.js';
import { answerTo } from './waiting.js';

const INPUT = 'otp-confirm input';
const SIGN_IN = 'form > button';
const RESEND = '[part~=resend]';
const PICTURES = new URL('../output/', import.meta.url);

const { found } = await browsersOfThisRun();

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(async () => {
  await site.close();
  assert.deepEqual(site.errors, [], 'the server failed');
  assert.deepEqual(site.violations, [], 'the content security policy was violated');
});

const newestCode = (): string => site.outbox.at(-1)?.code ?? assert.fail('No code was sent.');
/** Another code of the same shape; a different one for each of 1 to 9. */
const wrong = (code: string, by = 1): string =>
  code.replace(/\d/g, (digit) => String((Number(digit) + by) % 10));
const posts = (path: string): readonly Received[] =>
  site.received.filter((request) => request.method === 'POST' && request.path === path);
const onlyPost = (path: string): Received => {
  const [first, ...more] = posts(path);
  assert.equal(more.length, 0, `more than one request to ${path}`);
  return first ?? assert.fail(`no request to ${path}`);
};
const isSignedIn = ({ text }: Look): boolean => text.includes('Signed in as ada');
const signedIn = (driver: Driver): Promise<Look> => driver.waitFor('signed in', isSignedIn);
const says = (driver: Driver, words: string): Promise<Look> =>
  driver.waitFor(`the status "${words}"`, ({ status }) => status === words);
const pageSays = (driver: Driver, words: string): Promise<Look> =>
  driver.waitFor(`the page's words "${words}"`, ({ text }) => text.includes(words));

async function openCodePage(driver: Driver, field: Field = 'given'): Promise<string> {
  await driver.open(site.start(field));
  await driver.waitFor('the field', (look) => look.upgraded && look.field !== null);
  await driver.click(INPUT);
  return newestCode();
}
async function enter(driver: Driver, code: string): Promise<void> {
  await driver.type(code);
  await driver.press('Enter');
}
/** Asks the endpoint as the page's script would; no browser need be on that page still. */
async function confirmDirectly(challenge: string, code: string): Promise<unknown> {
  const response = await fetch(`${site.origin}/otp/confirm`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: site.origin },
    body: JSON.stringify({ challenge, code }),
  });
  const { type, reason }: Record<string, unknown> = JSON.parse(await response.text());
  return { status: response.status, type, reason };
}
/** Posts the form once more, to the letter. */
async function repeat({ path, headers, body }: Received): Promise<{ status: number; text: string }> {
  const response = await fetch(site.origin + path, {
    method: 'POST',
    headers: {
      'Content-Type': headers.get('content-type') ?? '',
      Cookie: headers.get('cookie') ?? '',
    },
    body,
  });
  return { status: response.status, text: await response.text() };
}

for (const [name, browser] of found) {
  describe(`a sign-in in ${name}`, () => {
    const drivers: Driver[] = [];
    let withScript: Driver;
    let withoutScript: Driver;
    before(async () => {
      // Each is kept as soon as it runs: where the other does not start, it is closed all the same.
      const start = async (javaScript: boolean): Promise<Driver> => {
        const driver = await launch(name, browser, { javaScript });
        drivers.push(driver);
        return driver;
      };
      const [on, off] = await Promise.allSettled([start(true), start(false)]);
      if (on.status === 'rejected') throw on.reason;
      if (off.status === 'rejected') throw off.reason;
      withScript = on.value;
      withoutScript = off.value;
    });
    after(async () => {
      await Promise.all(drivers.map((driver) => driver.close()));
    });

    /** A test that leaves a picture of each page where it fails. */
    function scenario(title: string, steps: () => Promise<void>): void {
      test(title, async () => {
        try {
          await steps();
        } catch (error) {
          await mkdir(PICTURES, { recursive: true });
          const file = `${name} ${title}`.replace(/\W+/g, '-');
          for (const [index, driver] of drivers.entries())
            await driver.screenshot().then(
              (picture) => writeFile(new URL(`${file}-${String(index)}.png`, PICTURES), picture),
              () => undefined, // the failure of the test is the one to tell
            );
          throw error;
        }
      });
    }

    for (const field of ['given', 'created'] as const)
      scenario(`the right code, input ${field}: the form carries the token, never the code`, async () => {
        const code = await openCodePage(withScript, field);
        await withScript.type(code);
        await withScript.click(SIGN_IN);
        await signedIn(withScript);
        const { challenge, code: confirmed } = JSON.parse(onlyPost('/otp/confirm').body);
        assert.equal(confirmed, code);
        const { body } = onlyPost('/login');
        const entries = new URLSearchParams(body);
        assert.deepEqual([...entries.keys()].sort(), ['challenge', 'otp_token']);
        assert.equal(entries.get('challenge'), challenge);
        assert.match(entries.get('otp_token') ?? '', /^[\w-]{43,}$/);
        assert.ok(!body.includes(code), 'the code is in the posted form');
        for (const request of site.received)
          assert.ok(
            !`${request.path} ${request.headers.get('referer') ?? ''}`.includes(code),
            'the code is in an address',
          );
      });

    scenario('a wrong code, then the right one', async () => {
      const code = await openCodePage(withScript);
      await enter(withScript, wrong(code));
      const { field } = await says(
        withScript,
        'The code is wrong. Check it and try again. 4 tries are left.',
      );
      assert.deepEqual(field, { value: wrong(code), focused: true, selected: wrong(code), invalid: true });
      assert.equal(posts('/login').length, 0);
      // Typed over what is selected.
      await enter(withScript, code);
      await signedIn(withScript);
      assert.equal(posts('/otp/confirm').length, 2);
      onlyPost('/login');
    });

    scenario('an expired code: another is issued, and the newest alone signs in', async () => {
      const old = await openCodePage(withScript);
      const oldChallenge = site.outbox.at(-1)?.challenge ?? '';
      site.advance(300);
      await enter(withScript, old);
      const expired = await says(withScript, 'The code has expired. Ask for a new one.');
      assert.equal(expired.field?.value, '');
      await withScript.click(RESEND);
      await says(withScript, 'A new code was sent. Enter the newest one.');
      assert.equal(site.outbox.length, 2);
      assert.deepEqual(await confirmDirectly(oldChallenge, old), {
        status: 410,
        type: 'urn:otp-confirm:expired',
        reason: 'replaced',
      });
      // The click on the button left the focus in the field.
      await enter(withScript, newestCode());
      await signedIn(withScript);
    });

    scenario('five wrong codes: locked, until another code is issued', async () => {
      const code = await openCodePage(withScript);
      for (const [tries, words] of [
        [1, '4 tries are left.'],
        [2, '3 tries are left.'],
        [3, '2 tries are left.'],
        [4, 'This is the last try.'],
      ] as const) {
        await enter(withScript, wrong(code, tries));
        await says(withScript, `The code is wrong. Check it and try again. ${words}`);
      }
      await enter(withScript, wrong(code, 5));
      const locked = await says(withScript, 'Too many wrong codes. Ask for a new one.');
      assert.equal(locked.field?.value, '');
      assert.deepEqual(await confirmDirectly(site.outbox.at(-1)?.challenge ?? '', code), {
        status: 403,
        type: 'urn:otp-confirm:locked',
        reason: undefined,
      });
      const before = posts('/otp/confirm').length;
      await enter(withScript, code);
      site.advance(30);
      await withScript.click(RESEND);
      await says(withScript, 'A new code was sent. Enter the newest one.');
      assert.equal(posts('/otp/confirm').length, before, 'a locked challenge was asked again');
      await enter(withScript, newestCode());
      await signedIn(withScript);
    });

    scenario('no script: the right code', async () => {
      await withoutScript.open(site.start());
      assert.equal((await withoutScript.look()).upgraded, false);
      await withoutScript.click(INPUT);
      await enter(withoutScript, newestCode());
      await signedIn(withoutScript);
      assert.deepEqual(
        [...new URLSearchParams(onlyPost('/login').body)],
        [
          ['code', newestCode()],
          ['challenge', site.outbox.at(-1)?.challenge],
        ],
      );
      assert.equal(posts('/otp/confirm').length, 0);
      const again = await repeat(onlyPost('/login'));
      assert.equal(again.status, 422);
      assert.match(again.text, /That code was used/);
    });

    scenario('no script: a wrong code, then the right one', async () => {
      await withoutScript.open(site.start());
      await withoutScript.click(INPUT);
      await enter(withoutScript, wrong(newestCode()));
      await pageSays(withoutScript, 'That code is wrong. Tries left: 4');
      await withoutScript.click(INPUT);
      await withoutScript.type(newestCode());
      await withoutScript.click(SIGN_IN);
      await signedIn(withoutScript);
    });

    scenario('no script, then script: the same counter', async () => {
      await withoutScript.open(site.start());
      const code = newestCode();
      for (const tries of [1, 2, 3]) {
        await withoutScript.click(INPUT);
        await enter(withoutScript, wrong(code, tries));
        await pageSays(withoutScript, `Tries left: ${String(5 - tries)}`);
      }
      await withScript.open(site.takeOver());
      await withScript.waitFor('the field', ({ upgraded }) => upgraded);
      await withScript.click(INPUT);
      await enter(withScript, wrong(code, 4));
      await says(withScript, 'The code is wrong. Check it and try again. This is the last try.');
      await enter(withScript, wrong(code, 5));
      await says(withScript, 'Too many wrong codes. Ask for a new one.');
      assert.equal(site.outbox.length, 1);
      await withoutScript.click(INPUT);
      await enter(withoutScript, code);
      await pageSays(withoutScript, 'That code is locked.');
    });

    scenario('a posted token is refused when it is posted again', async () => {
      const code = await openCodePage(withScript);
      await enter(withScript, code);
      await signedIn(withScript);
      const again = await repeat(onlyPost('/login'));
      assert.equal(again.status, 422);
      assert.match(again.text, /That sign-in has ended/);
    });

    scenario('Enter, click and Enter while the code is confirmed: one request, one submission', async () => {
      const code = await openCodePage(withScript);
      const release = site.hold('/otp/confirm');
      await enter(withScript, code);
      await withScript.click(SIGN_IN);
      await withScript.press('Enter');
      await answerTo(
        () => posts('/otp/confirm')[0],
        () => 'a request to confirm',
      );
      release();
      await signedIn(withScript);
      onlyPost('/otp/confirm');
      onlyPost('/login');
    });

    scenario('Back to a plain field: it holds what was entered, as an input does', async () => {
      // A browser of its own: after a Back Firefox's driver waits in vain for the next page to load.
      const driver = await launch(name, browser, { javaScript: true });
      try {
        const code = await openCodePage(driver, 'plain');
        await enter(driver, code);
        await signedIn(driver);
        assert.equal(new URLSearchParams(onlyPost('/login').body).get('code'), code);
        await driver.back();
        await driver.waitFor('the code', (look) => look.upgraded && look.field?.value === code);
      } finally {
        await driver.close();
      }
    });

    scenario('Back after the sign-in: the token is not posted again', async () => {
      const code = await openCodePage(withScript);
      await enter(withScript, code);
      await signedIn(withScript);
      await withScript.back();
      // From the page cache (Chromium, WebKitGTK) or loaded anew (Firefox): the code is gone in both.
      await withScript.waitFor('the empty field', (look) => look.upgraded && look.field?.value === '');
      onlyPost('/login');
      // Nor does the next submission carry it, which an empty field lets pass.
      await withScript.click(SIGN_IN);
      await pageSays(withScript, 'No code was entered.');
      const carried = posts('/login').map(({ body }) => new URLSearchParams(body).has('otp_token'));
      assert.deepEqual(carried, [true, false]);
      onlyPost('/otp/confirm');
    });
  });
}
