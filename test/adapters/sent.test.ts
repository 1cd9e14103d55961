// What every adapter does alike: it sends by the page's own fetch, in JSON, says whether it sends the first code, and takes
// no session in which a token is missing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { betterAuth } from '../../src/adapters/better-auth.js';
import { cognito } from '../../src/adapters/cognito.js';
import { firebase } from '../../src/adapters/firebase.js';
import { supabase } from '../../src/adapters/supabase.js';
import { createConfirmClient, type ConfirmAdapter } from '../../src/client/index.js';

type Fetch = typeof globalThis.fetch;
const onSession = () => undefined;
const rows: [name: string, make: (fetch: Fetch) => ConfirmAdapter, half: object[]][] = [
  [
    'betterAuth',
    (fetch) =>
      betterAuth({ baseURL: 'https://auth.example', method: 'email-otp', email: 'ada@example.org', fetch }),
    [{ token: 't' }, { user: { id: '1' } }, { status: true }],
  ],
  [
    'firebase',
    (fetch) => firebase({ apiKey: 'k', phoneNumber: '+491234', onSession, fetch }),
    [{ idToken: 'i' }, { refreshToken: 'r' }, { idToken: '', refreshToken: 'r' }],
  ],
  [
    'supabase',
    (fetch) =>
      supabase({
        url: 'https://x.supabase.example',
        apikey: 'k',
        email: 'ada@example.org',
        onSession,
        fetch,
      }),
    [{ access_token: 'a' }, { refresh_token: 'r' }, { access_token: '', refresh_token: 'r' }],
  ],
];

// A gateway before the service has limits too, and none of the service's names.
const limits = [
  {},
  { message: 'API rate limit exceeded' },
  { code: 'nobody_knows_this', error: { message: 'NOBODY_KNOWS_THIS' }, __type: 'NobodyKnowsException' },
];

for (const [name, make, half] of rows)
  describe(`${name}: a confirmation`, () => {
    const confirm = async (answer: object, status = 200) => {
      const types: (string | null)[] = [];
      const fetch: Fetch = (_, init) => {
        types.push(new Headers(init?.headers).get('Content-Type'));
        return Promise.resolve(Response.json(answer, { status }));
      };
      const adapter = make(fetch);
      const unused = () => Promise.reject(new TypeError('Not this one'));
      const client = createConfirmClient({ adapter, fetch: unused, retries: 0 });
      const outcome = await client.confirm({ challenge: 'c1', code: '123456' });
      return { types, outcome, canStart: client.canStart };
    };
    it('goes by the fetch that the page gave, in JSON; and the first code can be asked for', async () => {
      const { types, canStart } = await confirm({});
      assert.deepEqual([types, canStart], [['application/json'], true]);
    });
    it('that comes to 500 is the server’s fault', async () => {
      assert.deepEqual((await confirm({}, 500)).outcome, { kind: 'server', status: 500 });
    });
    for (const answer of limits)
      it(`that comes to 429 is a limit: ${JSON.stringify(answer)}`, async () => {
        assert.deepEqual((await confirm(answer, 429)).outcome, { kind: 'rate-limited' });
      });
    for (const answer of half)
      it(`${JSON.stringify(answer)} is no session`, async () => {
        assert.deepEqual((await confirm(answer)).outcome, { kind: 'protocol' });
      });
  });

describe('cognito: a confirmation', () => {
  const confirm = async (answer: object, status = 200) => {
    let asked = 0;
    const fetch: Fetch = () => {
      asked++;
      return Promise.resolve(Response.json(answer, { status }));
    };
    const adapter = cognito({
      endpoint: 'https://cognito.example',
      clientId: 'c',
      username: 'ada',
      challengeName: 'SMS_MFA',
      onSession,
      fetch,
    });
    const unused = () => Promise.reject(new TypeError('Not this one'));
    const client = createConfirmClient({ adapter, fetch: unused, retries: 0 });
    const outcome = await client.confirm({ challenge: 'c1', code: '123456' });
    return { asked, outcome };
  };
  for (const answer of limits)
    it(`that comes to 429 is a limit: ${JSON.stringify(answer)}`, async () => {
      assert.deepEqual((await confirm(answer, 429)).outcome, { kind: 'rate-limited' });
    });
  for (const answer of [
    {},
    { Session: 's' },
    { ChallengeName: 'SMS_MFA' },
    { Session: '', ChallengeName: 'SMS_MFA' },
  ])
    it(`goes by the fetch that the page gave; ${JSON.stringify(answer)} is no session`, async () => {
      assert.deepEqual(await confirm(answer), { asked: 1, outcome: { kind: 'protocol' } });
    });
});
