import { deleteWebhook } from '@tidings/endpoint';
import { endpointDeleted } from '@tidings/endpoint/wiring';
import { newId, statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetStrays, forgetWebhook } from './forget-webhook.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const ADD_DAY = statement<never>(
  '',
  `INSERT INTO metrics.daily
     (webhook_id, day, account_id, attempts, failed, begun, delivered, exhausted, duration_min, duration_max,
      duration_sum, durations, hourly_attempts, hourly_failed)
   VALUES ($1, now() - interval '40 days', 'acct_gone', 1, 0, 1, 1, 0, 10, 10, 10, array_fill(0, '{31}'),
           array_fill(0, '{24}'), array_fill(0, '{24}'))`,
);
const COUNT_DAYS = statement<{ count: number }>(
  '',
  'SELECT count(*) FROM metrics.daily WHERE webhook_id = $1',
);
const COUNT = statement<{ count: number }>('', 'SELECT count(*) FROM metrics.hourly WHERE webhook_id = $1');

it('forgets the numbers of a deleted webhook, and what attempts under way count after that', async () => {
  const { ctx, hook, attempt } = home.account();
  endpointDeleted.connect((_tx, id) => forgetWebhook(ctx, id));
  const [one, other, unknown] = [await hook(), await hook(), newId('wh')];
  await home.record([attempt(one), attempt(other)]);
  await deleteWebhook(ctx, { id: one });
  expect(await home.database.query(COUNT, [one])).toEqual([{ count: 0 }]);
  await home.record([attempt(one), attempt(other)]);
  // A process that died after the deletion: nothing was counted since, in no hour that is kept.
  await home.database.query(ADD_DAY, [unknown]);
  await forgetStrays(ctx);
  expect(await home.database.query(COUNT_DAYS, [unknown])).toEqual([{ count: 0 }]);
  expect(await home.database.query(COUNT, [one])).toEqual([{ count: 0 }]);
  expect(await home.database.query(COUNT, [other])).toEqual([{ count: 1 }]);
});
