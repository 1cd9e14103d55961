// Exactly one <input> in the light DOM, whoever brings it and whenever; what it is given; the light nodes beside it.
import { expect } from '@open-wc/testing';
import { OtpConfirm } from '../../src/index.js';
import { ax, type } from './browser.js';
import {
  autofill,
  cells,
  deferredAdapter,
  drawn,
  inputOf,
  mount,
  one,
  part,
  request,
  settled,
  until,
} from './fixtures.js';
import { fixture, trusted, write } from './markup.js';

const inputs = (element: Element) => [...element.querySelectorAll('input')];

function authored(id: string): HTMLInputElement {
  const input = document.createElement('input');
  input.id = id;
  return input;
}

async function only(element: OtpConfirm, input: HTMLInputElement): Promise<void> {
  await until(
    () => inputs(element).length === 1 && inputs(element)[0] === input,
    'the input is the only one',
  );
  await drawn(element);
}

describe('the created input', () => {
  // As a page opens: test/e2e/autofocus.e2e.ts.
  it('has the focus in a dialog that opens, where the element has autofocus', async () => {
    const dialog = await fixture<HTMLDialogElement>(
      '<dialog><button>Close</button><otp-confirm autofocus></otp-confirm></dialog>',
    );
    const element = one<OtpConfirm>(dialog, 'otp-confirm');
    await drawn(element);
    dialog.showModal();
    expect(document.activeElement).to.equal(inputOf(element));
    dialog.close();
  });

  it('is there where the page gave none, with all that a code field needs', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    expect(inputs(element)).to.have.length(1);
    const input = inputOf(element);
    expect(input.parentNode === element && !input.slot).to.be.true;
    expect(input.name).to.equal('');
    expect(input.type).to.equal('text');
    expect(input.hasAttribute('maxlength')).to.be.false;
    const attributes = Object.fromEntries([...input.attributes].map(({ name, value }) => [name, value]));
    expect(attributes).to.include({
      autocomplete: 'one-time-code',
      inputmode: 'numeric',
      autocapitalize: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
      translate: 'no',
    });
  });

  it('asks for letters where the code has letters', async () => {
    const input = inputOf(await mount('<otp-confirm alphabet="alphanumeric"></otp-confirm>'));
    expect([input.inputMode, input.getAttribute('autocapitalize')]).to.deep.equal(['text', 'characters']);
  });

  it('takes another autocomplete from the element, and none where it is taken back', async () => {
    const element = await mount('<otp-confirm autocomplete="off"></otp-confirm>');
    const input = inputOf(element);
    expect(input.getAttribute('autocomplete')).to.equal('off');
    element.removeAttribute('autocomplete');
    await drawn(element);
    expect(input.getAttribute('autocomplete')).to.equal('one-time-code');
  });

  it('asks for other keys where the code comes to have other characters', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    const input = inputOf(element);
    const keys = () => [input.inputMode, input.getAttribute('autocapitalize')];
    element.alphabet = 'alphanumeric';
    await drawn(element);
    expect(keys()).to.deep.equal(['text', 'characters']);
    element.alphabet = 'digits';
    await drawn(element);
    expect(keys()).to.deep.equal(['numeric', 'off']);
  });

  it('and where an answer tells of them', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="c"></otp-confirm>', { adapter });
    void element.issue();
    (await request(adapter.issues)).answer({ kind: 'issued', info: { alphabet: 'alphanumeric' } });
    await settled(element);
    expect(inputOf(element).inputMode).to.equal('text');
  });

  it('survives a move, and nothing is sent', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="c"></otp-confirm><p></p>', { adapter });
    const input = inputOf(element);
    autofill(input, '123456');
    one<HTMLElement>(element.parentElement, 'p').append(element);
    await drawn(element);
    expect(inputs(element)).to.have.length(1);
    expect(inputOf(element) === input).to.be.true;
    expect(element.code).to.equal('123456');
    expect([adapter.confirms.length, adapter.issues.length]).to.deep.equal([0, 0]);
  });

  it('comes back where it is removed', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    inputOf(element).remove();
    await until(() => inputs(element).length === 1, 'there is an input again');
    autofill(inputOf(element), '123456');
    expect(element.code).to.equal('123456');
  });
});

describe("the author's input", () => {
  it('is kept, with what it says of itself', async () => {
    const element = await mount(
      '<otp-confirm><input id="mine" name="code" inputmode="text" enterkeyhint="go"></otp-confirm>',
    );
    expect(inputs(element).map(({ id }) => id)).to.deep.equal(['mine']);
    const input = inputOf(element);
    expect([input.name, input.inputMode, input.getAttribute('enterkeyhint')]).to.deep.equal([
      'code',
      'text',
      'go',
    ]);
    expect(input.getAttribute('autocomplete')).to.equal('one-time-code');
  });

  it('keeps its keys, whatever characters the code comes to have', async () => {
    const element = await mount('<otp-confirm><input inputmode="numeric" type="tel"></otp-confirm>');
    element.alphabet = 'alphanumeric';
    await drawn(element);
    const input = inputOf(element);
    expect([input.inputMode, input.type]).to.deep.equal(['numeric', 'tel']);
  });

  it('keeps them where it comes late and has those that the created one had', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    const late = authored('late');
    late.inputMode = 'numeric';
    element.append(late);
    await only(element, late);
    element.alphabet = 'alphanumeric';
    await drawn(element);
    expect([late.inputMode, late.getAttribute('autocapitalize')]).to.deep.equal(['numeric', 'characters']);
  });

  for (const kind of ['password', 'email', 'date', 'search'])
    it(`is a field of text, and not of type ${kind}`, async () => {
      const element = await mount(`<otp-confirm><input type="${kind}" name="code"></otp-confirm>`);
      const input = inputOf(element);
      expect(input.type).to.equal('text');
      element.focus();
      await type('123456');
      input.setSelectionRange(2, 2);
      await type('9');
      expect(element.code).to.equal('129456');
    });

  it('loses what would cut a code or its zeros', async () => {
    const element = await mount(
      '<otp-confirm><input type="number" maxlength="6" minlength="6"></otp-confirm>',
    );
    const input = inputOf(element);
    expect(input.type).to.equal('text');
    expect(input.hasAttribute('maxlength') || input.hasAttribute('minlength')).to.be.false;
    element.focus();
    await type('012345');
    expect(input.value).to.equal('012345');
  });

  it('brings a value with it', async () => {
    const element = await mount('<otp-confirm><input value="123-456"></otp-confirm>');
    expect([element.code, element.phase]).to.deep.equal(['123456', 'complete']);
  });

  it('takes the place of the created one where innerHTML brings it', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    write(element, '<label slot="label" for="late">One-time code</label><input id="late">');
    await only(element, one(element, '#late'));
    autofill(inputOf(element), '123456');
    expect(element.code).to.equal('123456');
    expect(inputOf(element).labels).to.have.length(1);
  });

  it('takes the place of the created one where it is appended later; text and focus go over', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    element.focus();
    await type('12');
    const late = authored('late');
    element.append(late);
    await only(element, late);
    expect(late.value).to.equal('12');
    expect(document.activeElement === late).to.be.true;
    await type('34');
    expect(element.code).to.equal('1234');
  });

  it('may come after the element, as frameworks build them', async () => {
    const root = await fixture<HTMLElement>('<div></div>');
    const element = document.createElement('otp-confirm');
    root.append(element);
    const late = authored('late');
    element.append(late);
    await only(element, late);
  });

  it('may come from the parser, after the element was connected', async () => {
    const frame = await fixture<HTMLIFrameElement>('<iframe></iframe>');
    const page = frame.contentDocument;
    const view = frame.contentWindow;
    if (!page || !view) throw new Error('The frame has no document.');
    page.open();
    const src = new URL('../../src/index.ts', import.meta.url).href;
    page.write(trusted(`<!doctype html><script type="module" async src="${src}"></script>`));
    await view.customElements.whenDefined('otp-confirm');
    page.write(trusted('<otp-confirm>'));
    const element = one<OtpConfirm>(page, 'otp-confirm');
    await element.updateComplete;
    expect(page.readyState).to.equal('loading');
    expect(inputs(element)).to.have.length(0);
    page.write(trusted('<input id="parsed"></otp-confirm><otp-confirm id="bare"></otp-confirm>'));
    page.close();
    await until(() => page.readyState !== 'loading', 'the page is parsed');
    await only(element, one(page, '#parsed'));
    await until(() => inputs(one(page, '#bare')).length === 1, 'the bare one has an input');
  });

  it('may be replaced', async () => {
    const element = await mount('<otp-confirm><input id="first"></otp-confirm>');
    autofill(inputOf(element), '1234');
    const second = authored('second');
    inputOf(element).replaceWith(second);
    await only(element, second);
    expect([second.value, element.code]).to.deep.equal(['1234', '1234']);
    expect(second.getAttribute('autocomplete')).to.equal('one-time-code');
    autofill(second, '123456');
    expect(element.phase).to.equal('complete');
  });

  it('may be replaced by a listener that hears of what it brought, at the start and where another length counts', async () => {
    const element = new OtpConfirm();
    element.append(Object.assign(authored('one'), { value: '123456' }));
    const [two, three] = [authored('two'), authored('three')];
    const coming = [two, three];
    element.addEventListener('complete', () => {
      element.replaceChildren(...coming.splice(0, 1));
    });
    (await fixture('<div></div>')).append(element);
    await only(element, two);
    expect(element.input === two).to.be.true;
    element.length = 8;
    await drawn(element);
    element.length = 6;
    await only(element, three);
    expect(element.input === three).to.be.true;
  });

  it('may be removed: one is created, and goes where another comes', async () => {
    const element = await mount('<otp-confirm><input id="first"></otp-confirm>');
    inputOf(element).remove();
    await until(() => inputs(element).length === 1, 'there is an input again');
    expect(inputOf(element).id).not.to.equal('first');
    const third = authored('third');
    element.prepend(third);
    await only(element, third);
  });
});

describe('properties that were set before the upgrade', () => {
  it('count', async () => {
    const root = await fixture<HTMLElement>('<div></div>');
    // In a document without a window an element is not upgraded.
    const element = document.implementation.createHTMLDocument().createElement('otp-confirm');
    const adapter = deferredAdapter();
    const messages = { label: 'PIN' };
    Object.assign(element, { code: '123-456', challenge: 'early', adapter, messages });
    root.append(element);
    await drawn(element);
    expect(element.code).to.equal('123456');
    expect(element.challenge).to.equal('early');
    expect(inputOf(element).labels?.[0]?.textContent).to.equal('PIN');
    void element.confirm();
    await until(() => adapter.confirms.length === 1, 'the code was sent');
    expect(adapter.confirms[0]?.request).to.include({ code: '123456', challenge: 'early' });
  });
});

describe('a label that the page gives to the element', () => {
  for (const [what, markup] of [
    ['by its id', '<label for="otp">PIN</label><otp-confirm id="otp"></otp-confirm>'],
    [
      'by its id, with an input of its own',
      '<label for="otp">PIN</label><otp-confirm id="otp"><input id="own"></otp-confirm>',
    ],
    ['by being around it', '<label>PIN <otp-confirm></otp-confirm></label>'],
  ] as const)
    it(`${what} is the input's: it names it, alone, and a click on it leads there`, async () => {
      const element = await mount(markup);
      element.stepName = 'drawn once more';
      await drawn(element);
      const label = one<HTMLLabelElement>(element.closest('div'), 'label');
      label.click();
      expect(document.activeElement === inputOf(element)).to.be.true;
      expect([...(inputOf(element).labels ?? [])]).to.deep.equal([label]);
      expect(element.querySelector('label')).to.be.null;
      const replaced = authored('late');
      inputOf(element).replaceWith(replaced);
      await only(element, replaced);
      expect(label.control === replaced).to.be.true;
    });
});

describe('the light label', () => {
  it('is made where the page has none', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    const labels = [...(inputOf(element).labels ?? [])];
    expect(labels.map(({ textContent, slot }) => [textContent, slot])).to.deep.equal([['Code', 'label']]);
  });

  for (const [what, markup] of [
    ['labels it inside', '<otp-confirm><label slot="label" for="a">PIN</label><input id="a"></otp-confirm>'],
    ['labels it outside', '<label for="b">PIN</label><otp-confirm><input id="b"></otp-confirm>'],
    ['names it', '<otp-confirm><input aria-label="PIN"></otp-confirm>'],
    ['refers to its name', '<b id="n">PIN</b><otp-confirm><input aria-labelledby="n"></otp-confirm>'],
  ] as const)
    it(`is not made where the page ${what}`, async () => {
      const element = await mount(markup);
      const labels = [...element.querySelectorAll('label')].map(({ textContent }) => textContent);
      expect(labels.filter((text) => text !== 'PIN')).to.deep.equal([]);
    });

  it('names the input that is there now', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    const late = document.createElement('input');
    element.append(late);
    await only(element, late);
    expect(element.querySelectorAll('label')).to.have.length(1);
    expect((await ax(late))?.name).to.equal('Code');
  });

  it("is made where the page's own goes", async () => {
    const element = await mount(
      '<otp-confirm><label slot="label" for="c">PIN</label><input id="c"></otp-confirm>',
    );
    one(element, 'label').remove();
    await until(() => element.querySelector('label')?.textContent === 'Code', 'there is a label again');
  });

  it('goes where the page brings one later', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    const label = document.createElement('label');
    label.slot = 'label';
    label.htmlFor = inputOf(element).id;
    label.textContent = 'PIN';
    element.append(label);
    await until(() => element.querySelectorAll('label').length === 1, 'there is one label');
    expect((await ax(inputOf(element)))?.name).to.equal('PIN');
  });
});

describe('the light description', () => {
  const described = (input: Element) =>
    (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent.trim());

  it('holds the hint, beside what the page describes it by', async () => {
    const element = await mount(
      '<p id="own">Look into the app.</p><otp-confirm><input aria-describedby="own"></otp-confirm>',
    );
    expect(described(inputOf(element))).to.deep.equal(['Look into the app.', 'Enter the 6-digit code.']);
  });

  it("leaves the hint to the page's own", async () => {
    const element = await mount('<otp-confirm><p slot="hint">Six digits, by post.</p></otp-confirm>');
    const texts = described(inputOf(element));
    expect(texts).to.include('Six digits, by post.');
    expect(texts.join(' ')).not.to.contain('Enter the 6-digit code.');
  });

  it("takes the place of the page's hint where that goes", async () => {
    const element = await mount('<otp-confirm><p slot="hint">Six digits, by post.</p></otp-confirm>');
    one(element, 'p').remove();
    await until(() => described(inputOf(element)).includes('Enter the 6-digit code.'), 'the hint is ours');
    expect(described(inputOf(element)), 'ids that are nowhere').not.to.include(undefined);
  });

  it('has an id of its own in each of several elements', async () => {
    const element = await mount('<otp-confirm></otp-confirm><otp-confirm></otp-confirm>');
    const ids = [...(element.parentElement?.querySelectorAll('[id]') ?? [])].map(({ id }) => id);
    expect(ids.length).to.be.at.least(4);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('is not shown: the hint in the shadow tree is', async () => {
    const element = await mount('<otp-confirm destination="•• 42"></otp-confirm>');
    expect(part(element, 'hint').textContent).to.contain('•• 42');
    expect(one<HTMLElement>(element, '[slot=description]').checkVisibility()).to.be.false;
    expect(cells(element)).to.have.length(6);
  });
});

describe('the focus', () => {
  it('is not taken back from a person who left the field, whatever the page then puts into the element', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    element.focus();
    element.blur();
    element.insertAdjacentHTML('beforeend', trusted('<p slot="hint">Look into your inbox.</p>'));
    await until(() => inputOf(element).getAttribute('aria-describedby')?.includes(' '), 'the hint is taken');
    expect(document.activeElement === document.body).to.be.true;
  });

  it('goes over to an input of a type that has no caret', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    element.focus();
    await type('12');
    const input = authored('number');
    input.type = 'number';
    element.append(input);
    await only(element, input);
    expect([document.activeElement === input, input.type]).to.deep.equal([true, 'text']);
  });

  it('that was there before the element was is watched', async () => {
    const root = await fixture<HTMLElement>('<div><otp-later><input id="early"></otp-later></div>');
    const early = one<HTMLInputElement>(root, 'input');
    early.focus();
    class Later extends OtpConfirm {}
    customElements.define('otp-later', Later);
    const element = one<OtpConfirm>(root, 'otp-later');
    early.value = '123456';
    await until(() => element.phase === 'complete', 'the code was noticed');
  });
});

describe('what the page says of validity', () => {
  it('before there is an input is said to the input', async () => {
    const element = document.createElement('otp-confirm');
    element.setCustomValidity('Not yet.');
    const root = await fixture<HTMLElement>('<div></div>');
    root.append(element);
    await drawn(element);
    expect(inputOf(element).validationMessage).to.equal('Not yet.');
  });

  it('is said to the input that comes in its place', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    element.setCustomValidity('Not yet.');
    const input = authored('next');
    element.append(input);
    await only(element, input);
    expect(input.validationMessage).to.equal('Not yet.');
  });
});
