// `npm run sandbox`: the playground as a single HTML file, to drop into an online sandbox or to mail. Everything is in it:
// it loads nothing, and its policy lets it load nothing. It reads the build; the file is dist/sandbox.html.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

const demo = new URL('../demo/', import.meta.url);
const read = (path) => readFile(new URL(path, demo), 'utf8');

/** In a script element neither its end nor a comment may be read. */
const inScript = (code) => code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');

/**
 * The page with what it links inside.
 *
 * @returns {Promise<string>}
 */
export async function sandbox() {
  let page = await read('playground.html');
  for (const [link, href, more] of page.matchAll(/<link rel="stylesheet" href="([^"]+)"([^>]*?) ?\/>/g)) {
    const css = await read(href);
    page = page.replace(link, () => `<style${more}>\n${css}</style>`);
  }
  const icon = Buffer.from(await read('mark.svg')).toString('base64');
  page = page.replace('./mark.svg', `data:image/svg+xml;base64,${icon}`);
  // The other pages are not in it.
  page = page.replace(/<nav[^>]*><\/nav>/, '<p class="brand">otp-confirm</p>');
  const script = inScript(await read('build/sandbox.js'));
  page = page.replace(
    /<script type="module" src="[^"]+"><\/script>/,
    () => `<script type="module">${script}</script>`,
  );
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:`;
  return page.replace(
    '<meta charset="utf-8" />',
    `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const page = await sandbox();
  await writeFile(new URL('../dist/sandbox.html', import.meta.url), page);
  console.log(`dist/sandbox.html   ${(page.length / 1000).toFixed(0)} kB`);
}
