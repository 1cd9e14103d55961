// Geometry: narrow pages, flex rows, right-to-left pages, text spacing, target sizes. Colours are accessibility.test.ts's.
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { css } from 'lit';
import { OtpConfirm } from '../../src/index.js';
import { type } from './browser.js';
import { cells, deferredAdapter, digits, drawn, inputOf, mount, part, until } from './fixtures.js';
import { fixture, styleElement } from './markup.js';

const box = (node: Element) => node.getBoundingClientRect();
const start = (markup: string) => mount(markup, { adapter: deferredAdapter() });

function ends(element: OtpConfirm): [HTMLElement, HTMLElement] {
  const all = cells(element);
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) throw new Error('There are no cells.');
  return [first, last];
}

describe('a page 320 px wide', () => {
  const before = { width: innerWidth, height: innerHeight };
  beforeEach(() => setViewport({ width: 320, height: 480 }));
  afterEach(() => setViewport(before));

  for (const attributes of ['', 'length="8"', 'length="12" grouping="4-4-4"', 'length="any"'])
    it(`holds the element without scrolling sideways (${attributes || 'six digits'})`, async () => {
      const element = await start(`<otp-confirm challenge="c" expires-in="300" ${attributes}></otp-confirm>`);
      expect(innerWidth).to.equal(320);
      expect(document.documentElement.scrollWidth).to.be.at.most(document.documentElement.clientWidth);
      expect(element.scrollWidth).to.be.at.most(element.clientWidth);
      expect(box(part(element, 'cells')).right).to.be.at.most(box(element).right + 0.5);
    });

  it('holds the digits in their cells, and the clicks with them', async () => {
    const element = await start('<otp-confirm challenge="c" length="8"></otp-confirm>');
    element.focus();
    await type('12345678');
    await until(() => digits(element).join('') === '12345678', 'the digits are drawn');
    for (const cell of cells(element)) expect(cell.scrollWidth).to.be.at.most(cell.clientWidth);
    await until(() => inputOf(element).scrollLeft === 0, 'the text stands under the cells');
  });
});

describe('a flex or grid parent', () => {
  for (const style of [
    'display: flex',
    'display: inline-flex',
    'display: grid; justify-items: start',
    'float: left',
  ])
    it(`does not collapse it (${style})`, async () => {
      const element = await start(`<div style="${style}"><otp-confirm challenge="c"></otp-confirm></div>`);
      const [first, last] = ends(element);
      const [roomy] = ends(await start('<otp-confirm challenge="c"></otp-confirm>'));
      expect(box(first).width).to.be.closeTo(box(roomy).width, 1);
      expect(box(first).height).to.be.closeTo(box(roomy).height, 1);
      expect(box(last).right).to.be.at.most(box(element).right + 1);
      expect(box(last).left - box(first).left).to.be.at.least(5 * box(first).width);
    });
});

describe('a right-to-left page', () => {
  it('leaves the code left to right, in order under the caret', async () => {
    const element = await start('<div dir="rtl"><otp-confirm challenge="c"></otp-confirm></div>');
    const [first, last] = ends(element);
    expect(box(first).left).to.be.below(box(last).left);
    element.focus();
    await type('123456');
    await until(() => digits(element).join('') === '123456', 'the digits are drawn');
    expect(getComputedStyle(inputOf(element)).direction).to.equal('ltr');
    expect(box(inputOf(element)).left).to.be.closeTo(box(first).left, 1);
  });

  it('puts the rest to the right', async () => {
    const element = await start('<div dir="rtl"><otp-confirm challenge="c"></otp-confirm></div>');
    for (const name of ['confirm', 'resend'])
      expect(box(part(element, name)).right).to.be.closeTo(box(element).right, 1);
    expect(box(part(element, 'cells')).right).to.be.closeTo(box(element).right, 1);
  });
});

describe('text spacing', () => {
  const spacing = styleElement(
    '* { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important }',
  );
  beforeEach(() => document.head.append(spacing));
  afterEach(() => spacing.remove());

  it('hides no digit, and the caret stays with its cell', async () => {
    const element = await start('<otp-confirm challenge="c"></otp-confirm>');
    element.focus();
    await type('888888');
    await until(() => digits(element).join('') === '888888', 'the digits are drawn');
    for (const cell of cells(element)) {
      const range = document.createRange();
      range.selectNodeContents(cell.firstChild ?? cell);
      const [text, around] = [range.getBoundingClientRect(), box(cell)];
      expect(text.width).to.be.above(0);
      expect(text.left).to.be.at.least(around.left);
      expect(text.right).to.be.at.most(around.right);
      expect(text.top).to.be.at.least(around.top - 1);
      expect(text.bottom).to.be.at.most(around.bottom + 1);
    }
    // The rules of the page do not reach the input's own pitch.
    expect(parseFloat(getComputedStyle(inputOf(element)).letterSpacing)).to.be.above(10);
  });

  it('clips no words', async () => {
    const element = await start('<otp-confirm challenge="c" expires-in="300"></otp-confirm>');
    for (const name of ['hint', 'confirm', 'resend', 'countdown']) {
      const words = part(element, name);
      expect(words.scrollHeight, name).to.be.at.most(words.clientHeight + 2);
      expect(words.scrollWidth, name).to.be.at.most(words.clientWidth + 2);
    }
  });
});

it('words that need a second line leave none alone on it', async () => {
  const element = await start('<otp-confirm challenge="c" destination="•••• 4321"></otp-confirm>');
  const words = part(element, 'hint').querySelector('slot')?.firstChild ?? element;
  const lines = () => {
    const range = document.createRange();
    range.selectNodeContents(words);
    // A line that has characters of two fonts is one still.
    const ends = new Map<number, [left: number, right: number]>();
    for (const { left, right, top, width } of range.getClientRects()) {
      if (!width) continue;
      const known = [...ends.keys()].find((each) => Math.abs(each - top) < 8) ?? top;
      const [first, last] = ends.get(known) ?? [left, right];
      ends.set(known, [Math.min(first, left), Math.max(last, right)]);
    }
    return [...ends.values()].map(([left, right]) => right - left);
  };
  const [whole = 0] = lines();
  element.style.width = `${String(whole - 4)}px`;
  await drawn(element);
  const [first = 0, last = 0, ...more] = lines();
  expect(more).to.deep.equal([]);
  expect(last).to.be.above(first / 2);
});

describe('the label', () => {
  const style = styleElement();
  beforeEach(() => document.head.append(style));
  afterEach(() => style.remove());

  for (const [name, rules, distance] of [
    ['a page that says nothing', '', 8],
    ['a reset of all margins', '*, ::before, ::after { margin: 0; padding: 0; box-sizing: border-box }', 4],
    ['a distance of the page’s', 'label { margin-bottom: 12px }', 12],
    ['as Bootstrap has it', 'label { display: inline-block; margin-bottom: 8px }', 12],
  ] as const)
    for (const inside of ['', '<label slot="label" for="own">Code</label><input id="own">'])
      it(`keeps its distance to the cells: ${name}, ${inside ? 'its own label' : 'none'}`, async () => {
        style.textContent = rules;
        const element = await start(
          `<div style="font: 16px/1 sans-serif"><otp-confirm challenge="c">${inside}</otp-confirm></div>`,
        );
        const label = element.querySelector('label') ?? element;
        expect(box(part(element, 'cells')).top - box(label).bottom).to.be.closeTo(distance, 0.5);
      });
});

it('targets are 24 px and more', async () => {
  const element = await start('<otp-confirm challenge="c"></otp-confirm>');
  for (const target of [part(element, 'confirm'), part(element, 'resend'), inputOf(element)]) {
    expect(box(target).height).to.be.at.least(24);
    expect(box(target).width).to.be.at.least(24);
  }
});

it('the size of the code is the page’s to choose', async () => {
  const element = await start(
    '<otp-confirm challenge="c" style="--otp-confirm-cell-size: 3em"></otp-confirm>',
  );
  const [first] = ends(element);
  const before = box(first).width;
  element.style.setProperty('--otp-confirm-cell-size', '2em');
  await drawn(element);
  expect(box(first).width).to.be.closeTo((before * 2) / 3, 1);
});

it('a class that is made of it has styles of its own beside those that there are', async () => {
  customElements.define(
    'own-confirm',
    class extends OtpConfirm {
      static override readonly styles = css`
        [part='hint'] {
          color: rgb(1 2 3);
        }
      `;
    },
  );
  const element = await fixture<OtpConfirm>('<own-confirm challenge="c"></own-confirm>');
  await drawn(element);
  const hint = part(element, 'hint');
  expect(getComputedStyle(hint).color).to.equal('rgb(1, 2, 3)');
  expect(getComputedStyle(hint).unicodeBidi).to.equal('plaintext');
});

it('hidden is hidden', async () => {
  const element = await start('<otp-confirm challenge="c" hidden></otp-confirm>');
  expect(box(element).height).to.equal(0);
});

it('a digit of the input lies under the cell that draws it', async () => {
  const element = await start('<otp-confirm challenge="c"></otp-confirm>');
  const { letterSpacing } = getComputedStyle(inputOf(element));
  const [first, second] = cells(element);
  if (!first || !second) throw new Error('There are too few cells.');
  const pitch = box(second).left - box(first).left;
  const probe = document.createElement('canvas').getContext('2d');
  if (!probe) throw new Error('There is no canvas.');
  const { fontSize, fontFamily } = getComputedStyle(inputOf(element));
  probe.font = `${fontSize} ${fontFamily}`;
  expect(parseFloat(letterSpacing) + probe.measureText('0').width).to.be.closeTo(pitch, 0.5);
});
