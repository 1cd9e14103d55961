// Serves the pages of the element tests under the policy that the package promises to work under. What it has to allow
// beyond that is the runner's or the tests' own, and nothing that the element could use unseen.
import { randomBytes } from 'node:crypto';
import { policy } from './policy.mjs';

// Under the policy to the letter. What is in it a test writes: test/element/strict-page.test.ts.
const exactPage = '/test/strict.html';
const exact = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Strict</title>
<script type="module" src="/src/index.ts"></script><main></main></html>`;

/** Middleware for the runner's server (Koa). */
export async function strictPages(context, next) {
  if (context.path === exactPage) {
    context.type = 'html';
    context.set('Content-Security-Policy', policy());
    context.body = exact;
    return;
  }
  await next();
  if (context.path !== '/' || !context.response.is('html') || typeof context.body !== 'string') return;
  const nonce = randomBytes(16).toString('base64');
  context.body = context.body.replaceAll('<script', `<script nonce="${nonce}"`);
  context.set(
    'Content-Security-Policy',
    policy({
      // the runner's configuration is an inline script
      'script-src': `'nonce-${nonce}'`,
      // sheets of a page that the element must stand; an element of ours has no nonce, and a style attribute none either
      'style-src': `'nonce-${nonce}'`,
      // the runner's socket, which not every engine counts as 'self'
      'connect-src': 'ws:',
      // pages in a page
      'frame-src': "'self'",
      'img-src': "'self'",
      // `test`: markup that tests write; `default`: markup that other libraries write, in test/element/frameworks alone
      'trusted-types': 'test default',
    }),
  );
}
