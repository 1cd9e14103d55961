// What `npm pack` puts into the package, and nothing else; and its types, as each way of resolving them finds them there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData, type CheckResult } from '@arethetypeswrong/core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-packed-'));
after(() => {
  rmSync(folder, { recursive: true });
});

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}
let packed: Packed;
before(async () => {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: root });
  const [only] = JSON.parse(stdout) as Packed[];
  assert.ok(only);
  packed = only;
});

describe('npm pack', () => {
  const folders = '(adapters|client|core|element|engine|mock|server|ssr|testing)';
  /** Each kind of file that ships, with one that must be there. */
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/^(package\.json|README\.md|LICENSE|custom-elements\.json)$/, 'custom-elements.json'],
    [new RegExp(`^src/(${folders}/[\\w./-]+|index)\\.(ts|json)$`), 'src/element/otp-confirm.ts'],
    [/^test\/suites\/[\w-]+\.ts$/, 'test/suites/index.ts'],
    [/^themes\/[\w-]+\.css$/, 'themes/joined.css'],
    [/^dist\/theme\.d\.ts$/, 'dist/theme.d.ts'],
    [
      new RegExp(`^dist/(${folders}/[\\w./-]+|index)\\.(js|js\\.map|d\\.ts|d\\.ts\\.map)$`),
      'dist/core/index.d.ts',
    ],
    [/^dist\/engine\/component\.schema\.json$/, 'dist/engine/component.schema.json'],
    [/^dist\/otp-confirm(-mock)?\.((min|iife)\.js(\.map)?|iife\.d\.ts)$/, 'dist/otp-confirm.iife.js'],
    [/^dist\/types\/\w+\.d\.ts$/, 'dist/types/react.d.ts'],
    [/^dist\/(vscode\.(html|css)-custom-data|web-types|integrity)\.json$/, 'dist/integrity.json'],
    [/^dist\/THIRD-PARTY-LICENSES\.txt$/, 'dist/THIRD-PARTY-LICENSES.txt'],
  ];
  it('packs these kinds of files, and no other', () => {
    const strange = packed.files.filter(({ path }) => !kinds.some(([kind]) => kind.test(path)));
    assert.deepEqual(strange, []);
  });
  it('packs some of each kind', () => {
    const paths = packed.files.map(({ path }) => path);
    for (const [, path] of kinds) assert.ok(paths.includes(path), `${path} is missing`);
  });
  it('packs each module with its declarations, and its map', () => {
    const paths = new Set(packed.files.map(({ path }) => path));
    // The languages are one value each, minified.
    const modules = [...paths].filter((path) =>
      /^dist\/(?!otp-confirm|element\/locales|.*\.min\.js).*\.js$/.test(path),
    );
    assert.ok(modules.length > 100);
    for (const path of modules) {
      assert.ok(paths.has(path.replace(/\.js$/, '.d.ts')), `${path} has no declarations`);
      assert.ok(paths.has(`${path}.map`), `${path} has no map`);
    }
  });
  it('packs each source that a map names', () => {
    const paths = new Set(packed.files.map(({ path }) => path));
    for (const path of [...paths].filter((each) => /^dist\/.*\.map$/.test(each))) {
      const { sources } = JSON.parse(readFileSync(root + path, 'utf8')) as { sources: string[] };
      for (const source of sources.filter((each) => !each.includes('node_modules'))) {
        const file = join(path, '..', source);
        assert.ok(paths.has(file), `${path} names ${file}`);
      }
    }
  });
  it('packs no file that is to be run', () => {
    assert.deepEqual(
      packed.files.filter(({ mode }) => mode & 0o111),
      [],
    );
  });
});

describe('arethetypeswrong', () => {
  let result: CheckResult;
  before(async () => {
    const tarball = readFileSync(join(folder, packed.filename));
    result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  });
  it('looks at each export', () => {
    assert.ok(result.types);
    const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { exports: object };
    const looked = Object.keys(result.entrypoints);
    // A pattern stands for what it leads to.
    for (const path of Object.keys(exports).filter((each) => !each.includes('*')))
      assert.ok(looked.includes(path), path);
  });
  it('finds nothing, for who imports a module', () => {
    assert.ok(result.types);
    // The package is ES modules alone: no require() of before Node 22, no resolution that knows no exports.
    const kinds = ['node16-esm', 'bundler'];
    const problems = result.problems.filter(
      (problem) => !('resolutionKind' in problem) || kinds.includes(problem.resolutionKind),
    );
    assert.deepEqual(problems, []);
  });
});
