import { type Context, partitionDays } from '@tidings/kernel';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { getEvent } from './get-event.ts';
import { publish } from './publish.ts';
import { openEvents, rejection } from './testing.ts';
import { eventTasks, maintainEventPartitions } from './wiring.ts';

const DAY_MS = 86_400_000;

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

const run = (name: string, ctx: Context = home.account()) =>
  eventTasks.find((task) => task.name === name)!.run(ctx);

test('events past their retention are gone after the upkeep, younger ones stay', async () => {
  const ctx = home.account();
  const { id } = await publish(ctx, { type: 'thing.happened', data: {} });
  const publishedAt = Date.now();
  const upkeepAfter = (days: number) => maintainEventPartitions(ctx, new Date(publishedAt + days * DAY_MS));
  await upkeepAfter(home.config.RETENTION_DAYS);
  expect((await getEvent(ctx, { id })).id).toBe(id);
  await upkeepAfter(home.config.RETENTION_DAYS + 2);
  expect(await home.count(ctx)).toBe(0);
  expect(await rejection(getEvent(ctx, { id }))).toMatchObject({ code: 'not_found' });
});

test('something can be made of every event that is kept, also of those from before anything was', async () => {
  const ctx = home.account();
  await maintainEventPartitions(ctx, new Date(Date.now() - 20 * DAY_MS));
  for (const day of await partitionDays(ctx.database, 'event.rendering'))
    await home.query(`DROP TABLE event.rendering_${day.replaceAll('-', '')}`);
  await run('event.maintain-partitions');
  const days = await partitionDays(ctx.database, 'event.event');
  expect(days.length).toBeGreaterThan(15);
  expect(await partitionDays(ctx.database, 'event.rendering')).toEqual(days);
});

test('a process whose clock is ahead of the database drops nothing', async () => {
  const ctx = home.account();
  await run('event.maintain-partitions');
  const { id } = await publish(ctx, { type: 'thing.happened', data: {} });
  const later = new Date(Date.now() + (home.config.RETENTION_DAYS + 2) * DAY_MS);
  await run('event.maintain-partitions', { ...ctx, clock: { ...ctx.clock, now: () => later } });
  expect((await getEvent(ctx, { id })).id).toBe(id);
});

test('what is published by a clock so far ahead that its day has no partition is refused, and stored nowhere', async () => {
  const ctx = home.account();
  await run('event.maintain-partitions');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(Date.now() + 400 * DAY_MS) });
  try {
    const refused = await rejection(publish(ctx, { type: 'thing.happened', data: {} }));
    expect(refused).toMatchObject({ message: 'no partition of relation "event" found for row' });
  } finally {
    vi.useRealTimers();
  }
  expect(await home.count(ctx)).toBe(0);
  await publish(ctx, { type: 'thing.happened', data: {} });
  expect(await home.count(ctx)).toBe(1);
});

test('allowances that were not used for a day are forgotten, since they are full', async () => {
  const [used, unused] = [home.account(), home.account()];
  await home.query(
    `INSERT INTO event.allowance VALUES ($1, 1, now() - interval '23 hours'), ($2, 1, now() - interval '25 hours')`,
    [used.accountId, unused.accountId],
  );
  await run('event.forget-allowances');
  expect(
    await home.query('SELECT account_id FROM event.allowance WHERE account_id IN ($1, $2)', [
      used.accountId,
      unused.accountId,
    ]),
  ).toEqual([{ account_id: used.accountId }]);
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
