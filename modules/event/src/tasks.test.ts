import { afterAll, beforeAll, expect, test } from 'vitest';
import { getEvent } from './get-event.ts';
import { publish } from './publish.ts';
import { openEvents, rejection } from './testing.ts';
import { eventTasks } from './wiring.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

const run = (name: string) => eventTasks.find((task) => task.name === name)!.run(home.account());

test('events past their retention are gone after the upkeep, younger ones stay', async () => {
  const ctx = home.account();
  const { id } = await publish(ctx, { type: 'thing.happened', data: {} });
  await home.onDay(home.config.RETENTION_DAYS, () => run('event.maintain-partitions'));
  expect((await getEvent(ctx, { id })).id).toBe(id);
  await home.onDay(home.config.RETENTION_DAYS + 2, () => run('event.maintain-partitions'));
  expect(await home.count(ctx)).toBe(0);
  expect(await rejection(getEvent(ctx, { id }))).toMatchObject({ code: 'not_found' });
});

test('expired idempotency keys are forgotten, the others kept', async () => {
  const ctx = home.account();
  await run('event.maintain-partitions');
  for (const key of ['old', 'new']) {
    await publish(ctx, { type: 'thing.happened', data: {}, idempotency_key: key });
  }
  await home.query(
    `UPDATE event.idempotency SET expires_at = now() - interval '1 second' WHERE account_id = $1 AND key = 'key:old'`,
    [ctx.accountId],
  );
  await run('event.forget-idempotency');
  expect(
    await home.query('SELECT key FROM event.idempotency WHERE account_id = $1', [ctx.accountId]),
  ).toEqual([{ key: 'key:new' }]);
});
