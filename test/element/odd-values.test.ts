// What a page or a framework writes that is none of what it may: by attribute and by property. The element stands, as if
// it had been left out; and what is changed while a request is under way changes nothing about its answer. What the page
// says of a text is cleaning.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { cells, deferredAdapter, drawn, mount, request, settled, shows, part } from './fixtures.js';
import { fixture } from './markup.js';

const countdown = (element: OtpConfirm) =>
  shows(element, 'countdown') ? part(element, 'countdown').textContent : '';
/** The cells behind which a group ends. */
const parted = (element: OtpConfirm) =>
  cells(element).flatMap((cell, index) => (cell.querySelector('[part~=separator]') ? [index] : []));

/** One whose properties are set before it comes into the page. */
async function made(properties: Readonly<Record<string, unknown>>): Promise<OtpConfirm> {
  const root = await fixture<HTMLElement>('<div></div>');
  const element = document.createElement('otp-confirm');
  Object.assign(element, { challenge: 'c', ...properties });
  root.append(element);
  await drawn(element);
  return element;
}

describe('by attribute', () => {
  for (const [written, count, groups, life] of [
    ['length="0"', 6, [], ''],
    ['length="-1"', 6, [], ''],
    ['length="6.5"', 6, [], ''],
    ['length="65"', 6, [], ''],
    ['length="8 digits"', 6, [], ''],
    ['length', 6, [], ''],
    ['length=" 8 "', 8, [], ''],
    ['length="64"', 64, [], ''],
    ['grouping="3-4"', 6, [2], ''],
    ['grouping="2-2-2"', 6, [1, 3], ''],
    ['grouping="6"', 6, [], ''],
    ['grouping="0-6"', 6, [], ''],
    ['grouping="abc"', 6, [], ''],
    ['grouping="-"', 6, [], ''],
    ['length="any" grouping="3-3"', 0, [], ''],
    ['alphabet="DIGITS"', 6, [], ''],
    ['expires-in="soon"', 6, [], ''],
    ['expires-in="-5"', 6, [], ''],
    ['expires-in', 6, [], ''],
    ['expires-in="Infinity"', 6, [], 'The code expires in 277,778 hours.'],
    ['expires-in="90" countdown="SECONDS"', 6, [], 'The code expires in 2 minutes.'],
  ] as const)
    it(`${written}: ${count} cells`, async () => {
      const adapter = deferredAdapter();
      const element = await mount(`<otp-confirm challenge="c" ${written}></otp-confirm>`, { adapter });
      expect([cells(element).length, parted(element), countdown(element)]).to.deep.equal([
        count,
        groups,
        life,
      ]);
      element.code = '1'.repeat(count || 6);
      void element.confirm();
      expect((await request(adapter.confirms)).request.code).to.have.length(count || 6);
    });
});

// A framework writes null, or an empty text, where the page writes nothing any more.
describe('by property', () => {
  const texts = 'issueEndpoint stepName sourceStep userCodeField alphabet grouping destination autocomplete';
  const numbers = 'length expiresIn resendIn attemptsRemaining countdown';
  for (const value of [null, ''])
    for (const name of `${texts} ${numbers}`.split(' '))
      it(`${name}: ${JSON.stringify(value)} is as never set`, async () => {
        const adapter = deferredAdapter();
        const element = await made({ adapter, [name]: value });
        expect([cells(element).length, parted(element), countdown(element)]).to.deep.equal([6, [], '']);
        expect(element.input?.getAttribute('autocomplete')).to.equal('one-time-code');
        element.code = '123456';
        void element.confirm();
        const { request: asked, answer } = await request(adapter.confirms);
        expect(Object.entries(asked).filter(([, each]) => each !== undefined)).to.deep.equal([
          ['challenge', 'c'],
          ['code', '123456'],
        ]);
        answer({ kind: 'incorrect' });
        await settled(element);
        expect(part(element, 'status').textContent).to.equal('The code is wrong. Check it and try again.');
      });

  it('expiresIn: one without an end is a long one', async () => {
    const element = await made({ adapter: deferredAdapter(), expiresIn: Infinity });
    expect(countdown(element)).to.equal('The code expires in 277,778 hours.');
  });

  it('code: a number is read as it is written', async () => {
    const element = await mount('<otp-confirm></otp-confirm>');
    Object.assign(element, { code: 123456 });
    expect([element.code, element.phase]).to.deep.equal(['123456', 'complete']);
  });

  it('name: null is the default name', async () => {
    const adapter = deferredAdapter();
    const element = await mount('<form><otp-confirm challenge="c"></otp-confirm></form>', { adapter });
    Object.assign(element, { name: null, code: '123456' });
    void element.confirm();
    (await request(adapter.confirms)).answer({ kind: 'confirmed', token: 't' });
    await settled(element);
    expect([...new FormData(element.form ?? undefined)]).to.deep.equal([['otp_token', 't']]);
  });
});

describe('changed while the code is on its way', () => {
  for (const [name, value] of [
    ['length', 8],
    ['length', 4],
    ['alphabet', 'text'],
    ['grouping', '3-3'],
    ['stepName', 'Another'],
    ['userCodeField', 'pin'],
    ['endpoint', '/another'],
    ['adapter', undefined],
    ['adapter', { confirm: () => Promise.resolve({ kind: 'incorrect' }) }],
    ['disabled', true],
    ['readonly', true],
    ['code', '654321'],
  ] as const)
    it(`${name}: ${String(value)} leaves the request and its answer alone`, async () => {
      const adapter = deferredAdapter();
      const element = await mount('<otp-confirm challenge="c"></otp-confirm>', { adapter });
      element.code = '123456';
      void element.confirm();
      const { signal, answer } = await request(adapter.confirms);
      Object.assign(element, { [name]: value });
      await drawn(element);
      expect([element.phase, signal.aborted]).to.deep.equal(['confirming', false]);
      answer({ kind: 'confirmed', token: 't' });
      await settled(element);
      expect([element.phase, element.code, element.value]).to.deep.equal(['confirmed', '123456', 't']);
      expect(adapter.confirms).to.have.length(1);
    });
});
