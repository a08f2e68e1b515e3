import { newId } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getEvent } from './get-event.ts';
import { publishBatch } from './publish-batch.ts';
import { publish } from './publish.ts';
import { openEvents, rejection } from './testing.ts';

const CONFLICT = { name: 'DomainError', code: 'conflict' };
const THING = { type: 'thing.happened', data: { n: 1 } };

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

describe('the same Idempotency-Key', () => {
  test('gives the first answer again, and one event', async () => {
    const ctx = home.account();
    const first = await publish(ctx, { ...THING, idempotency_key: 'k' });
    expect(await publish(ctx, { ...THING, idempotency_key: 'k' })).toEqual(first);
    expect(await home.count(ctx)).toBe(1);
  });

  test('with another body is a conflict', async () => {
    const ctx = home.account();
    await publish(ctx, { ...THING, idempotency_key: 'k' });
    const other = publish(ctx, { ...THING, data: { n: 2 }, idempotency_key: 'k' });
    expect(await rejection(other)).toMatchObject(CONFLICT);
    expect(await home.count(ctx)).toBe(1);
  });

  test('is another key in another account', async () => {
    const [one, other] = [home.account(), home.account()];
    const first = await publish(one, { ...THING, idempotency_key: 'k' });
    const second = await publish(other, { ...THING, data: { n: 2 }, idempotency_key: 'k' });
    expect(second.id).not.toBe(first.id);
  });

  test('is free again after it expired', async () => {
    const ctx = home.account();
    const first = await publish(ctx, { ...THING, idempotency_key: 'k' });
    await home.query(
      `UPDATE event.idempotency SET expires_at = expires_at - interval '24 hours' WHERE account_id = $1`,
      [ctx.accountId],
    );
    const second = await publish(ctx, { ...THING, data: { n: 2 }, idempotency_key: 'k' });
    expect(second.id).not.toBe(first.id);
    expect(await publish(ctx, { ...THING, data: { n: 2 }, idempotency_key: 'k' })).toEqual(second);
  });

  test('is kept for 24 hours', async () => {
    const ctx = home.account();
    await publish(ctx, { ...THING, idempotency_key: 'k' });
    const kept = await home.query<{ hours: number }>(
      `SELECT round(extract(epoch FROM expires_at - now()) / 3600)::int AS hours
       FROM event.idempotency
       WHERE account_id = $1`,
      [ctx.accountId],
    );
    expect(kept).toEqual([{ hours: 24 }]);
  });

  test('is not used up by an event that was refused', async () => {
    const ctx = home.account();
    await rejection(publish(ctx, { type: 'order.placed', data: {}, idempotency_key: 'k' }));
    await publish(ctx, { type: 'order.placed', data: { total: '1' }, idempotency_key: 'k' });
    expect(await home.count(ctx)).toBe(1);
  });
});

describe('the same id given by the publisher', () => {
  test('gives the first answer again, and one event', async () => {
    const ctx = home.account();
    const input = { ...THING, id: newId('evt') };
    const first = await publish(ctx, input);
    expect(first.id).toBe(input.id);
    expect(await publish(ctx, input)).toEqual(first);
    expect(await home.count(ctx)).toBe(1);
  });

  test('with another body is a conflict', async () => {
    const ctx = home.account();
    const id = newId('evt');
    await publish(ctx, { ...THING, id });
    expect(await rejection(publish(ctx, { ...THING, data: { n: 2 }, id }))).toMatchObject(CONFLICT);
  });

  test('is an event of its own in another account, also when both come at once', async () => {
    const [one, other] = [home.account(), home.account()];
    const id = newId('evt');
    await Promise.all([publish(one, { ...THING, id }), publish(other, { ...THING, data: { n: 2 }, id })]);
    expect((await getEvent(one, { id })).data).toEqual({ n: 1 });
    expect((await getEvent(other, { id })).data).toEqual({ n: 2 });
  });

  test('and another Idempotency-Key still give the first answer, however often', async () => {
    const ctx = home.account();
    const input = { ...THING, id: newId('evt') };
    const first = await publish(ctx, { ...input, idempotency_key: 'k1' });
    for (let round = 0; round < 3; round += 1) {
      expect(await publish(ctx, { ...input, idempotency_key: 'k2' })).toEqual(first);
    }
    expect(await home.count(ctx)).toBe(1);
  });

  test('of any age is accepted', async () => {
    const ctx = home.account();
    const id = 'evt_00000000000000000000000000';
    await publish(ctx, { ...THING, id });
    expect((await getEvent(ctx, { id })).id).toBe(id);
  });

  test('is accepted of a clock that is five minutes ahead, and refused beyond that', async () => {
    const ctx = home.account();
    const behind = (minutes: number) => {
      const now = new Date(Date.now() - minutes * 60_000);
      return { ...ctx, clock: { ...ctx.clock, now: () => now } };
    };
    await publish(behind(4.9), { ...THING, id: newId('evt') });
    const future = { ...THING, id: newId('evt') };
    const fault = { issues: [{ path: '/id', message: expect.stringContaining('five minutes ahead') }] };
    expect(await rejection(publish(behind(5.1), future))).toMatchObject({ code: 'invalid', ...fault });
    const { data } = await publishBatch(behind(5.1), { events: [THING, future] });
    expect(data).toMatchObject([{ type: THING.type }, { error: { status: 422, ...fault } }]);
    await publish(ctx, future); // its id was not used up
  });

  test('that we gave to an earlier event is a conflict, and holds up nobody else', async () => {
    const [ctx, other] = [home.account(), home.account()];
    const { id } = await publish(ctx, THING);
    const [again] = await Promise.all([
      rejection(publish(ctx, { ...THING, id, data: { n: 2 } })),
      publish(other, THING),
    ]);
    expect(again).toMatchObject(CONFLICT);
    expect((await getEvent(ctx, { id })).data).toEqual({ n: 1 });
    expect([await home.count(ctx), await home.count(other)]).toEqual([1, 1]);
  });
});

test('an event that was refused for its key can be published under its id with another key', async () => {
  const ctx = home.account();
  await publish(ctx, { ...THING, idempotency_key: 'k1' });
  const input = { ...THING, id: newId('evt') };
  expect(await rejection(publish(ctx, { ...input, idempotency_key: 'k1' }))).toMatchObject(CONFLICT);
  expect(await publish(ctx, { ...input, idempotency_key: 'k2' })).toMatchObject({ id: input.id });
});

test('an event that was refused for its id does not use up its key', async () => {
  const ctx = home.account();
  const id = newId('evt');
  await publish(ctx, { ...THING, id });
  const refused = publish(ctx, { ...THING, id, data: { n: 2 }, idempotency_key: 'k' });
  expect(await rejection(refused)).toMatchObject(CONFLICT);
  await publish(ctx, { ...THING, data: { n: 3 }, idempotency_key: 'k' });
  expect(await home.count(ctx)).toBe(2);
});

test('events without key and id are each their own, however alike', async () => {
  const ctx = home.account();
  const answers = await Promise.all(Array.from({ length: 10 }, () => publish(ctx, THING)));
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(10);
  expect(await home.count(ctx)).toBe(10);
});
