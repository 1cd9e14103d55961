// What the store tests run against: finds SQLite's driver and the servers on this machine, starts a server on loopback in
// a folder of its own, ends it. What is tested is the tests'; nothing here touches a server that runs already.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isExecutable } from './browsers.mjs';

/** @typedef {'postgres' | 'pgbouncer' | 'redis'} ServerName `pgbouncer`: a Postgres behind it, a few connections for all */
/** @typedef {'sqlite' | ServerName} StoreName */

/**
 * @typedef {object} RunningServer
 * @property {string} url
 * @property {string} program Its path: its own tools stand beside it.
 * @property {() => number} pid
 * @property {() => Promise<void>} kill As the power cut does: SIGKILL, and nothing is told.
 * @property {() => Promise<void>} restart On the same data and port.
 * @property {() => Promise<void>} stop Also drops the data.
 */

/** @type {readonly StoreName[]} */
export const storeNames = ['sqlite', 'postgres', 'pgbouncer', 'redis'];

/** How to get each one. @type {Readonly<Record<StoreName, string>>} */
export const howToGetStore = {
  sqlite:
    'npm rebuild better-sqlite3   (a compiler: apt-get install make g++; on a closed network npm_config_nodedir=/usr)',
  postgres: 'apt-get install postgresql',
  pgbouncer: 'apt-get install postgresql pgbouncer',
  redis: 'apt-get install redis-server',
};

const inFolders = (folders, name) => folders.map((folder) => join(folder, name)).find(isExecutable);
const path = (process.env.PATH ?? '').split(delimiter);

// Debian keeps each version's programs in a folder of its own, which is not on the path.
const postgresFolders = () => {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(versions, version, 'bin'))
    : [];
  return [...debian, ...path];
};

/** Whether the binary part of the driver is there: npm may have held back the script that makes it. */
export function sqliteIsBuilt() {
  try {
    const Database = createRequire(import.meta.url)('better-sqlite3');
    new Database(':memory:').close();
    return true;
  } catch {
    return false;
  }
}

/** The program of a server, if it is installed. @param {ServerName} name */
function findServer(name) {
  switch (name) {
    case 'postgres':
      return inFolders(
        postgresFolders().filter((folder) => isExecutable(join(folder, 'initdb'))),
        'postgres',
      );
    case 'pgbouncer':
      return findServer('postgres') && inFolders([...path, '/usr/sbin', '/usr/local/bin'], 'pgbouncer');
    case 'redis':
      return inFolders([...path, '/usr/bin', '/usr/local/bin'], 'redis-server');
    default:
      throw new Error(`There is no server ${name}.`);
  }
}

const isThere = (name) => (name === 'sqlite' ? sqliteIsBuilt() : Boolean(findServer(name)));

/**
 * What is missing on this machine. Throws where STORES asks for it.
 *
 * @returns {StoreName[]}
 */
export function missingStores() {
  const asked = (process.env.STORES ?? '').split(',').flatMap((name) => name.trim() || []);
  const unknown = asked.filter((name) => !storeNames.some((known) => known === name));
  if (unknown.length)
    throw new Error(
      `STORES names ${unknown.join(', ')}, which is no store of these tests. Choose from ${storeNames.join(', ')}.`,
    );
  const missing = storeNames.filter((name) => !isThere(name));
  const wanting = missing.filter((name) => asked.includes(name));
  if (wanting.length)
    throw new Error(
      `STORES asks for what is not there:${wanting.map((name) => `\n  ${name}: ${howToGetStore[name]}`).join('')}`,
    );
  return missing;
}

/** Why the tests of a store cannot run; undefined where they can. @param {StoreName} name */
export function reasonToSkip(name) {
  if (!missingStores().includes(name)) return undefined;
  console.error(`!!! NOT TESTED ON ${name.toUpperCase()}. Get it by: ${howToGetStore[name]}`);
  return `${name} is not there`;
}

async function freePort() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const idOf = (kind, user) => Number(execFileSync('id', [kind, user], { encoding: 'utf8' }));

/** Postgres refuses to run as root; Debian's package brings a user for it. */
const unprivileged = () =>
  process.getuid?.() === 0 ? { uid: idOf('-u', 'postgres'), gid: idOf('-g', 'postgres') } : {};

// Whatever ends this process, its servers end with it.
const running = new Set();
process.on('exit', () => {
  for (const server of running) server();
});

async function run({ program, args, as, folder, url, ready }) {
  let child;
  const start = async () => {
    child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...as });
    let words = '';
    const listen = (stream) =>
      stream.setEncoding('utf8').on('data', (text) => (words = (words + text).slice(-4000)));
    listen(child.stdout);
    listen(child.stderr);
    const deadline = performance.now() + 30_000;
    while (!words.includes(ready)) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`${program} did not start:\n${words}`);
      await pause(10);
    }
  };
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const endAtExit = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  running.add(endAtExit);
  await start();
  return {
    url,
    program,
    pid: () => child.pid,
    kill,
    restart: async () => {
      await kill();
      await start();
    },
    stop: async () => {
      await kill();
      running.delete(endAtExit);
      // its children may still be on their way out, and write
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}

/**
 * Starts a server with an empty data folder. `settings` come on top of those that the stores ask for.
 *
 * @param {ServerName} name
 * @param {Readonly<Record<string, string>>} [settings]
 * @returns {Promise<RunningServer>}
 */
export async function startServer(name, settings = {}) {
  const program = findServer(name);
  if (!program) throw new Error(`${name} is not installed. Get it by: ${howToGetStore[name]}`);
  const folder = mkdtempSync(join(tmpdir(), `otp-confirm-${name}-`));
  const port = await freePort();
  const as = name === 'redis' ? {} : unprivileged();
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid);
  switch (name) {
    case 'postgres': {
      const data = join(folder, 'data');
      execFileSync(
        join(program, '..', 'initdb'),
        ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
        { stdio: 'ignore', ...as },
      );
      const all = {
        port: String(port),
        listen_addresses: '127.0.0.1',
        unix_socket_directories: folder,
        max_connections: '200',
        shared_buffers: '64MB',
        ...settings,
      };
      return run({
        program,
        args: ['-D', data, ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
        as,
        folder,
        url: `postgres://postgres@127.0.0.1:${port}/postgres`,
        ready: 'ready to accept connections',
      });
    }
    case 'pgbouncer': {
      const postgres = await startServer('postgres');
      const all = {
        listen_addr: '127.0.0.1',
        listen_port: String(port),
        unix_socket_dir: '',
        auth_type: 'any',
        pool_mode: 'transaction',
        default_pool_size: '5',
        ignore_startup_parameters: 'statement_timeout',
        ...settings,
      };
      const file = join(folder, 'pgbouncer.ini');
      const lines = Object.entries(all).map(([key, value]) => `${key} = ${value}`);
      const { hostname, port: behind } = new URL(postgres.url);
      const database = `postgres = host=${hostname} port=${behind} user=postgres`;
      writeFileSync(file, ['[databases]', database, '[pgbouncer]', ...lines, ''].join('\n'));
      const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
      const pooler = await run({ program, args: [file], as, folder, url, ready: 'process up' });
      const stop = async () => {
        await pooler.stop();
        await postgres.stop();
      };
      return { ...pooler, stop };
    }
    case 'redis': {
      const all = {
        port: String(port),
        bind: '127.0.0.1',
        dir: folder,
        save: '',
        appendonly: 'yes',
        appendfsync: 'always',
        'maxmemory-policy': 'noeviction',
        ...settings,
      };
      return run({
        program,
        args: Object.entries(all).flatMap(([key, value]) => [`--${key}`, value]),
        as,
        folder,
        url: `redis://127.0.0.1:${port}/0`,
        ready: 'Ready to accept connections',
      });
    }
    default:
      throw new Error(`There is no server ${name}.`);
  }
}
