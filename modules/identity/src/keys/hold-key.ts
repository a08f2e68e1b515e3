import { type Context, DomainError, type Sql, statement } from '@tidings/kernel';

// Primary key.
const HOLD = statement<{ expires_at: Date | null }>(
  'identity.hold-key',
  `SELECT expires_at
   FROM identity.api_key
   WHERE id = $1 AND revoked_at IS NULL
   FOR SHARE`,
);

/**
 * Makes sure that the account key that acts is in force until the transaction ends: who revokes it, with its app or
 * its account, waits, and finds what the key made meanwhile. For whoever acts by no account key it does nothing. After the
 * account and the app, see hold-account.ts.
 * @throws {DomainError} `unauthenticated` when it was revoked a moment ago.
 * @returns when the key expires; null: never.
 */
export async function holdKey({ actor }: Pick<Context, 'actor'>, tx: Sql): Promise<Date | null> {
  if (actor.type !== 'app') return null;
  const [key] = await tx.query(HOLD, [actor.keyId]);
  if (!key) throw new DomainError('unauthenticated', 'This key does not exist, has expired or was revoked.');
  return key.expires_at;
}
