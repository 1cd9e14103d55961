// The adapter for Firebase Authentication against its emulator: that it still answers as recorded, and, in each browser of
// this run, the whole way from the first code to the tokens, with which the service then says who is there.
import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { browsersOfThisRun } from '../../../tools/browsers.mjs';
import { recordingOf } from '../../adapters/recorded.js';
import { launch } from '../../e2e/drivers.js';
import { servePages } from '../exchanges.js';
import { createVisitor, wrong, type Visitor } from '../visitor.js';
import { recordAll } from './recording.js';
import { account, PHONE, startService, type Service } from './service.js';

const { found } = await browsersOfThisRun();
let service: Service;
let pages: Awaited<ReturnType<typeof servePages>>;
before(async () => {
  service = await startService();
  pages = await servePages(service.origin);
});
after(async () => {
  pages.close();
  await service.close();
});

describe('the Auth emulator of firebase-tools 15.34.2', () => {
  it('answers as it was recorded', async () => {
    const recorded = recordingOf('firebase').answers.filter(({ origin }) => !origin);
    assert.deepEqual(await recordAll(service), recorded);
  });
});

for (const [name, browser] of found)
  describe(`with Firebase, in ${name}`, () => {
    let visitor: Visitor;
    before(async () => {
      visitor = createVisitor(await launch(name, browser, { javaScript: true }));
    });
    after(() => visitor.close());

    const open = (options: object, attributes = {}) =>
      visitor.open(pages.origin, {
        name: 'firebase',
        options: { apiKey: 'k', baseUrl: service.baseUrl, ...options },
        attributes,
        session: {
          url: `${service.baseUrl}/v1/accounts:lookup?key=k`,
          token: 'idToken',
          headers: { 'Content-Type': 'application/json' },
          body: { idToken: '<token>' },
        },
      });
    async function ask(): Promise<string> {
      await visitor.ask();
      await visitor.says('A new code was sent.');
      return service.latest();
    }

    test('a code as the first factor: asked for, mistaken, asked for again, confirmed', async () => {
      await open({ phoneNumber: PHONE });
      const first = await ask();
      await visitor.enter(wrong(first));
      await visitor.says('The code is wrong.');
      await visitor.enter(await ask());
      await visitor.reads(`"phoneNumber":"${PHONE}"`);
      // A token of the service begins so.
      assert.doesNotMatch(await visitor.told(), /eyJ/);
    });

    test('a code as the second factor of a sign-in that the page began', async () => {
      await open(await service.signIn());
      const code = await ask();
      await visitor.enter(wrong(code));
      await visitor.says('The code is wrong.');
      await visitor.enter(code);
      await visitor.reads(`"email":"${account.email}"`);
    });

    test('a session that there is not: start again', async () => {
      await open({ phoneNumber: PHONE }, { challenge: 'none' });
      await visitor.enter('123456');
      await visitor.says('This sign-in has ended.');
    });
  });
