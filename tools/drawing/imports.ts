// Which folder of src imports which, and which packages: read from the import and export statements themselves. What is
// drawn of it is house.ts's.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');
const src = join(root, 'src');

export interface Import {
  /** Folders by their path below src, `` for src itself; packages by their names. */
  readonly from: string;
  readonly to: string;
  readonly isPackage: boolean;
  /** Types alone: nothing of it is loaded. */
  readonly typeOnly: boolean;
}

const isTypeOnly = (statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean => {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const { importClause } = statement;
  if (!importClause) return false;
  const { phaseModifier, name, namedBindings } = importClause;
  if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  return (
    !name &&
    !!namedBindings &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
};

/** A package's name out of what is imported of it: `lit` of `lit/directives/live.js`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function importsOf(path: string): readonly Import[] {
  const from = relative(src, dirname(path));
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
    const { text } = moduleSpecifier;
    const isPackage = !text.startsWith('.');
    const to = isPackage ? packageOf(text) : relative(src, dirname(join(dirname(path), text)));
    return to === from && !isPackage ? [] : [{ from, to, isPackage, typeOnly: isTypeOnly(statement) }];
  });
}

/** Each pair of folders once; of types alone where no file of the one loads a file of the other. */
export function houseImports(): readonly Import[] {
  const found = new Map<string, Import>();
  const paths = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort();
  for (const each of paths.flatMap((name) => importsOf(join(src, name)))) {
    const key = `${each.from} ${each.to}`;
    const known = found.get(key);
    if (!known || known.typeOnly) found.set(key, each);
  }
  return [...found.values()].sort((one, other) =>
    `${one.from} ${one.to}`.localeCompare(`${other.from} ${other.to}`, 'en'),
  );
}
