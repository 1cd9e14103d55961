// Which texts come to which codes, through the field: the table that core is tested by, and every length and alphabet,
// typed, pasted, dropped and filled. Why a text comes to a code is core's; here it is that the field does as core says,
// leaves itself alone where there is no code, and says why. WebOTP has a file of its own.
import { expect } from '@open-wc/testing';
import type { CleanOptions } from '../../src/core/index.js';
import type { OtpConfirm } from '../../src/index.js';
import { pasteText, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import { autofill, deferredAdapter, drawn, inputOf, mount, status } from './fixtures.js';

interface Case {
  id: string;
  source: NonNullable<CleanOptions['source']>;
  config: CleanOptions;
  input: string;
  expect: { status: string; value: string | null; autoConfirm: boolean };
  why: string;
}
const read = async (name: string): Promise<unknown> =>
  (await fetch(new URL(`../core/${name}.json`, import.meta.url))).json();
const { cases, robustness } = (await read('cleaning')) as {
  cases: Case[];
  robustness: { id: string; gen: { repeat: string; count: number; suffix?: string } }[];
};
const table = [...cases, ...((await read('cleaning-more')) as Case[])];

let adapter: DeferredAdapter;
let element: OtpConfirm;
let input: HTMLInputElement;

/** The words for a refusal are its name. */
async function start({ length = 6, alphabet = 'digits' }: CleanOptions, before = '') {
  adapter = deferredAdapter();
  const attributes = `length="${length}" alphabet="${alphabet}"`;
  element = await mount(`<otp-confirm challenge="c" auto-confirm ${attributes}></otp-confirm>`, {
    adapter,
    messages: { 'too-long': 'too-long', ambiguous: 'ambiguous', none: 'none' },
  });
  input = inputOf(element);
  element.code = before;
  element.focus();
  input.select();
}

/** A real clipboard holds no other text than a dispatched event, and takes a hundred times as long. */
function transfer(kind: 'paste' | 'drop', text: string): boolean {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const init = { bubbles: true, cancelable: true };
  const event = kind === 'paste' ? new ClipboardEvent(kind, init) : new DragEvent(kind, init);
  // Firefox empties the one that a constructor is given.
  Object.defineProperty(event, kind === 'paste' ? 'clipboardData' : 'dataTransfer', { value: data });
  return input.dispatchEvent(event);
}

/** Text that came about under the person's hands, a character that no key has among them. */
function typed(text: string): void {
  input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
  input.value = text;
  input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: text }));
}

const ways = {
  typed,
  paste: (text: string) => transfer('paste', text),
  drop: (text: string) => transfer('drop', text),
  autofill: (text: string) => {
    autofill(input, text);
  },
};

async function holds(value: string, phase: string, sent: boolean): Promise<void> {
  await drawn(element);
  expect([input.value, element.code, element.phase]).to.deep.equal([value, value, phase]);
  expect(adapter.confirms.map(({ request }) => request.code)).to.deep.equal(sent ? [value] : []);
}
async function refuses(reason: string, before: string): Promise<void> {
  await drawn(element);
  expect([input.value, element.code, status(element)]).to.deep.equal([before, before, reason]);
  expect(adapter.confirms).to.have.length(0);
}

// A message that is bound to a site is judged by the page's own: see below for that.
const unbound = table.filter(({ source, input }) => source !== 'webotp' && !/@\S+ +#/.test(input));

for (const way of Object.keys(ways) as (keyof typeof ways)[])
  describe(`the table, by ${way}`, () => {
    for (const { id, source, config, input: text, expect: expected, why } of unbound) {
      if (source !== (way === 'drop' ? 'paste' : way)) continue;
      it(`${id}: ${why}`, async () => {
        const before = expected.value === null ? '9' : '';
        await start(config, before);
        const untouched = ways[way](text);
        const { status: outcome, value, autoConfirm } = expected;
        if (outcome === 'complete')
          await holds(value ?? '', autoConfirm ? 'confirming' : 'complete', autoConfirm);
        // A part of a code is dropped where the pointer is, by the browser.
        else if (outcome === 'partial' && way === 'drop') expect(untouched).to.be.true;
        else if (outcome === 'partial') await holds(value ?? '', value ? 'partial' : 'idle', false);
        // What an input method puts in is not cut: it stays for the person to correct.
        else if (outcome === 'too-long' && way === 'typed') await refuses('too-long', text);
        else await refuses(outcome, before);
      });
    }
  });

it('has cases for each way', () => {
  for (const source of ['typed', 'paste', 'autofill'])
    expect(unbound.filter((each) => each.source === source).length, source).to.be.above(2);
  expect(unbound.length).to.be.above(100);
});

describe('a message that is bound to a site', () => {
  for (const [site, sent] of [
    [location.hostname, true],
    ['example.com', false],
  ] as const)
    it(`is ${sent ? 'sent' : 'refused'} where it names ${sent ? 'this one' : 'another'}`, async () => {
      await start({}, '9');
      ways.paste(`Your code is 747723.\n\n@${site} #747723`);
      if (sent) await holds('747723', 'confirming', true);
      else await refuses('none', '9');
    });
});

describe('any length and alphabet', () => {
  const letters = 'K7QX2M9BTZ4HW';
  const samples = { digits: '9081726354012', alphanumeric: letters, text: letters.toLowerCase() };
  for (const alphabet of ['digits', 'alphanumeric', 'text'] as const)
    for (const length of [4, 5, 6, 7, 8, 9, 10, 11, 12]) {
      const code = samples[alphabet].slice(0, length);
      // As people write it; a recovery code is what it is, with all that is in it.
      const written = alphabet === 'text' ? ` ${code} ` : ` ${code.slice(0, 3)}-${code.slice(3)}\n`;
      const longer = samples[alphabet].slice(0, length + 1);
      const shorter = samples[alphabet].slice(0, length - 1);
      it(`${length} of ${alphabet}`, async () => {
        for (const way of ['paste', 'drop', 'autofill'] as const) {
          await start({ length, alphabet });
          ways[way](written);
          await drawn(element);
          expect([element.code, element.phase], way).to.deep.equal([code, 'confirming']);
          expect(
            adapter.confirms.map(({ request }) => request.code),
            way,
          ).to.deep.equal([code]);
          await start({ length, alphabet }, shorter);
          ways[way](longer);
          await refuses('too-long', shorter);
          if (way === 'drop') continue;
          await start({ length, alphabet });
          ways[way](shorter);
          await holds(shorter, 'partial', false);
        }
      });
    }

  for (const [length, phase] of [
    [1, 'complete'],
    [64, 'complete'],
    [65, 'idle'],
  ] as const)
    it(`"any" takes 1 to 64: ${length}`, async () => {
      for (const way of ['paste', 'drop', 'autofill'] as const) {
        await start({ length: 'any' });
        ways[way]('7'.repeat(length));
        await drawn(element);
        expect(element.phase, way).to.equal(phase);
        expect(adapter.confirms, way).to.have.length(0);
      }
    });
});

describe('by keys and the real clipboard', () => {
  for (const [text, value, alphabet] of [
    ['123 456', '123456'],
    ['G-123456', '123456'],
    ['k7q-x2m', 'K7QX2M', 'alphanumeric'],
    ['aB-1 2', 'aB-1 2', 'text'],
  ] as const) {
    it(`${text} is typed`, async () => {
      await start({ alphabet });
      await type(text);
      await holds(value, 'confirming', true);
    });
    it(`${text} is pasted`, async () => {
      await start({ alphabet });
      await pasteText(text);
      await holds(value, 'confirming', true);
    });
  }

  it('a code is found in a message, and waits', async () => {
    await start({});
    await pasteText('Your Example code is 747723. Do not share it.\nIt is valid for 10 minutes.');
    await holds('747723', 'complete', false);
  });

  for (const [text, reason] of [
    ['747723 or 112233', 'ambiguous'],
    ['1234567', 'too-long'],
    ['alice@example.com', 'none'],
  ] as const)
    it(`${text} is refused, and the field is as it was`, async () => {
      await start({}, '98');
      await pasteText(text);
      await refuses(reason, '98');
    });
});

describe('a flood', () => {
  for (const { id, gen } of robustness)
    it(`${id} changes nothing, and is over at once`, async () => {
      const text = gen.repeat.repeat(gen.count) + (gen.suffix ?? '');
      await start({}, '98');
      const startedAt = performance.now();
      ways.paste(text);
      ways.drop(text);
      expect(performance.now() - startedAt).to.be.below(200);
      await refuses('none', '98');
    });
});
