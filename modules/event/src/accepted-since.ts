import { type Context, statement, tenantOf } from '@tidings/kernel';

type Row = { day: string; id: string; type: string; accepted_at: Date };
type Found = { [Name in keyof Row]: Row[Name] | null } & {
  now: Date;
  looked_at: number;
  oldest: Date | null;
};

/** So many of the newest events are looked at; whoever asks more rarely than they come misses some, and is told. */
const LOOKED_AT = 1_000;
const DAY_MS = 86_400_000;

// Primary key (account_id, day, id), read backwards; never more than LOOKED_AT rows. Neither an id nor a time of its
// publisher tells when an event was accepted, so that is compared row by row.
export const ACCEPTED_SINCE = statement<Found>(
  'event.accepted-since',
  `WITH newest AS MATERIALIZED (
     SELECT day, id, type, accepted_at
     FROM event.event
     WHERE account_id = $1 AND day >= $2::date
     ORDER BY day DESC, id DESC
     LIMIT ${LOOKED_AT}
   )
   SELECT every.now, every.looked_at, every.oldest, newest.day, newest.id, newest.type, newest.accepted_at
   FROM (SELECT now() AS now, count(*) AS looked_at, min(accepted_at) AS oldest FROM newest) AS every
   LEFT JOIN newest ON newest.accepted_at > $3
   ORDER BY newest.accepted_at, newest.day, newest.id`,
);

/** An event that was accepted, without what it says. */
export type AcceptedAt = { day: string; id: string; type: string; acceptedAt: Date };

/**
 * Events of the account that were accepted after `since`, by the database's clock, oldest first.
 * @returns `now`, by that clock, to ask from the next time: leave some seconds of overlap, since a transaction that began before may
 * be committed after. `isComplete`: false where more came than are looked at.
 */
export async function acceptedSince(
  ctx: Context,
  since: Date | null,
): Promise<{ events: AcceptedAt[]; now: Date; isComplete: boolean }> {
  const now = ctx.clock.now();
  const firstDay = new Date((since ?? now).getTime() - DAY_MS).toISOString().slice(0, 10);
  const rows = await ctx.database.query(ACCEPTED_SINCE, [tenantOf(ctx), firstDay, since ?? FAR_OFF]);
  const [first] = rows;
  const events = rows.flatMap(({ day, id, type, accepted_at: acceptedAt }) =>
    day === null || id === null || type === null || acceptedAt === null
      ? []
      : [{ day, id, type, acceptedAt }],
  );
  const isComplete =
    since === null ||
    !first?.oldest ||
    first.looked_at < LOOKED_AT ||
    first.oldest.getTime() <= since.getTime();
  return { events, now: first?.now ?? now, isComplete };
}

/** Nothing was accepted after this. */
const FAR_OFF = new Date('9999-01-01T00:00:00Z');
