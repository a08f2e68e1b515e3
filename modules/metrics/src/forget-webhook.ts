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

// Index hourly_by_hour.
const RECENT = statement<{ webhook_id: string }>(
  'metrics.recent-webhooks',
  `SELECT DISTINCT webhook_id
   FROM metrics.hourly
   WHERE hour >= now() - interval '3 days' AND webhook_id > $1
   ORDER BY webhook_id
   LIMIT $2`,
  { answerWithinMs: 600_000 },
);
const PAGE = 1_000;

/** Removes what was counted for webhooks after they were deleted, by attempts that were under way. */
export async function forgetStrays(ctx: Context): Promise<void> {
  for (let after = ''; ;) {
    const ids = (await ctx.database.query(RECENT, [after, PAGE])).map((row) => row.webhook_id);
    const known = await describeWebhooks(ctx.database, ids);
    const gone = ids.filter((id) => !known.has(id));
    if (gone.length > 0) await ctx.database.query(FORGET, [gone]);
    after = ids.at(-1) ?? '';
    if (ids.length < PAGE) return;
  }
}
