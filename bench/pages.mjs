// The pages that the bench opens: one a field, bundled as an application would, served by loopback and never cached. A file
// that is made for the script tag is loaded as it ships.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { basename, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const page = (name, harness, start) => `<!doctype html><html lang="en"><meta charset="utf-8">
<link rel="icon" href="data:,"><body><div id="place"></div><script>${harness}</script><script type="module">
  import { mount } from './${name}.js';
  const place = document.getElementById('place');
  ${start}
</script>`;

// `field.js` gives `mount(parent, count)`, which puts fields in and gives the way to take them out again.
const kinds = {
  /** A field at once. It is usable when its input is there and drawn. The harness does as little as can be. */
  cold: {
    harness: `
  function look() {
    const place = document.getElementById('place');
    const there = (place.firstElementChild?.shadowRoot ?? place).querySelector('input') ?? place.querySelector('input');
    if (there) requestAnimationFrame(() => setTimeout(() => usable(String(performance.now()))));
    else requestAnimationFrame(look);
  }`,
    start: 'mount(place, 1); look();',
  },
  /** Fields when they are asked for. */
  warm: {
    harness: `
  window.inputs = (root) =>
    [...root.querySelectorAll('*')].flatMap((node) => [
      ...(node.localName === 'input' ? [node] : []),
      ...(node.shadowRoot ? inputs(node.shadowRoot) : []),
    ]);
  window.drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  // Some draw in later frames, when there is time.
  window.settled = async () => {
    for (let frame = 0; frame < 4; frame++) await drawn();
    await new Promise(requestIdleCallback);
  };`,
    start: `Object.assign(window, { place, mount }); usable('');`,
  },
};

/** The bundle of a field, and what it loads beside itself: file names, and what is in them. */
async function bundle(name) {
  const files = new Map();
  const asItShips = {
    name: 'as-it-ships',
    setup({ onResolve }) {
      onResolve({ filter: /\.min\.js$/ }, ({ path, resolveDir }) => {
        const file = basename(path);
        files.set(file, readFileSync(resolve(resolveDir, path)));
        return { path: `./${file}`, external: true };
      });
    },
  };
  const { outputFiles } = await build({
    entryPoints: [new URL(`fields/${name}.mjs`, import.meta.url).pathname],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    conditions: ['production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [asItShips],
  });
  return files.set(`${name}.js`, outputFiles[0].contents);
}

/** Bundles the fields, and serves each field's two pages. */
export async function servePages(names) {
  const bundles = new Map();
  for (const name of names) bundles.set(name, await bundle(name));
  const scripts = new Map([...bundles.values()].flatMap((files) => [...files]));
  const server = createServer(({ url }, response) => {
    const [, name, kind] = /^\/([\w-]+)\.(\w+)$/.exec(url) ?? [];
    const script = scripts.get(url.slice(1));
    if (!script && !(bundles.has(name) && kind in kinds)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': script ? 'text/javascript' : 'text/html',
      'Cache-Control': 'no-store',
    });
    const { harness, start } = kinds[kind] ?? {};
    response.end(script ?? page(name, harness, start));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: (name, kind) => `http://127.0.0.1:${server.address().port}/${name}.${kind}`,
    bytes: (name) => {
      const sum = (compress) =>
        [...bundles.get(name).values()].reduce((all, script) => all + compress(script).length, 0);
      return { gzip: sum((script) => gzipSync(script, { level: 9 })), brotli: sum(brotliCompressSync) };
    },
    close: () => server.close(),
  };
}
