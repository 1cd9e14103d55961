// Which browsers a run uses: finds them on this machine, says how to get a missing one, and holds the flags that
// Chromium and Firefox need. How WebKitGTK is driven is webkit-launcher's.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { packedChromium } from './packed-chromium.mjs';
import { findMiniBrowser } from './webkit-launcher.mjs';

/**
 * @typedef {'chromium' | 'firefox' | 'webkit'} BrowserName
 * @typedef {{ executablePath: string, env?: NodeJS.ProcessEnv, headlessShell?: true }} Browser
 */

/** @type {readonly BrowserName[]} */
export const browserNames = ['chromium', 'firefox', 'webkit'];

/** How to get each one. @type {Readonly<Record<BrowserName, string>>} */
export const howToGet = {
  chromium:
    'apt-get install chromium   (or `npm ci`, which brings one on Linux x64; or set CHROME_PATH to any Chrome)',
  firefox: 'apt-get install firefox-esr   (or set FIREFOX_PATH)',
  webkit: 'apt-get install webkit2gtk-driver xvfb at-spi2-core python3-pyatspi dbus   (Linux only)',
};

/** Whether there is a program at this path that may be run. */
export const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
const onPath = (...names) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);
const firstOf = (paths) => paths.find((path) => existsSync(path));
const given = (variable) => {
  const path = process.env[variable];
  if (!path) return undefined;
  if (!existsSync(path))
    throw new Error(`${variable} is set to ${path}, which does not exist. Correct it, or unset it.`);
  return path;
};
const windowsFolders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
  (variable) => process.env[variable] ?? [],
);

/** @type {Record<BrowserName, () => Promise<Browser | undefined>>} */
const locate = {
  async chromium() {
    const executablePath =
      given('CHROME_PATH') ??
      onPath(
        'chromium',
        'chromium-browser',
        'google-chrome-stable',
        'google-chrome',
        'chrome',
        'microsoft-edge-stable',
        'microsoft-edge',
      ) ??
      firstOf([
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
        ...windowsFolders.flatMap((folder) => [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]),
      ]);
    if (executablePath) return { executablePath };
    const packed = await packedChromium();
    return packed && { ...packed, headlessShell: true };
  },
  async firefox() {
    const executablePath =
      given('FIREFOX_PATH') ??
      onPath('firefox-esr', 'firefox') ??
      firstOf([
        '/Applications/Firefox.app/Contents/MacOS/firefox',
        ...windowsFolders.map((folder) => join(folder, 'Mozilla Firefox/firefox.exe')),
      ]);
    return executablePath ? { executablePath } : undefined;
  },
  async webkit() {
    const executablePath =
      onPath('WebKitWebDriver') && onPath('Xvfb') ? (given('WEBKIT_PATH') ?? findMiniBrowser()) : undefined;
    return executablePath ? { executablePath } : undefined;
  },
};

/**
 * The browsers of this run: those that BROWSERS names, or else all that are found.
 * Throws where BROWSERS asks for one that is missing, and where there is none at all.
 *
 * @returns {Promise<{ found: [BrowserName, Browser][], missing: BrowserName[] }>}
 */
export async function browsersOfThisRun() {
  const asked = (process.env.BROWSERS ?? '').split(',').flatMap((name) => name.trim() || []);
  const unknown = asked.filter((name) => !browserNames.some((known) => known === name));
  if (unknown.length)
    throw new Error(
      `BROWSERS names ${unknown.join(', ')}, which is not a browser of these tests. Choose from ${browserNames.join(', ')}.`,
    );
  const found = [];
  const missing = [];
  for (const name of browserNames) {
    if (asked.length && !asked.includes(name)) continue;
    const browser = await locate[name]();
    if (browser) found.push([name, browser]);
    else missing.push(name);
  }
  const wanting = missing.map((name) => `\n  ${name}: ${howToGet[name]}`).join('');
  if (asked.length && missing.length)
    throw new Error(`BROWSERS asks for a browser that is not installed:${wanting}`);
  if (!found.length) throw new Error(`There is no browser to test in. Install one:${wanting}`);
  return { found, missing };
}

// Root has no sandbox to enter; and a closed network makes Chromium's own traffic hang.
const chromiumArguments = () => [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : []),
];

/**
 * What puppeteer-core's `launch` is to be given for a browser of this run.
 *
 * @param {'chromium' | 'firefox'} name
 * @param {Browser} browser
 * @returns {import('puppeteer-core').LaunchOptions}
 */
export function puppeteerOptions(name, { executablePath, env, headlessShell }) {
  switch (name) {
    case 'chromium':
      return {
        executablePath,
        ...(env ? { env } : {}),
        headless: headlessShell ? 'shell' : true,
        args: chromiumArguments(),
      };
    case 'firefox':
      // System access: the tests emulate media and read the accessibility tree from the browser's own scope.
      return { browser: 'firefox', executablePath, headless: true, args: ['--remote-allow-system-access'] };
    default:
      throw new Error(`puppeteer does not drive ${name}: use the launcher in webkit-launcher.mjs.`);
  }
}
