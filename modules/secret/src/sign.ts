import { createHmac, createSecretKey } from 'node:crypto';
import { cachedKeys } from './cached-keys.ts';
import { signingKey } from './signing-secret.ts';

export type SignedMessage = {
  /** `webhook-id`: the event's id, the same on every attempt. */
  id: string;
  /** `webhook-timestamp`: seconds since 1970 of this attempt. */
  timestamp: number;
  body: string;
};

const keyOf = cachedKeys((secret) => createSecretKey(signingKey(secret)));
const wholeKeyOf = cachedKeys((secret) => createSecretKey(Buffer.from(secret)));

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
  return secrets
    .map((secret) => `v1,${createHmac('sha256', keyOf(secret)).update(content).digest('base64')}`)
    .join(' ');
}

/** HMAC-SHA256 keyed with the whole `whsec_…` as text, in hex: for receivers that know other schemes. */
export function hexHmac(content: string, secret: string): string {
  return createHmac('sha256', wholeKeyOf(secret)).update(content).digest('hex');
}
