// The rules on what an adapter sends, and on what it does meanwhile: 3, 4, 5, 6, 9 and 11 of the contract, and of 1
// that a request is one exchange.
import { KEY, drive, turn } from './driver.js';
import type { Drive, Reply, Told } from './driver.js';
import { kindOf } from './outcome-shape.js';
import { casesOf, firstOf, operationsOf, rule, toldOf } from './rule.js';
import type { AdapterRule, Breach } from './rule.js';
import type { AdapterSubject, SentRequest } from './subject.js';
import { holds, placeOf } from './traces.js';

/** A code of letters, to be searched for. */
const SENTINEL = 'QWERTYUIOPAS';

// What a network and a service that is out of order may do to a request, beside what was recorded.
const TROUBLE: readonly Reply[] = [
  'unreachable',
  'cut off',
  'redirect',
  { status: 429, headers: { 'Retry-After': '1' } },
  { status: 503, headers: { 'Retry-After': '1' }, body: '<h1>Unavailable</h1>' },
  { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' },
];

const codeRead = ({ codeOf, request }: AdapterSubject, sent: SentRequest): unknown =>
  codeOf ? codeOf(sent) : sent.read(request?.userCodeField ?? 'code');
const counted = (count: number): string => (count === 1 ? 'one request' : `${String(count)} requests`);
const isOf = (told: Told, kind: string): boolean => 'outcome' in told && kindOf(told.outcome) === kind;

/** Each operation with each reply, on an adapter of its own. */
async function everyReply(
  subject: AdapterSubject,
  look: (driven: Drive, told: Told) => Promise<void> | void,
  asked = {},
): Promise<void> {
  for (const operation of operationsOf(subject))
    for (const reply of [...casesOf(subject).filter((each) => each.operation === operation), ...TROUBLE])
      await drive(subject, reply, async (driven) => {
        const told = await driven.call(operation, operation === 'confirm' ? asked : {});
        await turn();
        await look(driven, told);
      });
}

const oneExchange = (subject: AdapterSubject): readonly AdapterRule[] => [
  rule(1, 'is shown to the suite with all that it can', (breach) =>
    drive(subject, 'silent', ({ adapter }) => {
      if (!!adapter.issue !== !!subject.issue)
        breach(
          adapter.issue
            ? 'can issue, and no answer to that was given'
            : 'cannot issue, and answers to that were given',
          'Give the suite the recorded answers of each operation under its name',
        );
      return Promise.resolve();
    }),
  ),
  rule(1, 'asks its service, once for each request', async (breach) => {
    for (const operation of operationsOf(subject))
      await drive(
        subject,
        firstOf(subject, operation === 'confirm' ? 'confirmed' : 'issued') ?? 'silent',
        async (driven) => {
          const told = await driven.call(operation);
          if (!driven.sent.length)
            breach(
              `${toldOf(told)} without a request`,
              'Ask the service each time, by the context’s fetchJson or the fetch that createAdapter gets',
            );
          if (driven.sent.length > 1)
            breach(`sent ${counted(driven.sent.length)} for one ${operation}`, 'One request is one exchange');
        },
      );
  }),
];

function underTheSignal(subject: AdapterSubject): readonly AdapterRule[] {
  const abortedWhile = async (reply: Reply, when: string, breach: Breach): Promise<void> => {
    for (const operation of operationsOf(subject))
      await drive(subject, reply, async ({ call, sent, reached }) => {
        const controller = new AbortController();
        const called = call(operation, {}, { signal: controller.signal });
        await reached();
        await turn();
        controller.abort();
        const told = await called;
        await turn();
        if (!sent[0]?.signal?.aborted)
          breach(
            `did not pass the signal to fetch (${operation})`,
            'Hand context.signal to all that is waited for',
          );
        if ('hangs' in told || ('outcome' in told && !isOf(told, 'aborted')))
          breach(`${toldOf(told)} when it was aborted ${when}`, 'Let the abort through, or answer `aborted`');
        if (sent.length > 1)
          breach(
            `sent ${counted(sent.length - 1)} more after the abort`,
            'Start nothing once the signal is aborted',
          );
      });
  };
  return [
    rule(3, 'passes the signal on, and ends when it is aborted', (breach) =>
      abortedWhile('silent', 'while it waited for an answer', breach),
    ),
    rule(3, 'ends when it is aborted while the body is on its way', (breach) =>
      abortedWhile('stalled', 'while it read the body', breach),
    ),
    rule(3, 'starts nothing under a signal that is aborted already', async (breach) => {
      for (const operation of operationsOf(subject))
        await drive(subject, { status: 500 }, async ({ call, sent }) => {
          const told = await call(operation, {}, { signal: AbortSignal.abort() });
          await turn();
          if (sent.length)
            breach(
              `sent ${counted(sent.length)} under an aborted signal`,
              'Start nothing once it is aborted',
            );
          if ('hangs' in told || ('outcome' in told && !isOf(told, 'aborted')))
            breach(`${toldOf(told)} under an aborted signal`, 'Let the abort through, or answer `aborted`');
        });
    }),
  ];
}

const neitherRetriesNorWaitsNorCounts = (subject: AdapterSubject): readonly AdapterRule[] => [
  rule(4, 'sends one request, whatever comes back', async (breach) => {
    await everyReply(subject, ({ sent }, told) => {
      if (sent.length > 1)
        breach(
          `sent ${counted(sent.length)}, and ${toldOf(told)}`,
          'Send one: the client knows whether it may ask again',
        );
    });
  }),
  rule(4, 'starts no timer', async (breach) => {
    await everyReply(subject, ({ timers: [timer] }) => {
      if (timer) breach(`called ${timer}`, 'Deadlines and pauses are the client’s');
    });
  }),
  rule(4, 'holds nothing back: two at once are two, and the tenth is sent like the first', async (breach) => {
    const success = firstOf(subject, 'confirmed') ?? { status: 200 };
    const refusal = firstOf(subject, 'incorrect') ?? { status: 400 };
    const limit = { status: 429, headers: { 'Retry-After': '60' } };
    await drive(subject, refusal, async ({ call, sent }) => {
      await Promise.all([call('confirm'), call('confirm')]);
      if (sent.length !== 2)
        breach(`made ${counted(sent.length)} of two confirmations at once`, 'One at a time is the client’s');
    });
    await drive(
      subject,
      (index) => (index < 9 ? refusal : success),
      async ({ call, sent }) => {
        let told: Told = { outcome: undefined };
        for (let tries = 0; tries < 10; tries++) told = await call('confirm');
        if (sent.length !== 10 || !isOf(told, 'confirmed'))
          breach(`sent ${counted(sent.length)} for ten confirmations`, 'The service counts, not the adapter');
      },
    );
    await drive(
      subject,
      (index) => (index ? success : limit),
      async ({ call, sent }) => {
        await call('confirm');
        const told = await call('confirm');
        if (sent.length !== 2 || !isOf(told, 'confirmed'))
          breach(`held a confirmation back after a 429`, 'Who waits how long is the client’s and the page’s');
      },
    );
  }),
];

const keepsNoCode = (subject: AdapterSubject): readonly AdapterRule[] => [
  rule(5, 'sends the code in the body alone', async (breach) => {
    await everyReply(
      subject,
      ({ sent }) => {
        for (const { url, method, headers } of sent) {
          if (holds(decodeURIComponent(url), SENTINEL))
            breach('wrote the code into the URL', 'Addresses are logged: put it into the body');
          if (holds(headers, SENTINEL))
            breach('wrote the code into a header', 'Headers are logged: put it into the body');
          if (method === 'GET') breach('sent a GET', 'A code goes in a body: send a POST');
        }
      },
      { code: SENTINEL },
    );
  }),
  rule(5, 'leaves the code in no error, no log and no storage', async (breach) => {
    await everyReply(
      subject,
      ({ logged }, told) => {
        if ('error' in told && holds(told.error, SENTINEL))
          breach('threw an error that holds the code', 'Name what failed, never what was sent');
        if (holds(logged, SENTINEL)) breach('wrote the code to the console', 'Log nothing that was sent');
        const place = placeOf(SENTINEL);
        if (place) breach(`left the code in ${place}`, 'Keep it nowhere');
      },
      { code: SENTINEL },
    );
  }),
  rule(5, 'keeps no code for a later request', async (breach) => {
    await drive(
      subject,
      firstOf(subject, 'incorrect') ?? { status: 400 },
      async ({ adapter, call, sent }) => {
        await call('confirm', { code: SENTINEL });
        if (holds(adapter, SENTINEL)) breach('keeps the code in a member', 'Keep it nowhere');
        for (const operation of operationsOf(subject)) await call(operation);
        const [, ...later] = sent;
        if (later.some((each) => holds([each.url, each.body, each.headers], SENTINEL)))
          breach('sent the code of an earlier request', 'A request holds its own code alone');
      },
    );
  }),
  rule(6, 'sends the code as a string, with its leading zeros', async (breach) => {
    for (const code of ['012345', '000000', '00A1'])
      await drive(subject, firstOf(subject, 'incorrect') ?? { status: 400 }, async ({ call, sent }) => {
        const told = await call('confirm', { code });
        const read = sent[0] && codeRead(subject, sent[0]);
        if (read === undefined)
          breach(
            `sent no code where the service reads it, and ${toldOf(told)}`,
            'Send it there, or say in `codeOf` where it is read',
          );
        if (read !== code)
          breach(
            `sent a ${typeof read} of ${String(String(read).length)} characters for a code of ${String(code.length)}`,
            'Send the string as it was given',
          );
      });
  }),
];

function usesTheKey(subject: AdapterSubject): readonly AdapterRule[] {
  const { keyOf } = subject;
  const sendsKeys = async (breach: Breach, instead: string): Promise<void> => {
    for (const operation of operationsOf(subject))
      for (const idempotencyKey of [KEY, 'key-2'])
        await drive(subject, 'unreachable', async ({ call, sent }) => {
          await call(operation, {}, { idempotencyKey });
          const key = sent[0] && keyOf?.(sent[0]);
          // A structured header has it in quotes.
          if (key !== idempotencyKey && key !== `"${idempotencyKey}"`)
            breach(
              `sent ${key === undefined || key === null ? 'no' : 'another'} key with ${operation}`,
              instead,
            );
        });
  };
  return [
    ...(keyOf
      ? [
          rule(9, 'sends the idempotency key where its service knows one', (breach) =>
            sendsKeys(breach, 'Send context.idempotencyKey where the service reads it'),
          ),
        ]
      : []),
    rule(11, 'says "idempotent" only where it sends the key with every request', (breach) =>
      drive(subject, 'silent', ({ adapter }) =>
        Promise.resolve('idempotent' in adapter && adapter.idempotent),
      ).then(async (idempotent) => {
        if (!idempotent) return;
        const instead =
          'The client asks again where a connection failed: send the key, or do not say "idempotent"';
        if (!keyOf) breach('says "idempotent", and no `keyOf` tells where its service reads a key', instead);
        await sendsKeys(breach, instead);
      }),
    ),
  ];
}

/** For an adapter that says `canStart`. */
const starts = (subject: AdapterSubject): readonly AdapterRule[] => [
  rule(1, 'asks for a first code without a challenge, where it says "canStart"', async (breach) => {
    await drive(subject, firstOf(subject, 'issued') ?? 'silent', async ({ adapter, call, sent }) => {
      if (!adapter.canStart) return;
      if (!adapter.issue)
        breach('says "canStart" and has no issue()', 'Give it issue(), or leave canStart out');
      const told = await call('issue', { challenge: undefined });
      if (sent.length !== 1 || !isOf(told, 'issued'))
        breach(`${toldOf(told)} without a challenge`, 'Ask for a first code, or leave canStart out');
    });
  }),
];

export const requestRules = (subject: AdapterSubject): readonly AdapterRule[] => [
  ...oneExchange(subject),
  ...starts(subject),
  ...underTheSignal(subject),
  ...neitherRetriesNorWaitsNorCounts(subject),
  ...keepsNoCode(subject),
  ...usesTheKey(subject),
];
