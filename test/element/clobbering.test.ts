// Names that a page, or who may write into it, gives to its own nodes: named inputs shadow the members of their form, named
// images those of the document, ids the globals that a browser does not have. The element asks none of them by name.
import { expect } from '@open-wc/testing';
import { click, pressKeys, type } from './browser.js';
import {
  deferredAdapter,
  drawn,
  heardEvents,
  inputOf,
  mount,
  one,
  request,
  settled,
  until,
} from './fixtures.js';

/** What a form has, and an input in it takes away by its name. */
const members = [
  'submit',
  'requestSubmit',
  'elements',
  'action',
  'method',
  'target',
  'name',
  'id',
  'length',
  'reset',
  'checkValidity',
  'reportValidity',
  'noValidate',
  'getAttribute',
  'hasAttribute',
  'attributes',
  'addEventListener',
  'dispatchEvent',
  'matches',
  'closest',
  'querySelector',
  'contains',
  'children',
  'parentNode',
  'ownerDocument',
  'isConnected',
  'nodeType',
  'constructor',
  'toString',
  'valueOf',
  '__proto__',
];

describe('a form with an input that is named', () => {
  for (const name of members)
    it(`${name}: a submission confirms first, and goes on as the same one`, async () => {
      const adapter = deferredAdapter();
      const element = await mount(
        `<form><input type="hidden" name="${name}" value="own"><otp-confirm challenge="c1"><input name="code">
         </otp-confirm><button id="named" name="by" value="button">Sign in</button></form>`,
        { adapter },
      );
      const { form } = element;
      const errors = heardEvents(window, 'error', 'unhandledrejection');
      const sent: { by: HTMLElement | null; entries: [string, unknown][] }[] = [];
      const listener = (event: SubmitEvent) => {
        event.preventDefault();
        if (form) sent.push({ by: event.submitter, entries: [...new FormData(form, event.submitter)] });
      };
      const page = element.closest('div') ?? document.body;
      page.addEventListener('submit', listener);
      element.focus();
      await type('123456');
      const button = one<HTMLElement>(page, '#named');
      await click(button);
      const exchange = await request(adapter.confirms);
      expect([exchange.request.code, sent.length]).to.deep.equal(['123456', 0]);
      exchange.answer({ kind: 'incorrect' });
      await settled(element);
      await type('654321');
      await pressKeys('Enter');
      (await request(adapter.confirms, 2)).answer({ kind: 'confirmed', token: 'tok' });
      await until(() => sent.length, 'the submission went on');
      expect(sent[0]?.by === button, 'the submitter').to.be.true;
      expect(sent[0]?.entries).to.have.deep.members([
        [name, 'own'],
        ['by', 'button'],
        ['otp_token', 'tok'],
      ]);
      expect([sent.length, errors.length]).to.deep.equal([1, 0]);
    });

  it('method: a form that is a dialog passes untouched all the same', async () => {
    const adapter = deferredAdapter();
    for (const name of ['method', 'getAttribute']) {
      const element = await mount(
        `<form method="dialog"><input type="hidden" name="${name}"><otp-confirm challenge="c1"></otp-confirm>
         <button>Cancel</button></form>`,
        { adapter },
      );
      const sent = heardEvents(element.closest('div') ?? document.body, 'submit');
      element.code = '123456';
      await click(one(element.closest('div'), 'button'));
      expect([sent.length, adapter.confirms.length], name).to.deep.equal([1, 0]);
    }
  });

  it('submit and requestSubmit: auto-submit sends it', async () => {
    const adapter = deferredAdapter();
    const element = await mount(
      `<form><input type="hidden" name="submit"><input type="hidden" name="requestSubmit">
       <otp-confirm challenge="c1" auto-confirm auto-submit></otp-confirm></form>`,
      { adapter },
    );
    const sent = heardEvents(element.closest('div') ?? document.body, 'submit');
    element.closest('div')?.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    element.focus();
    await type('123456');
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await until(() => sent.length, 'it was sent');
  });
});

describe('a page with nodes that are named', () => {
  // An id makes a global only where there is none of that name; a name shadows what the document has.
  const ids = ['config', 'fetch', 'crypto', 'performance', 'location', 'Date', 'AbortSignal', 'OtpConfirm'];
  const names = [
    'readyState',
    'addEventListener',
    'removeEventListener',
    'activeElement',
    'visibilityState',
    'cookie',
  ];

  it('is one in which a code is confirmed over the wire', async () => {
    const element = await mount(
      `${ids.map((id) => `<a id="${id}"></a>`).join('')}
       ${names.map((name) => `<img name="${name}" alt="">`).join('')}
       <form name="config" id="otp"></form><p id="otp-confirm"></p><p id="code"></p>
       <otp-confirm challenge="c1" endpoint="/hostile/right/named"></otp-confirm>`,
    );
    expect(document.readyState, 'the names do shadow').not.to.be.a('string');
    const errors = heardEvents(window, 'error', 'unhandledrejection');
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    await until(() => element.phase === 'confirmed', 'it is confirmed');
    const parent = element.parentElement;
    element.remove();
    parent?.append(element);
    await drawn(element);
    expect([element.value, inputOf(element).value, errors.length]).to.deep.equal(['t', '123456', 0]);
    // It still hears of time, and of Back.
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect([element.phase, element.value]).to.deep.equal(['idle', '']);
  });

  it('OTPCredential, where the browser has none: nothing is asked for, and nothing fails', async () => {
    const own = Object.getOwnPropertyDescriptor(window, 'OTPCredential');
    const credentials = Object.getOwnPropertyDescriptor(navigator, 'credentials');
    Reflect.deleteProperty(window, 'OTPCredential');
    // As on a page that is no secure context.
    Object.defineProperty(navigator, 'credentials', { configurable: true, value: undefined });
    try {
      const adapter = deferredAdapter();
      const element = await mount(
        '<a id="OTPCredential"></a><otp-confirm webotp challenge="c"></otp-confirm>',
        { adapter },
      );
      expect('OTPCredential' in window, 'the id is a global').to.be.true;
      element.focus();
      await type('123456');
      expect(element.phase).to.equal('complete');
    } finally {
      Reflect.deleteProperty(navigator, 'credentials');
      if (credentials) Object.defineProperty(navigator, 'credentials', credentials);
      if (own) Object.defineProperty(window, 'OTPCredential', own);
    }
  });
});
