// The adapters of docs/adapters.md, as they stand there: the template, one that goes without fetch, and the one for a service
// that has none here. Each compiles as a user's file would, and keeps the contract.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';
import type { AdapterContext, ConfirmAdapter } from '../../src/client/index.js';
import { errorsIn, fromSource } from '../compile.js';
import { adapterRules, type AdapterSubject } from '../suites/index.js';

const guide = readFileSync(new URL('../../docs/adapters.md', import.meta.url), 'utf8');
const written = (name: string): string =>
  new RegExp(`<!-- ${name} -->\\s+\`\`\`ts\\n(.*?)\`\`\``, 's').exec(guide)?.[1] ?? '';

type Make = (options: object) => ConfirmAdapter;
/** What a source exports. It imports types alone. */
async function made(source: string): Promise<Make> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const all = (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as Record<
    string,
    Make
  >;
  const [make] = Object.values(all);
  assert.ok(make, 'It exports an adapter');
  return make;
}

const myService: Omit<AdapterSubject, 'createAdapter'> = {
  confirm: {
    confirmed: { status: 200, body: { verified: true }, outcome: { kind: 'confirmed' } },
    incorrect: {
      status: 403,
      body: { error: 'WRONG_CODE', message: 'No.' },
      outcome: { kind: 'incorrect' },
    },
    expired: { status: 403, body: { error: 'CODE_EXPIRED' }, outcome: { kind: 'expired' } },
    locked: {
      status: 403,
      body: { error: 'TOO_MANY_TRIES' },
      outcome: { kind: 'locked', scope: 'challenge' },
    },
    'challenge-unknown': {
      status: 404,
      body: { error: 'NO_SUCH_SIGN_IN' },
      outcome: { kind: 'challenge-unknown' },
    },
    server: { status: 503, body: {}, outcome: { kind: 'server', status: 503 } },
  },
  issue: {
    issued: { status: 200, body: { signIn: 's2' }, outcome: { kind: 'issued', challenge: 's2' } },
    locked: {
      status: 403,
      body: { error: 'TOO_MANY_TRIES' },
      outcome: { kind: 'locked', scope: 'challenge' },
    },
  },
};

// Recorded from feathers-authentication-management 5.1.0 on @feathersjs/express 5 with a memory for its users.
const ada = { email: 'ada@example.org', id: 0 };
const refusal = (message: string, $className: string) => ({
  status: 400,
  body: {
    name: 'BadRequest',
    message,
    code: 400,
    className: 'bad-request',
    data: {},
    errors: { $className },
  },
});
const unknown = {
  ...refusal('User not found.', 'badParams'),
  outcome: { kind: 'challenge-unknown' },
} as const;
const feathers: Omit<AdapterSubject, 'createAdapter'> = {
  confirm: {
    confirmed: { status: 201, body: { ...ada, isVerified: true }, outcome: { kind: 'confirmed' } },
    locked: {
      ...refusal('Invalid token. Get for a new one. (authLocalMgnt)', 'badParam'),
      outcome: { kind: 'locked', scope: 'challenge' },
    },
    expired: {
      ...refusal('Verification token has expired.', 'verifyExpired'),
      outcome: { kind: 'expired' },
    },
    'already-used': {
      ...refusal('User is already verified & not awaiting changes.', 'nothingToVerify'),
      outcome: { kind: 'already-used' },
    },
    'challenge-unknown': unknown,
  },
  issue: {
    issued: { status: 201, body: { ...ada, isVerified: false }, outcome: { kind: 'issued' } },
    rejected: {
      ...refusal('User is already verified.', 'isNotVerified'),
      outcome: { kind: 'rejected', reason: 'policy' },
    },
    'challenge-unknown': unknown,
  },
  codeOf: (sent) => sent.read('value', 'token'),
};

// What a socket says, handed over by fetchJson.
const socket: Omit<AdapterSubject, 'createAdapter'> = {
  confirm: {
    confirmed: { status: 200, body: { ok: true }, outcome: { kind: 'confirmed' } },
    incorrect: { status: 200, body: { ok: false, error: 'WRONG_CODE' }, outcome: { kind: 'incorrect' } },
  },
};
const ask = async (message: object, { fetchJson }: AdapterContext): Promise<unknown> => {
  const { status, body } = await fetchJson('/', { method: 'POST', body: JSON.stringify(message) });
  return status === 200 ? body : undefined;
};

for (const [name, subject, lines] of [
  ['template', myService, 40],
  ['socket', socket, 40],
  ['feathers', feathers, 40],
] as const) {
  const source = written(name);
  const make = await made(source);
  const createAdapter = () => make({ url: 'https://service.example', email: ada.email, ask });
  describe(`the adapter of the guide, ${name}`, () => {
    it('compiles as it stands', () => {
      assert.deepEqual(errorsIn(source, fromSource), []);
    });
    it(`has some thirty lines: fewer than ${String(lines)}`, () => {
      assert.ok(source.trimEnd().split('\n').length < lines);
    });
    for (const rule of adapterRules({ ...subject, createAdapter })) it(rule.name, rule.run);
  });
}
