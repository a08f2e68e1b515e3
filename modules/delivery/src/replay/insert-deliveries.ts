import type { Subscriber } from '@tidings/endpoint';
import { catalogOf, type EventPlace, variantOf } from '@tidings/event';
import { type Config, dayOfId, newId, type Sql, statement, textArray } from '@tidings/kernel';

type Made = { id: string; day: string };

const INSERT = statement<never>(
  'delivery.insert-of-replay',
  `WITH made AS (
     SELECT *
     FROM unnest($1::text[], $2::text[]::date[], $3::text[], $4::int[], $5::text[]::date[], $6::text[], $7::text[],
                 $8::text[])
       AS m (id, day, endpoint_id, attempts_max, event_day, event_id, event_type, variant)
   ), stored AS (
     INSERT INTO delivery.delivery
       (id, day, account_id, endpoint_id, event_day, event_id, event_type, attempts_max, variant, status, trigger,
        next_attempt_at, replay_id)
     SELECT id, day, $9, endpoint_id, event_day, event_id, event_type, attempts_max, variant, 'pending', 'replay', now(), $10
     FROM made
   )
   INSERT INTO delivery.queue
     (delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type, variant, replay_id)
   SELECT id, day, $9, endpoint_id, event_day, event_id, event_type, variant, $10
   FROM made`,
);

/**
 * Makes deliveries of events that were accepted before, each with its place in the queue. They wait there: what is
 * delivered for the first time finds the workers' hands free. They are sent as the webhook wants them now.
 * @param origin the account, and the replay if they belong to one.
 */
export async function insertDeliveries(
  { config, tx }: { config: Config; tx: Sql },
  { accountId, replayId }: { accountId: string; replayId: string | null },
  wanted: { event: EventPlace & { type: string }; subscriber: Subscriber }[],
): Promise<Made[]> {
  if (wanted.length === 0) return [];
  const catalog = catalogOf({ config });
  const made = wanted.map(() => {
    const id = newId('del');
    return { id, day: dayOfId(id) };
  });
  await tx.query(INSERT, [
    textArray(made.map(({ id }) => id)),
    textArray(made.map(({ day }) => day)),
    textArray(wanted.map(({ subscriber }) => subscriber.id)),
    wanted.map(({ subscriber }) => subscriber.attemptsMax),
    textArray(wanted.map(({ event }) => event.day)),
    textArray(wanted.map(({ event }) => event.id)),
    textArray(wanted.map(({ event }) => event.type)),
    textArray(wanted.map(({ event, subscriber }) => variantOf(catalog, event.type, subscriber.wish))),
    accountId,
    replayId,
  ]);
  return made;
}
