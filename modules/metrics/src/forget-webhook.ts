import { describeWebhooks } from '@tidings/endpoint';
import { type Context, type Database, type Logger, statement } from '@tidings/kernel';

// Primary keys.
const FORGET = statement<never>(
  'metrics.forget-webhooks',
  `WITH hours AS (DELETE FROM metrics.hourly WHERE webhook_id = ANY ($1::text[]))
   DELETE FROM metrics.daily WHERE webhook_id = ANY ($1::text[])`,
);

/**
 * Removes the numbers of a webhook that is being deleted.
 * @returns what does so after the commit. What an attempt that is under way leaves behind is removed by
 * {@link forgetStrays}.
 */
export async function forgetWebhook(
  parts: { database: Database; log: Logger },
  webhookId: string,
): Promise<() => Promise<void>> {
  return () =>
    parts.database
      .query(FORGET, [[webhookId]])
      .then(() => undefined)
      .catch((error: unknown) =>
        parts.log.warn({ err: error, webhook: webhookId }, 'The numbers of a deleted webhook stay for a day'),
      );
}

// Primary keys: from each webhook to the next one, however many rows it has.
const COUNTED = statement<{ webhook_id: string }>(
  'metrics.counted-webhooks',
  `WITH RECURSIVE counted AS (
     SELECT least((SELECT min(webhook_id) FROM metrics.hourly WHERE webhook_id > $1),
                  (SELECT min(webhook_id) FROM metrics.daily WHERE webhook_id > $1)) AS webhook_id
     UNION ALL
     SELECT least((SELECT min(h.webhook_id) FROM metrics.hourly AS h WHERE h.webhook_id > counted.webhook_id),
                  (SELECT min(d.webhook_id) FROM metrics.daily AS d WHERE d.webhook_id > counted.webhook_id))
     FROM counted
     WHERE webhook_id IS NOT NULL
   )
   SELECT webhook_id
   FROM counted
   WHERE webhook_id IS NOT NULL
   LIMIT $2`,
  { answerWithinMs: 600_000 },
);
const PAGE = 1_000;

/**
 * Removes the numbers of webhooks that are no longer there: what attempts that were under way counted after the
 * deletion, and what a process that died did not come to remove.
 */
export async function forgetStrays(ctx: Context): Promise<void> {
  for (let after = ''; ;) {
    const ids = (await ctx.database.query(COUNTED, [after, PAGE])).map((row) => row.webhook_id);
    const known = await describeWebhooks(ctx.database, ids);
    const gone = ids.filter((id) => !known.has(id));
    if (gone.length > 0) await ctx.database.query(FORGET, [gone]);
    after = ids.at(-1) ?? '';
    if (ids.length < PAGE) return;
  }
}
