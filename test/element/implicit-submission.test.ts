// Enter in the field, in a form: with the element it does what it does with a bare input, but that the code is
// confirmed first; and how often a code and its token are sent, whatever else sends too.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, pressKeys, type } from './browser.js';
import {
  autofill,
  deferredAdapter,
  drawn,
  heardEvents,
  inputOf,
  mount,
  mountForm,
  one,
  request,
  settled,
  until,
} from './fixtures.js';

describe('Enter does what it does with a bare input', () => {
  const rows = [
    ['one submit button', '<button id="go">Go</button>', ['go']],
    ['two: the first', '<button id="go">Go</button><button id="other">Other</button>', ['go']],
    ['a submit input', '<input type="submit" id="go" value="Go">', ['go']],
    ['a button elsewhere that names the form', '', ['far']],
    ['no button, one field', '', [null]],
    ['no submit button among the buttons', '<button type="button">Show</button>', [null]],
    ['no button, two fields', '<input name="user" value="ada">', []],
    ['no button, a hidden field and a checkbox', '<input type="hidden"><input type="checkbox">', [null]],
    ['two fields and a button', '<input name="user" value="ada"><button id="go">Go</button>', ['go']],
    ['a disabled submit button', '<button id="go" disabled>Go</button>', []],
    ['a disabled one first', '<button id="off" disabled>Off</button><button id="go">Go</button>', []],
  ] as const;

  async function enterIn(what: string, field: string, around: string) {
    const far = what.startsWith('a button elsewhere') ? '<button id="far" form="f">Far</button>' : '';
    const adapter = deferredAdapter();
    const outer = await mount(`<otp-confirm></otp-confirm>${far}<form id="f">${field}${around}</form>`);
    const form = one<HTMLFormElement>(outer.parentElement, 'form');
    const element = form.querySelector<OtpConfirm>('otp-confirm');
    if (element) Object.assign(element, { adapter });
    if (element) await drawn(element);
    const submitters: (string | null)[] = [];
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      submitters.push(event.submitter?.id ?? null);
    });
    one<HTMLInputElement>(form, 'input').focus();
    await type('123456');
    await pressKeys('Enter');
    return { adapter, element, submitters };
  }

  for (const [what, around, expected] of rows)
    it(what, async () => {
      const bare = await enterIn(what, '<input name="code">', around);
      expect(bare.submitters).to.deep.equal(expected);
      bare.element?.remove();
      one(document, 'form').parentElement?.remove();
      for (const attributes of ['', 'confirm-button']) {
        const { adapter, element, submitters } = await enterIn(
          what,
          `<otp-confirm challenge="c" ${attributes}></otp-confirm>`,
          around,
        );
        expect(adapter.confirms).to.have.length(expected.length);
        adapter.confirms[0]?.answer({ kind: 'confirmed', token: 'tok' });
        await until(() => submitters.length >= expected.length, 'the submission went on');
        expect(submitters).to.deep.equal(expected);
        element?.parentElement?.parentElement?.remove();
      }
    });
});

describe('one code is sent once', () => {
  it('auto-confirm and Enter in one tick', async () => {
    const { adapter, element, form, sent, submitted } = await mountForm('', 'auto-confirm');
    autofill(inputOf(element), '123456');
    form.requestSubmit();
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    await settled(element);
    expect([adapter.confirms.length, sent.length]).to.deep.equal([1, 1]);
  });

  it('auto-confirm, auto-submit and Enter, by keys', async () => {
    const { adapter, element, sent, submitted } = await mountForm('', 'auto-confirm auto-submit');
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    await settled(element);
    expect([adapter.confirms.length, sent.length]).to.deep.equal([1, 1]);
  });

  it('an edit after a refusal, even to a complete code, waits for the person', async () => {
    const { adapter, element, form, sent } = await mountForm('', 'auto-confirm auto-submit');
    element.focus();
    await type('123456');
    (await request(adapter.confirms)).answer({ kind: 'incorrect' });
    await settled(element);
    await type('654321');
    autofill(inputOf(element), '111111');
    await drawn(element);
    expect([element.phase, adapter.confirms.length, sent.length]).to.deep.equal(['complete', 1, 0]);
    await click(one(form, '#named'));
    (await request(adapter.confirms, 2)).answer({ kind: 'confirmed', token: 'tok' });
    await until(() => sent.length, 'the submission went on');
    expect(sent[0]?.submitter?.id).to.equal('named');
  });
});

describe('one token is sent once', () => {
  /** A form that the browser sends, into a frame. */
  async function startInFrame(attributes = '') {
    const adapter = deferredAdapter();
    const element = await mount(
      `<form target="there" action="/src/index.ts"><otp-confirm challenge="c" ${attributes}></otp-confirm>
       <button id="go">Go</button></form><iframe name="there"></iframe>`,
      { adapter },
    );
    const form = one<HTMLFormElement>(element.closest('div'), 'form');
    return { adapter, element, form, sent: heardEvents<SubmitEvent>(form, 'submit') };
  }

  it('an Enter and a click that come while the page is being left send nothing more', async () => {
    const { adapter, element, form, sent } = await startInFrame('auto-confirm auto-submit');
    element.focus();
    await type('123456');
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await until(() => sent.length, 'the form was sent');
    await pressKeys('Enter');
    await click(one(form, '#go'));
    expect(sent.filter(({ defaultPrevented }) => !defaultPrevented)).to.have.length(1);
  });

  it('but for a page that sends itself, and wants to try again', async () => {
    const { adapter, element, form, sent } = await startInFrame();
    form.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await until(() => sent.length, 'the form was sent');
    await pressKeys('Enter');
    expect(sent).to.have.length(2);
  });
});

it('a form with autocomplete=off leaves the field working, and its autocomplete one-time-code', async () => {
  const { adapter, element, sent, submitted } = await mountForm('', '', 'autocomplete="off"');
  expect(inputOf(element).getAttribute('autocomplete')).to.equal('one-time-code');
  autofill(inputOf(element), '123456');
  element.focus();
  await pressKeys('Enter');
  (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
  await submitted();
  expect(sent[0]?.entries).to.deep.equal([['otp_token', 'tok']]);
});
