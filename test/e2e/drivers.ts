// One way to drive a browser for the end-to-end tests: Chromium and Firefox by puppeteer-core, WebKitGTK by WebDriver.
// Owns the browser and its end, keys and mouse as a person uses them, and looking at the page. Expects nothing.
import { setTimeout as pause } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import type { Browser, BrowserName } from '../../tools/browsers.mjs';
import { puppeteerOptions } from '../../tools/browsers.mjs';
import { webkitGtkLauncher } from '../../tools/webkit-launcher.mjs';
import { answerTo } from './waiting.js';

const ANSWER_PATIENCE = 2000;

export type Key = 'Enter' | 'Tab';

/** What can be seen of a page at one moment. */
export interface Look {
  readonly url: string;
  /** Words of the page itself. */
  readonly text: string;
  /** The script ran: the element is one. */
  readonly upgraded: boolean;
  /** Words of the element's status. */
  readonly status: string;
  /** The one input; null on a page without. */
  readonly field: {
    readonly value: string;
    readonly focused: boolean;
    /** The selected part of the value. */
    readonly selected: string;
    readonly invalid: boolean;
  } | null;
}

export interface Driver {
  open(url: string): Promise<void>;
  /** By the page's own history: with JavaScript only. */
  back(): Promise<void>;
  type(text: string): Promise<void>;
  press(key: Key): Promise<void>;
  /** Clicks the middle of the first element that fits, in the document or in a shadow root of ours. */
  click(selector: string): Promise<void>;
  look(): Promise<Look>;
  /** The value of an expression in the page, which is a text. */
  read(expression: string): Promise<string>;
  /** Looks until it is so; the error of one that never is says what was seen last. */
  waitFor(what: string, fits: (look: Look) => boolean): Promise<Look>;
  /** From now on the page keeps what it complains of, until it is left. */
  watch(): Promise<void>;
  /** Violations of the page's content security policy, errors that nothing caught, and what went to console.error. */
  complaints(): Promise<readonly string[]>;
  /** Breaks the policy and the console's silence, so that a test can see that both are heard. */
  breakRules(): Promise<void>;
  /** A PNG. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** What differs from engine to engine. */
interface Engine {
  goto(url: string): Promise<unknown>;
  type(text: string): Promise<unknown>;
  press(key: Key): Promise<unknown>;
  clickAt(x: number, y: number): Promise<unknown>;
  /** The value of an expression in the page, which is a text. */
  evaluate(expression: string): Promise<unknown>;
  screenshot(): Promise<Uint8Array>;
  close(): Promise<unknown>;
}

export interface LaunchOptions {
  /** Off, no page runs a script; what the driver itself evaluates still runs, in all three engines. */
  readonly javaScript: boolean;
}

async function launchPuppeteer(
  name: 'chromium' | 'firefox',
  browser: Browser,
  { javaScript }: LaunchOptions,
): Promise<Engine> {
  const running = await puppeteer.launch({
    ...puppeteerOptions(name, browser),
    ...(name === 'firefox'
      ? { extraPrefsFirefox: { 'javascript.enabled': javaScript } } // over BiDi Firefox ESR cannot be told
      : { ignoreDefaultArgs: ['--disable-back-forward-cache'] }), // a person's browser has one
  });
  try {
    const [page = await running.newPage()] = await running.pages();
    await page.setViewport({ width: 800, height: 600 });
    if (name === 'chromium') await page.setJavaScriptEnabled(javaScript);
    return {
      // Firefox, come Back a moment ago, once in a while does not say that the next page has come.
      goto: (url) => page.goto(url, { timeout: 10_000 }).catch(() => page.goto(url)),
      type: (text) => page.keyboard.type(text),
      press: (key) => page.keyboard.press(key),
      clickAt: (x, y) => page.mouse.click(x, y),
      evaluate: (expression) => page.evaluate(expression),
      screenshot: () => page.screenshot(),
      close: () => running.close(),
    };
  } catch (error) {
    await running.close();
    throw error;
  }
}

// WebKitGTK 2.50 now and then loses an answer where the page is left meanwhile, above all into the page cache.
async function inTime(answer: Promise<unknown>): Promise<unknown> {
  const answered = new AbortController();
  const late = pause(ANSWER_PATIENCE, undefined, { signal: answered.signal }).then(() => {
    throw new Error('The page gave no answer. Ask again.');
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    answered.abort();
  }
}

async function launchWebKit({ executablePath }: Browser, { javaScript }: LaunchOptions): Promise<Engine> {
  const launcher = webkitGtkLauncher({ executablePath, args: [`--enable-javascript=${String(javaScript)}`] });
  try {
    await launcher.startSession('end-to-end', 'about:blank');
  } catch (error) {
    await launcher.stop();
    throw error;
  }
  const page = launcher.getPage();
  return {
    goto: (url) => page.goto(url),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    clickAt: (x, y) => page.mouse.click(x, y),
    evaluate: (expression) => inTime(page.evaluate(`() => (${expression})`)),
    screenshot: () => page.screenshot(),
    close: () => launcher.stop(),
  };
}

declare global {
  interface Window {
    __complaints?: string[];
  }
}

// Those below are sent into the page as text: they name nothing outside themselves, and no function in them has
// a name, for tsx would have a helper of its own keep it.
function lookAround(): Look {
  const host = document.querySelector('otp-confirm');
  const input = host?.querySelector('input');
  return {
    url: location.href,
    text: document.body.innerText,
    upgraded: !!host?.shadowRoot,
    status: host?.shadowRoot?.querySelector('[part~=status]')?.textContent?.trim() ?? '',
    field: input
      ? {
          value: input.value,
          focused: document.activeElement === input,
          selected: input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0),
          invalid: !input.validity.valid,
        }
      : null,
  };
}

function middleOf(selector: string): { x: number; y: number } | null {
  const hosts = document.querySelectorAll('otp-confirm, otp-mock-inbox, otp-mock-panel');
  const roots = [document, ...[...hosts].map(({ shadowRoot }) => shadowRoot)];
  const element = roots.map((root) => root?.querySelector(selector)).find((found) => found);
  if (!element) return null;
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}

// In the page's own world, so that they hear what its scripts do.
function watchPage(): null {
  const complaints: string[] = (window.__complaints = []);
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    complaints.push(`policy: ${effectiveDirective} ${blockedURI}`);
  });
  window.addEventListener('error', ({ message }) => {
    complaints.push(`error: ${String(message)}`);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => {
    complaints.push(`rejection: ${String(reason)}`);
  });
  const { error } = console;
  console.error = (...words: unknown[]) => {
    complaints.push(`console: ${words.join(' ')}`);
    error.apply(console, words);
  };
  return null;
}

const complaintsOfPage = (): string[] => window.__complaints ?? ['the page was left, and is not watched'];

function breakRulesOfPage(): null {
  document.body.setAttribute('style', 'color: red');
  console.error('broken by a test');
  return null;
}

function drive(engine: Engine): Driver {
  async function call<Args extends readonly string[], T>(
    fn: (...args: Args) => T,
    ...args: Args
  ): Promise<T> {
    const answer = await engine.evaluate(`JSON.stringify((${String(fn)})(...${JSON.stringify(args)}))`);
    return JSON.parse(String(answer));
  }
  const look = (): Promise<Look> => call(lookAround);

  return {
    async open(url) {
      await engine.goto(url);
    },
    // The drivers' own ways wait for a load, which a page from the cache does not have.
    async back() {
      await engine.evaluate('String(setTimeout(() => history.back()))'); // answered before the page is left
    },
    async type(text) {
      await engine.type(text);
    },
    async press(key) {
      await engine.press(key);
    },
    async click(selector) {
      const middle = await answerTo(
        async () => (await call(middleOf, selector)) ?? undefined,
        () => `${selector} on the page, to click it`,
      );
      await engine.clickAt(middle.x, middle.y);
    },
    look,
    read: async (expression) => String(await engine.evaluate(expression)),
    waitFor(what, fits) {
      let seen: Look | undefined;
      return answerTo(
        async () => {
          seen = await look();
          return fits(seen) ? seen : undefined;
        },
        () => `${what}; seen last: ${JSON.stringify(seen)}`,
      );
    },
    async watch() {
      await call(watchPage);
    },
    complaints: () => call(complaintsOfPage),
    async breakRules() {
      await call(breakRulesOfPage);
    },
    screenshot: () => engine.screenshot(),
    async close() {
      await engine.close();
    },
  };
}

export async function launch(name: BrowserName, browser: Browser, options: LaunchOptions): Promise<Driver> {
  switch (name) {
    case 'chromium':
    case 'firefox':
      return drive(await launchPuppeteer(name, browser, options));
    case 'webkit':
      return drive(await launchWebKit(browser, options));
    default:
      return name satisfies never;
  }
}
