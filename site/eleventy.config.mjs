// The documentation as Eleventy builds it: each Markdown file of docs/ is a page of that name, drawn by page.njk. What
// stands beside the pages (examples, search, llms.txt) is build.mjs's.
import { readdirSync, readFileSync } from 'node:fs';
import { headingsOf, includedIn, withIncludes } from './include.mjs';
import { manifest } from './manifest.mjs';
import { extend } from './markdown.mjs';
import { navigation } from './pages.mjs';

const docs = new URL('../docs/', import.meta.url);

/** In words alone: what stands in a title or a description. */
const plain = (markdown) => markdown.replace(/`|\*\*/g, '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');

/** Of the first paragraph: what is no fence, table, list, picture or bare link. */
function firstSentence(lines) {
  const text = lines.join('\n').replace(/^(```|~~~)[^]*?^\1$/gm, '');
  const paragraph =
    text.split(/\n\s*\n/).find((block) => /^\s*(?!\[[^\]]+\]\([^)]+\)\s*$)[\p{L}`*[]/u.test(block)) ?? '';
  const [sentence = ''] = /^.*?(?:[.:?!](?= |$)|$)/.exec(plain(paragraph.trim().replace(/\s+/g, ' '))) ?? [];
  return sentence.replace(/:$/, '.');
}

/** Title and description are the page's own first heading and first paragraph: they stand nowhere else. */
export function pages() {
  return readdirSync(docs)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => {
      const content = readFileSync(new URL(name, docs), 'utf8');
      const lines = withIncludes(content).split('\n');
      const [first] = headingsOf(lines);
      if (first?.level !== 1)
        throw new Error(`docs/${name} does not begin with a "# " heading. Give it one.`);
      return {
        fileSlug: name.slice(0, -'.md'.length),
        title: plain(first.text),
        description: firstSentence(lines.slice(first.index + 1)),
        content,
        markdown: lines.join('\n'),
      };
    });
}

export default function configure(eleventy) {
  const all = pages();
  const groups = navigation(all);
  const order = groups.flatMap((group) => group.pages);
  const of = ({ page }) => page.filePathStem.slice(1);
  const beside = (data, by) => order[order.findIndex(({ file }) => file === of(data)) + by];
  eleventy.setQuietMode(true);
  eleventy.addGlobalData('layout', 'page.njk');
  eleventy.addGlobalData('groups', groups);
  eleventy.addGlobalData('eleventyComputed', {
    permalink: (data) => `${of(data)}.html`,
    file: of,
    about: (data) => all.find(({ fileSlug }) => fileSlug === of(data)),
    previous: (data) => beside(data, -1),
    next: (data) => beside(data, 1),
  });
  eleventy.addPreprocessor('includes', 'md', (data, content) => withIncludes(content));
  eleventy.amendLibrary('md', (md) => extend(md, manifest(), includedIn(all)));
  eleventy.addFilter('onThisPage', (html) =>
    [...html.matchAll(/<h2 id="([^"]+)"><a [^>]*>(.*?)<\/a>/g)].map(([, id, title]) => ({ id, title })),
  );
  // Pictures, and what else lies there.
  eleventy.addPassthroughCopy('docs/*.{png,svg,txt}');
  return {
    dir: { input: 'docs', includes: '../site' },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
  };
}
