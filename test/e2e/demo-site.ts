// The demo, served for its end-to-end tests as `npm start` serves it, with what the browsers reported of its policy; and
// what spares them the client's pauses. Asserts one thing: that a file of tests ends without a violation.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before } from 'node:test';
import { serve } from '../../tools/serve.mjs';

/** The client asks twice more where a connection failed: its pauses, of up to two seconds, are over at once. */
export const HURRY = `String(((later) => {
  window.setTimeout = (callback, milliseconds = 0, ...rest) =>
    later(callback, milliseconds >= 250 && milliseconds <= 2000 ? 0 : milliseconds, ...rest);
})(window.setTimeout))`;

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
