import { type Statement, statement } from '@tidings/kernel';
import { FAILED_TEST } from '../trial/keep-trial.ts';
import { type DeliveryRow, deliveryColumns } from './present.ts';

// Every form of the log takes the same parameters, so that one list of values serves all of them: $1 webhook,
// $2 account, $3 and $4 the place before which rows lie, $5 and $6 the place from which on they lie, $7 created
// after, $8 created before, $9 types, $10 how many rows, $11 statuses. Days prune the partitions.

/** Rows in the stretch of the log that is asked for. */
function inRange(day: string, id: string): string {
  return `${day} BETWEEN $5::date AND $3::date
       AND (${day}, ${id}) < ($3::date, $4::text) AND (${day}, ${id}) >= ($5::date, $6::text)`;
}
/** As precisely as `created_at` is shown, in milliseconds: a delivery lies neither after nor before its own time. */
const CREATED = `($7::timestamptz IS NULL OR date_trunc('milliseconds', d.created_at) > $7) AND ($8::timestamptz IS NULL OR date_trunc('milliseconds', d.created_at) < $8)`;
const OF_STATUS = '($11::text[] IS NULL OR d.status = ANY ($11))';
const OF_TYPE = '($9::text[] IS NULL OR d.event_type = ANY ($9))';

/**
 * Index delivery_by_endpoint gives the order, partition after partition. A status is checked row by row: with
 * statuses this form is for those that most deliveries have, so that few rows are passed over.
 */
export const LIST = statement<DeliveryRow>(
  'delivery.list',
  `SELECT ${deliveryColumns('d')}
   FROM delivery.delivery AS d
   WHERE d.endpoint_id = $1 AND d.account_id = $2
     AND ${inRange('d.day', 'd.id')}
     AND ${CREATED}
     AND ${OF_TYPE}
     AND ${OF_STATUS}
   ORDER BY d.day DESC, d.id DESC
   LIMIT $10`,
);

/** Index delivery_by_type, read once for each type: the newest of each, merged. */
export const LIST_BY_TYPE = statement<DeliveryRow>(
  'delivery.list-by-type',
  `SELECT found.*
   FROM unnest($9::text[]) AS wanted (event_type)
   CROSS JOIN LATERAL (
     SELECT ${deliveryColumns('d')}
     FROM delivery.delivery AS d
     WHERE d.endpoint_id = $1 AND d.event_type = wanted.event_type AND d.account_id = $2
       AND ${inRange('d.day', 'd.id')}
       AND ${CREATED}
       AND ${OF_STATUS}
     ORDER BY d.day DESC, d.id DESC
     LIMIT $10
   ) AS found
   ORDER BY found.day DESC, found.id DESC
   LIMIT $10`,
);

/**
 * The newest $12 deliveries of the stretch, by delivery_by_endpoint, and of them those with the statuses. Where it
 * finds $10 rows these are the newest that there are: so it is with a backlog, which is new by nature.
 */
export const LIST_NEAR = statement<DeliveryRow>(
  'delivery.list-near',
  `SELECT d.*
   FROM (
     SELECT ${deliveryColumns('d')}
     FROM delivery.delivery AS d
     WHERE d.endpoint_id = $1 AND d.account_id = $2
       AND ${inRange('d.day', 'd.id')}
     ORDER BY d.day DESC, d.id DESC
     LIMIT $12
   ) AS d
   WHERE ${CREATED}
     AND ${OF_TYPE}
     AND ${OF_STATUS}
   ORDER BY d.day DESC, d.id DESC
   LIMIT $10`,
);

/** The delivery of a row `at`, by its primary key: OFFSET 0 keeps the planner from reading whole partitions instead. */
function deliveryOf(day: string, id: string): string {
  return `CROSS JOIN LATERAL (
         SELECT ${deliveryColumns('d')}
         FROM delivery.delivery AS d
         WHERE d.id = ${id} AND d.day = ${day} AND d.account_id = $2
         OFFSET 0
       ) AS d`;
}

/**
 * Statuses of which there are few among many that succeeded. What ended comes by an index of delivery.unsuccessful,
 * once for each of `wanted`. What has not ended comes by queue_lane, all of the webhook's rows: an index in the order
 * of the log would cost every delivery an entry more. Their deliveries are read last, at most as many as are shown,
 * unless a bound in time has to be held against each. One statement, so that a delivery on its way from one status to
 * another is seen once.
 */
function unsettled(name: string, wanted: string, isWanted: string): Statement<DeliveryRow> {
  return statement<DeliveryRow>(
    name,
    `SELECT found.*
   FROM (
     SELECT ended.*
     FROM ${wanted}
     CROSS JOIN LATERAL (
       SELECT d.*
       FROM delivery.unsuccessful AS u
       ${deliveryOf('u.day', 'u.delivery_id')}
       WHERE u.endpoint_id = $1 AND ${isWanted}
         AND ${inRange('u.day', 'u.delivery_id')}
         AND ${CREATED}
       ORDER BY u.day DESC, u.delivery_id DESC
       LIMIT $10
     ) AS ended
     UNION ALL
     (
     SELECT d.*
     FROM (
       SELECT q.delivery_day, q.delivery_id
       FROM delivery.queue AS q
       WHERE $11::text[] && ARRAY['pending', 'retrying'] AND q.endpoint_id = $1
         AND CASE WHEN q.attempts_made = 0 THEN 'pending' ELSE 'retrying' END = ANY ($11)
         AND ($9::text[] IS NULL OR q.event_type = ANY ($9))
         AND ${inRange('q.delivery_day', 'q.delivery_id')}
       ORDER BY q.delivery_day DESC, q.delivery_id DESC
       LIMIT CASE WHEN $7::timestamptz IS NULL AND $8::timestamptz IS NULL THEN $10::bigint END
     ) AS q
     ${deliveryOf('q.delivery_day', 'q.delivery_id')}
     WHERE ${CREATED}
     ORDER BY q.delivery_day DESC, q.delivery_id DESC
     LIMIT $10
     )
   ) AS found
   ORDER BY found.day DESC, found.id DESC
   LIMIT $10`,
  );
}

/**
 * The notes that have the statuses asked for. A test that failed has one of its own, so that it is found by its status as
 * it is shown, and still is none of the failed deliveries, which are counted, retried and cleared.
 */
const NOTED = `unnest(CASE WHEN 'failed' = ANY ($11) THEN array_append($11::text[], '${FAILED_TEST}') ELSE $11 END) AS wanted (status)`;

/** Primary key of delivery.unsuccessful. */
export const LIST_UNSETTLED = unsettled('delivery.list-unsettled', NOTED, 'u.status = wanted.status');

/** Index unsuccessful_by_type, so that a rare type is not looked for among all that failed. */
export const LIST_UNSETTLED_BY_TYPE = unsettled(
  'delivery.list-unsettled-by-type',
  `${NOTED} CROSS JOIN unnest($9::text[]) AS of (event_type)`,
  'u.status = wanted.status AND u.event_type = of.event_type',
);

/**
 * Index delivery_by_event: an event has one delivery for each webhook, and one more for each replay. Materialized,
 * so that they are found by the event and not among all deliveries of the webhook; the place on the page is looked at
 * afterwards, or a plan that Postgres keeps for all parameters would go through another index of the days for it.
 */
export const LIST_BY_EVENT = statement<DeliveryRow>(
  'delivery.list-by-event',
  `WITH d AS MATERIALIZED (
     SELECT d.account_id, ${deliveryColumns('d')}
     FROM delivery.delivery AS d
     WHERE d.event_id = ANY ($12::text[]) AND d.day BETWEEN $5::date AND $3::date
   )
   SELECT ${deliveryColumns('d')}
   FROM d
   WHERE d.endpoint_id = $1 AND d.account_id = $2
     AND ${inRange('d.day', 'd.id')}
     AND ${CREATED}
     AND ${OF_TYPE}
     AND ${OF_STATUS}
   ORDER BY d.day DESC, d.id DESC
   LIMIT $10`,
);

/** Primary key (id, day): one partition. OFFSET 0, or a plan for all parameters would look among the webhook's. */
export const LIST_ONE = statement<DeliveryRow>(
  'delivery.list-one',
  `SELECT ${deliveryColumns('d')}
   FROM (
     SELECT d.account_id, ${deliveryColumns('d')}
     FROM delivery.delivery AS d
     WHERE d.id = $12 AND d.day = $13
     OFFSET 0
   ) AS d
   WHERE d.endpoint_id = $1 AND d.account_id = $2
     AND ${inRange('d.day', 'd.id')}
     AND ${CREATED}
     AND ${OF_TYPE}
     AND ${OF_STATUS}
   LIMIT $10`,
);
