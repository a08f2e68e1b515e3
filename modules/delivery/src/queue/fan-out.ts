import type { Subscriber } from '@tidings/endpoint';
import {
  type AcceptedEvent,
  catalogOf,
  type MadeDeliveries,
  TooManyDeliveries,
  variantOf,
} from '@tidings/event';
import {
  type Clock,
  type Config,
  type Database,
  dayOfId,
  type Logger,
  newId,
  type Sql,
  statement,
  tellDelivery,
  textArray,
} from '@tidings/kernel';
import { LEASE_MS, release } from './claim.ts';
import { wakeWorkers } from '../worker/wake-up.ts';
import { wanting } from './wanting.ts';
import type { HandedOver, Worker } from '../worker/worker.ts';

// A delivery for which a worker of this process has room is leased to it from the start and needs no claim, unless
// its webhook has a gate, of which that worker may not have heard yet.
export const INSERT = statement<{ delivery_id: string; token: number }>(
  'delivery.fan-out',
  `WITH made AS (
     SELECT id, day, account_id, endpoint_id, event_day, event_id, event_type, attempts_max,
            variant,
            CASE WHEN NOT EXISTS (SELECT FROM delivery.gate WHERE gate.endpoint_id = m.endpoint_id) THEN worker_id END
              AS worker_id
     FROM unnest($1::text[], $2::text[]::date[], $3::text[], $4::text[], $5::text[]::date[], $6::text[], $7::text[], $8::int[], $9::int[], $10::text[])
       AS m (id, day, account_id, endpoint_id, event_day, event_id, event_type, attempts_max, worker_id, variant)
   ), stored AS (
     INSERT INTO delivery.delivery
       (id, day, account_id, endpoint_id, event_day, event_id, event_type, attempts_max, variant, status, trigger,
        next_attempt_at)
     SELECT id, day, account_id, endpoint_id, event_day, event_id, event_type, attempts_max, variant, 'pending', 'event',
            now()
     FROM made
   ), queued AS (
     INSERT INTO delivery.queue
       (delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type, variant, worker_id,
        started_at, lease_until, token)
     SELECT id, day, account_id, endpoint_id, event_day, event_id, event_type, variant, worker_id,
            CASE WHEN worker_id IS NOT NULL THEN clock_timestamp() END,
            CASE WHEN worker_id IS NOT NULL THEN clock_timestamp() + ${LEASE_MS} * interval '1 millisecond' END,
            CASE WHEN worker_id IS NOT NULL THEN nextval('delivery.claim_token') END
     FROM made
     RETURNING delivery_id, token
   )
   SELECT delivery_id, token FROM queued WHERE token IS NOT NULL`,
);

type Made = {
  id: string;
  day: string;
  event: AcceptedEvent;
  subscriber: Subscriber;
  variant: string | null;
  reserved: { reservation: symbol; workerId: number } | undefined;
};

type Parts = { config: Config; database: Database; clock: Clock; log: Logger; worker?: Worker | undefined };

/**
 * Makes a delivery, and its place in the queue, for each active webhook that subscribed to an event, in the
 * transaction that stores the event. What the process's own worker has room for is handed to it after the commit;
 * the rest waits in the queue, and workers are told.
 * @throws {TooManyDeliveries} if several events make more than `most`.
 */
export async function fanOut(
  { config, database, clock, log, worker }: Parts,
  tx: Sql,
  events: AcceptedEvent[],
  most = Infinity,
): Promise<MadeDeliveries> {
  const catalog = catalogOf({ config });
  const wantedBy = await wanting({ config, clock, log }, tx, events);
  const wanted = wantedWithin(most, events, wantedBy);
  const counts = new Map(Array.from(wanted, ([event, subscribers]) => [event.id, subscribers.length]));
  const made: Made[] = [...wanted].flatMap(([event, subscribers]) =>
    subscribers.map((subscriber) => {
      const id = newId('del');
      const reserved =
        subscriber.rateLimit === null ? worker?.reserve(subscriber.id, event.accountId) : undefined;
      const variant = variantOf(catalog, event.type, subscriber.wish);
      return { id, day: dayOfId(id), event, subscriber, variant, reserved };
    }),
  );
  const startedMs = clock.monotonicMs();
  const giveBack = (of: Made[]) =>
    of.forEach(({ reserved }) => reserved && worker?.giveBack(reserved.reservation));
  const tokens = new Map<string, number>();
  try {
    for (const { delivery_id, token } of await insert(tx, made)) tokens.set(delivery_id, token);
  } catch (error) {
    giveBack(made);
    throw error;
  }
  const leased = () => made.flatMap((each) => handOver(each, tokens.get(each.id)));
  return {
    counts,
    rolledBack: () => {
      giveBack(made);
      // If it did commit and only the answer was lost, these are leased to a worker that knows nothing of them.
      void release(
        database,
        leased().map(({ claimed }) => claimed),
        0,
      ).catch(() => undefined); // then their lease passes
    },
    committed: () => {
      for (const { id, event, subscriber } of made)
        tellDelivery(database, { accountId: event.accountId, endpointId: subscriber.id, id });
      const handedOver = leased();
      if (handedOver.length > 0) worker?.handOver(handedOver, startedMs);
      const waiting = made.filter(({ id }) => !tokens.has(id));
      giveBack(waiting);
      wakeWorkers(
        database,
        waiting.map(({ event, subscriber }) => ({ endpointId: subscriber.id, accountId: event.accountId })),
        worker,
      );
    },
  };
}

/** Who gets each event; found out before anything is made of them. */
function wantedWithin(
  most: number,
  events: AcceptedEvent[],
  wantedBy: (event: AcceptedEvent) => Subscriber[],
): Map<AcceptedEvent, Subscriber[]> {
  const wanted = new Map<AcceptedEvent, Subscriber[]>();
  let total = 0;
  for (const event of events) {
    const subscribers = wantedBy(event);
    wanted.set(event, subscribers);
    total += subscribers.length;
    if (total > most && events.length > 1)
      throw new TooManyDeliveries(new Map(Array.from(wanted, ([each, of]) => [each, of.length])));
  }
  return wanted;
}

function insert(tx: Sql, made: Made[]): Promise<{ delivery_id: string; token: number }[]> {
  if (made.length === 0) return Promise.resolve([]);
  return tx.query(INSERT, [
    textArray(made.map(({ id }) => id)),
    textArray(made.map(({ day }) => day)),
    textArray(made.map(({ event }) => event.accountId)),
    textArray(made.map(({ subscriber }) => subscriber.id)),
    textArray(made.map(({ event }) => event.day)),
    textArray(made.map(({ event }) => event.id)),
    textArray(made.map(({ event }) => event.type)),
    made.map(({ subscriber }) => subscriber.attemptsMax),
    made.map(({ reserved }) => reserved?.workerId ?? null),
    textArray(made.map(({ variant }) => variant)),
  ]);
}

function handOver(
  { id, day, event, subscriber, variant, reserved }: Made,
  token: number | undefined,
): HandedOver[] {
  if (!reserved || token === undefined) return [];
  const claimed = {
    delivery_id: id,
    delivery_day: day,
    account_id: event.accountId,
    endpoint_id: subscriber.id,
    event_day: event.day,
    event_id: event.id,
    event_type: event.type,
    variant,
    token,
    worker_id: reserved.workerId,
    attempts_made: 0,
    failures: 0,
    last_error: null,
    interruptions: 0,
    late_ms: 0,
    wait_ms: 0,
    is_probe: false,
  };
  return [{ reservation: reserved.reservation, claimed, body: event.body, trace: event.trace }];
}
