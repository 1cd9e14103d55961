// SHA-256 and HMAC-SHA-256 of a text, as base64url: Node's own where there is one, which answers at once, and WebCrypto's
// elsewhere, which hands each digest to another thread. What is digested, and under which key, is keyring.ts's.
import { ConfigurationError } from './errors.js';

/** Of the text's UTF-8. */
type Digest = (text: string) => string | Promise<string>;

/** Bytes of their own buffer; TypeScript before 5.7, which reads this in a declaration, has no parameter for it. */
export interface Bytes extends Uint8Array {
  readonly buffer: ArrayBuffer;
}

export interface Digests {
  readonly sha256: Digest;
  hmacSha256(key: Bytes): Digest;
}

/** The part of `node:crypto` that is used; Deno, Bun and Workers have it as well. */
interface NodeCrypto {
  createHash(algorithm: 'sha256'): NodeDigest;
  createHmac(algorithm: 'sha256', key: object): NodeDigest;
  createSecretKey(key: Uint8Array): object;
}
interface NodeDigest {
  update(text: string): NodeDigest;
  digest(encoding: 'base64url'): string;
}

/** @throws ConfigurationError where the platform has neither. */
export function platformDigests(): Digests {
  const node = nodeCrypto();
  return node === undefined ? webDigests() : nodeDigests(node);
}

function nodeDigests(node: NodeCrypto): Digests {
  return {
    sha256: (text) => node.createHash('sha256').update(text).digest('base64url'),
    hmacSha256(key) {
      const secret = node.createSecretKey(key);
      return (text) => node.createHmac('sha256', secret).update(text).digest('base64url');
    },
  };
}

function webDigests(): Digests {
  const platform: { readonly subtle?: SubtleCrypto } = crypto;
  const { subtle } = platform;
  const encoder = new TextEncoder();
  if (subtle === undefined) {
    throw new ConfigurationError(
      'crypto.subtle is missing: it exists in secure contexts only. Open the page over https or on localhost.',
    );
  }
  return {
    sha256: async (text) => toBase64url(await subtle.digest('SHA-256', encoder.encode(text))),
    hmacSha256(key) {
      const imported = subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
      return async (text) => toBase64url(await subtle.sign('HMAC', await imported, encoder.encode(text)));
    },
  };
}

// Asked of the global object at run time: nothing of Node's is imported by what a page may load.
function nodeCrypto(): NodeCrypto | undefined {
  const found: unknown = Reflect.get(globalThis, 'process');
  if (typeof found !== 'object' || found === null || !('getBuiltinModule' in found)) return undefined;
  const { getBuiltinModule } = found;
  if (typeof getBuiltinModule !== 'function') return undefined;
  const module: unknown = Reflect.apply(getBuiltinModule, found, ['node:crypto']);
  return isNodeCrypto(module) ? module : undefined;
}

function isNodeCrypto(module: unknown): module is NodeCrypto {
  return typeof module === 'object' && module !== null && 'createSecretKey' in module;
}

export function toBase64url(bytes: Uint8Array | ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
