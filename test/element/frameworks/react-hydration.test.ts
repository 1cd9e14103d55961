// What React 19 has rendered on the server, taken over by React in the page: which markup it takes over without a word,
// and what becomes of one that it does not.
import { expect } from '@open-wc/testing';
import React from 'react';
import type { ReactNode } from 'react';
import ReactDOM from 'react-dom/client';
import Server from 'react-dom/server';
import type { OtpConfirm } from '../../../src/index.js';
import { type } from '../browser.js';
import { digits, drawn, inputOf, one, until } from '../fixtures.js';
import { fixture, trusted, trustedScript } from '../markup.js';

const { createElement: h } = React;

let container: HTMLElement;
let root: ReactDOM.Root | undefined;
let complaints: string[];
const log = console.error;
const otp = () => one<OtpConfirm>(container, 'otp-confirm');

beforeEach(async () => {
  container = await fixture<HTMLElement>('<div></div>');
  complaints = [];
  console.error = (...words: unknown[]) => complaints.push(words.join(' '));
});
afterEach(() => {
  root?.unmount();
  root = undefined;
  console.error = log;
});

function Page({ page, turn }: { page: ReactNode; turn: number }) {
  React.useEffect(() => {
    container.dataset['turn'] = String(turn);
  });
  return page;
}

let page: ReactNode;
/** Draws the page once more, now that React has it. */
async function drawAgain(): Promise<void> {
  root?.render(h(Page, { page, turn: 2 }));
  await until(() => container.dataset['turn'] === '2', 'it is drawn again');
}

async function hydrate(now: ReactNode): Promise<void> {
  page = now;
  root = ReactDOM.hydrateRoot(container, h(Page, { page, turn: 1 }), {
    onRecoverableError: (error) => complaints.push(String(error)),
  });
  await until(() => container.dataset['turn'] === '1', 'it is taken over');
}

/** The server's markup in the page, upgraded. */
async function serve(now: ReactNode): Promise<void> {
  container.innerHTML = trusted(Server.renderToString(now));
  await drawn(otp());
}

const markup = '<label slot="label" for="code">Code</label><input id="code" name="code">';
const written = h(
  'otp-confirm',
  { key: 'otp', challenge: 'c', length: 4 },
  h('label', { key: 1, slot: 'label', htmlFor: 'code' }, 'Code'),
  h('input', { key: 2, id: 'code', name: 'code' }),
);

/** Exactly one of each: input, label, description; and no id twice. */
function expectOneField(): void {
  const counts = ['input', 'label', 'span'].map((name) => otp().querySelectorAll(name).length);
  expect(counts).to.deep.equal([1, 1, 1]);
  const ids = [...otp().querySelectorAll('[id]')].map(({ id }) => id);
  expect(new Set(ids).size).to.equal(ids.length);
  expect(inputOf(otp()).labels?.[0]?.textContent).to.equal('Code');
}

describe('the element is defined before React takes over', () => {
  // It gives its field what a field needs: React is told to leave alone what is inside.
  const quiet = { key: 'otp', challenge: 'c', length: 4, suppressHydrationWarning: true };
  for (const [what, page] of [
    ['an empty text for its children', h('otp-confirm', quiet, '')],
    ['its children as markup', h('otp-confirm', { ...quiet, dangerouslySetInnerHTML: { __html: markup } })],
  ] as const)
    it(`a page that gives it ${what}: no complaint, and what is typed stays`, async () => {
      await serve(page);
      const element = otp();
      element.focus();
      await type('12');
      await hydrate(page);
      expect(complaints).to.deep.equal([]);
      expect(otp() === element).to.be.true;
      expect(document.activeElement === inputOf(element)).to.be.true;
      await type('3');
      await drawAgain();
      await until(() => digits(element).join('') === '123', 'the digits are drawn');
      expect([element.code, element.challenge, element.length]).to.deep.equal(['123', 'c', 4]);
      expectOneField();
    });

  for (const [what, page] of [
    ['nothing inside', h('otp-confirm', { key: 'otp', challenge: 'c', length: 4 })],
    ['children of its own', written],
  ] as const)
    it(`a page with ${what}: React complains and draws it anew, and it works`, async () => {
      await serve(page);
      await hydrate(page);
      expect(complaints.join()).to.contain('Hydration failed');
      await drawn(otp());
      expectOneField();
      otp().focus();
      await type('1234');
      expect([otp().code, otp().challenge]).to.deep.equal(['1234', 'c']);
      await until(() => digits(otp()).join('') === '1234', 'the digits are drawn');
    });
});

describe('the element is defined after React has taken over', () => {
  for (const [what, page] of [
    ['nothing inside', h('otp-confirm', { key: 'otp', challenge: 'c', length: 4 })],
    ['children of its own', written],
  ] as const)
    it(`a page with ${what}: no complaint, then or later`, async () => {
      // A frame has a registry of its own, in which the element is not defined yet.
      const frame = await fixture<HTMLIFrameElement>('<iframe></iframe>');
      const inner = frame.contentDocument;
      if (!inner) throw new Error('The frame has no document.');
      container = inner.createElement('div');
      inner.body.append(container);
      container.innerHTML = trusted(Server.renderToString(page));
      const early = container.querySelector('input');
      if (early) early.value = '12-3';
      await hydrate(page);
      const script = inner.createElement('script');
      script.type = 'module';
      script.src = trustedScript(new URL('../../../src/index.ts', import.meta.url).href);
      inner.head.append(script);
      await until(() => otp().shadowRoot, 'it is upgraded');
      await drawn(otp());
      await drawAgain();
      expect(complaints).to.deep.equal([]);
      expectOneField();
      expect(otp().code).to.equal(early ? '123' : '');
      if (early) expect(inputOf(otp()) === early).to.be.true;
      expect([otp().challenge, otp().length, digits(otp()).length]).to.deep.equal(['c', 4, 4]);
    });
});
