import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { cachedKeys } from './cached-keys.ts';
import { signingKey } from './signing-secret.ts';

export type SignedMessage = {
  /** `webhook-id`: the event's id, the same on every attempt. */
  id: string;
  /** `webhook-timestamp`: seconds since 1970 of this attempt. */
  timestamp: number;
  body: string;
};

/** The key of a secret by Standard Webhooks. */
export function hmacKey(secret: string): KeyObject {
  return createSecretKey(signingKey(secret));
}

/** The key of a secret for other schemes: the whole `whsec_…` as text. */
export function wholeHmacKey(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret));
}

// Of secrets that sign deliveries. One that somebody pasted to verify with is not to stay here.
const keyOf = cachedKeys(hmacKey);
const wholeKeyOf = cachedKeys(wholeHmacKey);

/** What is signed under Standard Webhooks. */
export function contentOf({ id, timestamp, body }: SignedMessage): string {
  return `${id}.${timestamp}.${body}`;
}

/**
 * The value of `webhook-signature`: a `v1,` signature for every live secret, separated by spaces.
 * HMAC-SHA256 over `id.timestamp.body`, as in https://www.standardwebhooks.com (specification, "Signature scheme").
 */
export function sign(message: SignedMessage, secrets: string[]): string {
  const content = contentOf(message);
  return secrets.map((secret) => v1Hmac(content, keyOf(secret))).join(' ');
}

/** One signature of `webhook-signature`. */
export function v1Hmac(content: string, key: KeyObject): string {
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

/** HMAC-SHA256 keyed with the whole `whsec_…` as text, in hex: for receivers that know other schemes. */
export function hexHmac(content: string, secret: string): string {
  return hexHmacBy(content, wholeKeyOf(secret));
}

export function hexHmacBy(content: string, wholeKey: KeyObject): string {
  return createHmac('sha256', wholeKey).update(content).digest('hex');
}
