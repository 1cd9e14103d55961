// Serves packages that are CommonJS inside to browser tests as ES modules, bundled by esbuild once a run. What several
// of them need they share: there is one React in a page.
import { basename } from 'node:path';
import { build } from 'esbuild';

const prefix = '/__prebundled__/';

/** @param {string[]} packages their names; CommonJS has a default export, an ES module all that it exports */
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
            onLoad({ filter: /^default:/, namespace: 'default' }, ({ path }) => {
              const name = path.slice('default:'.length);
              return {
                contents: `import * as all from '${name}'; export * from '${name}'; export default Reflect.get(all, 'default');`,
                resolveDir: import.meta.dirname,
              };
            });
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
