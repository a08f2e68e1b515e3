import { type Context, decodeCursor, notFound, pageFrom, statement, tenantOf } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';
import type { z } from 'zod';
import { actingApp } from './acting-app.ts';
import type { Key, listKeysInput } from './key-schema.ts';
import { type KeyRow, presentKey, SHOWN_COLUMNS } from './present-key.ts';

// Index api_key_by_account, or api_key_by_app where an app is named.
const LIST = statement<KeyRow>(
  'identity.list-keys',
  `SELECT ${SHOWN_COLUMNS}
   FROM identity.api_key
   WHERE account_id = $1 AND ($2::text IS NULL OR app_id = $2) AND ($3::text IS NULL OR id < $3)
   ORDER BY id DESC
   LIMIT $4`,
);

// Primary key.
const GET = statement<KeyRow>(
  'identity.get-key',
  `SELECT ${SHOWN_COLUMNS}
   FROM identity.api_key
   WHERE id = $1 AND account_id = $2 AND ($3::text IS NULL OR app_id = $3)`,
);

/**
 * The account's keys, newest first, revoked and expired ones as well; for a key of an app, those of the app.
 * @throws {DomainError} `invalid` when the cursor is not one that this list gave.
 */
export async function listKeys(ctx: Context, input: z.output<typeof listKeysInput>): Promise<Page<Key>> {
  const after = decodeCursor(input.cursor, 1)?.[0] ?? null;
  const own = actingApp(ctx);
  if (own !== null && input.app_id !== undefined && input.app_id !== own) {
    return { data: [], has_more: false, next_cursor: null };
  }
  const values = [tenantOf(ctx), own ?? input.app_id ?? null, after, input.limit + 1];
  const rows = await ctx.database.query(LIST, values);
  return pageFrom(rows, input.limit, { show: presentKey, position: (row) => [row.id] });
}

/** @throws {DomainError} `not_found`, also for another account's, and for a key of an app for others than its own. */
export async function getKey(ctx: Context, input: { id: string }): Promise<Key> {
  const [row] = await ctx.database.query(GET, [input.id, tenantOf(ctx), actingApp(ctx)]);
  if (!row) throw notFound('This key');
  return presentKey(row);
}
