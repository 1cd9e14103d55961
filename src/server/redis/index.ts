// The store in Redis, by ioredis: for many processes on many machines. Each operation is one script, which scripts.ts
// holds; Redis's own clock counts, and rows end by themselves. The connection is connection.ts's.
//
// One Redis, or one primary with its replicas: not Redis Cluster. An operation touches the keys of a challenge and of its
// account at once, which lie in different slots there, and a failover can bring back a code that was used.
import {
  FOREVER,
  KEPT_AFTER_FAILURE,
  KEPT_AT_REST,
  StoreError,
  type AccountStatus,
  type AttemptResult,
  type PutResult,
  type Store,
} from '../../engine/index.js';
import { opened } from '../opening.js';
import { connect, type Connection, type ConnectionOptions } from './connection.js';
import { factsOf, having, parse, rowOf, type RedisRow } from './rows.js';
import { scriptsWith, type Scripts } from './scripts.js';

export interface RedisStoreOptions extends Omit<ConnectionOptions, 'timeout'> {
  /** Milliseconds until a command is given up. Default 1000. */
  readonly timeout?: number;
  /** Stands before every key. Default `otp:`. */
  readonly prefix?: string;
  /** Write down the version of the keys where there is none yet. Default false: then a missing one is an error. */
  readonly migrate?: boolean;
  /** The service forbids CONFIG, and you have seen to it: noeviction, appendonly, appendfsync always. Default false. */
  readonly trustConfiguration?: boolean;
  /** `caller`: the time that comes with each call counts. Only tests say so. Default `own`. */
  readonly clock?: 'own' | 'caller';
}

type PutAnswer =
  | Exclude<PutResult, { row: unknown }>
  | { readonly kind: 'stored' | 'repeated'; readonly row: RedisRow; readonly now: number };

const KEYS_VERSION = 1;
const WANTED = { 'maxmemory-policy': 'noeviction', appendonly: 'yes', appendfsync: 'always' };

const scripts = scriptsWith({ forever: FOREVER, atRest: KEPT_AT_REST, afterFailure: KEPT_AFTER_FAILURE });

/**
 * Connects and looks whether Redis keeps what it is given.
 *
 * @throws StoreError where Redis cannot be reached, is set up to lose data, or its keys are another version's; the
 * message says what to do.
 * @example const store = await openRedisStore({ url: process.env.REDIS_URL, migrate: true });
 */
export async function openRedisStore(options: RedisStoreOptions): Promise<Store> {
  const connection = await connect({ ...options, timeout: options.timeout ?? 1000 });
  return opened(createStore(connection, options), options.migrate);
}

function createStore(connection: Connection, options: RedisStoreOptions): Store {
  const { prefix = 'otp:', clock = 'own', trustConfiguration = false } = options;

  async function run<T extends object>(
    name: keyof Scripts,
    now: number,
    args: readonly (string | number)[],
    isOne: (value: object) => value is T,
  ): Promise<T | undefined> {
    const time = clock === 'caller' ? now : '';
    const answer = await connection.run(scripts[name], [prefix, time, ...args]);
    return typeof answer === 'string' ? parse(answer, isOne) : undefined;
  }
  async function answered<T extends object>(...asked: Parameters<typeof run<T>>): Promise<T> {
    const answer = await run<T>(...asked);
    if (answer === undefined) throw new StoreError(`Redis gave no answer to ${asked[0]}.`);
    return answer;
  }

  async function version(): Promise<number> {
    return Number(await connection.command((redis) => redis.get(`${prefix}version`)));
  }
  async function checkVersion(): Promise<void> {
    const found = await version();
    if (found === KEYS_VERSION) return;
    throw new StoreError(
      found < KEYS_VERSION
        ? `The keys under "${prefix}" are version ${found}; this release needs ${KEYS_VERSION}. Open the store with { migrate: true } once.`
        : `The keys under "${prefix}" are version ${found}, newer than this release's ${KEYS_VERSION}. Update otp-confirm.`,
    );
  }

  return {
    async put({ challenge, replaces, live, limits, now }) {
      const args = [
        challenge.id,
        challenge.account,
        challenge.client,
        factsOf(challenge),
        challenge.lifetime,
        challenge.cooldown,
        challenge.attempts,
        challenge.firstFactor ? (challenge.destination ?? '') : '',
        replaces?.id ?? '',
        replaces?.key ?? '',
        live,
        JSON.stringify(limits),
        challenge.root,
        challenge.stepName,
        challenge.mac,
      ];
      const answer = await answered('put', now, args, having<PutAnswer>('kind', 'now'));
      return 'row' in answer ? { ...answer, row: rowOf(answer.row) } : answer;
    },
    async get(id) {
      const hash = await connection.command((redis) => redis.hgetall(`${prefix}c:${id}`));
      return hash.id === undefined ? undefined : rowOf(hash);
    },
    attempt({ id, client, mac, key, tokenHash, tokenLifetime, locks, limits, now }) {
      const rules = [JSON.stringify(locks), JSON.stringify(limits)];
      const args = [id, client, mac, key ?? '', tokenHash, tokenLifetime, ...rules];
      return answered('attempt', now, args, having<AttemptResult>('kind', 'charged', 'now'));
    },
    async redeem({ tokenHash, challenge, client, stepName, key, now }) {
      const args = [tokenHash, challenge, client, stepName, key ?? ''];
      const answer = await run('redeem', now, args, having<{ readonly row: RedisRow }>('row'));
      return answer && rowOf(answer.row);
    },
    async undelivered(id) {
      await run('undelivered', 0, [id], having());
    },
    async revoke(what, now) {
      const args = 'id' in what ? [what.id, ''] : ['', what.account];
      return (await answered('revoke', now, args, having<{ readonly count: number }>('count'))).count;
    },
    async status(account, now) {
      const answer = await answered('status', now, [account], having<AccountStatus>('failures', 'live'));
      return { ...answer, undelivered: answer.undelivered };
    },
    async unlock(account, now) {
      const isOne = having<{ readonly unlocked: boolean }>('unlocked');
      return (await answered('unlock', now, [account], isOne)).unlocked;
    },
    // Every key ends by itself.
    sweep: () => Promise.resolve(0),
    async ping() {
      await checkVersion();
      await checkRole(connection);
      if (!trustConfiguration) await checkConfiguration(connection);
    },
    async migrate() {
      await checkRole(connection);
      if ((await version()) > KEYS_VERSION) await checkVersion();
      await connection.command((redis) => redis.set(`${prefix}version`, KEYS_VERSION));
    },
    close: () => connection.close(),
  };
}

async function checkRole(connection: Connection): Promise<void> {
  const info = await connection.command(
    async (redis) => `${await redis.info('replication')}\n${await redis.info('cluster')}`,
  );
  if (/^cluster_enabled:1/m.test(info)) {
    throw new StoreError(
      'This is a Redis Cluster, which cannot hold a challenge and its account in one step. Use a Redis without cluster mode.',
    );
  }
  if (/^role:slave/m.test(info)) {
    throw new StoreError('This Redis is a replica, which takes no writes. Connect to the primary.');
  }
}

async function checkConfiguration(connection: Connection): Promise<void> {
  const found = new Map<string, unknown>();
  try {
    for (const name of Object.keys(WANTED)) {
      const pair: unknown = await connection.command((redis) => redis.config('GET', name));
      if (Array.isArray(pair)) found.set(name, pair[1]);
    }
  } catch (cause) {
    throw new StoreError(
      'This Redis does not tell its configuration. See to noeviction, appendonly and appendfsync always yourself, and pass { trustConfiguration: true }.',
      { cause },
    );
  }
  const wrong = Object.entries(WANTED).filter(([name, value]) => found.get(name) !== value);
  if (wrong.length === 0) return;
  const advice = wrong.map(([name, value]) => `CONFIG SET ${name} ${value}`).join(', ');
  throw new StoreError(
    `This Redis may lose what it has answered: a used code could be used again. Say: ${advice}; and write it into its configuration.`,
  );
}
