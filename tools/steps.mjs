// What a test run is made of: a command under a deadline that takes its whole process group with it, tests under Node's
// runner with their counts read, the sum of it all as the last line. Which steps there are is test.mjs's and services.mjs's.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Where the runs leave their counts. */
export const countsFolder = mkdtempSync(join(tmpdir(), 'otp-confirm-test-'));
process.on('exit', () => rmSync(countsFolder, { recursive: true, force: true }));

/** @typedef {{ passed: number, failed: number, skipped?: number, problems?: string[], failures?: string[] }} Counts */

/** @type {Counts} */
export const onePassed = { passed: 1, failed: 0 };
/** @type {Counts} */
export const oneFailed = { passed: 0, failed: 1 };

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

export const run = (command, args, { env = {}, deadline = 20 * minutes, cwd = root } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
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

/** What an npm script of this package came to: it counts as one. */
export const script = async (name) => ((await run('npm', ['run', '--silent', name])) ? onePassed : oneFailed);

export const readCounts = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // the run ended before it wrote them
  }
};
/** A run that failed without a failure in its counts died on the way: that is one failure. */
export const honest = (succeeded, counts) =>
  succeeded || counts.failed ? counts : { ...counts, failed: 1, problems: ['The run itself failed.'] };

/** The files of a folder whose names end so, sorted; without those in the folders of `except`. */
export const testFiles = (folder, ending, except = []) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true })
        .map((name) => join(folder, name))
        .filter((file) => file.endsWith(ending) && !except.some((path) => file.startsWith(path + sep)))
        .sort()
    : [];

export async function nodeTests(files, flags = []) {
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

/**
 * Performs one step after the other, to the end, and tells what came of each.
 *
 * @param {Readonly<Record<string, () => Promise<Counts>>>} steps
 * @returns {Promise<Counts[]>}
 */
export async function perform(steps) {
  const results = [];
  for (const [name, step] of Object.entries(steps)) {
    console.log(`\n=== ${name}`);
    const startedAt = performance.now();
    const counts = await step();
    for (const problem of counts.problems ?? []) console.log(`✖ ${name}: ${problem}`);
    results.push({ name, counts, seconds: ((performance.now() - startedAt) / 1000).toFixed(1) });
  }
  console.log('\n=== results');
  for (const { name, counts, seconds } of results) {
    console.log(
      `${counts.failed ? '✖' : '✔'} ${name.padEnd(18)}${String(counts.passed).padStart(5)} passed, ` +
        `${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''} (${seconds} s)`,
    );
    // Once more, where the end of a long log shows it.
    for (const failure of [...(counts.problems ?? []), ...(counts.failures ?? [])])
      console.log(`    ✖ ${failure}`);
  }
  return results.map(({ counts }) => counts);
}

/** The last lines: what was not tested, and `N passed, N failed`. They say too how the process ends. */
export function finish(all, missing = []) {
  const sum = (member) => all.reduce((total, counts) => total + (counts[member] ?? 0), 0);
  for (const words of missing) console.log(`\n!!! NOT TESTED ${words}`);
  const skipped = sum('skipped');
  if (skipped) console.log(`\n${skipped} skipped: each says above why it cannot run`);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') || !sum('passed') ? 1 : 0;
}

/** A run that could not begin. */
export function giveUp(error) {
  console.error(`✖ ${error.message}`);
  finish([oneFailed]);
}
