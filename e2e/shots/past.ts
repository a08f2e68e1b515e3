import type { SceneWebhooks, WebhookName } from './scene-webhooks.ts';

/** What a day of a webhook looked like: attempts an hour at its mean, the share that failed, milliseconds. */
type Days = { hourly: number; failing: number; ms: number };

const DAYS: Record<WebhookName, Days> = {
  healthy: { hourly: 140, failing: 0.001, ms: 46 },
  flaky: { hourly: 60, failing: 0.02, ms: 121 },
  slow: { hourly: 35, failing: 0.004, ms: 1_130 },
  hanging: { hourly: 22, failing: 0.04, ms: 310 },
  dead: { hourly: 18, failing: 0.01, ms: 74 },
  paused: { hourly: 4, failing: 0, ms: 88 },
  gone: { hourly: 9, failing: 0.06, ms: 205 },
};

/** Those that fail now have done so for some hours. */
const FAILING_FOR_HOURS: Partial<Record<WebhookName, number>> = { flaky: 9, hanging: 5, dead: 3 };

/** Where answers of `ms` stand among the counted durations: see duration-buckets.ts of the metrics. */
const placeOf = (ms: number): number => Math.ceil(2 * Math.log2(ms));
const PLACES = 31;
const HTTP_5XX = 14;

/**
 * Thirty days of whole hours before this one: fewer by night and on Sundays, and no two alike. $1 account, $2 webhook,
 * $3 attempts an hour, $4 share that fails, $5 milliseconds, $6 place of these, $7 how many hours it has failed more often.
 */
const HOURLY = `
  INSERT INTO metrics.hourly
    (webhook_id, hour, account_id, attempts, failed, begun, delivered, exhausted, duration_min, duration_max, duration_sum,
     durations, errors, arrived)
  SELECT $2, hour, $1, total, bad, total, total - bad, 0, ($5::int * (0.3 + noise * 0.2))::int,
         ($5::int * (1.6 + noise * 2.5))::int, total * ($5::int * (0.8 + noise * 0.4))::int,
         array_fill(0, ARRAY[$6::int]) || total || array_fill(0, ARRAY[${PLACES - 1} - $6::int]),
         array_fill(0, ARRAY[${HTTP_5XX - 1}]) || bad,
         ARRAY[(total - bad) / 4, (total - bad) / 4, (total - bad) / 4, total - bad - 3 * ((total - bad) / 4)]
  FROM generate_series(date_trunc('hour', now(), 'UTC') - interval '30 days',
                       date_trunc('hour', now(), 'UTC') - interval '1 hour', interval '1 hour') AS hour,
       LATERAL (SELECT (abs(hashtext(hour::text || $2)) % 1000) / 1000.0 AS noise) AS noises,
       LATERAL (SELECT greatest(1, $3::float8 * (1 + 0.7 * sin((extract(hour FROM hour) - 8) * pi() / 12))
                                   * (0.8 + 0.4 * noise)
                                   * CASE WHEN extract(isodow FROM hour) = 7 THEN 0.55 ELSE 1 END)::int AS total) AS totals,
       LATERAL (SELECT least(total, total * CASE WHEN hour >= now() - $7::int * interval '1 hour' THEN 0.18 + 0.2 * noise
                                                 ELSE $4::float8 * 2 * noise END)::int AS bad) AS bads
  ON CONFLICT DO NOTHING`;

const byHour = (column: string): string =>
  `ARRAY[${Array.from(
    { length: 24 },
    (_, hour) => `coalesce(sum(${column}) FILTER (WHERE of_day = ${hour}), 0)::int`,
  ).join(', ')}]`;

/** As the hours before the last that was folded are folded into days. $1 account, $2 webhook, $3 place of the durations. */
const DAILY = `
  INSERT INTO metrics.daily
    (webhook_id, day, account_id, attempts, failed, begun, delivered, exhausted, duration_min, duration_max, duration_sum,
     durations, errors, hourly_attempts, hourly_failed)
  SELECT webhook_id, day, account_id, sum(attempts), sum(failed), sum(begun), sum(delivered), 0, min(duration_min),
         max(duration_max), sum(duration_sum),
         array_fill(0, ARRAY[$3::int]) || sum(attempts)::int || array_fill(0, ARRAY[${PLACES - 1} - $3::int]),
         array_fill(0, ARRAY[${HTTP_5XX - 1}]) || sum(failed)::int, ${byHour('attempts')}, ${byHour('failed')}
  FROM metrics.hourly,
       LATERAL (SELECT (hour AT TIME ZONE 'UTC')::date AS day, extract(hour FROM hour AT TIME ZONE 'UTC') AS of_day) AS at
  WHERE account_id = $1 AND webhook_id = $2 AND hour < (SELECT until FROM metrics.folded)
  GROUP BY 1, 2, 3
  ON CONFLICT DO NOTHING`;

/** Whoever may write what else only workers write. */
export type Writer = { query(sql: string, values: unknown[]): Promise<unknown> };

/** Gives the webhooks of an account the numbers of thirty days, so that charts have a shape. */
export async function writePast(writer: Writer, accountId: string, webhooks: SceneWebhooks): Promise<void> {
  for (const [name, id] of Object.entries(webhooks) as [WebhookName, string][]) {
    const { hourly, failing, ms } = DAYS[name];
    const place = placeOf(ms);
    const hours = FAILING_FOR_HOURS[name] ?? 0;
    await writer.query(HOURLY, [accountId, id, hourly, failing, ms, place, hours]);
    await writer.query(DAILY, [accountId, id, place]);
  }
}
