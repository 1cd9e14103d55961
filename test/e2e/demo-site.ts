// The demo, served for its end-to-end tests as `npm start` serves it, with what the browsers reported of its policy; what
// spares them the client's pauses; and the choice of a scenario. Asserts one thing: that a file of tests ends without a violation.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before } from 'node:test';
import { serve } from '../../tools/serve.mjs';
import type { Driver } from './drivers.js';

/** The client asks twice more where a connection failed: its pauses, of up to two seconds, are over at once. */
export const HURRY = `String(((later) => {
  window.setTimeout = (callback, milliseconds = 0, ...rest) =>
    later(callback, milliseconds >= 250 && milliseconds <= 2000 ? 0 : milliseconds, ...rest);
})(window.setTimeout))`;

/** Chooses a scenario in the panel: not by clicks, for the list that one opens is the system's. */
export async function choose(driver: Driver, scenario: string): Promise<void> {
  await driver.read(`String(((select) => {
    select.value = '${scenario}';
    select.dispatchEvent(new Event('change'));
  })(document.querySelector('otp-mock-panel').shadowRoot.querySelector('#scenario')))`);
}

/** Up for the tests of the file that asks. */
export function demoSite() {
  /** What the browsers reported, from the first byte of a page on. */
  const violations: string[] = [];
  let site: Awaited<ReturnType<typeof serve>> | undefined;
  before(async () => {
    site = await serve({
      root: fileURLToPath(new URL('../../', import.meta.url)),
      port: 0,
      onViolation: (report) => violations.push(report),
    });
  });
  after(async () => {
    await site?.close();
    assert.deepEqual(violations, []);
  });
  return {
    violations,
    get url(): string {
      assert.ok(site, 'The demo is served once the tests run');
      return site.url;
    },
  };
}
