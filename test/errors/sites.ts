// Where src makes errors: each `new …Error(` and each `throw unfit(…)`, by its file and lines, as the compiler's parser
// finds them. That each is provoked is errors.test.ts's matter.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

export interface Site {
  /** `client/client.ts:62`. */
  readonly name: string;
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
  /** It answers another error, which it has to keep. */
  readonly catches: boolean;
}

function isInCatch(node: ts.Node): boolean {
  for (let at = node; !ts.isSourceFile(at) && !ts.isFunctionLike(at); at = at.parent)
    if (ts.isCatchClause(at)) return true;
  return false;
}

/** Every site in a source; `again` is what is thrown once more, as it was caught. */
export function sitesIn(file: string, text: string): { sites: readonly Site[]; again: readonly string[] } {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const sites: Site[] = [];
  const again: string[] = [];
  const visit = (node: ts.Node): void => {
    const isNew = ts.isNewExpression(node) && /(?:Error|Exception)$/.test(node.expression.getText(source));
    const isMade = ts.isThrowStatement(node) && ts.isCallExpression(node.expression);
    if (isNew || isMade) {
      const firstLine = lineOf(node.getStart(source));
      const lastLine = lineOf(node.getEnd());
      sites.push({
        name: `${file}:${String(firstLine)}`,
        file,
        firstLine,
        lastLine,
        catches: isInCatch(node),
      });
    } else if (ts.isThrowStatement(node) && !ts.isNewExpression(node.expression))
      again.push(node.expression.getText(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { sites, again };
}

const all = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort()
  .map((name) => sitesIn(name, readFileSync(`${src}${name}`, 'utf8')));
export const sites: readonly Site[] = all.flatMap((each) => each.sites);
export const again: readonly string[] = all.flatMap((each) => each.again);

/** The sites that an error came by: the lines of its stack. */
export function sitesOf(error: Error): readonly Site[] {
  const frames = [...(error.stack ?? '').matchAll(/\n {4}at .*[\\/]src[\\/]([\w\\/.-]+\.ts):(\d+)/g)];
  return frames.flatMap(([, path = '', text = '']) => {
    const [file, line] = [path.replaceAll('\\', '/'), Number(text)];
    return sites.filter((site) => site.file === file && site.firstLine <= line && line <= site.lastLine);
  });
}
