// Back and Forward, as far as a page can play them: what the browser brings back is kept in a plain field, as in a bare
// input, and goes where codes are confirmed. The real thing is the end-to-end tests'.
import { expect } from '@open-wc/testing';
import { confirmWith, deferredAdapter, digits, drawn, inputOf, mount, mountForm } from './fixtures.js';

const comeBack = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

describe('after Back', () => {
  it('a plain field holds what the browser brought back, and shows it', async () => {
    const element = await mount('<form><otp-confirm></otp-confirm></form>');
    inputOf(element).value = '123456';
    comeBack();
    await drawn(element);
    expect([inputOf(element).value, element.code]).to.deep.equal(['123456', '123456']);
    expect(digits(element).join('')).to.equal('123456');
  });

  it('a code that was on its way to be confirmed is gone, and its request with it', async () => {
    const { adapter, element, form, sent } = await mountForm();
    element.code = '123456';
    form.requestSubmit();
    comeBack();
    await drawn(element);
    expect(adapter.confirms[0]?.signal.aborted).to.be.true;
    adapter.confirms[0]?.answer({ kind: 'confirmed', token: 'tok' });
    await drawn(element);
    expect([inputOf(element).value, element.phase, element.value, sent.length]).to.deep.equal([
      '',
      'idle',
      '',
      0,
    ]);
  });

  for (const [what, attributes, phase] of [
    ['that was sent before a slow page has loaded stands', {}, 'confirmed'],
    ['that the browser has put back is gone', { code: '123456' }, 'idle'],
  ] as const)
    it(`without a page cache, a code ${what}`, async () => {
      const adapter = deferredAdapter();
      const element = await mount('<otp-confirm challenge="c"></otp-confirm>', { adapter, ...attributes });
      if (phase === 'confirmed') await confirmWith(element, adapter, { kind: 'confirmed', token: 'tok' });
      performance.getEntriesByType = () => [{ type: 'back_forward' } as unknown as PerformanceEntry];
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
      Reflect.deleteProperty(performance, 'getEntriesByType');
      expect(element.phase).to.equal(phase);
    });

  it('a token is gone, and the field is one to type in', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<otp-confirm challenge="c"></otp-confirm>', { adapter });
    await confirmWith(element, adapter, { kind: 'confirmed', token: 'tok' });
    comeBack();
    await drawn(element);
    expect([element.value, inputOf(element).value, inputOf(element).readOnly]).to.deep.equal(['', '', false]);
  });
});
