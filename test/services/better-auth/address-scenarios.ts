// The scenarios of email-otp and phone-number: a code that is sent to an address.
import {
  csrf,
  confirmed,
  doubtful,
  expired,
  issued,
  limited,
  locked,
  many,
  over,
  policy,
  replacedCode,
  scenarios,
  sentCode,
  undeliverable,
  WRONG,
  wrongCode,
  wrongs,
  type Scenario,
  type Visit,
} from './scenario.js';

/** Of the methods that send a code to an address. */
const addressed = (method: Scenario['method'], limit: number): readonly Scenario[] => [
  ...scenarios(method, 'confirm', [
    ['the code that was sent', confirmed, sentCode],
    ['a wrong code', doubtful, wrongCode],
    ['a code that a newer one replaced', doubtful, replacedCode],
    [
      'one wrong code too many',
      locked,
      async (visit) => {
        await visit.issue();
        await wrongs(visit, 4);
      },
    ],
    [
      'a code that is out of date',
      expired,
      async (visit) => {
        await visit.issue();
        await visit.advance(301);
        await visit.confirm(await visit.sent());
      },
    ],
    [
      'more codes than the rate limit allows',
      limited(limit),
      async (visit) => {
        await visit.limit();
        await many(11, () => visit.confirm(WRONG));
      },
    ],
    [
      'a page of an origin that is not trusted',
      csrf,
      async (visit) => {
        await visit.issue();
        visit.comeFrom('https://elsewhere.example');
        await visit.confirm(WRONG);
      },
    ],
    [
      'a request that does not tell its origin',
      csrf,
      async (visit) => {
        await visit.issue();
        visit.comeFrom(undefined);
        await visit.confirm(WRONG);
      },
    ],
  ]),
  ...scenarios(method, 'issue', [
    ['a code, sent', issued, (visit) => visit.issue()],
    [
      'more messages than the rate limit allows',
      limited(limit),
      async (visit) => {
        await visit.limit();
        await many(11, () => visit.issue());
      },
    ],
    [
      'an address that is none',
      undeliverable,
      async (visit) => {
        visit.mistakeAddress();
        await visit.issue();
      },
    ],
  ]),
];

const used: Scenario['play'] = async (visit) => {
  await visit.issue();
  const code = await visit.sent();
  await visit.confirm(code);
  await visit.confirm(code);
};
const toldBefore: Scenario['play'] = async (visit) => {
  await visit.issue();
  await visit.advance(301);
  await wrongs(visit, 2);
};
const afterTheLock: Scenario['play'] = async (visit) => {
  await visit.issue();
  const code = await visit.sent();
  await wrongs(visit, 4);
  await visit.confirm(code);
};

export const addressScenarios: readonly Scenario[] = [
  ...addressed('email-otp', 52),
  ...scenarios('email-otp', 'confirm', [
    ['a code that was used', doubtful, used],
    ['a code that is out of date, once this was told', doubtful, toldBefore],
    ['the right code, once the lock was told', doubtful, afterTheLock],
    [
      'somebody who is banned',
      policy,
      async (visit) => {
        await visit.signUp();
        await visit.ban();
        await sentCode(visit);
      },
    ],
  ]),
  ...['email-verification' as const].flatMap((method) =>
    addressed(method, 52).map((scenario) => ({
      ...scenario,
      play: async (visit: Visit) => {
        await visit.signUp();
        await scenario.play(visit);
      },
    })),
  ),
  ...addressed('phone-number', 59),
  ...scenarios('phone-number', 'confirm', [
    ['a code that was used', expired, used],
    ['a code that is out of date, once this was told', expired, toldBefore],
    ['the right code, once the lock was told', expired, afterTheLock],
    ['a code, where none was sent', expired, (visit) => visit.confirm(WRONG)],
    [
      'a number to be had that somebody has',
      policy,
      async (visit) => {
        await sentCode(visit);
        await visit.signUp({ stay: true });
        visit.claimNumber();
        await sentCode(visit);
      },
    ],
    [
      'a number to be had by nobody who is signed in',
      over,
      async (visit) => {
        visit.claimNumber();
        await sentCode(visit);
      },
    ],
  ]),
];
