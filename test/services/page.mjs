// The page that the service tests look at: an element, an adapter as it ships, and what the service says of the session once
// the code is confirmed. Which adapter and how it is set up stands in the address. It answers; a server is its caller's.
import { readFile } from 'node:fs/promises';
import { pagePolicy } from '../../tools/policy.mjs';

const dist = new URL('../../dist/', import.meta.url);

// In the page.
const script = `
import '/otp-confirm.min.js';
const { searchParams } = new URL(location.href);
const { name, options, attributes = {}, session } = JSON.parse(searchParams.get('set'));
const [adapter] = Object.values(await import('/adapters/' + name + '.min.js'));
const element = document.createElement('otp-confirm');
for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
element.adapter = adapter(options);
element.addEventListener('confirmed', async () => {
  const answer = await fetch(session, { credentials: 'include' });
  document.querySelector('output').textContent = 'The service says: ' + (await answer.text());
});
document.querySelector('main').append(element);
`;
const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A service</title>
<script type="module" src="/page.js"></script>
<main></main>
<output></output>
</html>`;

/**
 * The address of the page on an origin.
 *
 * @param {string} origin
 * @param {{ name: string, options: object, attributes?: Readonly<Record<string, string>>, session: string }} set
 */
export const pageAt = (origin, set) => `${origin}/page?set=${encodeURIComponent(JSON.stringify(set))}`;

/**
 * The page and what it loads; undefined of any other path.
 *
 * @param {string} path without the query
 * @param {string} [services] further origins that the page asks
 * @returns {Promise<Response | undefined>}
 */
export async function answerOfPage(path, services = '') {
  const javaScript = { 'Content-Type': 'text/javascript' };
  if (path === '/page')
    return new Response(html, {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': pagePolicy({ 'connect-src': services }),
      },
    });
  if (path === '/page.js') return new Response(script, { headers: javaScript });
  if (/^\/(adapters\/)?[\w-]+\.min\.js$/.test(path))
    return new Response(await readFile(new URL(path.slice(1), dist)), { headers: javaScript });
  return undefined;
}
