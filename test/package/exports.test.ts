// What ships, as a consumer meets it: every export loads in plain Node by the package's own name, the script tag's
// bundle holds nothing of the sandbox or the server, and the package is well formed. It reads the build in dist.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { errorsIn } from '../compile.js';
import { inPlainNode } from '../plain-node.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

type Target = string | { readonly types: string; readonly default?: string };
const manifest = JSON.parse(read('package.json')) as {
  readonly name: string;
  readonly exports: Readonly<Record<string, Target>>;
  readonly sideEffects: readonly string[];
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
};

const typings = ['elements', 'react', 'preact', 'solid', 'vue', 'svelte'];
const themes = ['default', 'underlined', 'joined'];
const folders = [
  ...['core', 'client', 'engine', 'mock', 'server', 'element', 'testing', 'ssr'],
  ...['server/sqlite', 'server/postgres', 'server/redis', 'mock/elements', 'mock/panel'],
];

describe('each export loads in plain Node by the package’s own name', () => {
  for (const name of ['otp-confirm', ...folders.map((folder) => `otp-confirm/${folder}`)])
    it(name, async () => {
      const names = await inPlainNode(
        `console.log(typeof document, Object.keys(await import('${name}')).length)`,
      );
      assert.match(names, /^undefined [1-9]\d*$/, 'no document, and at least one name exported');
    });
});

const locales = readdirSync(`${root}src/element/locales`).map((name) => name.replace('.ts', ''));

describe('each language loads in plain Node, to be made known to the element', () => {
  it('by its name', async () => {
    const labels = await inPlainNode(
      `const { registerLocale } = await import('otp-confirm');
      for (const name of ${JSON.stringify(locales)}) {
        const { default: locale } = await import('otp-confirm/locales/' + name);
        registerLocale(locale);
        console.log(locale.code, typeof locale.label);
      }`,
    );
    assert.equal(labels, locales.map((name) => `${name} string`).join('\n'));
  });

  it('beside the script tag’s file, which has the function', () => {
    assert.match(read('dist/otp-confirm.min.js'), /export\{[^}]*\bas registerLocale\b/);
    for (const name of locales.filter((each) => each !== 'en'))
      assert.deepEqual(
        ts.preProcessFile(read(`dist/element/locales/${name}.js`), true, true).importedFiles,
        [],
      );
  });
});

const adapters = readdirSync(`${root}src/adapters`).map((name) => name.replace('.ts', ''));

describe('each adapter', () => {
  for (const name of adapters) {
    const itsName = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    for (const ending of ['', '.min.js'])
      it(`loads in plain Node by otp-confirm/adapters/${name}${ending}, and is one function`, async () => {
        const names = await inPlainNode(
          `console.log(Object.entries(await import('otp-confirm/adapters/${name}${ending}')).map(([name, { length }]) => name + length))`,
        );
        assert.equal(names, `[ '${itsName}1' ]`);
      });
    it(`otp-confirm/adapters/${name}.min.js stands alone: it imports nothing`, () => {
      const { importedFiles } = ts.preProcessFile(read(`dist/adapters/${name}.min.js`), true, true);
      assert.deepEqual(importedFiles, []);
    });
    it(`otp-confirm/adapters/${name} has at most 120 lines`, () => {
      assert.ok(read(`src/adapters/${name}.ts`).trimEnd().split('\n').length <= 120);
    });
  }
});

describe('the exports map', () => {
  for (const [path, target] of Object.entries(manifest.exports))
    it(`${path} names files that are there`, () => {
      const folder = /^\.\/(\w+)\/\*/.exec(path)?.[1];
      const names = { themes, locales, adapters, types: typings }[folder ?? ''] ?? [''];
      const files = typeof target === 'string' ? [target] : Object.values(target);
      for (const file of files.flatMap((each) => names.map((name) => each.replace('*', name))))
        assert.ok(existsSync(new URL(`../../${file}`, import.meta.url)), `${file} is missing`);
    });

  for (const theme of themes)
    it(`leads to the theme ${theme}`, async () => {
      const resolved = await inPlainNode(
        `console.log(import.meta.resolve('otp-confirm/themes/${theme}.css'))`,
      );
      assert.equal(resolved, new URL(`../../themes/${theme}.css`, import.meta.url).href);
    });

  // TypeScript 6 checks what is imported for its effect alone.
  for (const moduleResolution of ['Bundler', 'NodeNext'] as const)
    it(`leads TypeScript to the themes, with moduleResolution ${moduleResolution}`, () => {
      const source = `
        import 'otp-confirm/themes/joined.css';
        import sheet from 'otp-confirm/themes/joined.css' with { type: 'css' };
        document.adoptedStyleSheets = [sheet];`;
      const errors = errorsIn(source, {
        noUncheckedSideEffectImports: true,
        module: ts.ModuleKind[moduleResolution === 'Bundler' ? 'ESNext' : moduleResolution],
        moduleResolution: ts.ModuleResolutionKind[moduleResolution],
      });
      assert.deepEqual(errors, []);
    });

  it('has each folder of src that has an index', () => {
    const withIndex = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((name) =>
      existsSync(`${root}src/${name}/index.ts`),
    );
    assert.deepEqual(
      withIndex.filter((name) => !(`./${name}` in manifest.exports)),
      [],
    );
  });

  it('has the schema of components as it stands in src', async () => {
    const name = 'otp-confirm/engine/component.schema.json';
    const shipped = await inPlainNode(
      `const { default: schema } = await import('${name}', { with: { type: 'json' } }); console.log(schema.$id)`,
    );
    assert.equal(shipped, 'urn:otp-confirm:component');
    assert.equal(read('dist/engine/component.schema.json'), read('src/engine/component.schema.json'));
  });
  for (const [name, driver] of [
    ['sqlite', 'better-sqlite3'],
    ['postgres', 'pg'],
    ['redis', 'ioredis'],
  ])
    it(`loads ${String(driver)} with otp-confirm/server/${String(name)}, and with nothing else of the server`, () => {
      const using = builtFiles('server').filter((file) =>
        ts.preProcessFile(read(file), true, true).importedFiles.some(({ fileName }) => fileName === driver),
      );
      assert.ok(using.length > 0, 'nothing loads it');
      assert.deepEqual(
        using.filter((file) => !file.startsWith(`dist/server/${String(name)}/`)),
        [],
      );
      const declared = readdirSync(`${root}dist/server/${String(name)}`)
        .filter((file) => file.endsWith('.d.ts'))
        .map((file) => read(`dist/server/${String(name)}/${file}`));
      const entry = read(`dist/server/${String(name)}/index.d.ts`);
      assert.ok(declared.length > 0);
      assert.ok(!new RegExp(`from '${String(driver)}'`).test(entry), 'its types would have to be installed');
    });

  it('loads lit with the sandbox’s elements, and with nothing else', () => {
    const using = builtFiles('').filter((file) =>
      ts
        .preProcessFile(read(file), true, true)
        .importedFiles.some(({ fileName }) => /^lit($|\/)/.test(fileName)),
    );
    assert.ok(using.length > 0, 'nothing loads it');
    assert.deepEqual(
      using.filter((file) => !/^dist\/+mock\/elements\//.test(file)),
      [],
    );
  });

  it('leads to an adapter only by its own name: no other file of the package loads one', () => {
    const loading = builtFiles('').filter((file) =>
      ts
        .preProcessFile(read(file), true, true)
        .importedFiles.some(({ fileName }) => /adapters\//.test(fileName)),
    );
    assert.deepEqual(loading, []);
  });

  it('keeps every other path closed', async () => {
    await assert.rejects(
      inPlainNode("await import('otp-confirm/dist/index.js')"),
      /ERR_PACKAGE_PATH_NOT_EXPORTED/,
    );
  });
});

describe('side effects', () => {
  it('importing otp-confirm registers the element, importing /element does not', async () => {
    const code = (name: string): string =>
      `await import('${name}'); console.log(customElements.get('otp-confirm') !== undefined)`;
    assert.equal(await inPlainNode(code('otp-confirm')), 'true');
    assert.equal(await inPlainNode(code('otp-confirm/element')), 'false');
  });

  it('importing /mock/panel registers the elements of the sandbox, importing /mock/elements does not', async () => {
    const code = (name: string): string =>
      `await import('${name}'); console.log(['inbox', 'panel'].map((each) => customElements.get('otp-mock-' + each) !== undefined).join())`;
    assert.equal(await inPlainNode(code('otp-confirm/mock/panel')), 'true,true');
    assert.equal(await inPlainNode(code('otp-confirm/mock/elements')), 'false,false');
  });

  it('are named by files that are there', () => {
    for (const path of manifest.sideEffects.filter((each) => !each.includes('*')))
      assert.ok(existsSync(`${root}${path}`), path);
  });
});

/** Every string and every piece of template text in a source. */
function stringsOf(source: string): Set<string> {
  const strings = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      strings.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('bundle.js', source, ts.ScriptTarget.ES2022));
  return strings;
}

const builtFiles = (folder: string): string[] =>
  readdirSync(`${root}dist/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => `dist/${folder}/${name}`);
const stringsIn = (folder: string): Set<string> =>
  new Set(builtFiles(folder).flatMap((file) => [...stringsOf(read(file))]));

it('the element’s own files are compiled while they load, where the browser can', () => {
  for (const file of ['otp-confirm.min.js', 'otp-confirm.iife.js'])
    assert.match(read(`dist/${file}`), /^\/\/# allFunctionsCalledOnLoad\n/);
});

describe('otp-confirm.min.js', () => {
  const bundle = (): string => read('dist/otp-confirm.min.js');

  it('stands alone: it imports nothing', () => {
    assert.deepEqual(
      ts.preProcessFile(bundle(), true, true).importedFiles.map(({ fileName }) => fileName),
      [],
    );
  });

  it('holds Lit without its development warnings', () => {
    assert.ok(!bundle().includes('Lit is in dev mode'));
  });

  it('is made of element, client, core and Lit, and of no line of another folder', () => {
    const map = JSON.parse(read('dist/otp-confirm.min.js.map')) as { readonly sources: readonly string[] };
    const own = map.sources.filter((source) => source.startsWith('../src/'));
    assert.ok(own.length > 0, 'the source map names sources');
    assert.deepEqual(
      own.filter((source) => !/^\.\.\/src\/(index\.ts$|(element|client|core)\/)/.test(source)),
      [],
    );
  });

  it('holds no text that only mock, engine, server or an adapter hold', () => {
    const common = new Set(
      [stringsOf(read('dist/index.js')), ...['element', 'client', 'core'].map(stringsIn)].flatMap((texts) => [
        ...texts,
      ]),
    );
    const telling = ['engine', 'mock', 'server', 'adapters']
      .flatMap((folder) => [...stringsIn(folder)])
      // short words and names of the platform occur anywhere
      .filter((text) => text.length >= 10 && !common.has(text));
    assert.ok(telling.includes('Get action model'), 'the marks are really collected');
    for (const name of adapters) {
      const own = stringsOf(read(`dist/adapters/${name}.js`));
      assert.ok(
        telling.some((text) => own.has(text)),
        `those of ${name} too`,
      );
    }
    const strings = stringsOf(bundle());
    const whole = [...strings].join('\n');
    assert.deepEqual(
      telling.filter((text) => strings.has(text)),
      [],
    );
    for (const mark of ['Get action model', 'Write response', 'otp_challenge', 'mock_', 'ForTestCode'])
      assert.ok(!whole.includes(mark), `${mark} is in the bundle`);
  });
});

describe('the declarations', () => {
  it('lead to Lit’s own in the sandbox’s elements alone: `lit` is an optional peer', () => {
    const types = Object.values(manifest.exports)
      .flatMap((target) => (typeof target === 'string' || target.types.includes('*') ? [] : [target.types]))
      .filter((path) => !/\/mock\/elements\/|-mock\.iife/.test(path));
    const program = ts.createProgram(
      types.map((path) => root + path),
      {
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        module: ts.ModuleKind.ESNext,
        types: [],
        noLib: true,
      },
    );
    const files = program.getSourceFiles().map(({ fileName }) => fileName);
    assert.ok(files.some((name) => name.endsWith('/dist/element/otp-confirm.d.ts')));
    assert.deepEqual(
      files.filter((name) => name.includes('/node_modules/lit/')),
      [],
    );
  });
  it('name no bytes as TypeScript has them since 5.7 alone', () => {
    const named = readdirSync(`${root}dist`, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.d.ts') && /\bUint8Array</.test(read(`dist/${path}`)),
    );
    assert.deepEqual(named, []);
  });
});

describe('otp-confirm/server', () => {
  it('takes in TypeScript what the environment, a framework and a session may not have', () => {
    const source = `
      import { createOtpEndpoint } from 'otp-confirm/server';
      declare const env: Record<string, string | undefined>;
      declare const session: { challenge?: string };
      declare const users: Map<string, string>;
      const otp = createOtpEndpoint({
        keys: [{ id: '2026', key: env['OTP_KEY'] }],
        clientAddress: (request, address) => address,
        deliver: ({ destination, text }) => [destination, text],
      });
      export const issue = (user: string) =>
        otp.issue({ user, destination: users.get(user), language: env['LANG'], address: env['IP'] });
      export const read = (form: URLSearchParams) =>
        otp.readConfirmation(form, { challenge: session.challenge, stepName: env['STEP'], address: env['IP'] });`;
    assert.deepEqual(errorsIn(source), []);
    const wrong = "createOtpEndpoint({ keys: [{ id: '2026', key: 5 }], deliver: () => 1 });";
    assert.match(
      errorsIn(`import { createOtpEndpoint } from 'otp-confirm/server'; ${wrong}`).join(),
      /number/,
    );
  });
});

describe('otp-confirm/testing', () => {
  const files = (): readonly string[] =>
    readdirSync(`${root}dist/testing`).filter((name) => /\.(js|d\.ts)$/.test(name));

  it('imports its own files and the package by its name: what they share is there once', () => {
    assert.ok(files().includes('index.js') && files().includes('index.d.ts'));
    for (const name of files())
      for (const { fileName } of ts.preProcessFile(read(`dist/testing/${name}`), true, true).importedFiles)
        assert.match(
          fileName,
          /^(\.\/[\w-]+\.js|otp-confirm\/(core|client))$/,
          `${name} imports ${fileName}`,
        );
  });

  // A suite that leaned on Node's types or a runner's would not compile where a page is tested.
  const subject = `
    import { adapterRules, type AdapterSubject } from 'otp-confirm/testing';
    import { httpAdapter } from 'otp-confirm/client';
    const subject: AdapterSubject = {
      createAdapter: ({ fetch }) => httpAdapter({ endpoint: '/otp/confirm', fetch }),
      confirm: {
        confirmed: { status: 200, body: { status: 'confirmed' }, outcome: { kind: 'confirmed' } },
        incorrect: { status: 422, outcome: { kind: 'incorrect' } },
      },
    };
    for (const { name, rule, run } of adapterRules(subject)) void run().then(() => [name satisfies string, rule satisfies number]);
  `;
  it('has types that stand alone', () => {
    assert.deepEqual(errorsIn(subject, { skipLibCheck: false }), []);
  });
  it('has types that refuse a kind under another one’s name', () => {
    assert.match(errorsIn(subject.replace("kind: 'incorrect'", "kind: 'expired'")).join(), /not assignable/);
  });

  it('ships with its source, which its maps name', () => {
    const { files: shipped } = manifest;
    for (const folder of ['dist', 'src', 'test/suites', 'themes'])
      assert.ok(shipped.includes(folder), folder);
    const { sources } = JSON.parse(read('dist/testing/adapter.js.map')) as {
      readonly sources: readonly string[];
    };
    assert.deepEqual(sources, ['../../test/suites/adapter.ts']);
  });
});

it('publint finds nothing', async () => {
  const { messages, pkg } = await publint({ pkgDir: root, strict: true, pack: 'npm' });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});
