// The kinds of settings: what each takes, what it reads, and what is said of the rest.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConfigurationError, setting, type Setting } from '../../src/engine/index.js';
import { readSetting } from '../../src/engine/settings.js';

const { text, flag, oneOf, seconds, optional } = setting;

/** What it reads, or what it says is wrong. */
function read(kind: Setting<unknown>, holder: Record<string, unknown>): unknown {
  let said: string | undefined;
  try {
    return readSetting(holder, 'own', kind, (...[name, wrong, advice]) => {
      said = `${name} ${wrong}. ${advice}.`;
      return new ConfigurationError(said);
    });
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, 'an error of another kind');
    return said;
  }
}

describe('a setting', () => {
  const life = seconds({ preset: 300, most: 600 });
  const wait = seconds({ most: 60 });
  const word = oneOf('red', 'blue');
  const LIFE = 'Give it whole seconds from 1 to 600.';
  for (const [kind, name, value, expected] of [
    [text, 'text', 'a', 'a'],
    [flag, 'flag', true, true],
    [flag, 'flag', false, false],
    [flag, 'flag', undefined, false],
    [word, 'word', 'blue', 'blue'],
    [life, 'life', undefined, 300],
    [life, 'life', 1, 1],
    [life, 'life', 600, 600],
    [optional(text), 'optional', undefined, undefined],
    [optional(text), 'optional', 'a', 'a'],
  ] as [Setting<unknown>, string, unknown, unknown][])
    test(`${name}: ${String(value)} is read as ${String(expected)}`, () => {
      assert.equal(read(kind, { own: value }), expected);
    });
  for (const [kind, name, value, expected] of [
    [life, 'life', null, `own is not in range. ${LIFE}`],
    [life, 'life', 0, `own is not in range. ${LIFE}`],
    [life, 'life', 1.5, `own is not in range. ${LIFE}`],
    [life, 'life', NaN, `own is not in range. ${LIFE}`],
    [life, 'life', '60', `own is not in range. ${LIFE}`],
    [life, 'life', '601', `own is not in range. ${LIFE}`],
    [life, 'life', 601, `own is over 600. ${LIFE}`],
    [life, 'life', Infinity, `own is over 600. ${LIFE}`],
    [wait, 'wait', undefined, 'own is missing. Give it whole seconds from 1 to 60.'],
    [word, 'word', 'green', 'own is none of its words. Use: red, blue.'],
    [word, 'word', undefined, 'own is missing. Use: red, blue.'],
    [flag, 'flag', null, 'own is not a boolean. Give it true or false.'],
    [flag, 'flag', 'true', 'own is not a boolean. Give it true or false.'],
    [text, 'text', undefined, 'own is missing. Give it a string.'],
    [text, 'text', '', 'own is not text. Give it a string.'],
    [text, 'text', ['a'], 'own is not text. Give it a string.'],
    [optional(text), 'optional', null, 'own is not text. Give it a string.'],
  ] as [Setting<unknown>, string, unknown, string][])
    test(`${name}: ${String(value)} is refused`, () => {
      assert.equal(read(kind, { own: value }), expected);
    });

  test('is the step’s own member, never an inherited one', () => {
    assert.equal(read(text, Object.create({ own: 'a' })), 'own is missing. Give it a string.');
  });
});
