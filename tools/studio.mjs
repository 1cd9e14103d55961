// A page of its own in the packed Chromium, where <otp-confirm> is brought into any state and pictured: the same browser
// and the same fonts on every machine. Owns how a state is come to; which pictures are made is pictures.mjs's, what has to
// be in them test/e2e/pixels.e2e.ts's.
import { readFile } from 'node:fs/promises';
import { launch } from 'puppeteer-core';
import { puppeteerOptions } from './browsers.mjs';
import { packedChromium } from './packed-chromium.mjs';

const read = (path) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');
/** A file of the build or of a package, as an address that a page without one can load. */
const dataUrl = async (type, path) =>
  `data:${type};base64,${await readFile(new URL(`../${path}`, import.meta.url), 'base64')}`;

/** What the page does to the element, by name. In words, for they cross into the page. */
export const states = {
  idle: {},
  focus: { focus: true },
  partial: { code: '123', focus: true },
  complete: { code: '123456', attributes: 'grouping="3-3"' },
  issuing: { issue: 'never' },
  confirming: { code: '123456', confirm: 'never' },
  confirmed: { code: '123456', confirm: { kind: 'confirmed' } },
  refused: { code: '123456', focus: true, confirm: { kind: 'incorrect', attemptsRemaining: 2 } },
  waiting: { code: '123456', confirm: { kind: 'rate-limited', retryAfter: 45 } },
  expired: { code: '123456', confirm: { kind: 'expired' } },
  locked: {
    code: '123456',
    confirm: { kind: 'locked', scope: 'challenge' },
    attributes: 'grouping="3-3"',
  },
  failed: { code: '123456', confirm: { kind: 'challenge-unknown' } },
  unavailable: { code: '123456', confirm: { kind: 'server', status: 500 } },
  'any length': {
    code: 'K7Q2-99XW',
    focus: true,
    attributes: 'length="any" alphabet="text" destination=""',
  },
  'in a form': { code: '12', form: true, attributes: 'grouping="3-3"' },
};

// Of two attributes with one name the first counts: a state's own come before these.
const ATTRIBUTES = 'challenge="c" destination="•••• 4321" expires-in="300"';
const ARABIC =
  'node_modules/@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2';
/** Latin letters and digits in the font that the packed Chromium brings; it has no Arabic. */
const style = async () => `
  @font-face {
    font-family: 'Noto Sans Arabic';
    font-weight: 100 900;
    src: url(${await dataUrl('font/woff2', ARABIC)});
  }
  body { margin: 0; font: 16px/1.5 'Open Sans', 'Noto Sans Arabic' }
  #stage { box-sizing: border-box; background: Canvas; color: CanvasText }
  :root { color-scheme: light }`;

/** Runs in the page. */
async function define(bundle, locale) {
  const { registerLocale } = await import(bundle);
  registerLocale((await import(locale)).default);
}

/** Runs in the page. */
async function show({ markup, code, focus, confirm, issue, canIssue = true }) {
  const answer = (outcome) => () =>
    !outcome || outcome === 'never' ? new Promise(() => undefined) : Promise.resolve(outcome);
  document.body.innerHTML = markup;
  const element = document.querySelector('otp-confirm');
  element.adapter = { confirm: answer(confirm), ...(canIssue && { issue: answer(issue) }) };
  await element.updateComplete;
  if (code) element.code = code;
  if (focus) element.focus();
  const done = confirm ? element.confirm() : issue && element.issue();
  if (confirm !== 'never' && issue !== 'never') await done;
  while (!(await element.updateComplete));
  await document.fonts.ready;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/**
 * @param {{ scale?: number }} [options] pixels a CSS pixel. Default 1
 * @throws where there is no packed Chromium: it comes with `npm ci`, on Linux x64 only
 */
export async function openStudio({ scale = 1 } = {}) {
  const packed = await packedChromium();
  if (!packed)
    throw new Error('There is no packed Chromium here. It comes with `npm ci`, on Linux x64 only.');
  const browser = await launch(puppeteerOptions('chromium', { ...packed, headlessShell: true }));
  const page = await browser.newPage();
  await page.setViewport({ width: 1000, height: 800, deviceScaleFactor: scale });
  // Nothing that moves: a picture of it would be another one each time.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.setContent(
    '<!doctype html><html lang="en"><head><title>Studio</title></head><body></body></html>',
  );
  await page.evaluate(
    define,
    await dataUrl('text/javascript', 'dist/otp-confirm.min.js'),
    await dataUrl('text/javascript', 'dist/element/locales/ar.js'),
  );
  await page.addStyleTag({ content: await style() });
  const theme = await page.addStyleTag({ content: '/* a theme */' });

  return {
    page,
    /** Takes the theme with this name; '' for none. */
    async dress(name) {
      await theme.evaluate(
        (node, css) => (node.textContent = css),
        name && (await read(`themes/${name}.css`)),
      );
    },
    /**
     * Brings a new element into a state. It speaks English, or Arabic, from right to left.
     *
     * @param {keyof typeof states} name
     * @param {{ lang?: 'en' | 'ar', scheme?: string, width?: number, style?: string, form?: string, canIssue?: boolean }} [options]
     */
    async pose(name, options = {}) {
      const { lang = 'en', scheme = 'light', width = 352, style = 'padding: 20px' } = options;
      const { attributes = '', form = 'form' in options, ...state } = states[name];
      const element = `<otp-confirm ${attributes} ${ATTRIBUTES}></otp-confirm>`;
      const inside = form ? `<form onsubmit="return false">${element}${options.form ?? ''}</form>` : element;
      const dir = lang === 'ar' ? 'rtl' : 'ltr';
      const markup = `<div id="stage" lang="${lang}" dir="${dir}" style="color-scheme: ${scheme}; width: ${width}px; ${style}">${inside}</div>`;
      await page.evaluate(show, { ...state, canIssue: options.canIssue, markup });
    },
    /**
     * The colours at points of what is posed, in CSS pixels of the page.
     *
     * @param {readonly (readonly [x: number, y: number])[]} points
     * @returns {Promise<[red: number, green: number, blue: number][]>}
     */
    async colours(points) {
      const shot = await page.screenshot({ encoding: 'base64' });
      return page.evaluate(
        async (data, all, ratio) => {
          const image = new Image();
          image.src = `data:image/png;base64,${data}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext('2d', { willReadFrequently: true });
          context.drawImage(image, 0, 0);
          const { data: bytes, width } = context.getImageData(0, 0, image.width, image.height);
          return all.map(([x, y]) => {
            const at = 4 * (Math.floor(y * ratio) * width + Math.floor(x * ratio));
            return [bytes[at], bytes[at + 1], bytes[at + 2]];
          });
        },
        shot,
        points,
        scale,
      );
    },
    /**
     * Where a piece of the posed element is.
     *
     * @param {string} selector in its shadow tree
     * @returns {Promise<{ left: number, top: number, width: number, height: number }[]>}
     */
    boxes: (selector) =>
      page.evaluate(
        (each) =>
          [...document.querySelector('otp-confirm').shadowRoot.querySelectorAll(each)].map((node) => {
            const { left, top, width, height } = node.getBoundingClientRect();
            return { left, top, width, height };
          }),
        selector,
      ),
    /** What was posed, as a data URL. */
    async picture() {
      const stage = await page.$('#stage');
      return `data:image/png;base64,${await stage.screenshot({ encoding: 'base64' })}`;
    },
    /** Lays out a page of pictures, and gives it as a PNG. */
    async sheet(html, { width, scale: sheetScale = 1 }) {
      const sheet = await browser.newPage();
      await sheet.setViewport({ width, height: 100, deviceScaleFactor: sheetScale });
      await sheet.setContent(html);
      const picture = await sheet.screenshot({ fullPage: true });
      await sheet.close();
      return picture;
    },
    close: () => browser.close(),
  };
}
