import { type Sql, statement } from '@tidings/kernel';

// The tables are small.
const FORGET = statement<never>(
  'delivery.forget-replays',
  `WITH gone AS (
     DELETE FROM delivery.replay
     WHERE finished_at < $1::timestamptz - $2::int * interval '1 day'
     RETURNING id
   )
   DELETE FROM delivery.replay_part
   WHERE replay_id IN (SELECT id FROM gone)`,
);

/** Removes replays that ended before the retention: none of their deliveries is there any more. */
export async function forgetReplays(
  sql: Sql,
  { today, retentionDays }: { today: Date; retentionDays: number },
): Promise<void> {
  await sql.query(FORGET, [today, retentionDays]);
}
