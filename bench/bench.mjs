// `npm run bench`: <otp-confirm> beside a bare input, a bare Lit element and four other fields, in one run and in Chromium,
// whose DevTools protocol counts the main thread's time. They are measured in turns, so that what else the machine does
// meets each of them. Writes the tables of docs/bench.md and its chart; judges nothing: how fast a machine is, is no test.
import { spawnSync } from 'node:child_process';
import { launch } from 'puppeteer-core';
import { browsersOfThisRun, puppeteerOptions } from '../tools/browsers.mjs';
import { measures } from './measures.mjs';
import { servePages } from './pages.mjs';
import { writeReport } from './report.mjs';

const fields = ['bare-input', 'bare-lit', 'otp-confirm', 'input-otp', 'wa-otp-input', 'ion-input-otp', 'zag'];

// The others are the bench's alone: nobody else has to have them.
const npm = (...args) =>
  spawnSync('npm', args, {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  }).status === 0;
if (!npm('ls', '--silent') && !npm('ci', '--ignore-scripts'))
  throw new Error('The other fields could not be installed: see what npm says above.');

const { found } = await browsersOfThisRun();
const chromium = Object.fromEntries(found).chromium;
if (!chromium) throw new Error('The bench needs Chromium: leave it in BROWSERS.');
const pages = await servePages(fields);
const browser = await launch(puppeteerOptions('chromium', chromium));
try {
  const results = new Map(fields.map((name) => [name, pages.bytes(name)]));
  for (const { take, rounds } of measures) {
    console.log(`${take.name}, ${rounds} rounds`);
    for (let round = 0; round < rounds; round++)
      for (const name of fields) {
        const taken = await take(browser, pages, name);
        for (const [what, number] of Object.entries(taken)) (results.get(name)[what] ??= []).push(number);
      }
  }
  await writeReport(results, await browser.version());
} finally {
  await browser.close();
  pages.close();
}
