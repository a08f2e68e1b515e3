import { type Sql, statement } from '@tidings/kernel';
import { announceHealth, type HealthNews } from './announce-health.ts';
import { type DisabledWebhook, disableFailing } from './disable-failing.ts';
import { findGone, type Gone } from './find-gone.ts';
import { type DayCounts, FAILING_FROM, IDLE_AFTER_HOURS, isDegradedSql } from './health.ts';
import type { EndpointDisabled } from './hooks.ts';

/** A finished attempt, as far as its webhook's activity is concerned. */
export type ActivityAttempt = {
  endpointId: string;
  succeeded: boolean;
  /** When it began by the clock of its process, and how long it took, in milliseconds; left out: just now, and no time. */
  took?: { fromMs: number; durationMs: number };
  /** The endpoint answered 410: nobody is there any more, and nobody will be. Where that was, and when it was claimed. */
  gone?: Omit<Gone, 'endpointId'>;
  /** What it is told by if it disables the webhook; null or left out: there was no answer. */
  statusCode?: number | null;
  error?: string | null;
};

type Judged = {
  endpoint_id: string;
  reason: EndpointDisabled['reason'] | null;
  /** An attempt of this batch was answered 410; whether that disables it is asked then. */
  is_gone: boolean;
  consecutive_failures: number;
  /** Before this batch, in the row of failures that stands at its end. */
  failures_before: number;
  is_failing: boolean;
  was_failing: boolean;
};

/** As many failed attempts in a row disable a webhook. */
const DISABLE_AFTER_FAILURES = 100;
/** So long without one success disables it as well, at the next failure. */
const DISABLE_AFTER_HOURS = 72;
/** Warnings that come before, the last one first. */
const WARN_AT = [90, 70, 50] as const;

// Primary key of endpoint.activity. Locked in the order of ids, so that two batches with the same webhooks never
// wait for each other in a circle. Answers the webhooks of which somebody may have to hear. What is judged is computed
// once for all places that it is used in: inlined in each of them it took a fifth longer.
const RECORD = statement<Judged>(
  'endpoint.record-activity',
  `WITH locked AS (
     SELECT endpoint_id, consecutive_failures, last_success_at, is_degraded AS was_degraded, is_failing AS was_failing,
            coalesce(resumed_at > now() - interval '${IDLE_AFTER_HOURS} hours', false) AS is_resumed,
            attempts_total - attempts_at_resume AS attempts_since, failed_total - failed_at_resume AS failed_since
     FROM endpoint.activity
     WHERE endpoint_id = ANY ($1::text[])
     ORDER BY endpoint_id
     FOR UPDATE
   ), late AS (
     SELECT endpoint_id, count(*)::int AS failures
     FROM unnest($5::text[], $9::float8[]) AS failure (endpoint_id, age_ms)
     JOIN locked USING (endpoint_id)
     WHERE coalesce(now() - age_ms * interval '1 millisecond' > last_success_at, true)
     GROUP BY endpoint_id
   ), judged AS (
     SELECT seen.*, coalesce(late.failures, 0) AS unbroken, was_degraded, was_failing,
            CASE WHEN seen.succeeded THEN 0 ELSE consecutive_failures END AS failures_before,
            CASE WHEN is_resumed THEN attempts_since + seen.attempts ELSE seen.day_attempts END AS judged_attempts,
            CASE WHEN is_resumed THEN failed_since + seen.failed ELSE seen.day_failed END AS judged_failed
     FROM locked
     JOIN unnest($1::text[], $2::int[], $3::int[], $4::boolean[], $6::boolean[], $7::int[], $8::int[])
       AS seen (endpoint_id, attempts, failed, succeeded, is_gone, day_attempts, day_failed)
       USING (endpoint_id)
     LEFT JOIN late USING (endpoint_id)
   ), next AS MATERIALIZED (
     SELECT judged.*, found.is_degraded, failures_before + unbroken >= ${FAILING_FROM} OR found.is_degraded AS is_failing
     FROM judged
     CROSS JOIN LATERAL (
       SELECT coalesce(${isDegradedSql('judged_attempts', 'judged_failed', 'was_degraded')}, was_degraded) AS is_degraded
     ) AS found
   ), counted AS (
     UPDATE endpoint.activity AS a
     SET attempts_total = a.attempts_total + next.attempts,
         failed_total = a.failed_total + next.failed,
         consecutive_failures = next.failures_before + next.unbroken,
         failing_since = CASE WHEN next.unbroken > 0 AND next.succeeded THEN now()
                              WHEN next.unbroken > 0 THEN coalesce(a.failing_since, now())
                              WHEN NOT next.succeeded THEN a.failing_since END,
         last_success_at = CASE WHEN next.succeeded THEN now() ELSE a.last_success_at END,
         is_degraded = next.is_degraded,
         is_failing = next.is_failing,
         health_changed_at = CASE
           WHEN next.is_failing <> next.was_failing THEN now()
           WHEN NOT next.is_failing AND coalesce(a.last_attempt_at < now() - interval '${IDLE_AFTER_HOURS} hours', true) THEN now()
           ELSE a.health_changed_at END,
         last_attempt_at = now()
     FROM next
     WHERE a.endpoint_id = next.endpoint_id
     RETURNING a.endpoint_id, a.consecutive_failures, next.is_gone, next.failures_before, next.is_failing, next.was_failing,
               CASE WHEN a.consecutive_failures >= ${DISABLE_AFTER_FAILURES} THEN 'consecutive_failures'
                    WHEN a.failing_since <= now() - interval '${DISABLE_AFTER_HOURS} hours' THEN 'sustained_failures'
               END AS reason
   )
   SELECT *
   FROM counted
   WHERE is_gone OR reason IS NOT NULL OR is_failing <> was_failing OR consecutive_failures >= ${WARN_AT.at(-1)}`,
);

/**
 * Counts finished attempts, given in the order in which they finished, in the transaction that records them, and
 * disables webhooks that have failed for too long: 100 attempts in a row, 72 hours without one success (by the
 * database's clock), or one answer of 410. What counts is the row of failures that stands at the end of the batch:
 * a success in it shows that somebody is there. Attempts under way at a time end as they like, those that time out
 * last: a failure that had begun before the last success tells of a time before it, and counts in no row. Only a 410 is
 * not taken back by a success; it counts from the URL that the webhook has now, to an attempt that was claimed since it was
 * last resumed. Announces warnings at 50, 70 and 90 failures in a row, and webhooks that begin to fail or fail no longer.
 * Of a webhook that was resumed in the last 24 hours only what came since counts.
 * @param lastDay their attempts of the last 24 hours, these included, by webhook id. Of webhooks that are missing it
 * stays as it was whether too many failed.
 * @returns the webhooks that it disabled: they are to be audited at the end of the transaction, by `auditDisabled`.
 */
export async function recordActivity(
  tx: Sql,
  attempts: ActivityAttempt[],
  lastDay: ReadonlyMap<string, DayCounts> = new Map(),
): Promise<DisabledWebhook[]> {
  if (attempts.length === 0) return [];
  const seen = new Map<string, Counts>();
  for (const attempt of attempts) {
    const counts = seen.get(attempt.endpointId) ?? newCounts();
    count(counts, attempt);
    seen.set(attempt.endpointId, counts);
  }
  const counts = [...seen.values()];
  const late = [...seen].flatMap(([id, { lateMs }]) => lateMs.map((ageMs) => [id, ageMs] as const));
  const counted = await tx.query(RECORD, [
    [...seen.keys()],
    counts.map((each) => each.attempts),
    counts.map((each) => each.failed),
    counts.map((each) => each.succeededAtMs !== undefined),
    late.map(([id]) => id),
    counts.map((each) => each.isGone),
    [...seen.keys()].map((id) => lastDay.get(id)?.attempts ?? null),
    [...seen.keys()].map((id) => lastDay.get(id)?.failed ?? null),
    late.map(([, ageMs]) => ageMs),
  ]);
  if (counted.length === 0) return [];
  const judged = counted.some((row) => row.is_gone) ? await withGone(tx, counted, attempts) : counted;
  const found = judged.map((row) => ({ row, last: lastOf(row, attempts) }));
  await announceHealth(tx, {
    warned: found.flatMap(({ row, last }) => warningOf(row, last)),
    changed: found.flatMap(({ row, last }) => changeOf(row, last, lastDay.get(row.endpoint_id) ?? null)),
  });
  const crossed = found.flatMap(({ row: { reason, ...row }, last }) =>
    reason === null
      ? []
      : [{ endpointId: row.endpoint_id, reason, consecutiveFailures: row.consecutive_failures, ...last }],
  );
  return crossed.length === 0 ? [] : disableFailing(tx, crossed);
}

async function withGone(tx: Sql, counted: Judged[], attempts: ActivityAttempt[]): Promise<Judged[]> {
  const answers = attempts.flatMap(({ endpointId, gone }) => (gone ? [{ endpointId, ...gone }] : []));
  const gone = await findGone(tx, answers);
  return counted.map((row) => (gone.has(row.endpoint_id) ? { ...row, reason: 'gone' } : row));
}

type Last = { lastStatusCode: number | null; lastError: string | null };

/** The attempt that decided it: the one that found nobody there, or the last that failed. */
function lastOf(row: Judged, attempts: ActivityAttempt[]): Last {
  const failed = attempts.filter((each) => each.endpointId === row.endpoint_id && !each.succeeded);
  const last = row.reason === 'gone' ? failed.findLast((each) => each.gone) : failed.at(-1);
  return { lastStatusCode: last?.statusCode ?? null, lastError: last?.error ?? null };
}

function warningOf(row: Judged, last: Last): HealthNews['warned'] {
  const { consecutive_failures: consecutiveFailures, failures_before: before } = row;
  const threshold = WARN_AT.find((each) => consecutiveFailures >= each && before < each);
  if (threshold === undefined || row.reason !== null) return [];
  return [{ endpointId: row.endpoint_id, threshold, consecutiveFailures, ...last }];
}

function changeOf(row: Judged, last: Last, lastDay: DayCounts | null): HealthNews['changed'] {
  if (row.is_failing === row.was_failing) return [];
  const { endpoint_id: endpointId, consecutive_failures: consecutiveFailures } = row;
  const counts = { endpointId, consecutiveFailures, lastDay };
  if (!row.is_failing) return [{ ...counts, health: 'healthy', reason: null, ...last }];
  const reason = consecutiveFailures >= FAILING_FROM ? 'consecutive_failures' : 'failure_rate';
  return [{ ...counts, health: 'failing', reason, ...last }];
}

/** What a batch says of one webhook. */
type Counts = {
  attempts: number;
  failed: number;
  /** When the last success ended, by the clock of the process; undefined where there was none. */
  succeededAtMs: number | undefined;
  /** How long those failures took that began since the last success, or at all. */
  lateMs: number[];
  isGone: boolean;
};

function newCounts(): Counts {
  return { attempts: 0, failed: 0, succeededAtMs: undefined, lateMs: [], isGone: false };
}

function count(counts: Counts, { succeeded, gone, took }: ActivityAttempt): void {
  const { fromMs, durationMs } = took ?? { fromMs: 0, durationMs: 0 };
  counts.attempts += 1;
  counts.isGone ||= gone !== undefined;
  if (succeeded) {
    counts.succeededAtMs = fromMs + durationMs;
    counts.lateMs = [];
    return;
  }
  counts.failed += 1;
  if (counts.succeededAtMs === undefined || fromMs >= counts.succeededAtMs) counts.lateMs.push(durationMs);
}
