import { type Context, notFound, statement, tenantOf } from '@tidings/kernel';
import type { Event } from './schema.ts';

// An id given by its publisher may be of any age, so the primary key of every day that is kept is asked.
const GET = statement<{ body: string }>(
  'event.get',
  `SELECT body
   FROM event.event
   WHERE account_id = $1 AND day = ANY ($2::date[]) AND id = $3
   ORDER BY day DESC
   LIMIT 1`,
);

/** @throws {DomainError} `not_found`, also for another account's event. */
export async function getEvent(ctx: Context, input: { id: string }): Promise<Event> {
  const [row] = await ctx.database.query(GET, [tenantOf(ctx), keptDays(ctx), input.id]);
  if (!row) throw notFound('This event');
  return JSON.parse(row.body) as Event; // the envelope that we wrote
}

function keptDays(ctx: Context): string[] {
  const dayMs = 86_400_000;
  const now = ctx.clock.now().getTime();
  return Array.from({ length: ctx.config.RETENTION_DAYS + 2 }, (_, index) =>
    new Date(now + (1 - index) * dayMs).toISOString().slice(0, 10),
  );
}
