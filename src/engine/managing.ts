// What the service itself asks and does about challenges and accounts, apart from confirming: status, revoke, unlock.
import { FOREVER } from './account.js';
import { refusalOf, secondsUntil, type ChallengeRow } from './challenge.js';
import { accountOf, type Keyring } from './keyring.js';
import type { ChallengeStatus, Status, Subject } from './operations.js';
import type { Store } from './store.js';
import type { Clock } from './system.js';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keyring: Keyring;
}

export function createManager({ store, clock, keyring }: Parts) {
  /** The challenge's row, or else the account alone; undefined where the client has no such challenge. */
  async function find(subject: Subject, client: string) {
    if ('user' in subject) return { account: await accountOf(keyring, client, subject.user) };
    const row = await store.get(subject.challenge);
    return row?.client === client ? { row, account: row.account } : undefined;
  }

  return {
    async status(subject: Subject, client: string): Promise<Status> {
      const found = await find(subject, client);
      if (found === undefined) return { kind: 'challenge-unknown' };
      const { failures, lockedUntil, live, now } = await store.status(found.account, clock.now());
      const locked = now < lockedUntil;
      return {
        kind: 'known',
        account: {
          failures,
          live,
          locked,
          ...(locked && lockedUntil < FOREVER ? { retryAfter: secondsUntil(lockedUntil, now) } : {}),
        },
        ...(found.row === undefined ? {} : { challenge: stateOf(found.row, now) }),
      };
    },

    async revoke(subject: Subject, client: string): Promise<number> {
      const found = await find(subject, client);
      if (found === undefined) return 0;
      const { row, account } = found;
      return store.revoke(row === undefined ? { account } : { id: row.id }, clock.now());
    },

    async unlock(subject: Subject, client: string): Promise<boolean> {
      const found = await find(subject, client);
      return found !== undefined && store.unlock(found.account, clock.now());
    },
  };
}

function stateOf(row: ChallengeRow, now: number): ChallengeStatus {
  return {
    state: nameOf(row, now),
    delivered: !row.undelivered,
    attemptsRemaining: row.attemptsRemaining,
    expiresIn: Math.max(0, Math.floor((row.expires - now) / 1000)),
  };
}

function nameOf(row: ChallengeRow, now: number): ChallengeStatus['state'] {
  if (row.redeemed) return 'redeemed';
  if (row.ended === 'revoked') return 'revoked';
  const refusal = refusalOf(row, row.client, now);
  switch (refusal?.kind) {
    case 'already-used':
      return 'confirmed';
    case 'expired':
      return refusal.reason ?? 'expired';
    case 'locked':
      return 'locked';
    case undefined:
    case 'account-locked':
    case 'challenge-unknown':
      return 'live';
    default:
      return refusal satisfies never;
  }
}
