import { createCallerFactory, newId } from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { migrate } from '@tidings/kernel/wiring';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { BatchKeys } from './migrations/0011-batch-keys.ts';
import { publish } from './publish.ts';
import { publishBatch } from './publish-batch.ts';
import { eventRouter } from './router.ts';
import { BATCH_LIMIT } from './schema.ts';
import { openEvents, rejection } from './testing.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

const thing = (n: number, more: object = {}) => ({ type: 'thing.happened', data: { n }, ...more });

test('each event is accepted or refused on its own, in the order given', async () => {
  const ctx = home.account();
  const id = newId('evt');
  const { data } = await publishBatch(ctx, {
    events: [
      thing(1),
      { type: 'order.placed', data: {} },
      'no event at all',
      thing(2, { id }),
      { ...thing(3), colour: 'red' },
      thing(4, { id }),
      { type: 'nothing.happened', data: {} },
      thing(5),
    ],
  });
  expect(data).toEqual([
    expect.objectContaining({ type: 'thing.happened', deliveries: 0 }),
    {
      error: expect.objectContaining({
        status: 422,
        issues: [expect.objectContaining({ path: '/data/total' })],
      }),
    },
    { error: expect.objectContaining({ status: 422, issues: [expect.objectContaining({ path: '' })] }) },
    expect.objectContaining({ id }),
    {
      error: expect.objectContaining({ status: 422, issues: [expect.objectContaining({ path: '/colour' })] }),
    },
    { error: expect.objectContaining({ status: 409, request_id: 'req_test' }) },
    { error: expect.objectContaining({ status: 422, issues: [expect.objectContaining({ path: '/type' })] }) },
    expect.objectContaining({ type: 'thing.happened' }),
  ]);
  expect(await home.count(ctx)).toBe(3);
});

test('an event that is in the batch twice is one event', async () => {
  const ctx = home.account();
  const event = thing(1, { id: newId('evt') });
  const { data } = await publishBatch(ctx, { events: [event, event, thing(2), event] });
  expect(data[1]).toEqual(data[0]);
  expect(data[3]).toEqual(data[0]);
  expect(await home.count(ctx)).toBe(2);
});

test('what repeats one of several different requests for one id gets the answer of its like', async () => {
  const ctx = home.account();
  const id = newId('evt');
  const { data } = await publishBatch(ctx, { events: [1, 2, 1, 2, 3, 1].map((n) => thing(n, { id })) });
  const conflict = { error: expect.objectContaining({ status: 409 }) };
  expect(data).toEqual([data[0], conflict, data[0], conflict, conflict, data[0]]);
  expect(data[0]).toMatchObject({ id });
  expect(await home.count(ctx)).toBe(1);
});

test('a repeat of an older event that is in the batch twice gets the older one’s answer', async () => {
  const ctx = home.account();
  const event = thing(1, { id: newId('evt') });
  const [first] = (await publishBatch(ctx, { events: [event] })).data;
  const { data } = await publishBatch(ctx, { events: [event, event, thing(2)] });
  expect(data.slice(0, 2)).toEqual([first, first]);
  expect(await home.count(ctx)).toBe(2);
});

test('a thousand events are taken, each once, and one more is refused with nothing stored', async () => {
  const ctx = home.account();
  const call = createCallerFactory(eventRouter)({ ...ctx, signedIn: true });
  const events = Array.from({ length: BATCH_LIMIT + 1 }, (_, n) => thing(n));
  expect(await rejection(call.events.publishBatch({ events }))).toMatchObject({
    cause: { code: 'invalid', issues: [{ path: '/events' }] },
  });
  expect(await home.count(ctx)).toBe(0);
  const { data } = await call.events.publishBatch({ events: events.slice(1) });
  const ids = data.map((answer) => ('id' in answer ? answer.id : ''));
  const stored = await home.query<{ id: string; n: number }>(
    `SELECT id, (body::json -> 'data' ->> 'n')::int AS n FROM event.event WHERE account_id = $1 ORDER BY n`,
    [ctx.accountId],
  );
  expect(stored).toEqual(ids.map((id, index) => ({ id, n: index + 1 })));
});

test('the key of a batch is none of a single event, and gives its first answer again, also from before the upgrade', async () => {
  const ctx = home.account();
  const batch = { events: [thing(1), thing(2)], idempotency_key: 'k' };
  const first = await publishBatch(ctx, batch);
  const single = { type: 'thing.happened', data: { n: 1 }, idempotency_key: 'k:0' };
  expect((await publish(ctx, single)).id).not.toBe((first.data[0] as { id: string }).id);
  expect(await publishBatch(ctx, batch)).toEqual(first);
  expect(await home.count(ctx)).toBe(3);
  // As names were before.
  await home.query(`DELETE FROM event.idempotency WHERE account_id = $1 AND key = 'key:k:0'`, [
    ctx.accountId,
  ]);
  await home.query(`UPDATE event.idempotency SET key = replace(key, E'\\n', ':') WHERE account_id = $1`, [
    ctx.accountId,
  ]);
  await migrate(home.url, [{ name: 'event/0011-once-more', class: BatchKeys }]);
  expect(await publishBatch(ctx, batch)).toEqual(first);
  expect(await home.count(ctx)).toBe(3);
});

test('an empty batch is refused', async () => {
  const call = createCallerFactory(eventRouter)({ ...home.account(), signedIn: true });
  expect(await rejection(call.events.publishBatch({ events: [] }))).toMatchObject({
    cause: { issues: [{ path: '/events' }] },
  });
});

test('a fault of ours fails the whole request, so that its caller tries again', async () => {
  const empty = await createTestDatabase({ steps: [] });
  onTestFinished(empty.drop);
  const ctx = { ...home.account(), database: empty.database };
  await expect(publishBatch(ctx, { events: ['bad', thing(1, { id: newId('evt') })] })).rejects.toThrow(
    'relation "event.idempotency" does not exist',
  );
});
