// Serves packages that are CommonJS inside to browser tests as one ES module each, bundled by esbuild once a run.
import { build } from 'esbuild';

const prefix = '/__prebundled__/';

/** @param {string[]} packages their names, each with a default export */
export function prebundlePlugin(packages) {
  const bundles = new Map();
  const bundle = async (name) => {
    const { outputFiles } = await build({
      stdin: { contents: `export { default } from '${name}';`, resolveDir: import.meta.dirname },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
    });
    return outputFiles[0].text;
  };
  return {
    name: 'prebundle',
    resolveImport: ({ source }) => (packages.includes(source) ? `${prefix}${source}.js` : undefined),
    async serve({ path }) {
      const name = packages.find((known) => path === `${prefix}${known}.js`);
      if (!name) return undefined;
      if (!bundles.has(name)) bundles.set(name, bundle(name));
      return { body: await bundles.get(name), type: 'js' };
    },
  };
}
