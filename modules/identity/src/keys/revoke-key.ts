import { audit, type Context, DomainError, statement } from '@tidings/kernel';
import { announceOutdated, forgetOutdated } from '../revocations.ts';
import { actingApp } from './acting-app.ts';
import { keyHolder } from './key-holder.ts';

// Primary key.
const REVOKE = statement<{ hash: Buffer; name: string }>(
  'identity.revoke-key',
  `UPDATE identity.api_key
   SET revoked_at = now()
   WHERE id = $1 AND account_id IS NOT DISTINCT FROM $2 AND ($3::text IS NULL OR app_id = $3) AND revoked_at IS NULL
   RETURNING hash, name`,
);

/**
 * Revokes a key. From then on it is refused: at once by processes that can be told, by others within 2 s. It stays in
 * the list. A service key that names no account revokes service keys, itself as well.
 * @throws {DomainError} `not_found` for one that was revoked already, also for another account's, and for a key of an app
 * for others than its own.
 */
export async function revokeKey(ctx: Context, input: { id: string }): Promise<void> {
  const hash = await ctx.database.transaction(async (tx) => {
    const [revoked] = await tx.query(REVOKE, [input.id, keyHolder(ctx), actingApp(ctx)]);
    if (!revoked) throw new DomainError('not_found', 'There is no such key in force in this account.');
    await announceOutdated(tx, { keys: [revoked.hash] });
    const subject = { type: 'key', id: input.id, name: revoked.name };
    await audit(ctx, tx, { action: 'key.revoked', subject });
    return revoked.hash;
  });
  forgetOutdated(ctx.database, { keys: [hash] });
}
