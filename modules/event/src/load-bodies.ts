import { type Sql, statement } from '@tidings/kernel';

type Reference = { accountId: string; day: string; id: string };

// Primary key (account_id, day, id); the days prune the partitions.
const LOAD = statement<{ account_id: string; day: string; id: string; body: string }>(
  'event.load-bodies',
  `SELECT account_id, day, id, body
   FROM event.event
   WHERE account_id = ANY ($1::text[]) AND day = ANY ($2::date[]) AND id = ANY ($3::text[])`,
);

/**
 * The envelopes of many events at once, for the sender.
 * @returns a look-up by reference; it answers undefined for an event past its retention.
 */
export async function loadBodies(
  sql: Sql,
  events: Reference[],
): Promise<(event: Reference) => string | undefined> {
  const rows = await sql.query(LOAD, [
    [...new Set(events.map((event) => event.accountId))],
    [...new Set(events.map((event) => event.day))],
    [...new Set(events.map((event) => event.id))],
  ]);
  const bodies = new Map(rows.map((row) => [`${row.account_id} ${row.day} ${row.id}`, row.body]));
  return (event) => bodies.get(`${event.accountId} ${event.day} ${event.id}`);
}
