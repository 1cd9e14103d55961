// The element in a form, wherever the form is and whichever other fields it has; forms that submit by themselves.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { click, pressKeys, type } from './browser.js';
import { deferredAdapter, drawn, mountForm, one, part, request, settled } from './fixtures.js';

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

describe('places', () => {
  it('two elements in one form: each is confirmed, then it goes on once with both tokens', async () => {
    await start('<otp-confirm id="second" challenge="c2" name="second_token"></otp-confirm>');
    const other = one<OtpConfirm>(form, '#second');
    const otherAdapter = deferredAdapter();
    other.adapter = otherAdapter;
    element.code = '111111';
    other.code = '222222';
    await drawn(other);
    await click(one(form, '#named'));
    // Which of them goes first is nobody's to rely on.
    const first = request(adapter.confirms).then(({ answer }) => answer({ kind: 'confirmed', token: 'one' }));
    const second = request(otherAdapter.confirms).then(({ answer }) =>
      answer({ kind: 'confirmed', token: 'two' }),
    );
    await Promise.all([first, second]);
    await submitted();
    expect([sent.length, adapter.confirms.length, otherAdapter.confirms.length]).to.deep.equal([1, 1, 1]);
    expect(sent[0]?.entries).to.have.deep.members([
      ['otp_token', 'one'],
      ['second_token', 'two'],
      ['action', 'trust'],
    ]);
  });

  it('a form inside another shadow root', async () => {
    await start();
    const host = document.createElement('div');
    form.before(host);
    host.attachShadow({ mode: 'open' }).append(form);
    await drawn(element);
    element.focus();
    await type('123456');
    await click(one(form, '#named'));
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent[0]?.submitter?.id).to.equal('named');
    expect(sent[0]?.entries).to.deep.include(['otp_token', 'tok']);
  });

  it('a form that the element is moved into, and out of again', async () => {
    await start();
    const field = element;
    form.after(field);
    await drawn(field);
    expect(field.form).to.be.null;
    field.focus();
    await type('123456');
    await click(one(form, '#plain'));
    await submitted();
    expect(adapter.confirms).to.have.length(0);
    form.prepend(field);
    await drawn(field);
    await click(one(form, '#plain'));
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted(2);
    expect(sent[1]?.entries).to.deep.equal([['otp_token', 'tok']]);
  });

  it('another form that the element is moved to', async () => {
    await start();
    const other = document.createElement('form');
    form.after(other);
    other.append(element);
    await drawn(element);
    element.code = '123456';
    form.requestSubmit();
    expect([sent.length, adapter.confirms.length]).to.deep.equal([1, 0]);
    other.requestSubmit();
    await request(adapter.confirms);
  });

  it('a modal dialog', async () => {
    await start();
    const dialog = document.createElement('dialog');
    form.before(dialog);
    dialog.append(form);
    dialog.showModal();
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent[0]?.entries).to.deep.equal([['otp_token', 'tok']]);
    expect(dialog.open).to.be.true;
  });
});

describe('a dialog that is closed while the code is confirmed', () => {
  let dialog: HTMLDialogElement;
  async function startInDialog(attributes = '') {
    await start('', attributes);
    dialog = document.createElement('dialog');
    form.before(dialog);
    dialog.append(form);
    dialog.showModal();
    element.focus();
    await type('123456');
  }
  /** Whatever is to follow has followed. */
  async function answered() {
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await settled(element);
    await new Promise((resolve) => setTimeout(resolve));
  }

  it('takes back the submission; opened again, it is sent with the token, unasked no second time', async () => {
    await startInDialog();
    await pressKeys('Enter');
    await request(adapter.confirms);
    dialog.close();
    await answered();
    expect([sent.length, element.phase]).to.deep.equal([0, 'confirmed']);
    dialog.showModal();
    await click(one(form, '#named'));
    await submitted();
    expect([sent.length, adapter.confirms.length]).to.deep.equal([1, 1]);
    expect(sent[0]?.entries).to.deep.include(['otp_token', 'tok']);
  });

  it('submits nothing by itself either', async () => {
    await startInDialog('auto-submit confirm-button');
    await click(part(element, 'confirm'));
    await request(adapter.confirms);
    dialog.close();
    await answered();
    expect(sent).to.have.length(0);
  });

  it('by a page that hears of the confirmation: the submission goes on', async () => {
    await startInDialog();
    element.addEventListener('confirmed', () => {
      dialog.close();
    });
    await pressKeys('Enter');
    await answered();
    expect(sent).to.have.length(1);
  });

  it('and that the page shows all the same: the submission goes on', async () => {
    await startInDialog();
    dialog.close();
    dialog.style.display = 'block';
    element.focus();
    await pressKeys('Enter');
    await answered();
    expect(sent).to.have.length(1);
  });
});

describe('auto-submit', () => {
  it('submits the form once the code is confirmed', async () => {
    await start('', 'auto-submit confirm-button');
    element.focus();
    await type('123456');
    await click(part(element, 'confirm'));
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(sent[0]?.entries).to.deep.equal([['otp_token', 'tok']]);
  });

  it('submits once where a submission was what confirmed', async () => {
    await start('', 'auto-submit');
    element.focus();
    await type('123456');
    await click(one(form, '#named'));
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    await settled(element);
    expect(sent.map(({ submitter }) => submitter?.id)).to.deep.equal(['named']);
  });

  it('and auto-confirm together: the last digit signs in', async () => {
    await start('', 'auto-submit auto-confirm');
    element.focus();
    await type('123456');
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await submitted();
    expect(adapter.confirms).to.have.length(1);
  });
});
