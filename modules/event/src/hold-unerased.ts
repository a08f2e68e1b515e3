import { type Sql, statement } from '@tidings/kernel';
import type { ErasedEvent } from './erased-hook.ts';

// Primary key of event.event.
const HOLD = statement<{ id: string }>(
  'event.hold-unerased',
  `SELECT id
   FROM event.event
   WHERE account_id = $1 AND day = $2::date AND id = $3 AND NOT is_erased
   FOR SHARE`,
);

/**
 * Holds an event until the transaction ends, so that no erasure comes between: one that has begun is waited for, one that
 * begins finds what the transaction wrote.
 * @returns whether it still has its data; false for one that is erased or gone.
 */
export async function holdUnerased(tx: Sql, { accountId, day, id }: ErasedEvent): Promise<boolean> {
  return (await tx.query(HOLD, [accountId, day, id])).length > 0;
}
