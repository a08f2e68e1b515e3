import { statement } from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { migrate } from '@tidings/kernel/wiring';
import { expect, it, onTestFinished } from 'vitest';
import { deliveryMigrations } from './wiring.ts';

const run = (text: string) =>
  statement<{ delivery_id: string; status: string; event_type: string }>('', text);

it('give what has ended its type, and tests that failed a note of their own', async () => {
  const { url, database, drop } = await createTestDatabase({ steps: deliveryMigrations.slice(0, 2) });
  onTestFinished(drop);
  await database.query(run('CREATE TABLE delivery.all_days PARTITION OF delivery.delivery DEFAULT'));
  await database.query(
    run(`INSERT INTO delivery.delivery
           (day, id, account_id, endpoint_id, event_day, event_id, event_type, status, trigger, attempts_max)
         VALUES ('2026-11-20', 'del_1', 'acct_1', 'wh_1', '2026-11-20', 'evt_1', 'tag.created', 'failed', 'event', 1)`),
  );
  await database.query(
    run("INSERT INTO delivery.unsuccessful VALUES ('wh_1', 'failed', '2026-11-20', 'del_1')"),
  );
  await database.query(
    run(`INSERT INTO delivery.delivery
           (day, id, account_id, endpoint_id, event_day, event_id, event_type, status, trigger, attempts_max)
         SELECT '2026-11-20', 'del_' || n, 'acct_1', 'wh_1', '2026-11-20', 'evt_2', 'tag.deleted',
                CASE n WHEN 2 THEN 'failed' ELSE 'succeeded' END, 'test', 1
         FROM generate_series(2, 3) AS n`),
  );
  await migrate(url, deliveryMigrations);
  const noted = run('SELECT delivery_id, status, event_type FROM delivery.unsuccessful ORDER BY 1');
  expect(await database.query(noted)).toEqual([
    { delivery_id: 'del_1', status: 'failed', event_type: 'tag.created' },
    { delivery_id: 'del_2', status: 'failed_test', event_type: 'tag.deleted' },
  ]);
});
