// The code that stands in a page of the documentation, to be run as it stands there. What it is run in is its test's.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { headingsOf } from '../site/include.mjs';

export interface Snippet {
  readonly language: string;
  readonly text: string;
  readonly heading: string;
}

/** Those of a file, which is named from the root of the repository. */
export async function snippetsOf(file: string): Promise<Snippet[]> {
  const markdown = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
  const headings = headingsOf(markdown.split('\n'));
  return [...markdown.matchAll(/^```(\w+)[^\n]*\n([^]*?)^```$/gm)].map(
    ({ 1: language = '', 2: text = '', index: at }) => {
      const line = markdown.slice(0, at).split('\n').length;
      const heading = headings.filter(({ index }) => index < line).at(-1)?.text ?? '';
      return { language, text, heading };
    },
  );
}

/** The only one under a heading of docs/testing.md. */
export async function recipeOf(heading: string): Promise<string> {
  const [recipe, ...more] = (await snippetsOf('docs/testing.md')).filter((each) => each.heading === heading);
  assert.ok(recipe && !more.length, `docs/testing.md has one recipe for ${heading}`);
  return recipe.text;
}
