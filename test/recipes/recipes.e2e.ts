// The recipes of docs/testing.md for tools that are not this package's own, as their reader would have them: the tool from
// npm in a folder of its own, the package as it is packed, the recipe as it stands there, and what the tool then says; and
// again with an edit that it has to notice. `npm run test:recipes`; RECIPES names some of them. The other recipes are in
// `npm test`: test/element/recipe.test.ts, test/mock/msw.test.ts.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { browsersOfThisRun, puppeteerOptions } from '../../tools/browsers.mjs';
import { listen, type Listening } from '../e2e/node-http.js';
import { packedProject } from '../packed-project.js';
import { recipeOf } from '../snippets.js';

const { chromium } = Object.fromEntries((await browsersOfThisRun()).found);
if (!chromium) throw new Error('The recipes need Chromium: leave it in BROWSERS.');
const { executablePath, args, env: launchEnv } = puppeteerOptions('chromium', chromium);
const LAUNCH_OPTIONS = JSON.stringify({ executablePath, args, env: launchEnv });

interface Recipe {
  readonly heading: string;
  /** Where its tool looks for it. */
  readonly file: string;
  /** What makes it wrong. */
  readonly edit: readonly [from: string, to: string];
}
/** By the folder of the tool. */
const recipes: Readonly<Record<string, Recipe>> = {
  vitest: { heading: 'Vitest browser mode', file: 'recipe.test.js', edit: ['000001', '000002'] },
  jsdom: { heading: 'jsdom and happy-dom', file: 'recipe.test.js', edit: ["('confirmed'", "('refused'"] },
  playwright: { heading: 'Playwright', file: 'recipe.spec.js', edit: ['424242', '000001'] },
  cypress: { heading: 'Cypress', file: 'cypress/e2e/recipe.cy.js', edit: ['000001', '000002'] },
};
const names = process.env['RECIPES']?.split(',') ?? Object.keys(recipes);

/** A page of the reader's own: its server's challenge in it, in a form. */
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title><link rel="icon" href="data:,">
  <script type="module" src="/otp-confirm.min.js"></script>
  <form method="post" action="/login/second-step">
    <otp-confirm endpoint="/otp/confirm" issue-endpoint="/otp/issue" challenge="of-its-server" step-name="Confirm sign-in">
      <label slot="label" for="code">Code</label>
      <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code">
    </otp-confirm>
    <button>Sign in</button>
  </form>`;

for (const name of names)
  describe(`the recipe for ${name}`, () => {
    const { heading, file, edit } = recipes[name] ?? assert.fail(`There is no recipe for ${name}.`);
    let copy: string;
    let page: Listening;
    let text: string;
    before(async () => {
      copy = packedProject(fileURLToPath(new URL(name, import.meta.url)));
      text = await recipeOf(heading);
      const script = readFileSync(join(copy, 'node_modules/otp-confirm/dist/otp-confirm.min.js'), 'utf8');
      page = await listen(({ method, url }) => {
        const answers: Readonly<Record<string, readonly [type: string, body: string]>> = {
          'GET /login/second-step': ['text/html', PAGE],
          'GET /otp-confirm.min.js': ['text/javascript', script],
        };
        const [type, body] = answers[`${method} ${new URL(url).pathname}`] ?? [];
        const headers = { 'Content-Type': type ?? 'text/plain' };
        return Promise.resolve(new Response(body ?? '', { status: body ? 200 : 404, headers }));
      });
    });
    after(() => page.close());

    /** What the script of the tool's folder says of a recipe, and whether it is content. */
    function says(script: string, recipe: string): Promise<{ content: boolean; words: string }> {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), recipe);
      const env = { ...process.env, LAUNCH_OPTIONS, PAGE: page.origin, NODE_OPTIONS: '' };
      return new Promise((resolve) => {
        execFile('npm', ['run', script], { cwd: copy, env }, (error, stdout, stderr) => {
          resolve({ content: !error, words: stripVTControlCharacters(stdout + stderr) });
        });
      });
    }
    const edited = (): string => {
      assert.ok(text.includes(edit[0]));
      return text.replace(...edit);
    };

    if (name === 'cypress')
      test('is right by the types of the tool', async () => {
        const complaints = async (recipe: string): Promise<readonly string[]> =>
          (await says('types', recipe)).words.match(/error TS.*/g) ?? [];
        const [headers = '', ...more] = await complaints(text);
        // By its types a header may be a list; no header of a request is one.
        assert.match(
          headers,
          /'\{ \[key: string\]: string \| string\[\]; \}' is not assignable .* 'HeadersInit/,
        );
        assert.deepEqual(more, []);
        assert.match(
          (await complaints(text.replace('.reply(', '.answer('))).join('\n'),
          /'answer' does not exist/,
        );
      });

    test('runs as it stands', async (context) => {
      if (name === 'cypress' && !(await says('there', text)).content) {
        context.skip('Cypress itself is not installed: `npx cypress install` fetches it.');
        return;
      }
      const { content, words } = await says('test', text);
      assert.ok(content, words);
      assert.match(words, /\b1 (passed|passing)|Passing: +1/);
      assert.ok(!(await says('test', edited())).content, 'it notices when something else comes of it');
    });
  });
