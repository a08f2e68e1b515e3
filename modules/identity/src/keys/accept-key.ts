import { type Clock, type Database, DomainError, perDatabase, statement } from '@tidings/kernel';
import type { Scope } from '@tidings/kernel/schema';
import { Remembered } from '../remembered.ts';
import { hashOfKey } from './key-text.ts';

/**
 * How long an accepted key is believed without a query: the longest that a revoked key may still work where a process
 * could not be told.
 */
export const KEY_LIFETIME_MS = 2_000;

const BEARER = /^Bearer +(tdg_[sa]k_[A-Za-z0-9_-]{16,200}) *$/i;

/** A key in force. An account's has an account and scopes, and an app if it was made for one. */
export type AcceptedKey =
  | { kind: 'service'; id: string; name: string }
  | {
      kind: 'account';
      id: string;
      name: string;
      accountId: string;
      scopes: readonly Scope[];
      app: { id: string; name: string } | undefined;
    };

type Row = {
  id: string;
  kind: 'service' | 'account';
  name: string;
  account_id: string | null;
  scopes: Scope[] | null;
  app_id: string | null;
  app_name: string | null;
  expires_in_ms: number | null;
};

// Served by the unique index on hash, and the primary key of identity.app.
const FIND = statement<Row>(
  'identity.find-key',
  `SELECT key.id, key.kind, key.name, key.account_id, key.scopes, key.app_id, app.name AS app_name,
          (extract(epoch FROM key.expires_at - now()) * 1000)::float8 AS expires_in_ms
   FROM identity.api_key AS key
   LEFT JOIN identity.app ON app.id = key.app_id
   WHERE key.hash = $1 AND key.revoked_at IS NULL AND (key.expires_at IS NULL OR key.expires_at > now())`,
);

/** Keys by the SHA-256 of their text in base64. */
export const rememberedKeys = perDatabase(
  (database) =>
    new Remembered(KEY_LIFETIME_MS, async (hash, { monotonicMs }: Clock) => {
      const askedMs = monotonicMs();
      const [row] = await database.query(FIND, [Buffer.from(hash, 'base64')]);
      // The database says how long it is still in force; by whose clock does not matter then.
      return row && { key: keyOf(row), endsMs: askedMs + (row.expires_in_ms ?? Infinity) };
    }),
);

/**
 * The key in an Authorization header.
 * @throws {DomainError} `unauthenticated` when the header holds no key of ours or one that is not in force;
 * the text never repeats what was sent.
 */
export async function acceptKey(
  database: Database,
  clock: Clock,
  authorization: string,
): Promise<AcceptedKey> {
  const text = BEARER.exec(authorization)?.[1];
  if (text === undefined) {
    throw new DomainError(
      'unauthenticated',
      /^Bearer /i.test(authorization)
        ? 'This is not a whole key of Tidings. Copy it once more: it begins with tdg_ and holds no spaces.'
        : 'Send a key as "Authorization: Bearer tdg_…".',
    );
  }
  const found = await rememberedKeys(database).find(hashOfKey(text).toString('base64'), clock);
  if (!found || found.endsMs <= clock.monotonicMs()) {
    throw new DomainError('unauthenticated', 'This key does not exist, has expired or was revoked.');
  }
  return found.key;
}

function keyOf(row: Row): AcceptedKey {
  const { id, name, account_id: accountId, app_id: appId } = row;
  if (row.kind === 'service' || accountId === null) return { kind: 'service', id, name };
  return {
    kind: 'account',
    id,
    name,
    accountId,
    scopes: row.scopes ?? [],
    app: appId === null ? undefined : { id: appId, name: row.app_name ?? name },
  };
}
