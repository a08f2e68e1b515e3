import { type Sql, statement } from '@tidings/kernel';

/** The primary key of a part. */
export type PartKey = { replay_id: string; endpoint_id: string };

const LOCK_REPLAY = statement<never>(
  'delivery.lock-replay-of-part',
  'SELECT FROM delivery.replay WHERE id = $1 FOR UPDATE',
);
const END_PART = statement<never>(
  'delivery.end-replay-part',
  `UPDATE delivery.replay_part
   SET status = $3, error = $4, is_waiting = false, total = CASE WHEN $3 = 'completed' THEN made ELSE total END
   WHERE replay_id = $1 AND endpoint_id = $2`,
);
// What was done for one webhook is not undone by what became of another.
const END_REPLAY = statement<never>(
  'delivery.end-replay',
  `UPDATE delivery.replay AS r
   SET updated_at = now(), finished_at = now(),
       status = (SELECT CASE WHEN bool_or(p.status = 'completed') THEN 'completed'
                             WHEN bool_or(p.status = 'failed') THEN 'failed'
                             ELSE 'cancelled' END
                 FROM delivery.replay_part AS p WHERE p.replay_id = r.id)
   WHERE r.id = $1 AND r.status = 'open'
     AND NOT EXISTS (SELECT FROM delivery.replay_part AS p
                     WHERE p.replay_id = r.id AND p.status IN ('counting', 'running'))`,
);

/** Ends a part that is locked, and with the last of them the replay. Two that end at once wait for each other. */
export async function endPart(
  tx: Sql,
  part: PartKey,
  status: 'completed' | 'cancelled' | 'failed',
  error: string | null = null,
): Promise<void> {
  await tx.query(LOCK_REPLAY, [part.replay_id]);
  await tx.query(END_PART, [part.replay_id, part.endpoint_id, status, error]);
  await tx.query(END_REPLAY, [part.replay_id]);
}
