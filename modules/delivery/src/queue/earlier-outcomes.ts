import { type Sql, statement, textArray } from '@tidings/kernel';
import type { Claimed } from './claim.ts';

/** What the attempts of a delivery came to before the one that has just ended. Interrupted ones say nothing. */
export type EarlierOutcome = 'none' | 'failed' | 'succeeded';

type Row = { delivery_id: string; known: number; succeeded: number };

// Primary key of delivery.attempt: of few deliveries, a few rows each.
export const EARLIER_OUTCOMES = statement<Row>(
  'delivery.earlier-outcomes',
  `SELECT d.delivery_id, earlier.known, earlier.succeeded
   FROM unnest($1::text[], $2::text[]::date[], $3::int[]) AS d (delivery_id, day, number)
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS known, count(*) FILTER (WHERE a.outcome = 'succeeded')::int AS succeeded
     FROM delivery.attempt AS a
     WHERE a.delivery_id = d.delivery_id AND a.day = d.day AND a.number < d.number AND a.outcome <> 'interrupted'
   ) AS earlier`,
);

/**
 * How it went before, for deliveries of which an attempt has just been recorded: by their ids. The queue counts failures;
 * where these and the newest interruptions are not all attempts, the delivery was interrupted earlier, or had ended and
 * came back into the queue. Only then its attempts are read, so that most batches ask nothing.
 */
export async function earlierOutcomes(tx: Sql, claimed: Claimed[]): Promise<Map<string, EarlierOutcome>> {
  const outcomes = new Map<string, EarlierOutcome>();
  const unsure: Claimed[] = [];
  for (const each of claimed) {
    if (each.failures + each.interruptions === each.attempts_made)
      outcomes.set(each.delivery_id, each.failures === 0 ? 'none' : 'failed');
    else unsure.push(each);
  }
  if (unsure.length === 0) return outcomes;
  const rows = await tx.query(EARLIER_OUTCOMES, [
    textArray(unsure.map((each) => each.delivery_id)),
    textArray(unsure.map((each) => each.delivery_day)),
    unsure.map((each) => each.attempts_made + 1),
  ]);
  for (const { delivery_id: id, known, succeeded } of rows)
    outcomes.set(id, succeeded > 0 ? 'succeeded' : known > 0 ? 'failed' : 'none');
  return outcomes;
}
