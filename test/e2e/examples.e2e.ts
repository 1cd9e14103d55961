// The examples of demo/server, each started by itself and used as a person does, in each browser of this run: name, wrong
// code, right code, the session, with script and without. Starting them is example.ts's, driving the browsers drivers.ts's.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { launch, type Driver, type Look } from './drivers.js';
import { examples, startExample, type Example } from './example.js';
import { answerTo } from './waiting.js';

const INPUT = 'otp-confirm input';
const { found } = await browsersOfThisRun();

/** Another code of the same shape. */
const wrong = (code: string): string => code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
const pageSays = (driver: Driver, words: string): Promise<Look> =>
  driver.waitFor(`the page's words "${words}"`, ({ text }) => text.includes(words));

async function enter(driver: Driver, text: string): Promise<void> {
  await driver.type(text);
  await driver.press('Enter');
}

/** From the start page to the code page; gives the code that was sent. */
async function giveName(driver: Driver, example: Example, user: string): Promise<string> {
  await driver.open(`${example.origin}/`);
  await driver.click('#user');
  await enter(driver, user);
  await driver.waitFor('the code page', ({ url, field }) => url.endsWith('/code') && field !== null);
  return answerTo(
    () => example.codesTo(`${user}@example.org`).at(-1),
    () => 'a code to be sent',
  );
}

/** Signed in on the next page too, until the button ends it. */
async function isInSession(driver: Driver, example: Example, user: string): Promise<void> {
  await pageSays(driver, `Signed in as ${user}`);
  await driver.open(`${example.origin}/`);
  await pageSays(driver, `Signed in as ${user}`);
  await driver.click('form > button');
  await pageSays(driver, 'User name');
  await driver.open(`${example.origin}/`);
  await pageSays(driver, 'User name');
}

/** A browser in so far as the session goes: keeps the cookie, follows nothing. */
function visitor({ origin }: Example) {
  let cookie = '';
  const ask = async (path: string, form?: Record<string, string>) => {
    const response = await fetch(origin + path, {
      redirect: 'manual',
      headers: { Cookie: cookie },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    return {
      status: response.status,
      to: response.headers.get('location'),
      set,
      text: await response.text(),
    };
  };
  return { ask, cookie: () => cookie };
}

for (const name of examples)
  describe(`the example on ${name}`, () => {
    let example: Example;
    before(async () => {
      example = await startExample(name);
    });
    after(async () => {
      await example.close();
      assert.equal(example.complaints(), '');
    });

    test('answers a name that nobody has as it answers the others, and sends nothing', async () => {
      const pages = [];
      for (const user of ['eve', 'ada']) {
        const { ask } = visitor(example);
        const login = await ask('/login', { user });
        assert.deepEqual([login.status, login.to], [303, '/code']);
        const page = await ask('/code');
        const refused = await ask('/code', { code: '000000' });
        pages.push(
          [page, refused].map(({ status, text }) => [status, text.replace(/challenge="[^"]+"/, '')]),
        );
      }
      assert.deepEqual(pages[0], pages[1]);
      await answerTo(
        () => example.codesTo('ada@example.org')[0],
        () => 'a code to be sent',
      );
      assert.equal(example.codesTo('undefined').length, 0);
    });

    test('begins a session of its own at each step, in a cookie that no script and no other site can use', async () => {
      const { ask, cookie } = visitor(example);
      const login = await ask('/login', { user: 'bob' });
      assert.match(login.set ?? '', /; ?HttpOnly/i);
      assert.match(login.set ?? '', /; ?SameSite=Strict/i);
      const before = cookie();
      const code = await answerTo(
        () => example.codesTo('bob@example.org').at(-1),
        () => 'a code to be sent',
      );
      const confirmed = await ask('/code', { code });
      assert.deepEqual([confirmed.status, confirmed.to], [303, '/']);
      assert.notEqual(cookie(), before);
      assert.match((await ask('/')).text, /Signed in as bob/);
      const old = await fetch(`${example.origin}/`, { redirect: 'manual', headers: { Cookie: before } });
      assert.equal(old.headers.get('location'), '/login');
    });

    test('has nothing to show to who has not signed in', async () => {
      const { ask } = visitor(example);
      for (const [path, form] of [['/'], ['/code'], ['/code', { code: '000000' }]] as const) {
        const { status, to } = await ask(path, form);
        assert.deepEqual([status, to], [303, '/login']);
      }
    });
  });

for (const [name, browser] of found)
  describe(`the examples in ${name}`, () => {
    const drivers: Driver[] = [];
    const start = async (javaScript: boolean): Promise<Driver> => {
      const driver = await launch(name, browser, { javaScript });
      drivers.push(driver);
      return driver;
    };
    let withScript: Driver;
    let withoutScript: Driver;
    before(async () => {
      withScript = await start(true);
      withoutScript = await start(false);
    });
    after(async () => {
      for (const driver of drivers) await driver.close();
    });

    for (const which of examples)
      test(`${which}: a wrong code, the right one, the session; with script and without`, async () => {
        const example = await startExample(which);
        try {
          const first = await giveName(withScript, example, 'ada');
          await withScript.waitFor('the element', ({ upgraded }) => upgraded);
          await withScript.watch();
          await withScript.click(INPUT);
          await enter(withScript, wrong(first));
          await withScript.waitFor('the refusal', ({ status }) => status.startsWith('The code is wrong.'));
          assert.deepEqual(await withScript.complaints(), []);
          await enter(withScript, first);
          await isInSession(withScript, example, 'ada');

          const second = await giveName(withoutScript, example, 'bob');
          assert.equal((await withoutScript.look()).upgraded, false);
          await withoutScript.click(INPUT);
          await enter(withoutScript, wrong(second));
          await pageSays(withoutScript, 'That code is wrong. Tries left: 4.');
          await withoutScript.click(INPUT);
          await enter(withoutScript, second);
          await isInSession(withoutScript, example, 'bob');
          assert.equal(example.complaints(), '');
        } finally {
          await example.close();
        }
      });
  });
