// What is written of the look is what it is: the custom properties and parts of the style sheet, of themes/default.css, of
// the element's documentation and of the README are the same, with the same defaults; and a design system takes no more
// than twelve lines.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { styles } from '../../src/element/otp-confirm.styles.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const tidy = (value: string): string => value.replace(/\s+/g, ' ').trim();
const documentation = read('src/element/otp-confirm.ts');
const readme = read('README.md');

/** Each custom property that the style sheet reads, with what stands where there is none. */
function defaults(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { index, 0: start, 1: name = '' } of styles.matchAll(/var\((--otp-confirm-[\w-]+), /g)) {
    let depth = 1;
    let end = index + start.length;
    while (depth > 0) depth += { '(': 1, ')': -1 }[styles[end++] ?? ')'] ?? 0;
    const values = found.get(name) ?? new Set();
    found.set(name, values.add(tidy(styles.slice(index + start.length, end - 1))));
  }
  return found;
}
const theme = new Map(
  [...read('themes/default.css').matchAll(/^ {2}(--otp-confirm-[\w-]+): ([^;]+);/gm)].map(
    ([, name = '', value = '']) => [name, tidy(value)],
  ),
);

describe('the custom properties', () => {
  it('are about fifteen, and themes/default.css has each', () => {
    assert.deepEqual([...theme.keys()].sort(), [...defaults().keys()].sort());
    assert.equal(theme.size, 15);
  });

  for (const [name, values] of defaults())
    it(`${name}: its default is the one that is written of it`, () => {
      assert.ok(
        values.has(theme.get(name) ?? ''),
        `${theme.get(name) ?? 'none'} is none of ${[...values].join()}`,
      );
      const [, documented] = new RegExp(`@cssprop \\[?${name}(?:=([^\\]]+)\\])? - `).exec(documentation) ?? [
        '',
      ];
      assert.notEqual(documented, '', `${name} has no @cssprop`);
      if (documented) assert.ok(values.has(documented), documented);
      assert.ok(readme.includes(`\`${name.replace('--otp-confirm', '')}\``), `the README has no ${name}`);
    });

  it('none is declared by the element itself', () => {
    assert.doesNotMatch(styles, /[{;]\s*--otp-confirm-/);
  });
});

it('the parts that are written of are those that are drawn', () => {
  const drawing = read('src/element/drawing.ts');
  const parts = [...documentation.matchAll(/@csspart (\S+)/g)].map(([, name = '']) => name);
  assert.ok(parts.length > 8);
  for (const part of parts) assert.match(drawing, new RegExp(`['" ]${part}['" ]`), part);
});

it('a theme uses custom properties and parts alone', () => {
  for (const name of readdirSync(new URL('../../themes', import.meta.url))) {
    const selectors = read(`themes/${name}`)
      .replace(/\/\*[^]*?\*\//g, '')
      .match(/[^{}]+(?=\{)/g);
    for (const selector of selectors?.flatMap((list) => list.split(',')) ?? [])
      assert.match(selector.trim(), /^otp-confirm(::part\([\w ]+\))?$/, name);
  }
});

for (const name of ['material', 'govuk', 'primer'])
  it(`${name} takes at most twelve lines`, () => {
    const lines = read(`demo/${name}.css`).trim().split('\n');
    assert.ok(lines.length <= 12, String(lines.length));
    assert.ok(lines.every((line) => line.length <= 110));
  });
