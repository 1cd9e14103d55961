// The documentation in the browsers of this run, under its strict policy. In Chromium every page (axe, no sideways scroll on
// a phone) and every live example, each carried through to a confirmed code by real keys; in the others the examples of a few
// pages, and the search. What is built is test/docs's.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import axe from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { buildSite, serveSite } from '../../site/build.mjs';
import { examples } from '../../site/live.mjs';
import { browsersOfThisRun, puppeteerOptions } from '../../tools/browsers.mjs';
import { launch, type Driver } from './drivers.js';
import { answerTo } from './waiting.js';

const output = mkdtempSync(join(tmpdir(), 'otp-confirm-docs-'));
const violations: string[] = [];
const { found } = await browsersOfThisRun();
await buildSite(output);
const site = await serveSite(output, { port: 0, onViolation: (report: string) => violations.push(report) });
after(async () => {
  await site.close();
  rmSync(output, { recursive: true, force: true });
});

/** All that a page can hold is on these: their colours are looked at in the dark too. */
const ofEachKind = ['index.html', 'attributes.html', 'server.html', 'testing.html'];
/** In each browser those of the pages that a newcomer sees first; in Chromium all. */
const shownFirst = /^(?:index|start)/;

/** How many elements an example has, and of the one at hand what can be seen. */
async function lookAt(driver: Driver, index: number) {
  const seen = await driver.read(`JSON.stringify((() => {
    const elements = [...document.querySelectorAll('otp-confirm')];
    const element = elements[${String(index)}];
    return {
      count: elements.length,
      ready: !!element?.input && !!document.querySelector('.stage'),
      plain: !element?.adapter && !element?.endpoint,
      phase: element?.phase,
      code: document.querySelectorAll('.stage-message b')[${String(index)}]?.textContent ?? '424242',
      post: document.querySelector('.stage-post code')?.textContent,
    };
  })())`);
  return JSON.parse(seen) as {
    readonly count: number;
    readonly ready: boolean;
    readonly plain: boolean;
    readonly phase: string;
    readonly code: string;
    readonly post?: string;
  };
}
type Seen = Awaited<ReturnType<typeof lookAt>>;

function until(driver: Driver, index: number, what: string, fits: (seen: Seen) => boolean): Promise<Seen> {
  let last: Seen | undefined;
  return answerTo(
    async () => {
      last = await lookAt(driver, index);
      return fits(last) ? last : undefined;
    },
    () => `${what}; seen last: ${JSON.stringify(last)}`,
  );
}

/** Types what the message says, and Enter. */
async function confirmAt(driver: Driver, index: number, name: string): Promise<void> {
  const { code, plain, phase } = await until(driver, index, `${name}: the element`, ({ ready }) => ready);
  if (phase !== 'confirmed') {
    await driver.read(`String(document.querySelectorAll('otp-confirm')[${String(index)}].focus())`);
    await driver.type(code);
    await driver.press('Enter');
  }
  const seen = await until(driver, index, `${name}: confirmed`, ({ phase: now, post }) =>
    plain ? !!post : now === 'confirmed',
  );
  // The form carries the token, and the code only where nothing but a field was asked for.
  if (seen.post) assert.equal(seen.post.includes(`=${code}`), plain, `${name} posts ${seen.post}`);
}

for (const [name, browser] of found)
  describe(`the documentation in ${name}`, () => {
    let driver: Driver;
    before(async () => {
      driver = await launch(name, browser, { javaScript: true });
    });
    after(() => driver.close());

    for (const [example, { flags }] of examples)
      if (name === 'chromium' || shownFirst.test(example))
        test(`the example ${example} comes to a confirmed code`, async () => {
          await driver.open(`${site.url}examples/${example}.html`);
          await driver.watch();
          const { count } = await until(driver, 0, `${example}: its first element`, ({ ready }) => ready);
          if (flags.includes('press')) await driver.click('main button');
          if (flags.includes('start')) {
            const button = "document.querySelector('otp-confirm').shadowRoot.querySelector('[part~=resend]')";
            assert.equal(await driver.read(`${button}.textContent.trim()`), 'Send code');
            await driver.read(`${button}.click(), ''`);
            await until(driver, 0, `${example}: its first code`, ({ phase }) => phase === 'waiting');
          }
          for (let index = 0; index < count; index++) await confirmAt(driver, index, example);
          assert.deepEqual(await driver.complaints(), []);
          assert.deepEqual(violations, []);
        });

    test('the search finds an attribute, and leads to it', async () => {
      await driver.open(`${site.url}index.html`);
      await driver.watch();
      await driver.click('#search');
      await driver.type('auto-conf');
      await driver.waitFor('a find', ({ text }) => text.includes('auto-confirm\nAttributes'));
      await driver.press('Enter');
      await driver.waitFor('the attribute', ({ url }) => url.endsWith('/attributes.html#auto-confirm'));
      assert.deepEqual(violations, []);
    });
  });

const chromium = found.find(([name]) => name === 'chromium')?.[1];
describe(
  'every page of the documentation',
  { skip: !chromium && 'the page is looked at in Chromium' },
  () => {
    let running: Browser;
    let page: Page;
    const complaints: string[] = [];
    before(async () => {
      assert.ok(chromium);
      running = await puppeteer.launch(puppeteerOptions('chromium', chromium));
      page = await running.newPage();
      // What a page frames is looked at by itself, above.
      await page.setRequestInterception(true);
      page.on('request', (request) => {
        const framed = request.frame() !== page.mainFrame();
        void (framed ? request.respond({ contentType: 'text/html', body: '' }) : request.continue());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
      });
    });
    after(() => running.close());

    const names = readdirSync(output).filter((name) => name.endsWith('.html'));
    // The stage around an example; the element in it has tests of its own.
    for (const name of [...names, 'examples/outcomes.html', 'examples/forms-in-a-form.html'])
      test(name, async () => {
        complaints.length = 0;
        // As narrow as a page has to bear (WCAG 1.4.10), then as wide as it has all its columns.
        for (const width of [320, 1440]) {
          await page.setViewport({ width, height: 900 });
          if (width === 320) await page.goto(site.url + name);
          const wide = await page.evaluate('document.documentElement.scrollWidth');
          assert.ok(Number(wide) <= width, `${name} is ${String(wide)} px wide at ${String(width)}`);
        }
        assert.deepEqual(await findings(page), [], name);
        if (ofEachKind.includes(name)) {
          await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
          assert.deepEqual(await findings(page, ['color-contrast']), [], `${name}, dark`);
          await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
        }
        assert.deepEqual(complaints, []);
        assert.deepEqual(violations, []);
      });

    test('a fault is found, on a page that is narrow too', async () => {
      await page.setViewport({ width: 320, height: 900 });
      assert.deepEqual(await findings(page), []);
      await page.evaluate("document.querySelector('main').append(document.createElement('img'))");
      assert.deepEqual(await findings(page), ['image-alt: <img>']);
    });
  },
);

describe(
  'a reader of the documentation',
  { skip: !chromium && 'where things lie on the page is looked at in Chromium' },
  () => {
    let running: Browser;
    before(async () => {
      assert.ok(chromium);
      running = await puppeteer.launch(puppeteerOptions('chromium', chromium));
    });
    after(() => running.close());

    for (const [width, height] of [
      [360, 740],
      [1280, 800],
    ] as const) {
      const open = async (address: string): Promise<Page> => {
        const page = await running.newPage();
        await page.setViewport({ width, height });
        await page.goto(site.url + address, { waitUntil: 'networkidle0' });
        return page;
      };

      test(`comes to what was linked to, whatever grows above it, at ${String(width)} px`, async () => {
        for (const [address, part] of [
          ['attributes.html#countdown', 'Facts about the challenge'],
          ['parts.html#custom-properties', 'Custom properties'],
          ['recipes.html#follow-a-redirect', 'Follow a redirect'],
        ] as const) {
          const page = await open(address);
          const [top, marked] = (await page.evaluate(`[
            Math.round(document.querySelector(location.hash).getBoundingClientRect().top),
            document.querySelector('.inside [aria-current]')?.textContent,
          ]`)) as [number, string | undefined];
          assert.equal(top, 80, address);
          assert.equal(marked, part, address);
          await page.close();
        }
      });

      test(`sees all of what was found, at ${String(width)} px`, async () => {
        const page = await open('start.html');
        await page.type('#search', 'react');
        await page.waitForSelector('#found a');
        const cut = await page.evaluate(`[...document.querySelectorAll('#found, #found a')].filter((each) => {
          const { left, right } = each.getBoundingClientRect();
          return left < 0 || right > innerWidth;
        }).length`);
        assert.equal(cut, 0);
        await page.close();
      });
    }
  },
);

/** What axe finds on the page itself; the element in its frames has tests of its own. */
async function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate('!!window.axe'))) await page.evaluate(axe.source);
  const options = JSON.stringify({
    iframes: false,
    ...(rules
      ? { runOnly: rules }
      : {
          rules: {
            'target-size': { enabled: true },
            // An example is a part of a page.
            'page-has-heading-one': { enabled: !page.url().includes('/examples/') },
          },
        }),
  });
  const { violations: faults } = (await page.evaluate(`axe.run(document, ${options})`)) as axe.AxeResults;
  return faults.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}
