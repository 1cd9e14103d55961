// Takes away what the build writes, so that no file of an earlier build is served, packed or tested.
import { rmSync } from 'node:fs';

for (const folder of ['dist', 'demo/build'])
  rmSync(new URL(`../${folder}`, import.meta.url), { recursive: true, force: true });
