import { publish, publishBatch } from '@tidings/event';
import { encodeCursor, newId } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failHeld, release } from '../queue/claim.ts';
import { eraseDeliveries } from '../erase-deliveries.ts';
import { exportDeliveries } from './export-deliveries.ts';
import { recordAttempts } from '../queue/record.ts';
import type { ListDeliveriesInput } from '../schema.ts';
import { FAILURE, finished, installation, NOWHERE } from '../testing.ts';
import { type LogEntry, writeLog } from './testing-log.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const STATUSES = ['pending', 'retrying', 'succeeded', 'failed', 'cancelled', 'archived'] as const;
const INVALID = { code: 'UNPROCESSABLE_CONTENT' };
const YESTERDAY_MS = Date.now() - 86_400_000;
/** Times that go on by a minute from yesterday to today. */
const minute = (count: number) => new Date(YESTERDAY_MS + count * 60_000);

async function setup(entries: LogEntry[] = []) {
  const account = home.account();
  const { id } = await account.hook(NOWHERE);
  const owner = { accountId: account.ctx.accountId!, endpointId: id };
  const ids = await writeLog(home.database, owner, entries);
  const find = async (input: object) =>
    (await account.deliveries.list({ id, ...input })).data.map((delivery) => ids.indexOf(delivery.id));
  /** All pages, of two rows each. */
  const findPaged = async (input: object) => {
    const found: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await account.deliveries.list({ id, limit: 2, cursor, ...input });
      expect(page.has_more).toBe(page.next_cursor !== null);
      expect(page.data.length).toBe(page.has_more ? 2 : page.data.length);
      found.push(...page.data.map((delivery) => ids.indexOf(delivery.id)));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  };
  return { ...account, id, owner, ids, find, findPaged };
}

/** Three of each status, of two types in turns, over two days. */
const MIXED: LogEntry[] = Array.from({ length: 18 }, (_, index) => ({
  status: STATUSES[index % 6]!,
  type: index % 4 < 2 ? 'tag.created' : 'tag.deleted',
  at: minute(index * 90),
}));

it('lists the newest first', async () => {
  const { find } = await setup(MIXED.slice(0, 3));
  expect(await find({})).toEqual([2, 1, 0]);
});

it('goes through all pages, each delivery once, while more come in', async () => {
  const { deliveries, id, owner } = await setup(MIXED.slice(0, 5));
  const { data } = await deliveries.list({ id });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await deliveries.list({ id, limit: 2, cursor });
    seen.push(...page.data.map((delivery) => delivery.id));
    cursor = page.next_cursor ?? undefined;
    await writeLog(home.database, owner, [{ status: 'succeeded' }]);
  } while (cursor !== undefined);
  expect(seen).toEqual(data.map((delivery) => delivery.id));
});

describe('a filter', () => {
  const expected = (holds: (entry: LogEntry, index: number) => boolean) =>
    MIXED.map((entry, index) => (holds(entry, index) ? index : -1))
      .filter((index) => index >= 0)
      .toReversed();

  it.each(STATUSES)('by the status %s finds those deliveries, page by page', async (status) => {
    const { find, findPaged } = await setup(MIXED);
    const wanted = expected((entry) => entry.status === status);
    expect(wanted).toHaveLength(3);
    expect(await find({ status })).toEqual(wanted);
    expect(await findPaged({ status: [status] })).toEqual(wanted);
  });

  it.each([
    ['failed,cancelled'],
    ['failed, retrying'],
    ['pending,retrying,archived'],
    ['succeeded,failed'],
    ['pending,retrying'],
    [STATUSES.join(',')],
  ])('by several statuses, %s, merges them in the order of the log', async (status) => {
    const { findPaged } = await setup(MIXED);
    expect(await findPaged({ status })).toEqual(expected((entry) => status.includes(entry.status)));
  });

  it('by one type, or by several', async () => {
    const { findPaged } = await setup(MIXED);
    expect(await findPaged({ type: 'tag.created' })).toEqual(
      expected((entry) => entry.type === 'tag.created'),
    );
    expect(await findPaged({ type: 'tag.created,tag.deleted,email.opened' })).toEqual(expected(() => true));
    expect(await findPaged({ type: ['tag.deleted', 'tag.deleted'] })).toEqual(
      expected((entry) => entry.type === 'tag.deleted'),
    );
    expect(await findPaged({ type: 'email.opened' })).toEqual([]);
  });

  it('by a resource, also with what the catalog does not know, or by all', async () => {
    const types = ['tag.created', 'tags.created', 'tag.gone', 'email.opened', 'ta.created', 'tag.deep.made'];
    const { find, findPaged } = await setup(types.map((type, index) => ({ ...MIXED[index * 3]!, type })));
    expect(await findPaged({ type: 'tag.*' })).toEqual([5, 2, 0]);
    expect(await findPaged({ type: 'tag.*,email.opened,tag.gone' })).toEqual([5, 3, 2, 0]);
    expect(await find({ type: ['tag.deep.*', 'ta.*'] })).toEqual([5, 4]);
    expect(await find({ type: 'purchase.*' })).toEqual([]);
    expect(await find({ type: '*' })).toEqual([5, 4, 3, 2, 1, 0]);
    expect(await find({ type: ['tag.*', '*'], status: 'pending' })).toEqual([4, 2, 0]);
    expect(await find({ type: 'tag.*', status: 'pending' })).toEqual([2, 0]);
    expect(await find({ type: 'tag.*', status: 'succeeded' })).toEqual([]);
  });

  it.each(STATUSES)('by type together with the status %s', async (status) => {
    const { findPaged } = await setup(MIXED);
    const type = 'tag.created';
    const wanted = expected((entry) => entry.status === status && entry.type === type);
    expect(await findPaged({ status, type })).toEqual(wanted);
  });

  it.each([
    ['no other', {}, () => true],
    ['a status that is final', { status: 'failed' }, (entry: LogEntry) => entry.status === 'failed'],
    ['a status that is not', { status: 'retrying' }, (entry: LogEntry) => entry.status === 'retrying'],
    ['a type', { type: 'tag.deleted' }, (entry: LogEntry) => entry.type === 'tag.deleted'],
  ])('by time leaves out both bounds, with %s', async (_, input, holds) => {
    const { findPaged } = await setup(MIXED);
    const created_after = MIXED[2]!.at!.toISOString();
    const created_before = MIXED[15]!.at!.toISOString();
    expect(await findPaged({ ...input, created_after, created_before })).toEqual(
      expected((entry, index) => holds(entry) && index > 2 && index < 15),
    );
  });

  it('by time is as precise as the times that are shown', async () => {
    const { deliveries, id, publish, latest } = await setup();
    await publish();
    const delivery = await latest(id);
    const find = async (bounds: object) => (await deliveries.list({ id, ...bounds })).data.length;
    const at = Date.parse(delivery.created_at);
    const text = (ms: number) => new Date(ms).toISOString();
    expect(await find({ created_after: text(at - 1), created_before: text(at + 1) })).toBe(1);
    expect(await find({ created_after: text(at) })).toBe(0);
    expect(await find({ created_before: text(at) })).toBe(0);
  });

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-01-01T00:00:00+23:59'])(
    'by time takes every time that ISO 8601 can write: %s',
    async (time) => {
      const { find } = await setup(MIXED.slice(0, 2));
      expect(await find({ created_after: time })).toEqual(time < '2027' ? [1, 0] : []);
      expect(await find({ created_before: time, status: 'pending' })).toEqual(time < '2027' ? [] : [0]);
    },
  );

  it('by the id of an event or of a delivery finds it, if the other filters hold as well', async () => {
    const eventId = newId('evt');
    const { find, ids } = await setup([
      { status: 'failed', eventId, at: minute(0) },
      { status: 'succeeded', eventId, at: minute(1500) },
      { status: 'failed' },
    ]);
    expect(await find({ q: eventId })).toEqual([1, 0]);
    expect(await find({ q: ` ${ids[2]} ` })).toEqual([2]);
    expect(await find({ q: eventId, status: 'failed' })).toEqual([0]);
    expect(await find({ q: eventId, created_after: minute(1).toISOString() })).toEqual([1]);
    expect(await find({ q: ids[2], type: 'tag.deleted' })).toEqual([]);
  });

  it('by an id of another webhook finds nothing', async () => {
    const eventId = newId('evt');
    const other = await setup([{ status: 'failed', eventId }]);
    const { find } = await setup([{ status: 'failed' }]);
    expect(await find({ q: eventId })).toEqual([]);
    expect(await find({ q: other.ids[0] })).toEqual([]);
  });

  it.each(['ada@example.com', 'evt_', 'del_1', 'tag', "'; --"])(
    'by %j, which no event is about, finds nothing',
    async (q) => {
      const { find } = await setup(MIXED.slice(0, 3));
      expect(await find({ q })).toEqual([]);
    },
  );

  it('by nothing but spaces is none', async () => {
    const { find } = await setup(MIXED.slice(0, 3));
    expect(await find({ q: '  ' })).toHaveLength(3);
  });

  it.each([
    ['status', { status: 'lost' }],
    ['status', { status: ['failed', 'lost'] }],
    ['status', { status: '' }],
    ['status', { status: 'failed,' }],
    ['status', { status: [] }],
    ['type', { type: 'a\u0000b' }],
    ['type', { type: '' }],
    ['type', { type: 'nope' }],
    ['type', { type: 'tag.cr*' }],
    ['type', { type: ['tag.*', 'Tag.created'] }],
    ['type', { type: Array.from({ length: 51 }, (_, index) => `tag.t${index}`) }],
    ['q', { q: 'a\u0000b' }],
    ['created_after', { created_after: 'yesterday' }],
    ['created_before', { created_before: '2026-02-30T00:00:00Z' }],
  ])('names %s when it refuses %j', async (path, input) => {
    const { deliveries, id } = await setup();
    await expect(deliveries.list({ id, ...input })).rejects.toMatchObject({
      ...INVALID,
      message: expect.stringMatching(new RegExp(`^/${path}: `)),
    });
  });
});

it('finds by its type what failed or was cancelled, whichever way it ended', async () => {
  const { hook, publish, deliveries } = home.account();
  const { id } = await hook(NOWHERE);
  const events = [];
  for (let made = 0; made < 5; made += 1) events.push(await publish('tag.created'));
  const of = ({ id: eventId }: { id: string }) => claimed.find((each) => each.event_id === eventId)!;
  const claimed = await home.claim();
  await recordAttempts(home.database).add(finished(of(events[0]!), FAILURE));
  await failHeld(home.database, [of(events[1]!)]);
  await release(home.database, [of(events[2]!), of(events[3]!)], 0);
  await deliveries.cancel({ id: of(events[2]!).delivery_id });
  const erased = [events[3]!, events[4]!].map((event) => ({
    accountId: of(event).account_id,
    day: of(event).event_day,
    id: event.id,
  }));
  await home.database.transaction((tx) => eraseDeliveries(tx, erased));
  const find = async (status: 'failed' | 'cancelled') =>
    (await deliveries.list({ id, status, type: 'tag.created' })).data
      .map((each) => each.event_id)
      .toReversed();
  expect(await find('failed')).toEqual([events[0]!.id, events[1]!.id]);
  expect(await find('cancelled')).toEqual([events[2]!.id, events[3]!.id, events[4]!.id]);
});

it('finds a backlog that is not among the newest', async () => {
  const { findPaged } = await setup([
    { status: 'retrying', at: minute(0) },
    { status: 'pending', at: minute(1) },
    { status: 'retrying', at: minute(2) },
    ...Array.from({ length: 1_100 }, (): LogEntry => ({ status: 'succeeded', at: minute(3) })),
    { status: 'retrying', at: minute(4) },
  ]);
  expect(await findPaged({ status: 'retrying' })).toEqual([1103, 2, 0]);
  expect(await findPaged({ status: 'retrying,pending' })).toEqual([1103, 2, 1, 0]);
});

it.each([
  ['that is made up', () => 'made up'],
  ['of fewer columns', (id: string) => encodeCursor(`deliveries ${id}`, ['a'])],
  ['of another list', (id: string) => encodeCursor(`attempts ${id}`, ['2026-02-03', 'del_1'])],
])('refuses a cursor %s', async (_, cursorFor) => {
  const { deliveries, id } = await setup();
  const cursor = cursorFor(id);
  await expect(deliveries.list({ id, cursor })).rejects.toMatchObject({
    ...INVALID,
    cause: { issues: [{ path: 'cursor' }] },
  });
});

it('refuses a cursor with NUL', async () => {
  const { deliveries, id } = await setup();
  const cursor = encodeCursor(`deliveries ${id}`, ['2026-02-03', 'a\u0000b']);
  await expect(deliveries.list({ id, cursor })).rejects.toMatchObject(INVALID);
});

it.each(['the day before', '2026-02-30'])('refuses a cursor whose day is %s', async (day) => {
  const { deliveries, id } = await setup();
  const cursor = encodeCursor(`deliveries ${id}`, [day, 'del_1']);
  await expect(deliveries.list({ id, cursor })).rejects.toMatchObject(INVALID);
});

it("shows nothing of another account's log, whichever the filter, and takes no cursor of it", async () => {
  const { deliveries, id, ids } = await setup(MIXED);
  const { next_cursor } = await deliveries.list({ id, limit: 1 });
  const stranger = await setup([{ status: 'succeeded', at: minute(0) }]);
  const inputs: Partial<ListDeliveriesInput>[] = [
    {},
    { status: ['failed'] },
    { type: ['tag.created'] },
    { q: ids[0] },
  ];
  for (const input of inputs) {
    await expect(stranger.deliveries.list({ id, ...input })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  const page = await stranger.deliveries.list({ id: stranger.id });
  expect(page.data.map((delivery) => delivery.id)).toEqual(stranger.ids);
  const theirs = stranger.deliveries.list({ id: stranger.id, cursor: next_cursor! });
  await expect(theirs).rejects.toMatchObject(INVALID);
});

it('finds the deliveries of events by what they are about', async () => {
  const account = home.account();
  const webhook = await account.hook(NOWHERE);
  const other = await account.hook(NOWHERE);
  const tagged = (name: string) =>
    publish(account.ctx, { type: 'tag.created', data: { object: { object: 'tag', id: 'tag_1', name } } });
  const [first, second] = [await tagged('VIP'), await tagged('vip')];
  await tagged('gold');
  const opened = await publish(account.ctx, {
    type: 'email.opened',
    data: { object: { object: 'email', id: 'eml_1', email: 'ada@example.com', campaign_id: 'cmp_1' } },
  });
  const found = async (id: string, q: string) =>
    (await account.deliveries.list({ id, q })).data.map((delivery) => delivery.event_id);
  expect(await found(webhook.id, 'vip')).toEqual([second.id, first.id]);
  expect(await found(other.id, 'vip')).toHaveLength(2);
  expect(await found(webhook.id, 'silver')).toEqual([]);
  expect(await found(webhook.id, 'ada@example.com')).toEqual([opened.id]);
  const stranger = home.account();
  const theirs = await stranger.hook(NOWHERE);
  for (const q of ['vip', 'ada@example.com'])
    expect((await stranger.deliveries.list({ id: theirs.id, q })).data).toEqual([]);
});

describe('what many events are about, of which a webhook got few', () => {
  const tag = { object: 'tag', id: 'tag_1', name: 'vip' };
  const MANY = Array.from({ length: 1_000 }, () => ({ type: 'tag.created', data: { object: tag } }));

  /** A webhook that got one event with the value, then so many others, and nothing of a thousand more that have it. */
  async function rare(others: number) {
    const account = home.account();
    const { ctx, deliveries } = account;
    const { id } = await account.hook(NOWHERE);
    const { id: eventId } = await publish(ctx, { type: 'tag.created', data: { object: tag } });
    await account.setStatus(id, 'paused');
    const owner = { accountId: ctx.accountId ?? '', endpointId: id };
    await writeLog(
      home.database,
      owner,
      Array.from({ length: others }, (): LogEntry => ({ status: 'succeeded' })),
    );
    await publishBatch(ctx, { events: MANY });
    const pages: string[][] = [];
    for (let cursor: string | undefined; ;) {
      const page = await deliveries.list({ id, q: 'vip', ...(cursor && { cursor }) });
      pages.push(page.data.map((each) => each.event_id));
      if (!page.next_cursor) return { ctx, id, eventId, pages };
      cursor = page.next_cursor;
    }
  }

  it('is found in a short log at once', async () => {
    const { eventId, pages } = await rare(10);
    expect(pages).toEqual([[eventId]]);
  });

  it('is found in a long one after pages without any, each of which says that there is more', async () => {
    const { ctx, id, eventId, pages } = await rare(10_100);
    expect(pages).toEqual([[], [eventId]]);
    let csv = '';
    for await (const piece of await exportDeliveries(ctx, { id, q: 'vip' })) csv += piece;
    expect(csv.trim().split('\r\n')).toHaveLength(2);
  });
});
