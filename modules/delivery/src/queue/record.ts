import { auditDisabled, type DayCounts, recordActivity } from '@tidings/endpoint';
import {
  Batcher,
  type Database,
  newId,
  perDatabase,
  type Sql,
  statement,
  tellDelivery,
  textArray,
  timeOfId,
} from '@tidings/kernel';
import { announceExhausted, type GivenUp, isGivenUpAnew } from './announce-exhausted.ts';
import type { Claimed } from './claim.ts';
import { type EarlierOutcome, earlierOutcomes } from './earlier-outcomes.ts';
import { attemptsRecorded, type RecordedAttempt } from '../hooks.ts';
import type { Outcome } from '../sending/send.ts';

/** An attempt that ended, and what follows from it. */
export type Finished = {
  claimed: Claimed;
  url: string;
  requestHeaders: Record<string, string>;
  startedAt: Date;
  /** From when it was due until then; null where that says nothing of us. */
  waitedMs: number | null;
  outcome: Outcome;
  /** Milliseconds until the next attempt; null when there is none. */
  retryAfterMs: number | null;
  /** The endpoint answered 410: it will never be there again. */
  isGone?: boolean;
  /** It asked for no retries. */
  isRefused?: boolean;
};

// Only rows whose token still is the one of the claim take part: a worker that lost its lease changes nothing.
// A batch may hold two outcomes of one delivery, that of a lost lease and that of the one after it: each counts by its token.
type Recorded = {
  token: number;
  is_exhausted: boolean;
  /** By the database's clock, which alone can be compared with when a webhook was resumed. Only of what ended without success. */
  claimed_at: Date | null;
};

const RECORD = statement<Recorded>(
  'delivery.record',
  `WITH done AS (
     SELECT *
     FROM unnest($1::text[], $2::text[]::date[], $3::bigint[], $4::int[], $5::text[], $6::float8[], $7::int[], $8::text[],
                 $9::text[], $10::text[], $11::int[], $12::text[], $13::text[], $14::text[], $15::text[], $16::float8[])
       AS d (delivery_id, day, token, number, id, started_ms, duration_ms, outcome,
             error, error_detail, status_code, url, request_headers, response, timings, retry_after_ms)
   ), finished AS (
     DELETE FROM delivery.queue AS q
     USING done
     WHERE q.delivery_id = done.delivery_id AND q.token = done.token AND (done.retry_after_ms IS NULL OR q.is_last)
     RETURNING q.delivery_id, done.token, q.endpoint_id, q.event_type, q.is_last, NULL::timestamptz AS due_at, q.started_at
   ), again AS (
     UPDATE delivery.queue AS q
     SET due_at = clock_timestamp() + done.retry_after_ms * interval '1 millisecond',
         started_at = NULL,
         lease_until = NULL,
         worker_id = NULL,
         token = NULL,
         attempts_made = done.number,
         failures = q.failures + 1,
         interruptions = 0,
         last_error = done.error
     FROM done
     WHERE q.delivery_id = done.delivery_id AND q.token = done.token AND done.retry_after_ms IS NOT NULL AND NOT q.is_last
     RETURNING q.delivery_id, done.token, q.endpoint_id, q.event_type, false AS is_last, q.due_at,
               NULL::timestamptz AS started_at
   ), held AS (
     SELECT done.*, kept.endpoint_id, kept.event_type, kept.due_at, kept.started_at,
            CASE WHEN done.outcome = 'succeeded' THEN 'succeeded'
                 WHEN kept.due_at IS NOT NULL THEN 'retrying'
                 WHEN kept.is_last THEN 'cancelled'
                 ELSE 'failed' END AS status
     FROM done
     JOIN (SELECT * FROM finished UNION ALL SELECT * FROM again) AS kept USING (delivery_id, token)
   ), stored AS (
     INSERT INTO delivery.attempt
       (day, delivery_id, number, id, started_at, duration_ms, outcome, error, error_detail, status_code, url,
        request_headers, response, timings, endpoint_id)
     SELECT day, delivery_id, number, id, to_timestamp(started_ms / 1000), duration_ms, outcome, error, error_detail,
            status_code, url, request_headers, response, timings, CASE WHEN number > 1 THEN endpoint_id END
     FROM held
   ), unsuccessful AS (
     INSERT INTO delivery.unsuccessful (endpoint_id, status, day, delivery_id, event_type)
     SELECT endpoint_id, status, day, delivery_id, event_type
     FROM held
     WHERE status IN ('failed', 'cancelled')
     ON CONFLICT DO NOTHING
   ), updated AS (
     UPDATE delivery.delivery AS d
     SET status = held.status,
         attempts_made = held.number,
         next_attempt_at = held.due_at,
         updated_at = clock_timestamp(),
         last_status_code = held.status_code,
         last_error = held.error,
         last_duration_ms = held.duration_ms
     FROM held
     WHERE d.id = held.delivery_id AND d.day = held.day
   )
   SELECT token, status = 'failed' AS is_exhausted,
          CASE WHEN status IN ('failed', 'cancelled') THEN started_at END AS claimed_at
   FROM held`,
);

/**
 * A second transaction at a time is worth what it costs only where the first is slow: attempts of one webhook are counted in
 * one row, for which it would wait. A whole batch that waits says so, or a long time; what waits is sent again if this
 * process dies.
 */
const BESIDE = { items: 256, waitMs: 100 };

/** Outcomes are recorded together, and each waits two milliseconds for company, or until those under way are recorded. */
export const recordAttempts = perDatabase(
  (database) =>
    new Batcher<Finished, boolean>({
      maxItems: BESIDE.items,
      // The weight is that of the answers; 256 of the largest would be 16 MiB in one statement.
      maxWeight: 8 * 1024 * 1024,
      concurrency: 2,
      waitMs: 2,
      beside: BESIDE,
      handle: (finished) => recordAndTell(database, finished),
    }),
);

/** Records one attempt by itself, after it could not be recorded with others: none of them may hold it up. */
export function recordAlone(database: Database, finished: Finished): Promise<boolean[]> {
  return recordAndTell(database, [finished]);
}

async function recordAndTell(database: Database, finished: Finished[]): Promise<boolean[]> {
  const held = await database.transaction((tx) => record(tx, finished));
  finished.forEach(({ claimed }, index) => {
    if (held[index])
      tellDelivery(database, {
        accountId: claimed.account_id,
        endpointId: claimed.endpoint_id,
        id: claimed.delivery_id,
      });
  });
  return held;
}

/** @returns for each attempt whether it was recorded; false when its lease had been lost. */
async function record(tx: Sql, finished: Finished[]): Promise<boolean[]> {
  const held = new Map((await store(tx, finished)).map((row) => [row.token, row]));
  // What is cancelled at this very moment matches neither the retry nor the end: its row has changed since the
  // statement began. The next statement sees it as it is now.
  const missed = finished.filter(({ claimed }) => !held.has(claimed.token));
  if (missed.length > 0) for (const row of await store(tx, missed)) held.set(row.token, row);
  const kept = finished.filter(({ claimed }) => held.has(claimed.token));
  const lastDay = await announceRecorded(tx, kept, held);
  const disabled = await recordActivity(
    tx,
    kept
      // A fault of ours says nothing of the webhook.
      .filter(({ outcome }) => outcome.error !== 'internal')
      .map(({ claimed, outcome, isGone, url, startedAt }) => {
        const claimedAt = held.get(claimed.token)?.claimed_at;
        return {
          endpointId: claimed.endpoint_id,
          succeeded: outcome.error === null,
          took: { fromMs: startedAt.getTime(), durationMs: outcome.durationMs },
          statusCode: outcome.statusCode,
          error: outcome.error,
          // After it there is no retry, so that it has ended.
          ...(isGone && claimedAt && { gone: { url, claimedAt } }),
        };
      }),
    lastDay,
  );
  // Now that webhooks are disabled where they were: none hears of its own deliveries any more.
  await announceExhausted(
    tx,
    kept.filter(({ claimed }) => held.get(claimed.token)?.is_exhausted).map(givenUp),
  );
  await auditDisabled(tx, disabled);
  return finished.map(({ claimed }) => held.has(claimed.token));
}

/** @returns what the attempts of these webhooks in the last 24 hours come to, by webhook id, if somebody counts them. */
async function announceRecorded(
  tx: Sql,
  kept: Finished[],
  held: ReadonlyMap<number, Recorded>,
): Promise<ReadonlyMap<string, DayCounts> | undefined> {
  const earlier = await earlierOutcomes(
    tx,
    kept.map(({ claimed }) => claimed),
  );
  const counted = await attemptsRecorded.announce(
    tx,
    kept.map((each) =>
      recorded(each, earlier.get(each.claimed.delivery_id), held.get(each.claimed.token)?.is_exhausted),
    ),
  );
  return counted.find((each) => each.size > 0);
}

function recorded(
  { claimed, outcome, startedAt, waitedMs }: Finished,
  earlier: EarlierOutcome | undefined,
  hasFailed: boolean | undefined,
): RecordedAttempt {
  return {
    accountId: claimed.account_id,
    endpointId: claimed.endpoint_id,
    startedAt,
    waitedMs,
    durationMs: outcome.durationMs,
    error: outcome.error,
    madeAtMs: timeOfId(claimed.delivery_id),
    isFirst: earlier === 'none',
    isDelivered: outcome.error === null && earlier !== 'succeeded',
    isExhausted: hasFailed === true && isGivenUpAnew(claimed),
  };
}

function givenUp({ claimed, outcome, isGone, isRefused }: Finished): GivenUp {
  return {
    claimed,
    attemptsMade: claimed.attempts_made + 1,
    lastStatusCode: outcome.statusCode,
    lastError: outcome.error,
    reason: isGone ? 'gone' : isRefused ? 'refused' : 'attempts',
  };
}

/** @returns the claims whose leases still hold, by their tokens. */
function store(tx: Sql, finished: Finished[]): Promise<Recorded[]> {
  return tx.query(RECORD, [
    textArray(finished.map(({ claimed }) => claimed.delivery_id)),
    textArray(finished.map(({ claimed }) => claimed.delivery_day)),
    finished.map(({ claimed }) => claimed.token),
    finished.map(({ claimed }) => claimed.attempts_made + 1),
    textArray(finished.map(() => newId('att'))),
    finished.map(({ startedAt }) => startedAt.getTime()),
    finished.map(({ outcome }) => outcome.durationMs),
    textArray(finished.map(({ outcome }) => (outcome.error === null ? 'succeeded' : 'failed'))),
    textArray(finished.map(({ outcome }) => outcome.error)),
    textArray(finished.map(({ outcome }) => outcome.errorDetail)),
    finished.map(({ outcome }) => outcome.statusCode),
    textArray(finished.map(({ url }) => url)),
    textArray(finished.map(({ requestHeaders }) => JSON.stringify(requestHeaders))),
    textArray(finished.map(({ outcome }) => outcome.response && JSON.stringify(outcome.response))),
    textArray(finished.map(({ outcome }) => JSON.stringify(outcome.timings))),
    finished.map(({ retryAfterMs }) => retryAfterMs),
  ]);
}
