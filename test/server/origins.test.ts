// Whose page may ask: the origins that are listed and those that are not, what a browser is told before it asks, the
// clients that the origins belong to, and what they say about the cookie.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endpoint, ORIGIN, SECRET } from './world.js';

/** What an answer tells a browser about pages of other origins. */
const corsOf = (headers: Headers): string[] =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'));

describe('a page asks', () => {
  const PORT = `${ORIGIN}:8443`;
  const APP = 'https://app.example.org';
  for (const [what, origins, origin, allowed] of [
    ['the first of a list', [ORIGIN, APP], ORIGIN, true],
    ['the last of a list', [ORIGIN, APP], APP, true],
    ['one that is not in the list', [ORIGIN, APP], 'https://other.example.org', false],
    ['where the list is empty, even its own', [], ORIGIN, false],
    ['with its port', [PORT], PORT, true],
    ['without its port', [PORT], ORIGIN, false],
    ['with a port that it does not have', [ORIGIN], PORT, false],
    ['over http', [ORIGIN], ORIGIN.replace('https', 'http'), false],
    ['with a slash at the end', [ORIGIN], `${ORIGIN}/`, false],
    ['a name below it', [ORIGIN], 'https://a.login.example.org', false],
    ['a name that begins like it', [ORIGIN], `${ORIGIN}.evil.test`, false],
    ['a name that ends like it', [ORIGIN], 'https://evil-login.example.org', false],
    ['itself and another', [ORIGIN], `${ORIGIN}, https://evil.test`, false],
    ['null, as a sandboxed frame or a file is', [ORIGIN], 'null', false],
  ] as const)
    test(`${what}: ${allowed ? 'and is answered' : 'and is refused, which it cannot read'}`, async () => {
      const { post } = endpoint({ origins });
      for (const site of [{}, { 'Sec-Fetch-Site': 'cross-site' }])
        for (const path of ['confirm', 'issue']) {
          const body = { challenge: 'none', ...(path === 'confirm' ? { code: '123456' } : {}) };
          const { status, headers, body: answer } = await post(path, body, { Origin: origin, ...site });
          assert.equal(status, allowed ? 404 : 403);
          assert.equal(answer['reason'], allowed ? undefined : 'csrf');
          assert.equal(headers.get('access-control-allow-origin'), allowed ? origin : null);
          if (!allowed) assert.deepEqual(corsOf(headers), []);
        }
    });

  test('of the URL that is asked, where no origins are given; where a client has some, only of those', async () => {
    const none: Record<string, undefined> = { origins: undefined };
    const status = async (origins: readonly string[] | undefined, origin: string) => {
      const client = { redeemSecret: SECRET, ...(origins === undefined ? {} : { origins }) };
      const { post } = endpoint({ ...none, clients: { default: client } });
      return (await post('confirm', { challenge: 'none', code: '123456' }, { Origin: origin })).status;
    };
    assert.deepEqual([await status(undefined, ORIGIN), await status(undefined, APP)], [404, 403]);
    assert.deepEqual([await status([APP], ORIGIN), await status([APP], APP)], [403, 404]);
  });
});

describe('pages of other origins', () => {
  const SHOP = 'https://shop.example.org';
  const clients = {
    default: { redeemSecret: SECRET },
    shop: { redeemSecret: 'the secret of the shop', origins: [SHOP], steps: ['Pay'] },
  };
  const preflight = (headers: Record<string, string>, path = 'confirm') =>
    new Request(`${ORIGIN}/otp/${path}`, { method: 'OPTIONS', headers });

  test('are told before a request what they may send, where they are listed', async () => {
    const { otp } = endpoint({ clients });
    for (const origin of [SHOP, ORIGIN]) {
      const response = await otp.handler(
        preflight({
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'content-type, idempotency-key,x-csrf-token, b@d',
        }),
      );
      assert.equal(response.status, 204);
      assert.equal(response.headers.get('access-control-allow-origin'), origin);
      assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
      assert.equal(response.headers.get('access-control-allow-methods'), 'POST');
      assert.equal(
        response.headers.get('access-control-allow-headers'),
        'content-type, idempotency-key, x-csrf-token',
      );
      assert.equal(response.headers.get('vary'), 'Origin');
    }
  });

  for (const [what, headers, path] of [
    ['an origin that is not listed', { Origin: 'https://evil.test' }, 'confirm'],
    ['no origin', {}, 'confirm'],
    ['null', { Origin: 'null' }, 'confirm'],
    ['redeem, which no page may', { Origin: SHOP }, 'redeem'],
  ] as const)
    test(`are told nothing: ${what}`, async () => {
      const { otp } = endpoint({ clients });
      const response = await otp.handler(
        preflight({ 'Access-Control-Request-Method': 'POST', ...headers }, path),
      );
      assert.equal(response.status, 405);
      assert.deepEqual(corsOf(response.headers), []);
    });

  test('are told the same for ten minutes, and POST whatever they want', async () => {
    const { otp } = endpoint({ clients });
    for (const path of ['confirm', 'issue'])
      for (const method of ['POST', 'DELETE']) {
        const asked = { Origin: SHOP, 'Access-Control-Request-Method': method };
        const { status, headers } = await otp.handler(preflight(asked, path));
        assert.equal(status, 204);
        assert.deepEqual(Object.fromEntries(headers), {
          'access-control-allow-origin': SHOP,
          'access-control-allow-credentials': 'true',
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': '',
          'access-control-max-age': '600',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          vary: 'Origin',
        });
      }
  });

  test('may send twenty headers, whose names are names of 64 characters or fewer', async () => {
    const { otp } = endpoint({ clients });
    const longest = 'x'.repeat(64);
    const many = Array.from({ length: 20 }, (_, index) => `x-${String(index)}`);
    for (const [asked, told] of [
      [`${longest},${longest}x`, longest],
      ['a b, c:d, e\tf, , "g", *', '*'],
      [many.join(), many.join(', ')],
      [[...many, 'x-20'].join(), many.join(', ')],
    ] as const) {
      const response = await otp.handler(
        preflight({
          Origin: SHOP,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': asked,
        }),
      );
      assert.equal(response.headers.get('access-control-allow-headers'), told);
    }
  });

  test('are told nothing before a request by what is no preflight, or asks for no operation', async () => {
    const { otp, post } = endpoint({ clients });
    const plain = await otp.handler(preflight({ Origin: SHOP }));
    assert.deepEqual([plain.status, plain.headers.get('access-control-allow-methods')], [405, null]);
    const asks = { Origin: SHOP, 'Access-Control-Request-Method': 'POST' };
    const other = await otp.handler(preflight(asks, 'other'));
    assert.deepEqual([other.status, corsOf(other.headers)], [404, []]);
    assert.equal((await post('confirm', { challenge: 'none', code: '123456' }, asks)).status, 404);
  });

  test('can read the answers, refusals too, and each is its own client', async () => {
    const { otp, issued, post } = endpoint({ clients });
    const { challenge, code } = await issued({ client: 'shop', stepName: 'Pay' });
    const own = { challenge, code, stepName: 'Pay' };
    assert.equal((await post('confirm', own)).status, 404);
    const same = await post('confirm', own, { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' });
    assert.equal(same.headers.get('access-control-allow-origin'), null, 'the same origin needs no leave');
    const from = { Origin: SHOP, 'Sec-Fetch-Site': 'cross-site' };
    const refused = await post('issue', { challenge, stepName: 'Pay' }, from);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('access-control-allow-origin'), SHOP);
    assert.equal(refused.headers.get('access-control-expose-headers'), 'Retry-After');
    const answer = await post('confirm', own, from);
    assert.equal(answer.status, 200);
    const { token } = answer.body;
    const redeem = (secret: string) =>
      post('redeem', { token, challenge, stepName: 'Pay' }, { Authorization: `Bearer ${secret}` });
    assert.equal((await redeem(SECRET)).status, 404);
    const redeemed = await redeem(clients.shop.redeemSecret);
    assert.deepEqual([redeemed.status, redeemed.body['client']], [200, 'shop']);
    assert.equal((await otp.status({ challenge, client: 'shop' })).kind, 'known');
  });

  test('redeem for no step but those of their client', async () => {
    const { issued, post } = endpoint({ clients });
    const { challenge, code } = await issued({ client: 'shop' });
    const { body } = await post('confirm', { challenge, code }, { Origin: SHOP });
    const authorization = { Authorization: `Bearer ${clients.shop.redeemSecret}` };
    assert.equal((await post('redeem', { token: body['token'], challenge }, authorization)).status, 404);
  });

  for (const [what, options] of [
    ['a path', { origins: [`${ORIGIN}/`] }],
    ['a path after a scheme of its own', { origins: ['capacitor://localhost/'] }],
    ['a space before it', { origins: [' capacitor://localhost'] }],
    ['a star', { origins: ['*'] }],
    ['null', { origins: ['null'] }],
    ['a host alone', { origins: ['login.example.org'] }],
    ['a star for a part', { origins: ['https://*.example.org'] }],
    ['the port that needs no writing', { origins: [`${ORIGIN}:443`] }],
    ['a port that is none', { origins: [`${ORIGIN}:65536`] }],
    ['capitals', { origins: ['https://Login.example.org'] }],
    ['a name before it', { origins: ['https://ada@login.example.org'] }],
    ['two in one', { origins: [`${ORIGIN} https://app.example.org`] }],
    ['nothing', { origins: [ORIGIN, ''] }],
    ['a path, with a client', { clients: { shop: { ...clients.shop, origins: [`${SHOP}/pay`] } } }],
    ['two clients', { clients: { a: clients.shop, b: clients.shop } }],
  ] as const)
    test(`are refused at the start: ${what}`, () => {
      assert.throws(() => endpoint(options), { name: 'ConfigurationError' });
    });
});

for (const origin of [
  'http://localhost:5173',
  'http://127.0.0.1',
  'http://[::1]:8080',
  'https://xn--bcher-kva.example',
  'chrome-extension://abcdefghijklmnop',
  'com.example.app+web://localhost',
])
  test(`${origin} can be listed`, () => {
    endpoint({ origins: [origin] });
  });

test('null is no origin, not even of a URL that has none', async () => {
  const none: Record<string, undefined> = { origins: undefined };
  const request = new Request('capacitor://localhost/otp/confirm', {
    method: 'POST',
    headers: { Origin: 'null', 'Content-Type': 'application/json' },
    body: JSON.stringify({ challenge: 'none', code: '123456' }),
  });
  assert.equal((await endpoint(none).otp.handler(request)).status, 403);
});

test('an app with a scheme of its own has an origin like any other', async () => {
  const origin = 'capacitor://localhost';
  const { issued, post } = endpoint({ origins: [ORIGIN, origin] });
  const { challenge, code } = await issued();
  const answer = await post(
    'confirm',
    { challenge, code },
    { Origin: origin, 'Sec-Fetch-Site': 'cross-site' },
  );
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('access-control-allow-origin'), origin);
});

for (const [where, options] of Object.entries({
  'the origins': {},
  'a client alone': { origins: [], clients: { default: { redeemSecret: SECRET, origins: [ORIGIN] } } },
}))
  test(`behind a proxy the plain cookie, which a subdomain can plant, carries no challenge: the page stands with ${where}`, async () => {
    const { otp, issued } = endpoint(options);
    const { challenge, code } = await issued();
    const ask = (path: string, cookie: string, body: BodyInit, type: string) =>
      new Request(`http://10.0.0.7/${path}`, {
        method: 'POST',
        headers: { Origin: ORIGIN, 'Content-Type': type, Cookie: `${cookie}=${challenge}` },
        body,
      });
    const json = ['application/json', JSON.stringify({ code })] as const;
    const form = ['application/x-www-form-urlencoded', `code=${code}`] as const;
    assert.equal((await otp.handler(ask('otp/confirm', 'otp_challenge', json[1], json[0]))).status, 404);
    const planted = await otp.readConfirmation(ask('login', 'otp_challenge', form[1], form[0]));
    assert.deepEqual(planted, { confirmed: false, outcome: { kind: 'challenge-unknown' } });
    const own = await otp.readConfirmation(ask('login', '__Host-otp_challenge', form[1], form[0]));
    assert.equal(own.confirmed, true);
  });
