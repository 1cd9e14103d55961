// Which form the element belongs to, and what follows: by the form attribute, by its place, in whose tree, in a dialog.
// What a submission does is form.test.ts's, what other fields a form may have form-places.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import { deferredAdapter, drawn, inputOf, mount, one, request, settled, shows, until } from './fixtures.js';
import { write } from './markup.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

/** What the page's own listener gets of a form, and nothing leaves the page. */
function submissionsOf(form: HTMLFormElement) {
  const sent: { submitter: string | undefined; entries: [string, unknown][] }[] = [];
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sent.push({ submitter: event.submitter?.id, entries: [...new FormData(form, event.submitter)] });
  });
  return sent;
}
const formOf = (id: string) => one<HTMLFormElement>(document, `form#${id}`);

async function start(markup: string, properties: Partial<OtpConfirm> = {}) {
  adapter = deferredAdapter();
  element = await mount(markup, { adapter, ...properties });
}
async function confirmed(number = 1) {
  (await request(adapter.confirms, number)).answer({ kind: 'confirmed', token: 'tok' });
  await settled(element);
}

describe('the form attribute', () => {
  for (const [whose, markup] of [
    ['the element, input created', '<otp-confirm challenge="c" form="f"></otp-confirm>'],
    [
      "the element, the author's input in it",
      '<otp-confirm challenge="c" form="f"><input name="code"></otp-confirm>',
    ],
    ["the author's input", '<otp-confirm challenge="c"><input name="code" form="f"></otp-confirm>'],
  ] as const)
    it(`of ${whose}: that form is the input's, it confirms and carries the token`, async () => {
      await start(`${markup}<form id="f"><button id="go">Go</button></form>`);
      const form = formOf('f');
      const sent = submissionsOf(form);
      const input = inputOf(element);
      expect(element.form === form && input.form === form).to.be.true;
      expect([...form.elements].includes(input)).to.be.true;
      expect([...(input.labels ?? [])].map(({ textContent }) => textContent)).to.deep.equal(['Code']);
      expect(shows(element, 'confirm'), 'the form has a button').to.be.false;
      element.focus();
      await type('123456');
      expect([...new FormData(form)]).to.deep.equal([]);
      await pressKeys('Enter');
      await confirmed();
      await until(() => sent.length, 'the submission went on');
      expect(sent).to.deep.equal([{ submitter: 'go', entries: [['otp_token', 'tok']] }]);
      expect(adapter.confirms).to.have.length(1);
    });

  it('carries the code of a plain field', async () => {
    await start('<otp-confirm form="f"></otp-confirm><form id="f"></form>', { adapter: undefined });
    element.code = '123456';
    expect([...new FormData(formOf('f'))]).to.deep.equal([['code', '123456']]);
  });

  it('wins over the form around', async () => {
    await start(
      `<form id="around"><otp-confirm challenge="c" form="f"></otp-confirm><button id="out">Out</button></form>
       <form id="f"><button id="go">Go</button></form>`,
    );
    const [around, sent] = [submissionsOf(formOf('around')), submissionsOf(formOf('f'))];
    element.focus();
    await type('123456');
    await click(one(document, '#out'));
    expect([around.length, adapter.confirms.length]).to.deep.equal([1, 0]);
    await click(one(document, '#go'));
    await confirmed();
    await until(() => sent.length, 'the submission went on');
    expect(sent[0]?.entries).to.deep.equal([['otp_token', 'tok']]);
    expect([...new FormData(formOf('around'))]).to.deep.equal([]);
  });

  it('may change, and go: the input goes with it, and so does the token', async () => {
    await start('<otp-confirm challenge="c" form="a"></otp-confirm><form id="a"></form><form id="b"></form>');
    element.code = '123456';
    void element.confirm();
    await confirmed();
    const carrying = () =>
      ['a', 'b'].filter((id) => new FormData(formOf(id)).has('otp_token')).join(' ') || 'none';
    expect(carrying()).to.equal('a');
    element.setAttribute('form', 'b');
    await drawn(element);
    expect([carrying(), element.form?.id, inputOf(element).form?.id]).to.deep.equal(['b', 'b', 'b']);
    element.removeAttribute('form');
    await drawn(element);
    expect([carrying(), element.form, inputOf(element).form]).to.deep.equal(['none', null, null]);
    expect(inputOf(element).hasAttribute('form')).to.be.false;
  });

  it('may name a form that comes later: the Confirm button goes then', async () => {
    await start('<otp-confirm challenge="c" form="f"></otp-confirm>');
    expect(element.form).to.be.null;
    expect(shows(element, 'confirm')).to.be.true;
    const form = document.createElement('form');
    form.id = 'f';
    element.after(form);
    await drawn(element);
    expect(element.form === form).to.be.true;
    expect(shows(element, 'confirm')).to.be.false;
  });
});

describe('in the shadow tree of another component', () => {
  function shadowOf(host: Element, markup: string) {
    const root = host.attachShadow({ mode: 'open' });
    write(root, markup);
    return root;
  }
  async function nest(markup: string, inside: string) {
    const outer = await mount(`<otp-confirm></otp-confirm><div class="component">${markup}</div>`);
    const component = one<HTMLElement>(outer.parentElement, '.component');
    const root = shadowOf(one(component, '.host'), inside);
    adapter = deferredAdapter();
    element = one<OtpConfirm>(root, 'otp-confirm');
    element.adapter = adapter;
    await drawn(element);
    return { component, root };
  }

  it('with its form: the label names it, Enter submits, the token goes along', async () => {
    const { root } = await nest(
      '<div class="host"></div>',
      `<form><otp-confirm challenge="c"><label slot="label">Mine</label></otp-confirm>
       <button id="go">Go</button></form>`,
    );
    const sent = submissionsOf(one(root, 'form'));
    await click(one(root, 'label'));
    await type('123456');
    await pressKeys('Enter');
    await confirmed();
    await until(() => sent.length, 'the submission went on');
    expect(sent).to.deep.equal([{ submitter: 'go', entries: [['otp_token', 'tok']] }]);
  });

  it('with the form outside: no form crosses, it confirms by itself, and the form is left alone', async () => {
    const { component } = await nest(
      '<form id="outside"><div class="host"></div><button id="go">Go</button></form>',
      '<otp-confirm challenge="c" form="outside"></otp-confirm>',
    );
    const sent = submissionsOf(one(component, 'form'));
    expect(element.form).to.be.null;
    expect(shows(element, 'confirm')).to.be.true;
    element.focus();
    await type('123456');
    await click(one(component, '#go'));
    expect(sent).to.deep.equal([{ submitter: 'go', entries: [] }]);
    expect(adapter.confirms).to.have.length(0);
    element.focus();
    await pressKeys('Enter');
    await confirmed();
    expect([sent.length, element.phase, element.value]).to.deep.equal([1, 'confirmed', 'tok']);
  });
});

it('two elements in two forms of a page: each its own code, token and submission', async () => {
  await start(
    `<form id="a"><otp-confirm challenge="c1"></otp-confirm><button>A</button></form>
     <form id="b"><otp-confirm challenge="c2"></otp-confirm><button>B</button></form>`,
  );
  const second = one<OtpConfirm>(formOf('b'), 'otp-confirm');
  const secondAdapter = deferredAdapter();
  second.adapter = secondAdapter;
  const [a, b] = [submissionsOf(formOf('a')), submissionsOf(formOf('b'))];
  element.focus();
  await type('111111');
  second.focus();
  await type('222222');
  await pressKeys('Enter');
  (await request(secondAdapter.confirms)).answer({ kind: 'confirmed', token: 'second' });
  await until(() => b.length, 'the second form was sent');
  expect(b[0]?.entries).to.deep.equal([['otp_token', 'second']]);
  expect([adapter.confirms.length, a.length, element.code]).to.deep.equal([0, 0, '111111']);
  element.focus();
  await pressKeys('Enter');
  expect((await request(adapter.confirms)).request).to.include({ challenge: 'c1', code: '111111' });
  await confirmed();
  await until(() => a.length, 'the first form was sent');
  expect([a[0]?.entries, b.length]).to.deep.equal([[['otp_token', 'tok']], 1]);
});

describe('in a dialog', () => {
  it('a form with method=dialog beside it closes the dialog, and no code is sent or lost', async () => {
    await start(
      `<dialog><form method="dialog"><button id="close" value="closed">Close</button></form>
       <form id="f"><otp-confirm challenge="c"></otp-confirm><button>Go</button></form></dialog>`,
    );
    const dialog = one<HTMLDialogElement>(document, 'dialog');
    const sent = submissionsOf(formOf('f'));
    dialog.showModal();
    element.focus();
    await type('123456');
    await click(one(dialog, '#close'));
    expect([dialog.open, dialog.returnValue, adapter.confirms.length]).to.deep.equal([false, 'closed', 0]);
    dialog.showModal();
    element.focus();
    expect(element.code).to.equal('123456');
    await pressKeys('Enter');
    await confirmed();
    await until(() => sent.length, 'the submission went on');
    expect(dialog.open).to.be.true;
  });

  it('a submitter with formmethod=dialog closes it, and confirms nothing', async () => {
    await start(
      `<dialog><form id="f"><otp-confirm challenge="c" required></otp-confirm>
       <button>Go</button><button id="close" formmethod="dialog" value="no">Cancel</button></form></dialog>`,
    );
    const dialog = one<HTMLDialogElement>(document, 'dialog');
    dialog.showModal();
    element.focus();
    await type('123456');
    await click(one(dialog, '#close'));
    expect([dialog.open, dialog.returnValue, adapter.confirms.length]).to.deep.equal([false, 'no', 0]);
  });
});
