// What other people's pages do to the element: values set in any order, attributes taken away, odd ones written,
// forms changed under it, a Back to a field that the browser has filled again.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, pressKeys, type } from './browser.js';
import {
  advance,
  cells,
  confirmWith,
  deferredAdapter,
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
    await confirmWith(element, adapter, { kind: 'incorrect' });
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
