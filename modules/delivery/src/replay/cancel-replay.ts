import { audit, type Context, DomainError, notFound, type Sql, statement, tenantOf } from '@tidings/kernel';
import { getReplay } from './get-replay.ts';
import type { ReplayRow } from './present-replay.ts';
import type { Replay } from './replay-schema.ts';

/** Deliveries that are cancelled in one transaction. */
const CHUNK = 1_000;

// Parts before the replay: a step locks its part first. Whoever makes deliveries of it now is waited for.
const LOCK_PARTS = statement<never>(
  'delivery.lock-parts-of-replay',
  `SELECT FROM delivery.replay_part
   WHERE replay_id = $1 AND account_id = $2
   ORDER BY endpoint_id
   FOR UPDATE`,
);
const LOCK_REPLAY = statement<Pick<ReplayRow, 'status'>>(
  'delivery.lock-replay',
  'SELECT status FROM delivery.replay WHERE id = $1 AND account_id = $2 FOR UPDATE',
);
const CANCEL = statement<never>(
  'delivery.cancel-replay',
  `WITH ended AS (
     UPDATE delivery.replay_part
     SET status = 'cancelled'
     WHERE replay_id = $1 AND status IN ('counting', 'running')
   )
   UPDATE delivery.replay
   SET status = 'cancelled', finished_at = now(), updated_at = now()
   WHERE id = $1 AND status = 'open'`,
);

// Index queue_of_replay; then primary keys, in the order in which outcomes are recorded: queue, delivery, unsuccessful.
export const CANCEL_WAITING = statement<{ cancelled: number }>(
  'delivery.cancel-waiting-of-replay',
  `WITH waiting AS MATERIALIZED (
     SELECT delivery_id
     FROM delivery.queue
     WHERE replay_id = $1 AND started_at IS NULL
     LIMIT ${CHUNK}
     FOR UPDATE
   ), removed AS (
     DELETE FROM delivery.queue AS q
     USING waiting
     WHERE q.delivery_id = waiting.delivery_id
     RETURNING q.delivery_id, q.delivery_day, q.endpoint_id, q.attempts_made
   ), cancelled AS (
     UPDATE delivery.delivery AS d
     SET status = 'cancelled', next_attempt_at = NULL, updated_at = now()
     FROM removed
     WHERE d.id = removed.delivery_id AND d.day = removed.delivery_day
     RETURNING d.endpoint_id, d.day, d.id, d.event_type
   ), noted AS (
     INSERT INTO delivery.unsuccessful (endpoint_id, status, day, delivery_id, event_type)
     SELECT endpoint_id, 'cancelled', day, id, event_type FROM cancelled
     ON CONFLICT DO NOTHING
   ), not_made AS (
     UPDATE delivery.replay_part AS p
     SET made = p.made - untried.deliveries
     FROM (SELECT endpoint_id, count(*) AS deliveries FROM removed WHERE attempts_made = 0 GROUP BY endpoint_id) AS untried
     WHERE p.replay_id = $1 AND p.endpoint_id = untried.endpoint_id
   )
   SELECT count(*) AS cancelled FROM removed`,
);

// Index queue_of_replay.
export const LET_END = statement<{ delivery_id: string }>(
  'delivery.let-replay-end',
  `UPDATE delivery.queue
   SET is_last = true
   WHERE replay_id = $1 AND started_at IS NOT NULL AND NOT is_last
   RETURNING delivery_id`,
);

/**
 * Makes no further deliveries of a replay, cancels those of it that wait, also for a retry, and makes no attempt after
 * those that are under way. Cancelling again changes nothing.
 * @throws {DomainError} `not_found`; `conflict` when it has ended otherwise.
 */
export async function cancelReplay(ctx: Context, input: { id: string }): Promise<Replay> {
  await ctx.database.transaction((tx) => stop(ctx, tx, input.id));
  // Of its waiting deliveries one may be claimed, and one that is under way may fail and wait again, until neither
  // statement finds any.
  for (let changed = 1; changed > 0;) {
    const [row] = await ctx.database.transaction((tx) => tx.query(CANCEL_WAITING, [input.id]));
    const underWay = await ctx.database.query(LET_END, [input.id]);
    changed = (row?.cancelled ?? 0) + underWay.length;
  }
  return getReplay(ctx, input);
}

async function stop(ctx: Context, tx: Sql, id: string): Promise<void> {
  const accountId = tenantOf(ctx);
  await tx.query(LOCK_PARTS, [id, accountId]);
  const [replay] = await tx.query(LOCK_REPLAY, [id, accountId]);
  if (!replay) throw notFound('This replay');
  if (replay.status === 'completed' || replay.status === 'failed') {
    throw new DomainError('conflict', `The replay has ${replay.status}. There is nothing to cancel.`);
  }
  await tx.query(CANCEL, [id]);
  if (replay.status !== 'cancelled') {
    await audit(ctx, tx, { action: 'replay.cancelled', subject: { type: 'replay', id } });
  }
}
