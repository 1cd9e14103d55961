// <otp-mock-inbox>: what a message says, what became of its code, and how a code gets from it into the field.
import { expect } from '@open-wc/testing';
import { click, heard, pressKeys } from './browser.js';
import { heardEvents, inputOf, one, until } from './fixtures.js';
import { button, holdClipboard, open, settledAll, signIn, textOf, textsOf, type Sandbox } from './sandbox.js';

let sandbox: Sandbox;
const latest = () => sandbox.mock.inbox.latest?.code ?? '';
const grouped = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;

async function start(...given: Parameters<typeof open>) {
  sandbox = await open(...given);
}

describe('the inbox', () => {
  it('is empty, says so, and says where there is no mock', async () => {
    await start();
    expect(textOf(sandbox.inbox, '.empty')).to.contain('No message yet');
    Object.assign(sandbox.inbox, { mock: undefined });
    await settledAll(sandbox);
    expect(textOf(sandbox.inbox, '.empty')).to.contain('No mock is set');
  });

  it('shows sender, time, step, code and how long it is good, the newest message first', async () => {
    await start();
    Object.assign(sandbox.inbox, { sender: 'Aldermoor' });
    await signIn(sandbox);
    sandbox.mock.clock.advance('1m');
    await signIn(sandbox);
    await settledAll(sandbox);
    const messages = textsOf(sandbox.inbox, '[part~=message]');
    expect(messages.length).to.equal(2);
    expect(messages[0]).to.match(/Aldermoor \d\d:\d\d Your code for “Confirm sign-in” is/);
    expect(messages[0]).to.contain(grouped(latest())).and.contain('5 minutes left');
    expect(messages[1]).to.contain('4 minutes left');
    sandbox.mock.clock.advance('3m');
    sandbox.mock.clock.advance('30s');
    await settledAll(sandbox);
    expect(textsOf(sandbox.inbox, '.left')).to.deep.equal(['2 minutes left', 'Under a minute left']);
  });

  it('has its sender by an attribute, too, and goes back to its own; a last minute is one', async () => {
    await start();
    await signIn(sandbox);
    sandbox.mock.clock.advance('4m');
    sandbox.inbox.setAttribute('sender', 'Aldermoor');
    await settledAll(sandbox);
    expect(textOf(sandbox.inbox, '[part~=message]')).to.contain('Aldermoor').and.contain('1 minute left');
    sandbox.inbox.removeAttribute('sender');
    await settledAll(sandbox);
    expect(textOf(sandbox.inbox, '[part~=message]')).to.contain('Sandbox');
  });

  it('tells a new message politely, and the same again', async () => {
    await start();
    const said = await heard(sandbox.inbox, async () => {
      await signIn(sandbox);
      await sandbox.inbox.updateComplete;
    });
    expect(said).to.deep.equal([`New message from Sandbox. Your code is ${grouped(latest())}.`]);
    expect(one(sandbox.inbox.shadowRoot, '[role=status]').getAttribute('aria-live')).to.equal(null);
  });

  const fates: [fate: string, come: () => Promise<unknown>][] = [
    ['Expired', () => Promise.resolve(sandbox.mock.clock.advance('5m'))],
    [
      'Used',
      () => {
        sandbox.element.code = latest();
        return sandbox.element.confirm();
      },
    ],
    [
      'Locked: too many were wrong',
      () => {
        sandbox.element.code = '000003';
        return sandbox.element.confirm();
      },
    ],
    [
      'Replaced by a newer one',
      () => {
        sandbox.mock.clock.advance('30s');
        return sandbox.element.issue();
      },
    ],
  ];
  for (const [fate, come] of fates)
    it(`says of a code: ${fate}`, async () => {
      await start();
      await signIn(sandbox);
      await come();
      await settledAll(sandbox);
      expect(textsOf(sandbox.inbox, '.left').at(-1)).to.equal(fate);
    });

  it('is empty again once the mock is reset, and hears another mock', async () => {
    await start();
    await signIn(sandbox);
    await settledAll(sandbox);
    sandbox.mock.reset();
    await settledAll(sandbox);
    expect(textsOf(sandbox.inbox, '[part~=message]')).to.deep.equal([]);
  });
});

describe('a code out of the inbox', () => {
  it('is copied', async () => {
    const { texts, release } = holdClipboard();
    try {
      await start();
      await signIn(sandbox);
      await settledAll(sandbox);
      button(sandbox.inbox, `Copy code ${grouped(latest())}`).click();
      await until(() => texts.length, 'it was copied');
      expect(texts).to.deep.equal([latest()]);
      await until(
        () => textsOf(sandbox.inbox, 'button').includes(`Copied code ${grouped(latest())}`),
        'the button says so',
      );
    } finally {
      release();
    }
  });

  it('is selected where the page may not copy', async () => {
    const { release } = holdClipboard(false);
    try {
      await start();
      await signIn(sandbox);
      await settledAll(sandbox);
      button(sandbox.inbox, `Copy code ${grouped(latest())}`).click();
      await until(() => textOf(sandbox.inbox, '[role=status]').startsWith('Code selected'), 'it is said');
    } finally {
      release();
    }
  });

  it('is filled in as a browser does: value, input, change; and the element takes it', async () => {
    await start();
    await signIn(sandbox);
    await settledAll(sandbox);
    const input = inputOf(sandbox.element);
    // A framework's own setter is passed by.
    let own = 0;
    Object.defineProperty(input, 'value', {
      configurable: true,
      get: () => Reflect.get(HTMLInputElement.prototype, 'value', input) as string,
      set: () => own++,
    });
    const events = heardEvents(input, 'input', 'change');
    const completed = heardEvents(sandbox.element, 'complete');
    await click(button(sandbox.inbox, `Autofill code ${grouped(latest())}`));
    await until(() => completed.length, 'the element took it');
    Reflect.deleteProperty(input, 'value');
    expect(own).to.equal(0);
    expect(events.map(({ type }) => type)).to.deep.equal(['input', 'change']);
    expect(sandbox.element.code).to.equal(latest());
    expect(document.activeElement === input, 'the field has the focus').to.be.true;
  });

  it('confirms by itself where the element does so', async () => {
    await start({}, '<otp-confirm step-name="Confirm sign-in" auto-confirm></otp-confirm>');
    await signIn(sandbox);
    await settledAll(sandbox);
    button(sandbox.inbox, `Autofill code ${grouped(latest())}`).click();
    await until(() => sandbox.element.phase === 'confirmed', 'it is confirmed');
  });

  it('goes, by keys alone, from the button into the field', async () => {
    await start();
    await signIn(sandbox);
    await settledAll(sandbox);
    button(sandbox.inbox, `Copy code ${grouped(latest())}`).focus();
    await pressKeys('Tab');
    expect(sandbox.inbox.shadowRoot?.activeElement?.textContent.trim()).to.match(/^Autofill/);
    await pressKeys('Enter');
    await until(() => sandbox.element.code === latest(), 'it is filled in');
    await pressKeys('Enter');
    await until(() => sandbox.element.phase === 'confirmed', 'it is confirmed');
  });

  it('goes into the element that is named, of two', async () => {
    await start({}, '<otp-confirm id="one"></otp-confirm><otp-confirm id="two"></otp-confirm>');
    await signIn(sandbox);
    await settledAll(sandbox);
    const autofill = button(sandbox.inbox, `Autofill code ${grouped(latest())}`);
    autofill.click();
    await until(() => textOf(sandbox.inbox, '[role=status]').includes('Name one'), 'it is said');
    sandbox.inbox.setAttribute('for', 'two');
    await settledAll(sandbox);
    autofill.click();
    const other = one<HTMLElement & { code: string }>(document, '#two');
    await until(() => other.code === latest(), 'it is filled in');
    expect(sandbox.element.code).to.equal('');
  });

  it('does not go into a field that is confirmed: it is said', async () => {
    await start();
    await signIn(sandbox);
    sandbox.element.code = latest();
    await sandbox.element.confirm();
    await settledAll(sandbox);
    button(sandbox.inbox, `Autofill code ${grouped(latest())}`).click();
    await until(() => textOf(sandbox.inbox, '[role=status]').includes('takes no code'), 'it is said');
  });

  it('goes nowhere where the element that is named is not there: it is said', async () => {
    await start();
    await signIn(sandbox);
    sandbox.inbox.setAttribute('for', 'three');
    await settledAll(sandbox);
    button(sandbox.inbox, `Autofill code ${grouped(latest())}`).click();
    await until(() => textOf(sandbox.inbox, '[role=status]').includes('with the id “three”'), 'it is said');
    expect(sandbox.element.code).to.equal('');
  });
});
