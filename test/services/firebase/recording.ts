// Asks the Auth emulator by the adapter, once for each kind of answer that it has, and keeps what it answered.
import { firebase, type FirebaseOptions } from '../../../src/adapters/firebase.js';
import { createConfirmClient } from '../../../src/client/index.js';
import { createKeeper, type Exchange, type Play } from '../exchanges.js';
import { PHONE, type Service } from './service.js';

const WRONG = '999999';

export async function recordAll(service: Service): Promise<readonly Exchange[]> {
  const { baseUrl } = service;
  const random = ['idToken', 'refreshToken', 'localId', 'sessionInfo'];
  const { fetch, keep } = createKeeper(random);
  const clientOf = (options: Partial<FirebaseOptions>, fetchOf = fetch) =>
    createConfirmClient({
      fetch: fetchOf,
      adapter: firebase({ apiKey: 'k', baseUrl, onSession: () => undefined, ...options }),
    });
  const phone = clientOf({ phoneNumber: PHONE });
  const second = async () => clientOf(await service.signIn());
  const session = async (client = phone): Promise<string> => String((await client.issue({})).challenge);
  const without = clientOf({ phoneNumber: PHONE }, (url, init) =>
    fetch(String(url as string).replace(/\?key=.*/, ''), init),
  );
  let challenge = '';

  const plays: readonly Play[] = [
    ['phone', 'issue', 'a code', () => phone.issue({})],
    ['phone', 'issue', 'a code for what is no number', () => clientOf({ phoneNumber: '12' }).issue({})],
    ['phone', 'issue', 'a code without the key', () => without.issue({})],
    [
      'phone',
      'confirm',
      'a wrong code',
      async () => phone.confirm({ challenge: await session(), code: WRONG }),
    ],
    [
      'phone',
      'confirm',
      'the code that was sent',
      async () => {
        challenge = await session();
        return phone.confirm({ challenge, code: await service.codeOf(challenge) });
      },
    ],
    ['phone', 'confirm', 'once more', () => phone.confirm({ challenge, code: WRONG })],
    [
      'mfa',
      'issue',
      'a code',
      async () => {
        await service.enrol();
        return (await second()).issue({});
      },
    ],
    [
      'mfa',
      'issue',
      'a code for a factor that there is not',
      async () => clientOf({ ...(await service.signIn()), mfaEnrollmentId: 'none' }).issue({}),
    ],
    [
      'mfa',
      'confirm',
      'a wrong code',
      async () => {
        const client = await second();
        return client.confirm({ challenge: await session(client), code: WRONG });
      },
    ],
    [
      'mfa',
      'confirm',
      'the code that was sent',
      async () => {
        const client = await second();
        challenge = await session(client);
        return client.confirm({ challenge, code: await service.codeOf(challenge) });
      },
    ],
    ['mfa', 'confirm', 'once more', async () => (await second()).confirm({ challenge, code: WRONG })],
  ];
  const all: Exchange[] = [];
  for (const play of plays) all.push(await keep(play));
  return all;
}
