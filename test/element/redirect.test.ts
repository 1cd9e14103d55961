// Where the page goes once a code is confirmed: to `next.redirect`, outside a form, unless the page stays. A place in
// the page itself stands for another page, which would end the test. Which addresses an answer may name at all is the
// adapter's: test/client.
import { expect } from '@open-wc/testing';
import type { Outcome } from '../../src/core/index.js';
import type { ConfirmationEvent } from '../../src/index.js';
import { confirmWith, deferredAdapter, heardEvents, mount, mountForm, settled } from './fixtures.js';

const confirmedWith = (redirect: string): Outcome => ({ kind: 'confirmed', token: 't', next: { redirect } });
const { pathname, search } = location;

async function start() {
  const adapter = deferredAdapter();
  const element = await mount('<otp-confirm challenge="c1"></otp-confirm>', { adapter });
  return { adapter, element, events: heardEvents<ConfirmationEvent>(element, 'confirmed') };
}
afterEach(() => {
  history.replaceState(null, '', pathname + search);
});

it('the page goes to the redirect, and hears of it before', async () => {
  const { adapter, element, events } = await start();
  let before: string | undefined;
  element.addEventListener('confirmed', () => (before = location.hash));
  await confirmWith(element, adapter, confirmedWith('#welcome'));
  expect([before, location.hash]).to.deep.equal(['', '#welcome']);
  expect(events[0]?.cancelable).to.be.true;
  expect(events[0]?.outcome).to.deep.equal({ kind: 'confirmed', next: { redirect: '#welcome' } });
});

it('a <base> of the page takes it nowhere else', async () => {
  const { adapter, element } = await start();
  const base = document.createElement('base');
  base.href = 'about:invalid';
  document.head.append(base);
  await confirmWith(element, adapter, confirmedWith('#welcome'));
  base.remove();
  expect(location.hash).to.equal('#welcome');
});

it('a page that cancels the event stays', async () => {
  const { adapter, element } = await start();
  element.addEventListener('confirmed', (event) => {
    event.preventDefault();
  });
  await confirmWith(element, adapter, confirmedWith('#welcome'));
  expect([location.hash, element.phase]).to.deep.equal(['', 'confirmed']);
});

for (const address of [
  'javascript:void(document.title="taken")',
  'JAVASCRIPT:void(document.title="taken")',
  ' javascript:void(document.title="taken")',
  'data:text/html,taken',
  'blob:null/taken',
  'http://[',
])
  it(`${address} is no place to go to, whoever names it`, async () => {
    const { adapter, element } = await start();
    const { href } = location;
    const { title } = document;
    await confirmWith(element, adapter, confirmedWith(address));
    await new Promise((resolve) => setTimeout(resolve));
    expect([location.href, document.title, element.phase]).to.deep.equal([href, title, 'confirmed']);
  });

it('a next step is told, and is the page’s to show', async () => {
  const { adapter, element, events } = await start();
  await confirmWith(element, adapter, { kind: 'confirmed', next: { step: 'passkey' } });
  expect(events[0]?.outcome).to.deep.equal({ kind: 'confirmed', next: { step: 'passkey' } });
  expect([events[0]?.cancelable, location.hash]).to.deep.equal([false, '']);
});

it('in a form it is the form that goes on, with the token', async () => {
  const { adapter, element, form, sent, submitted } = await mountForm();
  element.code = '123456';
  form.requestSubmit();
  adapter.confirms[0]?.answer(confirmedWith('#welcome'));
  await submitted();
  await settled(element);
  expect(sent[0]?.entries).to.deep.equal([['otp_token', 't']]);
  expect(location.hash).to.equal('');
});
