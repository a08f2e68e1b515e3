import type { ExhaustedDelivery, RecordedAttempt } from '@tidings/delivery';
import type { DayCounts } from '@tidings/endpoint';
import { type Database, type Sql, statement, textArray } from '@tidings/kernel';
import { BUCKETS } from './duration-buckets.ts';
import { ERROR_CLASSES, INTERNAL_PLACE } from './error-classes.ts';
import { earlierHours } from './earlier-hours.ts';
import { type Addition, QUARTERS, sumInterrupted, sumRollups } from './sum-rollups.ts';

/** Of one webhook's hour after the batch, without faults of our own. */
type HourCounts = { webhook_id: string; hour: Date; attempts: number; failed: number };

/** Element by element: both arrays are short, and of a fixed length but for error classes that came later. */
function sumOf(column: string, places: number): string {
  const each = Array.from({ length: places }, (_, index) => {
    const place = `${column}[${index + 1}]`;
    return `coalesce(h.${place}, 0) + coalesce(EXCLUDED.${place}, 0)`;
  });
  return `ARRAY[${each.join(', ')}]`;
}

// Primary key of metrics.hourly. The rows come in its order, so that two batches never wait for each other in a circle.
const recordSql = (errors: string) => `
   INSERT INTO metrics.hourly AS h
     (webhook_id, hour, account_id, attempts, failed, duration_min, duration_max, duration_sum, durations, errors, arrived,
      begun, delivered, exhausted)
   SELECT webhook_id, to_timestamp(hour_s), account_id, attempts, failed, duration_min, duration_max, duration_sum,
          durations::int[], errors::int[], arrived::int[], begun, delivered, exhausted
   FROM unnest($1::text[], $2::float8[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::text[],
               $10::text[], $11::text[], $12::int[], $13::int[], $14::int[])
     AS a (webhook_id, hour_s, account_id, attempts, failed, duration_min, duration_max, duration_sum, durations, errors,
           arrived, begun, delivered, exhausted)
   ON CONFLICT (webhook_id, hour) DO UPDATE
   SET attempts = h.attempts + EXCLUDED.attempts,
       failed = h.failed + EXCLUDED.failed,
       duration_min = least(h.duration_min, EXCLUDED.duration_min),
       duration_max = greatest(h.duration_max, EXCLUDED.duration_max),
       duration_sum = h.duration_sum + EXCLUDED.duration_sum,
       durations = ${sumOf('durations', BUCKETS)},
       errors = ${errors},
       arrived = CASE WHEN EXCLUDED.arrived IS NULL THEN h.arrived ELSE ${sumOf('arrived', QUARTERS)} END,
       begun = h.begun + EXCLUDED.begun,
       delivered = h.delivered + EXCLUDED.delivered,
       exhausted = h.exhausted + EXCLUDED.exhausted
   RETURNING webhook_id, hour, attempts - coalesce(errors[${INTERNAL_PLACE}], 0) AS attempts,
             failed - coalesce(errors[${INTERNAL_PLACE}], 0) AS failed`;
const RECORD = statement<HourCounts>(
  'metrics.record-rollups',
  recordSql(
    `CASE WHEN EXCLUDED.errors IS NULL THEN h.errors ELSE ${sumOf('errors', ERROR_CLASSES.length)} END`,
  ),
);
// Where nothing failed, as mostly: to make ready what sums up errors takes Postgres a fifth of the statement's time.
const RECORD_SUCCEEDED = statement<HourCounts>('metrics.record-successes', recordSql('h.errors'));

/** Adds deliveries that were given up by interruptions to the hours in which they were made. */
export async function countGivenUp(
  tx: Sql,
  exhausted: readonly ExhaustedDelivery[],
  nowMs: number,
): Promise<void> {
  const additions = sumInterrupted(exhausted, nowMs);
  if (additions.length > 0) await add(tx, additions);
}

/**
 * Adds a batch of attempts to the hours in which they began, and what became of their deliveries to the hours in which
 * these were made, in the transaction that records them: one statement, however many webhooks there are.
 * @returns what the attempts of each webhook in the 24 hours up to the newest of these came to: the hour that runs and
 * the 23 before it.
 */
export async function recordRollups(
  database: Database,
  tx: Sql,
  attempts: readonly RecordedAttempt[],
): Promise<ReadonlyMap<string, DayCounts>> {
  if (attempts.length === 0) return new Map();
  const additions = sumRollups(attempts);
  const hours = await add(tx, additions);
  const newest = new Map<string, HourCounts>();
  const revised: string[] = [];
  // Hours without an attempt of this batch, of which nothing has changed that is asked for here. Mostly none.
  const untouched = new Set(additions.filter(({ attempts: count }) => count === 0).map(keyOf));
  for (const hour of hours) {
    const isUntouched =
      untouched.size > 0 && untouched.has(keyOf({ webhookId: hour.webhook_id, hourMs: hour.hour.getTime() }));
    if (isUntouched) continue;
    const known = newest.get(hour.webhook_id);
    if (known) revised.push(hour.webhook_id);
    if (!known || known.hour < hour.hour) newest.set(hour.webhook_id, hour);
  }
  const lastMs = Math.max(...attempts.map(({ startedAt }) => startedAt.getTime()));
  const before = await earlierHours(database).before(tx, [...newest.values()], { lastMs, revised });
  return new Map(
    [...newest].map(([id, hour]) => {
      const earlier = before.get(id);
      return [
        id,
        {
          attempts: hour.attempts + (earlier?.attempts ?? 0),
          failed: hour.failed + (earlier?.failed ?? 0),
        },
      ];
    }),
  );
}

function add(tx: Sql, additions: Addition[]): Promise<HourCounts[]> {
  const hasErrors = additions.some(({ errors }) => errors !== undefined);
  return tx.query(hasErrors ? RECORD : RECORD_SUCCEEDED, columnsOf(additions));
}

function keyOf({ webhookId, hourMs }: Pick<Addition, 'webhookId' | 'hourMs'>): string {
  return `${webhookId} ${hourMs}`;
}

function columnsOf(additions: Addition[]): unknown[] {
  return [
    textArray(additions.map((each) => each.webhookId)),
    additions.map((each) => each.hourMs / 1000),
    textArray(additions.map((each) => each.accountId)),
    additions.map((each) => each.attempts),
    additions.map((each) => each.failed),
    additions.map((each) => each.durationMin),
    additions.map((each) => each.durationMax),
    additions.map((each) => each.durationSum),
    textArray(additions.map((each) => `{${each.durations.join(',')}}`)),
    textArray(additions.map(({ errors }) => (errors ? `{${errors.join(',')}}` : null))),
    textArray(additions.map(({ arrived }) => (arrived ? `{${arrived.join(',')}}` : null))),
    additions.map((each) => each.begun),
    additions.map((each) => each.delivered),
    additions.map((each) => each.exhausted),
  ];
}
