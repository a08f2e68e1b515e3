import { type Context, type Sql, statement } from '@tidings/kernel';
import { newKeyPair } from './key-pair.ts';
import { keyRingOf, type Sealed } from './key-ring.ts';
import { newSigningSecret, secretHint } from './signing-secret.ts';

const INSERT = statement<never>(
  'secret.insert',
  `INSERT INTO secret.signing_secret (account_id, endpoint_id, kid, sealed, hint, public_key)
   VALUES ($1, $2, $3, $4, $5, $6)`,
);

/** Whom a secret belongs to; bound to it when it is encrypted. */
export type SecretOwner = { accountId: string; endpointId: string };

export function ownerName({ accountId, endpointId }: SecretOwner): string {
  return `${accountId}/${endpointId}`;
}

/** Another name than that of the secret, so that neither opens in the other's place. */
export function keyOwnerName(owner: SecretOwner): string {
  return `${ownerName(owner)}/ed25519`;
}

/** Makes a webhook's signing secret. The clear text is in the answer and nowhere else. */
export async function createSecret(ctx: Context, tx: Sql, owner: SecretOwner): Promise<string> {
  const secret = newSigningSecret();
  const sealed = keyRingOf(ctx.config).seal(secret, ownerName(owner));
  await insert(tx, owner, { ...sealed, hint: secretHint(secret), publicKey: null });
  return secret;
}

/** Makes a key pair for a webhook beside its secret. The private half leaves this process encrypted only. */
export async function createKeyPair(ctx: Context, tx: Sql, owner: SecretOwner): Promise<void> {
  const { privateKey, publicKey } = newKeyPair();
  const sealed = keyRingOf(ctx.config).seal(privateKey, keyOwnerName(owner));
  await insert(tx, owner, { ...sealed, hint: '', publicKey });
}

// Index signing_secret_by_endpoint.
const HAS_KEY_PAIR = statement<{ id: number }>(
  'secret.has-key-pair',
  `SELECT id
   FROM secret.signing_secret
   WHERE endpoint_id = $1 AND account_id = $2 AND public_key IS NOT NULL AND expires_at IS NULL
   LIMIT 1`,
);

/** Makes a key pair unless the webhook has one that has not been rolled. */
export async function ensureKeyPair(ctx: Context, tx: Sql, owner: SecretOwner): Promise<void> {
  const known = await tx.query(HAS_KEY_PAIR, [owner.endpointId, owner.accountId]);
  if (known.length === 0) await createKeyPair(ctx, tx, owner);
}

async function insert(
  tx: Sql,
  owner: SecretOwner,
  { kid, sealed, hint, publicKey }: Sealed & { hint: string; publicKey: string | null },
): Promise<void> {
  await tx.query(INSERT, [owner.accountId, owner.endpointId, kid, sealed, hint, publicKey]);
}
