// The byte budget of each export, gzip. An export is bundled by esbuild as a consumer would, Lit included where it
// is loaded; the script tag's bundle is measured as it ships. It was to be 15 kB; the budget keeps what is reached.
// A language weighs at most 1 kB, as it ships too, and an adapter of a service at most 1.5 kB either way.
import { readdirSync } from 'node:fs';

const budget = (name, path, limit) => ({ name, path, limit, gzip: true });

// without a configuration size-limit does not bundle: the file itself is weighed
const asItShips = { modifyEsbuildConfig: () => undefined };
const modulesIn = (folder) => readdirSync(folder).filter((name) => /^[\w-]+\.js$/.test(name));
const locales = modulesIn('dist/element/locales').filter((name) => name !== 'en.js');
const adapters = modulesIn('dist/adapters').map((name) => name.replace('.js', ''));

export default [
  { ...budget('otp-confirm.min.js', 'dist/otp-confirm.min.js', '23.3 kB'), ...asItShips },
  { ...budget('otp-confirm.iife.js', 'dist/otp-confirm.iife.js', '23.3 kB'), ...asItShips },
  { ...budget('otp-confirm-mock.min.js', 'dist/otp-confirm-mock.min.js', '38.2 kB'), ...asItShips },
  { ...budget('otp-confirm-mock.iife.js', 'dist/otp-confirm-mock.iife.js', '38.5 kB'), ...asItShips },
  budget('otp-confirm', 'dist/index.js', '24.35 kB'),
  budget('otp-confirm/element', 'dist/element/index.js', '24.35 kB'),
  budget('otp-confirm/core', 'dist/core/index.js', '4.5 kB'),
  budget('otp-confirm/client', 'dist/client/index.js', '3.4 kB'),
  budget('otp-confirm/engine', 'dist/engine/index.js', '17 kB'),
  budget('otp-confirm/mock', 'dist/mock/index.js', '23.6 kB'),
  budget('otp-confirm/mock/elements', 'dist/mock/elements/index.js', '11.8 kB'),
  budget('otp-confirm/mock/panel', 'dist/mock/elements/define.js', '11.8 kB'),
  budget('otp-confirm/server', 'dist/server/index.js', '18.1 kB'),
  ...['sqlite', 'postgres', 'redis'].map((name) =>
    budget(`otp-confirm/server/${name}`, `dist/server/${name}/index.js`, '6.5 kB'),
  ),
  budget('otp-confirm/ssr', 'dist/ssr/index.js', '25.3 kB'),
  budget('otp-confirm/testing', 'dist/testing/index.js', '9 kB'),
  ...adapters.flatMap((name) => [
    budget(`otp-confirm/adapters/${name}`, `dist/adapters/${name}.js`, '1.5 kB'),
    {
      ...budget(`otp-confirm/adapters/${name}.min.js`, `dist/adapters/${name}.min.js`, '1.5 kB'),
      ...asItShips,
    },
  ]),
  ...locales.map((name) => ({
    ...budget(`otp-confirm/locales/${name.replace('.js', '')}`, `dist/element/locales/${name}`, '1 kB'),
    ...asItShips,
  })),
];
