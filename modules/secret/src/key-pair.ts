import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signWith,
  verify as verifyWith,
} from 'node:crypto';
import { cachedKeys } from './cached-keys.ts';

const PRIVATE_PREFIX = 'whsk_';
const PUBLIC_PREFIX = 'whpk_';
/** An Ed25519 key in PKCS #8 and in SubjectPublicKeyInfo (RFC 8410 §7 and §4) is these bytes and 32 of its own. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** Both halves as Standard Webhooks writes them: `whsk_` and `whpk_` with base64 of 32 bytes. */
export type KeyPair = { privateKey: string; publicKey: string };

export function newKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const last32 = (der: Buffer) => der.subarray(-32).toString('base64');
  return {
    privateKey: PRIVATE_PREFIX + last32(privateKey.export({ format: 'der', type: 'pkcs8' })),
    publicKey: PUBLIC_PREFIX + last32(publicKey.export({ format: 'der', type: 'spki' })),
  };
}

const privateKeyOf = cachedKeys((text) =>
  createPrivateKey({ key: derOf(PKCS8_HEAD, PRIVATE_PREFIX, text), format: 'der', type: 'pkcs8' }),
);

function derOf(head: Buffer, prefix: string, text: string): Buffer {
  return Buffer.concat([head, Buffer.from(text.slice(prefix.length), 'base64')]);
}

/** Ed25519 (RFC 8032) of a content, in base64. */
export function signEd25519(content: string, privateKey: string): string {
  return signWith(null, Buffer.from(content), privateKeyOf(privateKey)).toString('base64');
}

/**
 * Says of a content whether one of the signatures is that of the public key.
 * @param signatures base64 as in `v1a,<base64>`.
 */
export function ed25519Verifier(publicKey: string, signatures: string[]): (content: string) => boolean {
  const key = publicKeyOf(publicKey);
  const given = signatures.map((each) => Buffer.from(each, 'base64'));
  return (content) => {
    const bytes = Buffer.from(content);
    return given.some((each) => verifyWith(null, bytes, key, each));
  };
}

function publicKeyOf(text: string): KeyObject {
  return createPublicKey({ key: derOf(SPKI_HEAD, PUBLIC_PREFIX, text), format: 'der', type: 'spki' });
}

/** Whether a text is a public key that signatures can be checked with. */
export function isPublicKey(text: string): boolean {
  return /^whpk_[A-Za-z0-9+/]{43}=$/.test(text);
}

/** A public key as a JSON Web Key (RFC 8037 §2). */
export type Jwk = { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; use: 'sig'; alg: 'EdDSA' };

/** @returns the key with its thumbprint as `kid` (RFC 7638; RFC 8037 appendix A.3). */
export function jwkOf(publicKey: string): Jwk {
  const x = Buffer.from(publicKey.slice(PUBLIC_PREFIX.length), 'base64').toString('base64url');
  const thumbprint = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`);
  return { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint.digest('base64url'), use: 'sig', alg: 'EdDSA' };
}
