import { statfs } from 'node:fs/promises';
import type pg from 'pg';
import { connect } from './database.ts';

const DAYS = 10;
const CHUNK = 50_000;
/** Measured: about 1.4 kB of tables and indexes a delivery, as much again of WAL, and room. */
const DISK_BYTES = 4_000;

const DIGIT = (place: number) =>
  `substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((ms >> ${45 - 5 * place}) & 31)::int, 1)`;

/**
 * TypeIDs of a moment: ten characters of its milliseconds as base32 (typeid spec), and sixteen of a hash.
 * Stable and without a query, so that Postgres puts the expression where the call stands.
 */
const TYPEID = `
  CREATE FUNCTION pg_temp.typeid(prefix text, ms bigint, number bigint) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT prefix || '_' || ${Array.from({ length: 10 }, (_, place) => DIGIT(place)).join(' || ')}
           || left(md5(prefix || number::text), 16)
  $$`;

/** Row $1 + 1 to $2 of a day's $3, spread evenly from its start ($4) over $5 seconds; $6 is the day's first number. */
const ROWS = `
  SELECT $6::bigint + i AS number, at, ms, day, pg_temp.typeid('del', ms, $6::bigint + i) AS id
  FROM generate_series($1::bigint + 1, $2::bigint) AS i,
       LATERAL (SELECT $4::timestamptz + i * $5::float8 / $3::float8 * interval '1 second' AS at) AS moment,
       LATERAL (SELECT (extract(epoch FROM at) * 1000)::bigint AS ms) AS milliseconds,
       LATERAL (SELECT ($4::timestamptz AT TIME ZONE 'UTC')::date AS day) AS today`;

/** $7 account, $8 the webhook under test, which has one delivery in ten; others ($9) share the rest. */
const DELIVERIES = `
  INSERT INTO delivery.delivery
    (day, id, account_id, endpoint_id, event_day, event_id, event_type, status, trigger, attempts_made, attempts_max,
     created_at, updated_at, last_status_code, last_duration_ms)
  SELECT day, id, $7,
         CASE WHEN number % 10 = 0 THEN $8 ELSE ($9::text[])[1 + number % cardinality($9::text[])] END,
         day, pg_temp.typeid('evt', ms, number), 'email.opened', 'succeeded', 'event', 1, 6,
         at, at + interval '20 ms', 200, 12
  FROM (${ROWS}) AS made`;

/** The JSON is cast, so that it goes into a column of type text as well as into one of type json. */
const ATTEMPTS = `
  INSERT INTO delivery.attempt
    (day, delivery_id, number, id, started_at, duration_ms, outcome, status_code, url, request_headers, response, timings)
  SELECT day, id, 1, pg_temp.typeid('att', ms, number), at, 12, 'succeeded', 200, $7,
         json_build_object(
           'content-type', 'application/json', 'user-agent', 'Tidings-Webhooks/1.0',
           'webhook-id', pg_temp.typeid('evt', ms, number), 'webhook-timestamp', extract(epoch FROM at)::bigint::text,
           'webhook-signature', 'v1,' || md5(id) || md5(id), 'x-tidings-event', 'email.opened',
           'x-tidings-delivery-id', id, 'x-tidings-attempt', '1'),
         '{"headers":{"content-length":"2","connection":"close"},"body":"ok"}'::json,
         '{"dns":null,"connect":null,"tls":null,"first_byte":11,"total":12}'::json
  FROM (${ROWS}) AS made`;

/** One delivery in ten brings its event; $7 account, $8 its data. */
const EVENTS = `
  INSERT INTO event.event (day, id, account_id, type, happened_at, body)
  SELECT day, pg_temp.typeid('evt', ms, number), $7, 'email.opened', at, $8
  FROM (${ROWS}) AS made
  WHERE number % 10 = 0`;

export type History = {
  deliveries: number;
  account: string;
  webhook: string;
  /** Who has what the webhook under test has not. */
  others?: string[];
  url: string;
  event: string;
};

/** Webhooks that are not there: deliveries stand by themselves. */
const NOBODYS = Array.from({ length: 1_000 }, (_, index) => `wh_01k9w3m5kqe8nb2v7x4r6t${1_000 + index}`);

/**
 * Fills a database with finished deliveries of one attempt each, a tenth of them of the webhook under test, spread
 * over today and the nine days before, and leaves it as upkeep would: vacuumed, with statistics, checkpointed.
 * @returns its size in MiB.
 */
export async function loadHistory(dataDir: string, history: History): Promise<number> {
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < history.deliveries * DISK_BYTES)
    throw new Error(`Too little disk for ${history.deliveries} deliveries: ${dataDir}`);
  const clients = await Promise.all([connect(dataDir), connect(dataDir)]);
  const [one, other] = clients;
  for (const client of clients) {
    await client.query("SET synchronous_commit = off; SET maintenance_work_mem = '256MB'");
    await client.query(TYPEID);
  }
  const perDay = Math.ceil(history.deliveries / DAYS);
  for (let back = 0; back < DAYS; back += 1) {
    const day = new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
    for (const table of ['delivery.delivery', 'delivery.attempt', 'event.event'])
      await makePartition(one, table, day);
    const seconds = Math.min(86_400, (Date.now() - Date.parse(day)) / 1_000);
    const chunks = Array.from({ length: Math.ceil(perDay / CHUNK) }, (_, chunk) => [
      chunk * CHUNK,
      Math.min(perDay, (chunk + 1) * CHUNK),
    ]);
    const all = chunks.map((bounds) => [...bounds, perDay, `${day}T00:00:00Z`, seconds, back * perDay]);
    const { account, webhook, others = NOBODYS, url, event } = history;
    const each = async (client: pg.Client, sql: string, more: (string | string[])[]) => {
      for (const values of all) await client.query(sql, [...values, ...more]);
    };
    await Promise.all([
      each(one, DELIVERIES, [account, webhook, others]),
      each(other, ATTEMPTS, [url]).then(() => each(other, EVENTS, [account, event])),
    ]);
    console.error(`    ${(back + 1) * perDay} of ${history.deliveries} deliveries stored`);
  }
  await Promise.all([
    one.query('VACUUM (ANALYZE) delivery.delivery'),
    other.query('VACUUM (ANALYZE) delivery.attempt, event.event'),
  ]);
  await one.query('CHECKPOINT');
  const size = await one.query<{ mib: number }>(
    'SELECT (pg_database_size(current_database()) / 1048576)::int AS mib',
  );
  for (const client of clients) await client.end();
  return size.rows[0]?.mib ?? 0;
}

/** A daily partition as Tidings makes them, with the storage options of those that are there. */
async function makePartition(client: pg.Client, table: string, day: string): Promise<void> {
  const found = await client.query<{ reloptions: string[] | null }>(
    'SELECT c.reloptions FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = $1::regclass LIMIT 1',
    [table],
  );
  const options = found.rows[0]?.reloptions?.join(', ');
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${table}_${day.replaceAll('-', '')} PARTITION OF ${table}
     FOR VALUES FROM ('${day}') TO ('${new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)}')
     ${options ? `WITH (${options})` : ''}`,
  );
}
