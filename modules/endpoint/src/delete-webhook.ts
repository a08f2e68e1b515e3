import { audit, type Context } from '@tidings/kernel';
import { auditedState } from './audited-state.ts';
import { endWebhook } from './end-webhook.ts';
import { findWebhook } from './find-webhook.ts';

/**
 * Deletes a webhook and its secrets. What waits to be delivered to it is never sent: it ends soon after, however much
 * it is.
 * @throws {DomainError} `not_found`.
 */
export async function deleteWebhook(ctx: Context, input: { id: string }): Promise<void> {
  const committed = await ctx.database.unitOfWork(async (tx) => {
    const endpoint = await findWebhook(ctx, tx, input.id);
    tx.em.remove(endpoint);
    const committing = await endWebhook(tx, endpoint.id);
    await audit(ctx, tx, {
      action: 'webhook.deleted',
      subject: { type: 'webhook', id: endpoint.id, name: endpoint.name },
      before: auditedState(endpoint),
    });
    return committing;
  });
  await committed();
}
