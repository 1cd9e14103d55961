// `npm run bench`: what a digit costs, from the key to the drawn digit, beside a bare input and a bare Lit input.
// Prints a table; asserts nothing: how fast a machine is, is not a test. Chromium only, whose DevTools protocol counts
// the main thread's time. The fields are measured in turns, so that what else the machine does meets each of them.
import { build } from 'esbuild';
import { launch } from 'puppeteer-core';
import { browsersOfThisRun, puppeteerOptions } from './browsers.mjs';

const ROUNDS = 40;
const DIGITS = '123456';

const fields = {
  'bare input': `document.body.append(document.createElement('input'));`,
  'bare Lit input': `
    import { html, LitElement } from 'lit';
    class Field extends LitElement {
      static properties = { code: {} };
      render() {
        return html\`<input .value=\${this.code ?? ''} @input=\${(event) => { this.code = event.target.value; }} /><div>\${this.code}</div>\`;
      }
    }
    customElements.define('bare-field', Field);
    document.body.append(document.createElement('bare-field'));`,
  'otp-confirm': `
    import './dist/otp-confirm.min.js';
    const field = document.createElement('otp-confirm');
    field.setAttribute('endpoint', '/confirm');
    document.body.append(field);`,
};

const median = (numbers) => {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
};

async function open(browser, script) {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: new URL('..', import.meta.url).pathname },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    conditions: ['production'],
  });
  const page = await browser.newPage();
  await page.setContent('<!doctype html><html lang="en"><body></body></html>');
  await page.addScriptTag({ type: 'module', content: outputFiles[0].text });
  const cdp = await page.createCDPSession();
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const host = document.body.querySelector(':not(script)');
    window.input = host.shadowRoot?.querySelector('input') ?? document.querySelector('input');
  });
  return { page, cdp };
}

const mainThread = async (cdp) => {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
};
/** Resolves once what the page was told to draw is drawn. */
const drawn = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

/** Milliseconds of the main thread, a digit. */
async function typeCode({ page, cdp }) {
  await page.bringToFront();
  await page.evaluate(() => {
    window.input.focus();
    window.input.select();
  });
  await page.keyboard.press('Delete');
  await drawn(page);
  const before = await mainThread(cdp);
  for (const digit of DIGITS) {
    await page.keyboard.press(digit);
    await drawn(page);
  }
  const spent = (await mainThread(cdp)) - before;
  const value = await page.evaluate(() => window.input.value);
  if (value !== DIGITS) throw new Error(`The field holds "${value}" and not what was typed.`);
  return spent / DIGITS.length;
}

const { found } = await browsersOfThisRun();
const chromium = Object.fromEntries(found).chromium;
if (!chromium) throw new Error('The bench needs Chromium: leave it in BROWSERS.');
const browser = await launch(puppeteerOptions('chromium', chromium));
try {
  const opened = [];
  for (const [name, script] of Object.entries(fields))
    opened.push({ name, times: [], ...(await open(browser, script)) });
  for (let round = 0; round < ROUNDS; round++)
    for (const field of opened) {
      const time = await typeCode(field);
      if (round >= ROUNDS / 8) field.times.push(time); // the first ones warm up
    }
  const reference = median(opened.find(({ name }) => name === 'bare Lit input').times);
  console.log(`main thread, milliseconds a digit (${ROUNDS} rounds, ${await browser.version()})\n`);
  console.table(
    opened.map(({ name, times }) => ({
      field: name,
      median: median(times).toFixed(3),
      least: Math.min(...times).toFixed(3),
      most: Math.max(...times).toFixed(3),
      'of a bare Lit input': (median(times) / reference).toFixed(2),
    })),
  );
} finally {
  await browser.close();
}
