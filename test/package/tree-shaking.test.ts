// What a bundler keeps of the package: an import alone keeps what `sideEffects` names, and nothing else; of what is
// imported and not used nothing is left; of a part, that part.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly default?: string }>>;
  readonly sideEffects: readonly string[];
};

/** What is left of a source, and which of the package's files that is from. */
async function bundled(
  contents: string,
): Promise<{ readonly text: string; readonly files: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    outdir: '/',
    absWorkingDir: root,
    tsconfigRaw: '{}', // in ours the package's name leads to its sources
    external: ['better-sqlite3', 'ioredis', 'pg', 'node:*', 'lit', 'lit/*', '@lit/*', '@shoelace-style/*'],
    logLevel: 'silent',
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return {
    text: outputFiles.map(({ text }) => text).join('\n'),
    files: inputs.flatMap(([name, { bytesInOutput }]) => (bytesInOutput && name !== '<stdin>' ? [name] : [])),
  };
}

const scripts = Object.entries(manifest.exports).flatMap(([path, target]) => {
  const file = typeof target === 'string' ? target : target.default;
  const one = path.startsWith('./adapters') ? 'better-auth' : 'de';
  return file?.endsWith('.js') ? [[path.replace('.', 'otp-confirm').replace('*', one), file] as const] : [];
});

/** What defines elements, or a global. */
const effects = [
  'otp-confirm/adapters/better-auth.iife.js',
  ...['otp-confirm', 'otp-confirm/mock/panel'],
  ...['otp-confirm', 'otp-confirm-mock'].flatMap((name) =>
    ['min', 'iife'].map((kind) => `otp-confirm/${name}.${kind}.js`),
  ),
];

describe('an import for its effect alone', () => {
  for (const [name, file] of scripts) {
    const has = effects.includes(name);
    it(`of ${name} keeps ${has ? 'its module' : 'nothing'}`, async () => {
      const { files } = await bundled(`import '${name}';`);
      if (has) assert.ok(files.includes(file.replace('./', '').replace('*', 'better-auth')), files.join());
      else assert.deepEqual(files, []);
    });
  }
  it('of a theme keeps the theme', async () => {
    const { text } = await bundled("import 'otp-confirm/themes/joined.css';");
    assert.match(text, /--otp-confirm-/);
  });
});

it('of what is imported and not used nothing is left', async () => {
  const { files } = await bundled(`
    import { OtpConfirm } from 'otp-confirm/element';
    import { OtpMockPanel } from 'otp-confirm/mock/elements';
    import { createMock } from 'otp-confirm/mock';
    import { createOtpEndpoint } from 'otp-confirm/server';
    import { adapterRules } from 'otp-confirm/testing';`);
  assert.deepEqual(files, []);
});

describe('of a part there is that part', () => {
  const parts: Readonly<Record<string, readonly [source: string, only: RegExp]>> = {
    'cleaning a code': ["export { cleanCode } from 'otp-confirm/core';", /^dist\/core\/code\.js$/],
    'the client': [
      "export { createConfirmClient } from 'otp-confirm/client';",
      /^dist\/(client\/(?!http-adapter|redirects)|core\/)/,
    ],
    'a language': ["export { default } from 'otp-confirm/locales/de';", /^dist\/element\/locales\/de\.js$/],
    'the inbox without the panel': [
      "export { OtpMockInbox } from 'otp-confirm/mock/elements';",
      /^dist\/(?!mock\/elements\/(otp-mock-panel|panel|trace|log))(mock|engine|core)\//,
    ],
  };
  for (const [what, [source, only]] of Object.entries(parts))
    it(what, async () => {
      const { files } = await bundled(source);
      assert.ok(files.length > 0);
      assert.deepEqual(
        files.filter((file) => !only.test(file)),
        [],
      );
    });
});
