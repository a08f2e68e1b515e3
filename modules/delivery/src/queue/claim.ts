import { newId, type Sql, statement } from '@tidings/kernel';
import { probeAgain } from './breaker.ts';

/**
 * How long a worker may hold a delivery: the longest timeout (30 s), and time to record the outcome. When it
 * has passed, the delivery is due again by itself, so what a killed worker held needs no one to notice.
 */
export const LEASE_MS = 40_000;

/** A delivery in the hands of this process. */
export type Claimed = {
  delivery_id: string;
  delivery_day: string;
  account_id: string;
  endpoint_id: string;
  event_day: string;
  event_id: string;
  event_type: string;
  /** What of the event is sent; null: its envelope as it was published. */
  variant: string | null;
  /** The fencing token: an outcome is recorded only while it still is the row's. */
  token: number;
  /** The name under which this process took it. */
  worker_id: number;
  attempts_made: number;
  failures: number;
  last_error: string | null;
  /** Attempts in a row of which no worker ever reported the outcome. */
  interruptions: number;
  /**
   * Milliseconds for which it had been due when it was taken. Null where that says nothing of us: it was asked for by
   * hand, or a gate kept it back.
   */
  late_ms: number | null;
  /** Milliseconds from the claim until it may be sent, where the webhook's rate is limited. */
  wait_ms: number;
  /** The one attempt by which an open breaker finds out whether its webhook answers again. */
  is_probe: boolean;
};

/** A worker that waits for the answer on a silent connection claims nothing else meanwhile. */
export const CLAIM_ANSWER = { answerWithinMs: 10_000 };

/** How many deliveries of one webhook a worker can take. */
export type Room = { endpointId: string; room: number };

/** Due, and not in the hands of a worker whose lease holds. In index queue_lane; leased rows are read and passed over. */
const CLAIMABLE = `q.due_at <= now() AND (q.lease_until IS NULL OR q.lease_until <= now())`;

/**
 * What follows once rows are chosen (as `due (delivery_id, interrupted_at, late_ms, wait_ms, is_probe)`), whichever way it
 * was. $1 is the worker, $2 the lease in milliseconds, $3 the prefix of ids. A row that still has started_at was leased by a
 * worker that never reported: that attempt is closed as interrupted before the next one begins.
 */
const TAKE = `claimed AS (
     UPDATE delivery.queue AS q
     SET lease_until = clock_timestamp() + $2 * interval '1 millisecond',
         started_at = clock_timestamp(),
         worker_id = $1,
         token = nextval('delivery.claim_token'),
         attempts_made = q.attempts_made + CASE WHEN due.interrupted_at IS NULL THEN 0 ELSE 1 END,
         interruptions = CASE WHEN due.interrupted_at IS NULL THEN q.interruptions ELSE q.interruptions + 1 END,
         last_error = CASE WHEN due.interrupted_at IS NULL THEN q.last_error ELSE 'interrupted' END
     FROM due
     WHERE q.delivery_id = due.delivery_id
     RETURNING q.*, due.interrupted_at, due.late_ms, due.wait_ms, due.is_probe
   ), closed AS (
     INSERT INTO delivery.attempt
       (day, delivery_id, number, id, started_at, outcome, error, error_detail, url, request_headers, timings,
        endpoint_id)
     SELECT delivery_day, delivery_id, attempts_made, $3::text || lpad(row_number() OVER ()::text, 4, '0'),
            interrupted_at, 'interrupted', 'interrupted', 'The sending process ended before it knew the outcome.',
            '', '{}', '{"dns":null,"connect":null,"tls":null,"first_byte":null,"total":null}',
            CASE WHEN attempts_made > 1 THEN endpoint_id END
     FROM claimed
     WHERE interrupted_at IS NOT NULL
   ), counted AS (
     UPDATE delivery.delivery AS d
     SET attempts_made = claimed.attempts_made, last_error = 'interrupted', last_status_code = NULL,
         last_duration_ms = NULL, status = 'retrying', updated_at = now()
     FROM claimed
     WHERE d.id = claimed.delivery_id AND d.day = claimed.delivery_day AND claimed.interrupted_at IS NOT NULL
   )`;
const TAKEN = `delivery_id, delivery_day, account_id, endpoint_id, event_day, event_id, event_type, variant, token, worker_id,
          attempts_made, failures, last_error, interruptions, is_last, late_ms, wait_ms, is_probe`;

type ClaimedRow = Claimed & { is_last: boolean };

// Index queue_lane, one stretch of it for each lane. A lane with a gate is left to `claimGated`.
const CLAIM = statement<ClaimedRow>(
  'delivery.claim',
  `WITH due AS (
     SELECT next.*, 0::float8 AS wait_ms, false AS is_probe
     FROM unnest($4::text[], $5::int[]) AS lane (endpoint_id, room)
     CROSS JOIN LATERAL (
       SELECT q.delivery_id, q.started_at AS interrupted_at,
              CASE WHEN q.due_at > 'epoch' THEN extract(epoch FROM now() - q.due_at) * 1000 END::float8 AS late_ms
       FROM delivery.queue AS q
       WHERE q.endpoint_id = lane.endpoint_id AND ${CLAIMABLE}
       ORDER BY q.due_at
       LIMIT lane.room
       FOR UPDATE SKIP LOCKED
     ) AS next
     WHERE NOT EXISTS (SELECT FROM delivery.gate WHERE gate.endpoint_id = lane.endpoint_id)
   ), ${TAKE}
   SELECT ${TAKEN} FROM claimed`,
  CLAIM_ANSWER,
);

/**
 * Takes due deliveries of webhooks whose lanes are simply open, those that have waited longest first, under a
 * lease of {@link LEASE_MS}.
 */
export function claim(sql: Sql, workerId: number, lanes: Room[]): Promise<Claimed[]> {
  return take(sql, CLAIM, [
    workerId,
    LEASE_MS,
    idPrefix(),
    lanes.map(({ endpointId }) => endpointId),
    lanes.map(({ room }) => room),
  ]);
}

/** How far ahead deliveries of a limited webhook are taken; each then waits for its moment in memory. */
const AHEAD_MS = 250;
/** A probe that tells nothing in this time is given up and another is made. */
const PROBE_MS = LEASE_MS;
/**
 * Deliveries that waited while their webhook rested go out at this rate, which doubles in the time given, up to more than
 * any lane can do: a webhook that gets as much as a lower limit lets through would never catch up.
 */
const DRAIN_PER_SECOND = 50;
const DRAIN_DOUBLES_S = 15;

/** The rate of a lane: its own limit, and while it drains a gentle one; NULL where neither is set. */
const PACE = `least(rate_limit, CASE WHEN draining_since IS NOT NULL THEN
         ${DRAIN_PER_SECOND} * 2 ^ least(10, extract(epoch FROM now() - draining_since) / ${DRAIN_DOUBLES_S}) END)`;

// The gate's row is locked for the moment of the claim, so that all workers together keep to the rate and only one
// of them probes; a worker that finds it locked leaves it to the other. `free_at` is the virtual scheduling time
// of the generic cell rate algorithm (ITU-T I.371): the moment at which the rate allows the next start.
const CLAIM_GATED = statement<ClaimedRow>(
  'delivery.claim-gated',
  `WITH gate AS (
     SELECT *, ${PACE} AS pace, greatest(gate.free_at, now()) AS from_at
     FROM delivery.gate
     WHERE endpoint_id = $4 AND NOT is_closed AND (broken_at IS NULL OR probe_at <= now())
     FOR UPDATE SKIP LOCKED
   ), allowed AS (
     SELECT *, CASE
         WHEN broken_at IS NOT NULL THEN 1
         WHEN pace IS NULL THEN $5::int
         ELSE least($5::int, ceil(extract(epoch FROM now() + ${AHEAD_MS} * interval '1 millisecond' - from_at) * pace))::int
       END AS room
     FROM gate
   ), due AS (
     SELECT next.delivery_id, next.interrupted_at, NULL::float8 AS late_ms,
            coalesce(greatest(0, extract(epoch FROM allowed.from_at - now())
              + (row_number() OVER (ORDER BY next.due_at) - 1) / allowed.pace) * 1000, 0)::float8 AS wait_ms,
            allowed.broken_at IS NOT NULL AS is_probe
     FROM allowed
     CROSS JOIN LATERAL (
       SELECT q.delivery_id, q.started_at AS interrupted_at, q.due_at
       FROM delivery.queue AS q
       WHERE q.endpoint_id = $4 AND ${CLAIMABLE}
       ORDER BY q.due_at
       LIMIT greatest(allowed.room, 0)
       FOR UPDATE SKIP LOCKED
     ) AS next
   ), found AS (
     SELECT count(*) AS deliveries FROM due
   ), moved AS (
     UPDATE delivery.gate AS g
     SET free_at = CASE WHEN allowed.pace IS NULL THEN g.free_at
                        ELSE allowed.from_at + found.deliveries / allowed.pace * interval '1 second' END,
         probe_at = CASE WHEN allowed.broken_at IS NULL THEN NULL
                         WHEN found.deliveries = 0 THEN g.probe_at
                         ELSE now() + ${PROBE_MS} * interval '1 millisecond' END,
         draining_since = CASE WHEN found.deliveries < allowed.room THEN NULL ELSE g.draining_since END
     FROM allowed, found
     WHERE g.endpoint_id = allowed.endpoint_id AND (found.deliveries > 0 OR g.draining_since IS NOT NULL)
   ), ${TAKE}
   SELECT ${TAKEN} FROM claimed`,
  CLAIM_ANSWER,
);

/**
 * Takes due deliveries of one webhook whose lane has a gate: none while it is closed or its breaker is open, one
 * when it is time to probe, as many as its rate allows otherwise, each with the time that it has to wait.
 */
export function claimGated(sql: Sql, workerId: number, lane: Room): Promise<Claimed[]> {
  return take(sql, CLAIM_GATED, [workerId, LEASE_MS, idPrefix(), lane.endpointId, lane.room]);
}

// Primary key of delivery.queue.
const CLAIM_ABANDONED = statement<ClaimedRow>(
  'delivery.claim-abandoned',
  `WITH due AS (
     SELECT delivery_id, started_at AS interrupted_at, NULL::float8 AS late_ms, 0::float8 AS wait_ms, false AS is_probe
     FROM delivery.queue
     WHERE delivery_id = ANY ($4::text[]) AND is_last AND lease_until <= now()
     FOR UPDATE
   ), ${TAKE}
   SELECT ${TAKEN} FROM claimed`,
);

/**
 * Ends those of the deliveries that were cancelled while they were attempted, if the lease of that attempt has
 * passed: it is closed as interrupted. Behind a closed gate no claim would ever come by to do it.
 */
export async function endAbandoned(tx: Sql, deliveryIds: string[]): Promise<void> {
  await take(tx, CLAIM_ABANDONED, [null, LEASE_MS, idPrefix(), deliveryIds]);
}

async function take(sql: Sql, how: typeof CLAIM, values: unknown[]): Promise<Claimed[]> {
  const rows = await sql.query(how, values);
  const last = rows.filter((row) => row.is_last);
  // Its last attempt was one of those that never ended: there is nothing left to do.
  await cancelHeld(sql, last);
  await probeAgain(sql, last);
  return last.length === 0 ? rows : rows.filter((row) => !row.is_last);
}

/** Interrupted attempts are rare; their ids share a prefix made here and are told apart by their last four digits. */
function idPrefix(): string {
  return newId('att').slice(0, -4);
}

const RELEASE = statement<{ delivery_id: string; is_last: boolean }>(
  'delivery.release',
  `UPDATE delivery.queue AS q
   SET due_at = now() + $3 * interval '1 millisecond', started_at = NULL, lease_until = NULL, worker_id = NULL
   FROM unnest($1::text[], $2::bigint[]) AS held (delivery_id, token)
   WHERE q.delivery_id = held.delivery_id AND q.token = held.token
   RETURNING q.delivery_id, q.is_last`,
  CLAIM_ANSWER,
);

/**
 * Gives claimed deliveries back without an attempt, to be looked at again after `waitMs`. One that was cancelled meanwhile
 * ends: behind a closed gate no claim would come by to do it.
 */
export async function release(sql: Sql, held: Claimed[], waitMs: number): Promise<void> {
  if (held.length === 0) return;
  const ids = held.map((each) => each.delivery_id);
  const rows = await sql.query(RELEASE, [ids, held.map((each) => each.token), waitMs]);
  const last = new Set(rows.filter((row) => row.is_last).map((row) => row.delivery_id));
  // A retry that takes the cancellation back may come between the two statements, and stands.
  await end(sql, last.size === 0 ? [] : held.filter((each) => last.has(each.delivery_id)), {
    status: 'cancelled',
    ifLast: true,
  });
}

const END = statement<{ id: string }>(
  'delivery.end-held',
  `WITH held AS (
     DELETE FROM delivery.queue AS q
     USING unnest($1::text[], $2::bigint[]) AS h (delivery_id, token)
     WHERE q.delivery_id = h.delivery_id AND q.token = h.token AND (q.is_last OR NOT $4::boolean)
     RETURNING q.delivery_id, q.delivery_day, q.endpoint_id, q.event_type
   ), noted AS (
     INSERT INTO delivery.unsuccessful (endpoint_id, status, day, delivery_id, event_type)
     SELECT endpoint_id, $3, delivery_day, delivery_id, event_type FROM held
   )
   UPDATE delivery.delivery AS d
   SET status = $3, next_attempt_at = NULL, updated_at = now()
   FROM held
   WHERE d.id = held.delivery_id AND d.day = held.delivery_day
   RETURNING d.id`,
);

/** Ends claimed deliveries that can no longer be made: their webhook or their event is gone, or they were cancelled. */
export async function cancelHeld(sql: Sql, held: Claimed[]): Promise<void> {
  await end(sql, held, { status: 'cancelled' });
}

/**
 * Ends claimed deliveries that are not to be tried again by themselves; a person still may.
 * @returns the ids of those that were still held.
 */
export function failHeld(sql: Sql, held: Claimed[]): Promise<string[]> {
  return end(sql, held, { status: 'failed' });
}

type End = { status: 'cancelled' | 'failed'; ifLast?: boolean };

async function end(sql: Sql, held: Claimed[], { status, ifLast = false }: End): Promise<string[]> {
  if (held.length === 0) return [];
  const ids = held.map((each) => each.delivery_id);
  const rows = await sql.query(END, [ids, held.map((each) => each.token), status, ifLast]);
  return rows.map((row) => row.id);
}
