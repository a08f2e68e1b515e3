import { type Sql, statement } from '@tidings/kernel';
import { deleteSecrets } from '@tidings/secret';
import { endpointDeleted } from './hooks.ts';

const END_ACTIVITY = statement<never>(
  'endpoint.end-activity',
  'DELETE FROM endpoint.activity WHERE endpoint_id = $1',
);

/**
 * Ends what belongs to a webhook whose row is being deleted in this transaction: its secrets, what waits for it, what
 * is known of its health.
 * @returns what is to be called after the commit; it never fails.
 */
export async function endWebhook(tx: Sql, id: string): Promise<() => Promise<void>> {
  await deleteSecrets(tx, id);
  const listeners = await endpointDeleted.announce(tx, id);
  await tx.query(END_ACTIVITY, [id]);
  return async () => {
    for (const each of listeners) await each?.();
  };
}
