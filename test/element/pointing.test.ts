// Where mouse and finger land on the drawn cells: click, double click, drag over digits, drag of selected digits, tap.
import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import type { OtpConfirm } from '../../src/index.js';
import { click, doubleClick, engine, pressKeys, tap, type, undo } from './browser.js';
import {
  cells,
  digits,
  drawn,
  holdLooks,
  inputOf,
  marked,
  mount,
  one,
  part,
  pointOf,
  releaseLooks,
  selectionOf,
  until,
} from './fixtures.js';

let element: OtpConfirm;
let input: HTMLInputElement;

async function start(markup = '<otp-confirm></otp-confirm>', code = '123456') {
  element = await mount(markup);
  input = inputOf(element);
  element.code = code;
  await drawn(element);
}
beforeEach(() => start());
afterEach(() => resetMouse());

function cell(index: number): HTMLElement {
  const found = cells(element)[index];
  if (!found) throw new Error(`There is no cell ${index}.`);
  return found;
}

/** Presses at the first place, passes over the others, lets go at the last. */
async function drag(from: [number, number], ...over: [number, number][]): Promise<void> {
  await sendMouse({ type: 'move', position: from });
  await sendMouse({ type: 'down' });
  for (const position of over) await sendMouse({ type: 'move', position });
  await sendMouse({ type: 'up' });
}

describe('a click', () => {
  it('places the caret there too where the field was full and the caret behind the last digit', async () => {
    await start('<otp-confirm></otp-confirm>', '');
    element.focus();
    await type('123456');
    await until(() => input.scrollLeft === 0, 'the text stands under the cells');
    await sendMouse({ type: 'click', position: pointOf(cell(2), 0.2) });
    expect(input.selectionStart).to.equal(2);
  });

  for (let index = 0; index < 6; index++)
    it(`places the caret at cell ${index}, where it is clicked`, async () => {
      await sendMouse({ type: 'click', position: pointOf(cell(index)) });
      expect(document.activeElement === input).to.be.true;
      // Which half of a digit the middle belongs to is the engine's.
      expect(input.selectionStart).to.be.oneOf([index, index + 1]);
      expect(input.selectionEnd).to.equal(input.selectionStart);
      const active = Math.min(input.selectionStart ?? 0, 5);
      await until(() => marked(element, 'active').join() === String(active), 'the caret is drawn there');
    });

  it('places the caret there too in a narrow place, and in one that became so', async () => {
    for (const width of ['9em', '17em', '10em']) {
      element.style.inlineSize = width;
      for (const index of [5, 1]) {
        await sendMouse({ type: 'click', position: pointOf(cell(index)) });
        expect(input.selectionStart, width).to.be.oneOf([index, index + 1]);
      }
      await resetMouse();
    }
  });

  it('is where the letters are, too, once the place became narrow under the focus', async () => {
    const look = holdLooks();
    await start();
    await sendMouse({ type: 'click', position: pointOf(cell(3)) });
    element.style.inlineSize = '9em';
    look();
    releaseLooks();
    const [[one], [next]] = [pointOf(cell(0)), pointOf(cell(1))];
    expect(parseFloat(getComputedStyle(input).letterSpacing)).to.be.below(next - one);
  });

  it('beyond the digits places it after the last one', async () => {
    await start('<otp-confirm></otp-confirm>', '12');
    await sendMouse({ type: 'click', position: pointOf(cell(4)) });
    expect(selectionOf(input)).to.deep.equal([2, 2]);
    await until(() => marked(element, 'active').join() === '2', 'the caret is drawn there');
    await type('3');
    expect(input.value).to.equal('123');
  });

  it('focuses an empty field at its start', async () => {
    element.code = '';
    await click(part(element, 'cells'));
    expect(document.activeElement === input).to.be.true;
    expect(input.selectionStart).to.equal(0);
  });

  it('takes the selection back', async () => {
    element.focus();
    element.select();
    await until(() => marked(element, 'selected').length === 6, 'all cells are selected');
    await sendMouse({ type: 'click', position: pointOf(cell(2), 0.1) });
    await until(() => marked(element, 'active').join() === '2', 'the caret is drawn there');
    expect(marked(element, 'selected')).to.deep.equal([]);
  });

  it('with Shift selects from the caret', async () => {
    element.focus();
    input.setSelectionRange(1, 1);
    await sendKeys({ down: 'Shift' });
    await sendMouse({ type: 'click', position: pointOf(cell(4), 0.05) });
    await sendKeys({ up: 'Shift' });
    expect(selectionOf(input)).to.deep.equal([1, 4]);
    await until(() => marked(element, 'selected').join() === '1,2,3', 'the cells show it');
  });
});

describe('a double click', () => {
  for (const [index, text] of [
    [0, '123456'],
    [3, '123456'],
    [5, '123456'],
    [1, '1234'],
  ] as const)
    it(`on cell ${index} of ${text} selects the code, and the cells show it`, async () => {
      await start('<otp-confirm grouping="3-3"></otp-confirm>', text);
      await doubleClick(pointOf(cell(index)));
      expect(selectionOf(input)).to.deep.equal([0, text.length]);
      await until(() => marked(element, 'selected').length === text.length, 'the cells show it');
      expect(marked(element, 'active')).to.deep.equal([]);
      await type('9');
      expect(input.value).to.equal('9');
    });
});

describe('a drag over digits', () => {
  it('selects them', async () => {
    await drag(pointOf(cell(1), 0.05), pointOf(cell(3), 0.95));
    expect(selectionOf(input)).to.deep.equal([1, 4]);
    await until(() => marked(element, 'selected').join() === '1,2,3', 'the cells show it');
  });

  it('backwards selects them too, and Shift goes on from there', async () => {
    await drag(pointOf(cell(3), 0.95), pointOf(cell(1), 0.05));
    expect(selectionOf(input)).to.deep.equal([1, 4]);
    await pressKeys('Shift+ArrowLeft');
    expect(selectionOf(input)).to.deep.equal([0, 4]);
    await until(() => marked(element, 'selected').join() === '0,1,2,3', 'the cells show it');
  });

  it('beyond the end of a part-filled field selects no more than there is', async () => {
    await start('<otp-confirm></otp-confirm>', '123');
    await drag(pointOf(cell(1), 0.05), pointOf(cell(5), 0.5));
    expect(selectionOf(input)).to.deep.equal([1, 3]);
    await until(() => marked(element, 'selected').join() === '1,2', 'the cells show it');
  });
});

describe('a drag of selected digits', () => {
  it('carries the plain digits', async () => {
    element.focus();
    input.setSelectionRange(0, 3);
    const carried: string[] = [];
    // Stopped at its start: WebKitGTK and Firefox would wait for a window system to end it.
    const listener = (event: DragEvent) => {
      carried.push(event.dataTransfer?.getData('text/plain') ?? '');
      event.preventDefault();
    };
    input.addEventListener('dragstart', listener);
    await drag(pointOf(cell(1)), pointOf(cell(1), 0.8), pointOf(cell(2)), pointOf(cell(3)), pointOf(cell(5)));
    await until(() => carried.length, 'the drag began');
    expect(carried).to.deep.equal(['123']);
    expect(input.value).to.equal('123456');
  });

  // Only Chromium's driver carries a drag through: in Firefox (WebDriver BiDi) and WebKitGTK (WebDriver) the page sees
  // `dragstart` and then nothing, neither `dragover` nor `drop`; the window system would have to send them.
  async function chromiumOnly(context: Mocha.Context): Promise<void> {
    if ((await engine()) !== 'chromium') context.skip();
  }

  it('moves them within the field', async function () {
    await chromiumOnly(this);
    element.focus();
    input.setSelectionRange(0, 2);
    await drag(
      pointOf(cell(0)),
      pointOf(cell(1)),
      pointOf(cell(3)),
      pointOf(cell(5)),
      pointOf(cell(5), 0.95),
    );
    await until(() => input.value === '345612', 'the digits were moved');
    expect(element.code).to.equal('345612');
    await until(() => digits(element).join('') === '345612', 'the cells show it');
    expect(marked(element, 'selected')).to.deep.equal([4, 5]);
  });

  it('takes them out to another field', async function () {
    await chromiumOnly(this);
    await start('<otp-confirm></otp-confirm><input id="other" style="display: block; margin: 1em">');
    const other = one<HTMLInputElement>(element.parentElement, '#other');
    element.focus();
    element.select();
    await drag(pointOf(cell(1)), pointOf(cell(2)), pointOf(other, 0.4), pointOf(other, 0.5));
    await until(() => other.value === '123456', 'the other field has the code');
    expect([input.value, element.code, element.phase]).to.deep.equal(['', '', 'idle']);
  });

  async function dragIn(text: string, to: () => [number, number]): Promise<void> {
    const other = one<HTMLInputElement>(element.parentElement, '#other');
    other.value = text;
    other.focus();
    other.select();
    const [x, y] = to();
    await drag(
      pointOf(other, 0.03),
      pointOf(other, 0.05),
      pointOf(other, 0.06),
      [x - 2, y],
      [x - 1, y],
      [x, y],
    );
  }
  const beside = '<otp-confirm></otp-confirm><input id="other" style="display: block; font: 30px monospace">';

  it('brings a whole code in from another field, in place of what was there', async function () {
    await chromiumOnly(this);
    await start(beside, '99');
    await dragIn('123-456', () => pointOf(cell(1), 0.05));
    await until(() => input.value === '123456', 'the code was taken');
    expect(element.phase).to.equal('complete');
    await undo();
    expect([input.value, element.code]).to.deep.equal(['99', '99']);
  });

  it('brings a part in where it is dropped, cleaned; one step of undo', async function () {
    await chromiumOnly(this);
    await start(beside, '');
    element.focus();
    await type('98');
    await dragIn('12-3', () => pointOf(cell(1), 0.05));
    await until(() => input.value === '91238', 'the part was taken');
    expect([element.code, ...selectionOf(input)]).to.deep.equal(['91238', 4, 4]);
    element.focus();
    await undo();
    expect([input.value, element.code]).to.deep.equal(['98', '98']);
  });

  it('refuses a part that does not fit, and leaves the field as it was', async function () {
    await chromiumOnly(this);
    await start(beside, '9876');
    await dragIn('12-3', () => pointOf(cell(1), 0.05));
    await until(() => /too long/.test(part(element, 'status').textContent), 'the status says so');
    expect([input.value, element.code]).to.deep.equal(['9876', '9876']);
  });
});

describe('a finger', () => {
  // WebKitGTK's WebDriver has a mouse for its only pointer, and GTK under Xvfb no touch screen.
  async function taps(context: Mocha.Context, place: [number, number]): Promise<void> {
    if (!(await tap(place))) context.skip();
  }

  for (const index of [0, 3, 5])
    it(`places the caret at cell ${index}`, async function () {
      await taps(this, pointOf(cell(index), 0.2));
      await until(() => document.activeElement === input, 'the field has the focus');
      expect(input.selectionStart).to.be.oneOf([index, index + 1]);
      expect(input.selectionEnd).to.equal(input.selectionStart);
      const active = Math.min(input.selectionStart ?? 0, 5);
      await until(() => marked(element, 'active').join() === String(active), 'the caret is drawn there');
    });

  it('beyond the digits places it after the last one', async function () {
    await start('<otp-confirm></otp-confirm>', '12');
    await taps(this, pointOf(cell(4)));
    await until(() => marked(element, 'active').join() === '2', 'the caret is drawn there');
    expect(selectionOf(input)).to.deep.equal([2, 2]);
    await type('3');
    expect(input.value).to.equal('123');
  });

  it('focuses an empty field', async function () {
    element.code = '';
    await taps(this, pointOf(cell(2)));
    await until(() => marked(element, 'active').join() === '0', 'the caret is drawn at the start');
    await type('1');
    expect(input.value).to.equal('1');
  });
});
