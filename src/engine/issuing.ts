// Issuing: makes a code and its challenge, has the store keep it, hands it to delivery. Which dataflow asked for
// it, and the log, are engine.ts's.
import { issuedResult, secondsUntil, type Challenge, type IssueResult } from './challenge.js';
import { randomCode } from './codes.js';
import type { CodeRequest } from './dataflow.js';
import { ConfigurationError } from './errors.js';
import { codeFields, hash, toBase64url, type Keyring } from './keyring.js';
import type { EngineOptions } from './operations.js';
import { LONGEST_CODE_LIFETIME } from './steps.js';
import type { ReplaceResult } from './store.js';

/** What a challenge takes from the request, or from the challenge that it replaces. */
export type Facts = Pick<
  Challenge,
  'client' | 'channel' | 'destination' | 'firstFactor' | 'contextHash' | 'length' | 'alphabet'
> & {
  /** None for the first of a line. */
  readonly root: string | undefined;
};

export interface Issued {
  readonly result: IssueResult;
  /** Only where a code was made just now. */
  readonly code?: string;
}

interface Parts extends Pick<EngineOptions, 'store' | 'clock' | 'random' | 'deliver'> {
  readonly keyring: Keyring;
  readonly attempts: number;
  readonly resendIn: number;
  /** Told of a delivery that failed. */
  readonly undelivered: (error: unknown, stepName: string) => void;
}

export function createIssuer(parts: Parts) {
  const { store, clock, random, deliver, keyring, attempts, resendIn, undelivered } = parts;

  async function make(asked: CodeRequest, facts: Facts): Promise<{ challenge: Challenge; code: string }> {
    const { user, stepName, sourceStep, codeLifetime } = asked;
    if (!Number.isInteger(codeLifetime) || codeLifetime < 1 || codeLifetime > LONGEST_CODE_LIFETIME) {
      throw new ConfigurationError(
        `Step "${sourceStep}": "codeLifetime" is not in range. ` +
          `Give it whole seconds from 1 to ${String(LONGEST_CODE_LIFETIME)}.`,
        { step: sourceStep, setting: 'codeLifetime' },
      );
    }
    const { client, root, channel, destination, firstFactor, contextHash, length, alphabet } = facts;
    const id = toBase64url(random(16));
    const code = randomCode(length, alphabet, random);
    const mac = await keyring.sign(
      keyring.signingKey,
      codeFields({ client, challenge: id, stepName, sourceStep, code }),
    );
    const now = clock.now();
    const challenge: Challenge = {
      id,
      root: root ?? id,
      client,
      user,
      stepName,
      sourceStep,
      keyId: keyring.signingKey,
      mac,
      length,
      alphabet,
      channel,
      destination,
      firstFactor,
      contextHash,
      attempts,
      issuedAt: now,
      expires: now + codeLifetime * 1000,
      resendAt: now + resendIn * 1000,
    };
    return { challenge, code };
  }

  // Called at once and never awaited: how long a delivery takes must not show in the answer.
  function send(
    { user, channel, destination, id, expires, issuedAt, stepName }: Challenge,
    code: string,
  ): void {
    const message = {
      user,
      ...(channel === undefined ? {} : { channel }),
      ...(destination === undefined ? {} : { destination }),
      code,
      expiresIn: (expires - issuedAt) / 1000,
      stepName,
      challenge: id,
    };
    void new Promise<unknown>((resolve) => {
      resolve(deliver(message));
    }).catch((error: unknown) => {
      undelivered(error, stepName);
    });
  }

  return {
    /** The first code of a line. */
    async first(asked: CodeRequest, facts: Facts): Promise<Issued> {
      const { challenge, code } = await make(asked, facts);
      const now = clock.now();
      if ((await store.put(challenge, now)) === 'full') return { result: { kind: 'server', status: 503 } };
      send(challenge, code);
      return { result: issuedResult({ ...challenge, attemptsRemaining: attempts }, now), code };
    },

    /** Another code in place of the newest of the line that `id` belongs to. */
    async again(
      asked: CodeRequest,
      facts: Facts,
      { id, idempotencyKey }: { readonly id: string; readonly idempotencyKey: string | undefined },
    ): Promise<Issued> {
      const { challenge: next, code } = await make(asked, facts);
      const { client } = facts;
      const key = idempotencyKey === undefined ? undefined : await hash('issue', client, id, idempotencyKey);
      const now = clock.now();
      const replaced: ReplaceResult = await store.replace({ id, client, key, next, now });
      switch (replaced.kind) {
        case 'replaced':
          send(next, code);
          return { result: issuedResult(replaced.row, now), code };
        case 'repeated':
          return { result: issuedResult(replaced.row, now) };
        case 'challenge-unknown':
          return { result: { kind: 'challenge-unknown' } };
        case 'too-soon':
          return { result: { kind: 'rate-limited', retryAfter: secondsUntil(replaced.resendAt, now) } };
        case 'full':
          return { result: { kind: 'server', status: 503 } };
        default:
          return replaced satisfies never;
      }
    },
  };
}
