import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { signingKey } from './signing-secret.ts';

export type SignedMessage = {
  /** `webhook-id`: the event's id, the same on every attempt. */
  id: string;
  /** `webhook-timestamp`: seconds since 1970 of this attempt. */
  timestamp: number;
  body: string;
};

/**
 * The value of `webhook-signature`: a `v1,` signature for every live secret, separated by spaces.
 * HMAC-SHA256 over `id.timestamp.body`, as in https://www.standardwebhooks.com (specification, "Signature scheme").
 */
export function sign(message: SignedMessage, secrets: string[]): string {
  return secrets.map((secret) => `v1,${hmac(message, secret)}`).join(' ');
}

function hmac({ id, timestamp, body }: SignedMessage, secret: string): string {
  return createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
}

/** Keys that were used lately. Making one costs four times as much as signing with it. */
const keys = new Map<string, KeyObject>();
const KEYS_LIMIT = 10_000;

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  if (keys.size >= KEYS_LIMIT) keys.clear();
  const key = createSecretKey(signingKey(secret));
  keys.set(secret, key);
  return key;
}
