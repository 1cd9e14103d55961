// `npm run docs`: builds the documentation into site/build and serves it. Owns what stands beside the pages: the examples
// and their scripts, the search's index, llms.txt, the demo. The pages are Eleventy's; it reads the package's build in dist.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Eleventy } from '@11ty/eleventy';
import { build as bundle } from 'esbuild';
import MiniSearch from 'minisearch';
import { policy } from '../tools/policy.mjs';
import { portFromEnvironment, serve } from '../tools/serve.mjs';
import { pages } from './eleventy.config.mjs';
import { examples, pageOf, scriptOf } from './live.mjs';
import { linkedFiles, sections } from './markdown.mjs';
import { navigation } from './pages.mjs';
import { searchOptions } from './search.mjs';

const here = import.meta.dirname;
const root = join(here, '..');

/** The package's own policy, and what a page needs that frames pages of its own. */
const sitePolicy = (more = {}) =>
  policy({
    'img-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-src': "'self'",
    'frame-ancestors': "'self'",
    ...more,
  });

async function put(output, file, content) {
  const path = join(output, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** Each example's page, sheet and script; what their scripts share they load once. */
async function putExamples(output) {
  for (const [name, example] of examples) {
    await put(output, `examples/${name}.html`, pageOf(name, example));
    if (example.css) await put(output, `examples/${name}.css`, example.css);
  }
  await bundle({
    absWorkingDir: root,
    entryPoints: [
      { in: 'site/browser/site.ts', out: 'site' },
      ...[...examples.keys()].map((name) => ({ in: `example:${name}`, out: `examples/${name}` })),
    ],
    plugins: [
      {
        name: 'examples',
        setup({ onResolve, onLoad }) {
          // It is there for what it does: the package's own list of such files does not name it.
          onResolve({ filter: /^\.\/stage\.js$/ }, () => ({
            path: join(here, 'browser/stage.ts'),
            sideEffects: true,
          }));
          onResolve({ filter: /^example:/ }, ({ path }) => ({
            path: path.slice('example:'.length),
            namespace: 'example',
          }));
          onLoad({ filter: /./, namespace: 'example' }, ({ path }) => ({
            contents: scriptOf(examples.get(path)),
            // As if it were a file beside the stage.
            resolveDir: join(here, 'browser'),
          }));
        },
      },
    ],
    conditions: ['production'],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: output,
    chunkNames: 'shared/[name]-[hash]',
    logLevel: 'warning',
  });
}

/** llms.txt as its proposal has it: a title, a summary, and every page with its Markdown. */
function llms(all) {
  const about = new Map(all.map((page) => [page.fileSlug, page]));
  const { description } = about.get('index');
  const groups = navigation(all).map(({ title, pages: inside }) => {
    const lines = inside.map(({ file, name }) => {
      const { description: of } = about.get(file);
      return `- [${name}](./${file}.md)${of ? `: ${of}` : ''}`;
    });
    return `## ${title}\n\n${lines.join('\n')}\n`;
  });
  return `# otp-confirm\n\n> ${description}\n\n${groups.join('\n')}`;
}

function searchIndex(all) {
  const names = new Map(
    navigation(all).flatMap(({ pages: inside }) => inside.map(({ file, name }) => [file, name])),
  );
  const index = new MiniSearch(searchOptions);
  index.addAll(
    sections.map(({ page, slug, title, text }, id) => ({
      id,
      title,
      text,
      page: names.get(page),
      address: `./${page}.html${slug ? `#${slug}` : ''}`,
    })),
  );
  return JSON.stringify(index);
}

/**
 * Builds the whole site.
 *
 * @param {string} [output] a folder; what is in it is taken away
 * @returns {Promise<string>} the folder
 */
export async function buildSite(output = join(here, 'build')) {
  for (const kept of [examples, linkedFiles]) kept.clear();
  sections.length = 0;
  await rm(output, { recursive: true, force: true });
  const eleventy = new Eleventy(join(root, 'docs'), output, {
    configPath: join(here, 'eleventy.config.mjs'),
    quietMode: true,
  });
  eleventy.disableLogger();
  await eleventy.write();
  const all = pages();
  await putExamples(output);
  await put(output, 'search.json', searchIndex(all));
  await put(output, 'llms.txt', llms(all));
  for (const { fileSlug, markdown } of all) await put(output, `${fileSlug}.md`, markdown);
  for (const file of linkedFiles) await put(output, `files/${file}.txt`, await readFile(join(root, file)));
  for (const file of ['style.css', 'stage.css']) await cp(join(here, file), join(output, file));
  await cp(join(root, 'demo/mark.svg'), join(output, 'mark.svg'));
  await cp(join(root, 'themes'), join(output, 'themes'), { recursive: true });
  await cp(join(root, 'dist/otp-confirm.min.js'), join(output, 'otp-confirm.min.js'));
  await cp(join(root, 'demo'), join(output, 'demo'), {
    recursive: true,
    filter: (path) => !/\.(ts|map)$|demo\/server|tsconfig/.test(path),
  });
  return output;
}

/** Serves a built site on localhost, under the strict policy. */
export const serveSite = (output, more = {}) =>
  serve({ folders: { '/': output }, policy: sitePolicy, ...more });

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { url } = await serveSite(await buildSite(), { port: portFromEnvironment() });
  console.log(`The documentation is at ${url}   (stop it with Ctrl+C)`);
}
