// The element tests: in which browsers, served how, reported how. The browsers themselves are tools/browsers.mjs's.
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import * as puppeteer from 'puppeteer-core';
import { hostileAnswers } from './test/hostile/answers.mjs';
import { browsersOfThisRun, puppeteerOptions } from './tools/browsers.mjs';
import { copiedPlugin } from './tools/copied-plugin.mjs';
import { counting, countingPlugin, countingReporter } from './tools/counting/browser.mjs';
import { elementReporter } from './tools/element-reporter.mjs';
import { enginePlugin } from './tools/engine-plugin.mjs';
import { prebundlePlugin } from './tools/prebundle-plugin.mjs';
import { strictPages } from './tools/strict-pages.mjs';
import { webkitGtkLauncher } from './tools/webkit-launcher.mjs';

// One page at a time in each: pages of a browser share one clipboard, and only the foreground one has the focus.
const concurrency = 1;
const launchers = {
  chromium: (browser) =>
    chromeLauncher({ concurrency, launchOptions: puppeteerOptions('chromium', browser) }),
  // given a puppeteer of its own, the launcher starts Firefox too (by WebDriver BiDi) and names it so
  firefox: (browser) =>
    chromeLauncher({ puppeteer, concurrency, launchOptions: puppeteerOptions('firefox', browser) }),
  webkit: ({ executablePath }) => webkitGtkLauncher({ executablePath }),
};

const { found } = await browsersOfThisRun();
/** `npm run coverage` says where to leave what is counted. */
const { COVERAGE_FOLDER: counted } = process.env;

export default {
  ...(counted && counting),
  rootDir: import.meta.dirname,
  files: 'test/element/**/*.test.ts',
  nodeResolve: { exportConditions: ['development', 'browser'] },
  middleware: [strictPages, hostileAnswers],
  plugins: [
    ...(counted ? [countingPlugin()] : []),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
    copiedPlugin(),
    enginePlugin(),
    prebundlePlugin(['axe-core', '@buttercup/locust', 'react', 'react-dom/client', 'react-dom/server']),
  ],
  browsers: found.map(([name, browser]) => launchers[name](browser)),
  concurrentBrowsers: 3,
  browserStartTimeout: 60_000,
  testsStartTimeout: 30_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 10_000, forbidOnly: true } },
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [
    elementReporter({ countsFile: process.env.TEST_COUNTS }),
    ...(counted ? [countingReporter(counted)] : []),
  ],
};
