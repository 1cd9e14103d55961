// The engine's limits: their defaults, their check, and the hashed keys that a store counts them under.
import { networkOf } from './address.js';
import { defaultLocks, type LockRules } from './account.js';
import { ConfigurationError } from './errors.js';
import type { Hash } from './keyring.js';
import { listOf } from './settings.js';
import type { Limit } from './store.js';

/** At most so many within so many seconds. */
export interface Rate {
  readonly limit: number;
  readonly seconds: number;
}

export interface Limits {
  /** Wrong codes per challenge. Default 5. */
  readonly attempts?: number;
  /** Seconds until another code may be asked for. Default 30. */
  readonly resendIn?: number;
  /** Seconds that a token is good for. Default 300. */
  readonly tokenLifetime?: number;
  /** Challenges of one user that may live at once; the oldest beyond that gives way. Default 3. */
  readonly live?: number;
  /** Codes to one destination; a decoy counts for its name, at every client alike. The server's default: 5 in 10 minutes, 20 a day. */
  readonly destination?: readonly Rate[];
  /** Codes asked for from one address. The server's default: 30 an hour. */
  readonly address?: readonly Rate[];
  /** Wrong codes from one address, of whichever accounts. The server's default: 50 an hour. */
  readonly addressFailures?: readonly Rate[];
  /** Wrong codes over all: told to the log, nothing is refused. The server's default: 1000 in 10 minutes. */
  readonly alarm?: Rate;
}

export interface CheckedLimits extends Required<Omit<Limits, 'alarm'>> {
  readonly alarm: Rate | undefined;
  readonly locks: LockRules;
}

/** What a server counts unless it is told otherwise. */
export const serverLimits: Limits = {
  destination: [
    { limit: 5, seconds: 600 },
    { limit: 20, seconds: 86_400 },
  ],
  address: [{ limit: 30, seconds: 3600 }],
  addressFailures: [{ limit: 50, seconds: 3600 }],
  alarm: { limit: 1000, seconds: 600 },
};

/** @throws ConfigurationError that names the limit. */
export function checkLimits(limits: Limits | null | undefined): CheckedLimits {
  const { attempts = 5, resendIn = 30, tokenLifetime = 300, live = 3, alarm } = limits ?? {};
  const { destination = [], address = [], addressFailures = [] } = limits ?? {};
  const rates = { destination, address, addressFailures };
  check('attempts', attempts, 1, 10);
  check('resendIn', resendIn, 0, 3600);
  check('tokenLifetime', tokenLifetime, 1, 3600);
  check('live', live, 1, 10);
  for (const [setting, list] of Object.entries({ ...rates, alarm: alarm === undefined ? [] : [alarm] })) {
    for (const { limit, seconds } of listOf(setting, list)) {
      check(setting, limit, 1, 1_000_000);
      check(setting, seconds, 1, 2_592_000);
    }
  }
  return { attempts, resendIn, tokenLifetime, live, ...rates, alarm, locks: defaultLocks };
}

function check(setting: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new ConfigurationError(
    `The limit "${setting}" is ${String(value)}. Give it a whole number from ${least} to ${most}.`,
    { setting },
  );
}

/** The limits on something that must not stand in the store in the clear: each window counts by itself. */
export async function countedBy(
  sign: Hash,
  what: string,
  value: string,
  rates: readonly Rate[],
): Promise<readonly Limit[]> {
  return Promise.all(
    rates.map(async ({ limit, seconds }) => ({
      key: await sign('limit', what, value, String(seconds)),
      limit,
      window: seconds * 1000,
    })),
  );
}

/** Those on an address; none where it is not known. */
export function countedByAddress(
  sign: Hash,
  what: string,
  address: string | null | undefined,
  rates: readonly Rate[],
): readonly Limit[] | Promise<readonly Limit[]> {
  return address === undefined || address === null ? [] : countedBy(sign, what, networkOf(address), rates);
}
