import { type Sql, statement } from '@tidings/kernel';
import { type DisabledWebhook, disableFailing } from './disable-failing.ts';
import type { EndpointDisabled } from './hooks.ts';

/** A finished attempt, as far as its webhook's activity is concerned. */
export type ActivityAttempt = {
  endpointId: string;
  succeeded: boolean;
  /** The endpoint answered 410: nobody is there any more, and nobody will be. */
  isGone?: boolean;
  /** What it is told by if it disables the webhook; null or left out: there was no answer. */
  statusCode?: number | null;
  error?: string | null;
};

type Crossed = {
  endpoint_id: string;
  reason: EndpointDisabled['reason'];
  consecutive_failures: number;
};

/** As many failed attempts in a row disable a webhook. */
const DISABLE_AFTER_FAILURES = 100;
/** So long without one success disables it as well, at the next failure. */
const DISABLE_AFTER_HOURS = 72;

// Primary key of endpoint.activity. Locked in the order of ids, so that two batches with the same webhooks never
// wait for each other in a circle.
const RECORD = statement<Crossed>(
  'endpoint.record-activity',
  `WITH locked AS (
     SELECT endpoint_id FROM endpoint.activity
     WHERE endpoint_id = ANY ($1::text[])
     ORDER BY endpoint_id
     FOR UPDATE
   ), counted AS (
     UPDATE endpoint.activity AS a
     SET attempts_total = a.attempts_total + seen.attempts,
         failed_total = a.failed_total + seen.failed,
         consecutive_failures = CASE WHEN seen.succeeded THEN seen.unbroken ELSE a.consecutive_failures + seen.unbroken END,
         failing_since = CASE WHEN seen.unbroken = 0 THEN NULL WHEN seen.succeeded THEN now() ELSE coalesce(a.failing_since, now()) END,
         last_attempt_at = now()
     FROM locked
     JOIN unnest($1::text[], $2::int[], $3::int[], $4::boolean[], $5::int[], $6::boolean[])
       AS seen (endpoint_id, attempts, failed, succeeded, unbroken, is_gone) USING (endpoint_id)
     WHERE a.endpoint_id = locked.endpoint_id
     RETURNING a.endpoint_id, a.consecutive_failures,
               CASE WHEN seen.is_gone THEN 'gone'
                    WHEN a.consecutive_failures >= ${DISABLE_AFTER_FAILURES} THEN 'consecutive_failures'
                    WHEN a.failing_since <= now() - interval '${DISABLE_AFTER_HOURS} hours' THEN 'sustained_failures'
               END AS reason
   )
   SELECT endpoint_id, reason, consecutive_failures FROM counted WHERE reason IS NOT NULL`,
);

/**
 * Counts finished attempts, given in the order in which they finished, in the transaction that records them, and
 * disables webhooks that have failed for too long: 100 attempts in a row, 72 hours without one success (by the
 * database's clock), or one answer of 410. What counts is the row of failures that stands at the end of the batch:
 * a success in it shows that somebody is there. Only a 410 is not taken back by it.
 * @returns the webhooks that it disabled: they are to be audited at the end of the transaction, by `auditDisabled`.
 */
export async function recordActivity(tx: Sql, attempts: ActivityAttempt[]): Promise<DisabledWebhook[]> {
  if (attempts.length === 0) return [];
  const seen = new Map<string, Counts>();
  for (const attempt of attempts) {
    const counts = seen.get(attempt.endpointId) ?? { ...NONE };
    count(counts, attempt);
    seen.set(attempt.endpointId, counts);
  }
  const counts = [...seen.values()];
  const crossed = await tx.query(RECORD, [
    [...seen.keys()],
    counts.map((each) => each.attempts),
    counts.map((each) => each.failed),
    counts.map((each) => each.succeeded),
    counts.map((each) => each.unbroken),
    counts.map((each) => each.isGone),
  ]);
  if (crossed.length === 0) return [];
  return disableFailing(
    tx,
    crossed.map((row) => explained(row, attempts)),
  );
}

/** With the attempt that decided it: the one that found nobody there, or the last that failed. */
function explained(row: Crossed, attempts: ActivityAttempt[]) {
  const failed = attempts.filter((each) => each.endpointId === row.endpoint_id && !each.succeeded);
  const last = failed.findLast((each) => each.isGone) ?? failed.at(-1);
  return {
    endpointId: row.endpoint_id,
    reason: row.reason,
    consecutiveFailures: row.consecutive_failures,
    lastStatusCode: last?.statusCode ?? null,
    lastError: last?.error ?? null,
  };
}

/** What a batch says of one webhook. */
type Counts = {
  attempts: number;
  failed: number;
  succeeded: boolean;
  /** Failures since the last success, or since the batch began. */
  unbroken: number;
  isGone: boolean;
};
const NONE: Counts = { attempts: 0, failed: 0, succeeded: false, unbroken: 0, isGone: false };

function count(counts: Counts, { succeeded, isGone = false }: ActivityAttempt): void {
  counts.attempts += 1;
  counts.failed += succeeded ? 0 : 1;
  counts.unbroken = succeeded ? 0 : counts.unbroken + 1;
  counts.succeeded ||= succeeded;
  counts.isGone ||= isGone;
}
