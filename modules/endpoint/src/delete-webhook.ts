import type { Context } from '@tidings/kernel';
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
    return endWebhook(tx, endpoint.id);
  });
  await committed();
}
