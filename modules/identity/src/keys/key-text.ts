import { createHash, randomBytes } from 'node:crypto';

/** `tdg_sk_` for internal services, `tdg_ak_` for one account. */
const PREFIXES = { service: 'tdg_sk_', account: 'tdg_ak_' } as const;
export type KeyKind = keyof typeof PREFIXES;

/** A new key: 256 random bits after the prefix, so a plain SHA-256 is enough to store it by. */
export function newKey(kind: KeyKind): string {
  return `${PREFIXES[kind]}${randomBytes(32).toString('base64url')}`;
}

/** What of a key is stored and sought. */
export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** What of a key is shown, to tell it from others: its prefix and its last characters. */
export function hintOfKey(key: string): string {
  return `${key.slice(0, PREFIXES.service.length)}…${key.slice(-3)}`;
}
