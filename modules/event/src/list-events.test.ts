import { createCallerFactory, encodeCursor, newId } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getEvent } from './get-event.ts';
import { listEvents } from './list-events.ts';
import { publish } from './publish.ts';
import { eventRouter } from './router.ts';
import { openEvents, rejection } from './testing.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

function setup() {
  const ctx = home.account();
  const events = createCallerFactory(eventRouter)({ ...ctx, signedIn: true }).events;
  /** Ids of what was published, oldest first. */
  const publishSome = async (count: number, input: { created_at?: string; type?: 'order.placed' } = {}) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      // An id of ours has the day of the real clock; one that is given has the day of this one.
      const id = home.publishersId();
      await publish(ctx, { type: 'thing.happened', data: { n, total: '1' }, id, ...input });
      ids.push(id);
    }
    return ids;
  };
  type Filter = Omit<Parameters<typeof events.list>[0], 'cursor'>;
  const walk = async (filter: Filter, between?: () => Promise<unknown>) => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await events.list({ ...filter, cursor });
      pages.push(page.data.map((event) => event.id));
      cursor = page.next_cursor ?? undefined;
      expect(page.has_more).toBe(cursor !== undefined);
      await between?.();
    } while (cursor !== undefined);
    return pages;
  };
  return { ctx, events, publishSome, walk };
}

test('an account without events has an empty page', async () => {
  expect(await setup().events.list({})).toEqual({ data: [], has_more: false, next_cursor: null });
});

test('events of several days come newest first, page by page, each once', async () => {
  const { publishSome, walk } = setup();
  const ids: string[] = [];
  for (const day of [-3, -2, 0]) ids.push(...(await home.onDay(day, () => publishSome(4))));
  const pages = await walk({ limit: 3 });
  expect(pages.flat()).toEqual(ids.toReversed());
  expect(pages.map((page) => page.length)).toEqual([3, 3, 3, 3]);
});

test('a page is 25 events unless asked otherwise', async () => {
  const { publishSome, walk } = setup();
  await publishSome(27);
  expect((await walk({})).map((page) => page.length)).toEqual([25, 2]);
});

test('events that come in while somebody pages neither double nor hide one', async () => {
  const { publishSome, walk } = setup();
  const ids = await publishSome(7);
  expect((await walk({ limit: 2 }, () => publishSome(3))).flat()).toEqual(ids.toReversed());
});

test('a list has the account’s own events only, and takes no cursor of another account', async () => {
  const [one, other] = [setup(), setup()];
  await one.publishSome(3);
  const ids = await other.publishSome(3);
  const { next_cursor: cursor } = await other.events.list({ limit: 1 });
  expect((await other.walk({ limit: 2 })).flat()).toEqual(ids.toReversed());
  expect((await one.walk({ limit: 2 })).flat()).toHaveLength(3);
  expect(await rejection(one.events.list({ cursor: cursor! }))).toMatchObject({
    cause: { issues: [{ path: 'cursor' }] },
  });
});

test('a type can be picked, or all of a resource, over several pages', async () => {
  const { publishSome, walk } = setup();
  const orders: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    await publishSome(2);
    orders.push(...(await publishSome(1, { type: 'order.placed' })));
  }
  for (const type of ['order.placed', 'order.*'])
    expect(await walk({ type, limit: 2 })).toEqual([orders.slice(1).toReversed(), orders.slice(0, 1)]);
  expect((await walk({ type: '*' })).flat()).toHaveLength(9);
  expect(await walk({ type: 'ord.*' })).toEqual([[]]);
});

test('what hardly any event has is looked for page by page, and days without the time that is asked for are passed over', async () => {
  const { ctx, events, publishSome, walk } = setup();
  const created_at = '2026-03-01T10:00:00.000Z';
  const [rare] = await home.onDay(-2, () => publishSome(1, { type: 'order.placed', created_at }));
  const [newest] = await publishSome(1);
  await home.query(
    `INSERT INTO event.event (day, id, account_id, type, happened_at, body)
     SELECT day, 'evt_' || n, account_id, type, happened_at, body
     FROM event.event CROSS JOIN generate_series(1, 10500) AS n
     WHERE account_id = $1 AND id = $2`,
    [ctx.accountId, newest],
  );
  expect(await events.list({ type: 'order.placed' })).toMatchObject({ data: [], has_more: true });
  expect(await walk({ type: 'order.placed' })).toEqual([[], [rare]]);
  expect((await events.list({ type: 'thing.*', limit: 2 })).data).toHaveLength(2);
  const range = { created_after: '2026-03-01T09:59:00Z', created_before: '2026-03-01T10:01:00Z' };
  expect(await walk(range)).toEqual([[rare]]);
  expect(await walk({ created_before: range.created_after })).toEqual([[]]);
  // A day that takes too long to be asked is walked through.
  const cancelled = Object.assign(new Error('canceling statement due to statement timeout'), {
    code: '57014',
  });
  const slow = { ...ctx.database, transaction: () => Promise.reject(cancelled) };
  const page = await listEvents({ ...ctx, database: slow }, { limit: 25, ...range });
  expect(page).toMatchObject({ data: [], has_more: true });
});

test('created_after and created_before leave out their own moment, in any time zone', async () => {
  const { publishSome, walk } = setup();
  const at = ['2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00.000Z', '2026-11-20T12:00:00.000Z'];
  const ids: string[] = [];
  for (const created_at of at) ids.push(...(await publishSome(1, { created_at })));
  expect(await walk({ created_after: at[0] })).toEqual([[ids[2], ids[1]]]);
  expect(await walk({ created_before: '2026-11-20T13:00:00+01:00' })).toEqual([[ids[1], ids[0]]]);
  expect(await walk({ created_after: at[0], created_before: at[2] })).toEqual([[ids[1]]]);
});

test.each(['0000-01-01T00:00:00Z', '2026-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59'])(
  'the far-off %s is as good a limit as any',
  async (time) => {
    const { events } = setup();
    expect((await events.list({ created_after: time, created_before: time })).data).toEqual([]);
  },
);

test.each([
  ['no cursor at all', 'abc'],
  ['a day that is none', ['2026-02-30', 'evt_1']],
  ['SQL', ["2026-01-01'; DROP TABLE x", '']],
  ['NUL', ['2026-01-01', '\0']],
  ['of fewer columns', ['evt_1']],
])('a forged cursor, %s, is the caller’s fault', async (_, forged) => {
  const { ctx, events } = setup();
  const cursor = typeof forged === 'string' ? forged : encodeCursor(`events ${ctx.accountId}`, forged);
  expect(await rejection(events.list({ cursor }))).toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    cause: { issues: [{ path: 'cursor' }] },
  });
});

describe('one event', () => {
  test('is found as it was published, with the bytes that receivers get', async () => {
    const { ctx, events } = setup();
    const answer = await publish(ctx, { type: 'thing.happened', data: { z: 1, a: [1.5, null, 'ü'] } });
    const [stored] = await home.query<{ body: string }>('SELECT body FROM event.event WHERE id = $1', [
      answer.id,
    ]);
    const { explain: _, ...envelope } = await events.get({ id: answer.id });
    expect(JSON.stringify(envelope)).toBe(stored!.body);
  });

  test('is found on every day that is kept', async () => {
    const { ctx, publishSome } = setup();
    for (const day of [-30, -1, 0]) {
      const [id] = await home.onDay(day, () => publishSome(1));
      expect((await getEvent(ctx, { id: id! })).id).toBe(id);
    }
  });

  test('does not exist for another account', async () => {
    const [id] = await setup().publishSome(1);
    expect(await rejection(setup().events.get({ id: id! }))).toMatchObject({
      code: 'NOT_FOUND',
      message: 'This event does not exist in this account.',
    });
  });

  test.each([newId('evt'), 'evt_7zzzzzzzzzzzzzzzzzzzzzzzzz', 'evt_00000000000000000000000000'])(
    'that nobody published, %s, does not exist',
    async (id) => {
      expect(await rejection(setup().events.get({ id }))).toMatchObject({ code: 'NOT_FOUND' });
    },
  );
});
