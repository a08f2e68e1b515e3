import { type Context, dateOf, decodeDayCursor, pageFrom, statement, tenantOf } from '@tidings/kernel';
import { type Page, typeId } from '@tidings/kernel/schema';
import { findEvent } from './get-event.ts';
import type { Event, ListEventsInput } from './schema.ts';
import { type EventFilter, type FoundEvent, OF_TYPE, type Position, searchEvents } from './search-events.ts';
import { subscribes } from './subscribes.ts';
import { requireSearchByValue, shownEvent } from './what-is-shown.ts';

// The primary key (account_id, day, id), read backwards, gives the order; days after the cursor are pruned.
const LIST = statement<FoundEvent>(
  'event.list',
  `SELECT day, id, body
   FROM event.event
   WHERE account_id = $1
     AND day <= $2::date
     AND (day, id) < ($2::date, $3::text)
     AND ${OF_TYPE}
     AND ($5::timestamptz IS NULL OR happened_at > $5)
     AND ($6::timestamptz IS NULL OR happened_at < $6)
   ORDER BY day DESC, id DESC
   LIMIT $7`,
);

const eventId = typeId('evt');

/**
 * The account's events in the order in which they were accepted, newest first; stable while more come in. With `q`
 * the one of that id, or those that have it as the value of a facet. Viewers get events without their data.
 * @throws {DomainError} `forbidden` for viewers who search by anything but an id.
 */
export async function listEvents(ctx: Context, input: ListEventsInput): Promise<Page<Event>> {
  const list = `events ${tenantOf(ctx)}`;
  const after = decodeDayCursor(list, input.cursor);
  const filter = {
    type: input.type === undefined || input.type === '*' ? null : input.type,
    createdAfter: dateOf(input.created_after),
    createdBefore: dateOf(input.created_before),
  };
  const limit = input.limit + 1;
  const { q } = input;
  const isId = q !== undefined && eventId.safeParse(q).success;
  if (q !== undefined && !isId) requireSearchByValue(ctx);
  const rows = await (q === undefined
    ? listAll(ctx, { after, filter, limit })
    : isId
      ? findById(ctx, q, { after, filter })
      : searchEvents(ctx, q, { after, filter, limit }));
  return pageFrom(rows, input.limit, {
    list,
    show: (row) => shownEvent(ctx, JSON.parse(row.body)), // the envelope that we wrote
    position: (row) => [row.day, row.id],
  });
}

function listAll(
  ctx: Context,
  { after, filter, limit }: { after: Position; filter: EventFilter; limit: number },
): Promise<FoundEvent[]> {
  return ctx.database.query(LIST, [
    tenantOf(ctx),
    after.day,
    after.id,
    filter.type,
    filter.createdAfter,
    filter.createdBefore,
    limit,
  ]);
}

async function findById(
  ctx: Context,
  id: string,
  { after, filter }: { after: Position; filter: EventFilter },
): Promise<FoundEvent[]> {
  const row = await findEvent(ctx, id);
  if (!row || `${row.day} ${row.id}` >= `${after.day} ${after.id}`) return [];
  const event: Event = JSON.parse(row.body);
  const at = Date.parse(event.created_at);
  const isMeant =
    (filter.type === null || subscribes(filter.type, event.type)) &&
    (filter.createdAfter === null || at > filter.createdAfter.getTime()) &&
    (filter.createdBefore === null || at < filter.createdBefore.getTime());
  return isMeant ? [row] : [];
}
