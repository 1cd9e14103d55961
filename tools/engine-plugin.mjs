// Test commands that @web/test-runner-commands lacks, in Chromium, Firefox and WebKitGTK.
// Owns: the `engine:` commands' server side; test/element/browser.ts is the other side. Does not own: the launchers.
//
// engine:name                                                       -> 'chromium' | 'firefox' | 'webkit'
// engine:media      { colorScheme?, reducedMotion?, forcedColors?, contrast? } -> whether the engine can
// engine:ax         of window.__ax                                  -> { accessible }: what the engine computes, or null
// engine:compose    { text } | { commit }                           -> whether the engine can
// engine:autofill   { state } | { fill }, of window.__autofilled    -> whether the engine can
// engine:pointer    { doubleClick } | { tap }: [x, y]               -> whether the engine can
// engine:insert     { text }, as a keyboard without keys does it    -> whether the engine can
// engine:screenshot { name }                                        -> the file's path
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  accessibleInFirefox,
  autofillInFirefox,
  composeInFirefox,
  insertInFirefox,
  setFirefoxPreferences,
} from './firefox-chrome.mjs';

const OUTPUT = fileURLToPath(new URL('../test/output/', import.meta.url));

const cdpSessions = new WeakMap();
async function cdpOf(page) {
  if (!cdpSessions.has(page)) cdpSessions.set(page, await page.createCDPSession());
  return cdpSessions.get(page);
}

export function engineOf(browser) {
  if (browser.accessiblesById) return 'webkit';
  return /firefox/i.test(browser.name) ? 'firefox' : 'chromium';
}

const media = {
  async chromium({ page }, { colorScheme = '', reducedMotion = '', forcedColors = '', contrast = '' }) {
    const cdp = await cdpOf(page);
    await cdp.send('Emulation.setEmulatedMedia', {
      features: [
        { name: 'prefers-color-scheme', value: colorScheme },
        { name: 'prefers-reduced-motion', value: reducedMotion },
        { name: 'forced-colors', value: forcedColors },
        { name: 'prefers-contrast', value: contrast },
      ],
    });
    return true;
  },
  async firefox({ page }, { colorScheme, reducedMotion, forcedColors, contrast }) {
    const more = contrast === 'more';
    await setFirefoxPreferences(page, {
      'layout.css.prefers-color-scheme.content-override': colorScheme ? Number(colorScheme !== 'dark') : null,
      'ui.prefersReducedMotion': reducedMotion ? Number(reducedMotion === 'reduce') : null,
      'browser.display.document_color_use': forcedColors === 'active' ? 2 : more ? 1 : null,
      'ui.useAccessibilityTheme': more ? 1 : null,
    });
    return true;
  },
  webkit: () => false, // GTK reads its settings once, at start: the launcher's `media` option
};

/** Each gives { role, name, description, invalid, required, readonly, disabled, focused, live, text }, or null. */
const accessible = {
  // The DevTools protocol computes the tree for the asking: exact for any node, in a shadow tree or not.
  async chromium({ page }) {
    const cdp = await cdpOf(page);
    const { result } = await cdp.send('Runtime.evaluate', { expression: 'window.__ax' });
    const { objectId } = result;
    const partial = await cdp.send('Accessibility.getPartialAXTree', { objectId, fetchRelatives: false });
    const [node] = partial.nodes;
    if (!node || node.ignored) return null;
    const { nodes } = await cdp.send('Accessibility.queryAXTree', { objectId });
    const texts = nodes.filter((each) => each.role?.value === 'StaticText').map((each) => each.name?.value);
    const properties = Object.fromEntries(node.properties.map(({ name, value }) => [name, value.value]));
    return {
      role: node.role?.value ?? '',
      name: node.name?.value ?? '',
      description: node.description?.value ?? '',
      invalid: (properties.invalid ?? 'false') !== 'false',
      required: properties.required === true,
      readonly: properties.readonly === true,
      disabled: properties.disabled === true,
      focused: properties.focused === true,
      live: properties.live ?? '',
      text: texts.join(''),
    };
  },
  firefox: ({ page }) => accessibleInFirefox(page),
  // AT-SPI knows an element by its id only: one without has an id lent to it, which nothing can refer to.
  async webkit({ browser, page }) {
    const id = await page.evaluate((lent) => {
      const element = window.__ax;
      if (!element.id) element.id = lent;
      return element.id;
    }, LENT);
    try {
      // The tree is brought up to date by a timer in the web process.
      for (let tries = 0; tries < 20; tries++) {
        const found = await browser.accessiblesById(id);
        if (found.length > 1)
          throw new Error(`${found.length} elements have the id "${id}": give the one under test its own.`);
        if (found.length === 1) return found[0];
        await page.evaluate(() => document.body.offsetWidth);
      }
      return null;
    } finally {
      await page.evaluate((lent) => {
        if (window.__ax.id === lent) window.__ax.removeAttribute('id');
      }, LENT);
    }
  },
};
const LENT = 'lent-by-engine-ax';

const compose = {
  async chromium({ page }, { text, commit }) {
    const cdp = await cdpOf(page);
    if (commit !== undefined) await cdp.send('Input.insertText', { text: commit });
    else
      await cdp.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    return true;
  },
  firefox: ({ page }, step) => composeInFirefox(page, step),
  webkit: () => false, // WebDriver has no input method, and under Xvfb there is none
};

// Chromium fills fields of cards and addresses alone when it is asked to: a code there passes for a card's number.
const autofill = {
  async chromium({ page }, { state, fill }) {
    const cdp = await cdpOf(page);
    await cdp.send('DOM.enable');
    await cdp.send('DOM.getDocument');
    const { result } = await cdp.send('Runtime.evaluate', { expression: 'window.__autofilled' });
    const { nodeId } = await cdp.send('DOM.requestNode', { objectId: result.objectId });
    if (fill === undefined) {
      await cdp.send('CSS.enable');
      await cdp.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: state ? ['autofill'] : [] });
      return true;
    }
    const { node } = await cdp.send('DOM.describeNode', { nodeId });
    const card = { number: fill, name: 'A', expiryMonth: '11', expiryYear: '2040', cvc: '123' };
    // A field that has just come is found a moment later.
    for (let tries = 100; ; tries--)
      try {
        await cdp.send('Autofill.trigger', { fieldId: node.backendNodeId, card });
        return true;
      } catch (error) {
        if (/wasn't found/.test(error.message)) return false; // the headless shell has no autofill
        if (!tries || !/Field not found/.test(error.message)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
  },
  firefox: ({ page }, how) => autofillInFirefox(page, how),
  webkit: () => false, // its autofill is the embedding application's, and no protocol reaches it
};

const insert = {
  async chromium({ page }, { text }) {
    await (await cdpOf(page)).send('Input.insertText', { text });
    return true;
  },
  firefox: ({ page }, { text }) => insertInFirefox(page, text),
  webkit: () => false,
};

// Puppeteer counts clicks by what it is told, the protocols under it by their time.
async function pointer({ page }, { doubleClick, tap }) {
  if (doubleClick) await page.mouse.click(...doubleClick, { count: 2 });
  else if (page.touchscreen) await page.touchscreen.tap(...tap);
  else return false;
  return true;
}

async function screenshot({ engine, page }, { name }) {
  if (!/^[\w-]+$/.test(name)) throw new Error(`Screenshot name "${name}": letters, digits, _ and - only.`);
  const file = join(OUTPUT, `${name}.${engine}.png`);
  await mkdir(OUTPUT, { recursive: true });
  await writeFile(file, await page.screenshot());
  return file;
}

export function enginePlugin() {
  return {
    name: 'engine-commands',
    async executeCommand({ command, payload, session }) {
      if (!command.startsWith('engine:')) return;
      const { browser } = session;
      const engine = engineOf(browser);
      const on = { engine, browser, page: browser.getPage(session.id) };
      switch (command) {
        case 'engine:name':
          return engine;
        case 'engine:media':
          return media[engine](on, payload ?? {});
        case 'engine:ax':
          return { accessible: await accessible[engine](on) }; // a bare null reads as an unknown command
        case 'engine:compose':
          return compose[engine](on, payload);
        case 'engine:autofill':
          return autofill[engine](on, payload);
        case 'engine:insert':
          return insert[engine](on, payload);
        case 'engine:pointer':
          return pointer(on, payload);
        case 'engine:screenshot':
          return screenshot(on, payload);
      }
    },
  };
}
