// The documentation as it is built: every link leads somewhere, every page is in the navigation, in llms.txt and in the
// search, the reference has everything that the manifest lists, each with an example, and nothing is loaded from elsewhere.
// How the pages look and run is test/e2e/docs.e2e.ts's.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import MiniSearch from 'minisearch';
import { buildSite } from '../../site/build.mjs';
import { headingsOf, slugOf, withIncludes } from '../../site/include.mjs';
import { examples } from '../../site/live.mjs';
import { manifest } from '../../site/manifest.mjs';
import { bareName } from '../../site/markdown.mjs';
import { navigation } from '../../site/pages.mjs';
import { searchOptions } from '../../site/search.mjs';

const output = mkdtempSync(join(tmpdir(), 'otp-confirm-docs-'));
before(() => buildSite(output));
after(() => {
  rmSync(output, { recursive: true, force: true });
});

const read = (path: string): string => readFileSync(join(output, path), 'utf8');
const sources = readdirSync('docs').filter((name) => name.endsWith('.md'));
const names = sources.map((name) => name.replace('.md', ''));
const pages = (): string[] => readdirSync(output).filter((name) => name.endsWith('.html'));
/** Of the documentation itself: the demo's pages are test/package's. */
const everyPage = (): string[] => [
  ...pages(),
  ...readdirSync(join(output, 'examples'))
    .filter((name) => name.endsWith('.html'))
    .map((name) => `examples/${name}`),
];
const addressesIn = (html: string): string[] =>
  [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, address = '']) => address.replaceAll('&amp;', '&'));
const idsIn = (html: string): Set<string> =>
  new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id));

/** What a page links that is not there. */
function brokenLinks(page: string, html: string): string[] {
  return addressesIn(html).filter((address) => {
    if (/^https?:/.test(address)) return false;
    const [path = '', id] = address.split('#');
    const target = path ? relative(output, join(output, dirname(page), path)) : page;
    if (!existsSync(join(output, target))) return true;
    return !!id && !idsIn(target === page ? html : read(target)).has(id);
  });
}

describe('the built site', () => {
  it('has a page for each file of docs/', () => {
    assert.deepEqual(pages(), names.map((name) => `${name}.html`).sort());
  });

  it('leads somewhere with every link, to the very heading', () => {
    const broken = everyPage().flatMap((page) =>
      brokenLinks(page, read(page)).map((address) => [page, address]),
    );
    // What an example links is its reader's: the anchors of a page that is not there.
    assert.deepEqual(
      broken.filter(([page, address]) => !/^examples/.test(page ?? '') || !/^#/.test(address ?? '')),
      [],
    );
  });

  it('would tell a link that leads nowhere', () => {
    const html =
      '<a href="./start.html#nowhere"></a><a href="./nothing.html"></a><a href="#x"></a><i id="y"></i>';
    assert.deepEqual(brokenLinks('start.html', html), ['./start.html#nowhere', './nothing.html', '#x']);
  });

  it('loads nothing from elsewhere, and has no style or script within a page', () => {
    for (const page of everyPage()) {
      const html = read(page);
      assert.doesNotMatch(html, /<(?:script|img|iframe|link)[^>]+(?:src|href)="(?:https?:)?\/\//, page);
      assert.doesNotMatch(html, /<style|\sstyle="|\son\w+="|<script(?![^>]*\ssrc=)/, page);
    }
    for (const sheet of ['style.css', 'stage.css']) assert.doesNotMatch(read(sheet), /url\(|@import/);
  });

  it('names every page in its navigation, with the one that is open', () => {
    const open = /<a href="\.\/([\w-]+)\.html" aria-current="page">/;
    for (const page of pages()) {
      const html = read(page);
      for (const name of names)
        assert.ok(html.includes(`<li><a href="./${name}.html"`), `${page} names no ${name}`);
      assert.equal(open.exec(html)?.[1], page.replace('.html', ''));
    }
  });

  it('puts a page that nobody has placed beside its family, or at the end', () => {
    const groups = navigation([
      { fileSlug: 'adapters', title: 'Adapters' },
      { fileSlug: 'adapters-x', title: 'X' },
      { fileSlug: 'new', title: 'New' },
    ]);
    const files = groups.map(({ title, pages: inside }) => [title, inside.map(({ file }) => file)]);
    assert.deepEqual(files, [
      ['Back ends', ['adapters', 'adapters-x']],
      ['More', ['new']],
    ]);
  });

  it('covers every page in llms.txt, each with its Markdown beside it', () => {
    const listed = [...read('llms.txt').matchAll(/^- \[[^\]]+\]\(\.\/([\w-]+)\.md\)/gm)].map(
      ([, name]) => name,
    );
    assert.deepEqual([...listed].sort(), [...names].sort());
    assert.match(read('llms.txt'), /^# otp-confirm\n\n> \S.+\n/);
    for (const name of names) assert.match(read(`${name}.md`), /^# /);
  });
});

describe('the search', () => {
  const first = (words: string): unknown =>
    MiniSearch.loadJSON(read('search.json'), searchOptions).search(words)[0]?.['address'];
  for (const [words, address] of [
    ['auto-confirm', './attributes.html#auto-confirm'],
    ['countdwn', './attributes.html#countdown'],
    ['many nodes', './many-nodes.html'],
    ['playwright', './testing.html#playwright'],
    ['troubleshooting', './troubleshooting.html'],
    ['there is no connection', './troubleshooting.html#there-is-no-connection'],
    ['csrf', './troubleshooting.html#this-was-refused-start-again'],
    ['lifetime', './server.html#the-calls'],
    [
      'error-color',
      './parts.html#--otp-confirm-accent-color---otp-confirm-accent-text-color---otp-confirm-error-color---otp-confirm-success-color',
    ],
  ])
    it(`finds ${String(words)}`, () => {
      assert.equal(first(String(words)), address);
    });
});

describe('the reference', () => {
  const kinds = manifest();
  const where: Readonly<Record<keyof typeof kinds, readonly string[]>> = {
    Attributes: ['attributes'],
    // A property with an attribute is told of beside it.
    Properties: ['properties', 'attributes'],
    Methods: ['properties'],
    Events: ['events'],
    States: ['events'],
    Slots: ['parts'],
    Parts: ['parts'],
    'Custom properties': ['parts'],
  };

  /** The names in the headings that have an example under them. */
  function shown(page: string, kind: string): string[] {
    const blocks = readFileSync(`docs/${page}.md`, 'utf8').split(/^(?=## )/m);
    const own = page === 'attributes' ? blocks : blocks.filter((block) => block.startsWith(`## ${kind}\n`));
    return own
      .flatMap((block) => block.split(/^(?=### )/m))
      .filter((block) => /^```html live/m.test(block))
      .flatMap((block) =>
        [...(block.split('\n')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => bareName(name)),
      );
  }

  for (const kind of Object.keys(where) as (keyof typeof kinds)[])
    it(`has every one of the ${kind.toLowerCase()}, with a live example`, () => {
      const listed = kinds[kind];
      assert.ok(listed.length > 3);
      const found = new Set(where[kind].flatMap((page) => shown(page, kind)));
      const missing = listed
        .map(({ name, also }) => (kind === 'Properties' ? (also ?? name) : name || 'default'))
        .filter((name) => !found.has(name));
      assert.deepEqual(missing, []);
    });

  it('says of each what the manifest says', () => {
    assert.match(
      read('attributes.html'),
      /<h3 id="auto-confirm">.*\s*<div class="facts"><p>Confirm as soon as the code is complete\. The built-in hint then says so\. Default false\.<\/p><p class="terms"><span>type <code>boolean<\/code><\/span> <span>default <code>false<\/code><\/span> <span>property <code>autoConfirm<\/code>/,
    );
  });
});

describe('what is written once', () => {
  const readme = readFileSync('README.md', 'utf8');

  it('stands where a page names its section, a level deeper where it has headings', () => {
    const text = withIncludes(
      '# A\n\n## B\n\n[In a form](../README.md#in-a-form)\n\nSee [it](../README.md#events).\n',
    );
    assert.ok(text.includes('never the code'));
    assert.ok(text.includes('See [it](../README.md#events).'), 'a link in a line stays one');
    assert.ok(!text.includes('### In a form'), 'the heading is the page’s own');
    const whole = withIncludes('# A\n\n[Use it](../README.md#use-it)\n');
    assert.match(whole, /^## In a form$/m);
    const introduction = withIncludes('# A\n\n## B\n\n[otp-confirm](../README.md#otp-confirm)\n');
    assert.deepEqual(
      introduction.match(/^#+ .*$/gm),
      ['# A', '## B'],
      'of the file’s own heading the introduction',
    );
  });

  it('is refused where the README has no such section', () => {
    assert.throws(() => withIncludes('[X](../README.md#no-such)'), /README\.md has no section #no-such/);
  });

  it('is not written twice: no paragraph of the README is one of a page too', () => {
    const paragraphs = (text: string): string[] =>
      text
        .split(/\n\s*\n/)
        .map((each) => each.replace(/\s+/g, ' ').trim())
        .filter((each) => each.length > 90 && !each.startsWith('```'));
    const written = new Set(paragraphs(readme));
    const twice = sources.flatMap((name) =>
      paragraphs(readFileSync(`docs/${name}`, 'utf8'))
        .filter((each) => written.has(each))
        .map((each) => `${name}: ${each.slice(0, 60)}`),
    );
    assert.deepEqual(twice, []);
  });

  it('is the README’s, section by section', () => {
    const linked = sources.flatMap((name) =>
      [...readFileSync(`docs/${name}`, 'utf8').matchAll(/^\[[^\]]+\]\(\.\.\/README\.md#([\w-]+)\)$/gm)].map(
        ([, slug = '']) => slug,
      ),
    );
    const covered = new Set<string>();
    const headings = headingsOf(readme.split('\n'));
    headings.forEach(({ slug, level }, index) => {
      if (!linked.includes(slug)) return;
      covered.add(slug);
      if (level > 1)
        for (const inner of headings.slice(index + 1)) {
          if (inner.level <= level) break;
          covered.add(inner.slug);
        }
    });
    // How it is used is what all pages tell; the reference takes the attributes out of the manifest.
    const untold = headings.map(({ slug }) => slug).filter((slug) => !covered.has(slug));
    assert.deepEqual(untold, ['use-it', 'attributes']);
  });

  it('knows a heading from a comment in code', () => {
    const lines = ['# One', '```sh', '# not one', '```', '## `two` & three'];
    assert.deepEqual(
      headingsOf(lines).map(({ slug }) => slug),
      ['one', 'two--three'],
    );
    assert.equal(slugOf('Wie `es` heißt, 2'), 'wie-es-heißt-2');
  });
});

describe('the examples', () => {
  it('are collected, each with an element in it or one that it makes', () => {
    assert.ok(examples.size > 60);
    for (const [name, { html, js }] of examples)
      assert.match(`${html}${js}`, /<otp-confirm|createElement\('otp-confirm'\)/, name);
  });

  // Of the spaces between slotted elements none is seen: links would stand as one word.
  it('hold their further links apart, in one element', () => {
    for (const [name, { html }] of examples)
      for (const [element] of html.matchAll(/<otp-confirm.*?<\/otp-confirm>/gs))
        assert.ok(element.split('slot="actions"').length <= 2, name);
  });
});
