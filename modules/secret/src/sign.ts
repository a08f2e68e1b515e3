import { createHmac } from 'node:crypto';
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
  return createHmac('sha256', signingKey(secret)).update(`${id}.${timestamp}.`).update(body).digest('base64');
}
