// What every starter's page talks to: hands out what was built, issues a code to whoever opens the page and prints it,
// confirms it, and signs in. `node server.mjs FOLDER`, where FOLDER is a starter that was built.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { challengeCookie, createOtpEndpoint } from 'otp-confirm/server';
import sirv from 'sirv';

const { PORT = 3000, OTP_KEY = randomBytes(32).toString('base64url') } = process.env;
const dist = join(resolve(process.argv[2] ?? '.'), 'dist');
const page = readFileSync(join(dist, 'index.html'), 'utf8');
// One that is drawn on the server, too.
const drawing = join(dist, 'server/server.js');
const { render = () => '' } = existsSync(drawing) ? await import(pathToFileURL(drawing).href) : {};

const otp = createOtpEndpoint({
  keys: [{ id: '1', key: OTP_KEY }],
  deliver: ({ destination, text }) => console.log(`To ${destination}: ${text}`),
});

const show = (status, text, more = {}) =>
  new Response(text, { status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...more } });

/** The first step of the sign-in is done: a code is sent, and a cookie says which. */
async function start() {
  const issued = await otp.issue({ user: 'ada', destination: 'ada@example.org', firstFactor: true });
  if (issued.kind !== 'issued') return show(429, issued.kind);
  return show(200, page.replace('<!--app-->', render), {
    'Set-Cookie': challengeCookie(issued.challenge, { secure: false }),
  });
}

async function login(request) {
  const confirmation = await otp.readConfirmation(request);
  if (!confirmation.confirmed) return show(422, `Not confirmed: ${confirmation.outcome.kind}`);
  // Here the session begins. A script is told so, a form is led on.
  const isScript = !request.headers.get('accept')?.includes('text/html');
  return isScript
    ? show(200, `Signed in as ${confirmation.user}`)
    : new Response(null, { status: 303, headers: { Location: `/welcome?user=${confirmation.user}` } });
}

const welcome = (user) =>
  user === 'ada'
    ? show(200, '<!doctype html><html lang="en"><title>Welcome</title><p>Signed in as ada</p>')
    : show(404, 'There is nothing here.');

const files = sirv(dist, { dev: true, extensions: [] });

const listener = getRequestListener(
  (request, { incoming, outgoing }) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname.startsWith('/otp/')) return otp.handler(request);
    if (pathname === '/login' && request.method === 'POST') return login(request);
    if (pathname === '/welcome') return welcome(searchParams.get('user'));
    if (pathname === '/') return start();
    files(incoming, outgoing);
    return RESPONSE_ALREADY_SENT;
  },
  {
    errorHandler(error) {
      console.error(error);
      return show(500, 'Something went wrong.');
    },
  },
);
createServer(listener).listen(PORT, 'localhost', () => console.log(`Open http://localhost:${PORT}`));
