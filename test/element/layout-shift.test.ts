// Nothing moves: the layout shifts that Chromium counts, those right after a person's input with them, while the element
// goes through all that it can tell, counts down, changes the words of its buttons, and its font arrives. Zero.
import { expect, fixtureCleanup } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { OtpConfirm } from '../../src/index.js';
import { engine, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import { advance, deferredAdapter, drawn, mount, request, resetClock, settled, until } from './fixtures.js';
import { link, moreWays, themes } from './phases.js';

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
/** Until what was changed is painted, and told to observers. */
async function painted(): Promise<void> {
  await frame();
  await frame();
}

const nameOf = (node: Node | null) =>
  node instanceof Element
    ? `${node.localName}.${node.getAttribute('part') ?? node.className}`
    : (node?.textContent ?? 'what is gone');

let observer: PerformanceObserver;
let shifts: string[] = [];
const take = (entries: PerformanceEntryList) => {
  for (const { value, sources } of entries as LayoutShift[])
    shifts.push(`${value} of ${sources.map(({ node }) => nameOf(node)).join(', ')}`);
};

async function expectNone(action: () => unknown, what: string): Promise<void> {
  await painted();
  take(observer.takeRecords());
  shifts = [];
  await action();
  await painted();
  take(observer.takeRecords());
  expect(shifts, what).to.deep.equal([]);
}

before(async function () {
  // Firefox and WebKitGTK do not count layout shifts.
  if ((await engine()) !== 'chromium') this.skip();
});
beforeEach(() => {
  observer = new PerformanceObserver((list) => {
    take(list.getEntries());
  });
  observer.observe({ type: 'layout-shift' });
});
afterEach(() => {
  observer.disconnect();
  resetClock();
});

it('what moves is counted', async () => {
  const element = await mount('<p></p><otp-confirm></otp-confirm>');
  await painted();
  one(element).style.blockSize = '50px';
  await painted();
  take(observer.takeRecords());
  expect(shifts).not.to.deep.equal([]);
});
const one = (element: OtpConfirm): HTMLElement => {
  const before = element.previousElementSibling;
  if (!(before instanceof HTMLElement)) throw new Error('Nothing is before it.');
  return before;
};

const around = (inside: string) =>
  `<section><h2>Sign in</h2>${inside}<p>What is below it.</p></section><p>And below that.</p>`;
const places: Record<string, string> = {
  'by itself': around('<otp-confirm challenge="c" expires-in="300" destination="•••• 4321"></otp-confirm>'),
  'in a form': around(
    '<form><otp-confirm challenge="c" expires-in="300"><input name="code"></otp-confirm><button>Sign in</button></form>',
  ),
  'with groups, in the middle': around(
    '<div style="text-align: center"><otp-confirm challenge="c" grouping="3-3" auto-confirm></otp-confirm></div>',
  ),
  'in a parent that asks how wide it is': around(
    '<div style="display: grid; justify-items: center"><otp-confirm challenge="c" countdown="seconds" expires-in="300"></otp-confirm></div>',
  ),
  'with a hint of the page': around(
    '<otp-confirm challenge="c"><p slot="hint">Six digits, <a href="#help">by post</a>.</p></otp-confirm>',
  ),
};

let adapter: DeferredAdapter;
async function start(markup: string): Promise<OtpConfirm> {
  adapter = deferredAdapter();
  const element = await mount(markup, { adapter });
  element.form?.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  return element;
}

for (const width of [320, 800])
  describe(`in a page ${width} px wide`, () => {
    const before_ = { width: innerWidth, height: innerHeight };
    before(() => setViewport({ width, height: 600 }));
    after(() => setViewport(before_));

    for (const [place, markup] of Object.entries(places)) {
      it(`${place}: nothing moves on the way to any phase, and back`, async () => {
        for (const [name, way] of Object.entries(moreWays)) {
          fixtureCleanup();
          const element = await start(markup);
          await expectNone(async () => {
            await way(element, adapter);
            await drawn(element);
            await painted();
            element.reset();
            await drawn(element);
          }, name);
        }
      });

      it(`${place}: nothing moves while a person types, is refused, corrects and is confirmed`, async () => {
        const element = await start(markup);
        await expectNone(async () => {
          element.focus();
          for (const digit of '12345') {
            await type(digit);
            await drawn(element);
          }
          await pressKeys('ArrowLeft');
          await type('x');
          await pressKeys('End');
          await type('6');
          if (!element.autoConfirm) await pressKeys('Enter');
          (await request(adapter.confirms)).answer({ kind: 'incorrect', attemptsRemaining: 1 });
          await settled(element);
          await painted();
          await type('654321');
          if (element.phase !== 'confirming') await pressKeys('Enter');
          (await request(adapter.confirms, 2)).answer({ kind: 'confirmed', token: 't' });
          await settled(element);
        }, place);
        expect(element.phase).to.equal('confirmed');
      });

      it(`${place}: nothing moves while it counts down`, async () => {
        const element = await start(markup);
        await moreWays['a new code']?.(element, adapter);
        await moreWays['waiting']?.(element, adapter);
        await expectNone(async () => {
          for (const seconds of [20, 20, 21, 20, 8, 1, 1, 1, 60, 60, 60, 60]) {
            advance(seconds);
            await drawn(element);
            await painted();
          }
        }, place);
      });
    }

    it('nothing moves where a button of the page’s is slotted in', async () => {
      const element = await start(
        around(
          '<otp-confirm challenge="c"><a slot="actions" href="#other">Try another way</a></otp-confirm>',
        ),
      );
      for (const name of ['refused', 'unavailable', 'confirmed'])
        await expectNone(() => moreWays[name]?.(element, adapter), name);
    });
  });

describe('a theme', () => {
  for (const theme of themes)
    it(`${theme || 'none'}: moves nothing from cell to cell`, async () => {
      const unlink = await link(theme);
      try {
        const element = await start(places['with groups, in the middle'] ?? '');
        await expectNone(async () => {
          element.focus();
          for (const digit of '123456') {
            await type(digit);
            await drawn(element);
          }
          (await request(adapter.confirms)).answer({ kind: 'incorrect' });
          await settled(element);
        }, theme);
      } finally {
        unlink();
      }
    });
});

describe('a font that comes late', () => {
  it('moves nothing of the element’s', async function () {
    const names = ['DejaVu Serif', 'Liberation Serif', 'Noto Serif', 'Times New Roman', 'Open Sans'];
    const font = new FontFace('Late', names.map((name) => `local('${name}')`).join());
    try {
      await font.load();
    } catch {
      this.skip(); // none of them is on this machine
    }
    const element = await start(
      `<div style="font-family: Late, sans-serif">${places['by itself'] ?? ''}</div>`,
    );
    const width = () => element.shadowRoot?.querySelector('slot[name=hint]')?.parentElement?.scrollWidth;
    expect(width()).to.be.above(0);
    await expectNone(async () => {
      document.fonts.add(font);
      await until(() => document.fonts.check('16px Late'), 'the font is there');
    }, 'font');
    document.fonts.delete(font);
  });
});
