// otp-confirm/testing in a page: the suite runs in each browser as it does in Node, over the same adapter, and finds
// there what only a page has: storages, cookies, the address.
import { expect } from '@open-wc/testing';
import type { AdapterContext, ConfirmAdapter, ConfirmRequest } from '../../src/client/index.js';
import { ownFormat } from '../client/own-format.js';
import { adapterRules } from '../suites/index.js';

describe('the adapter suite in a page', () => {
  for (const { name, run } of adapterRules(ownFormat)) it(name, run);
});

describe('the adapter suite finds a code that was left in', () => {
  const address = location.href;
  const leaks: readonly (readonly [place: string, leak: (code: string) => void, mend: () => void])[] = [
    [
      'localStorage',
      (code) => {
        localStorage.setItem('otp', code);
      },
      () => {
        localStorage.removeItem('otp');
      },
    ],
    [
      'sessionStorage',
      (code) => {
        sessionStorage.setItem('otp', code);
      },
      () => {
        sessionStorage.removeItem('otp');
      },
    ],
    [
      'document.cookie',
      (code) => {
        document.cookie = `otp=${code}`;
      },
      () => {
        document.cookie = 'otp=; max-age=0';
      },
    ],
    [
      'the page’s address',
      (code) => {
        history.replaceState(null, '', `#${code}`);
      },
      () => {
        history.replaceState(null, '', address);
      },
    ],
    [
      'history.state',
      (code) => {
        history.replaceState({ code }, '');
      },
      () => {
        history.replaceState(null, '');
      },
    ],
    [
      'window.name',
      (code) => {
        window.name = code;
      },
      () => {
        window.name = '';
      },
    ],
    [
      'the document',
      (code) => {
        document.body.dataset['otp'] = code;
      },
      () => {
        delete document.body.dataset['otp'];
      },
    ],
  ];
  for (const [place, leak, mend] of leaks)
    it(place, async () => {
      const createAdapter: typeof ownFormat.createAdapter = (service) => {
        const adapter = ownFormat.createAdapter(service);
        const confirm: ConfirmAdapter['confirm'] = (asked: ConfirmRequest, context: AdapterContext) => {
          leak(asked.code);
          return adapter.confirm(asked, context);
        };
        return { ...adapter, confirm };
      };
      const check = adapterRules({ ...ownFormat, createAdapter }).find(({ name }) =>
        name.startsWith('rule 5: leaves'),
      );
      const told = await check?.run().catch((error: unknown) => error);
      mend();
      expect(String(told)).to.equal(`Error: Rule 5: the adapter left the code in ${place}. Keep it nowhere.`);
    });
});
