import { type Context, statement } from '@tidings/kernel';
import { deleteSecrets } from '@tidings/secret';
import { findWebhook } from './find-webhook.ts';
import { endpointDeleted } from './hooks.ts';

const END_ACTIVITY = statement<never>(
  'endpoint.end-activity',
  'DELETE FROM endpoint.activity WHERE endpoint_id = $1',
);

/**
 * Deletes a webhook, its secrets, and what waits to be delivered to it.
 * @throws {DomainError} `not_found`.
 */
export async function deleteWebhook(ctx: Context, input: { id: string }): Promise<void> {
  await ctx.database.unitOfWork(async (tx) => {
    const endpoint = await findWebhook(ctx, tx, input.id);
    tx.em.remove(endpoint);
    await deleteSecrets(tx, endpoint.id);
    await endpointDeleted.announce(tx, endpoint.id);
    await tx.query(END_ACTIVITY, [endpoint.id]);
  });
}
