import { type Sql, statement } from '@tidings/kernel';

/** An envelope as it is stored; of an erased event it says so, and is nothing to be sent. `trace`: where it was published. */
export type StoredBody = { body: string; is_erased: boolean; trace: string | null };
type Reference = { accountId: string; day: string; id: string };

// Primary key (account_id, day, id); the days prune the partitions.
const LOAD = statement<StoredBody & { account_id: string; day: string; id: string }>(
  'event.load-bodies',
  `SELECT account_id, day, id, body, is_erased, trace
   FROM event.event
   WHERE account_id = ANY ($1::text[]) AND day = ANY ($2::date[]) AND id = ANY ($3::text[])`,
);

/**
 * The envelopes of many events at once.
 * @returns a look-up by reference; it answers undefined for an event past its retention.
 */
export async function loadBodies(
  sql: Sql,
  events: Reference[],
): Promise<(event: Reference) => StoredBody | undefined> {
  const rows = await sql.query(LOAD, [
    [...new Set(events.map((event) => event.accountId))],
    [...new Set(events.map((event) => event.day))],
    [...new Set(events.map((event) => event.id))],
  ]);
  const bodies = new Map(rows.map((row) => [`${row.account_id} ${row.day} ${row.id}`, row]));
  return (event) => bodies.get(`${event.accountId} ${event.day} ${event.id}`);
}
