import { type Context, type Sql, statement } from '@tidings/kernel';
import { keyRingOf } from './key-ring.ts';
import { newSigningSecret, secretHint } from './signing-secret.ts';

const INSERT = statement<never>(
  'secret.insert',
  `INSERT INTO secret.signing_secret (account_id, endpoint_id, kid, sealed, hint)
   VALUES ($1, $2, $3, $4, $5)`,
);

/** Whom a secret belongs to; bound to it when it is encrypted. */
export type SecretOwner = { accountId: string; endpointId: string };

export function ownerName({ accountId, endpointId }: SecretOwner): string {
  return `${accountId}/${endpointId}`;
}

/** Makes a webhook's signing secret. The clear text is in the answer and nowhere else. */
export async function createSecret(
  ctx: Context,
  tx: Sql,
  owner: SecretOwner,
): Promise<{ secret: string; hint: string }> {
  const secret = newSigningSecret();
  const hint = secretHint(secret);
  const { kid, sealed } = keyRingOf(ctx.config).seal(secret, ownerName(owner));
  await tx.query(INSERT, [owner.accountId, owner.endpointId, kid, sealed, hint]);
  return { secret, hint };
}
