import { type Sql, statement } from '@tidings/kernel';

const DELETE = statement<never>('secret.delete', 'DELETE FROM secret.signing_secret WHERE endpoint_id = $1');

/** Forgets all secrets of a webhook, for good. */
export async function deleteSecrets(tx: Sql, endpointId: string): Promise<void> {
  await tx.query(DELETE, [endpointId]);
}
