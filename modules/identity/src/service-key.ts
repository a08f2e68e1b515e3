import { createHash, randomBytes } from 'node:crypto';
import { type Clock, type Database, DomainError, perDatabase, statement } from '@tidings/kernel';
import { Remembered } from './remembered.ts';

/** How long an accepted key is believed without a query: the longest that a revoked key may still work. */
export const KEY_LIFETIME_MS = 2_000;

const BEARER = /^Bearer +(tdg_sk_[A-Za-z0-9_-]{16,200}) *$/i;

export type ServiceKey = { id: string; name: string };

// Served by the unique index on hash.
const FIND = statement<ServiceKey>(
  'identity.find-service-key',
  `SELECT id, name
   FROM identity.api_key
   WHERE hash = $1 AND kind = 'service' AND revoked_at IS NULL`,
);

const rememberedKeys = perDatabase(
  (database) =>
    new Remembered(
      KEY_LIFETIME_MS,
      async (hash) => (await database.query(FIND, [Buffer.from(hash, 'base64')]))[0],
    ),
);

/** A new service key: 256 random bits after the prefix, so a plain SHA-256 is enough to store it by. */
export function newServiceKey(): string {
  return `tdg_sk_${randomBytes(32).toString('base64url')}`;
}

/** What of a key is stored and sought. */
export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** What of a key is shown, to tell it from others. */
export function hintOfKey(key: string): string {
  return `tdg_sk_…${key.slice(-3)}`;
}

/**
 * The service key in an Authorization header.
 * @throws {DomainError} `unauthenticated` when the header holds no key of ours or one that is not in force;
 * the text never repeats what was sent.
 */
export async function acceptServiceKey(
  database: Database,
  clock: Clock,
  authorization: string,
): Promise<ServiceKey> {
  const key = BEARER.exec(authorization)?.[1];
  if (key === undefined) {
    throw new DomainError('unauthenticated', 'Send the service key as "Authorization: Bearer tdg_sk_…".');
  }
  const found = await rememberedKeys(database).find(hashOfKey(key).toString('base64'), clock);
  if (!found) throw new DomainError('unauthenticated', 'This key does not exist or was revoked.');
  return found;
}
