// The sandbox as a person uses it, served as `npm start` serves it, in each browser of this run: signing in, a wrong
// code, an expired one, a cut line. Its policy is not violated meanwhile, and its console stays clean. Driving the
// browsers is drivers.ts's.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { choose, demoSite, HURRY } from './demo-site.js';
import { launch, type Driver, type Look } from './drivers.js';
import { answerTo } from './waiting.js';

const CONTINUE = '#password-form button';
const SIGN_IN = '#code-form > button';
const RESEND = '[part~=resend]';
const FIVE_MINUTES = '.clock button:nth-child(3)';
const RESET = '.panel > .buttons button:nth-child(2)';

const { found } = await browsersOfThisRun();

const site = demoSite();
const { violations } = site;

/** Another code of the same shape. */
const wrong = (code: string): string => code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
const says = (driver: Driver, words: string): Promise<Look> =>
  driver.waitFor(`the status "${words}"`, ({ status }) => status.startsWith(words));
const pageSays = (driver: Driver, words: string): Promise<Look> =>
  driver.waitFor(`the page's words "${words}"`, ({ text }) => text.includes(words));

/** The code of the newest message in the inbox, once it is another than the one before. */
function codeAfter(driver: Driver, before = ''): Promise<string> {
  return answerTo(
    async () => {
      const shown = await driver.read(
        "document.querySelector('otp-mock-inbox').shadowRoot.querySelector('[part=code]')?.innerText ?? ''",
      );
      const code = shown.replace(' ', '');
      return code && code !== before ? code : undefined;
    },
    () => 'a message with a code in the inbox',
  );
}

async function giveName(driver: Driver): Promise<void> {
  await driver.click('#user');
  await driver.type('ada');
  await driver.click('#password');
  await driver.type('secret');
  await driver.click(CONTINUE);
}
async function enter(driver: Driver, code: string): Promise<void> {
  await driver.type(code);
  await driver.press('Enter');
}
const signedIn = (driver: Driver): Promise<Look> => pageSays(driver, 'Signed in as ada');

for (const [name, browser] of found)
  describe(`the sandbox in ${name}`, () => {
    let driver: Driver;
    before(async () => {
      driver = await launch(name, browser, { javaScript: true });
    });
    after(() => driver.close());
    beforeEach(async () => {
      await driver.open(site.url);
      await driver.waitFor('the element', ({ upgraded }) => upgraded);
    });

    /** A test from the password on, after which nothing was complained of. */
    function scenario(title: string, steps: () => Promise<void>): void {
      test(title, async () => {
        await driver.watch();
        await steps();
        assert.deepEqual(await driver.complaints(), []);
        assert.deepEqual(violations, []);
      });
    }

    scenario('a wrong code, then the right one', async () => {
      await giveName(driver);
      const code = await codeAfter(driver);
      await enter(driver, wrong(code));
      await says(driver, 'The code is wrong. Check it and try again. 4 tries are left.');
      await driver.type(code);
      await driver.click(SIGN_IN);
      await signedIn(driver);
      await pageSays(driver, 'otp_token');
    });

    scenario('five minutes later: expired, and a new code signs in', async () => {
      await giveName(driver);
      const code = await codeAfter(driver);
      await driver.click(FIVE_MINUTES);
      await driver.click('#code');
      await enter(driver, code);
      await says(driver, 'The code has expired. Ask for a new one.');
      await driver.click(RESEND);
      await says(driver, 'A new code was sent. Enter the newest one.');
      await enter(driver, await codeAfter(driver, code));
      await signedIn(driver);
    });

    scenario('offline: told so, and back online the same code signs in', async () => {
      await giveName(driver);
      const code = await codeAfter(driver);
      await driver.read(HURRY);
      await choose(driver, 'offline');
      await driver.click('#code');
      await enter(driver, code);
      await says(driver, 'There is no connection. Check it and try again.');
      await choose(driver, 'happy');
      await driver.click(SIGN_IN);
      await signedIn(driver);
    });

    scenario('reset: the login starts anew, and a new code signs in', async () => {
      await giveName(driver);
      const code = await codeAfter(driver);
      await driver.click(RESET);
      await pageSays(driver, 'Step 1 of 2');
      await giveName(driver);
      await enter(driver, await codeAfter(driver, code));
      await signedIn(driver);
    });

    test('a complaint is heard: of the policy, of an error', async () => {
      await driver.watch();
      await driver.breakRules();
      const heard = await answerTo(
        async () => {
          const complaints = await driver.complaints();
          return complaints.length >= 2 ? complaints : undefined;
        },
        () => 'both complaints',
      );
      assert.ok(heard.some((each) => each.startsWith('policy: style-src')));
      assert.ok(heard.some((each) => each.startsWith('console: ')));
      const reported = await answerTo(
        () => violations[0],
        () => 'a report of the violation',
      );
      assert.match(reported, /style-src/);
      violations.length = 0;
    });
  });
