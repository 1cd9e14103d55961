// A row of Postgres as the engine's, and back. JSON has no undefined: what is null there is absent here.
import type { ChallengeRow, NewChallenge } from '../../engine/index.js';

/** A challenge as `to_jsonb` writes it. */
export interface PostgresRow {
  readonly facts: Omit<NewChallenge, 'lifetime' | 'cooldown'>;
  readonly attempts_remaining: number;
  readonly issued_at: number;
  readonly expires: number;
  readonly resend_at: number;
  readonly replaced_by: string | null;
  readonly ended: 'displaced' | 'revoked' | null;
  readonly undelivered: boolean;
  readonly confirmed_at: number | null;
  readonly token_hash: string | null;
  readonly token_expires: number | null;
  readonly redeemed: boolean;
}

export function rowOf(row: PostgresRow): ChallengeRow {
  const { facts } = row;
  return {
    id: facts.id,
    root: facts.root,
    client: facts.client,
    user: facts.user,
    account: facts.account,
    stepName: facts.stepName,
    sourceStep: facts.sourceStep,
    keyId: facts.keyId,
    mac: facts.mac,
    length: facts.length,
    alphabet: facts.alphabet,
    channel: facts.channel,
    destination: facts.destination,
    language: facts.language,
    firstFactor: facts.firstFactor,
    contextHash: facts.contextHash,
    attempts: facts.attempts,
    issuedAt: row.issued_at,
    expires: row.expires,
    resendAt: row.resend_at,
    attemptsRemaining: row.attempts_remaining,
    replacedBy: row.replaced_by ?? undefined,
    ended: row.ended ?? undefined,
    undelivered: row.undelivered,
    confirmedAt: row.confirmed_at ?? undefined,
    tokenHash: row.token_hash ?? undefined,
    tokenExpires: row.token_expires ?? undefined,
    redeemed: row.redeemed,
  };
}
