// Proves that the adapter suite can fail: adapters that break one rule each, and the check that has to catch them.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { adapterRules, type AdapterSubject } from '../suites/index.js';
import { good, type Row } from './broken-adapters.js';
import { brokenAnswers } from './broken-answers.js';
import { brokenRequests } from './broken-requests.js';
import { ownFormat } from './own-format.js';

const broken = [...brokenAnswers, ...brokenRequests];

// A storage for an adapter to misuse: Node has none of its own.
const globals = globalThis as unknown as Record<string, unknown>;
beforeEach(() => {
  globals['sessionStorage'] = {};
});
afterEach(() => {
  for (const name of ['sessionStorage', 'lastOtp']) Reflect.deleteProperty(globals, name);
});

const subjectOf = ([, , createAdapter, more]: Row): AdapterSubject => ({
  ...ownFormat,
  patience: 20,
  ...more,
  createAdapter,
});
const checksOf = (subject: AdapterSubject, check: string) =>
  adapterRules(subject).filter(({ name }) => name.startsWith(check));

describe('an adapter that breaks a rule is caught by its check', () => {
  for (const row of broken)
    it(`${row[1]}: one that ${row[0]}`, async () => {
      const [check = assert.fail('There is no such check.')] = checksOf(subjectOf(row), row[1]);
      await assert.rejects(check.run(), (error: Error) => {
        assert.equal(error.name, 'Error');
        assert.match(error.message, new RegExp(`^Rule ${String(check.rule)}: the adapter .+\\. .+\\.$`, 's'));
        return true;
      });
    });
});

it('each check catches one of them, and passes the adapter that they are made of', async () => {
  const subject = { ...ownFormat, createAdapter: () => good };
  for (const { name, run } of adapterRules({ ...subject, cannotTellExpired: true })) {
    // Its recorded answers are a row of checks: one stands for all.
    const caught = broken.some(
      ([, check]) =>
        name.startsWith(check) || (/^rule 1: \w+, \d/.test(name) && /^rule 1: \w+, \d/.test(check)),
    );
    assert.ok(caught, `No adapter here is caught by: ${name}`);
    if (!name.startsWith('rule 10')) await run();
  }
});
