// The code out of the SMS (WebOTP): when the browser is asked for it, when that is taken back, and what comes of it.
// No engine here reads messages: what stands in for `navigator.credentials` follows the algorithm of the specification
// (https://wicg.github.io/web-otp/, with the checks of Credential Management and of its permissions policy).
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { pasteText, pressKeys, type } from './browser.js';
import {
  confirmWith,
  deferredAdapter,
  digits,
  drawn,
  heardEvents,
  inputOf,
  mount,
  mountForm,
  request,
  settled,
  status,
  until,
} from './fixtures.js';

interface Asked {
  readonly signal: AbortSignal;
  readonly resolve: (credential: unknown) => void;
}

let asked: Asked[] = [];
let allowed = true;
const open = () => asked.filter(({ signal }) => !signal.aborted);

class OTPCredential {
  readonly type = 'otp';
  readonly id = '';
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

interface Options {
  otp?: { transport?: string[] };
  signal?: AbortSignal;
}

function get({ otp, signal }: Options = {}): Promise<unknown> {
  if (signal?.aborted) return Promise.reject(new DOMException('', 'AbortError'));
  if (!allowed) return Promise.reject(new DOMException('', 'NotAllowedError'));
  if (!otp?.transport?.includes('sms') || !signal) return Promise.reject(new TypeError());
  return new Promise((resolve, reject) => {
    asked.push({ signal, resolve });
    signal.addEventListener('abort', () => {
      reject(new DOMException('', 'AbortError'));
    });
  });
}

/** A message arrives: its last line is `@host #code`, and a code for another host is not for this page. */
function receive(message: string): void {
  const [, host, code] = /^@(\S+) #(\S+)$/.exec(message.split('\n').at(-1) ?? '') ?? [];
  if (host !== location.hostname) return;
  for (const { resolve } of open()) resolve(new OTPCredential(code ?? ''));
}
const message = (code: string) => `Your code is ${code}.\n\n@${location.hostname} #${code}`;

const credentials = Object.getOwnPropertyDescriptor(navigator, 'credentials');
beforeEach(() => {
  asked = [];
  allowed = true;
  Object.defineProperty(globalThis, 'OTPCredential', { configurable: true, value: OTPCredential });
  Object.defineProperty(navigator, 'credentials', { configurable: true, value: { get } });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'OTPCredential');
  Reflect.deleteProperty(navigator, 'credentials');
  if (credentials) Object.defineProperty(navigator, 'credentials', credentials);
});

const start = (attributes = '', adapter = deferredAdapter()): Promise<OtpConfirm> =>
  mount(`<otp-confirm webotp challenge="c" ${attributes}></otp-confirm>`, { adapter });

describe('the message is asked for', () => {
  it('once, while a code is awaited', async () => {
    const element = await start();
    expect(asked).to.have.length(1);
    element.focus();
    element.requestUpdate();
    await drawn(element);
    expect(asked).to.have.length(1);
  });

  const not = [
    ['without the attribute', '<otp-confirm challenge="c"></otp-confirm>'],
    ['of a disabled element', '<otp-confirm webotp challenge="c" disabled></otp-confirm>'],
    [
      'in a disabled fieldset',
      '<fieldset disabled><otp-confirm webotp challenge="c"></otp-confirm></fieldset>',
    ],
    ['of a read-only one', '<otp-confirm webotp challenge="c" readonly></otp-confirm>'],
    ['with a code in the field', '<otp-confirm webotp challenge="c"><input value="12"></otp-confirm>'],
  ] as const;
  for (const [when, markup] of not)
    it(`not ${when}`, async () => {
      await mount(markup, { adapter: deferredAdapter() });
      expect(asked).to.have.length(0);
    });

  it('not before a code was sent, where the button is what sends the first', async () => {
    const adapter = deferredAdapter({ canStart: true });
    const element = await mount('<otp-confirm webotp></otp-confirm>', { adapter });
    expect(open()).to.have.length(0);
    void element.issue();
    await until(() => open().length === 1, 'it is asked for while the code is being sent');
    (await request(adapter.issues)).answer({ kind: 'issued', challenge: 'c2' });
    await settled(element);
    expect(open()).to.have.length(1);
  });

  it('again after another code was sent', async () => {
    const adapter = deferredAdapter();
    const element = await start('', adapter);
    await confirmWith(element, adapter, { kind: 'expired' });
    expect(open()).to.have.length(0);
    void element.issue();
    (await request(adapter.issues)).answer({ kind: 'issued' });
    await settled(element);
    expect(open()).to.have.length(1);
  });

  it('again with another code, though what was asked for is over', async () => {
    const adapter = deferredAdapter();
    const element = await start('', adapter);
    // The person dismissed the browser's question.
    asked[0]?.resolve(null);
    void element.issue();
    (await request(adapter.issues)).answer({ kind: 'issued' });
    await settled(element);
    expect([asked.length, open().length]).to.deep.equal([2, 1]);
  });

  it('still where no answer came to a resend: the first message may be on its way', async () => {
    const adapter = deferredAdapter();
    const element = await start('', adapter);
    void element.issue();
    (await request(adapter.issues)).answer({ kind: 'timeout' });
    await settled(element);
    expect([element.phase, open().length]).to.deep.equal(['unavailable', 1]);
  });

  it('not in a browser that cannot, and nothing is missed', async () => {
    Reflect.deleteProperty(globalThis, 'OTPCredential');
    const element = await start();
    element.focus();
    await type('123456');
    expect([asked.length, element.phase]).to.deep.equal([0, 'complete']);
  });

  it('in vain in a frame that is not allowed to, which is no error, and not again and again', async () => {
    allowed = false;
    const failures = heardEvents(window, 'unhandledrejection');
    const element = await start();
    allowed = true;
    element.requestUpdate();
    await drawn(element);
    expect([asked.length, failures.length, status(element)]).to.deep.equal([0, 0, '']);
  });
});

describe('it is taken back', () => {
  const element = (adapter = deferredAdapter()) => start('', adapter);

  it('when the person types', async () => {
    (await element()).focus();
    await type('1');
    await until(() => open().length === 0, 'it was taken back');
  });

  it('and asked for again when the field is empty again', async () => {
    (await element()).focus();
    await type('1');
    await until(() => open().length === 0, 'it was taken back');
    await pressKeys('Backspace');
    await until(() => open().length === 1, 'it is asked for again');
  });

  it('when a code is confirmed, and not asked for again', async () => {
    const adapter = deferredAdapter();
    const here = await element(adapter);
    here.focus();
    await pasteText('123456');
    void here.confirm();
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 't' });
    await settled(here);
    expect(open()).to.have.length(0);
  });

  it('when the element leaves the page', async () => {
    (await element()).remove();
    await until(() => open().length === 0, 'it was taken back');
  });

  it('not when it is only moved', async () => {
    const here = await element();
    document.body.append(here);
    await drawn(here);
    expect([asked.length, open().length]).to.deep.equal([1, 1]);
    here.remove();
  });

  for (const change of ['disabled', 'readonly'] as const)
    it(`when it becomes ${change}`, async () => {
      const here = await element();
      here[change] = true;
      await drawn(here);
      expect(open()).to.have.length(0);
    });

  it('when the attribute goes', async () => {
    const here = await element();
    here.removeAttribute('webotp');
    await drawn(here);
    expect(open()).to.have.length(0);
  });

  it('when the form is submitted without a code', async () => {
    const { element: here, form, submitted } = await mountForm('', 'webotp');
    expect(open()).to.have.length(1);
    form.requestSubmit();
    await submitted();
    expect(open()).to.have.length(0);
    here.requestUpdate();
    await drawn(here);
    expect(open()).to.have.length(0);
  });
});

describe('the code of the message', () => {
  it('fills the field; the page hears of it once, and a person has to confirm', async () => {
    const adapter = deferredAdapter();
    const element = await start('', adapter);
    const events = heardEvents(element, 'input', 'change', 'complete');
    receive(message('123456'));
    await until(() => element.phase === 'complete', 'the code is there');
    await drawn(element);
    expect(digits(element).join('')).to.equal('123456');
    expect(events.map((event) => event.type).sort()).to.deep.equal(['change', 'complete', 'input']);
    expect(adapter.confirms).to.have.length(0);
    expect(open()).to.have.length(0);
  });

  it('is sent by itself where that was announced: once, Enter and click beside it', async () => {
    const adapter = deferredAdapter();
    const element = await start('auto-confirm', adapter);
    element.focus();
    receive(message('123456'));
    await until(() => element.phase === 'confirming', 'it was sent');
    await pressKeys('Enter');
    void element.confirm();
    await drawn(element);
    expect(adapter.confirms.map(({ request: sent }) => sent.code)).to.deep.equal(['123456']);
  });

  for (const [code, as] of [
    ['123-456', '123456'],
    ['١٢٣٤٥٦', '123456'],
  ] as const)
    it(`is cleaned like any other: ${code}`, async () => {
      const element = await start();
      receive(message(code));
      await until(() => element.phase === 'complete', 'the code is there');
      expect([element.code, inputOf(element).value]).to.deep.equal([as, as]);
    });

  for (const code of ['MUAHAHAHA', '1234567'])
    it(`is refused like any other: ${code}`, async () => {
      const element = await start();
      receive(message(code));
      await until(() => status(element), 'the status says why');
      expect([element.code, inputOf(element).value]).to.deep.equal(['', '']);
    });

  it('of another site does not arrive', async () => {
    const element = await start();
    receive('Your code is 123456.\n\n@bank.example #123456');
    await drawn(element);
    expect([element.code, open().length]).to.deep.equal(['', 1]);
  });

  it('that comes after the person began to type changes nothing', async () => {
    const element = await start();
    const [first] = asked;
    element.focus();
    await type('9');
    await until(() => open().length === 0, 'it was taken back');
    first?.resolve(new OTPCredential('123456'));
    await drawn(element);
    expect(element.code).to.equal('9');
  });

  it('is heard by a listener of the page on its own input', async () => {
    const element = await mount('<otp-confirm webotp challenge="c"><input></otp-confirm>', {
      adapter: deferredAdapter(),
    });
    const values: string[] = [];
    inputOf(element).addEventListener('input', () => values.push(inputOf(element).value));
    receive(message('123 456'.replace(' ', '-')));
    await until(() => values.length, 'the page heard');
    expect(values).to.deep.equal(['123456']);
  });
});
