// A sign-in with a code on Fastify: the user's name, the code, the session. `node demo/server/fastify.mjs`
import { readFile } from 'node:fs/promises';
import cookie from '@fastify/cookie';
import formBody from '@fastify/formbody';
import session from '@fastify/session';
import { getRequestListener } from '@hono/node-server';
import createFastify from 'fastify';
import { createOtpEndpoint } from 'otp-confirm/server';
import { codePage, deliver, headers, homePage, loginPage, users, wordsFor } from './pages.mjs';

const { PORT = 3000, ORIGIN = `http://localhost:${PORT}`, OTP_KEY, SESSION_SECRET } = process.env;

const otp = createOtpEndpoint({
  keys: [{ id: '1', key: OTP_KEY }],
  origins: [ORIGIN],
  clientAddress: (request, address) => address,
  deliver,
});

const script = await readFile(new URL(import.meta.resolve('otp-confirm/otp-confirm.min.js')));

const app = createFastify();
const show = (reply, status, text) => reply.code(status).headers(headers).send(text);
// A session of its own for each step: one that somebody else has planted must not become the user's.
async function begin(request, members) {
  await request.session.regenerate();
  for (const [name, value] of Object.entries(members)) request.session.set(name, value);
}

// In a scope where Fastify reads no body: the endpoint reads its own.
app.register(async (scope) => {
  const listener = getRequestListener((request, { incoming }) =>
    otp.handler(request, incoming.socket.remoteAddress),
  );
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (request, payload, done) => done(null));
  scope.all('/otp/*', (request, reply) => {
    reply.hijack();
    listener(request.raw, reply.raw);
  });
});
app.get('/otp-confirm.min.js', (request, reply) => reply.type('text/javascript').send(script));

app.register(async (pages) => {
  pages.register(formBody);
  pages.register(cookie);
  // Sessions in memory, as here, are for trying out: give it a `store`.
  pages.register(session, {
    cookieName: 'session',
    secret: SESSION_SECRET,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'strict', path: '/', secure: ORIGIN.startsWith('https:') },
  });

  pages.get('/', (request, reply) => {
    const user = request.session.get('user');
    return user === undefined ? reply.redirect('/login', 303) : show(reply, 200, homePage(user));
  });
  pages.get('/login', (request, reply) => show(reply, 200, loginPage()));
  pages.post('/login', async (request, reply) => {
    const user = String(request.body?.user ?? '').slice(0, 100);
    // A name that nobody has gets a challenge too, which no code confirms: nobody learns who exists. Where a password
    // comes first, check it here, and say `firstFactor: true`.
    const issued = await otp.issue({ user, destination: users.get(user), address: request.ip });
    if (issued.kind !== 'issued') return show(reply, 429, loginPage(wordsFor(issued)));
    await begin(request, { challenge: issued.challenge });
    return reply.redirect('/code', 303);
  });
  pages.get('/code', (request, reply) => {
    const challenge = request.session.get('challenge');
    return challenge === undefined ? reply.redirect('/login', 303) : show(reply, 200, codePage(challenge));
  });
  pages.post('/code', async (request, reply) => {
    const challenge = request.session.get('challenge');
    if (challenge === undefined) return reply.redirect('/login', 303);
    const form = new URLSearchParams(request.body);
    const confirmation = await otp.readConfirmation(form, { challenge, address: request.ip });
    if (!confirmation.confirmed) return show(reply, 422, codePage(challenge, wordsFor(confirmation.outcome)));
    await begin(request, { user: confirmation.user });
    return reply.redirect('/', 303);
  });
  pages.post('/logout', async (request, reply) => {
    await request.session.destroy();
    return reply.redirect('/login', 303);
  });
});

await app.listen({ port: Number(PORT), host: 'localhost' });
console.log(`Open ${ORIGIN}`);
