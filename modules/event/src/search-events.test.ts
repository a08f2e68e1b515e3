import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eraseSubject } from './erase-subject.ts';
import { listEvents } from './list-events.ts';
import { publish } from './publish.ts';
import { openEvents } from './testing.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

function setup() {
  const ctx = home.account();
  /** @returns the id of an event to this address, with these tags. */
  const mail = async (email: string, tags: string[] = []) =>
    (await publish(ctx, { type: 'mail.sent', data: { to: { email }, tags, campaign: { id: 'cmp_1' } } })).id;
  const search = async (q: string, more: { limit?: number; cursor?: string; type?: string } = {}) => {
    const page = await listEvents(ctx, { limit: 100, ...more, q });
    return { ...page, ids: page.data.map(({ id }) => id) };
  };
  return { ctx, mail, search };
}

test('events are found by the whole value of any facet, in upper or lower case, newest first', async () => {
  const { mail, search } = setup();
  const first = await mail('ada@example.com', ['vip']);
  const other = await mail('grace@example.com', ['vip', 'new']);
  const last = await mail('Ada@Example.com');
  expect((await search('ADA@example.com')).ids).toEqual([last, first]);
  expect((await search('vip')).ids).toEqual([other, first]);
  expect((await search('cmp_1')).ids).toEqual([last, other, first]);
  expect((await search('ada')).ids).toEqual([]);
});

test('events are found by what people call a value, in upper or lower case, though only some of them say it', async () => {
  const { ctx, search } = setup();
  const send = async (campaign: Record<string, string>) =>
    (await publish(ctx, { type: 'mail.sent', data: { campaign } })).id;
  const first = await send({ id: 'cmp_7', name: ' October sale ' });
  const other = await send({ id: 'cmp_8', name: 'Welcome' });
  const last = await send({ id: 'cmp_7' });
  await vi.waitFor(async () => expect((await search('october SALE')).ids).toEqual([last, first]), 30_000);
  expect((await search('Welcome')).ids).toEqual([other]);
  expect((await search('October')).ids).toEqual([]);
  expect((await setup().search('Welcome')).ids).toEqual([]);
});

test('an event is found by a value with blanks around it', async () => {
  const { mail, search } = setup();
  const id = await mail('ada@example.com', ['  sp ']);
  expect((await search('sp')).ids).toEqual([id]);
});

test('an event is found by its id, if the other filters hold', async () => {
  const { mail, search } = setup();
  const id = await mail('ada@example.com');
  expect((await search(id)).ids).toEqual([id]);
  expect((await search(id, { type: 'mail.sent' })).ids).toEqual([id]);
  expect((await search(id, { type: 'mail.*' })).ids).toEqual([id]);
  expect((await search(id, { type: 'thing.happened' })).ids).toEqual([]);
  expect((await search(id, { type: 'thing.*' })).ids).toEqual([]);
});

test("no other account's events are found", async () => {
  const { mail } = setup();
  const id = await mail('ada@example.com');
  const stranger = setup();
  expect((await stranger.search('ada@example.com')).ids).toEqual([]);
  expect((await stranger.search(id)).ids).toEqual([]);
});

test('what lies far back is found through the index, page by page, over days', async () => {
  const { ctx, mail, search } = setup();
  const ids = [];
  for (const back of [-3, -2, 0]) ids.unshift(await home.onDay(back, () => mail('rare@example.com')));
  await Promise.all(
    Array.from({ length: 2_100 }, (_, n) => publish(ctx, { type: 'thing.happened', data: { n } })),
  );
  const newest = await mail('rare@example.com');
  const first = await search('rare@example.com', { limit: 2 });
  expect(first).toMatchObject({ ids: [newest, ids[0]], has_more: true });
  const rest = await search('rare@example.com', { limit: 2, cursor: first.next_cursor! });
  expect(rest).toMatchObject({ ids: ids.slice(1), has_more: false });
  expect((await search('rare@example.com', { type: 'thing.happened' })).ids).toEqual([]);
  expect((await search('rare@example.com', { type: 'mail.*' })).ids).toHaveLength(4);
});

test('a value that very many have, and none with the other filters, is looked for page by page', async () => {
  const { ctx, mail, search } = setup();
  const rare = await home.onDay(-2, async () => {
    const data = { campaign: { id: 'cmp_1' } };
    return (await publish(ctx, { type: 'mail.sent', data, id: home.publishersId() })).id;
  });
  const id = await mail('ada@example.com');
  await home.query(
    `INSERT INTO event.event (day, id, account_id, type, happened_at, body, facets)
     SELECT day, 'evt_' || n, account_id, 'thing.happened', happened_at, body, facets
     FROM event.event CROSS JOIN generate_series(1, 10500) AS n
     WHERE account_id = $1 AND id = $2`,
    [ctx.accountId, id],
  );
  const first = await search('cmp_1', { type: 'mail.*' });
  expect(first).toMatchObject({ ids: [], has_more: true });
  const rest = await search('cmp_1', { type: 'mail.*', cursor: first.next_cursor! });
  expect(rest).toMatchObject({ ids: [id, rare], has_more: false });
});

test('an erased event is not found by what it was', async () => {
  const { ctx, mail, search } = setup();
  await mail('ada@example.com', ['vip']);
  await eraseSubject(ctx, { email: 'ada@example.com' });
  expect((await search('ada@example.com')).ids).toEqual([]);
  expect((await search('vip')).ids).toEqual([]);
});
