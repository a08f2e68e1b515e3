import { type Context, type Statement, statement } from '@tidings/kernel';
import { wakeWorkers } from '../worker/wake-up.ts';

type Found = { endpoint_id: string; account_id: string };

// Leases that passed need no help: the claim itself takes such a row again and closes its attempt.
function requeueMissing(name: string, deliveries: string): Statement<Found> {
  return statement<Found>(
    name,
    `INSERT INTO delivery.queue
     (delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type, variant, attempts_made, failures,
      last_error, due_at)
   SELECT id, day, account_id, endpoint_id, event_day, event_id, event_type, variant, attempts_made, attempts_made,
          last_error, greatest(next_attempt_at, now())
   FROM ${deliveries} AS delivery
   WHERE status IN ('pending', 'retrying')
     AND NOT EXISTS (SELECT FROM delivery.queue WHERE queue.delivery_id = delivery.id)
   ON CONFLICT (delivery_id) DO NOTHING
   RETURNING delivery_id, endpoint_id, account_id`,
    { answerWithinMs: 600_000 },
  );
}

/** So many of the newest deliveries are looked at every ten minutes: about a second. */
const RECENT_ROWS = 1_000_000;

// Primary key of delivery.delivery, backwards, in the partitions of today and yesterday. An index over what has not
// ended would cost every delivery an entry in each of the others for its change of status.
export const REQUEUE_RECENT = requeueMissing(
  'delivery.requeue-recent',
  `(
     SELECT *
     FROM delivery.delivery
     WHERE day >= (now() AT TIME ZONE 'UTC')::date - 1
     ORDER BY id DESC
     LIMIT ${RECENT_ROWS}
   )`,
);

// No index serves this: it reads every delivery that is kept, hence once a night. Not those whose partition waits to be dropped:
// that of their attempts may be gone.
const REQUEUE_ALL = requeueMissing(
  'delivery.requeue-missing',
  `(
     SELECT *
     FROM delivery.delivery
     WHERE day >= (now() AT TIME ZONE 'UTC')::date - $1::int
   )`,
);

/**
 * Gives every unfinished delivery that has lost its place in the queue a new one. Deliveries and queue change
 * in the same transactions, so it finds nothing unless somebody restored or edited tables by hand.
 */
export function reconcile(ctx: Context): Promise<void> {
  return requeue(ctx, REQUEUE_ALL, [ctx.config.RETENTION_DAYS]);
}

/** The same for deliveries of today and yesterday, the newest million of them: soon enough to be of use. */
export function reconcileRecent(ctx: Context): Promise<void> {
  return requeue(ctx, REQUEUE_RECENT);
}

async function requeue(ctx: Context, missing: Statement<Found>, values: number[] = []): Promise<void> {
  const found = await ctx.database.query(missing, values);
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
