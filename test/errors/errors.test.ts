// What holds of every error that src throws: a literal name, the cause where it answers another error, a sentence that
// says what to do, and nothing of a code, a token or a secret. Each place that makes one has a row that provokes it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holds } from '../suites/traces.js';
import { CAUSE, SENTINEL, rows, type Row } from './rows.js';
import { again, sites, sitesIn, sitesOf, type Site } from './sites.js';

// What a sentence that says what to do begins with, or what follows its colon.
const ADVICE =
  /(?:^|[.:] |\bor )(?:await|give|keep|make|mend|name|open|pass|put|register|rename|say|see|use|add|write)\b[^.]*/i;

/** What a row throws or rejects with. */
async function errorOf({ provoke }: Row): Promise<Error> {
  try {
    await provoke();
  } catch (error) {
    assert.ok(error instanceof Error, 'What is thrown is an Error');
    return error;
  }
  return assert.fail('Nothing was thrown');
}
/** An error and those that it answers. */
const chainOf = (error: Error): readonly Error[] =>
  error.cause instanceof Error && error.cause !== CAUSE ? [error, ...chainOf(error.cause)] : [error];

const provoked = new Set<Site>();

describe('each error', () => {
  for (const row of rows)
    it(`${row.misuse}: ${row.name}`, async () => {
      const error = await errorOf(row);
      assert.equal(error.name, row.name);
      assert.ok(row.platform ?? !['Error', 'TypeError'].includes(error.name), 'It has a name of its own');
      // Minified, a class loses its name; what stands in a field, or is the platform's, does not.
      assert.ok(
        Object.hasOwn(error, 'name') || error.constructor === RangeError || row.platform,
        'Its name is literal',
      );
      // It may begin with a name of the page's or the platform's: `headers()`, `crypto.subtle`.
      assert.match(error.message, /^(?:["A-Z]|\w+[.(])[^]* [^]*[.]$/, 'It is a sentence, or several');
      assert.match(error.message, ADVICE, 'It says what to do');
      assert.ok(!holds(error, SENTINEL), 'It holds nothing that is secret');

      const found = chainOf(error).flatMap(sitesOf);
      assert.ok(found.length, `It was made in src:\n${String(error.stack)}`);
      for (const site of found) provoked.add(site);
      if (sitesOf(error).some(({ catches }) => catches))
        assert.ok(error.cause === CAUSE || chainOf(error).length > 1, 'It keeps what it answers');
    });
});

describe('the places that make errors', () => {
  it('are each provoked above', () => {
    // Those of the stores are provoked where their servers run: test/server/sqlite, postgres and redis.
    const elsewhere = /^server\/(?:sqlite|postgres|redis)\//;
    const left = sites
      .filter((site) => !provoked.has(site) && !elsewhere.test(site.name))
      .map(({ name }) => name);
    assert.deepEqual(left, [], 'Give each of these a row in rows.ts');
  });
  it('are all found: what is thrown otherwise is what was caught', () => {
    assert.deepEqual([...new Set(again)].sort(), ['error']);
  });
  it('are found in whatever form they are written', () => {
    const { sites: found, again: others } = sitesIn(
      'x.ts',
      'throw new A.XError();\nreject(new TypeError());\ntry { f(); } catch (e) {\n throw made(e);\n}\nthrow e;',
    );
    assert.deepEqual(
      found.map(({ name, catches }) => [name, catches]),
      [
        ['x.ts:1', false],
        ['x.ts:2', false],
        ['x.ts:4', true],
      ],
    );
    assert.deepEqual(others, ['e']);
  });
});
