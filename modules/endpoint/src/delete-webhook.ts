import { type Context, statement } from '@tidings/kernel';
import { deleteSecrets } from '@tidings/secret';
import { findWebhook } from './find-webhook.ts';
import { endpointDeleted } from './hooks.ts';

const END_ACTIVITY = statement<never>(
  'endpoint.end-activity',
  'DELETE FROM endpoint.activity WHERE endpoint_id = $1',
);

/**
 * Deletes a webhook and its secrets. What waits to be delivered to it is never sent: it ends soon after, however much
 * it is.
 * @throws {DomainError} `not_found`.
 */
export async function deleteWebhook(ctx: Context, input: { id: string }): Promise<void> {
  const committed = await ctx.database.unitOfWork(async (tx) => {
    const endpoint = await findWebhook(ctx, tx, input.id);
    tx.em.remove(endpoint);
    await deleteSecrets(tx, endpoint.id);
    const listeners = await endpointDeleted.announce(tx, endpoint.id);
    await tx.query(END_ACTIVITY, [endpoint.id]);
    return listeners;
  });
  for (const each of committed) await each?.();
}
