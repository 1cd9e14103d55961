// The end of the build: what ships beside the modules. Of the manifest, what editors and frameworks are told; of the
// files for the script tag, their hashes and the licences of what they hold.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globalOf } from './global-of.mjs';
import { cssData, htmlData, webTypes } from './manifest/editors.mjs';
import { elementsOf } from './manifest/elements.mjs';
import { elementTypes, frameworkTypes } from './manifest/types.mjs';
import { thirdPartyLicences } from './third-party.mjs';

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

const dist = join(root, 'dist');
const built = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((name) =>
  name.replaceAll('\\', '/'),
);
/** What a page loads as it is: bundles, and the languages beside them. */
const loaded = built.filter(
  (name) => /\.(min|iife)\.js$/.test(name) || /^element\/locales\/(?!en\.)[\w-]+\.js$/.test(name),
);

/** The global of each classic script, for who names it in TypeScript. */
const globals = {
  'otp-confirm': ['otpConfirm', './index.js'],
  'otp-confirm-mock': ['otpConfirmMock', './mock/elements/script-tag.js'],
  ...Object.fromEntries(
    built.flatMap((name) => {
      const [, path, adapter] = /^(adapters\/([\w-]+))\.iife\.js$/.exec(name) ?? [];
      return path ? [[path, [globalOf(adapter), `./${adapter}.js`]]] : [];
    }),
  ),
};
const globalTypes = () =>
  Object.fromEntries(
    Object.entries(globals).map(([file, [name, from]]) => [
      `${file}.iife.d.ts`,
      `import type * as exported from '${from}';\n\ndeclare global {\n  var ${name}: typeof exported;\n}\n`,
    ]),
  );

/** A theme as TypeScript imports it. */
const themeTypes = 'declare const sheet: CSSStyleSheet;\nexport default sheet;\n';

/** What a page writes as `integrity`, by the file. */
export const integrity = () =>
  Object.fromEntries(
    loaded.toSorted().map((name) => [
      name,
      `sha384-${createHash('sha384')
        .update(readFileSync(join(dist, name)))
        .digest('base64')}`,
    ]),
  );

function ship(files) {
  for (const [name, text] of Object.entries(files)) {
    const path = join(dist, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** All of it: each file below dist, and its text. */
export const shipped = () => ({
  ...ofManifest(),
  ...globalTypes(),
  'theme.d.ts': themeTypes,
  'integrity.json': json(integrity()),
  'THIRD-PARTY-LICENSES.txt': thirdPartyLicences(
    Object.fromEntries(
      built
        .filter((name) => /\.(min|iife)\.js\.map$/.test(name))
        .toSorted()
        .map((name) => [name.replace(/\.map$/, ''), join(dist, name)]),
    ),
  ),
});

if (process.argv[1] === import.meta.filename) ship(shipped());
