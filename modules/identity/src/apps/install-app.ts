import { audit, type Context, creatorOf, DomainError, newId, statement, tenantOf } from '@tidings/kernel';
import type { z } from 'zod';
import { actingApp } from '../keys/acting-app.ts';
import { holdAccount } from '../hold-account.ts';
import { holdKey } from '../keys/hold-key.ts';
import type { App, installAppInput } from './app-schema.ts';

const INSERT = statement<never>(
  'identity.insert-app',
  `INSERT INTO identity.app (id, account_id, name, created_by, created_at)
   VALUES ($1, $2, $3, $4, $5)`,
);

/**
 * Installs an app in this account. What its keys make is made by it, and goes with it.
 * @throws {DomainError} `forbidden` when an app asks: it could outlive its own uninstalling in another.
 */
export async function installApp(ctx: Context, input: z.output<typeof installAppInput>): Promise<App> {
  const accountId = tenantOf(ctx);
  if (actingApp(ctx) !== null) throw new DomainError('forbidden', 'An app cannot install apps.');
  const app = {
    id: newId('app'),
    name: input.name,
    created_at: ctx.clock.now().toISOString(),
    created_by: creatorOf(ctx),
  };
  await ctx.database.transaction(async (tx) => {
    await holdAccount(tx, accountId);
    await holdKey(ctx, tx);
    await tx.query(INSERT, [app.id, accountId, app.name, JSON.stringify(app.created_by), app.created_at]);
    const subject = { type: 'app', id: app.id, name: app.name };
    await audit(ctx, tx, { action: 'app.installed', subject, after: { name: app.name } });
  });
  return { ...app, keys: 0, webhooks: 0 };
}
