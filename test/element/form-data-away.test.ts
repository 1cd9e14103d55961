// What a form carries that is in no page, and an element before it is one: the code does not leave there either.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { confirmed, deferredAdapter, drawn, mount, one, until } from './fixtures.js';
import { write } from './markup.js';

const entries = (form: HTMLFormElement) => [...new FormData(form)];
const INSIDE = '<otp-confirm challenge="c" endpoint="/none"><input name="code"></otp-confirm>';

async function start() {
  const adapter = deferredAdapter();
  const element = await mount(`<form>${INSIDE}</form>`, { adapter });
  return { adapter, element, form: element.form as HTMLFormElement };
}

describe('a form that is taken out of its page', () => {
  it('carries no code', async () => {
    const { element, form } = await start();
    element.code = '123456';
    form.remove();
    expect(entries(form)).to.deep.equal([]);
    await drawn(element);
    expect(entries(form)).to.deep.equal([]);
  });

  it('carries no code with what it stood in', async () => {
    const { element, form } = await start();
    element.code = '123456';
    form.parentElement?.remove();
    expect(entries(form)).to.deep.equal([]);
  });

  it('carries no code, wherever it is put from there', async () => {
    const { element, form } = await start();
    element.code = '123456';
    form.parentElement?.remove();
    form.remove();
    expect(entries(form)).to.deep.equal([]);
    document.createElement('div').append(form);
    expect(entries(form)).to.deep.equal([]);
  });

  it('carries the token still', async () => {
    const { element, adapter, form } = await start();
    await confirmed(element, adapter);
    form.remove();
    expect(entries(form)).to.deep.equal([['otp_token', 'tok']]);
  });

  it('carries no code that is entered there', async () => {
    const { element, form } = await start();
    form.remove();
    element.code = '123456';
    expect(entries(form)).to.deep.equal([]);
  });

  it('carries the token once, as before, when it has come back', async () => {
    const { element, adapter, form } = await start();
    const { body } = document;
    element.code = '123456';
    form.remove();
    body.append(form);
    expect(entries(form)).to.deep.equal([]);
    await confirmed(element, adapter);
    expect(entries(form)).to.deep.equal([['otp_token', 'tok']]);
    form.remove();
  });

  it('carries none of an element that is put into it there', async () => {
    const { element, form } = await start();
    element.code = '123456';
    const away = document.createElement('form');
    element.remove();
    away.append(element);
    expect(entries(away)).to.deep.equal([]);
    expect(entries(form)).to.deep.equal([]);
  });
});

it('a form that was never in a page carries no code', () => {
  const form = document.createElement('form');
  write(form, INSIDE);
  customElements.upgrade(form);
  one<HTMLInputElement>(form, 'input').value = '123456';
  expect(entries(form)).to.deep.equal([]);
});

it('a form out of a template carries no code, wherever it is put', () => {
  const template = document.createElement('template');
  write(template, `<form>${INSIDE}</form>`);
  const copy = document.importNode(template.content, true);
  const form = one<HTMLFormElement>(copy, 'form');
  one<HTMLInputElement>(form, 'input').value = '123456';
  expect(entries(form)).to.deep.equal([]);
  document.createElement('div').append(copy);
  expect(entries(form)).to.deep.equal([]);
});

it('a copy of a form carries no code', async () => {
  const { element, form } = await start();
  element.code = '123456';
  const copy = form.cloneNode(true) as HTMLFormElement;
  expect(one<HTMLInputElement>(copy, 'input').value).to.equal('123456');
  expect(entries(copy)).to.deep.equal([]);
});

describe('what can only be read, and was set before there was an element', () => {
  // In a document without a window an element is not upgraded.
  const before = () => {
    const outside = document.implementation.createHTMLDocument();
    write(outside.body, `<form>${INSIDE}</form>`);
    return one<HTMLFormElement>(outside, 'form');
  };
  const upgraded = async (set: object) => {
    const form = before();
    const element = one<OtpConfirm>(form, 'otp-confirm');
    Object.assign(element, set);
    document.body.append(form);
    await until(() => element.shadowRoot, 'it is upgraded');
    await drawn(element);
    return { element, form };
  };

  it('is never the token', async () => {
    const { element, form } = await upgraded({ value: '123456', phase: 'confirmed' });
    expect(element.value).to.equal('');
    expect(element.phase).to.equal('idle');
    element.code = '654321';
    expect(entries(form)).to.deep.equal([]);
    form.remove();
  });

  it('stands in the place of nothing', async () => {
    const set = {
      value: 'x',
      phase: 'x',
      outcome: 'x',
      form: 'x',
      input: 'x',
      type: 'x',
      validity: 'x',
      mine: 'x',
    };
    const { element, form } = await upgraded(set);
    expect(element.form === form).to.be.true;
    expect(element.input === one(form, 'input')).to.be.true;
    expect(element.type).to.equal('otp-confirm');
    expect(element.validity?.valid).to.be.true;
    expect(element.outcome).to.be.undefined;
    // What is the page's own, it keeps.
    expect(element).to.have.property('mine', 'x');
    form.remove();
  });

  it('and what it may set counts', async () => {
    const { element, form } = await upgraded({ value: 'x', code: '123456', stepName: 'Second step' });
    expect(element.code).to.equal('123456');
    expect(element.stepName).to.equal('Second step');
    form.remove();
  });
});
