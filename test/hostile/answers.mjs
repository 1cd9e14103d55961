// A server that misbehaves: the path says how, and whose test asks. Plain request handler of node:http, so that Node
// tests and the pages of the element tests meet the same one. What is to come of it is ways.ts's.
//
//   POST /hostile/<way>/<id>       misbehaves; <id> is the test's own
//   GET  /hostile/seen/<id>        what came from that test, in order: [{ way, key, body, sent }]
//   GET  /hostile/release/<id>/<n> lets the held answer number n (from 0) of that test go
import { gzipSync } from 'node:zlib';

const CONFIRMED = { status: 'confirmed', token: 'LIE' };
const json = JSON.stringify(CONFIRMED);
const markup = '<img src=x onerror="window.hurt = true">';

/** @typedef {{ way: string, key: string | undefined, body: string, sent: number }} Seen */
/** @typedef {import('node:http').ServerResponse} Response */

/** @type {Map<string, Seen[]>} */
const seen = new Map();
/** @type {Map<string, () => void>} */
const held = new Map();

/** @type {(status: number, body: string | Buffer, headers?: Record<string, string>) => (response: Response) => void} */
const say =
  (status, body, headers = {}) =>
  (response) => {
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      ...headers,
    });
    response.end(body);
  };
const problem = (status, name, members = {}, headers = {}) =>
  say(status, JSON.stringify({ type: `urn:otp-confirm:${name}`, ...members }), headers);
/** Starts an answer, and tears the connection. */
const torn = (headers, start) => (response) => {
  response.writeHead(200, headers);
  response.write(start, () => response.destroy());
};

let bomb;
/** A hundred megabytes of spaces in a hundred kilobytes. */
function theBomb() {
  const start = `${json.slice(0, -1)},"padding":"`;
  bomb ??= gzipSync(Buffer.concat([Buffer.from(start), Buffer.alloc(100 * 2 ** 20, ' '), Buffer.from('"}')]));
  return bomb;
}

/** @type {Record<string, (response: Response, record: Seen, id: string) => void>} */
const ways = {
  right: say(200, JSON.stringify({ status: 'confirmed', token: 't' })),
  wrong: problem(422, 'incorrect', { attemptsRemaining: 3 }),
  issued: say(200, JSON.stringify({ status: 'issued', challenge: 'c2' })),

  // ---- the connection ----
  'closed-at-once': (response) => response.destroy(),
  'closed-after-headers': torn({ 'Content-Type': 'application/json' }, ''),
  'closed-half-way': torn({ 'Content-Length': '1000' }, json),
  'no-last-chunk': torn({ 'Transfer-Encoding': 'chunked' }, json.slice(0, -1)),
  // twice, and then it answers
  'lost-twice': (response, record, id) => {
    const before = seen.get(id)?.filter(({ way }) => way === record.way).length ?? 0;
    if (before <= 2) response.destroy();
    else ways.right(response, record, id);
  },
  'not-gzip': say(200, 'not compressed', { 'Content-Encoding': 'gzip' }),

  // ---- more, or slower, than anyone waits for ----
  silent: () => undefined,
  drip: (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write(json);
    const drop = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(drop));
  },
  flood: (response, record) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const chunk = ' '.repeat(16_384);
    const more = () => {
      while (!response.destroyed && record.sent < 2 ** 30) {
        record.sent += chunk.length;
        if (!response.write(chunk)) return;
      }
    };
    response.on('drain', more);
    response.write(json);
    more();
  },
  bomb: (response) => say(200, theBomb(), { 'Content-Encoding': 'gzip' })(response),
  'over-the-cap': say(200, `${json.slice(0, -1)},"padding":"${'x'.repeat(65_536)}"}`),
  deep: say(200, `${'{"status":'.repeat(5000)}"confirmed"${'}'.repeat(5000)}`),

  // ---- what lies about itself ----
  'length-too-small': say(200, json, { 'Content-Length': '12', Connection: 'close' }),
  html: say(200, `<!doctype html><title>Wi-Fi</title><script>${json}</script>`, {
    'Content-Type': 'text/html',
  }),
  empty: say(200, ''),
  truncated: say(200, json.slice(0, -1)),
  'utf-16': say(200, Buffer.from(json, 'utf16le')),
  list: say(200, `[${json}]`),
  prototype: say(200, `{"__proto__":${json}}`),
  'constructor-prototype': say(200, `{"constructor":{"prototype":${json}}}`),
  true: say(200, '{"status":true,"confirmed":true,"ok":true,"success":1}'),
  'in-other-words': say(200, '{"status":"Confirmed","token":"LIE"}'),
  redirect: say(302, json, { Location: '/hostile/right/elsewhere' }),
  'redirect-that-keeps-the-body': say(307, json, { Location: '/hostile/right/elsewhere' }),
  'redirect-to-html': say(303, '', { Location: '/hostile/html/elsewhere' }),
  ...Object.fromEntries([201, 202, 203, 204, 205, 206, 304].map((status) => [status, say(status, json)])),
  'refused-with-200': problem(200, 'incorrect'),
  'confirmed-with-400': say(400, json),
  'confirmed-with-500': say(500, json),
  firewall: say(403, '<h1>Forbidden</h1>', { 'Content-Type': 'text/html' }),

  // ---- markup in every string ----
  markup: problem(422, 'incorrect', {
    ...Object.fromEntries(
      [
        'title',
        'detail',
        'instance',
        'destination',
        'channel',
        'challenge',
        'token',
        'alphabet',
        'length',
      ].map((name) => [name, markup]),
    ),
    next: { step: markup, redirect: `javascript:${markup}` },
    reason: markup,
    scope: markup,
    attemptsRemaining: 2,
  }),
  'markup-confirmed': say(
    200,
    JSON.stringify({
      ...CONFIRMED,
      token: markup,
      destination: markup,
      next: { redirect: 'javascript:void 0' },
    }),
  ),

  // ---- good ones, with noise ----
  'byte-order-mark': say(200, `\ufeff${JSON.stringify({ status: 'confirmed', token: 't' })}`),
  noise: say(200, JSON.stringify({ status: 'confirmed', token: 't', extra: { a: [1] } }), {
    'Content-Type': 'text/plain',
    'Set-Cookie': 'noise=1; Path=/hostile',
    'Retry-After': '7',
  }),

  hold: (response, record, id) => {
    const number = (seen.get(id)?.length ?? 1) - 1;
    held.set(`${id}/${String(number)}`, () => {
      const { code } = JSON.parse(record.body);
      if (code === undefined) ways.issued(response, record, id);
      else if (code === '111111') ways.wrong(response, record, id);
      else ways.right(response, record, id);
    });
  },
};
export const wayNames = Object.keys(ways);

/** @param {import('node:http').IncomingMessage} request @param {Response} response */
export function handle(request, response) {
  const [, , way = '', id = '', number = ''] = (request.url ?? '').split('/');
  const records = seen.get(id) ?? [];
  seen.set(id, records);
  if (request.method === 'GET' && way === 'seen') say(200, JSON.stringify(records))(response);
  else if (request.method === 'GET' && way === 'release') {
    const release = held.get(`${id}/${number}`);
    release?.();
    say(release ? 200 : 404, '{}')(response);
  } else {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const key = request.headers['idempotency-key'];
      /** @type {Seen} */
      const record = { way, key: typeof key === 'string' ? key : undefined, body, sent: 0 };
      records.push(record);
      const misbehave = ways[way];
      if (misbehave) misbehave(response, record, id);
      else say(500, `There is no way "${way}".`)(response);
    });
  }
}

/** Middleware for the runner's server (Koa): everything below /hostile/ is this one's. */
export function hostileAnswers(context, next) {
  if (!context.path.startsWith('/hostile/')) return next();
  context.respond = false;
  context.res.statusCode = 200;
  handle(context.req, context.res);
  return undefined;
}
