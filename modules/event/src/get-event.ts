import { type Context, notFound, statement, tenantOf } from '@tidings/kernel';
import { eventExplained } from './explained-hook.ts';
import type { Event, ExplainedEvent } from './schema.ts';
import { shownEvent, shownExplanations } from './what-is-shown.ts';

type Row = { day: string; id: string; body: string; accepted_at: Date; is_erased: boolean };

// An id given by its publisher may be of any age, so the primary key of every day that is kept is asked.
const GET = statement<Row>(
  'event.get',
  `SELECT day, id, body, accepted_at, is_erased
   FROM event.event
   WHERE account_id = $1 AND day = ANY ($2::date[]) AND id = $3
   ORDER BY day DESC
   LIMIT 1`,
);

/** @throws {DomainError} `not_found`, also for another account's event. */
export async function getEvent(ctx: Context, input: { id: string }): Promise<Event> {
  const row = await findEvent(ctx, input.id);
  if (!row) throw notFound('This event');
  return JSON.parse(row.body) as Event; // the envelope that we wrote
}

/**
 * An event, and for every webhook of the account why it got it or did not; for viewers without its data.
 * @throws {DomainError} `not_found`, also for another account's event.
 */
export async function getExplainedEvent(ctx: Context, input: { id: string }): Promise<ExplainedEvent> {
  const row = await findEvent(ctx, input.id);
  if (!row) throw notFound('This event');
  const event: Event = JSON.parse(row.body); // the envelope that we wrote
  const explanations = await eventExplained.announce(ctx, {
    id: row.id,
    day: row.day,
    type: event.type,
    apiVersion: event.api_version,
    acceptedAt: row.accepted_at,
    data: row.is_erased ? null : event.data,
  });
  return { ...shownEvent(ctx, event), explain: shownExplanations(ctx, explanations.flat()) };
}

/** An event of the account as it is stored, or undefined. */
export async function findEvent(ctx: Context, id: string): Promise<Row | undefined> {
  const [row] = await ctx.database.query(GET, [tenantOf(ctx), keptDays(ctx), id]);
  return row;
}

function keptDays(ctx: Context): string[] {
  const dayMs = 86_400_000;
  const now = ctx.clock.now().getTime();
  return Array.from({ length: ctx.config.RETENTION_DAYS + 2 }, (_, index) =>
    new Date(now + (1 - index) * dayMs).toISOString().slice(0, 10),
  );
}
