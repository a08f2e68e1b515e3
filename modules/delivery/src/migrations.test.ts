import { statement } from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { migrate } from '@tidings/kernel/wiring';
import { expect, it, onTestFinished } from 'vitest';
import { deliveryMigrations } from './wiring.ts';

const run = (text: string) => statement<{ event_type: string }>('', text);

it('give what has ended its type', async () => {
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
  await migrate(url, deliveryMigrations);
  expect(await database.query(run('SELECT event_type FROM delivery.unsuccessful'))).toEqual([
    { event_type: 'tag.created' },
  ]);
});
