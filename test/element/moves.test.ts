// The element, or the input in it, moved about in the page. Copies, other documents and late definitions are
// copies.test.ts's; who brings the input, inputs.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { type } from './browser.js';
import {
  autofill,
  confirmWith,
  deferredAdapter,
  digits,
  drawn,
  inputOf,
  mount,
  one,
  part,
  request,
  selectionOf,
  settled,
  until,
} from './fixtures.js';

import { expectWhole } from './usable.js';
const all = (root: ParentNode, selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];

describe('a move', () => {
  const markup = '<div id="from"><otp-confirm challenge="c"></otp-confirm></div><div id="to"></div>';
  const adapter = () => deferredAdapter();
  const moves: Record<string, (to: Element, element: Element) => void> = {
    moveBefore: (to, element) => {
      (to as Element & { moveBefore: typeof to.insertBefore }).moveBefore(element, null);
    },
    insertBefore: (to, element) => {
      to.insertBefore(element, null);
    },
    'remove and append, in one turn': (to, element) => {
      element.remove();
      to.append(element);
    },
  };
  for (const [name, move] of Object.entries(moves)) {
    const skip = name === 'moveBefore' && !('moveBefore' in document.body);

    it(`by ${name} keeps text, caret and focus`, async function () {
      // WebKitGTK has no moveBefore.
      if (skip) this.skip();
      const element = await mount(markup);
      element.focus();
      await type('123');
      inputOf(element).setSelectionRange(1, 2);
      move(one(document, '#to'), element);
      await drawn(element);
      expect(document.activeElement === inputOf(element)).to.be.true;
      expect(selectionOf(inputOf(element))).to.deep.equal([1, 2]);
      // Until it has laid out what was moved, Firefox gives the keys to the body.
      expect(inputOf(element).getBoundingClientRect().height).to.be.above(0);
      await type('9');
      await until(() => digits(element).join('') === '193', 'the cells follow');
      expectWhole(document, element);
    });

    it(`by ${name} calls nothing off and sends nothing`, async function () {
      // WebKitGTK has no moveBefore.
      if (skip) this.skip();
      const { confirms, issues, ...rest } = adapter();
      const element = await mount(markup, { adapter: rest, autoConfirm: true });
      autofill(inputOf(element), '123456');
      const { signal, answer } = await request(confirms);
      move(one(document, '#to'), element);
      await drawn(element);
      move(one(document, '#from'), element);
      await drawn(element);
      expect([signal.aborted, confirms.length, issues.length]).to.deep.equal([false, 1, 0]);
      answer({ kind: 'confirmed', token: 't' });
      await settled(element);
      expect([element.phase, element.value, confirms.length]).to.deep.equal(['confirmed', 't', 1]);
    });

    it(`by ${name} into another form: that one gets the token, and waits for the code`, async function () {
      // WebKitGTK has no moveBefore.
      if (skip) this.skip();
      const { confirms, issues, ...rest } = adapter();
      const element = await mount(
        '<form id="a"><otp-confirm><input name="code"></otp-confirm></form><form id="b"></form>',
        { adapter: rest },
      );
      const [a, b] = [one<HTMLFormElement>(document, '#a'), one<HTMLFormElement>(document, '#b')];
      move(b, element);
      await drawn(element);
      expect(element.form === b).to.be.true;
      b.addEventListener('submit', (event) => {
        event.preventDefault();
      });
      element.focus();
      await type('123456');
      b.requestSubmit();
      (await request(confirms)).answer({ kind: 'confirmed', token: 't' });
      await settled(element);
      expect([[...new FormData(a)], [...new FormData(b)], issues.length]).to.deep.equal([
        [],
        [['otp_token', 't']],
        0,
      ]);
    });
  }

  it('of the focus elsewhere is not undone by a move', async () => {
    const element = await mount(`${markup}<button id="other">x</button>`);
    element.focus();
    one<HTMLElement>(document, '#other').focus();
    one(document, '#to').append(element);
    await drawn(element);
    expect(document.activeElement?.id).to.equal('other');
  });

  it('into a shadow root and out again: the code is confirmed in both', async () => {
    const { confirms, issues, ...rest } = adapter();
    const element = await mount(`${markup}`, { adapter: rest });
    const root = one(document, '#to').attachShadow({ mode: 'open' });
    root.append(element);
    await confirmWith(element, { confirms, issues, ...rest }, { kind: 'incorrect' });
    expectWhole(root, element);
    one(document, '#from').append(element);
    element.code = '654321';
    void element.confirm();
    (await request(confirms, 2)).answer({ kind: 'confirmed' });
    await settled(element);
    expect(element.phase).to.equal('confirmed');
    expectWhole(document, element);
  });
});

describe('the input', () => {
  it('that is given to another element: each has one, the text goes with it', async () => {
    const one_ = await mount('<otp-confirm><input id="mine"></otp-confirm><otp-confirm></otp-confirm>');
    const [first, second] = all(one_.parentElement ?? document, 'otp-confirm') as [OtpConfirm, OtpConfirm];
    autofill(inputOf(first), '123');
    second.append(inputOf(first));
    await until(() => all(second, 'input').length === 1 && all(first, 'input').length === 1, 'each has one');
    await drawn(first);
    await drawn(second);
    expect([inputOf(second).id, second.code]).to.deep.equal(['mine', '123']);
    expect(digits(second).join('')).to.equal('123');
    expectWhole(document, first, second);
  });

  it('that was made for one element and is put into another: each has its own', async () => {
    const one_ = await mount('<otp-confirm></otp-confirm><otp-confirm></otp-confirm>');
    const [first, second] = all(one_.parentElement ?? document, 'otp-confirm') as [OtpConfirm, OtpConfirm];
    second.append(inputOf(first));
    await until(() => all(second, 'input').length === 1 && all(first, 'input').length === 1, 'each has one');
    await drawn(first);
    await drawn(second);
    expectWhole(document, first, second);
  });

  it('that was made, and is carried off, comes back', async () => {
    const element = await mount('<otp-confirm></otp-confirm><p></p>');
    one(document, 'otp-confirm + p').append(inputOf(element));
    await until(() => all(element, 'input').length === 1, 'it is back');
    await drawn(element);
    expect(all(one(document, 'otp-confirm + p'), 'input')).to.have.length(0);
    expectWhole(document, element);
  });

  it('is the first of two; the second is left alone, and out of sight', async () => {
    const element = await mount('<otp-confirm><input id="a"><input id="b"></otp-confirm>');
    expect(element.input?.id).to.equal('a');
    element.focus();
    await type('123');
    expect(element.code).to.equal('123');
    const second = one(element, '#b').getBoundingClientRect();
    expect(second.top).to.be.at.least(part(element, 'cells').getBoundingClientRect().bottom - 1);
    expect(one<HTMLInputElement>(element, '#b').value).to.equal('');
  });

  it('is not one that is hidden', async () => {
    const element = await mount(
      '<form><otp-confirm><input type="hidden" name="challenge" value="c"><input id="code" name="code"></otp-confirm></form>',
    );
    expect(element.input?.id).to.equal('code');
    expect(one<HTMLInputElement>(element, '[type=hidden]').value).to.equal('c');
  });

  it('is made where there is only a hidden one', async () => {
    const element = await mount('<otp-confirm><input type="hidden" value="c"></otp-confirm>');
    expect(element.input?.type).to.equal('text');
    element.focus();
    await type('123');
    expect(element.code).to.equal('123');
  });

  it('that the page wraps is not found: one is made, and works; the page’s stays the page’s', async () => {
    const element = await mount('<otp-confirm><div><input id="mine" value="x"></div></otp-confirm>');
    expect(element.input?.parentNode === element).to.be.true;
    element.focus();
    await type('123456');
    expect(element.code).to.equal('123456');
    expect(one<HTMLInputElement>(element, '#mine').value).to.equal('x');
    element.append(one(element, '#mine'));
    await until(() => element.input?.id === 'mine', 'unwrapped, it is the one');
    expect(all(element, 'input')).to.have.length(1);
  });
});
