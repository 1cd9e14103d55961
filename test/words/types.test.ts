// A language that lacks a word, or has one that is not known, does not compile.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { LOCALES } from './subjects.js';

const path = fileURLToPath(new URL('of-this-test.ts', LOCALES));
const whole = readFileSync(new URL('de.ts', LOCALES), 'utf8').replace('export default de;', '');
const file = ts.createSourceFile(path, whole, ts.ScriptTarget.ES2022, true);
const object = file.statements
  .filter(ts.isVariableStatement)
  .map((statement) => statement.declarationList.declarations[0]?.initializer)
  .find((initializer) => initializer && ts.isObjectLiteralExpression(initializer));
assert.ok(object && ts.isObjectLiteralExpression(object), 'the language is one object');

const nameOf = ({ name }: ts.ObjectLiteralElementLike): string =>
  name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '';
const literal = (properties: readonly string[]): string => `{ ${properties.join(', ')} }`;
const texts = object.properties.map((property) => property.getText());
const without = (names: readonly string[]): string[] =>
  object.properties.filter((each) => !names.includes(nameOf(each))).map((each) => each.getText());

// One program over all of them: each literal is a line of its own.
const lines: readonly (readonly [what: string, line: string, error: RegExp | undefined])[] = [
  ['the whole language', literal(texts), undefined],
  ...object.properties
    .map(nameOf)
    .map((name): [string, string, RegExp] => [
      `without ${name}`,
      literal(without([name])),
      new RegExp(`Property '"?${name}"?' is missing`),
    ]),
  ['with a word that is not known', literal([...texts, "hnit: 'Tippfehler'"]), /'hnit' does not exist/],
  [
    'with a case that is not known',
    literal([...without(['ask']), "ask: { other: 'x', ohter: 'x' }"]),
    /'ohter' does not exist/,
  ],
  ...(['incorrect', 'network', 'none', 'hint'] as const).map((name): [string, string, RegExp] => [
    `without a word for the case of ${name}`,
    literal([...without([name]), `${name}: { other: 'x' }`]),
    /is missing in type/,
  ]),
  ['with a word for some cases only', literal([...without(['tries']), "tries: { one: 'x' }"]), /other/],
];
const header = "import type { Locale } from '../messages.js';";
const source = [
  header,
  ...lines.map(
    ([, line], index) => `export const l${String(index)}: Locale = ${line.replaceAll('\n', ' ')};`,
  ),
].join('\n');

const config = ts.readConfigFile(
  fileURLToPath(new URL('../../tsconfig.build.json', import.meta.url)),
  (name) => readFileSync(name, 'utf8'),
);
const { options } = ts.parseJsonConfigFileContent(
  { ...(config.config as object), include: [], files: [path] },
  { ...ts.sys, fileExists: (name) => name === path || ts.sys.fileExists(name) },
  fileURLToPath(new URL('../..', import.meta.url)),
);
const host = ts.createCompilerHost(options);
const { getSourceFile, fileExists, readFile } = host;
host.getSourceFile = (name, ...rest) =>
  name === path ? ts.createSourceFile(path, source, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
host.fileExists = (name) => name === path || fileExists(name);
host.readFile = (name) => (name === path ? source : readFile(name));

describe('a language compiles only whole', () => {
  const program = ts.createProgram([path], options, host);
  const found = program.getSourceFile(path);
  const errors = new Map<number, string>();
  for (const { start = 0, messageText } of program.getSemanticDiagnostics(found)) {
    const line = found?.getLineAndCharacterOfPosition(start).line ?? 0;
    errors.set(line, ts.flattenDiagnosticMessageText(messageText, ' '));
  }
  for (const [index, [what, , error]] of lines.entries())
    it(what, () => {
      const message = errors.get(index + 1) ?? '';
      if (error) assert.match(message, error);
      else assert.equal(message, '');
    });
});
