// What each key of editing comes to, in full and part-filled fields, and that caret and selection are drawn with it: the
// cases with a name. Random ones, beside a bare input, are editing-model.test.ts's; undo is undo.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { copyText, pasteText, pressKeys, type } from './browser.js';
import { digits, inputOf, marked, mount, one, selectionOf, until } from './fixtures.js';

let element: OtpConfirm;
let input: HTMLInputElement;

async function start(markup = '<otp-confirm></otp-confirm>') {
  element = await mount(markup);
  input = inputOf(element);
  element.focus();
}
beforeEach(() => start());

/** Presses keys, one after another; `ArrowLeft*3` three times. */
async function press(...steps: string[]): Promise<void> {
  for (const step of steps) {
    const [chord = '', times = '1'] = step.split('*');
    for (let presses = 0; presses < Number(times); presses++) await pressKeys(chord);
  }
}

/** The field as text, with the caret or the selection in it: `12|3`, `1[23]4`. */
function shown(): string {
  const [start = 0, end = 0] = selectionOf(input).map(Number);
  const { value } = input;
  if (start === end) return `${value.slice(0, start)}|${value.slice(start)}`;
  return `${value.slice(0, start)}[${value.slice(start, end)}]${value.slice(end)}`;
}
/** The cells show the same: the digits, and which cells are selected, or where the caret is. */
function isDrawn(field: string): boolean {
  const from = field.search(/[|[]/);
  const to = field.replace('[', '').search(/[|\]]/);
  const range = Array.from({ length: to - from }, (_, offset) => from + offset);
  return (
    digits(element).join('') === field.replace(/\D/g, '') &&
    marked(element, 'selected').join() === range.join() &&
    // The last cell holds the caret of a full field too.
    marked(element, 'active').join() === (range.length ? '' : String(Math.min(from, 5)))
  );
}

type Case = readonly [typed: string, keys: readonly string[], becomes: string];

const cases: Readonly<Record<string, readonly Case[]>> = {
  'the caret goes': [
    ['123', ['ArrowLeft'], '12|3'],
    ['123', ['ArrowLeft*2', 'ArrowRight'], '12|3'],
    ['123', ['ArrowLeft*9'], '|123'],
    ['123', ['ArrowRight*9'], '123|'],
    ['123', ['Home'], '|123'],
    ['123', ['Home', 'End'], '123|'],
    ['123456', ['Home'], '|123456'],
    ['123456', ['ArrowLeft'], '12345|6'],
    ['123456', ['Home', 'End'], '123456|'],
  ],
  'a selection grows and shrinks': [
    ['1234', ['Shift+ArrowLeft*2'], '12[34]'],
    ['1234', ['Home', 'Shift+ArrowRight*3', 'Shift+ArrowLeft'], '[12]34'],
    ['1234', ['ArrowLeft', 'Shift+Home'], '[123]4'],
    ['1234', ['Home', 'ArrowRight', 'Shift+End'], '1[234]'],
    ['1234', ['Control+a'], '[1234]'],
    ['123456', ['Control+a'], '[123456]'],
    ['1234', ['Control+a', 'ArrowLeft'], '|1234'],
    ['1234', ['Control+a', 'ArrowRight'], '1234|'],
  ],
  'a digit is deleted': [
    ['', ['Backspace'], '|'],
    ['', ['Delete'], '|'],
    ['123', ['Backspace'], '12|'],
    ['123', ['Delete'], '123|'],
    ['123', ['Home', 'Backspace'], '|123'],
    ['123', ['Home', 'Delete'], '|23'],
    ['123456', ['Home', 'Delete'], '|23456'],
    ['123456', ['ArrowLeft*3', 'Backspace'], '12|456'],
    ['123456', ['ArrowLeft*3', 'Delete'], '123|56'],
    ['1234', ['ArrowLeft', 'Shift+ArrowLeft*2', 'Backspace'], '1|4'],
    ['1234', ['ArrowLeft', 'Shift+ArrowLeft*2', 'Delete'], '1|4'],
    ['123456', ['Control+a', 'Delete'], '|'],
    ['123456', ['Backspace*3'], '123|'],
  ],
  'a digit is put in': [
    ['13', ['ArrowLeft', '2'], '12|3'],
    ['123456', ['ArrowLeft*4', '9'], '129|456'],
    ['123456', ['Home', '9', '8'], '98|3456'],
    ['123456', ['ArrowLeft', '9'], '123459|'],
    ['123456', ['Control+a', '9'], '9|'],
    ['123456', ['Shift+ArrowLeft*2', '9'], '12349|'],
    ['123456', ['Home', 'Delete', '9'], '9|23456'],
  ],
  'a letter is refused, and the caret stays': [
    ['123', ['ArrowLeft', 'x'], '12|3'],
    ['123456', ['Home', 'x'], '|123456'],
    ['1234', ['Home', 'Shift+ArrowRight*2', 'x'], '[12]34'],
  ],
};

for (const [what, list] of Object.entries(cases))
  describe(what, () => {
    for (const [typed, keys, becomes] of list)
      it(`${typed || 'nothing'}, ${keys.join(', ')}: ${becomes}`, async () => {
        await type(typed);
        await press(...keys);
        expect(shown()).to.equal(becomes);
        expect(element.code).to.equal(becomes.replace(/\D/g, ''));
        await until(() => isDrawn(becomes), `the cells show ${becomes}`);
      });
  });

describe('the clipboard', () => {
  it('gets what is selected, and nothing but digits', async () => {
    await start('<otp-confirm grouping="3-3"></otp-confirm><textarea></textarea>');
    await type('123456');
    await press('Home', 'ArrowRight', 'Shift+ArrowRight*3', 'Control+c');
    expect(shown()).to.equal('1[234]56');
    const area = one<HTMLTextAreaElement>(element.parentElement, 'textarea');
    area.focus();
    await pressKeys('Control+v');
    expect(area.value).to.equal('234');
  });

  it('gets what is cut, and gives it back elsewhere in the field', async () => {
    await type('123456');
    await press('Home', 'Shift+ArrowRight*2', 'Control+x');
    expect(shown()).to.equal('|3456');
    await press('End', 'Control+v');
    expect(shown()).to.equal('345612|');
    expect(element.phase).to.equal('complete');
    await until(() => isDrawn('345612|'), 'the cells show it');
  });

  it('keeps what it has where nothing is selected', async () => {
    await copyText('77');
    element.focus();
    await type('12');
    await press('Control+c', 'Control+x', 'Control+v');
    expect(shown()).to.equal('1277|');
  });

  for (const text of ['654321', '654-321', '６５４３２１', '٦٥٤٣٢١'])
    it(`${text} takes the place of all that is selected`, async () => {
      await type('123456');
      await pressKeys('Control+a');
      await pasteText(text);
      expect(shown()).to.equal('654321|');
      await until(() => isDrawn('654321|'), 'the cells show it');
    });

  it('takes the place of a part that is selected', async () => {
    await type('123456');
    await press('Home', 'ArrowRight', 'Shift+ArrowRight*3');
    await pasteText('9 8');
    expect(shown()).to.equal('198|56');
  });
});

describe('a field that cannot be edited', () => {
  it('in a disabled fieldset takes no focus and no key', async () => {
    await start('<form><fieldset disabled><otp-confirm></otp-confirm></fieldset></form>');
    expect(document.activeElement === input).to.be.false;
    await type('12');
    expect([input.value, element.code]).to.deep.equal(['', '']);
    one<HTMLFieldSetElement>(document, 'fieldset').disabled = false;
    element.focus();
    await type('12');
    expect(element.code).to.equal('12');
  });

  it('read-only can be read and copied, not changed', async () => {
    await type('123456');
    element.readonly = true;
    await until(() => input.readOnly, 'the input is read-only');
    await press('Home', '9', 'Delete', 'Backspace', 'Control+a', 'Control+x');
    expect(shown()).to.equal('[123456]');
    await until(() => marked(element, 'selected').length === 6, 'the selection is drawn');
    await copyText('654321');
    element.focus();
    await pressKeys('Control+v');
    expect([input.value, element.code]).to.deep.equal(['123456', '123456']);
  });
});

it('starts anew after the form was reset', async () => {
  await start('<form><otp-confirm></otp-confirm></form>');
  await type('123456');
  one<HTMLFormElement>(document, 'form').reset();
  await until(() => isDrawn('|'), 'the cells are empty, the caret at the start');
  await type('9x8');
  expect(shown()).to.equal('98|');
  await until(() => isDrawn('98|'), 'the cells show it');
});
