// What of the element is valid, disabled, required or read-only, and what a reset puts back.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  autofill,
  confirmWith,
  deferredAdapter,
  drawn,
  heardEvents,
  inputOf,
  mount,
  one,
  part,
  request,
  settled,
  status,
} from './fixtures.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

async function start(markup: string) {
  adapter = deferredAdapter();
  element = await mount(markup, { adapter });
}
const submits = (form: HTMLFormElement) => {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  return heardEvents(form, 'submit');
};

describe('validity', () => {
  beforeEach(() => start('<form><otp-confirm challenge="c"></otp-confirm><button>Go</button></form>'));

  it('an unconfirmed code is valid, complete or not', async () => {
    element.focus();
    await type('12');
    expect(element.checkValidity()).to.be.true;
    await type('3456');
    expect(element.checkValidity() && inputOf(element).checkValidity()).to.be.true;
  });

  it('a wrong code is invalid, in words, until the next edit', async () => {
    element.code = '123456';
    void element.confirm();
    (await request(adapter.confirms)).answer({ kind: 'incorrect' });
    await settled(element);
    expect(element.checkValidity()).to.be.false;
    expect(element.validity?.customError).to.be.true;
    expect(element.validationMessage).to.equal(inputOf(element).validationMessage);
    expect(element.validationMessage).to.match(/wrong/);
    expect(element.form?.checkValidity()).to.be.false;
    element.focus();
    await pressKeys('Backspace');
    expect(element.checkValidity()).to.be.true;
    expect(element.validationMessage).to.equal('');
  });

  it('a wrong code stops a submission before it is one', async () => {
    element.code = '123456';
    void element.confirm();
    (await request(adapter.confirms)).answer({ kind: 'incorrect' });
    await settled(element);
    const form = one<HTMLFormElement>(element.parentElement?.parentElement ?? null, 'form');
    const events = submits(form);
    await click(one(form, 'button'));
    expect([events.length, adapter.confirms.length]).to.deep.equal([0, 1]);
    element.focus();
    await pressKeys('Control+a');
    await type('654321');
    await click(one(form, 'button'));
    await request(adapter.confirms, 2);
  });

  for (const outcome of [{ kind: 'rate-limited', retryAfter: 9 }, { kind: 'network' }] as const)
    it(`${outcome.kind} leaves the field valid, and the form can be sent again`, async () => {
      element.code = '123456';
      void element.confirm();
      (await request(adapter.confirms)).answer(outcome);
      await settled(element);
      expect(element.checkValidity()).to.be.true;
    });

  it("the page's own message stands until it takes it back, whatever else happens", async () => {
    element.setCustomValidity('Not today.');
    expect([element.checkValidity(), element.validationMessage]).to.deep.equal([false, 'Not today.']);
    element.focus();
    await type('123456');
    await drawn(element);
    expect(element.validationMessage).to.equal('Not today.');
    element.setCustomValidity('');
    expect(element.checkValidity()).to.be.true;
  });

  it('tells invalid at the input, once', () => {
    element.required = true;
    inputOf(element).required = true;
    const events = heardEvents(inputOf(element), 'invalid');
    expect(element.checkValidity()).to.be.false;
    expect(events).to.have.length(1);
  });
});

describe('required', () => {
  it('makes an empty field invalid, natively', async () => {
    await start('<form><otp-confirm required></otp-confirm><button>Go</button></form>');
    expect(inputOf(element).required).to.be.true;
    expect(element.validity?.valueMissing).to.be.true;
    const form = one<HTMLFormElement>(element.parentElement?.parentElement ?? null, 'form');
    const events = submits(form);
    await click(one(form, 'button'));
    expect(events).to.have.length(0);
    element.code = '1';
    expect(element.checkValidity()).to.be.true;
  });

  it('can be taken back', async () => {
    await start('<otp-confirm required></otp-confirm>');
    element.required = false;
    await drawn(element);
    expect(inputOf(element).required).to.be.false;
  });

  it("leaves the author's own alone", async () => {
    await start('<otp-confirm><input required></otp-confirm>');
    expect(element.validity?.valueMissing).to.be.true;
  });
});

describe('disabled', () => {
  it('by a fieldset: nothing is sent, and the buttons are disabled too', async () => {
    await start(
      '<form><fieldset disabled><otp-confirm challenge="c" confirm-button></otp-confirm></fieldset></form>',
    );
    const button = part(element, 'confirm') as HTMLButtonElement;
    expect(inputOf(element).matches(':disabled') && element.matches(':disabled')).to.be.true;
    expect(button.disabled).to.be.true;
    autofill(inputOf(element), '123456');
    const form = one<HTMLFormElement>(document, 'form');
    const events = submits(form);
    form.requestSubmit();
    expect([events.length, adapter.confirms.length]).to.deep.equal([1, 0]);
    one<HTMLFieldSetElement>(form, 'fieldset').disabled = false;
    await drawn(element);
    expect(inputOf(element).matches(':disabled') || button.disabled).to.be.false;
  });

  for (const inside of ['', '<input>'])
    it(`by the attribute, and back (${inside || 'created input'})`, async () => {
      await start(`<otp-confirm challenge="c">${inside}</otp-confirm>`);
      element.disabled = true;
      await drawn(element);
      expect(inputOf(element).disabled).to.be.true;
      expect(element.matches(':disabled')).to.be.true;
      expect((part(element, 'confirm') as HTMLButtonElement).disabled).to.be.true;
      element.disabled = false;
      await drawn(element);
      expect(inputOf(element).disabled).to.be.false;
    });

  it("leaves an author's disabled input so", async () => {
    await start('<otp-confirm><input disabled></otp-confirm>');
    expect(inputOf(element).disabled).to.be.true;
  });
});

describe('readonly', () => {
  it('keeps the text, and is taken back', async () => {
    await start('<otp-confirm readonly><input value="12"></otp-confirm>');
    element.focus();
    await type('3');
    expect(inputOf(element).value).to.equal('12');
    element.readonly = false;
    await drawn(element);
    await pressKeys('End');
    await type('3');
    expect(inputOf(element).value).to.equal('123');
  });
});

describe('reset', () => {
  it('of the form empties the field and forgets what came of it', async () => {
    await start('<form><otp-confirm challenge="c"></otp-confirm></form>');
    const form = one<HTMLFormElement>(document, 'form');
    submits(form);
    await confirmWith(element, adapter, { kind: 'incorrect' });
    form.reset();
    await drawn(element);
    expect([inputOf(element).value, element.code, element.phase]).to.deep.equal(['', '', 'idle']);
    expect(status(element)).to.equal('');
    expect(element.outcome).to.be.undefined;
    expect(element.checkValidity()).to.be.true;
  });

  it("of the form puts back the author's default", async () => {
    await start('<form><otp-confirm challenge="c"><input value="12"></otp-confirm></form>');
    element.focus();
    await pressKeys('End');
    await type('34');
    element.form?.reset();
    await drawn(element);
    expect([inputOf(element).value, element.code, element.phase]).to.deep.equal(['12', '12', 'partial']);
  });

  it('of the form makes a confirmed field one to type in again', async () => {
    await start('<form><otp-confirm challenge="c"></otp-confirm></form>');
    const form = one<HTMLFormElement>(document, 'form');
    submits(form);
    await confirmWith(element, adapter, { kind: 'confirmed', token: 'tok' });
    expect(inputOf(element).readOnly).to.be.true;
    form.reset();
    await drawn(element);
    await type('12');
    expect([element.code, element.value]).to.deep.equal(['12', '']);
  });
});

describe('what the browser refuses by the page’s own rule', () => {
  beforeEach(() =>
    start(
      '<form><otp-confirm challenge="c"><input pattern="[0-9]{6}"></otp-confirm><button>Go</button></form>',
    ),
  );

  it('is not sent, and the status says why', async () => {
    const sent = submits(one<HTMLFormElement>(document, 'form'));
    element.focus();
    await type('12');
    await pressKeys('Enter');
    await drawn(element);
    expect([sent.length, adapter.confirms.length]).to.deep.equal([0, 0]);
    expect(status(element)).to.match(/\S/);
  });

  it('is told where the page asks for it, like an input’s', async () => {
    expect([element.willValidate, element.reportValidity()]).to.deep.equal([true, true]);
    element.code = '12';
    expect([element.reportValidity(), element.validity?.patternMismatch]).to.deep.equal([false, true]);
    element.disabled = true;
    await drawn(element);
    expect([element.willValidate, element.reportValidity()]).to.deep.equal([false, true]);
  });
});
