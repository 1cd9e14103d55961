// Asks cognito-local by the adapter, once for each kind of answer that it has, and keeps what it answered.
import { cognito, type CognitoOptions } from '../../../src/adapters/cognito.js';
import { createConfirmClient } from '../../../src/client/index.js';
import { createKeeper, type Exchange, type Play } from '../exchanges.js';
import { ADA, BOB, CLIENT, PASSWORD, type Service } from './service.js';

const WRONG = '999999';

export async function recordAll(service: Service): Promise<readonly Exchange[]> {
  const { endpoint } = service;
  const { fetch, keep } = createKeeper(['AccessToken', 'IdToken', 'RefreshToken', 'Session']);
  let sent = 0;
  const latest = async (): Promise<string> => (await service.codes(++sent)).at(-1) ?? '';
  const signIn = (username: string) => ({
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD },
  });
  const clientOf = (options: Partial<CognitoOptions>) =>
    createConfirmClient({
      fetch,
      adapter: cognito({
        endpoint,
        clientId: CLIENT,
        username: ADA,
        challengeName: 'SMS_MFA',
        initiateAuth: () => signIn(ADA),
        onSession: () => undefined,
        ...options,
      }),
    });
  const session = async (username = ADA): Promise<string> =>
    String((await service.ask('InitiateAuth', signIn(username))).Session);
  const sms = clientOf({});
  const app = clientOf({
    username: BOB,
    challengeName: 'SOFTWARE_TOKEN_MFA',
    initiateAuth: () => signIn(BOB),
  });
  const signUp = clientOf({ username: 'eve', challengeName: 'SIGN_UP' });
  const eve = { Name: 'email', Value: 'eve@example.org' };

  const plays: readonly Play[] = [
    [
      'SMS_MFA',
      'issue',
      'another code',
      async () => {
        const told = await sms.issue({ challenge: 'c1' });
        await latest();
        return told;
      },
    ],
    [
      'SMS_MFA',
      'issue',
      'by an app client that there is not',
      () => clientOf({ clientId: 'nobody' }).issue({}),
    ],
    [
      'SMS_MFA',
      'confirm',
      'a wrong code',
      async () => {
        const challenge = await session();
        await latest();
        return sms.confirm({ challenge, code: WRONG });
      },
    ],
    [
      'SMS_MFA',
      'confirm',
      'the code that was sent',
      async () => sms.confirm({ challenge: await session(), code: await latest() }),
    ],
    [
      'SMS_MFA',
      'confirm',
      'the code of somebody whom it does not know',
      () => clientOf({ username: 'nobody' }).confirm({ challenge: 'c1', code: WRONG }),
    ],
    ['SOFTWARE_TOKEN_MFA', 'issue', 'another session', () => app.issue({})],
    [
      'SOFTWARE_TOKEN_MFA',
      'confirm',
      'a wrong code',
      async () => app.confirm({ challenge: await session(BOB), code: WRONG }),
    ],
    [
      'SOFTWARE_TOKEN_MFA',
      'confirm',
      'what the app shows',
      async () => app.confirm({ challenge: await session(BOB), code: service.totp() }),
    ],
    [
      'SIGN_UP',
      'confirm',
      'a wrong code',
      async () => {
        await service.ask('SignUp', { Username: 'eve', Password: PASSWORD, UserAttributes: [eve] });
        return signUp.confirm({ code: WRONG });
      },
    ],
    ['SIGN_UP', 'confirm', 'the code that was sent', async () => signUp.confirm({ code: await latest() })],
    [
      'SIGN_UP',
      'confirm',
      'once more',
      async () => signUp.confirm({ code: (await service.codes(sent)).at(-1) ?? '' }),
    ],
    [
      'SIGN_UP',
      'confirm',
      'the code of somebody whom it does not know',
      () => clientOf({ username: 'nobody', challengeName: 'SIGN_UP' }).confirm({ code: WRONG }),
    ],
    ['SIGN_UP', 'issue', 'what the stand-in does not know', () => signUp.issue({})],
  ];
  const all: Exchange[] = [];
  for (const play of plays) all.push(await keep(play));
  return all;
}
