// The traps that docs/frameworks.md names, each tried in its starter: a framework that no longer complains as the guide
// says fails here, and so does advice that is of no help. STARTERS names some of them. Those of React on a server are
// test/element/frameworks/react-hydration.test.ts's.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { launch } from '../e2e/drivers.js';
import type { Example } from '../e2e/example.js';
import { answerTo } from '../e2e/waiting.js';
import { componentTraps } from './component-traps.js';
import { pageTraps } from './page-traps.js';
import { starter, starterNames, type Starter } from './starter.js';
import { listening } from './visit.js';

const { found } = await browsersOfThisRun();

const traps = Object.entries({ ...componentTraps, ...pageTraps });

for (const [framework, { of, packageEdits, env, index = 'index.html', builds = {}, pages = {} }] of traps) {
  if (!starterNames.includes(of)) continue;
  describe(framework, () => {
    let copy: Starter;
    before(() => {
      copy = starter(of, packageEdits);
    });

    for (const [what, { edits, says, fails }] of Object.entries(builds))
      test(what, () => {
        assert.doesNotMatch(copy.build(), says);
        assert.match(fails ? copy.failToBuild(edits) : copy.build(edits), says);
      });

    for (const [what, { edits, seen }] of Object.entries(pages))
      describe(what, () => {
        let example: Example;
        before(async () => {
          copy.build([listening(index), ...edits], env);
          example = await copy.serve();
        });
        after(async () => {
          await example.close();
        });

        for (const [browserName, browser] of found)
          test(browserName, async () => {
            const driver = await launch(browserName, browser, { javaScript: true });
            try {
              const before = example.codesTo('ada@example.org').length;
              await driver.open(`${example.origin}/`);
              await seen({
                ...driver,
                sent: () =>
                  answerTo(
                    () => example.codesTo('ada@example.org')[before],
                    () => 'a code to be sent',
                  ),
              });
            } finally {
              await driver.close();
            }
          });
      });
  });
}
