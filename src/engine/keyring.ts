// The HMACs and hashes of the engine: under which key, and of what. Each field has its length before it: no two lists of
// fields give the same text. The digests themselves are the platform's (digests.ts).
import { platformDigests } from './digests.js';
import { ConfigurationError } from './errors.js';
import { listOf } from './settings.js';

/** For HMACs: base64url text or bytes, 32 or more. */
export type Secret = string | Uint8Array;
/** The first of a list signs; the others still check. */
export interface Key {
  readonly id: string;
  /** One that the environment does not have is refused, and it is said how to make one. */
  readonly key: Secret | undefined;
}

export interface Keyring {
  /** The id of the key that signs. */
  readonly signingKey: string;
  has(keyId: string): boolean;
  /** HMAC-SHA-256 of the fields under the key of that id, as base64url: at once where the platform has it at once. */
  sign(keyId: string, fields: readonly string[]): string | Promise<string>;
  /** The same under the key that names are kept by, which is not rotated with the others. */
  readonly name: Hash;
  readonly hash: Hash;
}

/** SHA-256 of the fields, as base64url. */
export type Hash = (...fields: readonly string[]) => string | Promise<string>;

/** What a code is bound to: a code given for another step, or issued by another, is a wrong code. */
export function codeFields(bound: {
  client: string;
  challenge: string;
  stepName: string;
  sourceStep: string;
  code: string;
}): readonly string[] {
  return ['code', bound.client, bound.challenge, bound.stepName, bound.sourceStep, bound.code];
}

const HOW_TO_MAKE_ONE =
  "Make one with: node -e \"console.log(require('node:crypto').randomBytes(32).toString('base64url'))\" " +
  "and pass it as keys: [{ id: '1', key }]. Keep it out of the source.";

/**
 * `nameKey` is for counters of accounts, destinations and addresses; without it the last of the keys serves. Another
 * one starts every count anew.
 */
export function createKeyring(given?: readonly Key[], nameKey?: Secret): Keyring {
  const keys = listOf('keys', given);
  const digests = platformDigests();
  const [first] = keys;
  const last = keys.at(-1);
  if (first === undefined || last === undefined)
    throw new ConfigurationError(`There is no key. ${HOW_TO_MAKE_ONE}`, { setting: 'keys' });
  const taken = new Map<string, ReturnType<typeof digests.hmacSha256>>();
  const take = ({ id, key }: Key, setting: string) => {
    const bytes = ArrayBuffer.isView(key) ? new Uint8Array(key) : fromBase64url(key);
    if (typeof id !== 'string' || !id || taken.has(id) || !bytes || bytes.length < 32) {
      throw new ConfigurationError(
        `The key "${id}" cannot be used: an id has text and stands once, a key has 32 bytes or more. ${HOW_TO_MAKE_ONE}`,
        { setting },
      );
    }
    return digests.hmacSha256(bytes);
  };
  const names = nameKey === undefined ? undefined : take({ id: 'nameKey', key: nameKey }, 'nameKey');
  for (const key of keys) taken.set(key.id, take(key, 'keys'));
  const sign: Keyring['sign'] = (keyId, fields) => {
    const mac = taken.get(keyId);
    if (mac !== undefined) return mac(prefixed(fields));
    throw new ConfigurationError(
      `There is no key "${keyId}". Keep old keys as long as rows made with them live.`,
      { setting: 'keys' },
    );
  };
  return {
    signingKey: first.id,
    has: (keyId) => taken.has(keyId),
    sign,
    name: (...fields) => (names ? names(prefixed(['name', ...fields])) : sign(last.id, ['name', ...fields])),
    hash: createHash(digests),
  };
}

/** The hash that a user's counters stand under, whether there is such a user or not. Spelling makes no other account. */
export function accountOf(keyring: Keyring, client: string, user: string): string | Promise<string> {
  return keyring.name('account', client, fold(wellFormed(user)));
}

/**
 * One spelling of what is counted by: width, capitals, spaces at the ends, and what cannot be seen, make no other name, and
 * no other mailbox.
 */
export function fold(text: string): string {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .trim()
    .toLowerCase();
}

/** Who signs in may type anything: NUL and half a surrogate pair are what some databases cannot keep. */
export function wellFormed(user: string): string {
  return user.replace(/\0|\p{Surrogate}/gu, '\ufffd');
}

export function createHash({ sha256 } = platformDigests()): Hash {
  return (...fields) => sha256(prefixed(fields));
}

function prefixed(fields: readonly string[]): string {
  let text = '';
  for (const field of fields) text += `${field.length}:${field}`;
  return text;
}

/** Of what is no text, which plain JavaScript may give, too. */
function fromBase64url(text: unknown): Uint8Array<ArrayBuffer> | undefined {
  const bare = String(text).replace(/={1,2}$/, '');
  if (!/^[\w-]+$/.test(bare) || bare.length % 4 === 1) return undefined;
  const plain = atob(bare.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}
