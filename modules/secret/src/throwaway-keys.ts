import { newKeyPair } from './key-pair.ts';
import type { SignatureScheme } from './schema.ts';
import type { SigningKeys } from './live-keys.ts';
import { newSigningSecret } from './signing-secret.ts';

/** What signs one message that belongs to no webhook, and what its receiver verifies with. */
export type ThrowawayKeys = {
  keys: SigningKeys;
  secret: string;
  /** `whpk_…` for the scheme `ed25519`, else null. */
  publicKey: string | null;
};

/** Makes keys for a test by a scheme. They are stored nowhere and verify nothing else. */
export function throwawayKeys(scheme: SignatureScheme): ThrowawayKeys {
  const secret = newSigningSecret();
  const pair = scheme === 'ed25519' ? newKeyPair() : null;
  const only = (key: string) => ({ key, expiresAtMs: null });
  return {
    keys: { secrets: [only(secret)], pairs: pair ? [only(pair.privateKey)] : [] },
    secret,
    publicKey: pair && pair.publicKey,
  };
}
