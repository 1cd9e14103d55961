// What a browser paints on a field that it has filled or offers to fill: a sheet that no rule of a page takes away, and
// a text colour. The code stays as readable as it was. What a fill does to the value is autofill.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { engine, paintAutofill, pixels } from './browser.js';
import { colourOf, contrast, groundOf } from './colours.js';
import { autofill, cells, drawn, inputOf, marked, mount, one, part, until } from './fixtures.js';

const pages = {
  light: 'background: #fff; color: #111',
  // The page alone knows that it is dark: the sheet is the light one.
  dark: 'background: #111; color: #eee',
  'dark by its colour scheme': 'background: #111; color: #eee; color-scheme: dark',
};

let element: OtpConfirm;
let input: HTMLInputElement;

async function start(page: string, attributes = '') {
  element = await mount(
    `<div style="${page}; padding: 8px"><otp-confirm ${attributes}><input></otp-confirm><input id="plain" style="all: unset" value="123456"></div>`,
  );
  input = inputOf(element);
}

async function picture(name: string, node: Element = part(element, 'cells')): Promise<string> {
  await drawn(element);
  return (await pixels(`autofill-${name}`, node.getBoundingClientRect())).data.join();
}

/** Has the field painted as filled. WebKitGTK's autofill is its application's: there the colours of its sheet are lent. */
async function paint(): Promise<void> {
  if (await paintAutofill(input, 'autofill')) {
    expect(input.matches(':autofill')).to.be.true;
    return;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '.field .track ::slotted(input) { background-color: #faffbd !important; color: #000 !important }',
  );
  element.shadowRoot?.adoptedStyleSheets.push(sheet);
}
const sheetOf = (node: Element) => getComputedStyle(node).backgroundColor;

describe('the paint of a filled field', () => {
  it('is an opaque sheet on any other input', async function () {
    await start(pages.dark);
    const plain = one<HTMLInputElement>(element.parentElement, '#plain');
    const before = await picture('plain', plain);
    // WebKitGTK: no protocol reaches its autofill.
    if (!(await paintAutofill(plain, 'autofill'))) this.skip();
    expect((await picture('plain-filled', plain)) === before).to.be.false;
  });

  for (const [page, style] of Object.entries(pages)) {
    it(`changes no pixel of the cells on a page that is ${page}`, async () => {
      await start(style);
      autofill(input, '123456');
      const before = await picture('before');
      await paint();
      expect(sheetOf(input)).not.to.equal('rgba(0, 0, 0, 0)');
      expect((await picture('after')) === before).to.be.true;
    });

    it(`leaves a code of any length readable on a page that is ${page}`, async () => {
      await start(style, 'length="any"');
      autofill(input, '123456');
      await paint();
      await drawn(element);
      const text = colourOf(getComputedStyle(input).webkitTextFillColor);
      expect(contrast(text, groundOf(input))).to.be.at.least(4.5);
    });
  }

  it('changes none where the field is shown only afterwards', async () => {
    await start(pages.dark);
    autofill(input, '123456');
    const before = await picture('shown-before');
    element.hidden = true;
    await paint();
    await drawn(element);
    expect(element.checkVisibility()).to.be.false;
    element.hidden = false;
    expect((await picture('shown-after')) === before).to.be.true;
  });

  it('changes none where the field was filled before the element came', async () => {
    await start(pages.dark);
    autofill(input, '123456');
    const before = await picture('upgrade-before');
    // Out of the tree of the element the sheet is there at once, as it is before the upgrade.
    element.before(input);
    await until(() => element.querySelector('input') && element.input !== input, 'another input has come');
    await paintAutofill(input, 'autofill');
    element.append(input);
    await until(() => element.input === input, 'the filled one is taken');
    // Chromium forgets at the move what it was told to show.
    if (!input.matches(':autofill')) await paint();
    expect(sheetOf(input)).not.to.equal('rgba(0, 0, 0, 0)');
    expect((await picture('upgrade-after')) === before).to.be.true;
  });

  it('changes none while a fill is only offered', async function () {
    await start(pages.dark);
    const before = await picture('offered-before');
    // Chromium's and WebKitGTK's offers cannot be played.
    if ((await engine()) !== 'firefox' || !(await paintAutofill(input, 'preview'))) this.skip();
    expect((await picture('offered-after')) === before).to.be.true;
    expect([input.value, element.code]).to.deep.equal(['', '']);
  });
});

describe('nothing that the input paints is seen', () => {
  it('not its text: each digit stands there once', async () => {
    await start(pages.light);
    autofill(input, '123456');
    const before = await picture('digits-before');
    // Without a word and without the focus: what is drawn stays.
    input.value = '888888';
    expect((await picture('digits-after')) === before).to.be.true;
  });

  it('not its selection: between the cells is the page', async () => {
    await start(pages.light);
    autofill(input, '123456');
    element.focus();
    element.select();
    await until(() => marked(element, 'selected').length === 6, 'the cells are drawn selected');
    const [first, second] = cells(element).map((cell) => cell.getBoundingClientRect());
    if (!first || !second) throw new Error('There are too few cells.');
    const gap = new DOMRect(first.right + 2, first.top, second.left - first.right - 4, first.height);
    const { data } = await pixels('autofill-selection', gap);
    expect(data.length).to.be.above(0);
    expect(new Set(data)).to.deep.equal(new Set([255]));
  });
});
