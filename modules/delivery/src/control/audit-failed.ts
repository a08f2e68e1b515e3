import { audit, type AuditAction, type Context, type Sql } from '@tidings/kernel';
import type { FailedDeliveriesInput } from '../schema.ts';

/**
 * Records what is begun with a webhook's failed deliveries. Before it begins: it is committed in chunks, and those that
 * were done before an error have to be in the log as well.
 */
export function auditFailed(
  ctx: Context,
  tx: Sql,
  { action, input: { id, ...filters } }: { action: AuditAction; input: FailedDeliveriesInput },
): Promise<void> {
  return audit(ctx, tx, { action, subject: { type: 'webhook', id }, after: filters });
}
