import { type Context, creatorOf, DomainError, invalid, newId, type Sql, statement } from '@tidings/kernel';
import type { Scope } from '@tidings/kernel/schema';
import type { CreatedKey, CreateKeyInput } from './key-schema.ts';
import { hashOfKey, hintOfKey, type KeyKind, newKey } from './key-text.ts';
import { type KeyRow, presentKey, SHOWN_COLUMNS } from './present-key.ts';

const INSERT = statement<KeyRow>(
  'identity.insert-key',
  `INSERT INTO identity.api_key
     (id, kind, account_id, name, hash, hint, scopes, app_id, created_by, created_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
   RETURNING ${SHOWN_COLUMNS}`,
);

type NewKey = {
  kind: KeyKind;
  accountId: string | null;
  name: string;
  scopes: readonly Scope[];
  appId: string | null;
  expiresAt: Date | null;
};

/** Stores a new key by its hash. @returns it as it is shown this one time, with the key itself. */
export async function insertKey(ctx: Context, tx: Sql, given: NewKey): Promise<CreatedKey> {
  const key = newKey(given.kind);
  const [row] = await tx.query(INSERT, [
    newId('key'),
    given.kind,
    given.accountId,
    given.name,
    hashOfKey(key),
    hintOfKey(key),
    given.scopes,
    given.appId,
    JSON.stringify(creatorOf(ctx)),
    ctx.clock.now(),
    given.expiresAt,
  ]);
  if (!row) throw new Error('INSERT … RETURNING gave no row.');
  return { ...presentKey(row), key };
}

/** When a key is to end; null: never. @throws {DomainError} `invalid` for an end that is past. */
export function endOf(ctx: Context, input: CreateKeyInput): Date | null {
  if (!input.expires_at) return null;
  const expiresAt = new Date(input.expires_at);
  if (expiresAt <= ctx.clock.now()) throw invalid('/expires_at', 'This is past. Give a time to come.');
  return expiresAt;
}

/** @throws {DomainError} `forbidden` for a key that ends later than the one that makes it, which ends at `end`. */
export function forbidLonger(end: Date | null, wanted: { expiresAt: Date | null }): void {
  if (end === null || (wanted.expiresAt !== null && wanted.expiresAt <= end)) return;
  throw new DomainError(
    'forbidden',
    `A key can make no key that outlasts it: give "expires_at", ${end.toISOString()} at the latest.`,
  );
}
