// A newcomer in the playground, in each browser of this run: fills in each code that has a meaning, tries each scenario,
// and ends where its name says. Nothing is set up behind the page's back: the panel and the inbox are what is used.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { sandbox } from '../../tools/sandbox.mjs';
import { choose, demoSite, HURRY } from './demo-site.js';
import { launch, type Driver } from './drivers.js';

const CONFIRM = '[part~=confirm]';
const RESEND = '[part~=resend]';
/** Of the message that came last, and of the one before. */
const [NEWEST, OLDER] = [1, 2].map((number) => `li:nth-child(${number}) .buttons button:nth-child(2)`) as [
  string,
  string,
];
const later = { '30s': 1, '1m': 2, '5m': 3 };

const { found } = await browsersOfThisRun();
const site = demoSite();
const { violations } = site;

for (const [name, browser] of found)
  describe(`the playground in ${name}`, () => {
    let driver: Driver;
    before(async () => {
      driver = await launch(name, browser, { javaScript: true });
    });
    after(() => driver.close());

    const says = (words: string) =>
      driver.waitFor(`the status "${words}"`, ({ status }) => status.startsWith(words));
    const advance = (by: keyof typeof later) => driver.click(`.clock button:nth-child(${later[by]})`);
    /** A message is in the inbox, and the element knows of it. */
    const arrived = (number = 1) =>
      driver
        .waitFor(`message ${number}`, ({ upgraded }) => upgraded)
        .then(() => driver.click(`li:nth-child(${number})`));
    async function start(hash = ''): Promise<void> {
      // Another address each time: a page that differs by its # alone is not loaded anew.
      await driver.open('about:blank');
      await driver.open(`${site.url}playground.html${hash}`);
      await arrived();
      await driver.watch();
      await driver.read(HURRY);
    }
    async function clean(): Promise<void> {
      assert.deepEqual(await driver.complaints(), []);
      assert.deepEqual(violations, []);
    }

    describe('the code', () => {
      beforeEach(() => start());
      for (const [index, [code, words]] of [
        ['424242', 'The code is confirmed.'],
        ['000001', 'The code is wrong. Check it and try again.'],
        ['000002', 'The code has expired. Ask for a new one.'],
        ['000003', 'Too many wrong codes. Ask for a new one.'],
        ['000004', 'Too many tries. You can try again in'],
        ['000005', 'There is no connection. Check it and try again.'],
        ['000006', 'The code was not confirmed. Try again.'],
        ['000007', 'Checking the code'],
        ['000008', 'The code is confirmed.'],
      ].entries() as IterableIterator<[number, [string, string]]>)
        test(`${code}: ${words}`, async () => {
          await driver.click(`tbody tr:nth-child(${index + 1}) button`);
          await driver.waitFor(code, ({ field }) => field?.value === code);
          await driver.click(CONFIRM);
          await says(words);
          if (code === '000007') {
            await advance('30s');
            await says('The code is confirmed.');
          }
          await clean();
        });
    });

    test('the code 000008 in a form: the server does not accept its token', async () => {
      await start('#place=form');
      await driver.click('tbody tr:nth-child(9) button');
      await driver.click('#stage form > button');
      await driver.waitFor('the token', ({ text }) => text.includes('does not accept the token'));
      await clean();
    });

    describe('the scenario', () => {
      const enter = async (message = NEWEST) => {
        await driver.click(message);
        await driver.click(CONFIRM);
      };
      const scenarios: Readonly<Record<string, () => Promise<unknown>>> = {
        happy: async () => {
          await enter();
          await says('The code is confirmed.');
        },
        'wrong-then-right': async () => {
          await enter();
          await says('The code is wrong.');
          await enter();
          await says('The code is confirmed.');
        },
        'expires-while-typing': async () => {
          await enter();
          await says('The code has expired.');
          await advance('30s');
          await driver.click(RESEND);
          await says('A new code was sent.');
          await enter();
          await says('The code is confirmed.');
        },
        'resend-race': async () => {
          await driver.click(RESEND);
          await says('A new code was sent.');
          await driver.click(OLDER);
          await enter();
          await says('The code is wrong.');
          await enter(OLDER);
          await says('The code is confirmed.');
        },
        offline: async () => {
          await enter();
          await says('There is no connection.');
          await choose(driver, 'happy');
          await driver.click(CONFIRM);
          await says('The code is confirmed.');
        },
        'locked-out': async () => {
          await enter();
          await says('Too many wrong codes. You can try again in');
          await advance('1m');
          await says('You can try again now.');
          await enter();
          await says('The code is confirmed.');
        },
      };
      for (const [scenario, steps] of Object.entries(scenarios))
        test(scenario, async () => {
          await start();
          await choose(driver, scenario);
          await driver.click('#again');
          // The message before is there still; the field gets the focus with the new challenge.
          await driver.waitFor('the new challenge', ({ field }) => !!field?.focused);
          await arrived();
          await steps();
          await clean();
        });
    });

    test('the sandbox in one file: opened from a folder, it confirms', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'otp-confirm-sandbox-'));
      try {
        const file = join(folder, 'sandbox.html');
        await writeFile(file, await sandbox());
        await driver.open('about:blank');
        await driver.open(`${pathToFileURL(file).href}#theme=joined&lang=fr`);
        await arrived();
        await driver.watch();
        await driver.click(NEWEST);
        await driver.click(CONFIRM);
        await says('Le code est confirmé.');
        await clean();
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    test('a setting stands in the address, and the HTML follows it', async () => {
      await start('#length=8&grouping=4-4&theme=joined&lang=de');
      const look = await driver.waitFor('the HTML', ({ text }) => text.includes('length="8"'));
      for (const words of ['grouping="4-4"', 'themes/joined.css', 'locales/de.js'])
        assert.ok(look.text.includes(words), words);
      await driver.waitFor('the words', ({ text }) => text.includes('lang="de"'));
      await clean();
    });
  });
