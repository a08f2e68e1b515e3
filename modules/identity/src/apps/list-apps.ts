import {
  type Context,
  decodeCursor,
  notFound,
  pageFrom,
  type Sql,
  statement,
  tenantOf,
} from '@tidings/kernel';
import type { Creator, Page } from '@tidings/kernel/schema';
import type { z } from 'zod';
import { actingApp } from '../keys/acting-app.ts';
import type { App, listAppsInput } from './app-schema.ts';
import { webhooksOfAppsCounted } from './hooks.ts';

type Row = { id: string; name: string; created_by: Creator; created_at: Date; keys: number };

const COLUMNS = `id, name, created_by, created_at,
   (SELECT count(*)
    FROM identity.api_key AS key
    WHERE key.app_id = app.id AND key.revoked_at IS NULL AND (key.expires_at IS NULL OR key.expires_at > now())) AS keys`;

// Index app_by_account, and for each row index api_key_by_app.
const LIST = statement<Row>(
  'identity.list-apps',
  `SELECT ${COLUMNS}
   FROM identity.app
   WHERE account_id = $1 AND ($2::text IS NULL OR id = $2) AND ($3::text IS NULL OR id < $3)
   ORDER BY id DESC
   LIMIT $4`,
);

/**
 * The account's apps, newest first, with what would go with each; for a key of an app, this one.
 * @throws {DomainError} `invalid` when the cursor is not one that this list gave.
 */
export async function listApps(ctx: Context, input: z.output<typeof listAppsInput>): Promise<Page<App>> {
  const list = `apps ${tenantOf(ctx)}`;
  const after = decodeCursor(list, input.cursor, 1)?.[0] ?? null;
  const rows = await ctx.database.query(LIST, [tenantOf(ctx), actingApp(ctx), after, input.limit + 1]);
  const page = pageFrom(rows, input.limit, { list, show: (row) => row, position: (row) => [row.id] });
  return { ...page, data: await presentApps(ctx, ctx.database, page.data) };
}

/**
 * One app, with what would go with it.
 * @throws {DomainError} `not_found`, also for another account's, and for a key of an app for others than it.
 */
export async function getApp(ctx: Context, input: { id: string }): Promise<App> {
  const own = actingApp(ctx);
  const isOwn = own === null || own === input.id;
  const rows = isOwn ? await ctx.database.query(LIST, [tenantOf(ctx), input.id, null, 1]) : [];
  const [app] = await presentApps(ctx, ctx.database, rows);
  if (!app) throw notFound('This app');
  return app;
}

async function presentApps(ctx: Context, sql: Sql, rows: Row[]): Promise<App[]> {
  const appIds = rows.map(({ id }) => id);
  const counts = await webhooksOfAppsCounted.announce(sql, { accountId: tenantOf(ctx), appIds });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    created_at: row.created_at.toISOString(),
    created_by: row.created_by,
    keys: row.keys,
    webhooks: counts.reduce((sum, count) => sum + (count.get(row.id) ?? 0), 0),
  }));
}
