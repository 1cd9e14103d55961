// `node --import tsx test/services/record.ts NAME`: asks the server of cognito or firebase anew, and writes what it answered
// where the tests without one and the demo read it. Answers with an origin of their own were read, not recorded: they stay.
// Look at what changed, and at the version in the adapter's header.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import type { Exchange } from './exchanges.js';

interface Server {
  close(): Promise<void>;
}
const [name = ''] = process.argv.slice(2);
const { startService } = (await import(`./${name}/service.js`)) as { startService(): Promise<Server> };
const { recordAll } = (await import(`./${name}/recording.js`)) as {
  recordAll(service: Server): Promise<readonly Exchange[]>;
};
const file = new URL(`../adapters/${name}.json`, import.meta.url);
const before = JSON.parse(readFileSync(file, 'utf8')) as { answers: readonly { origin?: string }[] };
const service = await startService();
const recorded = await recordAll(service);
await service.close();
const answers = [...recorded, ...before.answers.filter(({ origin }) => origin)];
writeFileSync(
  file,
  await format(JSON.stringify({ ...before, answers }), { parser: 'json', printWidth: 110 }),
);
console.log(`${String(recorded.length)} answers.`);
