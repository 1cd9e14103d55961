// The element copied, written out and read in again, taken to another document, defined late. Moves within a page are
// moves.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { type } from './browser.js';
import {
  autofill,
  cells,
  confirmWith,
  deferredAdapter,
  digits,
  drawn,
  inputOf,
  mount,
  one,
  part,
  until,
} from './fixtures.js';

import { expectWhole } from './usable.js';
import { fixture, trusted, trustedScript, write } from './markup.js';
const all = (root: ParentNode, selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];

/** Puts a second element beside the first, and waits for it. */
async function beside(element: OtpConfirm, other: Node): Promise<OtpConfirm> {
  element.after(other);
  const [, second] = all(element.parentElement ?? document, 'otp-confirm') as OtpConfirm[];
  if (!second) throw new Error('There is no second element.');
  await drawn(second);
  await drawn(element);
  return second;
}

describe('a copy', () => {
  const markups: Record<string, string> = {
    'that brought nothing': '<otp-confirm challenge="c"></otp-confirm>',
    'with an input of its own': '<otp-confirm challenge="c"><input name="code"></otp-confirm>',
    'with a label of its own':
      '<otp-confirm challenge="c"><label slot="label">Code</label><input name="code"></otp-confirm>',
  };
  const copies: Record<string, (element: OtpConfirm) => Node> = {
    cloneNode: (element) => element.cloneNode(true),
    importNode: (element) => document.importNode(element, true),
    'markup that is read in again': (element) => {
      const template = document.createElement('template');
      template.innerHTML = trusted(element.outerHTML);
      return template.content;
    },
    'a template': (element) => {
      const template = document.createElement('template');
      template.content.append(element.cloneNode(true));
      return document.importNode(template.content, true);
    },
  };
  for (const [what, markup] of Object.entries(markups))
    for (const [how, copy] of Object.entries(copies))
      it(`of an element ${what}, by ${how}: each is whole, and of its own`, async () => {
        const adapter = deferredAdapter();
        const element = await mount(markup, { adapter });
        await confirmWith(element, adapter, { kind: 'incorrect' });
        const second = await beside(element, copy(element));
        expectWhole(document, element, second);
        expect(inputOf(second).readOnly).to.be.false;
        expect(inputOf(second).hasAttribute('aria-invalid')).to.be.false;
        expect(one(second, 'span').textContent, 'no error of the other').to.equal('Enter the 6-digit code.');
        expect(one(element, 'span').textContent).to.contain('The code is wrong.');
        second.focus();
        second.select();
        await type('42');
        expect([element.code, second.code]).to.deep.equal(['123456', '42']);
        expect(digits(element).join('')).to.equal('123456');
        expect(adapter.confirms).to.have.length(1);
      });

  it('of an element that brought nothing: its keyboard is that of its own alphabet', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    const copy = element.cloneNode(true) as OtpConfirm;
    copy.alphabet = 'alphanumeric';
    const second = await beside(element, copy);
    const { inputMode, autocapitalize } = inputOf(second);
    expect([inputMode, autocapitalize]).to.deep.equal(['text', 'characters']);
    second.alphabet = 'digits';
    await drawn(second);
    expect(inputOf(second).inputMode).to.equal('numeric');
    expect(inputOf(element).inputMode).to.equal('numeric');
  });

  it('in its own place: the markup of the element in it again', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    element.focus();
    await type('123');
    const { children } = element;
    element.replaceChildren(...[...children].map((child) => child.cloneNode(true)));
    await until(() => element.input?.isConnected, 'it has an input');
    await drawn(element);
    expectWhole(document, element);
    expect(element.code).to.equal('123');
    await type('4');
    expect(element.code).to.equal('1234');
  });

  it('of a confirmed element holds no token and can be written in', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm><input name="code"></otp-confirm>', { adapter });
    await confirmWith(element, adapter, { kind: 'confirmed', token: 't' });
    const second = await beside(element, element.cloneNode(true));
    expect([second.value, inputOf(second).readOnly]).to.deep.equal(['', false]);
  });

  it('keeps the descriptions that the page gave', async () => {
    const element = await mount(
      '<p id="own">Look.</p><otp-confirm><input aria-describedby="own"></otp-confirm>',
    );
    const second = await beside(element, element.cloneNode(true));
    expect(inputOf(second).getAttribute('aria-describedby')).to.equal(`own ${one(second, 'span').id}`);
  });

  // As a page's cache puts back what it kept of it.
  for (const [what, markup] of [
    ['by its id', '<label for="otp">PIN</label><otp-confirm id="otp"></otp-confirm>'],
    ['by being around it', '<label>PIN <otp-confirm></otp-confirm></label>'],
  ] as const)
    it(`in the place of the first, with the label that names it ${what}: it names the copy, alone`, async () => {
      const element = await mount(`<div>${markup}</div>`);
      const page = one(element.closest('div')?.parentElement ?? null, 'div');
      const copy = page.cloneNode(true) as Element;
      page.replaceWith(copy);
      const second = one<OtpConfirm>(copy, 'otp-confirm');
      await drawn(second);
      expect([...(inputOf(second).labels ?? [])]).to.deep.equal([one(copy, 'label')]);
      expect(second.querySelector('label')).to.be.null;
    });

  it('beside the first, in a label: that names the copy', async () => {
    const element = await mount('<label>PIN <otp-confirm></otp-confirm></label>');
    const label = one<HTMLLabelElement>(element.closest('div'), 'label');
    const copy = label.cloneNode(true) as HTMLLabelElement;
    label.after(copy);
    const second = one<OtpConfirm>(copy, 'otp-confirm');
    await drawn(second);
    expect(copy.control === inputOf(second)).to.be.true;
    expect(label.control === inputOf(element)).to.be.true;
    expect(second.querySelector('label')).to.be.null;
  });
});

describe('another document', () => {
  const paints = (element: OtpConfirm) => getComputedStyle(part(element, 'cells')).display === 'flex';

  it('a template, and back: it is drawn as before', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    const parent = element.parentElement;
    autofill(inputOf(element), '123');
    document.createElement('template').content.append(element);
    await Promise.resolve();
    parent?.append(element);
    await drawn(element);
    expect([element.code, paints(element), cells(element).length]).to.deep.equal(['123', true, 6]);
  });

  it('a frame, and back: it is drawn as before, and works in both', async () => {
    const element = await mount('<otp-confirm></otp-confirm><iframe></iframe>');
    const parent = element.parentElement;
    const inner = one<HTMLIFrameElement>(parent, 'iframe').contentDocument;
    if (!inner) throw new Error('The frame has no document.');
    autofill(inputOf(element), '123');
    inner.body.append(inner.adoptNode(element));
    await drawn(element);
    expect([element.code, paints(element)]).to.deep.equal(['123', true]);
    autofill(inputOf(element), '1234');
    expect(element.code).to.equal('1234');
    // The frame's document has its own editing commands, and may not have the focus: a paste is dispatched.
    element.focus();
    const pasted = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
    Object.defineProperty(pasted, 'clipboardData', { value: { getData: () => '65-4321' } });
    inputOf(element).dispatchEvent(pasted);
    expect(element.code).to.equal('654321');
    autofill(inputOf(element), '1234');
    parent?.append(element);
    await drawn(element);
    expect(paints(element)).to.be.true;
    element.focus();
    inputOf(element).setSelectionRange(4, 4);
    await type('56');
    await until(() => digits(element).join('') === '123456', 'the cells follow');
    expectWhole(document, element);
  });

  it('a frame, where it comes first: it is drawn there, and here afterwards', async () => {
    const frame = await fixture<HTMLIFrameElement>('<iframe></iframe>');
    const element = document.createElement('otp-confirm');
    frame.contentDocument?.body.append(element);
    await drawn(element);
    expect(paints(element)).to.be.true;
    frame.after(element);
    await drawn(element);
    expect(paints(element)).to.be.true;
    expectWhole(document, element);
  });

  it('one without a window, where it was made: it is drawn once it is here', async () => {
    const parsed = new DOMParser().parseFromString(
      trusted('<otp-confirm challenge="c" length="4"><input value="12-3"></otp-confirm>'),
      'text/html',
    );
    const root = await fixture<HTMLElement>('<div></div>');
    root.append(one(parsed, 'otp-confirm'));
    const element = one<OtpConfirm>(root, 'otp-confirm');
    await drawn(element);
    expect([element.code, element.challenge, cells(element).length, paints(element)]).to.deep.equal([
      '123',
      'c',
      4,
      true,
    ]);
    expectWhole(document, element);
  });
});

describe('an element that is defined late', () => {
  it('takes the page’s input, with what is typed into it, and the focus stays', async () => {
    // A frame has a registry of its own, in which the element is not defined yet.
    const frame = await fixture<HTMLIFrameElement>('<iframe style="width: 400px; height: 300px"></iframe>');
    const page = frame.contentDocument;
    if (!page) throw new Error('The frame has no document.');
    write(
      page.body,
      `<form><otp-confirm length="4" disabled>
      <label slot="label" for="code">Code</label><input id="code" name="code"></otp-confirm></form>`,
    );
    const element = one<OtpConfirm>(page, 'otp-confirm');
    const input = inputOf(element);
    input.focus();
    // Keys go to the frame once it has the focus, which one engine brings it later.
    await until(() => page.hasFocus(), 'the frame has the focus');
    await type('1-2 3');
    input.setSelectionRange(0, 0);
    Object.assign(element, { challenge: 'd', disabled: false });
    const script = page.createElement('script');
    script.type = 'module';
    script.src = trustedScript(new URL('../../src/index.ts', import.meta.url).href);
    page.head.append(script);
    await until(() => element.shadowRoot, 'it is upgraded');
    await drawn(element);
    expect([element.code, input.value, element.challenge, element.disabled]).to.deep.equal([
      '123',
      '123',
      'd',
      false,
    ]);
    expect(element.input === input && page.activeElement === input).to.be.true;
    await type('4');
    await until(() => element.code.length === 4, 'it is typed into');
    expect(digits(element)).to.have.length(4);
    expectWhole(page, element);
  });
});
