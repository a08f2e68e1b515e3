import { type Sql, statement } from '@tidings/kernel';

/** A delivery whose last attempt failed. */
type Failure = { at: Date; statusCode: number | null; error: string | null; eventType: string };

type Row = {
  endpoint_id: string;
  updated_at: Date;
  last_status_code: number | null;
  last_error: string | null;
  event_type: string;
};

// Primary key of delivery.unsuccessful for those that were given up, queue_lane from its far end for those that wait
// longest for their retry, the primary key of delivery.delivery for each: OFFSET 0 keeps the planner to it.
const LATEST = statement<Row>(
  'delivery.latest-failures',
  `SELECT asked.endpoint_id, latest.*
   FROM unnest($1::text[]) AS asked (endpoint_id)
   CROSS JOIN LATERAL (
     SELECT d.updated_at, d.last_status_code, d.last_error, d.event_type
     FROM (
       (SELECT u.day, u.delivery_id
        FROM delivery.unsuccessful AS u
        WHERE u.endpoint_id = asked.endpoint_id AND u.status = 'failed'
        ORDER BY u.day DESC, u.delivery_id DESC
        LIMIT 10)
       UNION ALL
       (SELECT q.delivery_day, q.delivery_id
        FROM delivery.queue AS q
        WHERE q.endpoint_id = asked.endpoint_id
        ORDER BY q.due_at DESC
        LIMIT 10)
     ) AS found (day, delivery_id)
     CROSS JOIN LATERAL (
       SELECT updated_at, last_status_code, last_error, event_type, attempts_made
       FROM delivery.delivery
       WHERE id = found.delivery_id AND day = found.day
       OFFSET 0
     ) AS d
     WHERE d.last_error IS NOT NULL AND d.attempts_made > 0
     ORDER BY d.updated_at DESC
     LIMIT 5
   ) AS latest`,
);

/** The latest failures of each webhook, newest first, by webhook id; of any account: the caller has the ids from its rows. */
export async function latestFailures(
  sql: Sql,
  endpointIds: string[],
): Promise<ReadonlyMap<string, readonly Failure[]>> {
  const rows = await sql.query(LATEST, [endpointIds]);
  const byEndpoint = Map.groupBy(rows, (row) => row.endpoint_id);
  return new Map(
    [...byEndpoint].map(([id, found]) => [
      id,
      found.map((row) => ({
        at: row.updated_at,
        statusCode: row.last_status_code,
        error: row.last_error,
        eventType: row.event_type,
      })),
    ]),
  );
}
