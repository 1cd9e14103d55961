// What is written once and shown twice: a paragraph of docs/ that is nothing but a link to a section of the README (or to
// the whole CHANGELOG) is, on the site, that section. On any other reader of Markdown it stays the link.
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');

/** The name of a heading in an address, as the usual hosts of Markdown make it. */
export const slugOf = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');

/**
 * The headings of a Markdown text outside its code, each with its line.
 *
 * @param {readonly string[]} lines
 * @returns {{ index: number, level: number, text: string, slug: string }[]}
 */
export function headingsOf(lines) {
  let fence = '';
  return lines.flatMap((line, index) => {
    const [mark = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.slice(1) ?? [];
    if (fence ? mark.startsWith(fence) : mark) fence = fence ? '' : mark;
    const [, level, text] = (!fence && !mark && /^(#{1,6}) (.+)$/.exec(line)) || [];
    return level ? [{ index, level: level.length, text, slug: slugOf(text) }] : [];
  });
}

/** Links of a file at the root, as seen from docs/. */
const fromDocs = (text) =>
  text.replace(/\]\((?!#|\.\.\/|[a-z]+:)([^)\s]+)/g, (_, path) =>
    path.startsWith('docs/') ? `](${path.slice('docs/'.length)}` : `](../${path}`,
  );

function section(file, slug, level) {
  const lines = read(file).split('\n');
  const headings = headingsOf(lines);
  const own = slug ? headings.find((heading) => heading.slug === slug) : headings[0];
  if (!own) throw new Error(`${file} has no section #${slug}. Correct the link to it.`);
  const after = headings.filter(({ index }) => index > own.index);
  // Of the file's own heading the introduction is meant; without a name all of it.
  const end = slug && after.find(({ level: other }) => own.level === 1 || other <= own.level);
  const inside = after.filter(({ index }) => index < (end?.index ?? Infinity));
  // As deep as the page is there, and one more for what is inside.
  for (const { index, level: other, text } of inside)
    lines[index] = `${'#'.repeat(level + other - own.level)} ${text}`;
  return fromDocs(lines.slice(own.index + 1, end?.index).join('\n')).trim();
}

/**
 * The page with the sections in it that it names.
 *
 * @param {string} content
 * @returns {string}
 */
export function withIncludes(content) {
  const lines = content.split('\n');
  const headings = headingsOf(lines);
  return lines
    .map((line, index) => {
      const [, path, slug] =
        /^\[[^\]]+\]\(\.\.\/(README\.md|CHANGELOG\.md|CONTRIBUTING\.md)(?:#([\w-]+))?\)$/.exec(line) ?? [];
      const alone = !lines[index - 1]?.trim() && !lines[index + 1]?.trim();
      if (!path || !alone) return line;
      const level = headings.findLast((heading) => heading.index < index)?.level ?? 1;
      return section(path, slug, level);
    })
    .join('\n');
}

/** Which page of docs/ shows a section: where a link to it leads on the site. @returns {Map<string, string>} */
export function includedIn(pages) {
  return new Map(
    pages.flatMap(({ fileSlug, content }) =>
      [
        ...content.matchAll(/^\[[^\]]+\]\(\.\.\/((?:README|CHANGELOG|CONTRIBUTING)\.md(?:#[\w-]+)?)\)$/gm),
      ].map(([, target]) => [target, fileSlug]),
    ),
  );
}
