import { type Context, decodeDayCursor, pageFrom, statement, tenantOf } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';
import type { z } from 'zod';
import type { Event, listEventsInput } from './schema.ts';

type Row = { day: string; id: string; body: string };

// The primary key (account_id, day, id), read backwards, gives the order; days after the cursor are pruned.
const LIST = statement<Row>(
  'event.list',
  `SELECT day, id, body
   FROM event.event
   WHERE account_id = $1
     AND day <= $2::date
     AND (day, id) < ($2::date, $3::text)
     AND ($4::text IS NULL OR type = $4)
     AND ($5::timestamptz IS NULL OR happened_at > $5)
     AND ($6::timestamptz IS NULL OR happened_at < $6)
   ORDER BY day DESC, id DESC
   LIMIT $7`,
);

/** The account's events in the order in which they were accepted, newest first; stable while more come in. */
export async function listEvents(
  ctx: Context,
  input: z.output<typeof listEventsInput>,
): Promise<Page<Event>> {
  const { day, id } = decodeDayCursor(input.cursor);
  const rows = await ctx.database.query(LIST, [
    tenantOf(ctx),
    day,
    id,
    input.type ?? null,
    dateOf(input.created_after),
    dateOf(input.created_before),
    input.limit + 1,
  ]);
  return pageFrom(rows, input.limit, {
    show: (row) => JSON.parse(row.body) as Event, // the envelope that we wrote
    position: (row) => [row.day, row.id],
  });
}

/** ISO 8601 allows years and time zones that Postgres cannot read in a text. */
function dateOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}
