// In pages that are changed in place by what a server sends: Turbo, idiomorph and htmx, morphs and swaps. What the
// element gave its light DOM the server knows nothing of, so a morph takes it away: it comes back, once.
import './trust.js';
import { expect } from '@open-wc/testing';
import * as Turbo from '@hotwired/turbo';
import htmx from 'htmx.org';
import { Idiomorph } from 'idiomorph';
import type { OtpConfirm } from '../../../src/index.js';
import { type } from '../browser.js';
import type { DeferredAdapter } from '../fixtures.js';
import {
  deferredAdapter,
  digits,
  drawn,
  inputOf,
  mount,
  one,
  request,
  selectionOf,
  settled,
  until,
} from '../fixtures.js';
import { write } from '../markup.js';

// The pages of the tests are not for Turbo to visit.
Turbo.session.drive = false;

let element: OtpConfirm;
let page: HTMLElement;
let adapter: DeferredAdapter;

async function start(markup: string): Promise<void> {
  adapter = deferredAdapter();
  element = await mount(`<main id="page"><p>one</p>${markup}</main>`, { adapter });
  page = one(element.ownerDocument, '#page');
}

function stream(action: string, html: string, attributes = ''): void {
  Turbo.renderStreamMessage(
    `<turbo-stream action="${action}" target="page" ${attributes}><template>${html}</template></turbo-stream>`,
  );
}

/** Waits until the page holds what the server sent, and that is drawn. */
async function arrived(): Promise<OtpConfirm> {
  await until(() => page.querySelector('p')?.textContent === 'two', 'the page is changed');
  const now = one<OtpConfirm>(page, 'otp-confirm');
  await drawn(now);
  await until(() => now.querySelectorAll('input').length === 1, 'it has its input');
  return now;
}

const libraries: Record<string, (html: string) => unknown> = {
  idiomorph: (html) => Idiomorph.morph(page, html, { morphStyle: 'innerHTML' }),
  'a Turbo stream': (html) => {
    stream('update', html, 'method="morph"');
  },
  'a morph of htmx': (html) => htmx.swap({ target: page, text: html, swap: 'innerMorph' }),
};

const markups = {
  'nothing inside': '<otp-confirm challenge="c"></otp-confirm>',
  "the page's input": '<otp-confirm challenge="c"><input name="code"></otp-confirm>',
  "the page's input and label":
    '<otp-confirm challenge="c"><label slot="label" for="code">Code</label><input id="code"></otp-confirm>',
};

/** One input, one label, one description, each id once, and all that the input says of itself. */
function expectOneField(now: OtpConfirm): void {
  expect(['input', 'label', 'span'].map((name) => now.querySelectorAll(name).length)).to.deep.equal([
    1, 1, 1,
  ]);
  const ids = [...now.querySelectorAll('[id]')].map(({ id }) => id);
  expect(new Set(ids).size).to.equal(ids.length);
  const input = inputOf(now);
  expect([...(input.labels ?? [])].map(({ textContent }) => textContent)).to.deep.equal(['Code']);
  expect(input.getAttribute('aria-describedby')).to.equal(one(now, 'span').id);
  expect([input.getAttribute('autocomplete'), input.inputMode]).to.deep.equal(['one-time-code', 'numeric']);
}

for (const [library, morph] of Object.entries(libraries))
  describe(`${library} around a field that is typed into`, () => {
    for (const [what, markup] of Object.entries(markups))
      it(`${what}: the field is whole again, and the focus is in it`, async () => {
        await start(markup);
        element.focus();
        await type('123');
        const input = inputOf(element);
        input.setSelectionRange(1, 1);
        morph(`<p>two</p>${markup}`);
        expect((await arrived()) === element).to.be.true;
        expectOneField(element);
        expect(document.activeElement === inputOf(element)).to.be.true;
        // idiomorph, and Turbo with it, sets an input that it knows again to what the server says: to nothing.
        const cleared = markup.includes('id="code"') && !library.includes('htmx');
        expect(element.code).to.equal(cleared ? '' : '123');
        if (!cleared) expect(selectionOf(inputOf(element))).to.deep.equal([1, 1]);
        await type('9');
        await until(() => digits(element).join('') === (cleared ? '9' : '1923'), 'the cells follow');
      });

    it('while the code is checked: that goes on, and the code stays', async () => {
      const markup = markups["the page's input and label"];
      await start(markup);
      element.focus();
      await type('123456');
      const outcome = element.confirm();
      const { answer, signal } = await request(adapter.confirms);
      morph(`<p>two</p>${markup}`);
      await arrived();
      expect([element.phase, element.code, inputOf(element).value]).to.deep.equal([
        'confirming',
        '123456',
        '123456',
      ]);
      answer({ kind: 'confirmed', token: 't' });
      expect(await outcome).to.include({ kind: 'confirmed' });
      await settled(element);
      expect([signal.aborted, adapter.confirms.length, element.value]).to.deep.equal([false, 1, 't']);
      expect(inputOf(element).readOnly).to.be.true;
    });

    it('that brings a label: it is the only one, in its own words', async () => {
      await start('<otp-confirm><input id="code"></otp-confirm>');
      morph(
        '<p>two</p><otp-confirm><label slot="label" for="code">PIN</label><input id="code"></otp-confirm>',
      );
      const now = await arrived();
      await until(() => now.querySelectorAll('label').length === 1, 'there is one label');
      expect([...(inputOf(now).labels ?? [])].map(({ textContent }) => textContent)).to.deep.equal(['PIN']);
    });

    it('that takes attributes away: they are as if they had never been', async () => {
      await start('<otp-confirm challenge="c" length="8" disabled required step-name="s"></otp-confirm>');
      morph('<p>two</p><otp-confirm challenge="d"></otp-confirm>');
      await arrived();
      await until(() => digits(element).length === 6, 'there are six cells');
      expect([element.challenge, element.stepName]).to.deep.equal(['d', undefined]);
      expect([inputOf(element).disabled, inputOf(element).required]).to.deep.equal([false, false]);
    });

    it('over and over: no node, no id is left over', async () => {
      await start(markups['nothing inside']);
      element.focus();
      for (const turn of [1, 2, 3, 4, 5]) {
        morph(`<p>${String(turn)}</p>${markups['nothing inside']}`);
        await until(() => one(page, 'p').textContent === String(turn), 'the page is changed');
        await type(String(turn));
      }
      await drawn(element);
      expectOneField(element);
      expect(element.code).to.equal('12345');
      expect(element.children).to.have.length(3);
    });
  });

describe('a morph that the page tells to leave what is typed', () => {
  const markup = markups["the page's input and label"];
  it('idiomorph, by ignoreActiveValue', async () => {
    await start(markup);
    element.focus();
    await type('123');
    Idiomorph.morph(page, `<p>two</p>${markup}`, { morphStyle: 'innerHTML', ignoreActiveValue: true });
    await arrived();
    expectOneField(element);
    expect(element.code).to.equal('123');
  });

  it('Turbo, by data-turbo-permanent', async () => {
    const permanent = markup.replace('<otp-confirm', '<otp-confirm id="otp" data-turbo-permanent');
    await start(permanent);
    element.focus();
    await type('123');
    const next = document.createElement('main');
    write(next, `<p>two</p>${permanent}`);
    Turbo.morphChildren(page, next);
    expect((await arrived()) === element).to.be.true;
    expectOneField(element);
    expect([element.code, document.activeElement === inputOf(element)]).to.deep.equal(['123', true]);
  });
});

describe('a swap: the page takes the element away, and puts another in its place', () => {
  const swaps: Record<string, (html: string) => unknown> = {
    'a Turbo stream, update': (html) => {
      stream('update', html);
    },
    'a Turbo stream, replace': (html) => {
      stream('replace', `<main id="page">${html}</main>`);
    },
    'htmx, innerHTML': (html) => htmx.swap({ target: page, text: html, swap: 'innerHTML' }),
    'htmx, outerHTML': (html) =>
      htmx.swap({ target: page, text: `<main id="page">${html}</main>`, swap: 'outerHTML' }),
  };
  for (const [name, swap] of Object.entries(swaps))
    it(`${name}: the request is called off, the new field is empty and works`, async () => {
      await start(markups['nothing inside']);
      element.code = '123456';
      void element.confirm();
      const { signal } = await request(adapter.confirms);
      swap(`<p>two</p>${markups["the page's input and label"]}`);
      await until(() => document.querySelector('#page p')?.textContent === 'two', 'the page is changed');
      page = one(document, '#page');
      const now = await arrived();
      expect([now === element, signal.aborted, now.code]).to.deep.equal([false, true, '']);
      expectOneField(now);
      now.focus();
      await type('123');
      expect(now.code).to.equal('123');
    });

  it('a Turbo frame: so does the field that it loads', async () => {
    await start(`<turbo-frame id="step">${markups['nothing inside']}</turbo-frame>`);
    const frame = one<HTMLElement>(page, 'turbo-frame');
    frame.setAttribute('src', new URL('./frame.html', import.meta.url).href);
    await until(() => page.querySelector('[challenge=two]'), 'the frame has loaded');
    const now = one<OtpConfirm>(page, 'otp-confirm');
    await drawn(now);
    expectOneField(now);
    now.focus();
    await type('123');
    expect([now.code, now.challenge]).to.deep.equal(['123', 'two']);
  });
});
