// `node --import tsx test/services/better-auth/record.ts`: records the answers of the server anew, for the tests without one
// and for the demo. Look at what changed, and at the version in the adapter's header.
import { readFileSync, writeFileSync } from 'node:fs';
import { playAll } from './recording.js';
import { startService } from './service.js';

const service = await startService();
const answers = (await playAll(service)).map(({ told: _, ...answer }) => answer);
const manifest = readFileSync(new URL('package.json', import.meta.url), 'utf8');
const { dependencies } = JSON.parse(manifest) as { readonly dependencies: Readonly<Record<string, string>> };
const version = String(dependencies['better-auth']);
const origin = `Recorded from the server of better-auth ${version} by test/services/better-auth/record.ts`;
const file = new URL('../../adapters/better-auth.json', import.meta.url);
writeFileSync(
  file,
  `${JSON.stringify({ service: `Better Auth ${version}`, origin, answers }, undefined, 2)}\n`,
);
await service.close();
console.log(`${String(answers.length)} answers.`);
