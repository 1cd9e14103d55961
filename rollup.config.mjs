// What the build makes: one ES module a source file for bundlers and Node (Lit left outside), one minified
// module with Lit inside for the script tag, and the demo's scripts. Declarations are tsc's part.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';

// A folder is an export: each one's index.ts is an entry, also of a folder inside a folder.
const folders = readdirSync('src', { recursive: true }).filter((name) => existsSync(`src/${name}/index.ts`));

// Of the adapters each file is one.
const adapters = readdirSync('src/adapters').map((name) => `src/adapters/${name}`);

// Each page of the demo names its script: ./build/main.js is made from demo/main.ts.
const demoScripts = readdirSync('demo')
  .filter((name) => name.endsWith('.html'))
  .flatMap((page) => [...readFileSync(`demo/${page}`, 'utf8').matchAll(/["']\.?\/?build\/([\w-]+)\.js["']/g)])
  .map(([, script]) => `demo/${script}.ts`);

const typescript = () => esbuild({ target: 'es2022', tsconfig: 'tsconfig.json' });
// src only: in lit's own files it warns about unsafeCSS()
const templates = () => minifyTemplateLiterals({ include: ['src/**/*.styles.ts'] });
// `production` is Lit without its development warnings.
const resolve = () =>
  nodeResolve({ extensions: ['.ts', '.js'], browser: true, exportConditions: ['production'] });
const minify = ({ members = true } = {}) =>
  terser({
    ecma: 2022,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
    // Own private members only; Lit's begin with _$. `_code` is a variable of the scenario, not a member of ours.
    // Only this bundle is mangled: engine and mock ship as they are written, and what an adapter names is its service's.
    mangle: { properties: members && { regex: /^_[a-z$]/, reserved: ['_code'] } },
    format: { comments: false },
  });

// What ships as it stands: each file with where it goes.
const asIs = (files) => ({
  name: 'as-is',
  generateBundle() {
    for (const [path, fileName] of files)
      this.emitFile({ type: 'asset', fileName, source: readFileSync(path) });
  },
});

const modules = {
  input: [
    'src/index.ts',
    'src/mock/elements/define.ts',
    ...folders.map((name) => `src/${name}/index.ts`),
    ...adapters,
  ],
  external: [/^@lit\//, /^lit(\/|$)/, /^@shoelace-style\//, 'better-sqlite3', 'ioredis', 'pg'],
  plugins: [
    nodeResolve({ extensions: ['.ts', '.js'] }),
    typescript(),
    templates(),
    asIs([['src/engine/component.schema.json', 'engine/component.schema.json']]),
  ],
  output: { dir: 'dist', format: 'es', preserveModules: true, preserveModulesRoot: 'src', sourcemap: true },
};

// The suites for adapter authors. They import the package by its own name: what they share with it is there once.
const testing = {
  input: 'test/suites/index.ts',
  external: [/^otp-confirm\//],
  plugins: [nodeResolve({ extensions: ['.ts', '.js'] }), typescript()],
  output: {
    dir: 'dist/testing',
    format: 'es',
    preserveModules: true,
    preserveModulesRoot: 'test/suites',
    sourcemap: true,
  },
};

// A file that is one value needs no name for it: a dozen bytes of each language.
const unnamed = () => ({
  name: 'unnamed',
  renderChunk: (code) =>
    code.replace(/^(?:const|var) (\w+)=(\{.*\});export\{\1 as default\};\s*$/s, 'export default$2;'),
});

// Each language is an export too, and goes beside the script tag as it is: minified. English is in the modules.
const locales = {
  input: readdirSync('src/element/locales')
    .filter((name) => name !== 'en.ts')
    .map((name) => `src/element/locales/${name}`),
  plugins: [typescript(), minify(), unnamed()],
  output: { dir: 'dist/element/locales', format: 'es' },
};

const scriptTag = {
  input: 'src/index.ts',
  plugins: [resolve(), typescript(), templates(), minify()],
  output: { file: 'dist/otp-confirm.min.js', format: 'es', sourcemap: true },
};

// An adapter beside the script tag's file, for a page without a bundler: each by itself, for none is two files' business.
const adapterFiles = adapters.map((input) => ({
  input,
  plugins: [resolve(), typescript(), minify({ members: false })],
  output: { file: input.replace('src/', 'dist/').replace('.ts', '.min.js'), format: 'es' },
}));

// The pages stand alone, wherever they are put: what they link is beside them.
const themes = readdirSync('themes').map((name) => [`themes/${name}`, `themes/${name}`]);
// What the services answered: the demo's pages of the adapters answer so too.
const recordings = readdirSync('test/adapters')
  .filter((name) => name.endsWith('.json'))
  .map((name) => [`test/adapters/${name}`, `adapters/${name}`]);

const demo = {
  input: [...new Set(demoScripts)],
  plugins: [resolve(), typescript(), asIs([...themes, ...recordings])],
  output: { dir: 'demo/build', format: 'es', sourcemap: true, chunkFileNames: '[name].js' },
};

// The playground as one script, for `npm run sandbox` to put into one file.
const sandbox = {
  input: 'demo/playground.ts',
  plugins: [resolve(), typescript(), minify()],
  output: { file: 'demo/build/sandbox.js', format: 'es', inlineDynamicImports: true },
};

// In this order: the demo imports the package by its own name, which leads to dist.
export default [
  modules,
  locales,
  testing,
  scriptTag,
  ...adapterFiles,
  ...(demoScripts.length ? [demo, sandbox] : []),
];
