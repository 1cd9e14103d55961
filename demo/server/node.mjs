// A sign-in with a code on plain Node: the user's name, the code, the session. `node demo/server/node.mjs`
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import expressSession from 'express-session';
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
// Needs no Express. Sessions in memory, as here, are for trying out: give it a `store`.
const readSession = promisify(
  expressSession({
    name: 'session',
    secret: SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'strict', secure: ORIGIN.startsWith('https:') },
  }),
);

const show = (status, text) => new Response(text, { status, headers });
const goTo = (path) => new Response(null, { status: 303, headers: { Location: path } });
// A session of its own for each step: one that somebody else has planted must not become the user's.
async function begin(incoming, members) {
  await promisify(incoming.session.regenerate.bind(incoming.session))();
  Object.assign(incoming.session, members);
  await promisify(incoming.session.save.bind(incoming.session))();
}

async function answer(request, incoming) {
  const address = incoming.socket.remoteAddress;
  const { pathname } = new URL(request.url);
  const { user, challenge } = incoming.session;
  switch (`${request.method} ${pathname}`) {
    case 'GET /otp-confirm.min.js':
      return new Response(script, { headers: { 'Content-Type': 'text/javascript' } });
    case 'GET /':
      return user === undefined ? goTo('/login') : show(200, homePage(user));
    case 'GET /login':
      return show(200, loginPage());
    case 'POST /login': {
      const name = String((await request.formData()).get('user') ?? '').slice(0, 100);
      // A name that nobody has gets a challenge too, which no code confirms: nobody learns who exists. Where a password
      // comes first, check it here, and say `firstFactor: true`.
      const issued = await otp.issue({ user: name, destination: users.get(name), address });
      if (issued.kind !== 'issued') return show(429, loginPage(wordsFor(issued)));
      await begin(incoming, { challenge: issued.challenge });
      return goTo('/code');
    }
    case 'GET /code':
      return challenge === undefined ? goTo('/login') : show(200, codePage(challenge));
    case 'POST /code': {
      if (challenge === undefined) return goTo('/login');
      const confirmation = await otp.readConfirmation(request, { challenge, address });
      if (!confirmation.confirmed) return show(422, codePage(challenge, wordsFor(confirmation.outcome)));
      await begin(incoming, { user: confirmation.user });
      return goTo('/');
    }
    case 'POST /logout':
      await promisify(incoming.session.destroy.bind(incoming.session))();
      return goTo('/login');
    default:
      return pathname.startsWith('/otp/')
        ? otp.handler(request, address)
        : show(404, 'There is nothing here.');
  }
}

const listener = getRequestListener(
  async (request, { incoming, outgoing }) => {
    await readSession(incoming, outgoing);
    return answer(request, incoming);
  },
  {
    errorHandler(error) {
      console.error(error);
      return show(500, 'Something went wrong.');
    },
  },
);
createServer(listener).listen(PORT, 'localhost', () => console.log(`Open ${ORIGIN}`));
