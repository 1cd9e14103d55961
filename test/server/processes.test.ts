// The races again over three processes on one SQLite file, one Postgres and one Redis.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { reasonToSkip, startServer } from '../../tools/servers.mjs';
import { openRemoteStore, type StoreAddress } from '../stores/store-process.js';
import { storeRaces } from '../stores/store-races.js';

/** The first alone: it makes the schema. */
const three = async (address: StoreAddress) => {
  const first = await openRemoteStore(address);
  return [first, ...(await Promise.all([openRemoteStore(address), openRemoteStore(address)]))] as const;
};

const folder = mkdtempSync(join(tmpdir(), 'otp-confirm-processes-'));
after(() => {
  rmSync(folder, { recursive: true });
});
storeRaces({
  name: 'SQLite, three processes',
  open: () => three({ kind: 'sqlite', file: join(folder, 'otp.db') }),
  skip: reasonToSkip('sqlite'),
});

const skipPostgres = reasonToSkip('postgres');
const postgres = skipPostgres === undefined ? await startServer('postgres') : undefined;
storeRaces({
  name: 'Postgres, three processes',
  open: () => three({ kind: 'postgres', connection: postgres?.url ?? '', schema: 'processes' }),
  close: () => postgres?.stop() ?? Promise.resolve(),
  skip: skipPostgres,
});

const skipRedis = reasonToSkip('redis');
const redis = skipRedis === undefined ? await startServer('redis') : undefined;
storeRaces({
  name: 'Redis, three processes',
  open: () => three({ kind: 'redis', url: redis?.url ?? '', prefix: 'processes:' }),
  close: () => redis?.stop() ?? Promise.resolve(),
  skip: skipRedis,
});
