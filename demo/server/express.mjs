// A sign-in with a code on Express: the user's name, the code, the session. `node demo/server/express.mjs`
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import session from 'express-session';
import { createOtpEndpoint } from 'otp-confirm/server';
import { codePage, deliver, headers, homePage, loginPage, users, wordsFor } from './pages.mjs';

const { PORT = 3000, ORIGIN = `http://localhost:${PORT}`, OTP_KEY, SESSION_SECRET } = process.env;

const otp = createOtpEndpoint({
  keys: [{ id: '1', key: OTP_KEY }],
  origins: [ORIGIN],
  clientAddress: (request, address) => address,
  deliver,
});

const app = express();
const show = (response, status, text) => response.status(status).set(headers).send(text);
// A session of its own for each step: one that somebody else has planted must not become the user's.
const begin = (request, members) =>
  new Promise((resolve, reject) => {
    request.session.regenerate((error) => {
      if (error) reject(error);
      else resolve(Object.assign(request.session, members));
    });
  });

// Before whatever reads bodies: the endpoint reads its own.
app.use(
  '/otp',
  getRequestListener((request, { incoming }) => otp.handler(request, incoming.socket.remoteAddress)),
);
app.get('/otp-confirm.min.js', (request, response) => {
  response.sendFile(fileURLToPath(import.meta.resolve('otp-confirm/otp-confirm.min.js')));
});
app.use(
  // Sessions in memory, as here, are for trying out: give it a `store`.
  session({
    name: 'session',
    secret: SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'strict', secure: ORIGIN.startsWith('https:') },
  }),
  express.urlencoded({ extended: false }),
);

app.get('/', ({ session: { user } }, response) => {
  if (user === undefined) response.redirect(303, '/login');
  else show(response, 200, homePage(user));
});
app.get('/login', (request, response) => show(response, 200, loginPage()));
app.post('/login', async (request, response) => {
  const user = String(request.body?.user ?? '').slice(0, 100);
  // A name that nobody has gets a challenge too, which no code confirms: nobody learns who exists. Where a password
  // comes first, check it here, and say `firstFactor: true`.
  const issued = await otp.issue({ user, destination: users.get(user), address: request.ip });
  if (issued.kind !== 'issued') return show(response, 429, loginPage(wordsFor(issued)));
  await begin(request, { challenge: issued.challenge });
  return response.redirect(303, '/code');
});
app.get('/code', ({ session: { challenge } }, response) => {
  if (challenge === undefined) response.redirect(303, '/login');
  else show(response, 200, codePage(challenge));
});
app.post('/code', async (request, response) => {
  const { challenge } = request.session;
  if (challenge === undefined) return response.redirect(303, '/login');
  const form = new URLSearchParams(request.body);
  const confirmation = await otp.readConfirmation(form, { challenge, address: request.ip });
  if (!confirmation.confirmed) {
    return show(response, 422, codePage(challenge, wordsFor(confirmation.outcome)));
  }
  await begin(request, { user: confirmation.user });
  return response.redirect(303, '/');
});
app.post('/logout', (request, response) => {
  request.session.destroy(() => response.redirect(303, '/login'));
});

app.listen(PORT, 'localhost', (error) => {
  if (error) throw error;
  console.log(`Open ${ORIGIN}`);
});
