import type { DayCounts } from '@tidings/endpoint';
import { perDatabase, type Sql, statement } from '@tidings/kernel';
import { INTERNAL_PLACE } from './error-classes.ts';

/** How many hours count besides the one that runs. */
const EARLIER_HOURS = 23;
/** An attempt belongs to the hour in which it began, and may be recorded in the next one, as late as it may take. */
const SETTLED_AFTER_MS = 60_000;
/** Until then what another process records late is seen so soon. */
const UNSETTLED_FOR_MS = 5_000;
const KEPT_LIMIT = 100_000;

// Primary key of metrics.hourly: a stretch of 23 rows for each webhook.
const BEFORE = statement<{ webhook_id: string } & DayCounts>(
  'metrics.earlier-hours',
  `SELECT w.webhook_id,
          coalesce(sum(h.attempts - coalesce(h.errors[${INTERNAL_PLACE}], 0)), 0)::int AS attempts,
          coalesce(sum(h.failed - coalesce(h.errors[${INTERNAL_PLACE}], 0)), 0)::int AS failed
   FROM unnest($1::text[], $2::timestamptz[]) AS w (webhook_id, hour)
   LEFT JOIN LATERAL (
     SELECT attempts, failed, errors
     FROM metrics.hourly
     WHERE webhook_id = w.webhook_id AND hour >= w.hour - interval '${EARLIER_HOURS} hours' AND hour < w.hour
   ) AS h ON true
   GROUP BY w.webhook_id`,
);

type WebhookHour = { webhook_id: string; hour: Date };
/** By the times at which attempts begin, as the hours are. */
type Kept = DayCounts & { hourMs: number; untilMs: number };

/**
 * What webhooks came to in the 23 hours before one of theirs. These hours have passed, so that each webhook is asked for
 * once an hour, but for its first minute, and most batches ask for none.
 */
class EarlierHours {
  readonly #kept = new Map<string, Kept>();

  /**
   * @param lastMs when the newest attempt of the batch began. @param revised webhooks of which an earlier hour has just
   * changed.
   */
  async before(
    tx: Sql,
    hours: WebhookHour[],
    { lastMs, revised }: { lastMs: number; revised: string[] },
  ): Promise<Map<string, DayCounts>> {
    for (const id of revised) this.#kept.delete(id);
    const found = new Map<string, DayCounts>();
    const missing: WebhookHour[] = [];
    for (const hour of hours) {
      const known = this.#kept.get(hour.webhook_id);
      if (known?.hourMs === hour.hour.getTime() && lastMs < known.untilMs) found.set(hour.webhook_id, known);
      else missing.push(hour);
    }
    if (missing.length === 0) return found;
    const hourOf = new Map(missing.map((each) => [each.webhook_id, each.hour]));
    for (const { webhook_id: id, ...counts } of await tx.query(BEFORE, [
      [...hourOf.keys()],
      [...hourOf.values()],
    ])) {
      found.set(id, counts);
      const hourMs = hourOf.get(id)?.getTime() ?? 0;
      const isSettled = lastMs - hourMs > SETTLED_AFTER_MS;
      // What this very batch has changed may be rolled back.
      if (!revised.includes(id))
        this.#keep(id, { ...counts, hourMs, untilMs: isSettled ? Infinity : lastMs + UNSETTLED_FOR_MS });
    }
    return found;
  }

  #keep(id: string, counts: Kept): void {
    if (this.#kept.size >= KEPT_LIMIT) this.#kept.clear();
    this.#kept.set(id, counts);
  }
}

/** One for each database of a process. */
export const earlierHours = perDatabase(() => new EarlierHours());
