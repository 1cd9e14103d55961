// `npm run test:nightly`: every property, tried fifty times as often as in the test run: 100,000 sequences of events for
// each of the confirmation's. One that fails prints its seed and the path to its smallest case.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .map((name) => join('test', name))
  .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
  .filter((file) => readFileSync(join(root, file), 'utf8').includes("from 'fast-check'"))
  .sort();

const startedAt = performance.now();
const { status } = spawnSync(process.execPath, ['--import=tsx', '--test', '--test-reporter=spec', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PROPERTY_TIMES: '50' },
});
console.log(`${files.length} files, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
process.exitCode = status ?? 1;
