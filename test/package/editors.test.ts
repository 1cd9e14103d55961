// What ships for editors: VS Code's own language services complete and explain the elements by it, JetBrains' web-types
// hold all of the manifest; and what was built is as it would be made now.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import type * as CssService from 'vscode-css-languageservice';
import type * as HtmlService from 'vscode-html-languageservice';
import { ofManifest } from '../../tools/ship.mjs';

// Their CommonJS names nothing that an import could ask for.
const require = createRequire(import.meta.url);
const css = require('vscode-css-languageservice') as typeof CssService;
const html = require('vscode-html-languageservice') as typeof HtmlService;

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const json = <Type>(path: string): Type => JSON.parse(read(path)) as Type;

describe('what the build made of the manifest', () => {
  for (const [name, text] of Object.entries(ofManifest()))
    it(`dist/${name} is as it would be made now`, () => {
      assert.equal(read(`dist/${name}`), text);
    });
});

/** A text with the place that is meant in it, marked by `|`. */
const placed = (text: string): readonly [text: string, at: number] => [
  text.replace('|', ''),
  text.indexOf('|'),
];

describe('VS Code knows in HTML', () => {
  const service = html.getLanguageService({
    customDataProviders: [
      html.newHTMLDataProvider(
        'otp-confirm',
        json<HtmlService.HTMLDataV1>('dist/vscode.html-custom-data.json'),
      ),
    ],
  });
  const offered = (marked: string): readonly string[] => {
    const [text, at] = placed(marked);
    const document = html.TextDocument.create('file:///page.html', 'html', 1, text);
    const { items } = service.doComplete(
      document,
      document.positionAt(at),
      service.parseHTMLDocument(document),
    );
    return items.map(({ label }) => label);
  };
  const cases: Readonly<Record<string, readonly [string, ...string[]]>> = {
    'the elements': ['<otp|', 'otp-confirm', 'otp-mock-inbox', 'otp-mock-panel'],
    'their attributes': ['<otp-confirm |', 'issue-endpoint', 'auto-confirm', 'form'],
    'the words of an attribute': ['<otp-confirm alphabet="|"', 'digits', 'alphanumeric', 'text'],
    'the words of one that is written out': ['<otp-confirm countdown="|"', 'minutes', 'seconds'],
    'the one word of a number': ['<otp-confirm length="|"', 'any'],
  };
  for (const [what, [marked, ...labels]] of Object.entries(cases))
    it(what, () => {
      const all = offered(marked);
      for (const label of labels) assert.ok(all.includes(label), `${label} is not offered: ${all.join()}`);
    });
  it('not the attributes of another element', () => {
    assert.ok(!offered('<otp-confirm |').includes('sender'));
  });
  it('what each is for', () => {
    const [text, at] = placed('<otp-confirm endp|oint>');
    const document = html.TextDocument.create('file:///page.html', 'html', 1, text);
    const hover = service.doHover(document, document.positionAt(at), service.parseHTMLDocument(document));
    assert.match(JSON.stringify(hover?.contents), /URL that confirms a code/);
  });
});

describe('VS Code knows in CSS', () => {
  const service = css.getCSSLanguageService({
    customDataProviders: [
      css.newCSSDataProvider(json<CssService.CSSDataV1>('dist/vscode.css-custom-data.json')),
    ],
  });
  const cases: Readonly<Record<string, readonly [marked: string, label: string]>> = {
    'the custom properties': ['otp-confirm { --otp| }', '--otp-confirm-accent-color'],
    'the parts': ['otp-confirm::|', '::part(status)'],
    'the states': ['otp-confirm:|', ':state(refused)'],
  };
  for (const [what, [marked, label]] of Object.entries(cases))
    it(what, () => {
      const [text, at] = placed(marked);
      const document = html.TextDocument.create('file:///page.css', 'css', 1, text);
      const { items } = service.doComplete(
        document,
        document.positionAt(at),
        service.parseStylesheet(document),
      );
      assert.ok(
        items.some((item) => item.label === label),
        `${label} is not offered`,
      );
    });
});

describe('web-types', () => {
  interface Named {
    readonly name: string;
    readonly description?: string;
  }
  interface Element extends Named {
    readonly attributes: readonly Named[];
    readonly slots: readonly Named[];
    readonly js: Readonly<Record<'properties' | 'events', readonly Named[]>>;
    readonly css: Readonly<Record<'properties' | 'parts' | 'pseudo-classes', readonly Named[]>>;
  }
  const { name, version, contributions } = json<{
    name: string;
    version: string;
    contributions: { html: { elements: readonly Element[] } };
  }>('dist/web-types.json');
  type Lists = 'attributes' | 'members' | 'events' | 'slots' | 'cssParts' | 'cssProperties' | 'cssStates';
  type Declared = { tagName?: string } & Partial<Record<Lists, readonly (Named & { kind?: string })[]>>;
  const { modules } = json<{ modules: { declarations: Declared[] }[] }>('custom-elements.json');

  it('are those of this version, where package.json says', () => {
    const own = json<{ name: string; version: string; 'web-types': string }>('package.json');
    assert.deepEqual([name, version], [own.name, own.version]);
    assert.equal(own['web-types'], './dist/web-types.json');
  });
  for (const declared of modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName))
    it(`hold all that the manifest has of <${declared.tagName ?? ''}>`, () => {
      const element = contributions.html.elements.find((each) => each.name === declared.tagName);
      assert.ok(element);
      const names = (list: readonly Named[] = []) => list.map((each) => each.name);
      assert.deepEqual(names(element.attributes), names(declared.attributes));
      assert.deepEqual(names(element.slots), names(declared.slots));
      assert.deepEqual(
        names(element.js.properties),
        names(declared.members?.filter(({ kind }) => kind === 'field')),
      );
      assert.deepEqual(names(element.js.events), names(declared.events));
      assert.deepEqual(names(element.css.properties), names(declared.cssProperties));
      assert.deepEqual(names(element.css.parts), names(declared.cssParts));
      assert.deepEqual(
        names(element.css['pseudo-classes']),
        names(declared.cssStates).map((state) => `state(${state})`),
      );
    });
});
