import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** A new signing secret: `whsec_` and base64 of 32 random bytes (Standard Webhooks). */
export function newSigningSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/** The bytes that key the HMAC. Some keep their secret without its prefix, as libraries allow. */
export function signingKey(secret: string): Buffer {
  return Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
}

/** What may be shown of a secret: enough to tell two apart. */
export function secretHint(secret: string): string {
  return `${PREFIX}…${secret.slice(-4)}`;
}
