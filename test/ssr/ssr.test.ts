// What a server without any DOM draws: the tree of the element, as markup. What a browser makes of it is
// test/e2e/server-rendered.e2e.ts's.
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { registerLocale } from '../../src/element/index.js';
import de from '../../src/element/locales/de.js';
import { shadowOf, type Surroundings } from '../../src/ssr/index.js';

const count = (markup: string, pattern: RegExp): number => markup.match(pattern)?.length ?? 0;
const afterStyle = (markup: string): string => markup.replace(/^<style[^>]*>[^]*?<\/style>/, '');
/** What is said, one after the other. */
const said = (markup: string): string[] =>
  afterStyle(markup)
    .split(/<[^>]+>/)
    .filter(Boolean);

const cases: readonly (readonly [
  what: string,
  attributes: Record<string, string>,
  surroundings: Surroundings,
  expected: { cells?: number; separators?: number; words: readonly string[] },
])[] = [
  ['a plain field', {}, {}, { words: ['Enter the 6-digit code.'] }],
  [
    'one that confirms, in a form',
    { endpoint: '/c', 'issue-endpoint': '/i' },
    {},
    { words: ['Enter the 6-digit code.', 'Send a new code'] },
  ],
  [
    'the same in no form',
    { endpoint: '/c' },
    { inForm: false },
    { words: ['Enter the 6-digit code.', 'Confirm'] },
  ],
  [
    'eight in two groups',
    { length: '8', grouping: '4-4' },
    {},
    { cells: 8, separators: 1, words: ['Enter the 8-digit code.'] },
  ],
  ['any length', { length: 'any' }, {}, { cells: 0, words: ['Enter the code.'] }],
  [
    'what the page knows of the challenge',
    { endpoint: '/c', 'expires-in': '300', destination: 'a…@example.org' },
    {},
    {
      words: [
        'Enter the 6-digit code. It was sent to \u2068a…@example.org\u2069.',
        'The code expires in 5 minutes.',
      ],
    },
  ],
];

describe('the shadow tree as markup', () => {
  for (const [what, attributes, surroundings, { cells = 6, separators = 0, words }] of cases)
    test(what, () => {
      const markup = shadowOf(attributes, surroundings);
      assert.equal(count(markup, /part="cell[ "]/g), cells);
      assert.equal(count(markup, /part="separator"/g), separators);
      assert.deepEqual(said(markup), words);
    });

  test('each slot is there once, and each tag is closed', () => {
    const markup = afterStyle(shadowOf({ endpoint: '/c' }));
    for (const slot of ['name="label"', 'name="hint"', 'name="actions"', 'name="description"'])
      assert.equal(count(markup, new RegExp(`<slot ${slot}>`, 'g')), 1, slot);
    assert.equal(count(markup, /<slot>/g), 1);
    const open: string[] = [];
    for (const [, end, name = ''] of markup.matchAll(/<(\/?)([a-z]+)[^>]*>/g))
      if (end) assert.equal(open.pop(), name);
      else open.push(name);
    assert.deepEqual(open, []);
  });

  test('no style attribute, which a policy would refuse, and the nonce on the style sheet', () => {
    const markup = shadowOf({}, { nonce: 'a"b' });
    assert.ok(markup.startsWith('<style nonce="a&#34;b">'));
    assert.doesNotMatch(afterStyle(markup), /\sstyle=/);
  });

  test('what the page says is text, and no markup', () => {
    const markup = afterStyle(shadowOf({ endpoint: '/c', destination: '<img src=x onerror=alert(1)>"&' }));
    assert.doesNotMatch(markup, /<img/);
    assert.match(markup, /&#60;img src=x onerror=alert\(1\)&#62;&#34;&#38;/);
  });

  test('a language that is registered is spoken, and another one is marked as English', () => {
    registerLocale(de);
    assert.ok(said(shadowOf({}, { lang: 'de' })).includes('Geben Sie den 6-stelligen Code ein.'));
    // What is around hint and status, and around the buttons.
    const marked = (lang: string): string[] =>
      [...afterStyle(shadowOf({}, { lang })).matchAll(/class="(\w+)[^>]* lang="en"/g)].map(
        ([, name = '']) => name,
      );
    assert.deepEqual(marked('xx'), ['words', 'actions']);
    assert.deepEqual(marked('de'), []);
  });
});

describe('what a server has of a page', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'navigator'));

  test('nothing, after it as before', () => {
    shadowOf({});
    assert.deepEqual(
      ['document', 'MutationObserver'].filter((name) => name in globalThis),
      [],
    );
  });

  test('what was there before is there again', () => {
    const navigator = { language: 'en' };
    Reflect.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
    shadowOf({});
    assert.equal(Reflect.get(globalThis, 'navigator'), navigator);
  });
});
