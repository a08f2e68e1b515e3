import { type Database, statement } from '@tidings/kernel';
import type { Facet } from './facets-of.ts';
import { holdErasures } from './hold-erasures.ts';

/** A value, and the stored event that had it. */
export type SeenValue = Facet & { accountId: string; day: string; eventId: string };
/** What was noted of it; `is_new` where it had not been seen before. */
export type NotedValue = { account_id: string; name: string; value: string; is_new: boolean };

// Primary keys; in the order of the one of facet_value, so that two processes lock the same rows in the same order.
const NOTE = statement<NotedValue>(
  'event.note-facet-values',
  `INSERT INTO event.facet_value AS v (account_id, name, value, label, seen_at)
   SELECT seen.account_id, name, value, label, date_trunc('milliseconds', now())
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::text[])
     AS seen (account_id, name, value, label, day, event_id)
   CROSS JOIN LATERAL (
     SELECT
     FROM event.event AS e
     WHERE e.account_id = seen.account_id AND e.day = seen.day AND e.id = seen.event_id AND NOT e.is_erased
   ) AS stored
   ORDER BY seen.account_id, name, value
   ON CONFLICT (account_id, name, value) DO UPDATE
   SET seen_at = EXCLUDED.seen_at, label = coalesce(EXCLUDED.label, v.label)
   RETURNING v.account_id, v.name, v.value, v.xmax = 0 AS is_new`,
);

/**
 * Notes values, each once, but nothing of events that have been erased meanwhile, by whichever process.
 * @returns what was noted.
 */
export function insertValues(database: Database, seen: SeenValue[]): Promise<NotedValue[]> {
  return database.transaction(async (tx) => {
    await holdErasures(tx);
    return tx.query(NOTE, [
      seen.map(({ accountId }) => accountId),
      seen.map(({ name }) => name),
      seen.map(({ value }) => value),
      seen.map(({ label }) => label),
      seen.map(({ day }) => day),
      seen.map(({ eventId }) => eventId),
    ]);
  });
}
