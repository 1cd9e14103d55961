// The example pages, in each browser of this run: each one does what it is there to show, under the strict policy and
// with a silent console. The playground is playground.e2e.ts's, the login demo.e2e.ts's.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { demoSite } from './demo-site.js';
import { launch, type Driver } from './drivers.js';
import { answerTo } from './waiting.js';

const CONFIRM = '[part~=confirm]';
const AUTOFILL = 'li:nth-child(1) .buttons button:nth-child(2)';

const { found } = await browsersOfThisRun();
const site = demoSite();
const { violations } = site;

for (const [name, browser] of found)
  describe(`the example page in ${name}`, () => {
    let driver: Driver;
    before(async () => {
      driver = await launch(name, browser, { javaScript: true });
    });
    after(() => driver.close());

    const reads = (words: string) => driver.waitFor(`"${words}"`, ({ text }) => text.includes(words));
    const says = (words: string) =>
      driver.waitFor(`the status "${words}"`, ({ status }) => status.startsWith(words));
    /** The code of the message for a step, once it is there. */
    const codeFor = (step: string): Promise<string> =>
      answerTo(
        async () =>
          (await driver.read(
            `document.querySelector('otp-mock-inbox').mock.inbox.all.findLast(({ stepName }) => stepName === '${step}')?.code ?? ''`,
          )) || undefined,
        () => `a message for ${step}`,
      );

    const pages: Readonly<Record<string, () => Promise<unknown>>> = {
      form: async () => {
        await driver.click(AUTOFILL);
        await driver.click('form > button');
        await reads('The server redeems the token: ada is signed in.');
        const { text } = await driver.look();
        assert.match(text, /otp_token\s+mock_/);
      },
      alone: async () => {
        await driver.click(AUTOFILL);
        await says('The code is confirmed.');
        await reads('Here the page goes on.');
      },
      dialog: async () => {
        await driver.click('#delete');
        await driver.click('[part~=resend]');
        const code = await codeFor('Confirm deletion');
        await says('A new code was sent.');
        await driver.click('input');
        await driver.type(code);
        await driver.click(CONFIRM);
        await reads('The account is deleted.');
      },
      'two-steps': async () => {
        const [signIn, withdrawal] = [await codeFor('Confirm sign-in'), await codeFor('Confirm withdrawal')];
        await driver.click('input');
        await driver.type(withdrawal);
        await driver.press('Enter');
        await says('The code is wrong.');
        await driver.type(signIn);
        await driver.press('Enter');
        await says('The code is confirmed.');
      },
      'own-adapter': async () => {
        await driver.click('input');
        await driver.type('1111');
        await driver.press('Enter');
        await says('The code is wrong. Check it and try again. 2 tries are left.');
        await driver.type('2468');
        await driver.press('Enter');
        await reads('The service said yes.');
      },
      sms: async () => {
        await codeFor('Confirm sign-in');
        await driver.click('#deliver');
        await says('The code is confirmed.');
      },
    };
    for (const [page, steps] of Object.entries(pages))
      test(page, async () => {
        await driver.open(`${site.url}${page}.html`);
        await driver.waitFor('the element', ({ upgraded }) => upgraded);
        await driver.watch();
        await steps();
        assert.deepEqual(await driver.complaints(), []);
        assert.deepEqual(violations, []);
      });

    test('no-script: a plain field, and nothing that is a script', async () => {
      await driver.open(`${site.url}no-script.html`);
      await driver.click('#code');
      await driver.type('123456');
      const { field, upgraded } = await driver.look();
      assert.deepEqual([upgraded, field?.value], [false, '123456']);
      assert.equal(await driver.read('String(document.scripts.length)'), '0');
      assert.equal(
        await driver.read("String([...new FormData(document.querySelector('form')).keys()])"),
        'challenge,code',
      );
    });
  });
