import { statement } from '@tidings/kernel';
import { type DeliveryRow, deliveryColumns } from './present.ts';

// Every form of the log takes the same parameters, so that one list of values serves all of them: $1 webhook,
// $2 account, $3 and $4 the place before which rows lie, $5 and $6 the place from which on they lie, $7 created
// after, $8 created before, $9 types, $10 how many rows, $11 statuses. Days prune the partitions.

/** Rows in the stretch of the log that is asked for. */
function inRange(day: string, id: string): string {
  return `${day} BETWEEN $5::date AND $3::date
       AND (${day}, ${id}) < ($3::date, $4::text) AND (${day}, ${id}) >= ($5::date, $6::text)`;
}
const CREATED = `($7::timestamptz IS NULL OR d.created_at > $7) AND ($8::timestamptz IS NULL OR d.created_at < $8)`;
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
 * Statuses of which there are few among many that succeeded. What ended comes by the primary key of
 * delivery.unsuccessful, once for each status; what has not ended by queue_lane, all of the webhook's rows, since
 * an index in this order would cost every delivery an entry. One statement, so that a delivery on its way from one
 * status to another is seen once.
 */
export const LIST_UNSETTLED = statement<DeliveryRow>(
  'delivery.list-unsettled',
  `SELECT found.*
   FROM (
     SELECT ended.*
     FROM unnest($11::text[]) AS wanted (status)
     CROSS JOIN LATERAL (
       SELECT ${deliveryColumns('d')}
       FROM delivery.unsuccessful AS u
       JOIN delivery.delivery AS d ON d.id = u.delivery_id AND d.day = u.day
       WHERE u.endpoint_id = $1 AND u.status = wanted.status AND d.account_id = $2
         AND ${inRange('u.day', 'u.delivery_id')}
         AND ${CREATED}
         AND ${OF_TYPE}
       ORDER BY u.day DESC, u.delivery_id DESC
       LIMIT $10
     ) AS ended
     UNION ALL
     (
       SELECT ${deliveryColumns('d')}
       FROM delivery.queue AS q
       JOIN delivery.delivery AS d ON d.id = q.delivery_id AND d.day = q.delivery_day
       WHERE $11::text[] && ARRAY['pending', 'retrying'] AND q.endpoint_id = $1 AND d.account_id = $2
         AND CASE WHEN q.attempts_made = 0 THEN 'pending' ELSE 'retrying' END = ANY ($11)
         AND ($9::text[] IS NULL OR q.event_type = ANY ($9))
         AND ${inRange('q.delivery_day', 'q.delivery_id')}
         AND ${CREATED}
       ORDER BY q.delivery_day DESC, q.delivery_id DESC
       LIMIT $10
     )
   ) AS found
   ORDER BY found.day DESC, found.id DESC
   LIMIT $10`,
);

/** Index delivery_by_event: an event has one delivery for each webhook, and one more for each replay. */
export const LIST_BY_EVENT = statement<DeliveryRow>(
  'delivery.list-by-event',
  `SELECT ${deliveryColumns('d')}
   FROM delivery.delivery AS d
   WHERE d.event_id = $12 AND d.endpoint_id = $1 AND d.account_id = $2
     AND ${inRange('d.day', 'd.id')}
     AND ${CREATED}
     AND ${OF_TYPE}
     AND ${OF_STATUS}
   ORDER BY d.day DESC, d.id DESC
   LIMIT $10`,
);

/** Primary key (id, day): one partition. */
export const LIST_ONE = statement<DeliveryRow>(
  'delivery.list-one',
  `SELECT ${deliveryColumns('d')}
   FROM delivery.delivery AS d
   WHERE d.id = $12 AND d.day = $13 AND d.endpoint_id = $1 AND d.account_id = $2
     AND ${inRange('d.day', 'd.id')}
     AND ${CREATED}
     AND ${OF_TYPE}
     AND ${OF_STATUS}
   LIMIT $10`,
);
