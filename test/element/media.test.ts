// axe in each state and colour scheme; forced colours; reduced motion.
import { expect } from '@open-wc/testing';
import axe from 'axe-core';
import type { OtpConfirm } from '../../src/index.js';
import { emulate, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  autofill,
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

describe('axe finds nothing', () => {
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const states: [string, () => unknown][] = [
    ['idle', () => undefined],
    ['partial', () => autofill(inputOf(element), '123')],
    ['refused', () => confirmWith(element, adapter, { kind: 'incorrect' })],
    ['confirmed', () => confirmWith(element, adapter, { kind: 'confirmed' })],
    ['locked', () => confirmWith(element, adapter, { kind: 'locked', scope: 'account', retryAfter: 60 })],
    ['expired', () => confirmWith(element, adapter, { kind: 'expired' })],
  ];
  for (const [state, act] of states)
    for (const colorScheme of ['light', 'dark'] as const)
      it(`${state}, ${colorScheme}`, async function () {
        // WebKitGTK reads the scheme at launch: light there.
        if (colorScheme === 'dark' && !(await emulate({ colorScheme }))) this.skip();
        try {
          await start(
            '<main style="color-scheme: light dark; background: Canvas; color: CanvasText"><h1>Sign in</h1><otp-confirm challenge="c" expires-in="300"></otp-confirm></main>',
          );
          await act();
          await drawn(element);
          expect(element.phase).to.equal(state);
          // A transition that still runs shows colours of neither end.
          const running = element.shadowRoot?.getAnimations() ?? [];
          for (const animation of running)
            if (animation.effect?.getComputedTiming().iterations !== Infinity) animation.finish();
          const { violations, passes } = await axe.run(one(element.parentElement, 'otp-confirm'), {
            runOnly,
          });
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
          ).to.deep.equal([]);
          expect(passes.length).to.be.above(0);
        } finally {
          await emulate({});
        }
      });
});

describe('media', () => {
  afterEach(() => emulate({}));
  afterEach(releaseLooks);

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
