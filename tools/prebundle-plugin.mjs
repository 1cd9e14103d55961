// Serves packages that are CommonJS inside to browser tests as ES modules, bundled by esbuild once a run. What several
// of them need they share: there is one React in a page.
import { basename } from 'node:path';
import { build } from 'esbuild';

const prefix = '/__prebundled__/';

/** @param {string[]} packages their names, each with a default export */
export function prebundlePlugin(packages) {
  const fileOf = (name) => name.replaceAll('/', '_');
  const bundle = async () => {
    const { outputFiles } = await build({
      entryPoints: packages.map((name) => ({ in: `default:${name}`, out: fileOf(name) })),
      plugins: [
        {
          name: 'default-export',
          setup({ onResolve, onLoad }) {
            onResolve({ filter: /^default:/ }, ({ path }) => ({ path, namespace: 'default' }));
            onLoad({ filter: /^default:/, namespace: 'default' }, ({ path }) => ({
              contents: `export { default } from '${path.slice('default:'.length)}';`,
              resolveDir: import.meta.dirname,
            }));
          },
        },
      ],
      bundle: true,
      splitting: true,
      outdir: '/',
      write: false,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
    });
    return new Map(outputFiles.map(({ path, text }) => [prefix + basename(path), text]));
  };
  let bundles;
  return {
    name: 'prebundle',
    resolveImport: ({ source }) => (packages.includes(source) ? `${prefix}${fileOf(source)}.js` : undefined),
    async serve({ path }) {
      if (!path.startsWith(prefix)) return undefined;
      bundles ??= bundle();
      const body = (await bundles).get(path);
      return body === undefined ? undefined : { body, type: 'js' };
    },
  };
}
