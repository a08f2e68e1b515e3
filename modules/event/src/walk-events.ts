import { partitionDays, type Sql, statement } from '@tidings/kernel';
import { OPERATIONAL_TYPES } from './publish-in-transaction.ts';
import type { Event } from './schema.ts';

/** Which events of an account are walked through: those that happened between two times, of some types or of all. */
export type EventSelection = {
  accountId: string;
  /** The bounds themselves are left out, as in the event log. */
  createdAfter: Date;
  createdBefore: Date;
  /** Events that came later are left out; null: none of them. By the database's clock. */
  acceptedBefore: Date | null;
  types: string[] | null;
};
/** A place in the order in which events were accepted; the walk goes on after it. */
export type EventPlace = { day: string; id: string };
/**
 * An event that was found; `apiVersion` and `data` are empty unless they were asked for, or the event is about Tidings
 * itself.
 */
export type WalkedEvent = EventPlace & { type: string; apiVersion: string; data: Record<string, unknown> };

/** Before all events. */
export const FIRST_PLACE: EventPlace = { day: '0001-01-01', id: '' };

/** They are few, and who gets them depends on whom they tell of. */
const OPERATIONAL = [...OPERATIONAL_TYPES];

type Row = {
  id: string | null;
  type: string;
  body: string | null;
  last_id: string | null;
  looked_at: number;
};

// Primary key (account_id, day, id) of one partition; never more rows than $4, whatever of them is meant.
const WALK = statement<Row>(
  'event.walk',
  `WITH looked_at AS MATERIALIZED (
     SELECT id, type, happened_at, accepted_at, is_erased, CASE WHEN $9::boolean OR type = ANY ($10::text[]) THEN body END AS body
     FROM event.event
     WHERE account_id = $1 AND day = $2::date AND id > $3
     ORDER BY id
     LIMIT $4
   )
   SELECT meant.id, meant.type, meant.body, every.last_id, every.looked_at
   FROM (SELECT max(id) AS last_id, count(*) AS looked_at FROM looked_at) AS every
   LEFT JOIN looked_at AS meant
     ON meant.happened_at > $5 AND meant.happened_at < $6 AND ($7::text[] IS NULL OR meant.type = ANY ($7))
    AND ($8::timestamptz IS NULL OR meant.accepted_at < $8) AND NOT meant.is_erased
   ORDER BY meant.id`,
);

// Index event_by_time of one partition: where no block of it can hold such an event, nothing is read.
export const HAPPENED_ON = statement<{ found: boolean }>(
  'event.happened-on',
  `SELECT EXISTS (
     SELECT FROM event.event WHERE day = $1::date AND happened_at > $2 AND happened_at < $3
   ) AS found`,
);

/**
 * Looks at the next `rows` events of an account, oldest first, and gives those that are meant; erased ones are left
 * out, since there is nothing of them to be sent. Days on which no event of that time was accepted are passed over.
 * Memory is bounded by `rows`: with data at most 256 KiB each.
 * @returns `next`, the place to go on from; undefined when there are no more. A page may be empty before the end.
 */
export async function walkEvents(
  sql: Sql,
  selection: EventSelection,
  { after, rows, withData }: { after: EventPlace; rows: number; withData: boolean },
): Promise<{ events: WalkedEvent[]; next: EventPlace | undefined }> {
  const { accountId, createdAfter, createdBefore, acceptedBefore, types } = selection;
  const place = after.day === FIRST_PLACE.day ? await nextDay(sql, selection, after.day) : after;
  if (!place) return { events: [], next: undefined };
  const found = await sql.query(WALK, [
    accountId,
    place.day,
    place.id,
    rows,
    createdAfter,
    createdBefore,
    types,
    acceptedBefore,
    withData,
    OPERATIONAL,
  ]);
  const events = found.flatMap(({ id, type, body }) =>
    id === null ? [] : [{ day: place.day, id, type, ...contentOf(body) }],
  );
  const [first] = found;
  const isLastOfDay = !first || first.last_id === null || first.looked_at < rows;
  const next = isLastOfDay
    ? await nextDay(sql, selection, place.day)
    : { day: place.day, id: first.last_id ?? '' };
  return { events, next };
}

function contentOf(body: string | null): Pick<WalkedEvent, 'apiVersion' | 'data'> {
  if (body === null) return { apiVersion: '', data: {} };
  const { api_version: apiVersion, data }: Event = JSON.parse(body); // the envelope that we wrote
  return { apiVersion, data };
}

async function nextDay(
  sql: Sql,
  { createdAfter, createdBefore }: EventSelection,
  after: string,
): Promise<EventPlace | undefined> {
  for (const day of await partitionDays(sql, 'event.event')) {
    if (day <= after) continue;
    const [row] = await sql.query(HAPPENED_ON, [day, createdAfter, createdBefore]);
    if (row?.found) return { day, id: '' };
  }
  return undefined;
}
