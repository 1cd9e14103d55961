// Compiles a small source as a file of this package would be: what the compiler refuses is what a user would see.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

// The ending says whether there is JSX in it.
const fileFor = ({ jsx }: ts.CompilerOptions): string => `${root}test/source.ts${jsx ? 'x' : ''}`;

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  strict: true,
  skipLibCheck: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
};
/** The package's own name leads to its source, as in tsconfig.json; without it to the build. */
export const fromSource: ts.CompilerOptions = { paths: { 'otp-confirm/*': [`${root}src/*/index.ts`] } };

/** What the compiler says of a source: `12: Type …`, the line and the words, one text an error. */
export function errorsIn(source: string, more: ts.CompilerOptions = {}): readonly string[] {
  const all = { ...options, ...more };
  const file = fileFor(more);
  const host = ts.createCompilerHost(all);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? source : readFile(name));
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], all, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, file: of, start }) => {
    const line = of?.fileName === file ? of.getLineAndCharacterOfPosition(start ?? 0).line + 1 : 0;
    return `${String(line)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
