import { type Database, dayOfId, newId, statement } from '@tidings/kernel';
import { firstDeliveryIdAt } from './first-id.ts';
import type { DeliveryStatus } from '../schema.ts';

/** A delivery as it stands in the tables; what is left out is of no matter to the test. */
export type LogEntry = {
  status: DeliveryStatus;
  type?: string;
  at?: Date;
  error?: string;
  eventId?: string;
  /** When its next attempt is due; for one that has not ended. */
  dueAt?: Date;
};

const INSERT = statement<never>(
  '',
  `WITH given AS (
     SELECT *, endpoint AS endpoint_id
     FROM unnest($3::text[], $4::date[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::timestamptz[])
       AS g (id, day, status, event_id, event_type, created_at, last_error, due_at), (VALUES ($2::text)) AS e (endpoint)
   ), stored AS (
     INSERT INTO delivery.delivery
       (id, day, account_id, endpoint_id, event_day, event_id, event_type, status, trigger, attempts_made, attempts_max,
        created_at, updated_at, last_error, next_attempt_at)
     SELECT id, day, $1, endpoint_id, day, event_id, event_type, status, 'event', CASE status WHEN 'pending' THEN 0 ELSE 1 END, 6,
            created_at, created_at, last_error, due_at
     FROM given
   ), queued AS (
     INSERT INTO delivery.queue
       (delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type, due_at, attempts_made, last_error)
     SELECT id, day, $1, endpoint_id, day, event_id, event_type, due_at, CASE status WHEN 'pending' THEN 0 ELSE 1 END, last_error
     FROM given
     WHERE status IN ('pending', 'retrying')
   )
   INSERT INTO delivery.unsuccessful (endpoint_id, status, day, delivery_id, event_type)
   SELECT endpoint_id, status, day, id, event_type
   FROM given
   WHERE status IN ('failed', 'cancelled', 'archived')`,
);

let made = 0;

/** An id of that time, each one higher than those before it of the same millisecond. */
function deliveryIdAt(at: Date): string {
  made += 1;
  return firstDeliveryIdAt(at).slice(0, -8) + String(made).padStart(8, '0');
}

/**
 * Writes deliveries of a webhook into the tables, as if all this had happened: thousands in a moment.
 * @returns their ids, in the order given.
 */
export async function writeLog(
  database: Database,
  owner: { accountId: string; endpointId: string },
  entries: LogEntry[],
): Promise<string[]> {
  const rows = entries.map(({ at = new Date(), dueAt = new Date(Date.now() + 3_600_000), ...entry }) => {
    const isOpen = entry.status === 'pending' || entry.status === 'retrying';
    return { ...entry, at, id: deliveryIdAt(at), dueAt: isOpen ? dueAt : null };
  });
  await database.query(INSERT, [
    owner.accountId,
    owner.endpointId,
    rows.map(({ id }) => id),
    rows.map(({ id }) => dayOfId(id)),
    rows.map(({ status }) => status),
    rows.map(({ eventId }) => eventId ?? newId('evt')),
    rows.map(({ type }) => type ?? 'tag.created'),
    rows.map(({ at }) => at),
    rows.map(({ error }) => error ?? null),
    rows.map(({ dueAt }) => dueAt),
  ]);
  return rows.map(({ id }) => id);
}
