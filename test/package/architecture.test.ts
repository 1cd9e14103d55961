// docs/architecture.svg is the house as its imports are now, and what is drawn is what the files say.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { HOUSE, drawHouse } from '../../tools/draw.js';
import { houseImports } from '../../tools/drawing/imports.js';

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const imports = houseImports();
const from = (name: string) => imports.filter((each) => each.from === name);

it('docs/architecture.svg is as it would be drawn now (`npm run draw`)', async () => {
  assert.equal(readFileSync(HOUSE, 'utf8'), await drawHouse());
});

describe('the drawing', () => {
  it('has each folder of src', () => {
    const checkedIn = readFileSync(HOUSE, 'utf8');
    const folders = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' }).filter((name) =>
      existsSync(new URL(`src/${name}/index.ts`, root)),
    );
    assert.ok(folders.length > 5);
    for (const folder of folders) assert.ok(checkedIn.includes(`>${folder}</text>`), folder);
  });

  it('has what the core loads: nothing', () => {
    assert.deepEqual(from('core'), []);
  });

  it('has no line of mock, engine or server below what the page loads', () => {
    const reached = new Set<string>();
    const visit = (name: string): void => {
      if (reached.has(name)) return;
      reached.add(name);
      for (const { to, typeOnly } of from(name)) if (!typeOnly) visit(to);
    };
    visit('');
    assert.deepEqual(
      [...reached].filter((name) => /^(mock|engine|server)/.test(name)),
      [],
    );
    assert.ok(reached.has('core') && reached.has('@lit/reactive-element'), 'it is really followed');
  });

  it('has each package that package.json names, and no other but Node’s', () => {
    const packages = imports.filter(({ isPackage, to }) => isPackage && !to.startsWith('node:'));
    assert.deepEqual(
      [...new Set(packages.map(({ to }) => to))].sort(),
      Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).sort(),
    );
  });

  it('tells an import of types alone from one that loads', () => {
    const between = (one: string, other: string) =>
      imports.filter((each) => each.from === one && each.to === other).map(({ typeOnly }) => typeOnly);
    assert.deepEqual(between('element', 'client'), [false]);
    assert.deepEqual(between('mock/elements', 'engine'), [true]);
  });
});
