// Every language of the package, over everything that can be spoken of: each of its words is said, none is missing or
// broken, left in English, or too long. What a file weighs is .size-limit.mjs's matter.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';
import type { Locale } from '../../src/element/messages.js';
import type { Words } from '../../src/element/words.js';
import { registerLocale } from '../../src/element/locales.js';
import { languages } from './languages.js';
import { grid, LOCALES, locales, said } from './subjects.js';

// Scripts of their own: no letter of ours is to be seen between theirs.
const OTHER_SCRIPTS = 'ar bn fa he hi ja ko ru ta uk zh';
const CODE_IS_CODE = ['de', 'fr', 'nl'];
const STOPS: Readonly<Record<string, string>> = { ja: '。', zh: '。', hi: '।', bn: '।' };
const BROKEN = /undefined|NaN|null|\[object|[{}!¡]|\s{2}|^\s|\s$|\.\.|^$/;
// The destination, in its isolate, is the page's.
const withoutDestination = (text: string): string => text.replace(/\u2068.*?\u2069/g, '');

type Spoken = Exclude<keyof Words, 'lang'>;
const SENTENCES: readonly Spoken[] = ['hint', 'status', 'countdown'];
const spoken = (words: Words): [Spoken, string][] =>
  (['label', 'hint', 'status', 'confirm', 'resend', 'countdown'] as const).flatMap((name) => {
    const text = words[name];
    // No status and no button is nothing said.
    return text === undefined || (name === 'status' && text === '') ? [] : [[name, text]];
  });

it('there are the 23', () => {
  assert.deepEqual([...locales.keys()].sort(), languages);
});

for (const locale of locales.values()) registerLocale(locale);

for (const [name, locale] of locales)
  describe(name, () => {
    const every = [...grid(name)].map((given) => ({
      given,
      words: spoken(said(given)),
      english: new Map(spoken(said({ ...given, lang: 'en' }))),
    }));
    /** Fails with all that do not hold, each of them once. */
    const holds = (check: (text: string, field: Spoken, english: string) => boolean): void => {
      const failures = new Set<string>();
      for (const { words, english } of every)
        for (const [field, text] of words)
          if (!check(text, field, english.get(field) ?? '')) failures.add(`${field}: ${text}`);
      assert.deepEqual([...failures], []);
    };

    it('is named by its file', () => {
      assert.equal(locale.code, name);
    });

    it('has each of its words said', () => {
      const asked = new Set<string>();
      const cases = new Set<string>();
      const spy = (path: string, words: object): object =>
        new Proxy(words, {
          get: (target, key, receiver): unknown => {
            const value: unknown = Reflect.get(target, key, receiver);
            (path ? cases : asked).add(path + String(key));
            return typeof value === 'object' && value ? spy(`${String(key)}.`, value) : value;
          },
        });
      const messages = spy('', locale) as Locale;
      for (const given of grid(name)) said({ ...given, messages });
      const { code: _, ...words } = locale;
      assert.deepEqual([...asked].sort(), Object.keys(words).sort());
      const expected = Object.entries(words).flatMap(([key, value]) =>
        typeof value === 'object' ? Object.keys(value).map((each) => `${key}.${each}`) : [],
      );
      assert.deepEqual(
        expected.filter((each) => !cases.has(each)),
        [],
      );
    });

    it('says something whole', () => {
      holds((text) => !BROKEN.test(text));
    });

    it('speaks in sentences that end as its sentences do', () => {
      const stop = STOPS[name] ?? '.';
      holds((text, field) => !SENTENCES.includes(field) || text.endsWith(stop) || text.endsWith('…'));
    });

    it('is as long as there is room for', () => {
      holds((text, _, english) => text.length <= english.length * 2.2);
    });

    it('counts in its own digits', () => {
      const { numberingSystem } = new Intl.NumberFormat(name).resolvedOptions();
      holds((text) => numberingSystem === 'latn' || !/\d/.test(withoutDestination(text)));
    });

    if (name !== 'en')
      it('leaves nothing in English', () => {
        const letters = OTHER_SCRIPTS.includes(name);
        holds(
          (text, field, english) =>
            (text !== english || (field === 'label' && CODE_IS_CODE.includes(name))) &&
            !(letters && /[a-z]/i.test(withoutDestination(text))),
        );
      });

    it('is data alone: it imports nothing', () => {
      const source = readFileSync(new URL(`${name}.ts`, LOCALES), 'utf8');
      const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
      const { outputText } = ts.transpileModule(source, { compilerOptions: options });
      assert.deepEqual(ts.preProcessFile(outputText, true, true).importedFiles, []);
    });
  });
