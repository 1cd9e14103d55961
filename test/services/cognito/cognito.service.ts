// The adapter for Amazon Cognito against cognito-local: that it still answers as recorded, and, in each browser of this run,
// the whole way from the first code to the tokens, with which the service then says who is there.
import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { browsersOfThisRun } from '../../../tools/browsers.mjs';
import { recordingOf } from '../../adapters/recorded.js';
import { launch } from '../../e2e/drivers.js';
import { servePages } from '../exchanges.js';
import { createVisitor, wrong, type Visitor } from '../visitor.js';
import { recordAll } from './recording.js';
import { ADA, BOB, CLIENT, PASSWORD, startService, type Service } from './service.js';

const { found } = await browsersOfThisRun();
let service: Service;
let pages: Awaited<ReturnType<typeof servePages>>;
before(async () => {
  service = await startService();
  pages = await servePages(new URL(service.endpoint).origin);
});
after(async () => {
  pages.close();
  await service.close();
});

const signIn = (username: string) => ({
  AuthFlow: 'USER_PASSWORD_AUTH',
  AuthParameters: { USERNAME: username, PASSWORD },
});

describe('cognito-local 5.3.0', () => {
  it('answers as it was recorded', async () => {
    const recorded = recordingOf('cognito').answers.filter(({ origin }) => !origin);
    assert.deepEqual(await recordAll(service), recorded);
  });
});

for (const [name, browser] of found)
  describe(`with Cognito, in ${name}`, () => {
    let visitor: Visitor;
    before(async () => {
      visitor = createVisitor(await launch(name, browser, { javaScript: true }));
    });
    after(() => visitor.close());

    const open = (username: string, challengeName: string, more: object = {}) =>
      visitor.open(pages.origin, {
        name: 'cognito',
        options: { endpoint: service.endpoint, clientId: CLIENT, username, challengeName },
        session: {
          url: service.endpoint,
          token: 'AccessToken',
          headers: {
            'Content-Type': 'application/x-amz-json-1.1',
            'X-Amz-Target': 'AWSCognitoIdentityProviderService.GetUser',
          },
          body: { AccessToken: '<token>' },
        },
        ...more,
      });
    /** The newest code, once one more was sent. */
    async function codeAfter(act: () => Promise<unknown>): Promise<string> {
      const { length } = await service.codes(0);
      await act();
      return (await service.codes(length + 1)).at(-1) ?? '';
    }
    const ask = () => codeAfter(() => visitor.ask());

    test('a code by SMS: asked for, mistaken, asked for again, confirmed', async () => {
      await open(ADA, 'SMS_MFA', { callbacks: { initiateAuth: signIn(ADA) } });
      const first = await ask();
      await visitor.says('A new code was sent.');
      await visitor.enter(wrong(first));
      await visitor.says('The code is wrong.');
      const second = await ask();
      await visitor.says('A new code was sent.');
      if (first !== second) {
        await visitor.enter(first);
        await visitor.says('The code is wrong.');
      }
      await visitor.enter(second);
      await visitor.reads(`"Username":"${ADA}"`);
      // A token of the service begins so.
      assert.doesNotMatch(await visitor.told(), /eyJ/);
    });

    test('a code of an app, in the sign-in that the page began', async () => {
      const { Session } = await service.ask('InitiateAuth', signIn(BOB));
      await open(BOB, 'SOFTWARE_TOKEN_MFA', { attributes: { challenge: String(Session) } });
      await visitor.enter(wrong(service.totp()));
      await visitor.says('The code is wrong or has expired.');
      await visitor.enter(service.totp());
      await visitor.reads(`"Username":"${BOB}"`);
    });

    test('a code that confirms a sign-up, once', async () => {
      const username = `eve-${name}`;
      const UserAttributes = [{ Name: 'email', Value: `${username}@example.org` }];
      const code = await codeAfter(() =>
        service.ask('SignUp', { Username: username, Password: PASSWORD, UserAttributes }),
      );
      const way = () => open(username, 'SIGN_UP', { session: undefined });
      await way();
      await visitor.enter(wrong(code));
      await visitor.says('The code is wrong.');
      await visitor.enter(code);
      await visitor.says('The code is confirmed.');
      const { AuthenticationResult } = await service.ask('InitiateAuth', signIn(username));
      assert.ok(AuthenticationResult, 'The account is confirmed: its password signs in');

      await way();
      await visitor.enter(code);
      await visitor.says('The code has expired.');
    });
  });
