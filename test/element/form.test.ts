// The element in a form: a submission confirms first and then goes on as the same one; what passes untouched.
// What the form carries is form-data.test.ts's, validity and reset validity.test.ts's.
import { expect } from '@open-wc/testing';
import { click, pressKeys, type } from './browser.js';
import {
  autofill,
  drawn,
  heardEvents,
  inputOf,
  mountForm,
  one,
  request,
  settled,
  status,
  until,
} from './fixtures.js';

type Page = Awaited<ReturnType<typeof mountForm>>;
let adapter: Page['adapter'];
let element: Page['element'];
let form: Page['form'];
/** The submissions that reach the page's own listener. */
let sent: Page['sent'];
let submitted: Page['submitted'];

async function start(...given: Parameters<typeof mountForm>) {
  ({ adapter, element, form, sent, submitted } = await mountForm(...given));
}

describe('a submission with a complete code', () => {
  beforeEach(() => start());

  it('confirms first, and then goes on with the token and its submitter', async () => {
    element.focus();
    await type('123456');
    const button = one<HTMLElement>(form, '#named');
    await click(button);
    const exchange = await request(adapter.confirms);
    expect(exchange.request).to.include({ code: '123456', challenge: 'c1' });
    expect(sent).to.have.length(0);
    expect(element.matches(':state(confirming)')).to.be.true;
    exchange.answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent[0]?.submitter === button).to.be.true;
    expect(sent[0]?.entries).to.have.deep.members([
      ['otp_token', 'tok'],
      ['action', 'trust'],
    ]);
  });

  it('goes on from Enter in the field, with the default button', async () => {
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent[0]?.submitter?.id).to.equal('plain');
    expect(adapter.confirms).to.have.length(1);
    expect(sent).to.have.length(1);
  });

  it('goes on without its submitter, where that submits no more', async () => {
    element.code = '123456';
    const button = one<HTMLButtonElement>(form, '#named');
    form.requestSubmit(button);
    const exchange = await request(adapter.confirms);
    button.type = 'button';
    exchange.answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent[0]?.submitter).to.be.null;
    expect(sent[0]?.entries).to.deep.equal([['otp_token', 'tok']]);
  });

  it('goes on from requestSubmit(), without a submitter', async () => {
    element.code = '123456';
    form.requestSubmit();
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent[0]?.submitter).to.be.null;
  });

  it('goes on after an answer that comes at once, while the submission is still being dispatched', async () => {
    element.adapter = { confirm: () => Promise.resolve({ kind: 'confirmed', token: 'tok' }) };
    element.focus();
    await type('123456');
    await click(one(form, '#named'));
    await submitted();
    expect(sent).to.have.length(1);
    expect(sent[0]?.submitter?.id).to.equal('named');
    expect(sent[0]?.entries).to.deep.include(['otp_token', 'tok']);
  });

  it('is one, however often it is asked for', async () => {
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    await pressKeys('Enter');
    await click(one(form, '#named'));
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    await settled(element);
    expect(adapter.confirms).to.have.length(1);
    expect(sent).to.have.length(1);
  });

  it('stays where it is after a wrong code, and confirms the next one', async () => {
    element.focus();
    await type('123456');
    await click(one(form, '#plain'));
    (await request(adapter.confirms)).answer({ kind: 'incorrect' });
    await settled(element);
    expect(sent).to.have.length(0);
    expect(document.activeElement === inputOf(element), 'the focus is in the field').to.be.true;
    await type('654321');
    await pressKeys('Enter');
    (await request(adapter.confirms, 2)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent[0]?.entries).to.deep.include(['otp_token', 'tok']);
  });

  it('goes on without its submitter where that is gone', async () => {
    element.focus();
    await type('123456');
    await click(one(form, '#named'));
    const exchange = await request(adapter.confirms);
    one(form, '#named').remove();
    exchange.answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent[0]?.submitter).to.be.null;
    expect(sent[0]?.entries).to.deep.equal([['otp_token', 'tok']]);
  });

  it('is not gone on with after a reset', async () => {
    element.code = '123456';
    form.requestSubmit();
    const { answer, signal } = await request(adapter.confirms);
    form.reset();
    await until(() => signal.aborted, 'the request was aborted');
    answer({ kind: 'confirmed', token: 'tok' });
    await settled(element);
    expect([sent.length, element.value, element.phase]).to.deep.equal([0, '', 'idle']);
  });

  it('is not gone on with where the element has left', async () => {
    element.code = '123456';
    form.requestSubmit();
    const { answer, signal } = await request(adapter.confirms);
    element.remove();
    await until(() => signal.aborted, 'the request was aborted');
    answer({ kind: 'confirmed', token: 'late' });
    form.append(element);
    await drawn(element);
    await click(one(form, '#plain'));
    (await request(adapter.confirms, 2)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent.map(({ entries }) => entries)).to.deep.equal([[['otp_token', 'tok']]]);
  });

  it('may be tried again where nothing came of it, or the page took it back', async () => {
    const veto = (event: Event) => {
      event.preventDefault();
    };
    element.addEventListener('confirming', veto);
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    await drawn(element);
    expect([sent.length, adapter.confirms.length]).to.deep.equal([0, 0]);
    element.removeEventListener('confirming', veto);
    await pressKeys('Enter');
    (await request(adapter.confirms)).answer({ kind: 'network' });
    await settled(element);
    await pressKeys('Enter');
    (await request(adapter.confirms, 2)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent).to.have.length(1);
  });

  it('may be sent again once it is confirmed, without another request', async () => {
    element.code = '123456';
    form.requestSubmit();
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    await click(one(form, '#plain'));
    await submitted(2);
    expect(adapter.confirms).to.have.length(1);
  });
});

describe('a submission that is not complete', () => {
  for (const formAttributes of ['', 'novalidate'])
    it(`is stopped with words (form ${formAttributes || 'with validation'})`, async () => {
      await start('', '', formAttributes);
      element.focus();
      await type('123');
      await click(one(form, '#plain'));
      await drawn(element);
      expect([sent.length, adapter.confirms.length]).to.deep.equal([0, 0]);
      expect(status(element)).to.match(/not complete/);
    });

  it('is stopped where the field is empty and required, in a novalidate form too', async () => {
    await start('', 'required', 'novalidate');
    await click(one(form, '#plain'));
    await drawn(element);
    expect(sent).to.have.length(0);
    expect(status(element)).to.match(/not complete/);
  });
});

describe('what passes untouched', () => {
  it('an empty field that is not required', async () => {
    await start();
    await click(one(form, '#plain'));
    await submitted();
    expect(sent[0]?.entries).to.deep.equal([]);
  });

  it('a submitter with formnovalidate', async () => {
    await start('<button id="skip" formnovalidate name="skip" value="1">Not now</button>');
    autofill(inputOf(element), '123456');
    await click(one(form, '#skip'));
    await submitted();
    expect(adapter.confirms).to.have.length(0);
    expect(sent[0]?.entries).to.deep.equal([['skip', '1']]);
  });

  it('a submitter with formmethod=dialog', async () => {
    await start('<button id="skip" formmethod="dialog">Cancel</button>');
    autofill(inputOf(element), '123456');
    await click(one(form, '#skip'));
    await submitted();
    expect(adapter.confirms).to.have.length(0);
  });

  it('a form with method=dialog', async () => {
    await start('', '', 'method="dialog"');
    autofill(inputOf(element), '123456');
    await click(one(form, '#plain'));
    await submitted();
    expect(adapter.confirms).to.have.length(0);
  });

  it('another form of the page', async () => {
    await start();
    autofill(inputOf(element), '123456');
    const other = document.createElement('form');
    form.after(other);
    const events = heardEvents(other, 'submit');
    other.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    other.requestSubmit();
    expect([events.length, adapter.confirms.length]).to.deep.equal([1, 0]);
  });

  it('a plain field: nothing to confirm with', async () => {
    await start();
    element.adapter = undefined;
    element.code = '123456';
    await drawn(element);
    await click(one(form, '#plain'));
    await submitted();
    expect(sent[0]?.entries).to.deep.equal([['code', '123456']]);
  });
});
