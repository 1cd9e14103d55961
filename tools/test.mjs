// `npm test`: lint, types, build, Node tests, element tests, end-to-end tests, the services that start in seconds, sizes, in
// this order and to the end. Its last line is `N passed, N failed`, summed over all of them; above it stands each browser,
// store and service that was not tested.
import { join } from 'node:path';
import { browsersOfThisRun, howToGet } from './browsers.mjs';
import { howToGetStore, missingStores, sqliteIsBuilt } from './servers.mjs';
import { howToTest, services, serviceTests } from './services.mjs';
import {
  countsFolder,
  finish,
  giveUp,
  honest,
  nodeTests,
  oneFailed,
  perform,
  readCounts,
  run,
  script,
  testFiles,
} from './steps.mjs';

const runner = join(import.meta.dirname, '../node_modules/@web/test-runner/dist/bin.js');

async function elementTests() {
  if (!testFiles('test/element', '.test.ts').length)
    return { ...oneFailed, problems: ['There is no test file.'] };
  const countsFile = join(countsFolder, 'element.json');
  const succeeded = await run(process.execPath, [runner], { env: { TEST_COUNTS: countsFile } });
  const browsers = Object.values(readCounts(countsFile) ?? {});
  const sum = (member) => browsers.reduce((total, counts) => total + counts[member], 0);
  const failures = browsers.flatMap((counts) => counts.failures);
  return honest(succeeded, {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    failures,
  });
}

const steps = {
  lint: () => script('lint'),
  typecheck: () => script('typecheck'),
  build: () => script('build'),
  'Node tests': () =>
    nodeTests(
      testFiles(
        'test',
        '.test.ts',
        ['element', 'e2e', 'services'].map((folder) => join('test', folder)),
      ),
      ['--test-timeout=60000'],
    ),
  'element tests': elementTests,
  // one file at a time: each of them drives browsers of its own
  'end-to-end tests': () =>
    nodeTests(testFiles(join('test', 'e2e'), '.e2e.ts'), ['--test-concurrency=1', '--test-timeout=180000']),
  ...Object.fromEntries(
    services
      .filter(({ startsInSeconds }) => startsInSeconds)
      .map((service) => [service.name, () => serviceTests(service)]),
  ),
  size: () => script('size'),
};

// npm may hold back install scripts, and with them the one that makes SQLite's driver.
const buildSqlite = async () => {
  if (sqliteIsBuilt()) return;
  console.log('\n=== npm rebuild better-sqlite3');
  await run('npm', ['rebuild', 'better-sqlite3']);
};

try {
  const { missing } = await browsersOfThisRun();
  await buildSqlite();
  const stores = missingStores();
  finish(await perform(steps), [
    ...missing.map((name) => `IN ${name.toUpperCase()}: it is not installed. Get it by: ${howToGet[name]}`),
    ...stores.map((name) => `ON ${name.toUpperCase()}. Get it by: ${howToGetStore[name]}`),
    ...services.filter(({ startsInSeconds }) => !startsInSeconds).map(howToTest),
  ]);
} catch (error) {
  giveUp(error);
}
