// Undo and redo are the browser's: after typing, a cleaned paste, a refused key, typing over, an input method; and the
// element knows each state that they bring.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { copyText, inputMethod, insertText, pressKeys, redo, type, undo } from './browser.js';
import { autofill, digits, inputOf, marked, mount, selectionOf, until } from './fixtures.js';

let element: OtpConfirm;
let input: HTMLInputElement;

async function start(markup = '<otp-confirm></otp-confirm>') {
  element = await mount(markup);
  input = inputOf(element);
  element.focus();
}
beforeEach(() => start());

/** The state is known everywhere: text, code, phase, cells, caret and selection say the same. */
async function holds(text: string): Promise<void> {
  expect(input.value).to.equal(text);
  expect(element.code).to.equal(text);
  expect(element.phase).to.equal(['idle', ...Array(5).fill('partial'), 'complete'][text.length]);
  const [from = 0, to = 0] = selectionOf(input).map(Number);
  const selected = [...text].flatMap((_, index) => (index >= from && index < to ? [index] : []));
  await until(
    () =>
      digits(element).join('') === text &&
      marked(element, 'selected').join() === selected.join() &&
      marked(element, 'active').join() === (from === to ? String(Math.min(from, 5)) : ''),
    `the cells show ${text || 'nothing'}, and the caret`,
  );
}

/** Pastes by key; the clipboard is filled before, since that costs the field its focus, and with it the caret. */
async function pasteOver(before: () => Promise<void>, text: string): Promise<void> {
  await copyText(text);
  element.focus();
  await before();
  await pressKeys('Control+v');
}

describe('a paste', () => {
  for (const [what, text] of [
    ['that needs no cleaning', '123456'],
    ['that is cleaned', '123-456'],
    ['of a message', 'Your sign-in code is 123456.'],
    ['of full-width digits', '１２３４５６'],
  ] as const)
    it(`${what} is one step, back and forth`, async () => {
      await pasteOver(() => type('12'), text);
      await holds('123456');
      await undo();
      await holds('12');
      await redo();
      await holds('123456');
      await undo();
      await holds('12');
    });

  it('of a part, cleaned, is one step, back and forth', async () => {
    await pasteOver(async () => {
      await type('16');
      await pressKeys('ArrowLeft');
    }, '2 3');
    await holds('1236');
    expect(selectionOf(input)).to.deep.equal([3, 3]);
    await undo();
    await holds('16');
    await redo();
    await holds('1236');
  });

  for (const text of ['34', '3-4'])
    it(`of a part (${text}) at the end is a step of its own, not one with the typing before it`, async () => {
      await pasteOver(() => type('12'), text);
      await holds('1234');
      await undo();
      await holds('12');
      await redo();
      await holds('1234');
    });

  it('over a full field that is all selected is one step', async () => {
    await pasteOver(async () => {
      await type('999999');
      await pressKeys('Control+a');
    }, '123 456');
    await holds('123456');
    await undo();
    await holds('999999');
    await redo();
    await holds('123456');
  });

  it('that was refused is no step', async () => {
    await pasteOver(() => type('12'), 'hello');
    await holds('12');
    await undo();
    expect(input.value).to.be.oneOf(['', '1']);
    await holds(input.value);
  });

  it('twice, and typing after it, are taken back in their order', async () => {
    await pasteOver(() => type('12'), '123-456');
    await pressKeys('Control+v');
    await pressKeys('Home');
    await type('9');
    await holds('923456');
    const seen: string[] = [];
    for (let steps = 0; steps < 8 && input.value; steps++) {
      await undo();
      await holds(input.value);
      if (seen.at(-1) !== input.value) seen.push(input.value);
    }
    // How much typing one step holds is the engine's.
    expect(seen.filter((text) => text !== '1')).to.deep.equal(['123456', '12', '']);
    for (let steps = 0; steps < 8 && input.value !== '923456'; steps++) {
      await redo();
      await holds(input.value);
    }
    await holds('923456');
  });
});

describe('typing', () => {
  it("is taken back and done again; how much one step holds is the engine's", async () => {
    await type('123');
    await undo();
    expect(input.value).to.be.oneOf(['', '1', '12']);
    await holds(input.value);
    for (let steps = 0; steps < 3 && input.value !== '123'; steps++) await redo();
    await holds('123');
  });

  it('that was refused is no step: the last good edit is undone', async () => {
    await pasteOver(() => type('1'), '2');
    await type('x-y');
    await holds('12');
    await undo();
    await holds('1');
    await redo();
    await holds('12');
  });

  it('of a seventh digit is no step', async () => {
    await pasteOver(() => type('12345'), '6');
    await type('7');
    await holds('123456');
    await undo();
    await holds('12345');
  });

  it('over a digit of a full field gives it back', async () => {
    await type('123456');
    await pressKeys('Home');
    await type('9');
    await holds('923456');
    expect(selectionOf(input)).to.deep.equal([1, 1]);
    await undo();
    await holds('123456');
    await redo();
    await holds('923456');
  });

  it('over a selection gives it back', async () => {
    await type('123456');
    await pressKeys('Shift+Home');
    await type('9');
    await holds('9');
    for (let steps = 0; steps < 3 && input.value !== '123456'; steps++) await undo();
    await holds('123456');
  });

  it('of a letter in lower case gives back what was there before', async () => {
    await start('<otp-confirm alphabet="alphanumeric"></otp-confirm>');
    await type('A1b');
    await holds('A1B');
    for (let steps = 0; steps < 4 && input.value; steps++) {
      await undo();
      expect('A1B').to.satisfy((text: string) => text.startsWith(input.value));
      await holds(input.value);
    }
    await holds('');
  });

  it('without keys is taken back too', async () => {
    await insertText('12');
    await insertText('3 4');
    await holds('1234');
    await undo();
    expect(input.value).to.be.oneOf(['', '12']);
    await holds(input.value);
  });
});

describe('deleting and cutting', () => {
  it('are taken back', async () => {
    await type('123456');
    await pressKeys('Home');
    await pressKeys('ArrowRight');
    await pressKeys('Delete');
    await holds('13456');
    await undo();
    await holds('123456');
    await pressKeys('Control+a');
    await pressKeys('Control+x');
    await holds('');
    await undo();
    await holds('123456');
    await redo();
    await holds('');
  });
});

describe('an input method', () => {
  for (const [what, text, clean] of [
    ['that needs no cleaning', '34', '34'],
    ['that is cleaned', '3-4', '34'],
    ['in full width', '３４', '34'],
  ] as const)
    it(`${what} is taken back and done again; its raw text is passed over`, async () => {
      await type('12');
      await pressKeys('ArrowLeft');
      await inputMethod.compose(text.slice(0, 1), text);
      await inputMethod.commit(text);
      await holds(`1${clean}2`);
      // Chromium has a step for each text of a composition, also where it changed nothing.
      for (let steps = 0; steps < 4 && input.value !== '12'; steps++) {
        await undo();
        expect(input.value).to.be.oneOf([`1${clean}2`, '132', '12']);
        await holds(input.value);
      }
      await holds('12');
      for (let steps = 0; steps < 4 && input.value !== `1${clean}2`; steps++) {
        await redo();
        await holds(input.value);
      }
      await holds(`1${clean}2`);
    });

  it('that brought a word leaves the steps before it', async () => {
    await pasteOver(() => type('1'), '2');
    await inputMethod.compose('n', '你');
    await inputMethod.commit('你');
    await holds('12');
    for (let steps = 0; steps < 4 && input.value === '12'; steps++) await undo();
    await holds('1');
  });
});

describe('what a script or a password manager put there', () => {
  it('may end undo, but never brings a text that the element does not know', async () => {
    await type('12');
    autofill(input, '123-456');
    await holds('123456');
    for (const act of [undo, undo, redo, redo, undo]) {
      await act();
      expect(input.value).to.match(/^\d{0,6}$/);
      await holds(input.value);
    }
  });

  it('may be reset() in between', async () => {
    await pasteOver(() => type('12'), '123-456');
    element.reset();
    await holds('');
    for (const act of [undo, redo, undo]) {
      await act();
      expect(input.value).to.match(/^\d{0,6}$/);
      await holds(input.value);
    }
    for (const digit of '654321') await type(digit);
    expect(input.value).to.match(/^\d{6}$/);
    await holds(input.value);
  });
});
