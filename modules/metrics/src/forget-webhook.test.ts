import { deleteWebhook } from '@tidings/endpoint';
import { endpointDeleted } from '@tidings/endpoint/wiring';
import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetStrays, forgetWebhook } from './forget-webhook.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const COUNT = statement<{ count: number }>('', 'SELECT count(*) FROM metrics.hourly WHERE webhook_id = $1');

it('forgets the numbers of a deleted webhook, and what attempts under way count after that', async () => {
  const { ctx, hook, attempt } = home.account();
  endpointDeleted.connect((_tx, id) => forgetWebhook(ctx, id));
  const [one, other] = [await hook(), await hook()];
  await home.record([attempt(one), attempt(other)]);
  await deleteWebhook(ctx, { id: one });
  expect(await home.database.query(COUNT, [one])).toEqual([{ count: 0 }]);
  await home.record([attempt(one), attempt(other)]);
  await forgetStrays(ctx);
  expect(await home.database.query(COUNT, [one])).toEqual([{ count: 0 }]);
  expect(await home.database.query(COUNT, [other])).toEqual([{ count: 1 }]);
});
