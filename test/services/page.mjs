// The page that the service tests look at: an element, an adapter as it ships, and what the service says of the session once
// the code is confirmed. Which adapter and how it is set up stands in the address. It answers; a server is its caller's.
import { readFile } from 'node:fs/promises';
import { pagePolicy } from '../../tools/policy.mjs';

const dist = new URL('../../dist/', import.meta.url);

// In the page.
const script = `
import '/otp-confirm.min.js';
const { searchParams } = new URL(location.href);
const { name, options, callbacks = {}, attributes = {}, before, session } = JSON.parse(searchParams.get('set'));
if (before) {
  const [url, body] = before;
  const headers = { 'Content-Type': 'application/json' };
  await fetch(url, { method: 'POST', credentials: 'include', headers, body: JSON.stringify(body) });
}
for (const [callback, gives] of Object.entries(callbacks)) options[callback] = () => gives;
let tokens = {};
if (session?.token) options.onSession = (given) => { tokens = given; };
const [adapter] = Object.values(await import('/adapters/' + name + '.min.js'));
const element = document.createElement('otp-confirm');
for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
element.adapter = adapter(options);
element.addEventListener('confirmed', async () => {
  if (!session) return;
  const { url = session, headers, body, token } = session;
  const content = body && JSON.stringify(body).replace('<token>', tokens[token]);
  const how = body ? { method: 'POST', headers, body: content } : { credentials: 'include' };
  const answer = await fetch(url, how);
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
 * Where the service says who is signed in: by its cookie, or by the token that the page was given, in a body where
 * `<token>` stands. Left out: there is no session yet.
 *
 * @typedef {string | { url: string, token: string, headers: Readonly<Record<string, string>>, body: object }} Session
 *
 * @typedef {object} Setting
 * @property {string} name the adapter's
 * @property {object} options what it is given
 * @property {Readonly<Record<string, unknown>>} [callbacks] options that are functions: each gives what stands there
 * @property {Readonly<Record<string, string>>} [attributes] the element's
 * @property {readonly [url: string, body: object]} [before] what the page asks of the service first, as for a password
 * @property {Session} [session]
 */

/**
 * The address of the page on an origin.
 *
 * @param {string} origin
 * @param {Setting} set
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
