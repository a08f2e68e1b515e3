import { type Context, decodeCursor, notFound, pageFrom, statement } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';
import type { z } from 'zod';
import { actingApp } from './acting-app.ts';
import { keyHolder } from './key-holder.ts';
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

// Index api_key_of_services.
const LIST_OF_SERVICES = statement<KeyRow>(
  'identity.list-service-keys',
  `SELECT ${SHOWN_COLUMNS}
   FROM identity.api_key
   WHERE account_id IS NULL AND kind = 'service' AND ($1::text IS NULL OR id < $1)
   ORDER BY id DESC
   LIMIT $2`,
);

// Primary key.
const GET = statement<KeyRow>(
  'identity.get-key',
  `SELECT ${SHOWN_COLUMNS}
   FROM identity.api_key
   WHERE id = $1 AND account_id IS NOT DISTINCT FROM $2 AND ($3::text IS NULL OR app_id = $3)`,
);

const NOTHING: Page<Key> = { data: [], has_more: false, next_cursor: null };

/**
 * The account's keys, newest first, revoked and expired ones as well; for a key of an app, those of the app; for a
 * service key that names no account, the service keys.
 * @throws {DomainError} `invalid` when the cursor is not one that this list gave.
 */
export async function listKeys(ctx: Context, input: z.output<typeof listKeysInput>): Promise<Page<Key>> {
  const accountId = keyHolder(ctx);
  const list = `keys ${accountId ?? 'of services'}`;
  const after = decodeCursor(list, input.cursor, 1)?.[0] ?? null;
  const show = { list, show: presentKey, position: (row: KeyRow) => [row.id] };
  if (accountId === null) {
    // None of them is of an app.
    if (input.app_id !== undefined) return NOTHING;
    return pageFrom(await ctx.database.query(LIST_OF_SERVICES, [after, input.limit + 1]), input.limit, show);
  }
  const own = actingApp(ctx);
  if (own !== null && input.app_id !== undefined && input.app_id !== own) {
    return NOTHING;
  }
  const values = [accountId, own ?? input.app_id ?? null, after, input.limit + 1];
  const rows = await ctx.database.query(LIST, values);
  return pageFrom(rows, input.limit, show);
}

/** @throws {DomainError} `not_found`, also for another account's, and for a key of an app for others than its own. */
export async function getKey(ctx: Context, input: { id: string }): Promise<Key> {
  const [row] = await ctx.database.query(GET, [input.id, keyHolder(ctx), actingApp(ctx)]);
  if (!row) throw notFound('This key');
  return presentKey(row);
}
