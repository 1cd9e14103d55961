// In pages that React 19 draws: attributes, properties, events, children, re-renders, remounts. What the server has
// rendered is react-hydration.test.ts's.
import { expect } from '@open-wc/testing';
import React from 'react';
import type { ReactNode } from 'react';
import ReactDOM from 'react-dom/client';
import type { OtpConfirm } from '../../../src/index.js';
import { pasteText, type } from '../browser.js';
import {
  deferredAdapter,
  digits,
  drawn,
  heardEvents,
  holdLooks,
  inputOf,
  one,
  releaseLooks,
  request,
  selectionOf,
  settled,
  until,
} from '../fixtures.js';
import { fixture } from '../markup.js';

const { createElement: h, useState } = React;

let container: HTMLElement;
let root: ReactDOM.Root;
const otp = () => one<OtpConfirm>(container, 'otp-confirm');

/** Renders, and waits until it is in the page. */
async function render(node: ReactNode): Promise<void> {
  const mark = React.createRef<HTMLElement>();
  const before = container.querySelector('[data-turn]')?.getAttribute('data-turn') ?? '0';
  const turn = String(Number(before) + 1);
  root.render([h('div', { key: 'page' }, node), h('i', { key: 'turn', ref: mark, 'data-turn': turn })]);
  await until(() => container.querySelector(`[data-turn="${turn}"]`), 'it is rendered');
  if (container.querySelector('otp-confirm')) await drawn(otp());
}

let errors: Event[];
const log = console.error;
let complaints: unknown[];

beforeEach(async () => {
  container = await fixture<HTMLElement>('<div></div>');
  root = ReactDOM.createRoot(container);
  complaints = [];
  console.error = (...words: unknown[]) => complaints.push(words.join(' '));
  errors = heardEvents(window, 'error');
});
afterEach(releaseLooks);
afterEach(() => {
  root.unmount();
  console.error = log;
  expect(complaints).to.deep.equal([]);
  expect(errors).to.deep.equal([]);
});

describe('React sets', () => {
  it('a length that is written as text', async () => {
    await render(h('otp-confirm', { length: '8' }));
    expect(otp().shadowRoot?.querySelectorAll('[part~=cell]')).to.have.length(8);
    await render(h('otp-confirm', { length: 'any' }));
    expect(otp().shadowRoot?.querySelectorAll('[part~=cell]')).to.have.length(0);
  });

  it('attributes, properties and listeners', async () => {
    const adapter = deferredAdapter();
    const heard: string[] = [];
    await render(
      h('otp-confirm', {
        adapter,
        'step-name': 'Confirm sign-in',
        challenge: 'c1',
        length: 4,
        'auto-confirm': true,
        oncomplete: ({ type: name }: Event) => heard.push(name),
        onconfirmed: ({ type: name }: Event) => heard.push(name),
      }),
    );
    otp().focus();
    await type('1234');
    const { request: sent, answer } = await request(adapter.confirms);
    expect(sent).to.include({ challenge: 'c1', code: '1234', stepName: 'Confirm sign-in' });
    answer({ kind: 'confirmed', token: 't' });
    await settled(otp());
    expect(heard).to.deep.equal(['complete', 'confirmed']);
  });

  it('nothing any more: each is as if it had never been', async () => {
    const names = {
      code: '12',
      name: 'proof',
      length: 4,
      alphabet: 'text',
      grouping: '2-2',
      challenge: 'c',
      autoConfirm: true,
      disabled: true,
      required: true,
      readonly: true,
      messages: { label: 'PIN' },
      autocomplete: 'off',
      destination: 'x',
      expiresIn: 3,
    };
    const adapter = deferredAdapter();
    await render(h('form', {}, h('otp-confirm', { adapter, ...names })));
    expect([otp().code, inputOf(otp()).labels?.[0]?.textContent]).to.deep.equal(['12', 'PIN']);
    await render(h('form', {}, h('otp-confirm', { adapter })));
    expect([otp().code, inputOf(otp()).labels?.[0]?.textContent]).to.deep.equal(['', 'Code']);
    expect(digits(otp())).to.have.length(6);
    otp().focus();
    await type('123456');
    void otp().confirm();
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 't' });
    await settled(otp());
    const { form } = otp();
    if (!form) throw new Error('There is no form.');
    expect([...new FormData(form)]).to.deep.equal([['otp_token', 't']]);
  });
});

describe('React draws again', () => {
  it('while the person types: text, caret and focus stay', async () => {
    const page = (words: string) => [
      h('p', { key: 1 }, words),
      h('otp-confirm', { key: 2, 'step-name': words }),
    ];
    await render(page('one'));
    const element = otp();
    element.focus();
    await type('123');
    inputOf(element).setSelectionRange(1, 1);
    await render(page('two'));
    expect(otp() === element).to.be.true;
    expect(document.activeElement === inputOf(element)).to.be.true;
    expect(selectionOf(inputOf(element))).to.deep.equal([1, 1]);
    await type('9');
    expect(element.code).to.equal('1923');
  });

  it('with another key: a new element, empty, and one', async () => {
    const adapter = deferredAdapter();
    await render(h('otp-confirm', { key: 'a', adapter, challenge: 'a' }));
    const first = otp();
    first.code = '123456';
    void first.confirm();
    const { signal } = await request(adapter.confirms);
    await render(h('otp-confirm', { key: 'b', adapter, challenge: 'b' }));
    expect(otp() === first).to.be.false;
    expect([otp().code, otp().challenge]).to.deep.equal(['', 'b']);
    expect(signal.aborted).to.be.true;
    expect(container.querySelectorAll('input')).to.have.length(1);
  });

  it('without it: what is under way is called off', async () => {
    const adapter = deferredAdapter();
    await render(h('otp-confirm', { adapter, challenge: 'a' }));
    otp().code = '123456';
    void otp().confirm();
    const { signal } = await request(adapter.confirms);
    await render(null);
    expect(signal.aborted).to.be.true;
    expect([adapter.confirms.length, adapter.issues.length]).to.deep.equal([1, 0]);
  });

  it('twice, in StrictMode: one field, one request', async () => {
    const adapter = deferredAdapter();
    function Page() {
      const [phase, setPhase] = useState('idle');
      const onconfirming = () => {
        setPhase('confirming');
      };
      return h('div', { id: phase }, h('otp-confirm', { adapter, 'auto-confirm': true, onconfirming }));
    }
    await render(h(React.StrictMode, {}, h(Page)));
    expect(container.querySelectorAll('input')).to.have.length(1);
    expect(container.querySelectorAll('label')).to.have.length(1);
    otp().focus();
    await type('123456');
    await until(() => container.querySelector('#confirming'), 'the page has drawn the phase');
    expect(adapter.confirms).to.have.length(1);
    expect(otp().phase).to.equal('confirming');
  });

  it('moves it in a list: text and request stay', async () => {
    const adapter = deferredAdapter();
    const page = (keys: string) =>
      [...keys].map((key) =>
        key === 'o' ? h('otp-confirm', { key, adapter, challenge: 'c' }) : h('p', { key }, key),
      );
    await render(page('oab'));
    const element = otp();
    element.code = '123456';
    void element.confirm();
    const { signal } = await request(adapter.confirms);
    await render(page('bao'));
    expect(container.textContent.startsWith('ba')).to.be.true;
    expect([otp() === element, element.code, signal.aborted, adapter.confirms.length]).to.deep.equal([
      true,
      '123456',
      false,
      1,
    ]);
  });
});

describe("React's own input in it", () => {
  const label = h('label', { key: 'label', slot: 'label', htmlFor: 'code' }, 'Code');

  it('uncontrolled: one field, one label, the default cleaned', async () => {
    await render(
      h(
        'otp-confirm',
        {},
        label,
        h('input', { key: 'input', id: 'code', name: 'code', defaultValue: '123-4' }),
      ),
    );
    expect(container.querySelectorAll('input')).to.have.length(1);
    expect(container.querySelectorAll('label')).to.have.length(1);
    expect(otp().code).to.equal('1234');
    otp().focus();
    inputOf(otp()).setSelectionRange(4, 4);
    await type('56');
    expect(otp().code).to.equal('123456');
  });

  function controlled(seen: string[], take = (text: string) => text) {
    return function Page() {
      const [code, setCode] = useState('');
      return [
        h(
          'otp-confirm',
          { key: 'otp' },
          label,
          h('input', {
            key: 'input',
            id: 'code',
            value: code,
            onChange: ({ target }: { target: HTMLInputElement }) => {
              seen.push(target.value);
              setCode(take(target.value));
            },
          }),
        ),
        h('output', { key: 'output' }, code),
      ];
    };
  }
  const shown = () => one(container, 'output').textContent;

  it('controlled: each change is seen once, and clean', async () => {
    const seen: string[] = [];
    await render(h(controlled(seen)));
    otp().focus();
    await type('12x3');
    await until(() => shown() === '123', 'the page has it');
    expect(seen).to.deep.equal(['1', '12', '123']);
    await pasteText('Your code is 654-321.');
    await until(() => shown() === '654321', 'the page has the pasted code');
    expect(seen.at(-1)).to.equal('654321');
    expect([otp().code, inputOf(otp()).value, digits(otp()).join('')]).to.deep.equal([
      '654321',
      '654321',
      '654321',
    ]);
  });

  it('controlled: filled by a manager, it is seen clean', async () => {
    const seen: string[] = [];
    await render(h(controlled(seen)));
    const input = inputOf(otp());
    // A manager writes past the page's own scripts.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, '123 456');
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => shown() === '123456', 'the page has it');
    expect([seen, otp().code]).to.deep.equal([['123456'], '123456']);
  });

  it('controlled, and the page keeps what it likes: the cells show what the input holds', async () => {
    await render(h(controlled([], (text) => text.slice(0, 2))));
    otp().focus();
    await type('1234');
    await until(() => digits(otp()).join('') === '12', 'the cells follow');
    expect(otp().code).to.equal('12');
  });

  it('that is described anew under the caret stays described by hint and error', async () => {
    const page = (own: string) => [
      h('p', { key: 'a', id: 'a' }, 'A'),
      h('p', { key: 'b', id: 'b' }, 'B'),
      h('otp-confirm', { key: 'c' }, label, h('input', { key: 'i', id: 'code', 'aria-describedby': own })),
    ];
    await render(page('a'));
    const look = holdLooks();
    otp().focus();
    await render(page('b'));
    look();
    const described = () =>
      (inputOf(otp()).getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent);
    await until(() => described().length === 2, 'the description is back');
    expect(described()).to.deep.equal(['B', 'Enter the 6-digit code.']);
  });

  it('that comes and goes: one field at any time', async () => {
    const page = (own: boolean) => h('otp-confirm', {}, own && h('input', { key: 'i', id: 'own' }));
    await render(page(false));
    otp().focus();
    await type('12');
    await render(page(true));
    await until(() => container.querySelectorAll('input').length === 1, 'there is one');
    expect([inputOf(otp()).id, otp().code]).to.deep.equal(['own', '12']);
    await render(page(false));
    await until(() => container.querySelectorAll('input').length === 1, 'there is one again');
    expect(inputOf(otp()).id).not.to.equal('own');
    expect(otp().code).to.equal('12');
  });
});
