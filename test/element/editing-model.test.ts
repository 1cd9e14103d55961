// The element beside a bare <input>: random sequences of a person's edits come to the same text and the same selection
// in both, and what is drawn says the same. Only edits that the rules leave to the browser: digits that have room,
// pastes that fit and are no whole code. A failing sequence is in the message; its seed makes it again.
import { expect } from '@open-wc/testing';
import { copyText, pressKeys, redo, undo } from './browser.js';
import { digits, inputOf, marked, mount, selectionOf, until } from './fixtures.js';
import { fixture } from './markup.js';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LENGTH = 6;
const MOVES = [
  ...['ArrowLeft', 'ArrowRight', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'ArrowUp', 'ArrowDown'],
  ...['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowLeft', 'Shift+Home', 'Shift+End', 'Control+a'],
  ...['Control+ArrowLeft', 'Control+ArrowRight', 'Control+Shift+ArrowLeft'],
];
const EDITS = ['Backspace', 'Delete', 'Backspace', 'Control+Backspace', 'Control+c', 'Control+x'];

const act = (step: string) => (step === 'undo' ? undo() : step === 'redo' ? redo() : pressKeys(step));

const seen = (input: HTMLInputElement) => {
  // A caret has no direction; what an engine says of it there is its own.
  const [start, end] = selectionOf(input);
  return `${input.value} ${start}-${end}${start === end ? '' : ` ${input.selectionDirection}`}`;
};

/** Makes up the steps as it goes, so that each digit and each paste fits; what was seen after each of them. */
async function record(input: HTMLInputElement, seed: number, count: number) {
  const random = chance(seed);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  let clipboard = '12';
  // WebKit has one history for all the fields of a page: only what this field surely has in it is undone.
  let edited = false;
  await copyText(clipboard);
  input.focus();
  const steps: string[] = [];
  const states: string[] = [];
  while (steps.length < count) {
    const [start = 0, end = 0] = selectionOf(input).map(Number);
    const room = LENGTH - input.value.length + end - start;
    const kind = random();
    let step = pick(MOVES);
    if (kind < 0.35 && room > 0) step = String(Math.floor(random() * 10));
    else if (kind < 0.5 && clipboard.length <= room && clipboard.length < LENGTH) step = 'Control+v';
    else if (kind < 0.65) step = pick(EDITS);
    else if (kind < 0.9 && steps.at(-1) === 'undo') step = 'redo';
    else if (kind < 0.9 && edited) step = 'undo';
    if (/Control\+[cx]/.test(step) && start !== end) clipboard = input.value.slice(start, end);
    const before = input.value;
    await act(step);
    edited = step !== 'undo' && step !== 'redo' && input.value !== before;
    steps.push(step);
    states.push(seen(input));
  }
  return { steps, states };
}

describe('edited like a bare input beside it', () => {
  for (const seed of [1, 2, 3, 4, 5])
    it(`comes to the same text, selection and drawing at each step (sequence ${seed})`, async () => {
      const bare = await fixture<HTMLInputElement>('<input aria-label="Bare">');
      const { steps, states } = await record(bare, seed, 40);
      const element = await mount('<otp-confirm></otp-confirm>');
      const input = inputOf(element);
      await copyText('12');
      element.focus();
      for (const [index, step] of steps.entries()) {
        const so = steps.slice(0, index + 1).join(', ');
        await act(step);
        expect(seen(input), so).to.equal(states[index]);
        expect(element.code, so).to.equal(input.value);
        const [start = 0, end = 0] = selectionOf(input).map(Number);
        const range = Array.from({ length: end - start }, (_, offset) => start + offset);
        await until(
          () =>
            digits(element).join('') === input.value &&
            marked(element, 'selected').join() === range.join() &&
            marked(element, 'active').join() === (range.length ? '' : String(Math.min(start, LENGTH - 1))),
          `it is drawn as it is (${seen(input)}) after ${so}`,
        );
      }
    }).timeout(20_000);
});
