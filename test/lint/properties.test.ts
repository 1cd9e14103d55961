// Every property of the tests is tried more often in the nightly run: none has a number of its own, or none at all.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import ts from 'typescript';

const test = new URL('..', import.meta.url);
const sources = readdirSync(test, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
  .map((name) => ({ name, text: readFileSync(new URL(name, test), 'utf8') }));

/** The second arguments of all calls of `fc.assert`, as they are written. */
function parametersIn(name: string, text: string): readonly string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(file) === 'fc.assert')
      found.push(node.arguments[1]?.getText(file) ?? 'nothing');
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

it('each property takes its number from runs()', () => {
  const all = sources.flatMap(({ name, text }) =>
    parametersIn(name, text).map((parameters) => [name, parameters] as const),
  );
  assert.ok(all.length >= 13, 'the properties are found');
  assert.deepEqual(
    // `npm run fuzz` counts for itself.
    all.filter(([name, parameters]) => !/^runs\(\d*\)$/.test(parameters) && name !== 'server/fuzz.test.ts'),
    [],
  );
});
