import type { ErasedPerson } from '@tidings/event';
import { partitionDays, type Sql, statement } from '@tidings/kernel';

/** Tests that are looked at in one go: at 256 KiB each, what is in memory stays below 64 MiB. */
const PAGE = 250;

/** What stands for a body that was erased. */
const ERASED = '{"erased":true}';

// Index delivery_of_tests in the partition of one day, then the primary key of delivery.attempt. Materialized, or the
// log of the day might be read in the order of ids. Past events have no body here: theirs is in the event log.
export const PAGE_OF_TESTS = statement<{ id: string; body: string | null }>(
  'delivery.page-of-tests',
  `WITH test AS MATERIALIZED (
     SELECT id
     FROM delivery.delivery
     WHERE account_id = $1 AND trigger = 'test' AND day = $2 AND id > $3
   ), page AS (
     SELECT id FROM test ORDER BY id LIMIT ${PAGE}
   )
   SELECT page.id, a.request_body AS body
   FROM page
   LEFT JOIN delivery.attempt AS a
     ON a.day = $2 AND a.delivery_id = page.id AND a.request_body <> '${ERASED}'
       AND strpos(lower(a.request_body COLLATE "C"), $4) > 0
   ORDER BY page.id`,
);

// Primary key of delivery.attempt; the ids are of tests of one account.
const ERASE = statement<never>(
  'delivery.erase-trials',
  `UPDATE delivery.attempt
   SET request_body = '${ERASED}', response = NULL, error_detail = NULL
   WHERE day = $1 AND delivery_id = ANY ($2::text[])`,
);

/**
 * Removes what tests of an account sent about a person, with what was answered: by the rule that holds for events, so
 * that tests about others stay. A page at a time; when it is interrupted, running it again does the rest.
 */
export async function eraseTrials(
  sql: Sql,
  accountId: string,
  { needle, isIn }: ErasedPerson,
): Promise<void> {
  for (const day of await partitionDays(sql, 'delivery.delivery')) {
    for (let after = ''; ;) {
      const page = await sql.query(PAGE_OF_TESTS, [accountId, day, after, needle]);
      const about = page.filter(({ body }) => body !== null && isIn(body)).map(({ id }) => id);
      if (about.length > 0) await sql.query(ERASE, [day, about]);
      after = page.at(-1)?.id ?? '';
      if (page.length < PAGE) break;
    }
  }
}
