import { type Context, type Sql, statement } from '@tidings/kernel';
import { createKeyPair, createSecret, type SecretOwner } from './create-secret.ts';

/** Signatures that one delivery carries at most. */
const LIVE_MAX = 5;

// Index signing_secret_by_endpoint. Only the newest has no end yet. The others keep theirs: sooner, receivers that rely on
// it would refuse; later, what was to end would not.
const END_LATER = statement<never>(
  'secret.end-later',
  `UPDATE secret.signing_secret
   SET expires_at = now() + $3::int * interval '1 hour'
   WHERE endpoint_id = $1 AND account_id = $2 AND expires_at IS NULL`,
);

// Index signing_secret_by_endpoint.
const END_NOW = statement<never>(
  'secret.end-now',
  'DELETE FROM secret.signing_secret WHERE endpoint_id = $1 AND account_id = $2',
);

// Index signing_secret_by_endpoint. Secrets and key pairs are counted apart.
const END_TOO_MANY = statement<never>(
  'secret.end-too-many',
  `DELETE FROM secret.signing_secret
   WHERE id IN (
     SELECT id
     FROM (
       SELECT id, row_number() OVER (PARTITION BY public_key IS NULL ORDER BY id DESC) AS place
       FROM secret.signing_secret
       WHERE endpoint_id = $1 AND account_id = $2 AND (expires_at IS NULL OR expires_at > now())
     ) AS live
     WHERE place > ${LIVE_MAX}
   )`,
);

/**
 * Gives a webhook a new secret. The one before signs beside it for `overlapHours` more, and those before that as long as
 * the roll that replaced them said; with 0 all of them end at once. Of more than five the oldest end. A key pair is
 * rolled with the secret.
 * @param tx holds the webhook's lock, so that two rolls follow one another.
 * @returns the new secret in the clear, which is in this answer only.
 */
export async function rollSecret(
  ctx: Context,
  tx: Sql,
  roll: { owner: SecretOwner; overlapHours: number; hasKeyPair: boolean },
): Promise<string> {
  const { owner, overlapHours } = roll;
  const of = [owner.endpointId, owner.accountId];
  if (overlapHours === 0) await tx.query(END_NOW, of);
  else await tx.query(END_LATER, [...of, overlapHours]);
  const secret = await createSecret(ctx, tx, owner);
  if (roll.hasKeyPair) await createKeyPair(ctx, tx, owner);
  await tx.query(END_TOO_MANY, of);
  return secret;
}
