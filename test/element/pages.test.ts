// What other people's pages do to the element: values set in any order, attributes taken away, odd ones written,
// forms changed under it, a Back to a field that the browser has filled again.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, pasteText, pressKeys, type } from './browser.js';
import {
  advance,
  autofill,
  cells,
  confirmWith,
  confirmed,
  deferredAdapter,
  digits,
  drawn,
  inputOf,
  mount,
  mountForm,
  one,
  part,
  request,
  resetClock,
  settled,
  status,
} from './fixtures.js';
import { fixture, write } from './markup.js';

const sent = ({
  request: { challenge, code },
}: {
  request: { challenge?: string | undefined; code: string };
}) => `${String(challenge)}:${code}`;

describe('a page that sets values in a turn', () => {
  it('a new challenge and its code: the code answers that challenge', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A" auto-confirm></otp-confirm>', { adapter });
    element.challenge = 'B';
    element.code = '123456';
    expect(element.code).to.equal('123456');
    expect(sent(await request(adapter.confirms))).to.equal('B:123456');
    await drawn(element);
    expect(element.phase).to.equal('confirming');
  });

  it('everything before the element is drawn: the request is made, and stands', async () => {
    const adapter = deferredAdapter();
    const element = document.createElement('otp-confirm');
    Object.assign(element, { adapter, autoConfirm: true, challenge: 'A' });
    document.body.append(element);
    element.code = '123456';
    const { signal } = await request(adapter.confirms);
    await drawn(element);
    expect([element.phase, signal.aborted]).to.deep.equal(['confirming', false]);
    element.remove();
  });

  it('a code before the element is in the page: it is there to be read, and in the field later', async () => {
    const element = document.createElement('otp-confirm');
    element.code = '123456';
    expect(element.code).to.equal('123456');
    document.body.append(element);
    expect([element.code, inputOf(element).value]).to.deep.equal(['123456', '123456']);
    element.remove();
  });

  it('reset, a new code, confirm: what was called off does not stand in the way', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A"></otp-confirm>', { adapter });
    element.code = '123456';
    void element.confirm();
    await request(adapter.confirms);
    element.reset();
    element.code = '654321';
    void element.confirm();
    expect(sent(await request(adapter.confirms, 2))).to.equal('A:654321');
  });

  it('something at each edit, before the element hears of it: the code is confirmed by itself', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A" auto-confirm></otp-confirm>', { adapter });
    const set = () => {
      element.messages = {};
    };
    document.addEventListener('input', set, true);
    element.focus();
    await type('123456');
    document.removeEventListener('input', set, true);
    expect(sent(await request(adapter.confirms))).to.equal('A:123456');
  });

  it('a new challenge and its code, over another code: the field holds that code', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A" auto-confirm></otp-confirm>', { adapter });
    autofill(inputOf(element), '111111');
    (await request(adapter.confirms)).answer({ kind: 'incorrect' });
    await settled(element);
    element.challenge = 'B';
    autofill(inputOf(element), '222222');
    expect([element.code, inputOf(element).value]).to.deep.equal(['222222', '222222']);
    expect(sent(await request(adapter.confirms, 2))).to.equal('B:222222');
    await drawn(element);
    expect([element.phase, digits(element).join('')]).to.deep.equal(['confirming', '222222']);
  });

  it('a new challenge and its code, over a confirmed one: that code is taken', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A"></otp-confirm>', { adapter });
    await confirmed(element, adapter);
    element.challenge = 'B';
    element.code = '222222';
    expect([element.phase, element.code, inputOf(element).value]).to.deep.equal([
      'complete',
      '222222',
      '222222',
    ]);
  });

  it('a new challenge and its code, over one of another length: the code is complete', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A"></otp-confirm>', { adapter });
    await confirmWith(element, adapter, { kind: 'incorrect', info: { length: 8 } });
    element.challenge = 'B';
    element.code = '222222';
    expect([element.phase, inputOf(element).value]).to.deep.equal(['complete', '222222']);
  });

  for (const [what, set] of [
    ['property', (element: OtpConfirm) => (element.disabled = false)],
    ['attribute', (element: OtpConfirm) => element.removeAttribute('disabled')],
  ] as const)
    it(`enabled by ${what}, and its form submitted: it confirms first`, async () => {
      const { adapter, element, form, sent: submissions } = await mountForm('', 'disabled');
      element.code = '123456';
      set(element);
      form.requestSubmit();
      await request(adapter.confirms);
      expect(submissions).to.have.length(0);
    });

  it('required, and its form submitted: it is stopped, without validation too', async () => {
    const { element, form, sent: submissions } = await mountForm('', '', 'novalidate');
    element.required = true;
    form.requestSubmit();
    expect([submissions.length, element.phase]).to.deep.equal([0, 'idle']);
  });
});

describe('a code that was there before the page says what it looks like', () => {
  const looks = [
    ['length', 8, '12345678'],
    ['length', 'any', '1234567890'],
    ['alphabet', 'alphanumeric', 'ABC123'],
    ['alphabet', 'text', 'ab-c'],
  ] as const;
  for (const [name, value, code] of looks) {
    const inside = `<otp-confirm><input name="code" value="${code}"></otp-confirm>`;
    const expectCode = async (element: OtpConfirm) => {
      await drawn(element);
      expect([element.code, inputOf(element).value]).to.deep.equal([code, code]);
    };

    it(`${name} ${value}, set in the same turn`, async () => {
      const root = await fixture<HTMLElement>('<div></div>');
      write(root, inside);
      const element = one<OtpConfirm>(root, 'otp-confirm');
      Object.assign(element, { [name]: value });
      await expectCode(element);
    });

    it(`${name} ${value}, set in a form that is in no page yet`, async () => {
      const template = document.createElement('template');
      write(template, `<form>${inside}</form>`);
      const copy = document.importNode(template.content, true);
      const element = one<OtpConfirm>(copy, 'otp-confirm');
      Object.assign(element, { [name]: value });
      (await fixture<HTMLElement>('<div></div>')).append(copy);
      await expectCode(element);
    });
  }

  for (const [entered, offered, properties] of [
    ['', '12345678', { length: 8 }],
    ['12', '34567890', { length: 'any' }],
    ['123456', '7', { length: 8 }],
    ['', 'secret', { alphabet: 'text' }],
  ] as const)
    it(`what was said of "${offered}" after "${entered}" is not true of another format: it is said no more`, async () => {
      const element = await mount('<otp-confirm></otp-confirm>', { adapter: deferredAdapter() });
      element.focus();
      if (entered) await type(entered);
      if (offered.length > 1) await pasteText(offered);
      else await type(offered);
      await drawn(element);
      expect([status(element), inputOf(element).ariaInvalid]).to.deep.equal([
        properties.alphabet ? 'Enter digits only.' : 'That is too long. Check the code.',
        'true',
      ]);
      Object.assign(element, properties);
      await drawn(element);
      expect([status(element), inputOf(element).ariaInvalid]).to.deep.equal(['', null]);
      expect(element.code).to.equal(entered);
    });

  it('while it is being confirmed: it is looked through by the new length once it is editable again', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A"></otp-confirm>', { adapter });
    element.code = '123456';
    void element.confirm();
    const { answer } = await request(adapter.confirms);
    element.length = 8;
    await drawn(element);
    answer({ kind: 'network' });
    await settled(element);
    expect(await element.confirm()).to.be.undefined;
    expect(adapter.confirms).to.have.length(1);
  });
});

describe('a script that pastes into the field, while another has the focus', () => {
  const markups: Record<string, string> = {
    disabled: '<otp-confirm disabled></otp-confirm>',
    inert: '<div inert><otp-confirm></otp-confirm></div>',
    hidden: '<div hidden><otp-confirm></otp-confirm></div>',
    'there to be used': '<otp-confirm></otp-confirm>',
  };
  for (const [what, markup] of Object.entries(markups))
    it(`that is ${what}: the other field gets no code`, async () => {
      const element = await mount(`<input id="user" value="me">${markup}`);
      const user = one<HTMLInputElement>(document, '#user');
      user.focus();
      const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
      Object.defineProperty(paste, 'clipboardData', { value: { getData: () => '123-456' } });
      inputOf(element).dispatchEvent(paste);
      expect(user.value).to.equal('me');
      expect(element.code).to.equal(what === 'there to be used' ? '123456' : '');
    });
});

describe('a page that prevents', () => {
  /** The element, while the page prevents each event of a type, before it comes to the element. */
  async function preventing(eventType: string, act: (element: OtpConfirm) => unknown): Promise<OtpConfirm> {
    const element = await mount('<otp-confirm></otp-confirm>');
    element.focus();
    await type('123456');
    inputOf(element).setSelectionRange(0, 0);
    const prevent = (event: Event) => {
      event.preventDefault();
    };
    document.addEventListener(eventType, prevent, true);
    await act(element);
    document.removeEventListener(eventType, prevent, true);
    expect([element.code, status(element)]).to.deep.equal(['123456', 'The code is complete.']);
    return element;
  }

  it('a paste: nothing is pasted', async () => {
    await preventing('paste', () => pasteText('654-321'));
  });

  it('an edit: nothing is edited', async () => {
    await preventing('beforeinput', () => type('9x'));
  });

  it('a drop: nothing is dropped', async () => {
    await preventing('drop', (element) => {
      const drop = new DragEvent('drop', { bubbles: true, cancelable: true });
      Object.defineProperty(drop, 'dataTransfer', { value: { getData: () => '654321' } });
      inputOf(element).dispatchEvent(drop);
    });
  });

  it('an Enter: nothing is confirmed', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm></otp-confirm>', { adapter });
    inputOf(element).addEventListener('keydown', (event) => {
      event.preventDefault();
    });
    element.code = '123456';
    element.focus();
    await pressKeys('Enter');
    expect([element.phase, adapter.confirms.length]).to.deep.equal(['complete', 0]);
  });
});

describe('the promises of confirm() and issue()', () => {
  for (const kind of ['expired', 'challenge-unknown', 'incorrect'] as const)
    it(`${kind}: resolve with it`, async () => {
      const adapter = deferredAdapter();
      const element = await mount('<otp-confirm challenge="A"></otp-confirm>', { adapter });
      element.code = '123456';
      const outcome = element.confirm();
      (await request(adapter.confirms)).answer({ kind });
      expect(await outcome).to.deep.equal({ kind });
    });
  it('issued, with a code in the field: resolve with it', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A"></otp-confirm>', { adapter });
    element.code = '123456';
    const outcome = element.issue();
    (await request(adapter.issues)).answer({ kind: 'issued', challenge: 'B' });
    expect(await outcome).to.deep.equal({ kind: 'issued', challenge: 'B' });
    expect(element.challenge).to.equal('B');
  });
});

describe('a page that writes odd attributes', () => {
  for (const length of ['-1', '6.5', '100000', 'six', ''])
    it(`length="${length}" is six`, async () => {
      expect(cells(await mount(`<otp-confirm length="${length}"></otp-confirm>`))).to.have.length(6);
    });

  const names = [
    'challenge',
    'step-name',
    'source-step',
    'user-code-field',
    'grouping',
    'alphabet',
    'expires-in',
  ];
  it('leaves them empty, as a template does that has no value: as if they were not there', async () => {
    const adapter = deferredAdapter({ canStart: true });
    const element = await mount(
      `<otp-confirm ${names.map((name) => `${name}=""`).join(' ')}></otp-confirm>`,
      {
        adapter,
      },
    );
    expect(part(element, 'resend').textContent).to.equal('Send code');
    element.code = '123456';
    void element.confirm();
    const told = (await request(adapter.confirms)).request;
    expect(Object.values(told).filter((value) => value !== undefined)).to.deep.equal(['123456']);
  });

  for (const none of ['', null])
    it(`sets the challenge to ${JSON.stringify(none)}, as a framework does for none: there is none`, async () => {
      const adapter = deferredAdapter({ canStart: true });
      const element = await mount('<otp-confirm challenge="A"></otp-confirm>', { adapter });
      Object.assign(element, { challenge: none });
      await drawn(element);
      expect(part(element, 'resend').textContent).to.equal('Send code');
      void element.issue();
      expect((await request(adapter.issues)).request.challenge).to.be.undefined;
    });

  it('takes them away again: as if they had never been', async () => {
    const adapter = deferredAdapter();
    const element = await mount(
      `<otp-confirm ${names.map((name) => `${name}="3-3"`).join(' ')} destination="x"></otp-confirm>`,
      { adapter },
    );
    for (const name of [...names, 'destination']) element.removeAttribute(name);
    await drawn(element);
    element.code = '123456';
    void element.confirm();
    const told = (await request(adapter.confirms)).request;
    expect(Object.values(told).filter((value) => value !== undefined)).to.deep.equal(['123456']);
  });
});

describe('a form that changes under the field', () => {
  it('an input that is given to another form leaks no code there', async () => {
    const { element } = await mountForm();
    const other = document.createElement('form');
    other.id = 'other';
    element.closest('div')?.append(other);
    const input = inputOf(element);
    input.setAttribute('form', 'other');
    input.value = '123456';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    expect([...new FormData(other).keys()]).to.deep.equal([]);
  });

  it('a cancel during the confirmation cancels: the form is not sent afterwards', async () => {
    const {
      adapter,
      element,
      form,
      sent: submissions,
    } = await mountForm('<button id="cancel" formnovalidate name="cancel" value="1">Cancel</button>');
    element.focus();
    await type('123456');
    await click(one(form, '#plain'));
    const { answer } = await request(adapter.confirms);
    await click(one(form, '#cancel'));
    expect(submissions).to.have.length(1);
    answer({ kind: 'confirmed', token: 't' });
    await settled(element);
    await new Promise((resolve) => setTimeout(resolve));
    expect(submissions.map(({ submitter }) => submitter?.id)).to.deep.equal(['cancel']);
  });

  it('a token that ran out unseen is not sent', async () => {
    const { adapter, element, form } = await mountForm();
    await confirmWith(element, adapter, { kind: 'confirmed', token: 't', tokenExpiresIn: 300 });
    expect(new FormData(form).get('otp_token')).to.equal('t');
    const now = Date.now;
    Date.now = () => now() + 301_000;
    expect(new FormData(form).has('otp_token')).to.equal(false);
    Date.now = now;
    expect(element.phase).to.equal('expired');
  });

  it('auto-submit, and a page that submits by itself: one submission', async () => {
    const { adapter, element, form, sent: submissions } = await mountForm('', 'auto-submit confirm-button');
    element.addEventListener('confirmed', () => {
      form.requestSubmit();
    });
    element.code = '123456';
    void element.confirm();
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 't' });
    await settled(element);
    await new Promise((resolve) => setTimeout(resolve));
    expect(submissions).to.have.length(1);
  });

  it('asking whether it is valid sends nothing', async () => {
    const { adapter, element, form } = await mountForm();
    element.code = '123456';
    element.setCustomValidity('not yet');
    expect([element.checkValidity(), form.checkValidity()]).to.deep.equal([false, false]);
    await drawn(element);
    expect(adapter.confirms).to.have.length(0);
  });

  it("the page's own custom validity stays until the page takes it back", async () => {
    const { adapter, element } = await mountForm('', '', 'novalidate');
    inputOf(element).setCustomValidity('mine');
    element.code = '123456';
    await drawn(element);
    expect(inputOf(element).validationMessage).to.equal('mine');
    expect(adapter.confirms).to.have.length(0);
  });
});

describe('a field that the browser has filled again', () => {
  it('is never sent by itself', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A" auto-confirm></otp-confirm>', { adapter });
    inputOf(element).value = '123456'; // restored without an event
    element.focus();
    expect(element.code).to.equal('123456');
    await drawn(element);
    expect([element.phase, adapter.confirms.length]).to.deep.equal(['complete', 0]);
  });
});

describe('keys and clocks', () => {
  afterEach(resetClock);

  it('an Enter that is held confirms once', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A"></otp-confirm>', { adapter });
    await confirmWith(element, adapter, { kind: 'network' });
    const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true });
    inputOf(element).dispatchEvent(held);
    expect(adapter.confirms).to.have.length(1);
    await pressKeys('Enter');
    await request(adapter.confirms, 2);
  });

  it('a clock that is put forward and back again does not lengthen a wait', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="A"></otp-confirm>', { adapter });
    advance(3600);
    await confirmWith(element, adapter, { kind: 'rate-limited', retryAfter: 10 });
    resetClock();
    document.dispatchEvent(new Event('visibilitychange'));
    await drawn(element);
    const button = one<HTMLElement>(element.shadowRoot, '[part=confirm]').textContent;
    expect(Number(/\d+/.exec(button)?.[0])).to.be.within(1, 10);
  });

  it('a disabled element confirms nothing', async () => {
    const adapter = deferredAdapter();
    const element: OtpConfirm = await mount('<otp-confirm challenge="A" disabled></otp-confirm>', {
      adapter,
    });
    element.code = '123456';
    expect(await element.confirm()).to.equal(undefined);
    expect([adapter.confirms.length, status(element)]).to.deep.equal([0, '']);
  });

  it('a label in its slot that names nothing yet names the field', async () => {
    const element = await mount('<otp-confirm><label slot="label">Sign-in code</label></otp-confirm>');
    expect([...(inputOf(element).labels ?? [])].map(({ textContent }) => textContent)).to.deep.equal([
      'Sign-in code',
    ]);
  });

  it('what its parts tell one another is not for the page to call', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    for (const name of ['codeChanged', 'stateChanged', 'clearField', 'client', 'entry', 'confirms'])
      expect(name in element, name).to.equal(false);
  });
});
