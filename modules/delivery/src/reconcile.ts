import { type Context, statement } from '@tidings/kernel';
import { wakeWorkers } from './wake-up.ts';

// Leases that passed need no help: the claim itself takes such a row again and closes its attempt.
// No index serves this: it reads every delivery that is kept, hence once a night.
const REQUEUE_MISSING = statement<{ endpoint_id: string; account_id: string }>(
  'delivery.requeue-missing',
  `INSERT INTO delivery.queue
     (delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type, attempts_made, failures,
      last_error, due_at)
   SELECT id, day, account_id, endpoint_id, event_day, event_id, event_type, attempts_made, attempts_made,
          last_error, greatest(next_attempt_at, now())
   FROM delivery.delivery
   WHERE status IN ('pending', 'retrying')
     AND NOT EXISTS (SELECT FROM delivery.queue WHERE queue.delivery_id = delivery.id)
   ON CONFLICT (delivery_id) DO NOTHING
   RETURNING delivery_id, endpoint_id, account_id`,
  { answerWithinMs: 600_000 },
);

/**
 * Gives every unfinished delivery that has lost its place in the queue a new one. Deliveries and queue change
 * in the same transactions, so it finds nothing unless somebody restored or edited tables by hand.
 */
export async function reconcile(ctx: Context): Promise<void> {
  const found = await ctx.database.query(REQUEUE_MISSING);
  if (found.length === 0) return;
  ctx.log.warn(
    { deliveries: found.length },
    'Unfinished deliveries were missing in the queue and are back in it',
  );
  wakeWorkers(
    ctx.database,
    found.map((row) => ({ endpointId: row.endpoint_id, accountId: row.account_id })),
  );
}
