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
  return actor.type === 'app' ? hold(tx, actor.keyId) : null;
}

/** The same for the service key that acts. @throws {DomainError} `forbidden` where none acts. */
export async function holdServiceKey({ actor }: Pick<Context, 'actor'>, tx: Sql): Promise<Date | null> {
  if (actor.type !== 'service') throw new DomainError('forbidden', 'This needs a service key.');
  return hold(tx, actor.id);
}

async function hold(tx: Sql, id: string): Promise<Date | null> {
  const [key] = await tx.query(HOLD, [id]);
  if (!key) throw new DomainError('unauthenticated', 'This key does not exist, has expired or was revoked.');
  return key.expires_at;
}
