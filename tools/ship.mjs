// The end of the build: what ships beside the modules. Of the manifest, what editors and frameworks are told.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cssData, htmlData, webTypes } from './manifest/editors.mjs';
import { elementsOf } from './manifest/elements.mjs';
import { elementTypes, frameworkTypes } from './manifest/types.mjs';

const root = join(import.meta.dirname, '..');
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** What is made of the manifest: each file below dist, and its text. */
export function ofManifest() {
  const elements = elementsOf(readJson('custom-elements.json'));
  return {
    'vscode.html-custom-data.json': json(htmlData(elements)),
    'vscode.css-custom-data.json': json(cssData(elements)),
    'web-types.json': json(webTypes(elements, readJson('package.json'))),
    'types/elements.d.ts': elementTypes(elements),
    ...Object.fromEntries(
      Object.entries(frameworkTypes).map(([name, write]) => [`types/${name}.d.ts`, write(elements)]),
    ),
  };
}

function ship(files) {
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, 'dist', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

if (process.argv[1] === import.meta.filename) ship(ofManifest());
