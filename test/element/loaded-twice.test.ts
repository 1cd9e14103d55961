// The script tag loaded twice, as another version of it or in another format: the first that came stays, and works.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { pressKeys, type } from './browser.js';
import { drawn, inputOf, mount, until } from './fixtures.js';

const endpoint = () => `/hostile/right/${crypto.randomUUID()}`;

// The built ones are other classes in other formats: modules that share Lit with the page, one file with Lit in it.
const copies: Record<string, string> = {
  'again, from the same address': '/src/index.ts',
  'again, with a query': '/src/index.ts?v=2',
  'as built, in modules': '/dist/index.js',
  'as built, in one file': '/dist/otp-confirm.min.js',
};
const load = (address: string) => import(address) as Promise<{ OtpConfirm: typeof OtpConfirm }>;

describe('the tag, loaded', () => {
  for (const [what, address] of Object.entries(copies))
    it(`${what}: the first stays, and confirms`, async function () {
      // The built ones are there once `npm run build` has run, as before these tests in `npm test`.
      if (!(await fetch(address, { method: 'HEAD' })).ok) this.skip();
      const before = await mount(`<otp-confirm challenge="c1" endpoint="${endpoint()}"></otp-confirm>`);
      const first = customElements.get('otp-confirm');
      const second = await load(address);
      expect(customElements.get('otp-confirm') === first).to.be.true;
      if (address.includes('dist')) expect(second.OtpConfirm === first, 'it is another class').to.be.false;
      const after = await mount('<otp-confirm challenge="c1"></otp-confirm>', {
        endpoint: endpoint(),
      });
      for (const element of [before, after]) {
        expect([element.querySelectorAll('input').length, element.constructor === first]).to.deep.equal([
          1,
          true,
        ]);
        element.focus();
        await type('123456');
        await pressKeys('Enter');
        await until(() => element.phase === 'confirmed', 'it is confirmed');
        await drawn(element);
        expect([element.value, inputOf(element).readOnly]).to.deep.equal(['t', true]);
      }
    });
});
