// Adapters that break the rules on what is sent, and on what is done meanwhile: 3, 4, 5, 6, 9 and 11 of the contract.
import type { AdapterContext, ConfirmRequest } from '../../src/client/index.js';
import type { Outcome } from '../../src/core/index.js';
import { confirming, good, init, sending, type Row } from './broken-adapters.js';

const globals = globalThis as unknown as Record<string, unknown>;
let busy = false;
let lastCode: string | undefined;

export const brokenRequests: readonly Row[] = [
  // 3: the signal
  [
    'fetches without the signal',
    'rule 3: passes the signal on',
    sending((asked, _, { fetch }) => fetch('/otp/confirm', init(asked))),
  ],
  [
    'asks again when it was aborted',
    'rule 3: passes the signal on',
    confirming((asked, context, { fetch }) =>
      good.confirm(asked, context).catch((error: unknown) => {
        void fetch('/otp/confirm', init(asked));
        throw error;
      }),
    ),
  ],
  [
    'answers an abort with "network"',
    'rule 3: passes the signal on',
    confirming((asked, context) => good.confirm(asked, context).catch(() => ({ kind: 'network' }))),
  ],
  [
    'takes an abort in the body for a broken one',
    'rule 3: ends when it is aborted while the body',
    confirming(async (asked, { signal }, { fetch }) => {
      const response = await fetch('/otp/confirm', { ...init(asked), signal });
      return response.json().catch(() => ({ kind: 'protocol' }));
    }),
  ],
  [
    'begins under an aborted signal',
    'rule 3: starts nothing under',
    sending((asked, _, { fetch }) => fetch('/otp/confirm', init(asked))),
  ],
  [
    'answers "timeout" under an aborted signal',
    'rule 3: starts nothing under',
    confirming((asked, context) =>
      context.signal.aborted ? Promise.resolve({ kind: 'timeout' }) : good.confirm(asked, context),
    ),
  ],

  // 4: no retry, no waiting, no counting
  [
    'asks again after a 503',
    'rule 4: sends one request',
    confirming(async (asked, context) => {
      const outcome = await good.confirm(asked, context);
      return outcome.kind === 'server' ? good.confirm(asked, context) : outcome;
    }),
  ],
  [
    'asks again where the connection failed',
    'rule 4: sends one request',
    confirming((asked, context) => good.confirm(asked, context).catch(() => good.confirm(asked, context))),
  ],
  [
    'asks again later, by itself',
    'rule 4: sends one request',
    confirming(async (asked, context) => {
      const outcome = await good.confirm(asked, context);
      if (outcome.kind === 'server') queueMicrotask(() => void good.confirm(asked, context));
      return outcome;
    }),
  ],
  [
    'waits before it asks',
    'rule 4: starts no timer',
    confirming(async (asked, context) => {
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      return good.confirm(asked, context);
    }),
  ],
  [
    'sets a deadline',
    'rule 4: starts no timer',
    confirming((asked, context) =>
      good.confirm(asked, {
        ...context,
        signal: AbortSignal.any([context.signal, AbortSignal.timeout(5000)]),
      }),
    ),
  ],
  [
    'lets one wait for the other',
    'rule 4: holds nothing back',
    confirming(async (asked, context) => {
      if (busy) return { kind: 'aborted' };
      busy = true;
      try {
        return await good.confirm(asked, context);
      } finally {
        busy = false;
      }
    }),
  ],
  [
    'counts the wrong ones',
    'rule 4: holds nothing back',
    () => {
      let wrong = 0;
      return {
        ...good,
        confirm: async (asked, context) => {
          if (wrong >= 5) return { kind: 'locked', scope: 'challenge' };
          const outcome = await good.confirm(asked, context);
          if (outcome.kind === 'incorrect') wrong++;
          return outcome;
        },
      };
    },
  ],
  [
    'holds back after a 429',
    'rule 4: holds nothing back',
    () => {
      let limit: Outcome | undefined;
      return {
        ...good,
        confirm: async (asked, context) => {
          if (limit) return limit;
          const outcome = await good.confirm(asked, context);
          if (outcome.kind === 'rate-limited') limit = outcome;
          return outcome;
        },
      };
    },
  ],

  // 5 and 6: the code
  [
    'writes the code into the address',
    'rule 5: sends the code in the body alone',
    confirming((asked, { fetchJson, ...context }) =>
      good.confirm(asked, {
        ...context,
        fetchJson: (url, given) => fetchJson(`${url}?code=${asked.code}`, given),
      }),
    ),
  ],
  [
    'writes the code into a header',
    'rule 5: sends the code in the body alone',
    sending((asked, { signal }, { fetch }) =>
      fetch('/otp/confirm', { ...init(asked), signal, headers: { 'X-Code': asked.code } }),
    ),
  ],
  [
    'asks by GET',
    'rule 5: sends the code in the body alone',
    sending((_, { signal }, { fetch }) => fetch('/otp/confirm', { signal })),
  ],
  [
    'names the code in an error',
    'rule 5: leaves the code in no error',
    confirming((asked, context) =>
      good.confirm(asked, context).catch((cause: unknown) => {
        throw new TypeError(`${asked.code} was not confirmed.`, { cause });
      }),
    ),
  ],
  [
    'hides the code in the cause of an error',
    'rule 5: leaves the code in no error',
    confirming((asked, context) =>
      good.confirm(asked, context).catch(() => {
        throw new TypeError('It failed.', { cause: { asked } });
      }),
    ),
  ],
  [
    'logs what it sends',
    'rule 5: leaves the code in no error',
    confirming((asked, context) => {
      console.debug('confirming', asked);
      return good.confirm(asked, context);
    }),
  ],
  [
    'stores the code',
    'rule 5: leaves the code in no error',
    confirming((asked, context) => {
      (globals['sessionStorage'] as Record<string, string>)['otp'] = asked.code;
      return good.confirm(asked, context);
    }),
  ],
  [
    'makes the code global',
    'rule 5: leaves the code in no error',
    confirming((asked, context) => {
      globals['lastOtp'] = asked.code;
      return good.confirm(asked, context);
    }),
  ],
  [
    'sends the code before once more',
    'rule 5: keeps no code',
    confirming((asked, context) => {
      const before = lastCode;
      lastCode = asked.code;
      return good.confirm({ ...asked, stepName: before }, context);
    }),
  ],
  [
    'keeps the request',
    'rule 5: keeps no code',
    () => {
      const kept: { asked?: unknown } = {};
      return {
        ...good,
        kept,
        confirm: (asked: ConfirmRequest, context: AdapterContext) => {
          kept.asked = asked;
          return good.confirm(asked, context);
        },
      };
    },
  ],
  [
    'sends a number',
    'rule 6: sends the code as a string',
    sending(({ code }, { signal }, { fetch }) =>
      fetch('/otp/confirm', { method: 'POST', signal, body: JSON.stringify({ pin: Number(code) }) }),
    ),
  ],
  [
    'cuts the zeros off',
    'rule 6: sends the code as a string',
    confirming((asked, context) => good.confirm({ ...asked, code: asked.code.replace(/^0+/, '') }, context)),
  ],
  [
    'sends the code elsewhere',
    'rule 6: sends the code as a string',
    confirming((asked, context) => good.confirm({ ...asked, userCodeField: 'otp' }, context)),
  ],

  // 9 and 11: the idempotency key
  [
    'makes a key of its own',
    'rule 9: sends the idempotency key',
    confirming((asked, context) => good.confirm(asked, { ...context, idempotencyKey: 'mine' })),
  ],
  [
    'sends no key',
    'rule 9: sends the idempotency key',
    sending((asked, { signal }, { fetch }) => fetch('/otp/confirm', { ...init(asked), signal })),
  ],
  [
    'says "idempotent" and issues without the key',
    'rule 11: says "idempotent"',
    () => ({
      ...good,
      idempotent: true,
      issue: async (_, { signal, fetchJson }) => {
        await fetchJson('/otp/issue', { method: 'POST', signal });
        return { kind: 'issued' };
      },
    }),
  ],
  [
    'says "idempotent" to a service that knows no key',
    'rule 11: says "idempotent"',
    () => ({ ...good, idempotent: true }),
    { keyOf: undefined },
  ],
];
