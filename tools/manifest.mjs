// `npm run manifest`: writes custom-elements.json, what editors, frameworks and the documentation know of the elements.
// It is read from the sources: the comments, the types, and the classes' own tables of attributes. What is made of the
// manifest for each editor and framework is tools/manifest/editors.mjs's and types.mjs's.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { asItShips } from './manifest/as-it-ships.mjs';

const root = join(import.meta.dirname, '..');
export const MANIFEST = join(root, 'custom-elements.json');

/** What the elements are made of, those that define them first. */
const modules = [
  'src/index.ts',
  ...['events', 'properties', 'native-field', 'otp-confirm'].map((name) => `src/element/${name}.ts`),
  ...['define', 'sandbox-element', 'otp-mock-inbox', 'otp-mock-panel'].map(
    (name) => `src/mock/elements/${name}.ts`,
  ),
];

/** The manifest as the sources have it now, as text. */
export async function manifest() {
  const sources = modules.map((path) =>
    ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2022, true),
  );
  const made = create({ modules: sources, plugins: [await asItShips(root)], context: { dev: false } });
  return `${JSON.stringify(made, null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(MANIFEST, await manifest());
  console.log(relative('', MANIFEST));
}
