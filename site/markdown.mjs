// What the site makes of Markdown beyond the usual: headings with addresses, links that lead from file to page, code in
// colours, live examples, and under a heading of the reference what the manifest says of it.
import { existsSync, statSync } from 'node:fs';
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import { slugOf } from './include.mjs';
import { collect } from './live.mjs';

const languages = { bash, css, javascript, json, typescript, xml };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
const called = { html: 'xml', js: 'javascript', jsx: 'javascript', ts: 'typescript', sh: 'bash' };

const root = new URL('../', import.meta.url);
/** Files outside docs/ that pages link to: they are laid beside them, as text. @type {Set<string>} */
export const linkedFiles = new Set();

const infoOf = ({ info }) => {
  const [language = '', ...flags] = info.trim().split(/\s+/);
  return { language, flags };
};
const isLive = (token) => token?.type === 'fence' && infoOf(token).flags.includes('live');

function highlighted(md, { content, info }) {
  const { language } = infoOf({ info });
  const name = called[language] ?? language;
  const inside = hljs.getLanguage(name)
    ? hljs.highlight(content, { language: name }).value
    : md.utils.escapeHtml(content);
  return `<div class="code"><pre tabindex="0"><code>${inside}</code></pre></div>\n`;
}

/** The text under each heading, for the search. @type {{ page: string, slug: string, title: string, text: string }[]} */
export const sections = [];

/** Where a link of docs/ leads on the site; undefined where there is nothing to lead to. */
function addressOf(href, included) {
  if (/^([a-z]+:|#)/.test(href)) return href;
  const [path, fragment] = href.split('#');
  const hash = fragment ? `#${fragment}` : '';
  const page = /^([\w-]+)\.md$/.exec(path);
  if (page) return `./${page[1]}.html${hash}`;
  const [, fileOfRoot] = /^\.\.\/(README|CHANGELOG|CONTRIBUTING)\.md$/.exec(path) ?? [];
  if (fileOfRoot) {
    const shown = included.get(href.slice('../'.length));
    if (shown) return `./${shown}.html`;
    if (fileOfRoot === 'README') return './index.html';
  }
  const { pathname } = new URL(path, new URL('docs/', root));
  const file = pathname.slice(root.pathname.length);
  if (!existsSync(new URL(file, root)))
    throw new Error(`There is no ${file}, to which a page links. Correct it.`);
  if (statSync(new URL(file, root)).isDirectory()) return undefined;
  if (file.startsWith('docs/')) return `./${file.slice('docs/'.length)}`;
  linkedFiles.add(file);
  return `./files/${file}.txt`;
}

const textOf = (inline) => inline.children.map(({ content }) => content).join('');
const namesIn = (inline) =>
  inline.children.filter(({ type }) => type === 'code_inline').map(({ content }) => content);

/** What a heading of the reference names: `confirm()` and `:state(idle)` without their signs. */
export const bareName = (name) => name.replace(/\(\)$/, '').replace(/^:state\((.*)\)$/, '$1');

function factsOf(md, kind, names, facts) {
  const escape = md.utils.escapeHtml;
  const blocks = names.map((name) => {
    const fact = facts.find((each) => (each.name || 'default') === bareName(name));
    if (!fact) throw new Error(`The manifest knows nothing of ${name} under "${kind}". Correct the heading.`);
    const terms = [
      ['type', fact.type],
      ['default', fact.default],
      [kind === 'Attributes' ? 'property' : 'attribute', fact.also],
    ].flatMap(([term, value]) => (value ? `<span>${term} <code>${escape(value)}</code></span>` : []));
    const title = names.length > 1 ? `<code>${escape(name)}</code> ` : '';
    const description = `<p>${title}${md.renderInline(fact.description)}</p>`;
    return `${description}${terms.length ? `<p class="terms">${terms.join(' ')}</p>` : ''}`;
  });
  return `<div class="facts">${blocks.join('')}</div>\n`;
}

/**
 * @param {import('markdown-it')} md
 * @param {Record<string, { name: string, description: string }[]>} manifest
 * @param {Map<string, string>} included which page shows a section of a file at the root
 */
export function extend(md, manifest, included) {
  md.core.ruler.push('site', ({ tokens, env, Token }) => {
    // A line within a page, such as a description, has no page.
    if (!env.page) return;
    const page = env.page.filePathStem.slice(1);
    const used = new Map();
    const out = [];
    let kind = page === 'attributes' ? 'Attributes' : '';
    let heading = { level: 1, slug: '', text: '', examples: 0 };
    const told = [];
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index];
      if (token.type === 'inline' && tokens[index - 1].type !== 'heading_open')
        sections.at(-1).text += `${textOf(token)} `;
      if (token.type === 'heading_open') {
        const inline = tokens[index + 1];
        const text = textOf(inline);
        const slug = slugOf(text);
        const again = used.get(slug) ?? 0;
        used.set(slug, again + 1);
        heading = {
          level: Number(token.tag[1]),
          slug: again ? `${slug}-${again}` : slug,
          text,
          examples: 0,
        };
        token.attrSet('id', heading.slug);
        if (token.tag === 'h2' && page !== 'attributes') kind = Object.hasOwn(manifest, text) ? text : '';
        sections.push({ page, slug: token.tag === 'h1' ? '' : heading.slug, title: text, text: '' });
        out.push(token);
      } else if (token.type === 'heading_close') {
        const names = namesIn(tokens[index - 1]);
        out.push(token);
        if (kind && token.tag === 'h3' && names.length) {
          told.push(...names.map((name) => ({ name, slug: heading.slug })));
          const facts = new Token('html_block', '', 0);
          facts.content = factsOf(md, kind, names, manifest[kind]);
          out.push(facts);
        }
      } else if (isLive(token)) {
        const fences = [];
        while (isLive(tokens[index])) fences.push(tokens[index++]);
        index--;
        const under = heading.level > 1 ? slugOf(heading.text.split(', ')[0]).replace(/^-+/, '') : '';
        const title = md.utils.escapeHtml(
          heading.examples++ ? `${heading.text}, ${heading.examples}` : heading.text,
        );
        const parts = fences.map((fence) => ({ ...infoOf(fence), text: fence.content }));
        const name = collect(page, under, parts, title);
        const live = new Token('html_block', '', 0);
        live.content =
          `<figure class="live"><iframe src="./examples/${name}.html" title="Live example: ${title}" loading="lazy" height="280"></iframe>` +
          `${fences.map((fence) => highlighted(md, fence)).join('')}</figure>\n`;
        out.push(live);
      } else out.push(token);
    }
    if (told.length) {
      // All that the page tells of, below its first paragraph.
      const links = new Token('html_block', '', 0);
      links.content = `<ul class="names">${told
        .map(({ name, slug }) => `<li><a href="#${slug}"><code>${md.utils.escapeHtml(name)}</code></a></li>`)
        .join('')}</ul>\n`;
      out.splice(out.findIndex(({ type }) => type === 'paragraph_close') + 1, 0, links);
    }
    tokens.splice(0, tokens.length, ...out);
  });

  const { rules } = md.renderer;
  rules.fence = (tokens, index) => highlighted(md, tokens[index]);
  rules.table_open = () => '<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n';
  // The policy allows no style in a page.
  rules.th_open = rules.td_open = (tokens, index) => {
    const { tag } = tokens[index];
    const [, side] = /text-align:(\w+)/.exec(tokens[index].attrGet('style') ?? '') ?? [];
    return side ? `<${tag} class="${side}">` : `<${tag}>`;
  };
  rules.table_close = () => '</table></div>\n';
  rules.heading_open = (tokens, index) => {
    const { tag } = tokens[index];
    const id = tokens[index].attrGet('id');
    return tag === 'h1' ? `<h1 id="${id}">` : `<${tag} id="${id}"><a href="#${id}">`;
  };
  rules.heading_close = (tokens, index) =>
    tokens[index].tag === 'h1' ? '</h1>\n' : `</a></${tokens[index].tag}>\n`;
  rules.link_open = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const address = addressOf(token.attrGet('href') ?? '', included);
    if (address === undefined) {
      const close = tokens.slice(index).find(({ type }) => type === 'link_close');
      close.tag = 'span';
      return '<span>';
    }
    token.attrSet('href', address);
    return self.renderToken(tokens, index, options);
  };
  rules.image = (tokens, index) => {
    const token = tokens[index];
    const path = token.attrGet('src').replace(/^docs\//, '');
    return `<img src="./${path}" alt="${md.utils.escapeHtml(token.content)}" loading="lazy" />`;
  };
}
