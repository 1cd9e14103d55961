// Adapters that break the rules on what an answer comes to: 1, 2, 7, 8 and 10 of the contract.
import { confirmed, confirming, good, reading, telling, typeOf, type Row } from './broken-adapters.js';

export const brokenAnswers: readonly Row[] = [
  // 1: one exchange, one outcome, and by what the service says
  [
    'says "incorrect" to everything',
    'rule 1: confirm, 200: comes to {"kind":"confirmed"}',
    telling(() => ({ kind: 'incorrect' })),
  ],
  [
    'says nothing',
    'rule 1: confirm, 200: comes to {"kind":"confirmed"}',
    confirming(() => Promise.resolve()),
  ],
  [
    'confirms by a 200 alone',
    'rule 1: takes nothing for a success',
    reading(({ status }) => (status === 200 ? confirmed : undefined)),
  ],
  [
    'confirms by the word anywhere',
    'rule 1: takes nothing for a success',
    reading(({ body }) => (JSON.stringify(body ?? '').includes('confirmed') ? confirmed : undefined)),
  ],
  [
    'confirms by the word, whatever the status',
    'rule 1: takes nothing for a success',
    reading(({ body }) =>
      (body as { status?: unknown } | null)?.status === 'confirmed' ? confirmed : undefined,
    ),
  ],
  [
    'reads what stands on a prototype',
    'rule 1: takes nothing for said',
    reading(({ status, body }) =>
      status === 200 && (body as { status?: unknown }).status === 'confirmed' ? confirmed : undefined,
    ),
  ],
  [
    'locks by a 403 alone',
    'rule 1: reads no refusal into a status',
    reading(({ status }) => (status === 403 ? { kind: 'locked', scope: 'challenge' } : undefined)),
  ],
  [
    'says "expired" by a 410 alone',
    'rule 1: reads no refusal into a status',
    reading(({ status }) => (status === 410 ? { kind: 'expired' } : undefined)),
  ],
  [
    'goes by the words for people',
    'rule 1: reads no prose',
    reading(({ body }) =>
      /Locked; try/.test(JSON.stringify(body)) ? { kind: 'rate-limited', retryAfter: 7 } : undefined,
    ),
  ],
  [
    'needs the words for people',
    'rule 1: reads no prose',
    reading(({ body }) => (Object(body).detail === undefined ? { kind: 'protocol' } : undefined)),
  ],
  [
    'follows redirects',
    'rule 1: follows no redirect',
    confirming((asked, { fetchJson, ...context }) =>
      good.confirm(asked, {
        ...context,
        fetchJson: (url, given) => fetchJson(url, { ...given, redirect: 'follow' }),
      }),
    ),
  ],
  [
    'takes a redirect for a lost connection',
    'rule 1: follows no redirect',
    reading(({ status }) => (status === 0 ? { kind: 'network' } : undefined)),
  ],
  [
    'takes a redirect for a success',
    'rule 1: follows no redirect',
    reading(({ status }) => (status === 0 ? confirmed : undefined)),
  ],
  ['cannot issue, though it is shown so', 'rule 1: is shown to the suite', () => ({ confirm: good.confirm })],
  [
    'can issue, and nothing of it is shown',
    'rule 1: is shown to the suite',
    () => good,
    { issue: undefined },
  ],
  ['answers without asking', 'rule 1: asks its service, once', confirming(() => Promise.resolve(confirmed))],
  [
    'asks twice',
    'rule 1: asks its service, once',
    confirming(async (asked, context) => {
      await good.confirm(asked, context);
      return good.confirm(asked, context);
    }),
  ],
  [
    'says canStart and cannot issue',
    'rule 1: asks for a first code',
    () => ({ confirm: good.confirm, canStart: true }),
  ],
  [
    'says canStart and needs a challenge',
    'rule 1: asks for a first code',
    () => ({
      ...good,
      canStart: true,
      issue: (asked, context) =>
        (asked.challenge ? good.issue?.(asked, context) : undefined) ??
        Promise.resolve({ kind: 'challenge-unknown' }),
    }),
  ],

  // 2: a "no" is a value
  [
    'throws at a wrong code',
    'rule 2: answers every recorded answer',
    reading((answer) => {
      if (typeOf(answer).endsWith('incorrect')) throw new Error('wrong');
      return undefined;
    }),
  ],
  [
    'answers a kind of its own',
    'rule 2: answers every recorded answer',
    telling((outcome) => ({ ...outcome, kind: 'wrong' })),
  ],
  [
    'answers a kind of the other operation',
    'rule 2: answers every recorded answer',
    telling(() => ({ kind: 'issued' })),
  ],
  [
    'hands on members of its own',
    'rule 2: answers every recorded answer',
    telling((outcome) => ({ ...outcome, raw: {} })),
  ],
  [
    'leaves out the scope of a lock',
    'rule 2: answers every recorded answer',
    telling((outcome) => (outcome.kind === 'locked' ? { kind: 'locked' } : outcome)),
  ],
  [
    'throws where there is no JSON',
    'rule 2: answers what cannot be read',
    reading(({ body }) => {
      Object.keys(body as object);
      return undefined;
    }),
  ],
  [
    'hands on durations unread',
    'rule 2: ignores members of the wrong type',
    reading((answer) =>
      typeOf(answer).endsWith('rate-limited')
        ? { kind: 'rate-limited', retryAfter: (answer.body as { retryAfter: unknown }).retryAfter }
        : undefined,
    ),
  ],
  [
    'makes a failed connection an answer',
    'rule 2: lets a failed connection through',
    confirming((asked, context) => good.confirm(asked, context).catch(() => ({ kind: 'protocol' }))),
  ],
  [
    'wraps a failed connection up',
    'rule 2: lets a failed connection through',
    confirming((asked, context) =>
      good.confirm(asked, context).catch((cause: unknown) => {
        throw new Error('It failed.', { cause });
      }),
    ),
  ],

  // 7, 8 and 10: what an answer tells
  ['drops a new challenge', 'rule 7: hands on', telling(({ challenge: _, ...outcome }) => outcome)],
  [
    'hands on a new challenge with successes alone',
    'rule 7: hands on',
    telling(({ challenge, ...outcome }) =>
      outcome.kind === 'confirmed' ? { ...outcome, challenge } : outcome,
    ),
  ],
  ['drops what is told of the challenge', 'rule 7: hands on', telling(({ info: _, ...outcome }) => outcome)],
  [
    'invents how long to wait',
    'rule 8: gives no duration',
    telling((outcome) => (outcome.kind === 'rate-limited' ? { retryAfter: 60, ...outcome } : outcome)),
  ],
  [
    'invents how long the code lives',
    'rule 8: gives no duration',
    telling((outcome) => ({ ...outcome, info: { expiresIn: 300, ...outcome.info } })),
  ],
  [
    'says undefined of what was not told',
    'rule 8: leaves out',
    telling((outcome) => ({ ...outcome, info: { ...outcome.info, expiresIn: undefined } })),
  ],
  [
    'says null of what was not told',
    'rule 8: leaves out',
    telling((outcome) => ({ ...outcome, challenge: null })),
  ],
  [
    'gives an instant',
    'rule 8: leaves out',
    telling((outcome) =>
      outcome.kind === 'rate-limited' ? { ...outcome, retryAfter: Date.UTC(2026, 0) / 1000 } : outcome,
    ),
  ],
  [
    'gives a duration that is past',
    'rule 8: leaves out',
    telling((outcome) => (outcome.kind === 'rate-limited' ? { ...outcome, retryAfter: -1 } : outcome)),
  ],
  [
    'says "incorrect" where the service cannot tell',
    'rule 10: says "maybeExpired"',
    () => good,
    { cannotTellExpired: true },
  ],
];
