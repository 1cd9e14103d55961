// A sign-in with a code on Hono: the user's name, the code, the session in a signed cookie. `node demo/server/hono.mjs`
import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { sign, verify } from 'hono/jwt';
import { createOtpEndpoint } from 'otp-confirm/server';
import { codePage, deliver, headers, homePage, loginPage, users, wordsFor } from './pages.mjs';

const { PORT = 3000, ORIGIN = `http://localhost:${PORT}`, OTP_KEY, SESSION_SECRET } = process.env;

const addressOf = (context) => getConnInfo(context).remote.address;

const otp = createOtpEndpoint({
  keys: [{ id: '1', key: OTP_KEY }],
  origins: [ORIGIN],
  clientAddress: (request, context) => addressOf(context),
  deliver,
});

const script = await readFile(new URL(import.meta.resolve('otp-confirm/otp-confirm.min.js')));

const cookie = { path: '/', httpOnly: true, sameSite: 'Strict', secure: ORIGIN.startsWith('https:') };
// The session is in the cookie itself, signed, with its end. One that must end sooner needs a store.
async function begin(context, members) {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  setCookie(context, 'session', await sign({ ...members, exp }, SESSION_SECRET, 'HS256'), cookie);
}
const sessionOf = (context) =>
  verify(getCookie(context, 'session') ?? '', SESSION_SECRET, 'HS256').catch(() => ({}));

const app = new Hono();
const show = (context, status, text) => context.body(text, status, headers);

app.all('/otp/*', (context) => otp.handler(context.req.raw, context));
app.get('/otp-confirm.min.js', (context) => context.body(script, 200, { 'Content-Type': 'text/javascript' }));

app.get('/', async (context) => {
  const { user } = await sessionOf(context);
  return user === undefined ? context.redirect('/login', 303) : show(context, 200, homePage(user));
});
app.get('/login', (context) => show(context, 200, loginPage()));
app.post('/login', async (context) => {
  const user = String((await context.req.formData()).get('user') ?? '').slice(0, 100);
  // A name that nobody has gets a challenge too, which no code confirms: nobody learns who exists. Where a password
  // comes first, check it here, and say `firstFactor: true`.
  const issued = await otp.issue({ user, destination: users.get(user), address: addressOf(context) });
  if (issued.kind !== 'issued') return show(context, 429, loginPage(wordsFor(issued)));
  await begin(context, { challenge: issued.challenge });
  return context.redirect('/code', 303);
});
app.get('/code', async (context) => {
  const { challenge } = await sessionOf(context);
  return challenge === undefined ? context.redirect('/login', 303) : show(context, 200, codePage(challenge));
});
app.post('/code', async (context) => {
  const { challenge } = await sessionOf(context);
  if (challenge === undefined) return context.redirect('/login', 303);
  const confirmation = await otp.readConfirmation(context.req.raw, {
    challenge,
    address: addressOf(context),
  });
  if (!confirmation.confirmed) return show(context, 422, codePage(challenge, wordsFor(confirmation.outcome)));
  await begin(context, { user: confirmation.user });
  return context.redirect('/', 303);
});
app.post('/logout', (context) => {
  deleteCookie(context, 'session', cookie);
  return context.redirect('/login', 303);
});

serve({ fetch: app.fetch, port: Number(PORT), hostname: 'localhost' }, () => console.log(`Open ${ORIGIN}`));
