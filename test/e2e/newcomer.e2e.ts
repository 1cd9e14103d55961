// The newcomer's way: the package as npm packs it, put where nothing else of this project is, and each snippet of README.md
// and docs/start.md copied into an empty page or an empty file. What a snippet has around it is newcomer-rows.ts's; one
// without a row, and a row without a snippet, fail as well.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { createMock } from '../../src/mock/index.js';
import { browsersOfThisRun } from '../../tools/browsers.mjs';
import { snippetsOf, type Snippet } from '../snippets.js';
import { launch, type Driver } from './drivers.js';
import { rows, type InPage, type InReact, type Row } from './newcomer-rows.js';
import { listen, type Listening } from './node-http.js';
import { answerTo } from './waiting.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
/** The folder of the newcomer's project. */
const app = await mkdtemp(join(tmpdir(), 'otp-confirm-newcomer-'));
after(() => rm(app, { recursive: true, force: true }));

// What it depends on, and what its peers would be, from where they are installed.
const others = [
  '@lit',
  '@shoelace-style',
  'lit',
  'lit-html',
  'lit-element',
  'react',
  'react-dom',
  'scheduler',
];

before(async () => {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', app], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const modules = join(app, 'node_modules');
  await mkdir(modules);
  await run('tar', ['-xzf', join(app, filename), '-C', modules]);
  await run('mv', [join(modules, 'package'), join(modules, 'otp-confirm')]);
  for (const name of others)
    if (existsSync(join(root, 'node_modules', name)))
      await symlink(join(root, 'node_modules', name), join(modules, name));
  await writeFile(join(app, 'package.json'), '{ "type": "module" }');
});

/** A module of the newcomer's, bundled as a bundler would. */
async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: app, loader: 'jsx' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

async function runInNode(contents: string): Promise<string> {
  await writeFile(join(app, 'snippet.js'), contents);
  const env = { ...process.env, OTP_KEY: randomBytes(32).toString('base64url') };
  delete (env as NodeJS.ProcessEnv)['NODE_OPTIONS'];
  const { stdout } = await run(process.execPath, ['snippet.js'], { cwd: app, env });
  return stdout.trim();
}

const { found } = await browsersOfThisRun();
const [[name, browser] = assert.fail('There is no browser.')] = found;

describe(`the newcomer’s snippets, in ${name}`, () => {
  let driver: Driver;
  let site: Listening;
  let page = '';
  let script = '';
  let service: InPage['service'];
  /** One for each page: it has limits. */
  let mock = createMock();
  before(async () => {
    driver = await launch(name, browser, { javaScript: true });
    site = await listen(answer);
  });
  after(async () => {
    await driver.close();
    await site.close();
  });

  /** A server of the newcomer's: the page, what is in the package, the endpoint, and the form's. */
  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const html = (text: string): Response =>
      new Response(text, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    switch (pathname) {
      case '/':
        return html(page);
      case '/script.js':
        return new Response(script, { headers: { 'Content-Type': 'text/javascript' } });
      case '/otp-confirm.min.js': {
        const file = await readFile(join(app, 'node_modules/otp-confirm/dist/otp-confirm.min.js'));
        return new Response(new Uint8Array(file), { headers: { 'Content-Type': 'text/javascript' } });
      }
      case '/otp/confirm':
      case '/otp/issue':
        return mock.fetch(request.url, {
          method: 'POST',
          headers: request.headers,
          body: await request.text(),
        });
      case '/login/second-step':
        return html(`<p>POST ${pathname} ${await request.text()}</p>`);
      case service?.path: {
        const right = (await request.text()).includes('424242');
        return Response.json(right ? service?.right : service?.wrong, { status: right ? 200 : 400 });
      }
      default:
        return new Response(null, { status: 404 });
    }
  }

  /** What can be read: the page, and each element of ours with what it draws. */
  const readAll = (): Promise<string> =>
    driver.read(`(() => {
      const texts = [document.body.innerText];
      const look = (root) => {
        for (const node of root.querySelectorAll('*')) {
          if (!node.shadowRoot) continue;
          texts.push(...[...node.querySelectorAll('label')].map((label) => label.textContent), node.shadowRoot.textContent);
          look(node.shadowRoot);
        }
      };
      look(document);
      return texts.join('\\n');
    })()`);
  async function see(what: RegExp): Promise<void> {
    let seen = '';
    await answerTo(
      async () => {
        seen = await readAll();
        return what.test(seen) || undefined;
      },
      () => `${String(what)}; seen last: ${seen}`,
    );
  }

  async function openPage(html: string, module: string): Promise<string> {
    mock = createMock();
    const issued = await mock.issue({
      user: 'ada',
      ...(html.includes('Confirm sign-in') && { stepName: 'Confirm sign-in' }),
    });
    assert.equal(issued.kind, 'issued');
    const { code } = mock.inbox.latest ?? assert.fail('No code was sent.');
    script = await bundled(module);
    // The reader's own challenge, in place of the one that is written.
    const body = html.replaceAll('q7Zt…', issued.challenge);
    page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>New</title><link rel="icon" href="data:,">${body}${module ? '<script type="module" src="/script.js"></script>' : ''}</html>`;
    await driver.open(site.origin);
    await driver.watch();
    return code;
  }

  async function inPage(snippet: Snippet, row: InPage): Promise<void> {
    const isHtml = snippet.language === 'html';
    const module = [row.before, isHtml ? '' : snippet.text, row.after].filter(Boolean).join('\n');
    const earlier = site.received.length;
    service = row.service;
    const sent = await openPage(isHtml ? snippet.text : (row.html ?? ''), module);
    for (const [code, sees] of row.types ?? []) {
      await driver.waitFor('the element', ({ upgraded, field }) => upgraded && !!field);
      await driver.read("String(document.querySelector('otp-confirm').focus())");
      await driver.type(code === 'sent' ? sent : code);
      await driver.press('Enter');
      await see(sees);
    }
    if (row.sees) await see(row.sees);
    const requests = site.received
      .slice(earlier)
      .map(
        ({ method, path, body, headers }) =>
          `${method} ${path} ${body} ${[...headers].map((each) => each.join(': ')).join(' ')}`,
      );
    if (row.sent) assert.match(requests.join('\n'), row.sent);
    // The form has led elsewhere.
    if ((await driver.read("String('__complaints' in window)")) === 'true')
      assert.deepEqual(await driver.complaints(), []);
  }

  async function inReact({ text }: Snippet, { before: around }: InReact): Promise<void> {
    for (const line of text.trim().split('\n')) {
      const component = `${around}\nconst app = <form>${line}</form>;`;
      const markup = await runInNode(
        await bundled(
          `import { renderToString } from 'react-dom/server.edge'; ${component} console.log(renderToString(app));`,
        ),
      );
      await openPage(
        `<div id="root">${markup}</div>`,
        `import 'otp-confirm'; import { hydrateRoot } from 'react-dom/client'; ${component}
        const complain = (error) => document.body.append('complaint: ' + error);
        console.error = complain;
        hydrateRoot(document.getElementById('root'), app, { onRecoverableError: complain });
        requestAnimationFrame(() => requestAnimationFrame(() => document.body.append('taken over')));`,
      );
      await see(/taken over/);
      await see(/Enter the 6-digit code\./);
      assert.doesNotMatch(await readAll(), /complaint/, line);
    }
  }

  async function inShell({ text }: Snippet): Promise<void> {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const command of text.trim().split(/\s*&&\s*/)) {
      const [, script = ''] = /^npm (?:run )?([\w:]+)$/.exec(command) ?? [];
      assert.ok(script === 'ci' || Object.hasOwn(scripts, script), `${command} is no script of this package`);
    }
  }

  async function copied(snippet: Snippet, row: Row): Promise<void> {
    switch (row.kind) {
      case 'page':
        return inPage(snippet, row);
      case 'react':
        return inReact(snippet, row);
      case 'shell':
        return inShell(snippet);
      case 'node':
        assert.match(await runInNode([row.before, snippet.text, row.after].join('\n')), row.prints);
    }
  }

  for (const [file, headings] of Object.entries(rows))
    test(file, async (context) => {
      const snippets = await snippetsOf(file);
      const withSnippets = [...new Set(snippets.map(({ heading }) => heading))];
      assert.deepEqual(withSnippets, Object.keys(headings), `each snippet of ${file} has a row`);
      for (const [heading, list] of Object.entries(headings)) {
        const own = snippets.filter((snippet) => snippet.heading === heading);
        assert.equal(own.length, list.length, `${file}, "${heading}": each snippet has a row`);
        for (const [index, snippet] of own.entries())
          await context.test(`${heading}: ${snippet.language} ${String(index + 1)}`, () =>
            copied(snippet, list[index] ?? assert.fail()),
          );
      }
    });
});
