// How each answer of Better Auth comes about, by adapter and server: what a person and a server do until then, and what the
// adapter is to make of it. recording.ts plays them; nothing here asserts.
import type { IssueOutcome, Outcome } from '../../../src/core/index.js';

/** Somebody at the server, by the adapter of one method. */
export interface Visit {
  issue(): Promise<IssueOutcome>;
  confirm(code: string): Promise<Outcome>;
  /** The newest code that was sent; without a message to somebody of this method, none. */
  sent(): Promise<string>;
  /** Moves the server's clock. */
  advance(seconds: number): Promise<void>;
  /** From here on with the rate limits of production. The server forgets what was. */
  limit(): Promise<void>;
  /** With the address of nobody from here on. */
  mistakeAddress(): void;
  /** An account with an address that is to be verified; `stay`: signed in. */
  signUp(options?: { readonly stay: true }): Promise<void>;
  /** That account may not sign in any more. */
  ban(): Promise<void>;
  /** From here on a confirmed number is to become that of who is signed in. */
  claimNumber(): void;
  /** The account of the second factors: signed up and enrolled the first time, then signed in but for the factor. */
  signIn(): Promise<void>;
  /** What the authenticator app shows. */
  app(): Promise<string>;
  backupCode(index: number): string;
  forgetCookies(): void;
  /** Requests come from a page of this origin; undefined: they do not tell. A cookie comes along. */
  comeFrom(origin: string | undefined): void;
}

export interface Scenario {
  readonly method:
    'email-otp' | 'email-verification' | 'phone-number' | 'two-factor-otp' | 'totp' | 'backup-code';
  readonly operation: 'confirm' | 'issue';
  readonly of: string;
  readonly outcome: Outcome | IssueOutcome;
  /** Its last request is the one. */
  play(visit: Visit): Promise<unknown>;
}

const WRONG = '000000';
const confirmed = { kind: 'confirmed' } as const;
const incorrect = { kind: 'incorrect' } as const;
const doubtful = { kind: 'incorrect', maybeExpired: true } as const;
const expired = { kind: 'expired' } as const;
const locked = { kind: 'locked', scope: 'challenge' } as const;
const accountLocked = { kind: 'locked', scope: 'account' } as const;
const over = { kind: 'challenge-unknown' } as const;
const policy = { kind: 'rejected', reason: 'policy' } as const;
const csrf = { kind: 'rejected', reason: 'csrf' } as const;
const issued = { kind: 'issued' } as const;
const undeliverable = { kind: 'undeliverable' } as const;
const limited = (retryAfter: number) => ({ kind: 'rate-limited', retryAfter }) as const;

type Steps = readonly [of: string, outcome: Scenario['outcome'], play: Scenario['play']];

const many = async (times: number, act: () => Promise<unknown>): Promise<void> => {
  for (let time = 0; time < times; time++) await act();
};
const wrongs = (visit: Visit, times: number, code = WRONG): Promise<void> =>
  many(times, () => visit.confirm(code));

const sentCode: Scenario['play'] = async (visit) => {
  await visit.issue();
  await visit.confirm(await visit.sent());
};
const replacedCode: Scenario['play'] = async (visit) => {
  await visit.issue();
  const old = await visit.sent();
  await visit.issue();
  await visit.confirm(old);
};
const wrongCode: Scenario['play'] = async (visit) => {
  await visit.issue();
  await visit.confirm(WRONG);
};

function scenarios(
  method: Scenario['method'],
  operation: Scenario['operation'],
  all: readonly Steps[],
): readonly Scenario[] {
  return all.map(([of, outcome, play]) => ({ method, operation, of, outcome, play }));
}

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

const signedIn =
  (play: Scenario['play']): Scenario['play'] =>
  async (visit) => {
    await visit.signIn();
    await play(visit);
  };
const withoutCookie =
  (operation: Scenario['operation']): Scenario['play'] =>
  async (visit) => {
    await visit.signIn();
    visit.forgetCookies();
    await (operation === 'confirm' ? visit.confirm(WRONG) : visit.issue());
  };
const lockedAccount =
  (before?: (visit: Visit) => Promise<unknown>): Scenario['play'] =>
  async (visit) => {
    for (let round = 0; round < 2; round++) {
      await visit.signIn();
      await before?.(visit);
      await wrongs(visit, 5);
    }
    await visit.signIn();
    await before?.(visit);
    await visit.confirm(WRONG);
  };
const limitedFactor: Scenario['play'] = async (visit) => {
  await visit.limit();
  await wrongs(visit, 4);
};

export const allScenarios: readonly Scenario[] = [
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
  ...scenarios('two-factor-otp', 'confirm', [
    ['the code that was sent', confirmed, signedIn(sentCode)],
    ['a wrong code', doubtful, signedIn(wrongCode)],
    ['a code that a newer one replaced', doubtful, signedIn(replacedCode)],
    [
      'one wrong code too many',
      locked,
      signedIn(async (visit) => {
        await visit.issue();
        await wrongs(visit, 6);
      }),
    ],
    [
      'the right code, once the lock was told',
      expired,
      signedIn(async (visit) => {
        await visit.issue();
        await wrongs(visit, 6);
        await visit.confirm(await visit.sent());
      }),
    ],
    [
      'a code that is out of date',
      expired,
      signedIn(async (visit) => {
        await visit.issue();
        await visit.advance(181);
        await visit.confirm(await visit.sent());
      }),
    ],
    ['a code, where none was sent', expired, signedIn((visit) => visit.confirm(WRONG))],
    ['an account with ten wrong codes in a row', accountLocked, lockedAccount((visit) => visit.issue())],
    ['a sign-in that is over', over, withoutCookie('confirm')],
    ['more codes than the rate limit allows', limited(9), limitedFactor],
  ]),
  ...scenarios('two-factor-otp', 'issue', [
    ['a code, sent', issued, signedIn((visit) => visit.issue())],
    ['a sign-in that is over', over, withoutCookie('issue')],
    [
      'more messages than the rate limit allows',
      limited(9),
      async (visit) => {
        await visit.limit();
        await many(4, () => visit.issue());
      },
    ],
  ]),
  ...scenarios('totp', 'confirm', [
    [
      'the code of the app',
      confirmed,
      signedIn(async (visit) => {
        await visit.confirm(await visit.app());
      }),
    ],
    ['a wrong code', doubtful, signedIn((visit) => visit.confirm(WRONG))],
    [
      'the code of the app, minutes later',
      doubtful,
      signedIn(async (visit) => {
        const code = await visit.app();
        await visit.advance(180);
        await visit.confirm(code);
      }),
    ],
    ['one wrong code too many', locked, signedIn((visit) => wrongs(visit, 6))],
    [
      'the right code, once the lock was told',
      over,
      signedIn(async (visit) => {
        await wrongs(visit, 6);
        await visit.confirm(await visit.app());
      }),
    ],
    ['an account with ten wrong codes in a row', accountLocked, lockedAccount()],
    ['a sign-in that is over', over, withoutCookie('confirm')],
    ['more codes than the rate limit allows', limited(9), limitedFactor],
  ]),
  ...scenarios('backup-code', 'confirm', [
    ['a backup code', confirmed, signedIn((visit) => visit.confirm(visit.backupCode(0)))],
    ['a wrong code', incorrect, signedIn((visit) => visit.confirm('AAAAA-AAAAA'))],
    [
      'a backup code that was used',
      incorrect,
      async (visit) => {
        await visit.signIn();
        await visit.confirm(visit.backupCode(0));
        await visit.signIn();
        await visit.confirm(visit.backupCode(0));
      },
    ],
    [
      'a backup code without its dash',
      incorrect,
      signedIn((visit) => visit.confirm(visit.backupCode(0).replace('-', ''))),
    ],
    ['one wrong code too many', locked, signedIn((visit) => wrongs(visit, 6))],
    ['an account with ten wrong codes in a row', accountLocked, lockedAccount()],
    ['a sign-in that is over', over, withoutCookie('confirm')],
    ['more codes than the rate limit allows', limited(9), limitedFactor],
  ]),
];
