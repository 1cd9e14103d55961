// `npm run coverage`: how much of src the Node tests and, in Chromium, the element tests run through, together. It
// prints a table by folder and what is left, keeps a report in coverage/, and fails below the floor. What a failing test
// would have run through is missing: the tests are to pass first. With `-- --report` it tells of the last run again.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import coverage from 'istanbul-lib-coverage';
import report from 'istanbul-lib-report';
import reports from 'istanbul-reports';
import { atNought, counts } from './counting/instrument.mjs';

/** Of the branches, in per cent. */
const FLOOR = 95;
const root = join(import.meta.dirname, '..');
const folder = join(root, 'coverage');
const node = join(folder, 'node');
const browser = join(folder, 'browser');

const isReport = (path) => path.endsWith('.json');
const files = (below, wanted) =>
  readdirSync(join(root, below), { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, below, name))
    .filter(wanted)
    .sort();

function run(args, env) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status)
    console.error(`✖ ${args.join(' ').slice(0, 80)} … ended with ${status}: some of it was not run.`);
}

function nodeTests() {
  const tests = files(
    'test',
    (path) =>
      path.endsWith('.test.ts') &&
      !path.includes(`${sep}node_modules${sep}`) &&
      !/^(element|e2e)$/.test(relative(join(root, 'test'), path).split(sep)[0]),
  );
  run(['--import=tsx', '--test', '--test-reporter=dot', ...tests], {
    COVERAGE_FOLDER: node,
    NODE_OPTIONS: `--import=${new URL('counting/node.mjs', import.meta.url)}`,
  });
}
const elementTests = () =>
  run([join(root, 'node_modules/@web/test-runner/dist/bin.js')], {
    COVERAGE_FOLDER: browser,
    BROWSERS: 'chromium',
  });

/** Adds up what one process or page has counted. The counters have the same names everywhere: it is the same source. */
function add(sum, told) {
  for (const kind of ['s', 'f']) for (const [id, count] of Object.entries(told[kind])) sum[kind][id] += count;
  for (const [id, branches] of Object.entries(told.b))
    branches.forEach((count, index) => (sum.b[id][index] += count));
}

/** What was counted, and each file of src that nothing has loaded, at nought. */
function counted() {
  const all = Object.fromEntries(
    files('src', counts).map((path) => [path, atNought(readFileSync(path, 'utf8'), path)]),
  );
  for (const path of [...files('coverage/node', isReport), ...files('coverage/browser', isReport)])
    for (const [file, told] of Object.entries(JSON.parse(readFileSync(path, 'utf8')))) {
      if (told.hash !== all[file].hash) throw new Error(`${relative(root, file)} has changed since.`);
      add(all[file], told);
    }
  return coverage.createCoverageMap(all);
}

/** Where a branch that nothing took begins. */
function left(file) {
  const { branchMap, b: taken } = file.data;
  const lines = Object.entries(branchMap).flatMap(([id, { type, locations, loc }]) =>
    locations.flatMap(({ start }, index) =>
      taken[id][index] ? [] : [`${start.line ?? loc.start.line} (${type})`],
    ),
  );
  return lines.join(', ');
}

function tell(map) {
  const percent = ({ covered, total }) =>
    `${covered}/${total} ${total ? ((100 * covered) / total).toFixed(2) : '100'} %`;
  const folders = new Map();
  for (const path of map.files()) {
    const name = relative(join(root, 'src'), dirname(path));
    folders.set(name, [...(folders.get(name) ?? []), path]);
  }
  for (const path of map.files()) {
    const lines = left(map.fileCoverageFor(path));
    if (lines) console.log(`${relative(root, path)}: ${lines}`);
  }
  console.log();
  for (const [name, paths] of folders) {
    const summary = coverage.createCoverageSummary();
    for (const path of paths) summary.merge(map.fileCoverageFor(path).toSummary());
    console.log(
      `${(name || 'src').padEnd(18)} branches ${percent(summary.branches)}, lines ${percent(summary.lines)}`,
    );
  }
  return map.getCoverageSummary();
}

if (!process.argv.includes('--report')) {
  rmSync(folder, { recursive: true, force: true });
  nodeTests();
  elementTests();
}
const map = counted();
reports.create('html').execute(report.createContext({ dir: folder, coverageMap: map }));
const { branches, lines } = tell(map);
console.log(`\nbranches ${branches.pct} %, lines ${lines.pct} %; the floor is ${FLOOR} % of the branches`);
process.exitCode = branches.pct < FLOOR ? 1 : 0;
