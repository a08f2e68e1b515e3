import { audit, type AuditAction, type Context, type Sql, statement } from '@tidings/kernel';
import { ensureKeyPair } from '@tidings/secret';
import { auditedState } from './audited-state.ts';
import { checkHeaders } from './check-headers.ts';
import { checkRetrySpan } from './check-retry-span.ts';
import type { Endpoint } from './endpoint.entity.ts';
import { findWebhook } from './find-webhook.ts';
import { presentOne } from './get-webhook.ts';
import { endpointChanged } from './hooks.ts';
import type { Webhook } from './schema.ts';

const FORGET_FAILURES = statement<never>(
  'endpoint.forget-failures',
  `UPDATE endpoint.activity
   SET consecutive_failures = 0,
       failing_since = NULL,
       is_failing = false,
       is_degraded = false,
       health_changed_at = CASE WHEN is_failing THEN now() ELSE health_changed_at END,
       resumed_at = now(),
       attempts_at_resume = attempts_total,
       failed_at_resume = failed_total
   WHERE endpoint_id = $1`,
);

/**
 * Carries out a change of a webhook's configuration and announces what delivering depends on. A change that
 * changes nothing leaves `updated_at` as well, and no trace in the audit log.
 * @throws {DomainError} `not_found`, also for another account's.
 */
export async function changeWebhook(
  ctx: Context,
  { id, action }: { id: string; action: AuditAction },
  change: (endpoint: Endpoint) => void,
): Promise<Webhook> {
  const endpoint = await ctx.database.unitOfWork(async (tx) => {
    const found = await findWebhook(ctx, tx, id);
    const before = { status: found.status, rateLimit: found.rateLimit, scheme: found.signatureScheme };
    const stateBefore = auditedState(found);
    change(found);
    checkHeaders(ctx.config, found.headers);
    checkRetrySpan(ctx.config, found);
    const unit = tx.em.getUnitOfWork();
    unit.computeChangeSets();
    if (unit.getChangeSets().length === 0) return found;
    found.updatedAt = ctx.clock.now();
    await tx.em.flush();
    if (found.signatureScheme === 'ed25519' && before.scheme !== 'ed25519')
      await ensureKeyPair(ctx, tx, { accountId: found.accountId, endpointId: found.id });
    await announceChange(tx, found, before);
    await audit(ctx, tx, {
      action: actionOf(action, before.status, found.status),
      subject: { type: 'webhook', id, name: found.name },
      before: stateBefore,
      after: auditedState(found),
    });
    return found;
  });
  return presentOne(ctx, endpoint);
}

/** Pausing and resuming are called what they are, also where other fields change with them. */
function actionOf(action: AuditAction, before: Webhook['status'], after: Webhook['status']): AuditAction {
  if (before === after) return action;
  return after === 'active' ? 'webhook.resumed' : 'webhook.paused';
}

async function announceChange(
  tx: Sql,
  endpoint: Endpoint,
  before: Pick<Endpoint, 'status' | 'rateLimit'>,
): Promise<void> {
  const { id, accountId, status } = endpoint;
  const rateLimit = endpoint.rateLimit ?? null;
  const wasActive = before.status === 'active';
  if (status !== before.status || rateLimit !== (before.rateLimit ?? null)) {
    await endpointChanged.announce(tx, { endpointId: id, accountId, status, wasActive, rateLimit });
  }
  // Last, since attempts are recorded with the same locks in this order: those of delivering, then the activity.
  if (!wasActive && status === 'active') await tx.query(FORGET_FAILURES, [id]);
}
