// The HMACs and hashes of the engine, over WebCrypto. Fields are length-prefixed: no two lists of fields
// give the same bytes.
import { ConfigurationError } from './errors.js';

/** A key for HMACs: base64url text or bytes, 32 or more. The first of a list signs; the others still check. */
export interface Key {
  readonly id: string;
  readonly key: string | Uint8Array;
}

export interface Keyring {
  /** The id of the key that signs. */
  readonly signingKey: string;
  has(keyId: string): boolean;
  /** HMAC-SHA-256 of the fields under the key of that id, as base64url. */
  sign(keyId: string, fields: readonly string[]): Promise<string>;
  /** The same under the key that names are kept by, which is not rotated with the others. */
  name(...fields: readonly string[]): Promise<string>;
}

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
export function createKeyring(keys: readonly Key[], nameKey?: Key['key']): Keyring {
  const subtle = webCrypto();
  const [first] = keys;
  const last = keys.at(-1);
  if (first === undefined || last === undefined)
    throw new ConfigurationError(`There is no key. ${HOW_TO_MAKE_ONE}`, { setting: 'keys' });
  const imported = new Map<string, Promise<CryptoKey>>();
  const take = ({ id, key }: Key, setting: string): Promise<CryptoKey> => {
    const bytes = typeof key === 'string' ? fromBase64url(key) : new Uint8Array(key);
    if (id === '' || imported.has(id) || bytes === undefined || bytes.length < 32) {
      throw new ConfigurationError(
        `The key "${id}" cannot be used: an id stands once and is not empty, a key has 32 bytes or more. ${HOW_TO_MAKE_ONE}`,
        { setting },
      );
    }
    return subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  };
  const names = nameKey === undefined ? undefined : take({ id: 'nameKey', key: nameKey }, 'nameKey');
  for (const key of keys) imported.set(key.id, take(key, 'keys'));
  const mac = async (key: CryptoKey, fields: readonly string[]): Promise<string> =>
    toBase64url(new Uint8Array(await subtle.sign('HMAC', key, prefixed(fields))));
  const sign: Keyring['sign'] = async (keyId, fields) => {
    const key = await imported.get(keyId);
    if (key !== undefined) return mac(key, fields);
    throw new ConfigurationError(
      `There is no key "${keyId}". Keep old keys as long as rows made with them live.`,
      { setting: 'keys' },
    );
  };
  return {
    signingKey: first.id,
    has: (keyId) => imported.has(keyId),
    sign,
    name: async (...fields) =>
      names ? mac(await names, ['name', ...fields]) : sign(last.id, ['name', ...fields]),
  };
}

/** The hash that a user's counters stand under, whether there is such a user or not. Spelling makes no other account. */
export function accountOf(keyring: Keyring, client: string, user: string): Promise<string> {
  return keyring.name('account', client, user.normalize('NFKC').trim().toLowerCase());
}

function webCrypto(): SubtleCrypto {
  const platform: { readonly subtle?: SubtleCrypto } = crypto;
  if (platform.subtle !== undefined) return platform.subtle;
  throw new ConfigurationError(
    'crypto.subtle is missing: it exists in secure contexts only. Open the page over https or on localhost.',
  );
}

/** SHA-256 of the fields, as base64url. */
export async function hash(...fields: readonly string[]): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', prefixed(fields))));
}

function prefixed(fields: readonly string[]): Uint8Array<ArrayBuffer> {
  const parts = fields.map((field) => new TextEncoder().encode(field));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

export function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bare = text.replace(/={1,2}$/, '');
  if (!/^[\w-]+$/.test(bare) || bare.length % 4 === 1) return undefined;
  const plain = atob(bare.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}
