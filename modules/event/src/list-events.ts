import {
  type Context,
  dateOf,
  decodeDayCursor,
  encodeCursor,
  pageFrom,
  statement,
  tenantOf,
} from '@tidings/kernel';
import { type Page, typeId } from '@tidings/kernel/schema';
import { findEvent } from './get-event.ts';
import { lookBack } from './look-back.ts';
import type { Event, ListEventsInput } from './schema.ts';
import { searchEvents } from './search-events.ts';
import { subscribes } from './subscribes.ts';
import type { FoundEvent, LogPage, Stretch } from './walk-log.ts';
import { requireSearchByValue, shownEvent } from './what-is-shown.ts';

// The primary key (account_id, day, id), read backwards, gives the order; days after the cursor are pruned.
const LIST = statement<FoundEvent>(
  'event.list',
  `SELECT day, id, body
   FROM event.event
   WHERE account_id = $1 AND day <= $2::date AND (day, id) < ($2::date, $3::text)
   ORDER BY day DESC, id DESC
   LIMIT $4`,
);

const eventId = typeId('evt');

/**
 * The account's events in the order in which they were accepted, newest first; stable while more come in. With `q`
 * the one of that id, or those that have it as the value of a facet. Viewers get events without their data. Where the
 * filters leave hardly any event a page may hold fewer than `limit`, or none, and say that there is more.
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
  const page = { after, filter, limit: input.limit + 1 };
  const { rows, lookedUntil } = await readLog(ctx, input.q, page);
  const shown = pageFrom(rows, input.limit, {
    list,
    show: (row) => shownEvent(ctx, JSON.parse(row.body)), // the envelope that we wrote
    position: (row) => [row.day, row.id],
  });
  if (shown.has_more || !lookedUntil) return shown;
  return { ...shown, has_more: true, next_cursor: encodeCursor(list, [lookedUntil.day, lookedUntil.id]) };
}

async function readLog(ctx: Context, q: string | undefined, page: LogPage): Promise<Stretch> {
  if (q !== undefined && eventId.safeParse(q).success) return { rows: await findById(ctx, q, page) };
  if (q !== undefined) {
    requireSearchByValue(ctx);
    return searchEvents(ctx, q, page);
  }
  const { after, filter, limit } = page;
  if (Object.values(filter).some((each) => each !== null)) return lookBack(ctx, page);
  return { rows: await ctx.database.query(LIST, [tenantOf(ctx), after.day, after.id, limit]) };
}

async function findById(ctx: Context, id: string, { after, filter }: LogPage): Promise<FoundEvent[]> {
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
