// What the build makes: one ES module a source file for bundlers and Node (Lit left outside), for the script tag files
// with Lit inside, minified, each as a module and as a classic script, and the demo's scripts. Declarations are tsc's
// part; what else ships is tools/ship.mjs's.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { globalOf } from './tools/global-of.mjs';

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
const minify = ({ members = true, module = true, preamble } = {}) =>
  terser({
    ecma: 2022,
    module,
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
    // Own private members only; Lit's begin with _$. `_code` is a variable of the scenario, not a member of ours.
    // Only this bundle is mangled: engine and mock ship as they are written, and what an adapter names is its service's.
    mangle: { properties: members && { regex: /^_[a-z$]/, reserved: ['_code'] } },
    format: { comments: false, preamble },
  });

// What nothing in the files for the script tag can come to, and no minifier can tell: of the package for languages all but what
// keeps and asks for the language, which are its first methods, and what it asks where there may be no page or no element of
// Lit's; of Lit what a browser without constructable style sheets or shadow trees would need, for there is none in the baseline.
const unreached = () => ({
  name: 'unreached',
  transform(code, id) {
    const without = (...cuts) => {
      const shorter = cuts.reduce((left, [what, instead]) => {
        if (!what.test(left)) throw new Error(`${id} is another: look at what is left out of it.`);
        return left.replace(what, instead);
      }, code);
      return { code: shorter, map: null };
    };
    if (id.includes('@shoelace-style/localize'))
      return without(
        [/ {4}getTranslationData\(.*\n(?=\}\s*$)/s, ''],
        [/ {4}dir\(.*?(?= {4}lang\()/s, ''],
        [/(?<=isClient = )typeof [^;]+/, 'true'],
        [/if \(typeof el\.requestUpdate === 'function'\)/, ''],
      );
    if (id.endsWith('/css-tag.js'))
      return without([/(?<=,\w=)\w\.ShadowRoot&&.*?CSSStyleSheet\.prototype(?=,)/, 'true']);
    if (id.endsWith('/reactive-element.js'))
      return without([
        /,(\w)=\w\.reactiveElementPolyfillSupport(.*),\1\?\.\(\{ReactiveElement:\w\}\)/s,
        '$2',
      ]);
    return null;
  },
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

// A file with everything inside, as a module, and as a classic script whose exports are members of a global. Of a
// second copy of the script nothing runs: what a page has given to the first, such as a language, stays. A variable
// that is declared is one of the page's own, whatever the markup names itself.
const standalone = (input, file, global, options) => ({
  input,
  plugins: [resolve(), unreached(), typescript(), templates()],
  output: [
    { file: `dist/${file}.min.js`, format: 'es', plugins: [minify(options)] },
    {
      file: `dist/${file}.iife.js`,
      format: 'iife',
      name: global,
      exports: 'named',
      banner: `if(!${global}){`,
      footer: '}',
      plugins: [minify({ ...options, module: false })],
    },
  ].map((output) => ({ ...output, sourcemap: true })),
});
const scriptTags = [
  // Chromium compiles all of it while it loads, and beside the page: by itself it would compile each function as it is first
  // called, and the page would wait. https://v8.dev/blog/explicit-compile-hints
  standalone('src/index.ts', 'otp-confirm', 'otpConfirm', { preamble: '//# allFunctionsCalledOnLoad' }),
  standalone('src/mock/elements/script-tag.ts', 'otp-confirm-mock', 'otpConfirmMock', { members: false }),
  // Each adapter by itself, for none is two files' business: otpConfirmBetterAuth.betterAuth.
  ...adapters.map((input) => {
    const name = basename(input, '.ts');
    return standalone(input, `adapters/${name}`, globalOf(name), { members: false });
  }),
];

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
export default [modules, locales, testing, ...scriptTags, ...(demoScripts.length ? [demo, sandbox] : [])];
