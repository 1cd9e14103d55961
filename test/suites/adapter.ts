// The adapter contract of otp-confirm/client, as checks: every rule of it that shows from outside. It knows no test
// runner, and runs in a browser as in Node. What it cannot see: whether a service keeps its word on a repeated key, a
// code that is kept in a closure, and requests by other means than fetch.
import { answerRules } from './answer-rules.js';
import { requestRules } from './request-rules.js';
import type { AdapterRule } from './rule.js';
import type { AdapterSubject } from './subject.js';

/**
 * The checks of the adapter contract for one adapter: each is to be run by its `run`, and is named by the number of the
 * rule and by the behaviour. They take no time, and may be run in any order; while one runs, the global fetch, the
 * timers and the console are watched.
 *
 * @example
 * for (const { name, run } of adapterRules({
 *   createAdapter: ({ fetch }) => myAdapter({ fetch }),
 *   confirm: {
 *     confirmed: { status: 200, body: { ok: true }, outcome: { kind: 'confirmed' } },
 *     incorrect: { status: 400, body: { error: 'bad_otp' }, outcome: { kind: 'incorrect' } },
 *   },
 * }))
 *   it(name, run);
 */
export const adapterRules = (subject: AdapterSubject): readonly AdapterRule[] =>
  [...answerRules(subject), ...requestRules(subject)].sort((a, b) => a.rule - b.rule);
