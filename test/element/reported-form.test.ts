// What people report about code fields of other projects, and what holds here instead: forms, direction and look. A test
// is named after the projects and the numbers of their reports. Filling, pasting and keys are reported.test.ts's, words
// and the flow of a sign-in reported-flow.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { pressKeys, type } from './browser.js';
import type { DeferredAdapter } from './fixtures.js';
import {
  autofill,
  cells,
  deferredAdapter,
  digits,
  drawn,
  inputOf,
  mount,
  mountForm,
  one,
  request,
  settled,
  until,
} from './fixtures.js';
import { trusted, trustedScript } from './markup.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

async function start(attributes = '') {
  adapter = deferredAdapter();
  element = await mount(`<otp-confirm challenge="c1" ${attributes}></otp-confirm>`, { adapter });
}

describe('reported of forms', () => {
  it('ant-design 56349: a full code that is edited is sent as it is then', async () => {
    const page = await mountForm();
    element = page.element;
    element.focus();
    await type('123456');
    await pressKeys('ArrowLeft');
    await pressKeys('Backspace');
    await type('9');
    await pressKeys('Enter');
    const first = await request(page.adapter.confirms);
    expect(first.request.code).to.equal('123496');
    first.answer({ kind: 'network' });
    await settled(element);
    // Edited without a word, and sent in the same tick.
    inputOf(element).value = '654321';
    page.form.requestSubmit();
    expect((await request(page.adapter.confirms, 2)).request.code).to.equal('654321');
  });

  it('Expensify 28019: one digit put right waits for the person', async () => {
    await start('auto-confirm');
    element.focus();
    await type('123456');
    (await request(adapter.confirms)).answer({ kind: 'incorrect' });
    await settled(element);
    await pressKeys('End');
    await pressKeys('Backspace');
    await type('7');
    expect([element.code, element.phase, adapter.confirms.length]).to.deep.equal(['123457', 'complete', 1]);
    await pressKeys('Enter');
    expect((await request(adapter.confirms, 2)).request.code).to.equal('123457');
  });

  it('privacyidea 260, keycloak 36012: auto-submit plus Enter uses code and token once', async () => {
    adapter = deferredAdapter();
    element = await mount(
      `<form target="there" action="/src/index.ts"><otp-confirm challenge="c1" auto-confirm auto-submit>
       </otp-confirm><button>Go</button></form><iframe name="there"></iframe>`,
      { adapter },
    );
    let sent = 0;
    element.form?.addEventListener('submit', () => sent++);
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
    await until(() => sent, 'the form was sent');
    await pressKeys('Enter');
    expect([adapter.confirms.length, sent]).to.deep.equal([1, 1]);
  });

  for (const how of ['submit', 'requestSubmit', 'Enter'] as const)
    it(`amplify-js 9543: the code does not land in the URL of a GET form (${how})`, async () => {
      adapter = deferredAdapter();
      element = await mount(
        `<form target="there" action="/src/index.ts"><input type="hidden" name="at" value="once">
         <otp-confirm challenge="c1"><input name="code"></otp-confirm></form><iframe name="there"></iframe>`,
        { adapter },
      );
      const { form } = element;
      element.focus();
      await type('123456');
      if (how === 'submit') form?.submit();
      else {
        if (how === 'Enter') await pressKeys('Enter');
        else form?.requestSubmit();
        (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'tok' });
      }
      const there = one<HTMLIFrameElement>(document, 'iframe').contentWindow;
      await until(() => there?.location.search, 'the form was sent');
      expect(there?.location.search).to.match(/^\?at=once(&otp_token=tok)?$/);
    });
});

describe('reported of direction and look', () => {
  it('shadcn-ui 5658: on a right-to-left page the code reads, and the arrows go, left to right', async () => {
    element = await mount('<div dir="rtl"><otp-confirm></otp-confirm></div>');
    element.focus();
    await type('123456');
    await pressKeys('ArrowLeft');
    await drawn(element);
    const lefts = cells(element).map((cell) => cell.getBoundingClientRect().left);
    expect(lefts).to.deep.equal([...lefts].sort((a, b) => a - b));
    expect(digits(element).join('')).to.equal('123456');
    expect(inputOf(element).selectionStart).to.equal(5);
  });

  it('input-otp 75, daisyui 4730: the input draws nothing of its own, and nothing shifts as it fills', async () => {
    // There is no iOS here: what drew the line and made the shift there is what is looked at.
    await start();
    const input = inputOf(element);
    const places = () =>
      cells(element).map((cell) => {
        const { left, top, width, height } = cell.getBoundingClientRect();
        return [left, top, width, height].join(' ');
      });
    const before = places();
    element.focus();
    for (const digit of '123456') {
      await type(digit);
      await drawn(element);
      expect(places()).to.deep.equal(before);
      expect([input.scrollLeft, input.scrollTop]).to.deep.equal([0, 0]);
    }
    const style = getComputedStyle(input);
    expect([style.borderTopWidth, style.boxShadow, style.outlineStyle, style.appearance]).to.deep.equal([
      '0px',
      'none',
      'none',
      'none',
    ]);
    expect(style.backgroundColor).to.match(/^(rgba\(0, 0, 0, 0\)|transparent)$/);
    expect(Number.parseFloat(style.fontSize)).to.be.at.least(16);
  });

  it('input-otp 48: a policy that allows no style leaves it styled, and is not violated', async () => {
    const { parentElement } = await mount('<otp-confirm></otp-confirm>');
    const frame = document.createElement('iframe');
    frame.srcdoc =
      trusted(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${location.origin};
      style-src 'none'; connect-src 'none'">
      <body><otp-confirm challenge="c1" endpoint="/otp/confirm" grouping="3-3"></otp-confirm>`);
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    parentElement?.append(frame);
    await loaded;
    const page = frame.contentDocument;
    if (!page) throw new Error('The frame is empty.');
    const violations: string[] = [];
    page.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      violations.push(effectiveDirective),
    );
    const script = page.createElement('script');
    script.type = 'module';
    script.src = trustedScript('/src/index.ts');
    page.body.append(script);
    const inner = one<OtpConfirm>(page, 'otp-confirm');
    await until(() => inner.shadowRoot && cells(inner).length, 'the element was drawn');
    autofill(inputOf(inner), '123456');
    await drawn(inner);
    const [first, second] = cells(inner).map((cell) => cell.getBoundingClientRect());
    expect(first?.top).to.equal(second?.top);
    expect(first?.width).to.be.greaterThan(20);
    expect(getComputedStyle(inputOf(inner)).borderTopWidth).to.equal('0px');
    expect(digits(inner).join('')).to.equal('123456');
    expect(violations).to.deep.equal([]);
  });
});
