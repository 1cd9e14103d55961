// What people report about code fields of other projects, and what holds here instead: what is read out, and the flow
// of a sign-in. A test is named after the projects and the numbers of their reports. Forms and look are
// reported-form.test.ts's, filling, pasting and keys reported.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { ax, click, heard, pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
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
  until,
} from './fixtures.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

async function start(attributes = '', abilities = {}) {
  adapter = deferredAdapter(abilities);
  element = await mount(`<otp-confirm challenge="c1" ${attributes}></otp-confirm>`, { adapter });
}
const confirmed = (code?: string) => confirmWith(element, adapter, { kind: 'confirmed', token: 'tok' }, code);

afterEach(resetClock);

describe('reported of assistive technology', () => {
  beforeEach(() => start());

  it('Expensify 74882: the field has a name, and no cell is read out', async () => {
    element.focus();
    await type('12');
    await drawn(element);
    expect(await ax(inputOf(element))).to.include({ role: 'textbox', name: 'Code' });
    const drawnCells = part(element, 'cells');
    expect(drawnCells.ariaHidden).to.equal('true');
    for (const each of [drawnCells, ...cells(element)]) expect(await ax(each)).to.be.null;
  });

  it('okta-signin-widget 743: an error is announced, and describes the field', async () => {
    const said = await heard(element, () => confirmWith(element, adapter, { kind: 'incorrect' }));
    expect(said.at(-1)).to.match(/The code is wrong/);
    const field = await ax(inputOf(element));
    expect(field?.invalid).to.be.true;
    expect(field?.description).to.match(/The code is wrong/);
  });
});

describe('reported of the flow', () => {
  it('clerk 8463: no mount asks for a code, nor a move, nor a new challenge', async () => {
    await start('', { canStart: true });
    const parent = element.parentElement;
    element.remove();
    await drawn(element);
    parent?.append(element);
    element.challenge = undefined;
    await drawn(element);
    element.challenge = 'c2';
    await drawn(element);
    // Whatever a mount puts off to a task has had its time two frames later.
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    expect([adapter.issues.length, adapter.confirms.length]).to.deep.equal([0, 0]);
    await click(part(element, 'resend'));
    await request(adapter.issues);
  });

  it('clerk 4324: after a refresh the rest of the wait is waited, by the word of page or server', async () => {
    await start('resend-in="12"');
    expect(part(element, 'resend').textContent).to.match(/\((12|11) sec\)/);
    // Where the page does not know it, the first click learns it.
    await start();
    await click(part(element, 'resend'));
    (await request(adapter.issues)).answer({ kind: 'rate-limited', retryAfter: 25 });
    await settled(element);
    expect(part(element, 'resend').textContent).to.match(/\((25|24) sec\)/);
    await click(part(element, 'resend'));
    expect(adapter.issues).to.have.length(1);
  });

  it('supertokens 633: the wait for another code is not the life time of this one', async () => {
    await start('expires-in="600" resend-in="30"');
    const countdown = part(element, 'countdown');
    expect(countdown.textContent).to.match(/expires in 10 minutes/);
    advance(31);
    await until(() => part(element, 'resend').textContent === 'Send a new code', 'the wait is over');
    expect([countdown.textContent, status(element)]).to.deep.equal(['The code expires in 10 minutes.', '']);
    await confirmed();
    expect(element.phase).to.equal('confirmed');
  });

  it('Expensify 22477: after a lockout a right code reads confirmed, and none reads incorrect', async () => {
    await start();
    await confirmWith(element, adapter, { kind: 'incorrect', attemptsRemaining: 1 });
    await confirmWith(element, adapter, { kind: 'locked', scope: 'challenge' }, '222222');
    await type('333333');
    await pressKeys('Enter');
    await drawn(element);
    expect(status(element)).to.equal('Too many wrong codes. Ask for a new one.');
    expect([element.phase, adapter.confirms.length, inputOf(element).ariaInvalid]).to.deep.equal([
      'locked',
      2,
      null,
    ]);
    await click(part(element, 'resend'));
    (await request(adapter.issues)).answer({ kind: 'issued', challenge: 'c2' });
    await settled(element);
    await pressKeys('Control+a');
    await confirmed('444444');
    expect([element.phase, status(element)]).to.deep.equal(['confirmed', 'The code is confirmed.']);
  });

  it('keycloak 34737: a dead session reads as ended, try after try, and never as a wrong code', async () => {
    await start();
    for (const code of ['123456', '654321']) {
      await confirmWith(element, adapter, { kind: 'challenge-unknown' }, code);
      expect([element.phase, status(element)]).to.deep.equal([
        'failed',
        'This sign-in has ended. Start again.',
      ]);
      expect(element.checkValidity()).to.be.true;
    }
  });

  it('zitadel 12622: clicks while a code is on its way, or cooling down, send nothing', async () => {
    await start();
    const resend = part(element, 'resend');
    for (let clicks = 0; clicks < 3; clicks++) await click(resend);
    (await request(adapter.issues)).answer({ kind: 'issued', info: { resendIn: 30 } });
    await settled(element);
    for (let clicks = 0; clicks < 3; clicks++) await click(resend);
    // A script that clicks, and one that calls, wait as well.
    resend.click();
    await element.issue();
    expect(adapter.issues).to.have.length(1);
    expect(resend.getAttribute('aria-disabled')).to.equal('true');
    expect(status(element)).to.match(/You can try again in (30|29) seconds/);
    advance(31);
    await until(() => resend.textContent === 'Send a new code', 'the wait is over');
    await click(resend);
    await request(adapter.issues, 2);
  });

  for (const outcome of [
    { kind: 'incorrect' },
    { kind: 'network' },
    { kind: 'server', status: 500 },
    { kind: 'protocol' },
  ] as const)
    it(`pf-authn-js 161: after ${outcome.kind} every button works again`, async () => {
      const page = await mountForm('', 'confirm-button');
      element = page.element;
      const own = part(element, 'confirm') as HTMLButtonElement;
      const theirs = one<HTMLButtonElement>(page.form, '#plain');
      await confirmWith(element, page.adapter, outcome);
      expect([own.disabled, own.getAttribute('aria-disabled'), theirs.disabled]).to.deep.equal([
        false,
        'false',
        false,
      ]);
      await type('654321');
      if (outcome.kind === 'incorrect') await click(theirs);
      else await click(own);
      await request(page.adapter.confirms, 2);
    });
});
