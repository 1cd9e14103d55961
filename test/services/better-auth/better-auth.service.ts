// The adapter for Better Auth against its server: that it still answers as recorded, and, in each browser of this run, the
// whole way from the first code to its session, on pages of its own origin and of others.
import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import type { BetterAuthOptions } from '../../../src/adapters/better-auth.js';
import { browsersOfThisRun } from '../../../tools/browsers.mjs';
import { recordingOf } from '../../adapters/recorded.js';
import { launch, type Driver, type Look } from '../../e2e/drivers.js';
import { pageAt } from '../page.mjs';
import { account, createPerson, EMAIL, PHONE } from './person.js';
import { playAll } from './recording.js';
import { startService, type Service } from './service.js';

const RESEND = '[part~=resend]';
const INPUT = 'otp-confirm input';

const { found } = await browsersOfThisRun();
let service: Service;
before(async () => {
  service = await startService();
});
after(() => service.close());

/** Another code of the same shape, a different one for each of 1 to 9. */
const wrong = (code: string, by = 1): string =>
  code.replace(/\d/g, (digit) => String((Number(digit) + by) % 10));

describe('the server of Better Auth', () => {
  it('answers as it was recorded, and the adapter makes of it what it should', async () => {
    const played = await playAll(service);
    assert.deepEqual(
      played.map(({ method, operation, of, told }) => [method, operation, of, told]),
      played.map(({ method, operation, of, outcome }) => [method, operation, of, outcome]),
    );
    assert.deepEqual(
      played.map(({ told: _, ...answer }) => answer),
      recordingOf('better-auth').answers,
    );
  });
});

for (const [name, browser] of found)
  describe(`in ${name}`, () => {
    let driver: Driver;
    before(async () => {
      driver = await launch(name, browser, { javaScript: true });
    });
    after(() => driver.close());

    interface Where {
      /** The origin of the page. Default: Better Auth's own. */
      readonly at?: string;
      readonly attributes?: Readonly<Record<string, string>>;
      /** Signed in but for the second factor. */
      readonly half?: boolean;
    }
    async function open(options: BetterAuthOptions, { at = service.origin, attributes, half }: Where = {}) {
      const api = `${options.baseURL ?? ''}/api/auth`;
      const set = {
        ...{ name: 'better-auth', options, session: `${api}/get-session` },
        ...(attributes && { attributes }),
        ...(half && { before: [`${api}/sign-in/email`, account] as const }),
      };
      await driver.open(pageAt(at, set));
      await driver.waitFor('the field', ({ upgraded, field }) => upgraded && field !== null);
    }
    const says = (words: string): Promise<Look> =>
      driver.waitFor(`the status "${words}"`, ({ status }) => status.startsWith(words));
    const reads = (words: string): Promise<Look> =>
      driver.waitFor(`the words "${words}"`, ({ text }) => text.includes(words));
    async function enter(code: string): Promise<void> {
      // What was refused is selected: a click would let it stand.
      if (!(await driver.look()).field?.focused) await driver.click(INPUT);
      await driver.type(code);
      await driver.press('Enter');
    }
    async function enterWrongly(code: string, times: number): Promise<void> {
      for (let time = 1; time <= times; time++) {
        await enter(wrong(code, time));
        await driver.waitFor(
          'a refusal',
          ({ status, field }) => status !== '' && field?.selected === field?.value,
        );
      }
    }
    /** Asks for a code, and gives it once it was sent. */
    async function ask(to = EMAIL): Promise<string> {
      await driver.click(RESEND);
      await says('A new code was sent.');
      return service.sent(to);
    }
    const signedIn = (): Promise<Look> => reads('"session":{');
    const nobody = (): Promise<Look> => reads('The service says: null');
    const asked = async (path: string): Promise<number> =>
      (await service.asked()).filter((each) => each === path).length;

    test('email-otp: request, wrong, too many, the right one then, resend, expired, resend, confirm', async () => {
      await service.start();
      await open({ method: 'email-otp', email: EMAIL });
      const first = await ask();
      await enterWrongly(first, 3);
      await says('The code is wrong or has expired.');
      await enter(wrong(first, 4));
      await says('Too many wrong codes. Ask for a new one.');
      const before = await asked('/sign-in/email-otp');
      // The server would call it wrong now: it is not asked.
      await enter(first);
      await driver.waitFor(
        'the lock, still',
        ({ status, field }) => status.startsWith('Too many') && field?.value === first,
      );
      assert.equal(await asked('/sign-in/email-otp'), before);

      const second = await ask();
      await service.advance(301);
      await enter(second);
      await says('The code has expired. Ask for a new one.');

      await enter(await ask());
      await says('The code is confirmed.');
      await signedIn();
    });

    test('email-otp after the page was loaded anew: the lock is forgotten, and a new code confirms', async () => {
      await service.start();
      await open({ method: 'email-otp', email: EMAIL });
      const first = await ask();
      await enterWrongly(first, 3);
      await enter(wrong(first, 4));
      await says('Too many wrong codes.');
      await open({ method: 'email-otp', email: EMAIL }, { attributes: { challenge: 'sent' } });
      await enter(first);
      await says('The code is wrong or has expired.');
      await enter(await ask());
      await says('The code is confirmed.');
      await signedIn();
    });

    test('phone-number: request, wrong, expired, resend, confirm', async () => {
      await service.start();
      await open({ method: 'phone-number', phoneNumber: PHONE });
      const first = await ask(PHONE);
      await enter(wrong(first));
      await says('The code is wrong or has expired.');
      await service.advance(301);
      await enter(first);
      await says('The code has expired. Ask for a new one.');
      await enter(await ask(PHONE));
      await says('The code is confirmed.');
      await signedIn();
    });

    test('two-factor OTP: request, too many, the right one then, resend, confirm', async () => {
      await service.start();
      await createPerson(service).enrol();
      await open({ method: 'two-factor-otp' }, { half: true });
      const first = await ask();
      await enterWrongly(first, 5);
      await enter(wrong(first, 6));
      await says('Too many wrong codes. Ask for a new one.');
      const before = await asked('/two-factor/verify-otp');
      await enter(first);
      await driver.waitFor(
        'the lock, still',
        ({ status, field }) => status.startsWith('Too many') && field?.value === first,
      );
      assert.equal(await asked('/two-factor/verify-otp'), before);
      await enter(await ask());
      await says('The code is confirmed.');
      await signedIn();
    });

    test('TOTP: too many ends the sign-in; in the next one the code of the app confirms', async () => {
      await service.start();
      const { totpURI } = await createPerson(service).enrol();
      await open({ method: 'totp' }, { half: true });
      await enterWrongly('012345', 5);
      await enter(wrong('012345', 6));
      await says('Too many wrong codes. Start again.');
      await open({ method: 'totp' }, { half: true });
      await enter(await service.totp(totpURI));
      await says('The code is confirmed.');
      await signedIn();
    });

    test('a backup code, as it is written: with its dash, and capitals and small letters', async () => {
      await service.start();
      const { backupCodes } = await createPerson(service).enrol();
      const attributes = { length: 'any', alphabet: 'text' };
      await open({ method: 'backup-code' }, { half: true, attributes });
      await enter('AAAAA-AAAAA');
      await says('The code is wrong. Check it and try again.');
      await enter(backupCodes[0] ?? '');
      await says('The code is confirmed.');
      await signedIn();
    });

    test('the rate limit: how long to wait, as the server says', async () => {
      await service.start({ limited: true });
      await open({ method: 'email-otp', email: EMAIL }, { attributes: { challenge: 'sent' } });
      await enterWrongly('012345', 3);
      await enter('987654');
      await says('Too many tries. You can try again in 59 seconds.');
    });

    describe('on a page of another origin', () => {
      const hostOf = (origin: string): string => origin.replace('localhost', '127.0.0.1');
      const email = () => ({ method: 'email-otp', email: EMAIL, baseURL: service.origin }) as const;

      test('another port, let in and trusted: confirmed, and signed in', async () => {
        await service.start({ trusted: [service.elsewhere] });
        await open(email(), { at: service.elsewhere });
        await enter(await ask());
        await says('The code is confirmed.');
        await signedIn();
      });
      test('another port, with the cookie of a second factor: confirmed, and signed in', async () => {
        await service.start({ trusted: [service.elsewhere] });
        await createPerson(service).enrol();
        await open(
          { method: 'two-factor-otp', baseURL: service.origin },
          { at: service.elsewhere, half: true },
        );
        await enter(await ask());
        await says('The code is confirmed.');
        await signedIn();
      });
      test('another port, trusted by Better Auth but not let in by the server before it: no connection', async () => {
        await service.start({ trusted: [service.elsewhere], letIn: [] });
        await open(email(), { at: service.elsewhere });
        await driver.click(RESEND);
        await says('There is no connection.');
      });
      test('another port, let in but not trusted: refused', async () => {
        await service.start({ letIn: [service.elsewhere] });
        await open(email(), { at: service.elsewhere });
        await driver.click(RESEND);
        await says('This was refused. Start again.');
      });
      test('another host, let in and trusted: confirmed, and nobody is signed in', async () => {
        const at = hostOf(service.elsewhere);
        await service.start({ trusted: [at] });
        await open(email(), { at });
        await enter(await ask());
        await says('The code is confirmed.');
        await nobody();
      });
      test('another host: a second factor has no cookie', async () => {
        const at = hostOf(service.elsewhere);
        await service.start({ trusted: [at] });
        await createPerson(service).enrol();
        await open({ method: 'two-factor-otp', baseURL: service.origin }, { at, half: true });
        await driver.click(RESEND);
        await says('This sign-in has ended. Start again.');
      });
    });
  });
