// The scenarios of two-factor: a code for who has signed in but for that.
import {
  confirmed,
  doubtful,
  expired,
  incorrect,
  issued,
  limited,
  locked,
  accountLocked,
  many,
  over,
  replacedCode,
  scenarios,
  sentCode,
  WRONG,
  wrongCode,
  wrongs,
  type Scenario,
  type Visit,
} from './scenario.js';

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

export const factorScenarios: readonly Scenario[] = [
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
