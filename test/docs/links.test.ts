// The links of the Markdown files as they are read in the repository: each leads to a file, and to a heading of it.
// Those of the site, as it is built, are site.test.ts's.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { headingsOf } from '../../site/include.mjs';

const files = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const headings = (file: string): Set<string> =>
  new Set(headingsOf(readFileSync(file, 'utf8').split('\n')).map(({ slug }) => slug));

/** The links of a text that lead to nothing. */
function broken(file: string, text: string): string[] {
  return [...text.matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g)]
    .filter(([, path, hash]) => {
      const target = path ? join(dirname(file), path) : file;
      return !existsSync(target) || (hash && target.endsWith('.md') && !headings(target).has(hash));
    })
    .map(([link]) => `${file}: ${link}`);
}

it('every link leads to a file, and to a heading of it', () => {
  assert.ok(files.includes('README.md') && files.includes('docs/adapters.md'));
  assert.deepEqual(
    files.flatMap((file) => broken(file, readFileSync(file, 'utf8'))),
    [],
  );
});

it('one that leads nowhere is told', () => {
  const text = '[a](README.md#events) [b](README.md#nothing) [c](docs/nothing.md) [d](https://example.org/x)';
  assert.deepEqual(broken('README.md', text), [
    'README.md: ](README.md#nothing)',
    'README.md: ](docs/nothing.md)',
  ]);
});
