// How a confirmation goes: who starts it, who may stop it, what it sends, what it ends with.
// What each outcome does is outcomes.test.ts's; the form's part in it form.test.ts's.
import { expect } from '@open-wc/testing';
import type { ConfirmationEvent, OtpConfirm } from '../../src/index.js';
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
  part,
  request,
  settled,
  status,
  until,
} from './fixtures.js';

let adapter: DeferredAdapter;
let element: OtpConfirm;

async function start(markup = '<otp-confirm challenge="c1"></otp-confirm>') {
  adapter = deferredAdapter();
  element = await mount(markup, { adapter });
}
beforeEach(() => start());

describe('what starts it', () => {
  it('Enter, outside a form', async () => {
    element.focus();
    await type('123456');
    expect(adapter.confirms).to.have.length(0);
    await pressKeys('Enter');
    await request(adapter.confirms);
    expect(element.matches(':state(confirming)')).to.be.true;
  });

  it('the Confirm button; the focus stays in the field', async () => {
    element.focus();
    await type('123456');
    await click(part(element, 'confirm'));
    await request(adapter.confirms);
    expect(document.activeElement === inputOf(element)).to.be.true;
  });

  it('confirm(), which resolves with what came of it, without the token', async () => {
    element.code = '123456';
    const outcome = element.confirm();
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 'secret', next: { step: 'x' } });
    expect(await outcome).to.deep.equal({ kind: 'confirmed', next: { step: 'x' } });
  });

  it('nothing by itself: no request on mount, none for a complete code', async () => {
    autofill(inputOf(element), '123456');
    await drawn(element);
    expect([adapter.confirms.length, adapter.issues.length]).to.deep.equal([0, 0]);
  });

  it('not an incomplete code: the status says so', async () => {
    element.focus();
    await type('123');
    await pressKeys('Enter');
    await drawn(element);
    expect(adapter.confirms).to.have.length(0);
    expect(status(element)).to.match(/not complete/);
    expect(element.checkValidity()).to.be.true;
    expect(await element.confirm()).to.be.undefined;
  });

  it('once for Enter and a click together', async () => {
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    await click(part(element, 'confirm'));
    void element.confirm();
    (await request(adapter.confirms)).answer({ kind: 'confirmed' });
    await settled(element);
    expect(adapter.confirms).to.have.length(1);
    expect(element.phase).to.equal('confirmed');
  });

  it('with what the page says of the step', async () => {
    await start(
      '<otp-confirm challenge="c1" step-name="Confirm" source-step="Get" user-code-field="pin"></otp-confirm>',
    );
    const events = heardEvents<ConfirmationEvent>(element, 'confirming');
    element.code = '123456';
    void element.confirm();
    expect((await request(adapter.confirms)).request).to.deep.equal({
      challenge: 'c1',
      code: '123456',
      stepName: 'Confirm',
      sourceStep: 'Get',
      userCodeField: 'pin',
    });
    expect(events[0]?.stepName).to.equal('Confirm');
  });
});

describe('what stops it', () => {
  it('a listener that cancels confirming', async () => {
    element.addEventListener('confirming', (event) => {
      event.preventDefault();
    });
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    await drawn(element);
    expect(adapter.confirms).to.have.length(0);
    expect([element.phase, element.code]).to.deep.equal(['complete', '123456']);
    expect(await element.confirm()).to.be.undefined;
    expect(adapter.confirms).to.have.length(0);
  });

  it('a listener of confirming that takes the adapter away', async () => {
    element.addEventListener(
      'confirming',
      () => {
        element.adapter = undefined;
      },
      { once: true },
    );
    element.code = '123456';
    expect(await element.confirm()).to.be.undefined;
    expect([element.phase, element.code]).to.deep.equal(['complete', '123456']);
    element.adapter = adapter;
    void element.confirm();
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 't' });
    await settled(element);
    expect(element.phase).to.equal('confirmed');
  });

  it('leaving the page: the request is aborted, and its answer counts for nothing', async () => {
    const events = heardEvents(element, 'confirmed', 'refused', 'failed');
    element.code = '123456';
    const outcome = element.confirm();
    const { signal, answer } = await request(adapter.confirms);
    const parent = element.parentElement;
    element.remove();
    await until(() => signal.aborted, 'the request was aborted');
    answer({ kind: 'confirmed', token: 't' });
    await outcome;
    parent?.append(element);
    await drawn(element);
    expect([element.phase, element.value, element.code]).to.deep.equal(['complete', '', '123456']);
    expect(events).to.have.length(0);
    expect(adapter.confirms).to.have.length(1);
  });

  it('not a move', async () => {
    element.code = '123456';
    void element.confirm();
    const { signal, answer } = await request(adapter.confirms);
    element.parentElement?.prepend(element);
    await drawn(element);
    expect(signal.aborted).to.be.false;
    answer({ kind: 'confirmed' });
    await settled(element);
    expect(element.phase).to.equal('confirmed');
  });

  for (const [what, act] of [
    ['reset()', () => element.reset()],
    ['a new challenge', () => element.setAttribute('challenge', 'c2')],
  ] as const)
    it(`${what}: the element starts anew, and a late answer counts for nothing`, async () => {
      element.focus();
      await type('123456');
      await pressKeys('Enter');
      const { signal, answer } = await request(adapter.confirms);
      act();
      await drawn(element);
      expect(signal.aborted).to.be.true;
      expect([element.phase, element.code, inputOf(element).value]).to.deep.equal(['idle', '', '']);
      answer({ kind: 'confirmed', token: 't' });
      await type('65');
      await drawn(element);
      expect([element.phase, element.value, status(element)]).to.deep.equal(['partial', '', '']);
      await type('4321');
      await pressKeys('Enter');
      await request(adapter.confirms, 2);
    });
});

describe('while it goes on', () => {
  it('the code stands', async () => {
    element.focus();
    await type('123456');
    await pressKeys('Enter');
    await request(adapter.confirms);
    await drawn(element);
    await pressKeys('Backspace');
    await type('9');
    autofill(inputOf(element), '654321');
    expect([inputOf(element).value, element.code]).to.deep.equal(['123456', '123456']);
    expect(document.activeElement === inputOf(element)).to.be.true;
  });

  it('a resend waits for it, and a confirmed code cancels the resend', async () => {
    element.code = '123456';
    void element.confirm();
    const first = await request(adapter.confirms);
    const issued = element.issue();
    expect(adapter.issues).to.have.length(0);
    first.answer({ kind: 'confirmed' });
    await issued;
    expect(adapter.issues).to.have.length(0);
    expect(element.phase).to.equal('confirmed');
  });

  it('a resend goes out once the code was wrong', async () => {
    element.code = '123456';
    void element.confirm();
    const first = await request(adapter.confirms);
    void element.issue();
    first.answer({ kind: 'incorrect' });
    await request(adapter.issues);
  });
});

describe('after it', () => {
  it('a confirmed code is read-only until reset()', async () => {
    await confirmWith(element, adapter, { kind: 'confirmed', token: 't' });
    await type('9');
    await pressKeys('Backspace');
    autofill(inputOf(element), '654321');
    expect([inputOf(element).value, element.code]).to.deep.equal(['123456', '123456']);
    element.reset();
    await drawn(element);
    expect([element.phase, element.value, inputOf(element).value]).to.deep.equal(['idle', '', '']);
    await type('12');
    expect(element.code).to.equal('12');
  });

  it('a confirmed code stands against scripts', async () => {
    await confirmWith(element, adapter, { kind: 'confirmed', token: 't' });
    element.code = '111111';
    inputOf(element).value = '999999';
    await until(() => inputOf(element).value === '123456', 'it was put back');
    expect([element.code, element.value]).to.deep.equal(['123456', 't']);
  });

  it('a wrong code is typed over; the words go with the first key', async () => {
    await confirmWith(element, adapter, { kind: 'incorrect' });
    await type('6');
    await drawn(element);
    expect([element.code, element.phase, status(element)]).to.deep.equal(['6', 'partial', '']);
    expect(element.checkValidity()).to.be.true;
  });

  it('a try after a lost answer repeats the key; a new code has one of its own', async () => {
    await confirmWith(element, adapter, { kind: 'network' });
    await pressKeys('Enter');
    const again = await request(adapter.confirms, 2);
    expect(again.key).to.equal(adapter.confirms[0]?.key);
    again.answer({ kind: 'incorrect' });
    await settled(element);
    await type('654321');
    await pressKeys('Enter');
    expect((await request(adapter.confirms, 3)).key).not.to.equal(again.key);
  });

  it('so it does where a framework has made an equal adapter meanwhile', async () => {
    await confirmWith(element, adapter, { kind: 'network' });
    const equal = (element.adapter = deferredAdapter());
    await drawn(element);
    await pressKeys('Enter');
    expect((await request(equal.confirms)).key).to.equal(adapter.confirms[0]?.key);
  });

  it('the adapter of a moment ago gets no code that is sent by itself', async () => {
    await confirmWith(element, adapter, { kind: 'network' });
    const next = deferredAdapter();
    Object.assign(element, { adapter: next, autoConfirm: true, challenge: 'c2', code: '654321' });
    expect((await request(next.confirms)).request.code).to.equal('654321');
    expect(adapter.confirms).to.have.length(1);
  });

  it('an adapter that throws is a failure to try again, and the page hears of it', async () => {
    const errors: unknown[] = [];
    // The runner's own handler would make it this test's failure.
    const { onerror } = window;
    window.onerror = (...[, , , , error]) => {
      errors.push(error);
      return true;
    };
    try {
      element.code = '123456';
      void element.confirm();
      (await request(adapter.confirms)).fail(new Error('set up wrongly'));
      await settled(element);
      expect([element.phase, element.code]).to.deep.equal(['unavailable', '123456']);
      expect(errors).to.have.length(1);
    } finally {
      window.onerror = onerror;
    }
  });
});
