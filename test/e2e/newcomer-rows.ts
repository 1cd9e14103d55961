// What the snippets of README.md and of docs/start.md are copied into, one by one: what a
// reader has around them (an element, a function of the page's own), and what is to be seen then. How they run is
// newcomer.e2e.ts's.

/** In a page: served, opened, a code typed where `types` gives one, and `sees` looked for in the page and the element. */
export interface InPage {
  readonly kind: 'page';
  /** Of the page around a script. A snippet of HTML is the page. */
  readonly html?: string;
  /** Of the module that the snippet is in, before it and after it. */
  readonly before?: string;
  readonly after?: string;
  /** Codes, each with what is seen after it; of the mock's codes with a meaning, or `sent` for the one that was sent. */
  readonly types?: readonly (readonly [code: string, sees: RegExp])[];
  readonly sees?: RegExp;
  /** A service with a format of its own: what it says to 424242, and to any other code. */
  readonly service?: { readonly path: string; readonly right: object; readonly wrong: object };
  /** What the server has been sent. */
  readonly sent?: RegExp;
}
/** In Node: run as a module where the package is installed; `prints` is what it writes. */
export interface InNode {
  readonly kind: 'node';
  readonly before?: string;
  readonly after?: string;
  readonly prints: RegExp;
}
/** In the shell: each is a script of the repository's package.json. */
export interface InShell {
  readonly kind: 'shell';
}
/** Markup of React's, each line by itself: rendered on a server and taken over in the page, without a complaint. */
export interface InReact {
  readonly kind: 'react';
  readonly before: string;
}
export type Row = InPage | InNode | InShell | InReact;

const element = '<otp-confirm endpoint="/otp/confirm" challenge="q7Zt…"></otp-confirm>';
const found = "import 'otp-confirm'; const element = document.querySelector('otp-confirm');";
const CONFIRMED = /The code is confirmed\./;
const SIGNED_IN = /^POST \/login\/second-step .*otp_token=mock_(?!.*&code=)/m;

/** The service of the page's own that "Testing an adapter of your own" speaks of. */
const shop = `
  import { httpAdapter } from 'otp-confirm/client';
  const shopAdapter = ({ url, fetch }) => httpAdapter({
    endpoint: url,
    fetch,
    idempotent: true,
    request: ({ code, challenge }) => ({ tx: challenge, user: { otp: code } }),
    interpret({ status, body }) {
      const { ok, session, error, left } = { __proto__: null, ...body };
      if (status === 200 && ok === true)
        return { kind: 'confirmed', ...(typeof session === 'string' && { token: session }) };
      if (error === 'BAD_OTP')
        return { kind: 'incorrect', ...(Number.isInteger(left) && left >= 0 && { attemptsRemaining: left }) };
      if (error === 'OTP_EXPIRED') return { kind: 'expired' };
    },
  });
  const rules = [];
  const it = (name, run) => rules.push(run().catch((error) => { throw new Error(name, { cause: error }); }));`;

/** What a server has around its three calls: a mail, a request with a wrong code, the posted form with the right one. */
const server = `
  let sendMail;
  const mailed = new Promise((resolve) => { sendMail = (destination, text) => resolve(text); });
  const signIn = (user) => console.log('signed in:', user);
  const origin = 'https://login.example.org';
  const asked = [
    () => new Request(origin + '/otp/confirm', {
      method: 'POST',
      headers: { Origin: origin, 'Content-Type': 'application/json' },
      body: JSON.stringify({ challenge: issued.challenge, code: 'no code' }),
    }),
    () => new Request(origin + '/login', {
      method: 'POST',
      headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
      duplex: 'half',
      body: ReadableStream.from((async function* () {
        const [code] = /\\d{6}/.exec(await mailed);
        yield new TextEncoder().encode(String(new URLSearchParams({ challenge: issued.challenge, code })));
      })()),
    }),
  ];
  Object.defineProperties(globalThis, {
    request: { get: () => asked.shift()() },
    challenge: { get: () => issued.challenge },
  });`;

const onTheServer: Row = {
  kind: 'node',
  before: server,
  after: 'console.log(issued.kind, answer.status);',
  prints: /^signed in: ada\nissued 4\d\d$/,
};

/** By file and heading. */
export const rows: Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>> = {
  'README.md': {
    'Try it': [{ kind: 'shell' }, { kind: 'shell' }],
    'Use it': [{ kind: 'page', types: [['sent', SIGNED_IN]] }],
    'Frameworks and server rendering': [
      { kind: 'react', before: 'const labelAndInput = \'<label slot="label">Code</label><input>\';' },
    ],
    Events: [
      {
        kind: 'page',
        html: element.replace('>', ' step-name="Confirm sign-in">'),
        before: `${found} const showWelcome = (step, { kind }) => document.body.append(step + ': ' + kind);`,
        types: [['sent', /Confirm sign-in: confirmed/]],
      },
    ],
    Languages: [
      {
        kind: 'page',
        html: `<main lang="de">${element}</main>`,
        before: "import 'otp-confirm';",
        sees: /Geben Sie/,
      },
      {
        kind: 'page',
        html: `${element}<p lang="de">${element}</p><p lang="sv">${element}</p>`,
        before: `import { registerLocale } from 'otp-confirm'; ${found}
        import de from 'otp-confirm/locales/de'; registerLocale(de);`,
        sees: /PIN[^]*Kennzahl[^]*Kod[^]*Bekräfta/,
      },
    ],
    Adapters: [
      {
        kind: 'page',
        html: '<otp-confirm challenge="q7Zt…"></otp-confirm>',
        before: `${found} const csrfToken = () => 'a1b2';`,
        types: [['sent', CONFIRMED]],
        sent: /^POST \/otp\/confirm .*x-csrf-token: a1b2/m,
      },
      {
        kind: 'page',
        html: '<otp-confirm></otp-confirm>',
        before: found,
        service: {
          path: '/api/auth/sign-in/email-otp',
          right: { token: 't1', user: { id: 'u1' } },
          wrong: { code: 'INVALID_OTP' },
        },
        types: [
          ['000001', /The code is wrong/],
          ['424242', CONFIRMED],
        ],
      },
      {
        kind: 'page',
        html: '<otp-confirm challenge="q7Zt…"></otp-confirm>',
        before: `import { httpAdapter } from 'otp-confirm/client'; ${found}`,
        service: { path: '/api/verify', right: { ok: true, token: 't1' }, wrong: { error: 'bad_otp' } },
        types: [
          ['000001', /The code is wrong\./],
          ['424242', CONFIRMED],
        ],
        sent: /^POST \/api\/verify otp=000001&tx=[\w-]+ /m,
      },
      {
        kind: 'page',
        html: element,
        before: "const challenge = document.querySelector('otp-confirm').getAttribute('challenge');",
        after: 'document.body.append(`it came to ${outcome.kind}`);',
        sees: /it came to incorrect/,
      },
    ],
    'Testing an adapter of your own': [
      {
        kind: 'node',
        before: shop,
        after: 'await Promise.all(rules); console.log(rules.length, "rules hold");',
        prints: /^\d{2,} rules hold$/,
      },
    ],
    'On the server': [onTheServer],
    'Testing and sandboxes': [
      {
        kind: 'page',
        html: '<otp-confirm></otp-confirm>',
        before: found,
        // Five minutes later the code that was filled in has expired.
        after: 'await element.confirm();',
        sees: /The code has expired\./,
      },
      {
        kind: 'page',
        after:
          "import { createMock } from 'otp-confirm/mock'; import 'otp-confirm/mock/panel'; for (const each of document.querySelectorAll('otp-mock-inbox, otp-mock-panel')) each.mock = createMock();",
        sees: /No message yet[^]*Sandbox/,
      },
      {
        kind: 'page',
        html: '<otp-mock-inbox></otp-mock-inbox> <otp-mock-panel></otp-mock-panel>',
        before:
          "import { createMock } from 'otp-confirm/mock'; const mock = createMock(); void mock.issue({ user: 'ada' });",
        sees: /\d{3}\s?\d{3}[^]*Sandbox/,
      },
    ],
  },
  'docs/start.md': {
    'The tag': [
      { kind: 'page', types: [['sent', CONFIRMED]] },
      { kind: 'page', html: element, types: [['sent', CONFIRMED]] },
    ],
    'In your form': [{ kind: 'page', after: "import 'otp-confirm';", types: [['sent', SIGNED_IN]] }],
    'No server yet': [
      {
        kind: 'page',
        html: '<main></main>',
        before: "import 'otp-confirm';",
        types: [['424242', CONFIRMED]],
      },
    ],
  },
};
