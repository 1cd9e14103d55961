// The drawn cells over the one input: which digit, caret and selection they show, and where its box lies. Where the
// pointer lands is pointing.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { pressKeys, type } from './browser.js';
import { cells, digits, drawn, inputOf, marked, mount, part, pointOf, shows, until } from './fixtures.js';
import { styleElement } from './markup.js';

let element: OtpConfirm;
let input: HTMLInputElement;

beforeEach(async () => {
  element = await mount('<otp-confirm></otp-confirm>');
  input = inputOf(element);
});

describe('what is drawn', () => {
  it('one cell a character, none filled or active at rest', () => {
    expect(cells(element)).to.have.length(6);
    expect(marked(element, 'filled')).to.deep.equal([]);
    expect(marked(element, 'active')).to.deep.equal([]);
    expect(shows(element, 'caret')).to.be.false;
  });

  it('follows the value and the caret', async () => {
    element.focus();
    await until(() => marked(element, 'active').join() === '0', 'the first cell is active');
    await type('123');
    await until(() => marked(element, 'active').join() === '3', 'the fourth cell is active');
    expect(digits(element)).to.deep.equal(['1', '2', '3', '', '', '']);
    expect(marked(element, 'filled')).to.deep.equal([0, 1, 2]);
    const [caret, cell] = [part(element, 'caret'), cells(element)[3]].map((node) =>
      node?.getBoundingClientRect(),
    );
    expect(caret?.left).to.be.within(cell?.left ?? NaN, cell?.right ?? NaN);
    await pressKeys('ArrowLeft');
    await until(() => marked(element, 'active').join() === '2', 'the caret went left');
    await pressKeys('Backspace');
    await until(() => digits(element).join('') === '13', 'the digit is gone');
    expect(marked(element, 'active')).to.deep.equal([1]);
  });

  it('keeps the last cell active where the field is full', async () => {
    element.focus();
    await type('123456');
    await until(() => marked(element, 'active').join() === '5', 'the last cell is active');
  });

  it('follows the selection by keys and by script', async () => {
    element.focus();
    await type('123456');
    await pressKeys('Shift+ArrowLeft');
    await pressKeys('Shift+ArrowLeft');
    await until(() => marked(element, 'selected').join() === '4,5', 'two cells are selected');
    expect(marked(element, 'active')).to.deep.equal([]);
    element.select();
    await until(() => marked(element, 'selected').length === 6, 'all cells are selected');
    input.setSelectionRange(1, 3);
    await until(() => marked(element, 'selected').join() === '1,2', 'the second and third are selected');
  });

  it('shows neither caret nor selection without the focus', async () => {
    element.focus();
    await type('12');
    await until(() => marked(element, 'active').length === 1, 'a cell is active');
    element.blur();
    await until(() => marked(element, 'active').length === 0, 'no cell is active');
    expect(shows(element, 'caret')).to.be.false;
    expect(marked(element, 'filled')).to.deep.equal([0, 1]);
  });

  it('has as many cells as the code is long, and none for a code of any length', async () => {
    element.length = 8;
    await drawn(element);
    expect(cells(element)).to.have.length(8);
    element.setAttribute('length', 'any');
    await drawn(element);
    expect(cells(element)).to.have.length(0);
  });

  it('parts the groups', async () => {
    element.grouping = '3-3';
    await drawn(element);
    const separators = [...(element.shadowRoot?.querySelectorAll('[part~=separator]') ?? [])];
    expect(separators.map((separator) => separator.closest('[part~=cell]'))).to.deep.equal([
      cells(element)[2],
    ]);
  });

  it('parts them anew where the grouping changes', async () => {
    const parted = () =>
      cells(element).flatMap((cell, index) => (cell.querySelector('[part~=separator]') ? [index] : []));
    element.grouping = '3-3';
    await drawn(element);
    element.grouping = '2-4';
    await drawn(element);
    expect(parted()).to.deep.equal([1]);
    // A framework may write the number.
    element.grouping = 3 as unknown as string;
    await drawn(element);
    expect(parted()).to.deep.equal([2]);
    element.grouping = undefined;
    await drawn(element);
    expect(parted()).to.deep.equal([]);
  });

  it('follows a code that a script sets', async () => {
    element.code = '123-456';
    await drawn(element);
    expect(element.code).to.equal('123456');
    expect(digits(element).join('')).to.equal('123456');
  });
});

describe('the box of the input', () => {
  it('is at full size, opaque, and what lies at its own middle', () => {
    const box = input.getBoundingClientRect();
    const all = part(element, 'cells').getBoundingClientRect();
    expect(box.left).to.be.at.most(all.left + 1);
    expect(box.right).to.be.at.least(all.right - 1);
    expect(box.height).to.be.closeTo(all.height, 1);
    expect(getComputedStyle(input).opacity).to.equal('1');
    expect(getComputedStyle(input).visibility).to.equal('visible');
    const [x, y] = pointOf(input);
    expect(document.elementFromPoint(x, y) === input).to.be.true;
  });

  it('lies under every cell', () => {
    for (const cell of cells(element))
      expect(document.elementFromPoint(...pointOf(cell)) === input).to.be.true;
  });

  it('is hit where the page styles every input', async () => {
    const style = styleElement(
      'input { opacity: 0.05 !important; width: 1px !important; position: static !important }',
    );
    document.head.append(style);
    try {
      const box = input.getBoundingClientRect();
      expect(box.width).to.be.at.least(part(element, 'cells').getBoundingClientRect().width - 1);
      expect(getComputedStyle(input).opacity).to.equal('1');
    } finally {
      style.remove();
    }
  });

  it('has a text of at least 16 px, or a phone zooms in', () => {
    expect(parseFloat(getComputedStyle(input).fontSize)).to.be.at.least(16);
  });

  it('does not scroll where it is full and the caret is at the end', async () => {
    element.focus();
    await type('123456');
    await until(() => input.scrollLeft === 0, 'the text stands under the cells');
  });
});
