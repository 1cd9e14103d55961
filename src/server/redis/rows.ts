// A challenge's hash in Redis as the engine's row. Every field is text; one that is missing is absent.
import { StoreError, type ChallengeRow, type NewChallenge } from '../../engine/index.js';

export type RedisRow = Readonly<Record<string, string | undefined>>;

type Facts = Omit<NewChallenge, 'lifetime' | 'cooldown'>;

/** A guard by the members that a script's answer has. */
export const having =
  <T extends object>(...members: (keyof T & string)[]) =>
  (value: object): value is T =>
    members.every((member) => member in value);

/** What the scripts or this file have written as JSON. */
export function parse<T extends object>(text: string, isOne: (value: object) => value is T): T {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && isOne(value)) return value;
  throw new StoreError('Redis holds what this store has not written. Give the store a "prefix" of its own.');
}

export function factsOf({ lifetime, cooldown, ...facts }: NewChallenge): string {
  return JSON.stringify(facts);
}

export function rowOf(hash: RedisRow): ChallengeRow {
  const facts = parse(hash.facts ?? '', having<Facts>('id', 'root'));
  const time = (name: string): number | undefined => {
    const text = hash[name];
    return text === undefined ? undefined : Number(text);
  };
  const { ended } = hash;
  return {
    ...facts,
    channel: facts.channel,
    destination: facts.destination,
    language: facts.language,
    contextHash: facts.contextHash,
    issuedAt: time('issuedAt') ?? 0,
    expires: time('expires') ?? 0,
    resendAt: time('resendAt') ?? 0,
    attemptsRemaining: time('left') ?? 0,
    replacedBy: hash.replacedBy,
    ended: ended === 'displaced' || ended === 'revoked' ? ended : undefined,
    undelivered: hash.undelivered !== undefined,
    confirmedAt: time('confirmedAt'),
    tokenHash: hash.tokenHash,
    tokenExpires: time('tokenExpires'),
    redeemed: hash.redeemed !== undefined,
  };
}
