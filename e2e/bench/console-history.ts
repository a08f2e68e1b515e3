import { type Api, CLIENTS } from './api.ts';
import { connect } from './database.ts';
import { loadHistory } from './history.ts';

const PLACES = Array.from({ length: 24 }, (_, hour) => hour);
const byHour = (column: string) =>
  `ARRAY[${PLACES.map((hour) => `coalesce(sum(${column}) FILTER (WHERE of_day = ${hour}), 0)::int`).join(', ')}]`;
/** All of them took 12 ms, which is the ninth of 31 places. */
const durations = (count: string) => `array_fill(0, ARRAY[8]) || (${count})::int || array_fill(0, ARRAY[22])`;

/** Arrivals by the quarter of the hour; each was made and arrived in the same one. */
const ARRIVED = [0, 15, 30, 45]
  .map(
    (minute) =>
      `count(*) FILTER (WHERE extract(minute FROM created_at) >= ${minute} AND extract(minute FROM created_at) < ${minute + 15})::int`,
  )
  .join(', ');

/** What the rollups would have been had the deliveries of account $1 been made by workers; one attempt in 25 failed. */
const HOURLY = `
  INSERT INTO metrics.hourly
    (webhook_id, hour, account_id, attempts, failed, begun, delivered, exhausted, duration_min, duration_max, duration_sum,
     durations, arrived)
  SELECT endpoint_id, date_trunc('hour', created_at, 'UTC'), account_id, count(*), count(*) / 25, count(*), count(*), 0,
         12, 12, 12 * count(*), ${durations('count(*)')}, ARRAY[${ARRIVED}]
  FROM delivery.delivery
  WHERE account_id = $1
  GROUP BY 1, 2, 3
  ON CONFLICT DO NOTHING`;
const DAILY = `
  INSERT INTO metrics.daily
    (webhook_id, day, account_id, attempts, failed, begun, delivered, exhausted, duration_min, duration_max, duration_sum,
     durations, hourly_attempts, hourly_failed)
  SELECT webhook_id, day, account_id, sum(attempts), sum(failed), sum(begun), sum(delivered), 0, 12, 12, sum(duration_sum),
         ${durations('sum(attempts)')}, ${byHour('attempts')}, ${byHour('failed')}
  FROM metrics.hourly,
       LATERAL (SELECT (hour AT TIME ZONE 'UTC')::date AS day, extract(hour FROM hour AT TIME ZONE 'UTC') AS of_day) AS at
  WHERE account_id = $1 AND hour < (SELECT until FROM metrics.folded)
  GROUP BY 1, 2, 3
  ON CONFLICT DO NOTHING`;
/** One webhook in twenty fails. */
const ACTIVITY = `
  UPDATE endpoint.activity
  SET attempts_total = 1000,
      failed_total = 40,
      last_attempt_at = now() - random() * interval '20 hours',
      is_failing = abs(hashtext(endpoint_id)) % 20 = 0,
      consecutive_failures = CASE WHEN abs(hashtext(endpoint_id)) % 20 = 0 THEN 7 ELSE 0 END,
      health_changed_at = now() - interval '2 hours'
  WHERE endpoint_id IN (SELECT id FROM endpoint.endpoint WHERE account_id = $1)`;

const EVENTS = [['*'], ['email.*'], ['email.opened', 'email.clicked'], ['purchase.*'], ['tag.created']];

export type Filled = { webhooks: number; deliveries: number; url: string; event: string };

/** Fills an account as years of use would: webhooks of all kinds, their deliveries, and the numbers of these. */
export async function loadConsoleHistory(
  dataDir: string,
  api: Api & { accountId: string },
  { webhooks, deliveries, url, event }: Filled,
): Promise<void> {
  const ids: string[] = [];
  const make = async () => {
    while (ids.length < webhooks) {
      const number = ids.push('') - 1;
      const events = EVENTS[number % EVENTS.length];
      ids[number] = await api.newWebhook(`${url}/${number}`, { name: `Customer ${number}`, events });
    }
  };
  await Promise.all(Array.from({ length: CLIENTS / 4 }, make));
  const [first = '', ...others] = ids;
  await loadHistory(dataDir, { deliveries, account: api.accountId, webhook: first, others, url, event });
  const client = await connect(dataDir);
  for (const sql of [HOURLY, DAILY, ACTIVITY]) await client.query(sql, [api.accountId]);
  await client.query('VACUUM (ANALYZE) metrics.hourly, metrics.daily, endpoint.activity, endpoint.endpoint');
  await client.end();
}
