// Confirming and redeeming: turns a code and a token into hashes, has the store decide in one step, and reads its
// answer. Which dataflow asked for it, and the log, are engine.ts's.
import { cleanCode, type Outcome } from '../core/index.js';
import { secondsUntil } from './challenge.js';
import type { CodeAnswer } from './component.js';
import { accountLocked, type Asker } from './issuing.js';
import { toBase64url } from './digests.js';
import { codeFields, type Keyring } from './keyring.js';
import { countedByAddress, type CheckedLimits } from './limits.js';
import type { EngineOptions, RedeemRequest, RedeemResult } from './operations.js';
import type { Store } from './store.js';

interface Parts extends Pick<EngineOptions, 'clock' | 'random'> {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly limits: CheckedLimits;
  readonly tokenPrefix: string;
  /** Told of each code that was compared and found wrong. */
  readonly wrong: () => void;
}

export function createConfirmer(parts: Parts) {
  const { store, clock, random, keyring, limits, tokenPrefix, wrong } = parts;

  return {
    async confirm(
      { challenge, stepName, sourceStep, code }: CodeAnswer,
      client: string,
      idempotencyKey: string | undefined,
      { address }: Asker,
    ): Promise<Outcome> {
      const row = await store.get(challenge);
      if (row?.client !== client || !keyring.has(row.keyId)) return { kind: 'challenge-unknown' };
      const { value, status } = cleanCode(code, {
        length: row.length,
        alphabet: row.alphabet,
        source: 'autofill',
      });
      if (status !== 'complete') return { kind: 'protocol' };
      const mac = await keyring.sign(
        row.keyId,
        codeFields({ client, challenge, stepName, sourceStep, code: value }),
      );
      // Under the challenge's own key: a retry gets the same token while the keys rotate.
      const secret =
        idempotencyKey === undefined
          ? toBase64url(random(32))
          : await keyring.sign(row.keyId, ['token', client, challenge, idempotencyKey]);
      const token = tokenPrefix + secret;
      const key =
        idempotencyKey === undefined ? undefined : await keyring.hash('confirm', mac, idempotencyKey);
      const tokenHash = await keyring.hash('token', token);
      const answer = await store.attempt({
        id: challenge,
        client,
        mac,
        key,
        tokenHash,
        tokenLifetime: limits.tokenLifetime * 1000,
        locks: limits.locks,
        limits: await countedByAddress(keyring.name, 'confirm', address, limits.addressFailures),
        now: clock.now(),
      });
      if (answer.charged && answer.kind !== 'confirmed') wrong();
      switch (answer.kind) {
        case 'confirmed':
          return {
            kind: 'confirmed',
            token,
            tokenExpiresIn: secondsUntil(answer.tokenExpires, answer.now),
          };
        case 'limited':
          return { kind: 'rate-limited', retryAfter: secondsUntil(answer.until, answer.now) };
        case 'locked':
          return { kind: 'locked', scope: 'challenge' };
        case 'account-locked':
          return accountLocked(answer);
        case 'incorrect':
          return { kind: 'incorrect', attemptsRemaining: answer.attemptsRemaining };
        case 'expired':
          return { kind: 'expired', ...(answer.reason === undefined ? {} : { reason: answer.reason }) };
        case 'already-used':
        case 'challenge-unknown':
          return { kind: answer.kind };
        default:
          return answer satisfies never;
      }
    },

    async redeem(
      { token, challenge, redeemKey }: RedeemRequest,
      client: string,
      stepName: string,
    ): Promise<RedeemResult> {
      const tokenHash = await keyring.hash('token', token);
      const key = redeemKey === undefined ? undefined : await keyring.hash('redeem', tokenHash, redeemKey);
      const now = clock.now();
      const row = await store.redeem({ tokenHash, challenge, client, stepName, key, now });
      if (row?.confirmedAt === undefined) return { kind: 'token-unknown' };
      return {
        kind: 'redeemed',
        user: row.user,
        client: row.client,
        stepName: row.stepName,
        ...(row.contextHash === undefined ? {} : { contextHash: row.contextHash }),
        confirmedAt: new Date(row.confirmedAt).toISOString(),
      };
    },
  };
}
