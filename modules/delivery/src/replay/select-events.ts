import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { AnySubscriber } from '@tidings/endpoint';
import { type Catalog, catalogOf, keptFrom, type WalkedEvent } from '@tidings/event';
import { type Config, type Sql, statement } from '@tidings/kernel';
import { wantsNow } from '../queue/seen-by.ts';
import type { Selection } from './open-replay.ts';

type Known = { event_id: string; succeeded: boolean; waits: boolean };

// Index delivery_by_event, from the partition of the day on which the events were accepted. One event after the
// other, so that they are found by the event and not among all deliveries of the webhook.
export const KNOWN = statement<Known>(
  'delivery.known-of-events',
  `SELECT event.id AS event_id, known.succeeded, known.waits
   FROM unnest($1::text[]) AS event (id)
   CROSS JOIN LATERAL (
     SELECT bool_or(d.status = 'succeeded') AS succeeded, bool_or(d.status IN ('pending', 'retrying')) AS waits
     FROM (
       SELECT status, endpoint_id, account_id
       FROM delivery.delivery
       WHERE event_id = event.id AND day >= $4::date - 1 AND trigger <> 'test'
       OFFSET 0
     ) AS d
     WHERE d.endpoint_id = $2 AND d.account_id = $3
   ) AS known
   WHERE known.succeeded IS NOT NULL`,
);

/**
 * Those of some events of one day that a replay sends to a webhook: what it would get if they happened now, less
 * what `only` leaves out. `failed` keeps events with a delivery to it, none of which succeeded or still waits for an
 * attempt; `missed` those without any.
 * @param signal aborted when the rest is left for another time; of the first event it is found out whatever happens.
 * @returns also how many of the events were looked at.
 */
export async function selectEvents(
  { config, sql }: { config: Config; sql: Sql },
  subscriber: AnySubscriber,
  { accountId, only }: Pick<Selection, 'accountId' | 'only'>,
  events: WalkedEvent[],
  signal?: AbortSignal,
): Promise<{ wanted: WalkedEvent[]; looked: number }> {
  const { matching, looked } = subscriber.isFiltered
    ? await passing(catalogOf({ config }), subscriber, events, signal)
    : { matching: ofWantedTypes(subscriber, events), looked: events.length };
  const wanted = matching.filter((event) => keptFrom(event, subscriber.id) === undefined);
  const [first] = wanted;
  if (only === null || !first) return { wanted, looked };
  const ids = wanted.map(({ id }) => id);
  const rows = await sql.query(KNOWN, [ids, subscriber.id, accountId, first.day]);
  const known = new Map(rows.map((row) => [row.event_id, row]));
  const selected = wanted.filter(({ id }) => {
    const found = known.get(id);
    return only === 'missed' ? !found : found !== undefined && !found.succeeded && !found.waits;
  });
  return { wanted: selected, looked };
}

/** Live deliveries are not held up longer than this by a filter and the events that it looks at. */
const STRETCH_MS = 10;

async function passing(
  catalog: Catalog,
  subscriber: AnySubscriber,
  events: WalkedEvent[],
  signal: AbortSignal | undefined,
): Promise<{ matching: WalkedEvent[]; looked: number }> {
  const matching: WalkedEvent[] = [];
  let restedMs = performance.now();
  for (const [index, event] of events.entries()) {
    const isWanted = await wantsNow(catalog, subscriber, event, signal);
    // This one may have been let through for want of time: it has more when it comes first.
    if (signal?.aborted && index > 0) return { matching, looked: index };
    if (isWanted) matching.push(event);
    if (performance.now() - restedMs < STRETCH_MS) continue;
    await letOthersRun();
    restedMs = performance.now();
  }
  return { matching, looked: events.length };
}

/** Many events have few types: each is asked for once. */
function ofWantedTypes({ wants }: AnySubscriber, events: WalkedEvent[]): WalkedEvent[] {
  const answers = new Map<string, boolean>();
  return events.filter((event) => {
    const known = answers.get(event.type);
    if (known !== undefined) return known;
    const answer = wants(event);
    answers.set(event.type, answer);
    return answer;
  });
}
