// Somebody at the page of the service tests: opens it, asks for a code, enters one, reads what it says.
import type { Driver, Look } from '../e2e/drivers.js';
import { pageAt } from './page.mjs';

/** Another code of the same length. */
export const wrong = (code: string): string =>
  code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));

export function createVisitor(driver: Driver) {
  return {
    async open(origin: string, set: Parameters<typeof pageAt>[1]): Promise<void> {
      await driver.open(pageAt(origin, set));
      await driver.waitFor('the field', ({ upgraded, field }) => upgraded && field !== null);
    },
    /** For a first code, or another one. */
    ask: (): Promise<void> => driver.click('[part~=resend]'),
    async enter(code: string): Promise<void> {
      const { field } = await driver.look();
      // What was refused is selected: a click would undo that.
      if (!field?.focused) await driver.click('otp-confirm input');
      await driver.type(code);
      await driver.press('Enter');
    },
    says: (words: string): Promise<Look> =>
      driver.waitFor(`the status "${words}"`, ({ status }) => status.startsWith(words)),
    reads: (words: string): Promise<Look> =>
      driver.waitFor(`the words ${words}`, ({ text }) => text.includes(words)),
    /** All that the element tells of a confirmation, and what a form would carry. */
    told: (): Promise<string> =>
      driver.read(
        "(({ value, outcome, challenge, outerHTML }) => JSON.stringify([value, outcome, challenge, outerHTML]))(document.querySelector('otp-confirm'))",
      ),
    close: (): Promise<void> => driver.close(),
  };
}
export type Visitor = ReturnType<typeof createVisitor>;
