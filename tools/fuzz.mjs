// `npm run fuzz`: all of the malformed requests that the test run sends a part of. For the night.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const { status } = spawnSync(
  process.execPath,
  ['--import=tsx', '--test', join('test', 'server', 'fuzz.test.ts')],
  {
    cwd: join(import.meta.dirname, '..'),
    stdio: 'inherit',
    env: { FUZZ_RUNS: '100000', ...process.env },
  },
);
process.exitCode = status ?? 1;
