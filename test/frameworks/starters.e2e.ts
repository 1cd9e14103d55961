// Each starter, as its reader would have it: copied, installed with the packed package, built, served, and driven through
// a confirmation, in each browser of this run. `npm run test:frameworks`; STARTERS names some of them.
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, test } from 'node:test';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { launch, type Driver, type Look } from '../e2e/drivers.js';
import type { Example } from '../e2e/example.js';
import { answerTo } from '../e2e/waiting.js';
import { starter, starterNames, type Starter } from './starter.js';

const INPUT = 'otp-confirm input';
/** The page is left with the form: what it noted goes with it. */
const left = ['html', 'lit-server', 'turbo'];
/** The server draws the form, and it works before any script. */
const drawn = ['html', 'react-server'];
const { found } = await browsersOfThisRun();

const pageSays = (driver: Driver, words: string): Promise<Look> =>
  driver.waitFor(`the page's words "${words}"`, ({ text }) => text.includes(words));
const statusSays = (driver: Driver, words: string): Promise<Look> =>
  driver.waitFor(`the status "${words}"`, ({ status }) => status.includes(words));

for (const name of starterNames)
  describe(`the starter ${name}`, () => {
    let example: Example;
    let copy: Starter;
    before(() => {
      copy = starter(name);
      copy.build();
    });
    // One for each test, for it sends no more than five codes in ten minutes to one address.
    beforeEach(async () => {
      example = await copy.serve();
    });
    afterEach(async () => {
      await example.close();
    });

    for (const [browserName, browser] of found)
      test(`${browserName}: a wrong code, then the right one; the page hears of it, and goes on with the token`, async () => {
        const driver = await launch(browserName, browser, { javaScript: true });
        try {
          await driver.open(`${example.origin}/`);
          await driver.watch();
          await driver.waitFor('the field', (look) => look.upgraded && look.field !== null);
          const code = await answerTo(
            () => example.codesTo('ada@example.org')[0],
            () => 'a code to be sent',
          );
          await driver.click(INPUT);
          await driver.type(code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10)));
          await driver.press('Enter');
          await statusSays(driver, 'The code is wrong');
          assert.equal(
            await driver.read("String(document.querySelectorAll('otp-confirm input').length)"),
            '1',
          );
          assert.deepEqual(await driver.complaints(), []);
          // It is selected: what is typed takes its place.
          await driver.type(code);
          await driver.click('form > button');
          const { text } = await pageSays(driver, 'Signed in as ada');
          if (!left.includes(name)) assert.match(text, /The code is right\./);
          assert.equal(example.complaints(), '');
        } finally {
          await driver.close();
        }
      });

    for (const [browserName, browser] of drawn.includes(name) ? found : [])
      test(`${browserName}: without script the form posts the code`, async () => {
        const driver = await launch(browserName, browser, { javaScript: false });
        try {
          await driver.open(`${example.origin}/`);
          const code = await answerTo(
            () => example.codesTo('ada@example.org')[0],
            () => 'a code to be sent',
          );
          await driver.click(INPUT);
          await driver.type(code);
          await driver.press('Enter');
          await pageSays(driver, 'Signed in as ada');
        } finally {
          await driver.close();
        }
      });
  });
