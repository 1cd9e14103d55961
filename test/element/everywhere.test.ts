// Wherever a page puts it, however large its text, however long the words: nothing scrolls sideways, is clipped, lies upon
// another thing, or is too small to hit, and the digits are in their cells. What the input does there is look.test.ts's.
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import en from '../../src/element/locales/en.js';
import type { Message, Messages, Text } from '../../src/element/messages.js';
import type { OtpConfirm } from '../../src/index.js';
import { cells, deferredAdapter, drawn, inputOf, mount, one, part } from './fixtures.js';
import { styleElement } from './markup.js';
import { link, reach, themes } from './phases.js';

const box = (node: Element) => node.getBoundingClientRect();

/** Each word twice as long, with letters that rise and hang: a language that there is not. */
const longer = (text: string) =>
  text.replace(
    /[a-z]/gi,
    (letter) => ({ a: 'àà', e: 'éé', i: 'îî', o: 'öö', u: 'ůů' })[letter] ?? letter + letter,
  );
// What stands in braces is filled in, and is no word.
const longerText = (text: Text): Text =>
  typeof text === 'function'
    ? (about) => longer(text(about))
    : text.replace(/\{\w+\}|[^{]+/g, (part) => (part.startsWith('{') ? part : longer(part)));
const longerMessage = (message: Message): Message =>
  typeof message === 'object'
    ? {
        ...message,
        ...Object.fromEntries(
          Object.entries(message).map(([name, text]: [string, Text]) => [name, longerText(text)]),
        ),
      }
    : longerText(message);
const { code: _code, ...english } = en;
const long = Object.fromEntries(
  Object.entries(english).map(([name, message]) => [name, longerMessage(message)]),
) as unknown as Messages;

const element = (attributes: string) =>
  `<otp-confirm challenge="c" expires-in="300" destination="a•••@example.org" ${attributes}></otp-confirm>`;
const sentence = 'What the page says beside it, at some length, so that there is little room.';

interface Place {
  readonly markup: (inside: string) => string;
  readonly width?: number;
  readonly style?: string;
}
const places: Readonly<Record<string, Place>> = {
  'a phone, 320 px wide': { markup: (inside) => inside, width: 320 },
  'a window zoomed to 400 %': {
    markup: (inside) => `<main style="padding: 1rem">${inside}</main>`,
    width: 320,
  },
  'a window zoomed to 200 %': {
    markup: (inside) => `<main style="padding: 1rem">${inside}</main>`,
    width: 640,
  },
  'text zoomed to 200 %': { markup: (inside) => inside, width: 640, style: ':root { font-size: 200% }' },
  'text zoomed to 200 % on a phone': {
    markup: (inside) => inside,
    width: 320,
    style: ':root { font-size: 200% }',
  },
  'text spacing': {
    markup: (inside) => inside,
    width: 320,
    style:
      '* { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
  },
  'a flex row': {
    markup: (inside) => `<div style="display: flex"><p>${sentence}</p>${inside}</div>`,
    width: 640,
  },
  'a flex column, in the middle': {
    markup: (inside) =>
      `<div style="display: flex; flex-direction: column; align-items: center">${inside}</div>`,
    width: 320,
  },
  'a grid': {
    markup: (inside) =>
      `<div style="display: grid; grid-template-columns: 1fr 2fr; gap: 1rem"><p>${sentence}</p>${inside}</div>`,
    width: 480,
  },
  'a narrow sidebar': {
    markup: (inside) =>
      `<div style="display: flex"><aside style="inline-size: 200px">${inside}</aside><p>${sentence}</p></div>`,
    width: 480,
  },
  'a dialog': { markup: (inside) => `<dialog open>${inside}</dialog>`, width: 320 },
  'a table': { markup: (inside) => `<table><tr><td>${inside}</td></tr></table>`, width: 320 },
  'a text that is indented': {
    markup: (inside) => `<div style="text-indent: 2em">${inside}</div>`,
    width: 320,
  },
  'a centred text': { markup: (inside) => `<div style="text-align: center">${inside}</div>`, width: 480 },
};

/** The digit that a cell holds, as it is drawn. */
function drawnDigit(cell: Element): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(cell.firstChild ?? cell);
  return range.getBoundingClientRect();
}

function expectTidy(host: OtpConfirm): void {
  const page = document.documentElement;
  expect(page.scrollWidth, 'the page').to.be.at.most(page.clientWidth);
  const around = box(host);
  const parts = ['cells', 'hint', 'status', 'confirm', 'resend', 'countdown'].map((name) => part(host, name));
  for (const node of [one(host, 'label'), ...parts]) {
    const name = node.getAttribute('part') ?? 'label';
    const { left, right } = box(node);
    expect(left, `${name}, left`).to.be.at.least(around.left - 1);
    expect(right, `${name}, right`).to.be.at.most(around.right + 1);
    for (const inner of [node, ...node.querySelectorAll('button > *, p')]) {
      expect(inner.scrollWidth, `${name}, width`).to.be.at.most(Math.ceil(box(inner).width) + 1);
      expect(inner.scrollHeight, `${name}, height`).to.be.at.most(Math.ceil(box(inner).height) + 1);
      // In the middle of it, and all of it.
      if (inner.parentElement?.localName !== 'button') continue;
      expect(box(inner).left, `${name}, its words`).to.be.at.least(left - 1);
      expect((box(inner).left + box(inner).right) / 2).to.be.closeTo((left + right) / 2, 1);
    }
  }
  const below = [
    one(host, 'label'),
    ...['cells', 'status', 'confirm', 'resend', 'countdown'].map((name) => part(host, name)),
  ];
  for (const [index, node] of below.entries()) {
    const next = below[index + 1];
    if (next) expect(box(node).bottom, `${index}`).to.be.at.most(box(next).top + 0.5);
  }
  for (const target of [part(host, 'confirm'), part(host, 'resend'), inputOf(host)]) {
    expect(box(target).height).to.be.at.least(24);
    expect(box(target).width).to.be.at.least(24);
  }
  for (const cell of cells(host)) {
    const [text, { left, right, top, bottom }] = [drawnDigit(cell), box(cell)];
    expect(text.width).to.be.above(0);
    expect(text.left).to.be.at.least(left);
    expect(text.right).to.be.at.most(right);
    expect(text.top).to.be.at.least(top - 1);
    expect(text.bottom).to.be.at.most(bottom + 1);
  }
}

async function start(
  inside: string,
  { markup }: Place,
  properties: Partial<OtpConfirm> = {},
  phase = 'refused',
) {
  const adapter = deferredAdapter();
  const host = await mount(markup(inside), { adapter, ...properties });
  await reach(host, adapter, phase);
  return host;
}

const styles = styleElement();
const before_ = { width: innerWidth, height: innerHeight };
before(() => document.head.append(styles));
after(async () => {
  styles.remove();
  await setViewport(before_);
});

for (const [name, place] of Object.entries(places))
  describe(name, () => {
    before(async () => {
      styles.textContent = place.style ?? '';
      await setViewport({ width: place.width ?? 800, height: 600 });
    });
    after(() => {
      styles.textContent = '';
    });

    for (const dir of ['ltr', 'rtl'])
      for (const [words, messages] of [
        ['English', {}],
        ['long words', long],
      ] as const)
        it(`${dir}, ${words}`, async () => {
          const host = await start(
            `<div dir="${dir}">${element('grouping="3-3" auto-confirm')}</div>`,
            place,
            { messages },
          );
          expectTidy(host);
          const [first, last] = [cells(host)[0], cells(host).at(-1)];
          if (!first || !last) throw new Error('There are no cells.');
          expect(box(first).left, 'left to right').to.be.below(box(last).left);
        });

    it('eight digits; a code of any length', async () => {
      const host = await start(element('length="8"'), place, { messages: long }, 'idle');
      host.code = '88888888';
      await drawn(host);
      expectTidy(host);
      expectTidy(await start(element('length="any" alphabet="text"'), place, { messages: long }));
    });
  });

describe('compact and roomy, by custom properties alone', () => {
  const sizes = {
    compact: '--otp-confirm-font-size: 1.125em; --otp-confirm-spacing: .5em',
    roomy: '--otp-confirm-font-size: 2em; --otp-confirm-spacing: 1em; --otp-confirm-gap: .5em',
  };
  for (const theme of themes)
    it(`in ${theme || 'the look without a theme'}`, async () => {
      const unlink = await link(theme);
      try {
        await setViewport({ width: 640, height: 800 });
        const heights: number[] = [];
        for (const size of [sizes.compact, '', sizes.roomy]) {
          const host = await start(element(`style="${size}"`), { markup: (inside) => inside });
          expectTidy(host);
          heights.push(box(host).height);
        }
        expect(heights).to.deep.equal([...heights].sort((one, other) => one - other));
        expect(heights[2] ?? 0).to.be.above(1.2 * (heights[0] ?? 0));
      } finally {
        unlink();
      }
    });
});

it('the chrome mirrors: sign and words begin at the right, buttons end there', async () => {
  await setViewport({ width: 480, height: 600 });
  const host = await start(`<div dir="rtl">${element('')}</div>`, { markup: (inside) => inside });
  const paragraph = one(part(host, 'status'), 'p');
  expect(box(one(paragraph, 'svg')).right).to.be.closeTo(box(paragraph).right, 1);
  for (const name of ['confirm', 'resend', 'cells'])
    expect(box(part(host, name)).right).to.be.closeTo(box(host).right, 1);
});

/** The lines that the words of the status stand in. */
function linesOf(paragraph: Element): DOMRect[] {
  const range = document.createRange();
  range.selectNodeContents(one(paragraph, 'bdi').firstChild ?? paragraph);
  return [...range.getClientRects()].filter(({ width }) => width > 1);
}

for (const direction of ['ltr', 'rtl'])
  for (const align of ['left', 'center', 'right', 'end'])
    for (const [name, status] of [
      ['one line', 'All is well'],
      ['two lines', 'All is well with this code, and nothing else is needed for you to be signed in now.'],
    ] as const)
      it(`the sign stands before its words where the page aligns its text (${align}, ${direction}, ${name})`, async () => {
        await setViewport({ width: 480, height: 600 });
        const words = direction === 'rtl' ? status.replace(/[a-z]/gi, 'ש') : status;
        const host = await start(
          `<div dir="${direction}" style="text-align: ${align}">${element('')}</div>`,
          { markup: (inside) => inside },
          { messages: { confirmed: words } },
          'confirmed',
        );
        const paragraph = one(part(host, 'status'), 'p');
        const [sign, [first, ...more]] = [box(one(paragraph, 'svg')), linesOf(paragraph)];
        if (!first) throw new Error('There are no words.');
        expect(more).to.have.length(name === 'one line' ? 0 : 1);
        const between = direction === 'rtl' ? sign.left - first.right : first.left - sign.right;
        expect(between / sign.width).to.be.within(0.2, 0.6);
        expect(sign.top).to.be.closeTo(first.top, sign.height / 4);
        if (more.length) return;
        const [left, right] = [Math.min(sign.left, first.left), Math.max(sign.right, first.right)];
        const middle = (around: { left: number; right: number }) => (around.left + around.right) / 2;
        const atRight = align === 'right' || (align === 'end' && direction === 'ltr');
        if (align === 'center') expect(middle({ left, right })).to.be.closeTo(middle(box(host)), 1);
        else if (atRight) expect(right).to.be.closeTo(box(host).right, 1);
        else expect(left).to.be.closeTo(box(host).left, 1);
      });

it('the time that is left has as much room where a page counts in tens of pixels', async () => {
  await setViewport({ width: 360, height: 600 });
  const host = await start(element(''), { markup: (inside) => inside }, {}, 'idle');
  const room = () => part(host, 'countdown').parentElement?.offsetHeight;
  const before = room();
  expect(before).to.be.above(40);
  styles.textContent = ':root { font-size: 62.5% } body { font-size: 1.6rem }';
  const after = room();
  styles.textContent = '';
  expect(after).to.equal(before);
});

it('the buttons are as wide as the cells', async () => {
  for (const width of [320, 480, 800]) {
    await setViewport({ width, height: 600 });
    for (const attributes of ['', 'length="8"', 'length="12"', 'length="any"']) {
      const host = await start(element(attributes), { markup: (inside) => inside }, {}, 'idle');
      await drawn(host);
      for (const name of ['confirm', 'resend'])
        expect(box(part(host, name)).width, `${attributes} at ${width}`).to.be.closeTo(
          box(part(host, 'cells')).width,
          1,
        );
    }
  }
});
