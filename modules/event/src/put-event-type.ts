import { audit, type Context, DomainError } from '@tidings/kernel';
import { catalogOf } from './catalog.ts';
import { auditedType } from './catalog/audited-type.ts';
import { checkEventType, definitionOf } from './catalog/check-event-type.ts';
import { findBreaks, findLost } from './catalog/find-breaks.ts';
import { liveCatalogOf } from './catalog/live-catalog.ts';
import { lockCatalog, writeOverlay } from './catalog/overlay.ts';
import { noteSeen, readSeen } from './catalog/seen-schemas.ts';
import { showEventType } from './catalog/show-event-type.ts';
import type { PutEventType, PutEventTypeInput } from './schema.ts';

/**
 * Writes an event type, for all accounts: it stands above a file of the same name from now on. When it answers, this process
 * has it; every other one within some two seconds.
 * @throws {DomainError} `invalid` with a pointer for each fault, `conflict` with one for each change that breaks
 * a version in use.
 */
export async function putEventType(ctx: Context, input: PutEventTypeInput): Promise<PutEventType> {
  const { $schema: _, versions, ...rest } = input;
  const type = await checkEventType({
    ...rest,
    versions: versions.map(({ changes: __, ...version }) => version),
  });
  const live = liveCatalogOf(ctx);
  const definition = definitionOf(type);
  const created = await ctx.database.transaction(async (tx) => {
    await lockCatalog(tx);
    await live.takeChanges(tx, ctx.log);
    const current = catalogOf(ctx).get(type.name);
    const seen = await readSeen(tx, type.name);
    const issues = [...findLost(type, current), ...findBreaks(type, seen, { mayGoBack: false })];
    if (issues[0]) throw new DomainError('conflict', issues[0].message, issues);
    await writeOverlay(tx, type.name, definition);
    await noteSeen(tx, seen, [type]);
    await audit(ctx, tx, {
      action: 'event_type.written',
      subject: { type: 'event_type', id: type.name },
      before: current && auditedType(current),
      after: auditedType(definition),
      accountId: null,
    });
    return current === undefined;
  });
  await live.takeChanges(ctx.database, ctx.log);
  return { ...showEventType(definition), created };
}
