// For Node, by `--import`: the sources come with counters, and what these have counted is written when the process ends.
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';

register('./node-loader.mjs', import.meta.url);

const folder = process.env.COVERAGE_FOLDER;
process.on('exit', () => {
  if (!folder || !globalThis.__coverage__) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(globalThis.__coverage__));
});
