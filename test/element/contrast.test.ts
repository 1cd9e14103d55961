// Contrast, computed from the real colours: 4.5 for text, 3 for what shows where to write, where the focus is and where
// the caret is (WCAG 1.4.3, 1.4.11), in every phase, theme and scheme.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import type { Colour } from './colours.js';
import { colourOf, contrast, groundAround, groundOf } from './colours.js';
import { pressKeys } from './browser.js';
import { cells, deferredAdapter, drawn, inputOf, marked, mount, one, part, until } from './fixtures.js';
import { link, page, phases, reach, themes } from './phases.js';

const look = (node: Element) => getComputedStyle(node);
const seen = (node: Element) => node.checkVisibility({ visibilityProperty: true });
const visible = (element: OtpConfirm, names: readonly string[]) =>
  names.map((name) => part(element, name)).filter((node) => seen(node) && node.textContent);

/** What is read, and what it is read on. */
function* texts(element: OtpConfirm): Generator<[string, Colour, Colour]> {
  const words = visible(element, ['hint', 'status', 'confirm', 'resend', 'countdown']);
  for (const node of [...words, one(element, 'label')])
    yield [node.getAttribute('part') ?? 'label', colourOf(look(node).color), groundOf(node)];
  for (const cell of cells(element)) {
    expect(colourOf(look(cell).webkitTextFillColor)).to.deep.equal(colourOf(look(cell).color));
    yield [`digit in ${cell.part.value}`, colourOf(look(cell).color), groundOf(cell)];
  }
}

const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const;
/** The lines of a cell, which lie upon its own background, and the page around it. */
function* lines(element: OtpConfirm): Generator<[string, Colour, Colour]> {
  for (const cell of cells(element))
    for (const side of SIDES) {
      const style = look(cell);
      if (style[`border${side}Width`] === '0px') continue;
      yield [`${side} of ${cell.part.value}`, colourOf(style[`border${side}Color`]), groundAround(cell)];
    }
  for (const separator of element.shadowRoot?.querySelectorAll('[part=separator]') ?? [])
    yield ['separator', colourOf(look(separator).borderBottomColor), groundAround(element)];
  for (const sign of element.shadowRoot?.querySelectorAll('svg') ?? [])
    yield ['sign', colourOf(look(sign).stroke), groundOf(sign)];
}

const start = async (scheme: 'light' | 'dark', phase: string, more = '') => {
  const adapter = deferredAdapter();
  const element = await mount(
    page(scheme, '<otp-confirm challenge="c" expires-in="300" grouping="3-3"></otp-confirm>', more),
    { adapter },
  );
  await reach(element, adapter, phase);
  return element;
};

function expectContrast(element: OtpConfirm): void {
  for (const [what, colour, ground] of texts(element))
    expect(contrast(colour, ground), `${what}: ${String(colour)} on ${String(ground)}`).to.be.at.least(4.5);
  for (const [what, colour, ground] of lines(element))
    expect(contrast(colour, ground), `${what}: ${String(colour)} on ${String(ground)}`).to.be.at.least(3);
}

for (const theme of themes)
  describe(`the contrast of ${theme || 'the look without a theme'}`, () => {
    let unlink: () => void;
    before(async () => {
      unlink = await link(theme);
    });
    after(() => {
      unlink();
    });

    for (const scheme of ['light', 'dark'] as const) {
      for (const phase of phases)
        it(`${phase}, ${scheme}`, async () => {
          const element = await start(scheme, phase);
          expectContrast(element);
        });

      for (const phase of ['partial', 'refused', 'unavailable'])
        it(`the focus: ${phase}, ${scheme}`, async () => {
          const element = await start(scheme, phase);
          element.focus();
          inputOf(element).setSelectionRange(3, 3);
          await until(() => marked(element, 'active').join() === '3', 'the fourth cell is active');
          const active = cells(element)[3];
          if (!active) throw new Error('There are too few cells.');
          const caret = part(element, 'caret');
          expect(seen(caret)).to.be.true;
          expect(contrast(colourOf(look(caret).borderLeftColor), groundOf(active)), 'caret').to.be.at.least(
            3,
          );
          const { outlineStyle, outlineColor, borderBottomColor, borderBottomWidth } = look(active);
          const other = look(cells(element)[4] ?? active);
          // A ring, or a line that is thicker than the others.
          const ring = outlineStyle === 'none' ? borderBottomColor : outlineColor;
          expect(contrast(colourOf(ring), groundAround(active)), 'ring').to.be.at.least(3);
          if (outlineStyle === 'none')
            expect(parseFloat(borderBottomWidth)).to.be.at.least(parseFloat(other.borderBottomWidth) + 2);
          element.select();
          await until(() => marked(element, 'selected').length, 'the digits are selected');
          for (const [what, colour, ground] of texts(element))
            expect(contrast(colour, ground), `selected: ${what}`).to.be.at.least(4.5);
        });

      it(`the focus on a button, ${scheme}`, async () => {
        const element = await start(scheme, 'partial');
        element.focus();
        for (const name of ['confirm', 'resend']) {
          await pressKeys('Tab');
          const button = part(element, name);
          await drawn(element);
          expect(button.matches(':focus-visible'), name).to.be.true;
          expect(look(button).outlineStyle).to.equal('solid');
          expect(contrast(colourOf(look(button).outlineColor), groundAround(button)), name).to.be.at.least(3);
        }
      });
    }
  });

describe('the contrast where the page’s own text is grey, as frameworks have it', () => {
  const greys = { light: 'background: #f9f9f9; color: #4a4a4a', dark: 'background: #14161a; color: #abb1bf' };
  for (const scheme of ['light', 'dark'] as const)
    for (const phase of phases)
      it(`${phase}, ${scheme}`, async () => {
        expectContrast(await start(scheme, phase, greys[scheme]));
      });
});

describe('the colours', () => {
  it('are the page’s own', async () => {
    const element = await mount(
      '<div style="color: rgb(20, 60, 40); font-family: serif"><otp-confirm></otp-confirm></div>',
    );
    for (const node of [...cells(element), part(element, 'hint').parentElement ?? element, inputOf(element)])
      expect(look(node).color).to.equal('rgb(20, 60, 40)');
    for (const node of [...cells(element), part(element, 'hint')])
      expect(look(node).fontFamily).to.equal('serif');
    const [cell] = cells(element);
    if (!cell) throw new Error('There is no cell.');
    const [red, green, blue, alpha] = colourOf(look(cell).borderTopColor).map(
      (value) => Math.round(value * 100) / 100,
    );
    expect([red, green, blue, alpha]).to.deep.equal([20, 60, 40, 0.62]);
  });
});
