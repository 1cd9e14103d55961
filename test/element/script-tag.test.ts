// The classic scripts, in a page that knows no module: what they leave there, a second copy of them, and a confirmation
// from one end to the other. They are there once `npm run build` has run, as before these tests in `npm test`.
import { expect } from '@open-wc/testing';
import type * as confirm from '../../src/index.js';
import type * as sandbox from '../../src/mock/elements/script-tag.js';
import { nonce, trustedScript, write } from './markup.js';

// Not by name: src/element has no part in this page.
const left = <Exported>(name: string) => Reflect.get(window, name) as Exported;
const load = (address: string) =>
  new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.nonce = nonce;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} is not loaded.`));
    script.src = trustedScript(address);
    document.head.append(script);
  });
const main = document.createElement('main');
main.lang = 'de';

before(async function () {
  if (!(await fetch('/dist/otp-confirm.iife.js', { method: 'HEAD' })).ok) this.skip();
  document.body.append(main);
  // The script finds the page as it is: with a node of the name that it takes, and with elements.
  write(
    main,
    '<a id="otpConfirm">Help</a><otp-confirm step-name="Sign in"></otp-confirm><otp-mock-inbox></otp-mock-inbox>',
  );
  await load('/dist/otp-confirm.iife.js');
  await load('/dist/otp-confirm-mock.iife.js');
});
after(() => {
  main.remove();
});

it('the elements are defined, and all that the modules export is in the globals', () => {
  const { OtpConfirm, registerLocale, httpAdapter } = left<typeof confirm>('otpConfirm');
  expect(customElements.get('otp-confirm') === OtpConfirm).to.equal(true);
  expect([typeof registerLocale, typeof httpAdapter]).to.deep.equal(['function', 'function']);
  const { createMock, OtpMockInbox } = left<typeof sandbox>('otpConfirmMock');
  expect(customElements.get('otp-mock-inbox') === OtpMockInbox).to.equal(true);
  expect(typeof createMock).to.equal('function');
});

it('of a second copy nothing runs: what the page gave to the first stays', async () => {
  const [first, firstSandbox] = ['otpConfirm', 'otpConfirmMock'].map((name) => left(name));
  left<typeof confirm>('otpConfirm').registerLocale({ code: 'de', label: 'Kennzahl' });
  await load('/dist/otp-confirm.iife.js?again');
  await load('/dist/otp-confirm-mock.iife.js?again');
  expect(left('otpConfirm') === first && left('otpConfirmMock') === firstSandbox).to.equal(true);
  const element = document.createElement('otp-confirm');
  main.append(element);
  await element.updateComplete;
  expect(element.querySelector('label')?.textContent).to.equal('Kennzahl');
  element.remove();
});

it('a code is issued, filled out of the inbox and confirmed', async () => {
  const mock = left<typeof sandbox>('otpConfirmMock').createMock({ seed: 1, clock: 'manual' });
  const element = main.querySelector('otp-confirm');
  const inbox = main.querySelector('otp-mock-inbox');
  if (!element || !inbox) throw new Error('The page is not as it was written.');
  const issued = await mock.issue({ user: 'ada', stepName: 'Sign in' });
  if (issued.kind !== 'issued') throw new Error('No code was issued.');
  Object.assign(element, { adapter: mock.adapter, challenge: issued.challenge });
  Object.assign(inbox, { mock });
  await inbox.updateComplete;
  const buttons = [...(inbox.shadowRoot?.querySelectorAll('button') ?? [])];
  buttons.find(({ textContent }) => textContent.includes('Autofill'))?.click();
  await element.confirm();
  expect([element.phase, element.value.startsWith('mock_')]).to.deep.equal(['confirmed', true]);
});
