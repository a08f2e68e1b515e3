import { signEd25519 } from './key-pair.ts';
import { keysAt, type SigningKeys } from './live-keys.ts';
import type { SignatureScheme } from './schema.ts';
import { contentOf, hexHmac, sign, type SignedMessage } from './sign.ts';

/** How a webhook's deliveries are signed. */
export type Signing = { readonly scheme: SignatureScheme; readonly keys: SigningKeys };

/**
 * The headers that sign one attempt: `webhook-signature` (Standard Webhooks) with a signature of every secret that is
 * live at the attempt's time, and what the scheme adds.
 *
 * `body` has room for one signature only. It is the oldest live secret's: a receiver learns the new one by the roll,
 * takes both until the overlap ends, and misses nothing, whenever within the overlap it does so.
 * @param prefix of our own headers, in lower case: `x-tidings`.
 */
export function signatureHeaders(
  message: SignedMessage,
  { keys, scheme }: Signing,
  prefix: string,
): Record<string, string> {
  const atMs = message.timestamp * 1000;
  const secrets = keysAt(keys.secrets, atMs);
  const standard = sign(message, secrets);
  switch (scheme) {
    case 'standard':
      return { 'webhook-signature': standard };
    case 'ed25519': {
      const content = contentOf(message);
      const asymmetric = keysAt(keys.pairs, atMs).map((key) => `v1a,${signEd25519(content, key)}`);
      return { 'webhook-signature': [standard, ...asymmetric].join(' ') };
    }
    case 'timestamped': {
      const signatures = secrets.map(
        (secret) => `v1=${hexHmac(`${message.timestamp}.${message.body}`, secret)}`,
      );
      return {
        'webhook-signature': standard,
        [`${prefix}-signature`]: [`t=${message.timestamp}`, ...signatures].join(','),
      };
    }
    case 'body':
      return {
        'webhook-signature': standard,
        [`${prefix}-signature`]: `sha256=${hexHmac(message.body, secrets.at(-1) ?? '')}`,
        [`${prefix}-timestamp`]: String(message.timestamp),
      };
    default:
      return scheme satisfies never;
  }
}

/** Whether a webhook has what its scheme signs with; without, nothing is sent to it. */
export function canSign({ secrets, pairs }: SigningKeys, scheme: SignatureScheme): boolean {
  return secrets.length > 0 && (scheme !== 'ed25519' || pairs.length > 0);
}
