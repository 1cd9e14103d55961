// Whether the field is whole, and can be used and read as it is meant to be: for tests of pages that style it or move it
// about. Owns what is checked, not what the page does.
import { expect } from '@open-wc/testing';
import { resetMouse, sendMouse, setViewport } from '@web/test-runner-commands';
import type { OtpConfirm } from '../../src/index.js';
import { engine, pasteText, type } from './browser.js';
import { cells, digits, inputOf, one, part, until } from './fixtures.js';
import { styleElement } from './markup.js';

const box = (node: Element) => node.getBoundingClientRect();
const middle = (node: Element): [number, number] => {
  const { left, top, width, height } = box(node);
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};

/** How see-through a computed colour is not: 0 to 1. */
const alpha = (colour: string) =>
  /^rgba\(.*, ([\d.]+)\)$|\/ ([\d.]+)\)$/.exec(colour)?.slice(1).find(Boolean) ?? '1';

/** The input lies under all the cells, and is what the pointer meets at each of them. */
export function expectOverCells(element: OtpConfirm): void {
  const input = inputOf(element);
  const [own, all] = [box(input), box(part(element, 'cells'))];
  expect(own.left).to.be.at.most(all.left + 1);
  expect(own.right).to.be.at.least(all.right - 1);
  expect(own.top).to.be.closeTo(all.top, 1);
  expect(own.height).to.be.closeTo(all.height, 1);
  expect(all.width).to.be.at.least(6 * 16);
  expect(all.height).to.be.at.least(24);
  const row = cells(element);
  row.forEach((cell, index) => {
    const next = row[index + 1];
    if (next) expect(box(next).left).to.be.at.least(box(cell).right);
    expect(document.elementFromPoint(...middle(cell)) === input, `the input is at cell ${index}`).to.be.true;
  });
}

/** Nothing of the input itself is seen, and each digit is, within its cell. */
export function expectReadable(element: OtpConfirm): void {
  const own = getComputedStyle(inputOf(element));
  expect(own.opacity).to.equal('1');
  // What it paints itself, be it text, background, ring or selection, is filtered away whole.
  expect(own.filter).to.equal('opacity(0)');
  for (const cell of cells(element)) {
    const look = getComputedStyle(cell);
    expect(alpha(look.color)).not.to.equal('0');
    expect(look.webkitTextFillColor).to.equal(look.color);
    expect([look.visibility, look.textTransform, look.textShadow]).to.deep.equal(['visible', 'none', 'none']);
    const range = document.createRange();
    range.selectNodeContents(cell.firstChild ?? cell);
    const [text, around] = [range.getBoundingClientRect(), box(cell)];
    expect(text.width).to.be.above(4);
    expect(text.left).to.be.at.least(around.left);
    expect(text.right).to.be.at.most(around.right);
    expect(text.top).to.be.at.least(around.top - 1);
    expect(text.bottom).to.be.at.most(around.bottom + 1);
    expect((text.left + text.right) / 2).to.be.closeTo((around.left + around.right) / 2, around.width / 8);
  }
}

/**
 * A code is pasted, typed and drawn; a click on a cell puts the caret at it; nothing scrolls sideways.
 * `zoom`: of the field, by CSS. WebKit's boxes leave it out, the pointer does not.
 */
export async function expectUsable(element: OtpConfirm, zoom = 1): Promise<void> {
  const scale = (await engine()) === 'webkit' ? zoom : 1;
  const input = inputOf(element);
  expectOverCells(element);
  element.focus();
  await pasteText('654-321');
  expect(element.code).to.equal('654321');
  element.select();
  await type('123456');
  await until(() => digits(element).join('') === '123456', 'the digits are drawn');
  expect(element.code).to.equal('123456');
  expect(input.scrollLeft).to.equal(0);
  expectReadable(element);
  for (const index of [0, 2, 5]) {
    const cell = cells(element)[index];
    if (!cell) throw new Error(`There is no cell ${index}.`);
    const [x, y] = middle(cell);
    await sendMouse({ type: 'click', position: [Math.round(x * scale), Math.round(y * scale)] });
    expect(document.activeElement === input, 'the input has the focus').to.be.true;
    // Which half of a digit the middle belongs to is the engine's.
    expect(input.selectionStart).to.be.oneOf([index, index + 1]);
  }
  expect(document.documentElement.scrollWidth).to.be.at.most(document.documentElement.clientWidth);
  expect(element.querySelector('[slot=description]')?.checkVisibility() ?? false).to.be.false;
}

/** One input, one label, one description in each, and no id twice in all of them. */
export function expectWhole(root: ParentNode, ...elements: OtpConfirm[]): void {
  for (const element of elements) {
    expect(['input', 'label', 'span'].map((name) => element.querySelectorAll(name).length)).to.deep.equal([
      1, 1, 1,
    ]);
    const input = inputOf(element);
    expect(one<HTMLLabelElement>(element, 'label').control === input).to.be.true;
    expect(input.getAttribute('aria-describedby')).to.equal(one(element, 'span').id);
    expect(element.input === input).to.be.true;
  }
  const ids = [...root.querySelectorAll('[id]')].map(({ id }) => id);
  expect(new Set(ids).size).to.equal(ids.length);
}

/** For a `describe`: the page is as narrow as a phone, and has what is written into this style sheet, for each test. */
export function styledPhone(): HTMLStyleElement {
  const before = { width: innerWidth, height: innerHeight };
  const style = styleElement();
  beforeEach(async () => {
    style.textContent = '';
    document.head.append(style);
    await setViewport({ width: 320, height: 480 });
  });
  afterEach(async () => {
    style.remove();
    await resetMouse();
    await setViewport(before);
  });
  return style;
}
