import { type Context, statement } from '@tidings/kernel';

// The whole table, once a day. Its primary key finds whether there is a later one that counts since then.
const FORGET = statement<never>(
  'endpoint.forget-revisions',
  `DELETE FROM endpoint.revision AS r
   WHERE r.valid_from < now() - $1::int * interval '1 day'
     AND EXISTS (
       SELECT FROM endpoint.revision AS later
       WHERE later.endpoint_id = r.endpoint_id
         AND later.valid_from > r.valid_from
         AND later.valid_from <= now() - $1::int * interval '1 day'
     )`,
  { answerWithinMs: 600_000 },
);

/** An event may be kept so many days beyond its retention, until the end of its day by the clock of any process. */
const SPARE_DAYS = 3;

/** Forgets what webhooks were before the oldest event that is kept: of each one the last state before that stays. */
export async function forgetRevisions({ database, config }: Context): Promise<void> {
  await database.query(FORGET, [config.RETENTION_DAYS + SPARE_DAYS]);
}
