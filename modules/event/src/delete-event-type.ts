import { audit, type Context, notFound } from '@tidings/kernel';
import { catalogOf } from './catalog.ts';
import { auditedType } from './catalog/audited-type.ts';
import { liveCatalogOf } from './catalog/live-catalog.ts';
import { lockCatalog, writeOverlay } from './catalog/overlay.ts';

/**
 * Takes an event type out of the catalog, for all accounts, also where a file of the folder has it. Its events and their
 * deliveries stay; nothing more can be published by it. Writing it again brings it back.
 * @throws {DomainError} `not_found`
 */
export async function deleteEventType(ctx: Context, { name }: { name: string }): Promise<void> {
  const live = liveCatalogOf(ctx);
  await ctx.database.transaction(async (tx) => {
    await lockCatalog(tx);
    await live.takeChanges(tx, ctx.log);
    const type = catalogOf(ctx).get(name);
    if (!type) throw notFound('This event type');
    await writeOverlay(tx, name, null);
    await audit(ctx, tx, {
      action: 'event_type.deleted',
      subject: { type: 'event_type', id: name },
      before: auditedType(type),
      accountId: null,
    });
  });
  await live.takeChanges(ctx.database, ctx.log);
}
