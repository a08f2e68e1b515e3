import { findSubscribers } from '@tidings/endpoint';
import type { AcceptedEvent } from '@tidings/event';
import { type Config, dayOfId, newId, type Sql, statement } from '@tidings/kernel';

const INSERT = statement<never>(
  'delivery.fan-out',
  `WITH made AS (
     SELECT *
     FROM unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::date[], $6::text[], $7::text[], $8::int[])
       AS m (id, day, account_id, endpoint_id, event_day, event_id, event_type, attempts_max)
   ), stored AS (
     INSERT INTO delivery.delivery
       (id, day, account_id, endpoint_id, event_day, event_id, event_type, attempts_max, status, trigger, next_attempt_at)
     SELECT *, 'pending', 'event', now() FROM made
   )
   INSERT INTO delivery.queue (delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type)
   SELECT id, day, account_id, endpoint_id, event_day, event_id, event_type FROM made`,
);

/**
 * Makes a delivery, and its place in the queue, for each active webhook that subscribed to an event, in the
 * transaction that stores the event.
 * @returns how many were made, by event id.
 */
export async function fanOut(tx: Sql, config: Config, events: AcceptedEvent[]): Promise<Map<string, number>> {
  const accountIds = [...new Set(events.map((event) => event.accountId))];
  const subscribers = await findSubscribers(tx, config, accountIds);
  const counts = new Map<string, number>();
  const made = events.flatMap((event) => {
    const wanting = (subscribers.get(event.accountId) ?? []).filter((subscriber) =>
      subscriber.wants(event.type),
    );
    counts.set(event.id, wanting.length);
    return wanting.map((subscriber) => ({ event, subscriber, id: newId('del') }));
  });
  if (made.length === 0) return counts;
  await tx.query(INSERT, [
    made.map(({ id }) => id),
    made.map(({ id }) => dayOfId(id)),
    made.map(({ event }) => event.accountId),
    made.map(({ subscriber }) => subscriber.id),
    made.map(({ event }) => event.day),
    made.map(({ event }) => event.id),
    made.map(({ event }) => event.type),
    made.map(({ subscriber }) => subscriber.attemptsMax),
  ]);
  return counts;
}
