// What the system asks for: its colour scheme, forced colours, reduced motion. Contrast is contrast.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { emulate, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  cells,
  confirmWith,
  deferredAdapter,
  drawn,
  holdLooks,
  inputOf,
  marked,
  mount,
  one,
  part,
  releaseLooks,
  until,
} from './fixtures.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

async function start(markup = '<otp-confirm challenge="c"></otp-confirm>') {
  adapter = deferredAdapter();
  element = await mount(markup, { adapter });
}

describe('media', () => {
  afterEach(() => emulate({}));
  afterEach(releaseLooks);

  it('the colour scheme is the system’s where the page leaves it to it', async function () {
    const accents: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      // WebKitGTK reads the scheme at launch.
      if (!(await emulate({ colorScheme }))) this.skip();
      await start('<div style="color-scheme: light dark"><otp-confirm challenge="c"></otp-confirm></div>');
      accents.push(getComputedStyle(part(element, 'confirm')).backgroundColor);
    }
    expect(new Set(accents).size).to.equal(2);
  });

  it('forced colours: digit, active cell and caret can be told', async function () {
    // WebKitGTK has no forced colours.
    if (!(await emulate({ forcedColors: 'active' }))) this.skip();
    await start('<otp-confirm></otp-confirm><p style="color: CanvasText; background: Canvas">x</p>');
    element.focus();
    await type('12');
    await until(() => marked(element, 'active').join() === '2', 'the third cell is active');
    const [first, , third, fourth] = cells(element).map((cell) => getComputedStyle(cell));
    const page = getComputedStyle(one(element.parentElement, 'p'));
    if (!first || !third || !fourth) throw new Error('There are too few cells.');
    expect(first.color).to.equal(page.color);
    expect(third.outlineStyle).to.equal('solid');
    expect(fourth.outlineStyle).to.equal('none');
    expect(third.outlineColor).not.to.equal(page.backgroundColor);
    expect(first.borderTopColor).not.to.equal(page.backgroundColor);
    expect(getComputedStyle(part(element, 'caret')).backgroundColor).not.to.equal(page.backgroundColor);
    // The input's own text is not seen twice.
    expect(getComputedStyle(inputOf(element)).filter).to.equal('opacity(0)');
  });

  it('forced colours: what waits, what is closed and what is selected can be told', async function () {
    // WebKitGTK has no forced colours.
    if (!(await emulate({ forcedColors: 'active' }))) this.skip();
    const colourOf = (colour: string): string => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = colour;
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    };
    await start();
    await confirmWith(element, adapter, { kind: 'incorrect' });
    const [selected] = cells(element).map((cell) => getComputedStyle(cell));
    expect(selected?.borderTopColor).to.equal(colourOf('HighlightText'));
    expect(selected?.backgroundColor).to.equal(colourOf('Highlight'));
    await start();
    await confirmWith(element, adapter, { kind: 'rate-limited', retryAfter: 45 });
    expect(getComputedStyle(part(element, 'confirm')).color).to.equal(colourOf('GrayText'));
    expect(getComputedStyle(part(element, 'resend')).color).not.to.equal(colourOf('GrayText'));
    await start();
    await confirmWith(element, adapter, { kind: 'expired' });
    expect(cells(element).map((cell) => getComputedStyle(cell).borderTopColor)).to.deep.equal(
      Array<string>(6).fill(colourOf('GrayText')),
    );
  });

  it('reduced motion: nothing moves', async function () {
    // WebKitGTK reads it at launch.
    if (!(await emulate({ reducedMotion: 'reduce' }))) this.skip();
    await start();
    const look = holdLooks();
    element.focus();
    await type('1');
    await until(() => marked(element, 'active').length === 1, 'a cell is active');
    const caret = part(element, 'caret');
    look(7);
    expect(caret.matches('.off'), 'it would be off now').to.be.true;
    expect(getComputedStyle(caret).visibility).to.equal('visible');
    await confirmWith(element, adapter, { kind: 'incorrect' }, '23456');
    const moving = (element.shadowRoot?.getAnimations() ?? []).map(
      (animation) => (animation as CSSAnimation).animationName,
    );
    expect(moving).to.deep.equal([]);
  });

  it('motion, where it is welcome: the caret blinks, and stands while a person types', async function () {
    // A machine may be set to no motion.
    if (!matchMedia('(prefers-reduced-motion: no-preference)').matches) this.skip();
    await start();
    const look = holdLooks();
    element.focus();
    const caret = part(element, 'caret');
    const seen = () => getComputedStyle(caret).visibility;
    await until(() => seen() === 'visible', 'the caret is on');
    look(7);
    expect(seen()).to.equal('hidden');
    await type('1');
    await drawn(element);
    expect(seen()).to.equal('visible');
    // Half a second from the first look that finds nothing new, and half a second more.
    look(7);
    expect(seen()).to.equal('hidden');
    look(5);
    expect(seen()).to.equal('visible');
  });
});
