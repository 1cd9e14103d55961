// `npm test`: lint, types, build, Node tests, element tests, end-to-end tests, sizes, in this order and to the
// end. Its last line is `N passed, N failed`, summed over all of them; above it stands each browser and store that is missing.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { browsersOfThisRun, howToGet } from './browsers.mjs';
import { howToGetStore, missingStores, sqliteIsBuilt } from './servers.mjs';

const root = join(import.meta.dirname, '..');
const countsFolder = mkdtempSync(join(tmpdir(), 'otp-confirm-test-'));
process.on('exit', () => rmSync(countsFolder, { recursive: true, force: true }));

/** @typedef {{ passed: number, failed: number, skipped?: number, problems?: string[] }} Counts */

/** @type {Counts} */
const onePassed = { passed: 1, failed: 0 };
/** @type {Counts} */
const oneFailed = { passed: 0, failed: 1 };

// Each step leads a process group of its own, so that one that hangs goes with all the browsers it started.
const minutes = 60_000;
let running;
const stop = (child, signal) => {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // it is gone already
  }
};
process.on('exit', () => running && stop(running, 'SIGKILL'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

const run = (command, args, { env = {}, deadline = 10 * minutes } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      detached: true,
    });
    running = child;
    const timer = setTimeout(() => {
      console.error(`✖ stopped: it was not done after ${deadline / minutes} minutes`);
      stop(child, 'SIGKILL');
    }, deadline);
    const end = (succeeded) => {
      clearTimeout(timer);
      running = undefined;
      resolve(succeeded);
    };
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      end(false);
    });
    child.once('exit', (code) => {
      // what it left behind, though it ended by itself
      if (child.pid) stop(child, 'SIGKILL');
      end(code === 0);
    });
  });
const script = async (name) => ((await run('npm', ['run', '--silent', name])) ? onePassed : oneFailed);

const readCounts = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // the run ended before it wrote them
  }
};
/** A run that failed without a failure in its counts died on the way: that is one failure. */
const honest = (succeeded, counts) =>
  succeeded || counts.failed ? counts : { ...counts, failed: 1, problems: ['The run itself failed.'] };

const testFiles = (folder, ending, except = []) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true })
        .map((name) => join(folder, name))
        .filter((file) => file.endsWith(ending) && !except.some((path) => file.startsWith(path + sep)))
        .sort()
    : [];

async function nodeTests(files, flags = []) {
  if (!files.length) return { ...oneFailed, problems: ['There is no test file.'] };
  const countsFile = join(countsFolder, `node-${process.hrtime.bigint()}.json`);
  const succeeded = await run(process.execPath, [
    '--import=tsx',
    '--test',
    ...flags,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${new URL('node-reporter.mjs', import.meta.url)}`,
    `--test-reporter-destination=${countsFile}`,
    ...files,
  ]);
  return honest(succeeded, readCounts(countsFile) ?? { passed: 0, failed: 0 });
}

async function elementTests() {
  if (!testFiles('test/element', '.test.ts').length)
    return { ...oneFailed, problems: ['There is no test file.'] };
  const countsFile = join(countsFolder, 'element.json');
  const runner = join(root, 'node_modules/@web/test-runner/dist/bin.js');
  const succeeded = await run(process.execPath, [runner], { env: { TEST_COUNTS: countsFile } });
  const browsers = Object.values(readCounts(countsFile) ?? {});
  const sum = (member) => browsers.reduce((total, counts) => total + counts[member], 0);
  return honest(succeeded, { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') });
}

const steps = {
  lint: () => script('lint'),
  typecheck: () => script('typecheck'),
  build: () => script('build'),
  'Node tests': () =>
    nodeTests(testFiles('test', '.test.ts', [join('test', 'element'), join('test', 'e2e')]), [
      '--test-timeout=60000',
    ]),
  'element tests': elementTests,
  // one file at a time: each of them drives browsers of its own
  'end-to-end tests': () =>
    nodeTests(testFiles(join('test', 'e2e'), '.e2e.ts'), ['--test-concurrency=1', '--test-timeout=180000']),
  size: () => script('size'),
};

// npm may hold back install scripts, and with them the one that makes SQLite's driver.
const buildSqlite = async () => {
  if (sqliteIsBuilt()) return;
  console.log('\n=== npm rebuild better-sqlite3');
  await run('npm', ['rebuild', 'better-sqlite3']);
};

const finish = (results, missing, stores) => {
  const sum = (member) => results.reduce((total, { counts }) => total + (counts[member] ?? 0), 0);
  for (const name of missing)
    console.log(
      `\n!!! NOT TESTED IN ${name.toUpperCase()}: it is not installed. Get it by: ${howToGet[name]}`,
    );
  for (const name of stores)
    console.log(`\n!!! NOT TESTED ON ${name.toUpperCase()}. Get it by: ${howToGetStore[name]}`);
  const skipped = sum('skipped');
  if (skipped) console.log(`\n${skipped} skipped: each says above why it cannot run`);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') || !sum('passed') ? 1 : 0;
};

/** @type {{ name: string, counts: Counts, seconds: string }[]} */
const results = [];
try {
  const { missing } = await browsersOfThisRun();
  await buildSqlite();
  const stores = missingStores();
  for (const [name, step] of Object.entries(steps)) {
    console.log(`\n=== ${name}`);
    const startedAt = performance.now();
    const counts = await step();
    for (const problem of counts.problems ?? []) console.log(`✖ ${name}: ${problem}`);
    results.push({ name, counts, seconds: ((performance.now() - startedAt) / 1000).toFixed(1) });
  }
  console.log('\n=== results');
  for (const { name, counts, seconds } of results)
    console.log(
      `${counts.failed ? '✖' : '✔'} ${name.padEnd(18)}${String(counts.passed).padStart(5)} passed, ` +
        `${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''} (${seconds} s)`,
    );
  finish(results, missing, stores);
} catch (error) {
  console.error(`✖ ${error.message}`);
  finish([{ name: 'start', counts: oneFailed, seconds: '0' }], [], []);
}
