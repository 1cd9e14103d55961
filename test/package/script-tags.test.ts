// The files for the script tag, beside otp-confirm.min.js, which is exports.test.ts's: each stands alone, its hash is the
// published one, and the licences of what it holds ship with it. That they run is test/element/script-tag.test.ts's.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { globalOf } from '../../tools/global-of.mjs';
import { shipped } from '../../tools/ship.mjs';
import { errorsIn } from '../compile.js';

const dist = new URL('../../dist/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, dist), 'utf8');
const sourcesOf = (file: string): readonly string[] =>
  (JSON.parse(read(`${file}.map`)) as { readonly sources: readonly string[] }).sources;

const adapters = readdirSync(new URL('../src/adapters', dist)).map((name) => name.replace('.ts', ''));
/** What each stands for, and the global of its classic script. */
const globals: Readonly<Record<string, string>> = {
  'otp-confirm': 'otpConfirm',
  'otp-confirm-mock': 'otpConfirmMock',
  ...Object.fromEntries(adapters.map((name) => [`adapters/${name}`, globalOf(name)])),
};
const files = Object.keys(globals).flatMap((name) => [`${name}.min.js`, `${name}.iife.js`]);

describe('what ships beside the modules', () => {
  for (const [name, text] of Object.entries(shipped()))
    it(`dist/${name} is as it would be made now`, () => {
      assert.equal(read(name), text);
    });
});

describe('the files for the script tag', () => {
  for (const file of files) {
    const global = globals[file.replace(/\.\w+\.js$/, '')];
    it(`${file} stands alone`, () => {
      assert.deepEqual(ts.preProcessFile(read(file), true, true).importedFiles, []);
      assert.ok(!read(file).includes('Lit is in dev mode'));
    });
    if (file.endsWith('.iife.js'))
      it(`${file} declares ${global}, and nothing else of the page’s`, () => {
        const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022);
        const names: string[] = [];
        const visit = (node: ts.Node): void => {
          if (ts.isFunctionLike(node)) return;
          if (ts.isVariableDeclaration(node)) names.push(node.name.getText(source));
          ts.forEachChild(node, visit);
        };
        visit(source);
        assert.deepEqual(names, [global]);
      });
    it(`${file} is made of the same as its other format`, () => {
      const other = file.endsWith('.min.js')
        ? file.replace('.min.', '.iife.')
        : file.replace('.iife.', '.min.');
      assert.deepEqual([...sourcesOf(file)].sort(), [...sourcesOf(other)].sort());
    });
  }
  it('the sandbox’s hold the engine and the panel, and nothing of a server’s', () => {
    const own = sourcesOf('otp-confirm-mock.min.js').filter((source) => source.startsWith('../src/'));
    for (const path of ['engine/engine.ts', 'mock/elements/otp-mock-panel.ts'])
      assert.ok(own.includes(`../src/${path}`), path);
    assert.deepEqual(
      own.filter((source) => !/^\.\.\/src\/(mock|engine|client|core)\//.test(source)),
      [],
    );
  });
});

it('TypeScript knows the globals of the classic scripts', () => {
  const source = (name: string): string => `
    import 'otp-confirm/otp-confirm.iife.js';
    import 'otp-confirm/otp-confirm-mock.iife.js';
    import 'otp-confirm/adapters/better-auth.iife.js';
    otpConfirm.${name}({ code: 'de', label: 'Kennzahl' });
    otpConfirmBetterAuth.betterAuth({ method: 'totp' }).confirm;
    otpConfirmMock.createMock().inbox.latest?.code satisfies string | undefined;`;
  assert.deepEqual(errorsIn(source('registerLocale')), []);
  assert.match(errorsIn(source('registerLanguage')).join(), /registerLanguage/);
});

describe('integrity.json', () => {
  const hashes = JSON.parse(read('integrity.json')) as Readonly<Record<string, string>>;
  it('has each file that a page loads as it is', () => {
    const languages = readdirSync(new URL('element/locales', dist))
      .filter((name) => name.endsWith('.js') && name !== 'en.js')
      .map((name) => `element/locales/${name}`);
    for (const file of [...files, ...languages]) assert.ok(hashes[file], file);
  });
  for (const [file, hash] of Object.entries(hashes))
    it(`has the hash of ${file}`, () => {
      const digest = createHash('sha384').update(readFileSync(new URL(file, dist)));
      assert.equal(hash, `sha384-${digest.digest('base64')}`);
    });
});

describe('THIRD-PARTY-LICENSES.txt', () => {
  const text = read('THIRD-PARTY-LICENSES.txt');
  const packages = new Set(
    files.flatMap((file) =>
      sourcesOf(file).flatMap((source) => {
        const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
        return name === undefined ? [] : [name];
      }),
    ),
  );
  it('is about more than one package', () => {
    assert.ok(packages.has('@lit/reactive-element') && packages.has('lit-html'));
  });
  for (const name of packages)
    it(`has the licence of ${name}, which allows this`, () => {
      const folder = new URL(`../node_modules/${name}/`, dist);
      const { version, license } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
        readonly version: string;
        readonly license: string;
      };
      assert.match(license, /^(MIT|BSD-3-Clause)$/);
      assert.ok(text.includes(`${name} ${version} (${license})`));
      const file = readdirSync(folder).find((each) => /^licen[sc]e/i.test(each)) ?? '';
      assert.ok(text.includes(readFileSync(new URL(file, folder), 'utf8').trim()));
    });
});
