import type pg from 'pg';
import { withClient } from '../support/postgres.ts';
import type { AttemptRow, DeliveryRow, EventRow, RollupRow, StatusChange } from './evidence.ts';

const EVENTS = `
  SELECT id, body::json #>> '{data,object,name}' AS tag,
         extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 * 1000 AS "committedMs"
  FROM event.event
  WHERE type LIKE 'tag.%'`;

const DELIVERIES = `
  SELECT d.id, d.event_id AS "eventId", d.endpoint_id AS "webhookId", d.status, d.attempts_made AS "attemptsMade",
         d.attempts_max AS "attemptsMax", d.last_error AS "lastError", q.delivery_id IS NOT NULL AS "isQueued"
  FROM delivery.delivery AS d
  LEFT JOIN delivery.queue AS q ON q.delivery_id = d.id
  WHERE d.event_type LIKE 'tag.%'`;

const ATTEMPTS = `
  SELECT a.delivery_id AS "deliveryId", a.number, a.outcome, a.error, a.status_code AS "statusCode",
         extract(epoch FROM a.started_at)::float8 * 1000 AS "startedAtMs", a.duration_ms AS "durationMs"
  FROM delivery.attempt AS a
  JOIN delivery.delivery AS d ON d.id = a.delivery_id
  WHERE d.event_type LIKE 'tag.%'`;

const ROLLUPS = `
  SELECT webhook_id AS "webhookId", extract(epoch FROM hour)::float8 * 1000 AS "hourMs", attempts, failed,
         duration_sum::int AS "durationSum", coalesce(arrived, '{0,0,0,0}') AS arrived, begun, delivered, exhausted
  FROM metrics.hourly`;

const WAITING = `
  SELECT count(*)::int AS count
  FROM delivery.queue
  WHERE endpoint_id = ANY ($1)`;

// The times of commits, so that they can be held against those of events.
const STATUS_CHANGES = `
  SELECT webhook_id AS "webhookId", status, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 * 1000 AS "atMs"
  FROM faults.status_change
  ORDER BY pg_xact_commit_timestamp(xmin)`;

// A webhook keeps only its last status, and in between the system may have disabled it.
const NOTE_STATUS_CHANGES = `
  CREATE SCHEMA faults;
  CREATE TABLE faults.status_change (webhook_id text NOT NULL, status text NOT NULL);
  CREATE FUNCTION faults.note_status() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' OR NEW.status <> OLD.status THEN
      INSERT INTO faults.status_change VALUES (NEW.id, NEW.status);
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER note_status AFTER INSERT OR UPDATE ON endpoint.endpoint
    FOR EACH ROW EXECUTE FUNCTION faults.note_status()`;

export type Books = {
  events: EventRow[];
  deliveries: DeliveryRow[];
  attempts: AttemptRow[];
  rollups: RollupRow[];
  statusChanges: StatusChange[];
};

/** From now on every status of a webhook is noted, in the transaction that gives it. */
export function noteStatusChanges(url: string): Promise<unknown> {
  return withClient(url, (client) => client.query(NOTE_STATUS_CHANGES));
}

/** Everything that Postgres holds, at one moment. What the system tells of itself (`webhook.disabled`) is left out. */
export function readBooks(url: string): Promise<Books> {
  return withClient(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const read = async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows;
    return {
      events: await read<EventRow>(EVENTS),
      deliveries: (await read<Omit<DeliveryRow, 'madeAtMs'>>(DELIVERIES)).map((row) => ({
        ...row,
        madeAtMs: timeOfId(row.id),
      })),
      attempts: await read<AttemptRow>(ATTEMPTS),
      rollups: await read<RollupRow>(ROLLUPS),
      statusChanges: await read<StatusChange>(STATUS_CHANGES),
    };
  });
}

/** The first 48 bits of a UUIDv7, in Crockford's base 32 (TypeID specification 0.3). */
function timeOfId(id: string): number {
  const digits = id.slice(id.indexOf('_') + 1).slice(0, 10);
  return [...digits].reduce((ms, digit) => ms * 32 + '0123456789abcdefghjkmnpqrstvwxyz'.indexOf(digit), 0);
}

/** How many deliveries of these webhooks are unfinished. */
export function countWaiting(url: string, webhookIds: string[]): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ count: number }>(WAITING, [webhookIds]);
    return rows[0]?.count ?? 0;
  });
}
