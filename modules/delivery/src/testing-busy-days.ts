import { newId, statement } from '@tidings/kernel';
import type { DeliveryStatus } from './schema.ts';
import { installation } from './testing.ts';
import { type LogEntry, writeLog } from './log/testing-log.ts';
import { maintainDeliveryPartitions } from './wiring.ts';

const DAY_MS = 86_400_000;
export const DAYS = 5;
const WEBHOOKS = 6;
const TYPES = 8;
const ROWS_A_DAY = 1_500;

export const WEBHOOK = 'wh_0';
/** A webhook whose lane has a gate. */
export const GATED = 'wh_1';
export const ACCOUNT = 'acct_hot';
/** All its deliveries are tests, of two days ago, of one webhook; most of them failed. */
export const ACCOUNT_OF_TESTS = 'acct_tests';
export const TESTED = 'wh_tests';
const at = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS);
/** The day so many days ago. */
export const day = (daysAgo: number) => at(daysAgo).toISOString().slice(0, 10);

const ATTEMPTS = statement<never>(
  '',
  `INSERT INTO delivery.attempt
     (day, delivery_id, number, id, started_at, outcome, url, request_headers, timings, endpoint_id)
   SELECT day, id, number, 'att_' || id, created_at, 'failed', '', '{}', '{}', CASE WHEN number > 1 THEN endpoint_id END
   FROM delivery.delivery
   CROSS JOIN generate_series(1, 3) AS number`,
);
const HOLD = statement<never>(
  '',
  `UPDATE delivery.queue
   SET token = 1, started_at = now(), lease_until = now() + interval '1 hour'
   WHERE delivery_id = $1`,
);
// One of each webhook was left by a worker that is gone: a claim closes its attempt.
const MAKE_DUE = statement<never>(
  '',
  `UPDATE delivery.queue
   SET due_at = now() - interval '1 minute',
       attempts_made = 3,
       started_at = CASE WHEN delivery_id = ANY ($2) THEN now() END,
       lease_until = CASE WHEN delivery_id = ANY ($2) THEN now() END
   WHERE delivery_day = $1`,
);
const ABANDONED = statement<{ id: string }>(
  '',
  'SELECT min(delivery_id) AS id FROM delivery.queue WHERE delivery_day = $1 GROUP BY endpoint_id',
);
const AS_TESTS = statement<never>('', `UPDATE delivery.delivery SET trigger = 'test' WHERE account_id = $1`);
const NOTE_TESTS = statement<never>(
  '',
  `UPDATE delivery.unsuccessful AS u
   SET status = 'failed_test'
   FROM delivery.delivery AS d
   WHERE d.id = u.delivery_id AND d.day = u.day AND d.account_id = $1`,
);
const GATE = statement<never>('', 'INSERT INTO delivery.gate (endpoint_id) VALUES ($1)');
const REPLAYED = statement<never>(
  '',
  `INSERT INTO delivery.replay_part (replay_id, endpoint_id, account_id, status, made) VALUES ('rpl_1', $1, $2, 'completed', 1)`,
);
const DROP_EMPTY = (table: string, name: string) => statement<never>('', `DROP TABLE ${table}_${name}`);

/**
 * Five days and more of six webhooks, most of it succeeded: some 9,000 rows a day in every partition that there is.
 * @returns besides, one failed delivery of the webhook, of two days ago, with its event, and another one, which a worker
 * holds with the token 1.
 */
export async function busyDays() {
  const home = await installation();
  await maintainDeliveryPartitions(home.account().ctx, at(DAYS));
  for (let offset = 1; offset <= 7; offset += 1) {
    for (const table of ['delivery.delivery', 'delivery.attempt']) {
      await home.database.query(DROP_EMPTY(table, day(-offset).replaceAll('-', '')));
    }
  }
  for (let webhook = 0; webhook < WEBHOOKS; webhook += 1) {
    const owner = { accountId: ACCOUNT, endpointId: `wh_${webhook}` };
    for (let daysAgo = 0; daysAgo <= DAYS + 1; daysAgo += 1) {
      await writeLog(
        home.database,
        owner,
        Array.from({ length: ROWS_A_DAY }, (_, index) => entryOf(index, daysAgo)),
      );
    }
  }
  const owner = { accountId: ACCOUNT, endpointId: WEBHOOK };
  const event = newId('evt');
  const [delivery = ''] = await writeLog(home.database, owner, [
    { status: 'failed', eventId: event, at: at(2) },
  ]);
  const [heldDelivery = ''] = await writeLog(home.database, owner, [{ status: 'retrying', at: at(2) }]);
  await home.database.query(HOLD, [heldDelivery]);
  const tester = { accountId: ACCOUNT_OF_TESTS, endpointId: TESTED };
  await writeLog(
    home.database,
    tester,
    Array.from({ length: 50 }, (_, index) => ({ status: index < 40 ? 'failed' : 'succeeded', at: at(2) })),
  );
  await home.database.query(AS_TESTS, [ACCOUNT_OF_TESTS]);
  await home.database.query(NOTE_TESTS, [ACCOUNT_OF_TESTS]);
  const abandoned = await home.database.query(ABANDONED, [day(1)]);
  await home.database.query(MAKE_DUE, [day(1), abandoned.map(({ id }) => id)]);
  await home.database.query(GATE, [GATED]);
  await home.database.query(REPLAYED, [WEBHOOK, ACCOUNT]);
  await home.database.query(ATTEMPTS);
  await home.database.query(statement('', 'ANALYZE'));
  return { home, delivery, heldDelivery, event };
}

const RARE: Record<number, DeliveryStatus> = { 0: 'failed', 1: 'retrying', 2: 'cancelled', 3: 'pending' };

function entryOf(index: number, daysAgo: number): LogEntry {
  return { status: RARE[index % 50] ?? 'succeeded', type: `tag.t${index % TYPES}`, at: at(daysAgo) };
}
