// The rules on what an answer comes to: 1, 2, 7, 8 and 10 of the contract.
import { drive, jsonOf, textOf, turn } from './driver.js';
import type { Told } from './driver.js';
import { faultOf, kindOf, numbersOf } from './outcome-shape.js';
import { asked, casesOf, operationsOf, rule, titleOf, toldOf } from './rule.js';
import type { AdapterRule, Case } from './rule.js';
import type { AdapterSubject, Recorded } from './subject.js';
import { REFUSALS, almostSuccesses, mistyped, reworded, speechless, unnumbered } from './variants.js';

const PROSE = ['title', 'detail', 'message', 'description', 'error_description'];
// What says nothing of the code: the service's answer was not understood, or it was out of order.
const OPEN = ['protocol', 'server'];

const kindTold = (told: Told): string => ('outcome' in told ? kindOf(told.outcome) : '');
const isOpen = (told: Told, status: number): boolean =>
  OPEN.includes(kindTold(told)) || (status === 429 && kindTold(told) === 'rate-limited');

// Members in any order; what is undefined is not told.
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  ) ?? 'nothing';
const same = (told: Told, outcome: unknown): boolean =>
  'outcome' in told && canonical(told.outcome) === canonical(outcome);

// A body that is as good as the recorded one, such as the none of a 204.
const isRecorded = (cases: readonly Case[], { status, body }: Recorded): boolean =>
  cases.some((each) => each.status === status && (status === 204 || textOf(each) === body));

/** What stands on the prototype of every object while `act` runs: words, for platforms read numbers from there too. */
async function polluted<Result>(members: object, act: () => Promise<Result>): Promise<Result> {
  const names = Object.entries(members).flatMap(([name, value]) =>
    name in Object.prototype || typeof value === 'number' ? [] : [name],
  );
  for (const name of names)
    Object.defineProperty(Object.prototype, name, {
      configurable: true,
      writable: true,
      value: Reflect.get(members, name) as unknown,
    });
  try {
    return await act();
  } finally {
    for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  }
}

const recorded = (subject: AdapterSubject): readonly AdapterRule[] =>
  casesOf(subject).map((each) =>
    rule(
      1,
      `${each.operation}, ${String(each.status)}: comes to ${canonical(each.outcome)}`,
      async (breach) => {
        const told = await asked(subject, each);
        if (!same(told, each.outcome))
          breach(
            `${toldOf(told)} (${titleOf(each)})`,
            `It was recorded as ${canonical(each.outcome)}: read what the service says, and hand on no more than that`,
          );
      },
    ),
  );

function readsOnlyWhatIsSaid(subject: AdapterSubject): readonly AdapterRule[] {
  const cases = casesOf(subject);
  const successes = cases.filter(({ outcome: { kind } }) => kind === 'confirmed' || kind === 'issued');
  const { prose = PROSE } = subject;
  return [
    rule(1, 'takes nothing for a success but the service’s own word', async (breach) => {
      for (const { operation, outcome, ...success } of successes)
        for (const answer of almostSuccesses(success).filter((each) => !isRecorded(successes, each))) {
          const told = await asked(subject, { operation, ...answer });
          if (kindTold(told) === outcome.kind)
            breach(
              `${toldOf(told)} (${titleOf({ operation, ...answer })})`,
              'Only the exact word of the service is a success: all else is `protocol`',
            );
        }
    }),
    rule(1, 'takes nothing for said that stands on a prototype', async (breach) => {
      for (const { operation, outcome, ...success } of successes) {
        const body = jsonOf(textOf(success));
        if (typeof body !== 'object' || body === null) continue;
        // There are services whose word for a success is an empty object.
        if (isRecorded(successes, { ...success, body: '{}' })) continue;
        const told = await drive(subject, { ...success, body: '{}' }, async ({ call }) => {
          await turn(); // what the adapter begins by itself is done
          return polluted(body, () => call(operation));
        });
        if (kindTold(told) === outcome.kind)
          breach(`${toldOf(told)} to {} under a polluted prototype`, 'Read own members only');
      }
    }),
    rule(1, 'reads no refusal into a status alone', async (breach) => {
      const statuses = [...new Set([...REFUSALS, ...cases.map(({ status }) => status)])];
      for (const operation of operationsOf(subject))
        for (const answer of statuses.flatMap(speechless)) {
          if (isRecorded(successes, answer)) continue;
          const told = await asked(subject, { operation, ...answer });
          if ('outcome' in told && !isOpen(told, answer.status))
            breach(
              `${toldOf(told)} (${titleOf({ operation, ...answer })})`,
              'A firewall sends such a status too. Go by what the body says, and answer `protocol` (5xx: `server`) else',
            );
        }
    }),
    rule(1, 'reads no prose', async (breach) => {
      for (const { operation, outcome, ...answer } of cases)
        for (const other of reworded(answer, prose)) {
          const told = await asked(subject, { operation, ...other });
          if (!same(told, outcome))
            breach(
              `${toldOf(told)} where the words for people were others (${titleOf({ operation, ...other })})`,
              'Words are translated and mended: go by the members that are written for programs',
            );
        }
    }),
    rule(1, 'follows no redirect, and takes none for an answer or a lost connection', async (breach) => {
      for (const operation of operationsOf(subject))
        await drive(subject, 'redirect', async ({ call, sent }) => {
          const told = await call(operation);
          if (sent.some(({ redirect }) => redirect !== 'manual'))
            breach('would follow a redirect', "Send with redirect: 'manual': the code goes nowhere else");
          if (kindTold(told) !== 'protocol')
            breach(`${toldOf(told)} to a redirect`, 'An ended session reads so: answer `protocol`');
        });
    }),
  ];
}

function answersWithAValue(subject: AdapterSubject): readonly AdapterRule[] {
  const cases = casesOf(subject);
  const fit = async (
    each: Recorded & Pick<Case, 'operation'>,
    breach: (did: string, instead: string) => never,
  ): Promise<Told> => {
    const told = await asked(subject, each);
    const fault = 'outcome' in told ? faultOf(told.outcome, each.operation) : undefined;
    if (!('outcome' in told))
      breach(
        `${toldOf(told)} (${titleOf(each)})`,
        'Answer with an outcome: a "no" is a value, and what cannot be read is `protocol`',
      );
    if (fault)
      breach(`answered ${fault} (${titleOf(each)})`, 'Hand on known members of the right type alone');
    return told;
  };
  return [
    rule(
      2,
      'answers every recorded answer with an outcome of a known kind and known members',
      async (breach) => {
        for (const each of cases) await fit(each, breach);
      },
    ),
    rule(2, 'answers what cannot be read with an outcome too', async (breach) => {
      for (const operation of operationsOf(subject))
        for (const answer of [200, ...REFUSALS].flatMap(speechless))
          await fit({ operation, ...answer }, breach);
    }),
    rule(2, 'ignores members of the wrong type', async (breach) => {
      for (const { operation, outcome, ...answer } of cases)
        for (const other of mistyped(answer)) {
          const told = await fit({ operation, ...other }, breach);
          if (['confirmed', 'issued'].includes(kindTold(told)) && kindTold(told) !== outcome.kind)
            breach(`${toldOf(told)} (${titleOf({ operation, ...other })})`, 'A "no" stays one');
        }
    }),
    rule(2, 'lets a failed connection through, or answers "network"', async (breach) => {
      for (const operation of operationsOf(subject))
        for (const reply of ['unreachable', 'cut off'] as const) {
          const told = await drive(subject, reply, ({ call }) => call(operation));
          const passed = 'error' in told && told.error instanceof TypeError;
          if (!passed && kindTold(told) !== 'network')
            breach(
              `${toldOf(told)} to a connection that was ${reply === 'cut off' ? reply : 'refused'}`,
              'Let the TypeError of fetch through as it is, or answer `network`',
            );
        }
    }),
  ];
}

function tellsNoMore(subject: AdapterSubject): readonly AdapterRule[] {
  const cases = casesOf(subject);
  return [
    rule(8, 'gives no duration and no count that the service did not tell', async (breach) => {
      for (const { operation, outcome: _, ...answer } of cases) {
        const told = await asked(subject, { operation, ...unnumbered(answer) });
        const [invented] = 'outcome' in told ? numbersOf(told.outcome) : [];
        if (invented)
          breach(
            `answered "${invented[0]}": ${String(invented[1])}, where the answer held no number`,
            'Leave out what the service does not tell',
          );
      }
    }),
    rule(8, 'leaves out what was not told, and gives durations in seconds', async (breach) => {
      for (const each of cases) {
        const told = await asked(subject, each);
        if (!('outcome' in told)) continue;
        const members = [told.outcome, Reflect.get(Object(told.outcome) as object, 'info') as unknown];
        const none = members
          .flatMap((all) => Object.entries(Object(all) as object))
          .find(([, value]) => value === undefined || value === null);
        if (none)
          breach(
            `answered ${String(none[0])}: ${String(none[1])} (${titleOf(each)})`,
            'Leave the member out: it would take the place of what was known before',
          );
        const odd = numbersOf(told.outcome).find(([, value]) => !(value >= 0 && value < 1e9));
        if (odd)
          breach(
            `answered "${odd[0]}": ${String(odd[1])} (${titleOf(each)})`,
            'Give seconds from the answer on, 0 or more: no instant, no milliseconds',
          );
      }
    }),
  ];
}

function renews(subject: AdapterSubject): readonly AdapterRule[] {
  const { renewal } = subject;
  if (!renewal) return [];
  const { tell, ...told } = renewal;
  return [
    rule(7, 'hands on a new challenge and what is told of it, with whatever outcome', async (breach) => {
      for (const { operation, outcome, ...answer } of casesOf(subject)) {
        // What was not understood may be somebody else's, and tells nothing.
        if (OPEN.includes(outcome.kind)) continue;
        const before = Reflect.get(outcome, 'info') as object | undefined;
        const whole = {
          ...outcome,
          ...told,
          ...((before ?? told.info) && { info: { ...before, ...told.info } }),
        };
        const renewed = { operation, ...tell(answer) };
        const came = await asked(subject, renewed);
        if (!same(came, whole))
          breach(`${toldOf(came)} (${titleOf(renewed)})`, `Hand on what is told: ${canonical(whole)}`);
      }
    }),
  ];
}

function admitsDoubt(subject: AdapterSubject): readonly AdapterRule[] {
  if (!subject.cannotTellExpired) return [];
  return [
    rule(10, 'says "maybeExpired" of every wrong code', async (breach) => {
      for (const each of casesOf(subject).filter(({ outcome: { kind } }) => kind === 'incorrect')) {
        const told = await asked(subject, each);
        if (!same(told, { ...each.outcome, maybeExpired: true }))
          breach(
            `${toldOf(told)} (${titleOf(each)})`,
            'The service does not tell wrong from out of date: say so',
          );
      }
    }),
  ];
}

export const answerRules = (subject: AdapterSubject): readonly AdapterRule[] => [
  ...recorded(subject),
  ...readsOnlyWhatIsSaid(subject),
  ...answersWithAValue(subject),
  ...renews(subject),
  ...tellsNoMore(subject),
  ...admitsDoubt(subject),
];
