// The order of the pages and the names they go by in the navigation, where those are shorter than their headings.
// A page of docs/ that stands nowhere here comes after the one whose name its own begins with, or last: none is lost.

/** @type {readonly { title: string, pages: readonly (string | readonly [file: string, name: string])[] }[]} */
export const groups = [
  {
    title: 'Getting started',
    pages: [['index', 'Overview'], 'start', 'outcomes', 'forms', 'frameworks', 'server-rendering'],
  },
  { title: 'Customising', pages: ['style', 'languages', 'accessibility'] },
  { title: 'Reference', pages: ['attributes', 'properties', 'events', 'parts', 'exports', 'package'] },
  {
    title: 'Back ends',
    pages: [['adapters', 'Adapters'], 'own-adapter', 'server', 'many-nodes', 'security'],
  },
  {
    title: 'Guides',
    pages: [
      ['testing', 'Testing'],
      'recipes',
      'troubleshooting',
      'migration',
      'bench',
      'architecture',
      'changelog',
    ],
  },
];

const entries = (pages) => pages.map((page) => (typeof page === 'string' ? [page] : page));

/**
 * The navigation over the pages that there are.
 *
 * @param {readonly { fileSlug: string, title: string }[]} all
 * @returns {{ title: string, pages: { file: string, name: string }[] }[]}
 */
export function navigation(all) {
  const titles = new Map(all.map(({ fileSlug, title }) => [fileSlug, title]));
  const known = groups.map(({ title, pages }) => ({
    title,
    pages: entries(pages)
      .filter(([file]) => titles.has(file))
      .map(([file, name = titles.get(file)]) => ({ file, name })),
  }));
  const placed = new Set(known.flatMap(({ pages }) => pages.map(({ file }) => file)));
  const more = { title: 'More', pages: [] };
  for (const { fileSlug: file, title: name } of all.filter(({ fileSlug }) => !placed.has(fileSlug))) {
    const { pages } =
      known.find(({ pages: inside }) => inside.some((page) => file.startsWith(`${page.file}-`))) ?? more;
    const head = pages.findIndex((page) => file.startsWith(`${page.file}-`));
    pages.splice(head < 0 ? pages.length : head + 1, 0, { file, name });
  }
  return [...known, more].filter(({ pages }) => pages.length > 0);
}
