// The client without the element: its outcomes can be exhausted by a switch, the compiler tells which kind was left out,
// and it runs in plain Node from the build.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createConfirmClient, type ConfirmAdapter } from '../../src/client/index.js';
import type { IssueOutcome, Outcome } from '../../src/core/index.js';
import { errorsIn, fromSource } from '../compile.js';
import { inPlainNode } from '../plain-node.js';

/** A page that speaks of each outcome in its own words, and of none twice. */
function wordsFor(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'confirmed':
      return `confirmed ${outcome.token ?? ''}`;
    case 'incorrect':
      return outcome.maybeExpired ? 'wrong or expired' : `wrong, ${String(outcome.attemptsRemaining)} left`;
    case 'expired':
      return outcome.reason === 'replaced' ? 'use the newest code' : 'expired';
    case 'already-used':
      return 'used';
    case 'locked':
      return outcome.scope === 'account' ? `locked for ${String(outcome.retryAfter)} s` : 'locked';
    case 'rate-limited':
      return `wait ${String(outcome.retryAfter)} s`;
    case 'challenge-unknown':
      return 'start again';
    case 'rejected':
      return `not allowed: ${outcome.reason}`;
    case 'network':
      return 'no connection';
    case 'timeout':
      return 'no answer';
    case 'aborted':
      return 'called off';
    case 'server':
      return `out of order: ${String(outcome.status)}`;
    case 'protocol':
      return 'not understood';
    default:
      return outcome satisfies never;
  }
}
function wordsForIssue(outcome: IssueOutcome): string {
  switch (outcome.kind) {
    case 'issued':
      return `sent to ${outcome.info?.destination ?? 'you'}`;
    case 'undeliverable':
      return 'cannot be sent';
    case 'locked':
    case 'rate-limited':
    case 'challenge-unknown':
    case 'rejected':
    case 'network':
    case 'timeout':
    case 'aborted':
    case 'server':
    case 'protocol':
      return wordsFor(outcome);
    default:
      return outcome satisfies never;
  }
}

// One of each kind: a kind that is missing here does not compile.
const outcomes: { readonly [Kind in Outcome['kind']]: Extract<Outcome, { kind: Kind }> } = {
  confirmed: { kind: 'confirmed', token: 't' },
  incorrect: { kind: 'incorrect', attemptsRemaining: 2 },
  expired: { kind: 'expired', reason: 'replaced' },
  'already-used': { kind: 'already-used' },
  locked: { kind: 'locked', scope: 'account', retryAfter: 60 },
  'rate-limited': { kind: 'rate-limited', retryAfter: 10 },
  'challenge-unknown': { kind: 'challenge-unknown' },
  rejected: { kind: 'rejected', reason: 'csrf' },
  network: { kind: 'network' },
  timeout: { kind: 'timeout' },
  aborted: { kind: 'aborted' },
  server: { kind: 'server', status: 503 },
  protocol: { kind: 'protocol' },
};
const issueOutcomes: { readonly [Kind in IssueOutcome['kind']]: Extract<IssueOutcome, { kind: Kind }> } = {
  issued: { kind: 'issued', info: { destination: '•••• 42' } },
  undeliverable: { kind: 'undeliverable' },
  locked: { kind: 'locked', scope: 'challenge' },
  'rate-limited': { kind: 'rate-limited' },
  'challenge-unknown': { kind: 'challenge-unknown' },
  rejected: { kind: 'rejected', reason: 'policy' },
  network: { kind: 'network' },
  timeout: { kind: 'timeout' },
  aborted: { kind: 'aborted' },
  server: { kind: 'server', status: 500 },
  protocol: { kind: 'protocol' },
};

describe('the client’s answers go through a switch', () => {
  it('each outcome of a confirmation has words of its own', async () => {
    const heard: string[] = [];
    for (const outcome of Object.values(outcomes)) {
      const confirm: ConfirmAdapter['confirm'] = () => Promise.resolve(outcome);
      const client = createConfirmClient({ adapter: { confirm } });
      heard.push(wordsFor(await client.confirm({ challenge: 'c1', code: '123456' })));
    }
    assert.equal(heard.length, 13);
    assert.equal(new Set(heard).size, 13);
  });
  it('and each of an issue', async () => {
    const heard: string[] = [];
    for (const outcome of Object.values(issueOutcomes)) {
      const issue: ConfirmAdapter['issue'] = () => Promise.resolve(outcome);
      const confirm: ConfirmAdapter['confirm'] = () => Promise.resolve({ kind: 'protocol' });
      heard.push(wordsForIssue(await createConfirmClient({ adapter: { confirm, issue } }).issue({})));
    }
    assert.equal(new Set(heard).size, 11);
  });
});

describe('a switch that leaves one out does not compile', () => {
  // One line a switch: the line of an error says which of them it is in.
  const switchOver = (call: string, kinds: readonly string[]): string =>
    `export async function f${String(count++)}() { const outcome = await client.${call}; switch (outcome.kind) {` +
    ` ${kinds.map((kind) => `case '${kind}':`).join(' ')} return; default: outcome satisfies never; } }`;
  let count = 0;
  const head =
    "import { createConfirmClient, httpAdapter } from 'otp-confirm/client'; " +
    "const client = createConfirmClient({ adapter: httpAdapter({ endpoint: '/otp/confirm' }) });";
  const calls = [
    { call: "confirm({ code: '1' })", kinds: Object.keys(outcomes) },
    { call: 'issue({})', kinds: Object.keys(issueOutcomes) },
  ];
  const table = calls.flatMap(({ call, kinds }) =>
    [undefined, ...kinds].map((left) => ({
      name: left === undefined ? `${call}: all of them do` : `${call}: without "${left}"`,
      left,
      text: switchOver(
        call,
        kinds.filter((kind) => kind !== left),
      ),
    })),
  );
  const errors = errorsIn([head, ...table.map(({ text }) => text)].join('\n'), fromSource);

  table.forEach(({ name, left }, index) => {
    it(name, () => {
      const line = `${String(index + 2)}: `;
      const told = errors.filter((error) => error.startsWith(line));
      assert.equal(told.length, left === undefined ? 0 : 1);
      for (const error of told) {
        assert.match(error, /does not satisfy the expected type 'never'/);
        assert.ok(error.includes(`"${String(left)}"`), `The compiler names it: ${error}`);
      }
    });
  });
  it('and nothing else is wrong', () => {
    assert.equal(errors.length, Object.keys(outcomes).length + Object.keys(issueOutcomes).length);
  });
});

it('the client runs in plain Node from the build, without element and DOM', async () => {
  const written = await inPlainNode(`
    import { createConfirmClient, httpAdapter } from 'otp-confirm/client';
    const answers = [
      new Response('{"type":"urn:otp-confirm:incorrect","attemptsRemaining":2}', { status: 422 }),
      new Response('{"status":"issued","challenge":"c2","expiresIn":300}'),
      new Response('{"status":"confirmed","token":"t"}'),
    ];
    const sent = [];
    const fetch = async (url, { body }) => { sent.push([url, JSON.parse(body).challenge]); return answers.shift() ?? Response.error(); };
    const adapter = httpAdapter({ endpoint: '/otp/confirm', issueEndpoint: '/otp/issue', fetch });
    const client = createConfirmClient({ adapter });
    const told = [
      await client.confirm({ challenge: 'c1', code: '111111' }),
      await client.issue({ challenge: 'c1' }),
      await client.confirm({ challenge: 'c2', code: '123456' }),
    ];
    console.log(JSON.stringify([typeof document, client.canIssue, sent, told.map(({ kind }) => kind)]));
  `);
  assert.deepEqual(JSON.parse(written), [
    'undefined',
    true,
    [
      ['/otp/confirm', 'c1'],
      ['/otp/issue', 'c1'],
      ['/otp/confirm', 'c2'],
    ],
    ['incorrect', 'issued', 'confirmed'],
  ]);
});
