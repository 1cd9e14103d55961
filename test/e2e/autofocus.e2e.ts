// A page that opens with `<otp-confirm autofocus>`, in each browser of this run: only a page that is new looks for it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { pagePolicy } from '../../tools/policy.mjs';
import { launch } from './drivers.js';
import { listen, type Listening } from './node-http.js';

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Code</title>
<script type="module" src="/otp-confirm.min.js"></script>
<a href="/">Back</a>
<otp-confirm endpoint="/otp/confirm" challenge="c1" autofocus></otp-confirm></html>`;
const bundle = new Uint8Array(await readFile(new URL('../../dist/otp-confirm.min.js', import.meta.url)));
const { found } = await browsersOfThisRun();

let site: Listening;
before(async () => {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': pagePolicy() };
  site = await listen(({ url }) =>
    Promise.resolve(
      url.endsWith('.js')
        ? new Response(bundle, { headers: { 'Content-Type': 'text/javascript' } })
        : new Response(page, { headers }),
    ),
  );
});
after(async () => {
  await site.close();
  assert.deepEqual(site.errors, []);
});

for (const [name, browser] of found)
  test(`the created input has the focus as the page opens, in ${name}`, async () => {
    const driver = await launch(name, browser, { javaScript: true });
    try {
      await driver.open(site.origin);
      await driver.waitFor('the focus', ({ field }) => field?.focused === true);
      await driver.type('12');
      await driver.waitFor('what is typed', ({ field }) => field?.value === '12');
    } finally {
      await driver.close();
    }
  });
