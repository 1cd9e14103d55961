// The pages of the adapters, in each browser of this run: an adapter in front of the recorded answers of its service, under the
// strict policy and with a silent console. The services themselves are test/services's.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { demoSite } from './demo-site.js';
import { launch, type Driver } from './drivers.js';

const { found } = await browsersOfThisRun();
const site = demoSite();
const { violations } = site;

/** A choice of the page, a press of a button, a code, or what the status begins with then. */
type Step =
  | { choose: string; by: 'method' | 'confirm' | 'issue' }
  | { press: string }
  | { enter: string }
  | { says: string }
  | { reads: string };
const choose = (by: 'method' | 'confirm' | 'issue', of: string): Step => ({ by, choose: of });
const ask: Step = { press: '[part~=resend]' };
const enter = (code: string): Step => ({ enter: code });
const says = (words: string): Step => ({ says: words });
const reads = (words: string): Step => ({ reads: words });

const pages: Readonly<Record<string, readonly Step[]>> = {
  'better-auth': [
    ask,
    says('A new code was sent.'),
    choose('confirm', 'a wrong code'),
    enter('123456'),
    says('The code is wrong or has expired.'),
    choose('confirm', 'one wrong code too many'),
    enter('234567'),
    says('Too many wrong codes.'),
    ask,
    says('A new code was sent.'),
    choose('confirm', 'the code that was sent'),
    enter('345678'),
    says('The code is confirmed.'),
    choose('method', 'backup-code'),
    enter('aBcDe-12345'),
    says('The code is confirmed.'),
  ],
  cognito: [
    ask,
    says('A new code was sent.'),
    choose('confirm', 'a wrong code'),
    enter('123456'),
    says('The code is wrong.'),
    choose('confirm', 'the code that was sent'),
    enter('234567'),
    says('The code is confirmed.'),
    reads('The page has: AccessToken, IdToken, RefreshToken.'),
    choose('method', 'EMAIL_OTP'),
    ask,
    says('A new code was sent.'),
    choose('confirm', 'one wrong code too many'),
    enter('12345678'),
    says('Too many wrong codes.'),
    choose('method', 'SIGN_UP'),
    choose('confirm', 'once more'),
    enter('345678'),
    says('The code has expired.'),
    choose('issue', 'another code'),
    ask,
    says('A new code was sent.'),
  ],
  firebase: [
    ask,
    says('A new code was sent.'),
    choose('confirm', 'a code that is out of date'),
    enter('123456'),
    says('The code has expired.'),
    ask,
    says('A new code was sent.'),
    choose('confirm', 'the code that was sent'),
    enter('234567'),
    says('The code is confirmed.'),
    reads('The page has: isNewUser, phoneNumber, localId, idToken, refreshToken, expiresIn.'),
    choose('method', 'mfa'),
    ask,
    choose('confirm', 'the code that was sent'),
    enter('345678'),
    reads('The page has: idToken, refreshToken.'),
  ],
  supabase: [
    ask,
    says('A new code was sent.'),
    choose('confirm', 'a wrong code, or one out of date'),
    enter('123456'),
    says('The code is wrong or has expired.'),
    choose('confirm', 'the code that was sent'),
    enter('234567'),
    says('The code is confirmed.'),
    reads('The page has: access_token,'),
    choose('method', 'factor'),
    ask,
    choose('confirm', 'a wrong code'),
    enter('345678'),
    says('The code is wrong.'),
    choose('confirm', 'after the end of the challenge'),
    enter('456789'),
    says('The code has expired.'),
  ],
};

for (const [name, browser] of found)
  describe(`the page of an adapter in ${name}`, () => {
    let driver: Driver;
    before(async () => {
      driver = await launch(name, browser, { javaScript: true });
    });
    after(() => driver.close());

    async function take(step: Step): Promise<void> {
      if ('choose' in step) await driver.click(`input[name="${step.by}"][value="${step.choose}"]`);
      else if ('press' in step) await driver.click(step.press);
      else if ('reads' in step)
        await driver.waitFor(`"${step.reads}"`, ({ text }) => text.includes(step.reads));
      else if ('says' in step)
        await driver.waitFor(`the status "${step.says}"`, ({ status }) => status.startsWith(step.says));
      else {
        await driver.click('otp-confirm input');
        await driver.type(step.enter);
        await driver.press('Enter');
      }
    }
    for (const [page, steps] of Object.entries(pages))
      test(page, async () => {
        await driver.open(`${site.url}${page}.html`);
        await driver.waitFor('the element', ({ upgraded }) => upgraded);
        await driver.watch();
        for (const step of steps) await take(step);
        assert.deepEqual(await driver.complaints(), []);
        assert.deepEqual(violations, []);
      });
  });
