// Issuing: makes a code and its challenge, has the store keep it, hands it to delivery. Which dataflow asked for
// it, and the log, are engine.ts's.
import { isLive, issuedResult, secondsUntil, type IssueResult, type NewChallenge } from './challenge.js';
import { FOREVER } from './account.js';
import { randomCode } from './codes.js';
import type { CodeRequest } from './component.js';
import { toBase64url } from './digests.js';
import { accountOf, codeFields, fold, wellFormed, type Keyring } from './keyring.js';
import { countedBy, countedByAddress, type CheckedLimits } from './limits.js';
import type { EngineOptions } from './operations.js';
import { seconds, unfitSetting } from './settings.js';
import { LONGEST_CODE_LIFETIME } from './steps.js';
import type { Put, PutResult } from './store.js';
import { tell } from './telling.js';

/** What a challenge takes from the request, or from the challenge that it replaces. */
export type Facts = Pick<
  NewChallenge,
  'client' | 'channel' | 'destination' | 'language' | 'firstFactor' | 'contextHash' | 'length' | 'alphabet'
> & {
  /** None for the first of a line. */
  readonly root: string | undefined;
};

interface Made {
  readonly challenge: NewChallenge;
  readonly code: string;
}

const lifetime = seconds({ most: LONGEST_CODE_LIFETIME });

/** Beyond that they are forgotten, and whoever waits asks again. */
const MOST_UNSENT = 1000;

/** Who asks, as far as it is known. */
export interface Asker {
  readonly address: string | null | undefined;
}

export interface Issued {
  readonly result: IssueResult;
  /** Only where a code was made just now. */
  readonly code?: string | undefined;
}

interface Parts extends Pick<EngineOptions, 'store' | 'clock' | 'random' | 'deliver'> {
  readonly keyring: Keyring;
  readonly limits: CheckedLimits;
  readonly decoys: boolean;
  readonly defer: (work: () => Promise<void>) => unknown;
  /** Told of a delivery that failed. */
  readonly undelivered: (error: unknown, challenge: NewChallenge) => void;
}

export function createIssuer(parts: Parts) {
  const { store, clock, random, deliver, keyring, limits, decoys, defer, undelivered } = parts;

  // Of challenges that the store may have kept although its answer was lost. A retry under the key is told that they are
  // there, and the code is here alone.
  const unsent = new Map<string, Made>();

  async function make(asked: CodeRequest, facts: Facts): Promise<Made> {
    const { stepName, sourceStep, codeLifetime } = asked;
    const user = wellFormed(asked.user);
    lifetime.read(codeLifetime, (...why) => unfitSetting(sourceStep, 'codeLifetime', ...why));
    for (const [name, value] of Object.entries({ stepName, sourceStep, ...facts })) {
      if (typeof value === 'string' && value !== wellFormed(value))
        throw unfitSetting(sourceStep, name, 'holds NUL or half a surrogate pair', 'Give it other text');
    }
    const { root, client, length, alphabet } = facts;
    const id = toBase64url(random(16));
    const code = randomCode(length, alphabet, random);
    const bound = { client, challenge: id, stepName, sourceStep };
    const mac = await keyring.sign(
      keyring.signingKey,
      // Nobody has a decoy's code: it is one that cannot be entered.
      codeFields({ ...bound, code: isDecoy(facts) ? toBase64url(random(32)) : code }),
    );
    const challenge: NewChallenge = {
      ...facts,
      id,
      root: root ?? id,
      user,
      account: await accountOf(keyring, client, user),
      stepName,
      sourceStep,
      keyId: keyring.signingKey,
      mac,
      attempts: limits.attempts,
      lifetime: codeLifetime * 1000,
      cooldown: limits.resendIn * 1000,
    };
    return { challenge, code };
  }

  function isDecoy({ destination }: Pick<Facts, 'destination'>): boolean {
    return decoys && destination === undefined;
  }

  // Never awaited: how long a delivery takes must not show in the answer.
  function send({ challenge, code }: Made): void {
    const { user, channel, destination, language, id, lifetime, stepName } = challenge;
    const message = {
      user,
      ...(channel === undefined ? {} : { channel }),
      ...(destination === undefined ? {} : { destination }),
      ...(language === undefined ? {} : { language }),
      code,
      expiresIn: lifetime / 1000,
      stepName,
      challenge: id,
    };
    const failed = (error: unknown): void => {
      undelivered(error, challenge);
    };
    // Once, whoever calls it; and at once where it is not taken.
    let begun: Promise<void> | undefined;
    const work = () =>
      (begun ??= tell(
        () => deliver(message),
        (error) => {
          failed(error);
          return tell(() => store.undelivered(id), failed);
        },
      ));
    void tell(() => defer(work), work);
  }

  async function place(
    asked: CodeRequest,
    facts: Facts,
    { address }: Asker,
    replaces?: Put['replaces'],
  ): Promise<Issued> {
    const made = await make(asked, facts);
    const { challenge } = made;
    // Whoever it is asked for, at whichever client: it is one person who gets them. A decoy's is nobody's, and counts for
    // its name, at every client alike: counted there alone, it would show that nobody has the name.
    const [what, value] =
      challenge.destination === undefined
        ? ['nobody', challenge.user]
        : ['destination', challenge.destination];
    const counted = [
      ...(await countedBy(keyring.name, what, fold(value), limits.destination)),
      ...(await countedByAddress(keyring.name, 'issue', address, limits.address)),
    ];
    const put = await store
      .put({
        challenge,
        replaces,
        live: limits.live,
        limits: counted,
        now: clock.now(),
      })
      .catch((error: unknown) => {
        if (replaces?.key !== undefined) {
          const [oldest = ''] = unsent.keys();
          if (unsent.size >= MOST_UNSENT) unsent.delete(oldest);
          unsent.set(challenge.id, made);
        }
        throw error;
      });
    const kept = put.kind === 'repeated' && isLive(put.row, put.now) ? unsent.get(put.row.id) : undefined;
    const sent = put.kind === 'stored' ? made : kept;
    if (sent !== undefined) unsent.delete(sent.challenge.id);
    if (sent !== undefined && !isDecoy(facts)) send(sent);
    return { result: resultOf(put), code: sent?.code };
  }

  return {
    /** The first code of a line. */
    first: (asked: CodeRequest, facts: Facts, asker: Asker): Promise<Issued> => place(asked, facts, asker),

    /** Another code in place of the newest of the line that `id` belongs to. */
    async again(
      asked: CodeRequest,
      facts: Facts,
      asker: Asker,
      { id, idempotencyKey }: { readonly id: string; readonly idempotencyKey: string | undefined },
    ): Promise<Issued> {
      const key =
        idempotencyKey === undefined
          ? undefined
          : await keyring.hash('issue', facts.client, id, idempotencyKey);
      return place(asked, facts, asker, { id, key });
    },
  };
}

function resultOf(put: PutResult): IssueResult {
  switch (put.kind) {
    case 'stored':
    case 'repeated':
      return issuedResult(put.row, put.now);
    case 'challenge-unknown':
    case 'undeliverable':
      return { kind: put.kind };
    case 'locked':
      return accountLocked(put);
    case 'too-soon':
    case 'limited':
      return { kind: 'rate-limited', retryAfter: secondsUntil(put.until, put.now) };
    case 'full':
      return { kind: 'server', status: 503 };
    default:
      return put satisfies never;
  }
}

/** With no time given where only `unlock` opens the account. */
export function accountLocked({ until, now }: { readonly until: number; readonly now: number }) {
  return {
    kind: 'locked' as const,
    scope: 'account' as const,
    ...(until >= FOREVER ? {} : { retryAfter: secondsUntil(until, now) }),
  };
}
