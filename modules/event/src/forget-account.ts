import { type Sql, statement } from '@tidings/kernel';

// Primary keys, which begin with the account.
const FORGET = [
  statement<never>('event.forget-facet-values', 'DELETE FROM event.facet_value WHERE account_id = $1'),
  statement<never>('event.forget-account-keys', 'DELETE FROM event.idempotency WHERE account_id = $1'),
  statement<never>('event.forget-allowance', 'DELETE FROM event.allowance WHERE account_id = $1'),
];

/**
 * Forgets what is kept of a deleted account besides its events: values of facets, which name people, and keys of
 * idempotency. The events themselves go with their partitions.
 */
export async function forgetAccount(tx: Sql, accountId: string): Promise<void> {
  for (const each of FORGET) await tx.query(each, [accountId]);
}
