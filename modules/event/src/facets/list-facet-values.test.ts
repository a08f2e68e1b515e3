import { encodeCursor, openDatabase } from '@tidings/kernel';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eraseSubject } from '../erase-subject.ts';
import { publish } from '../publish.ts';
import { openEvents } from '../testing.ts';
import { holdErasures } from './hold-erasures.ts';
import { insertValues } from './insert-values.ts';
import { listFacetValues } from './list-facet-values.ts';
import { ValueNotes } from './note-values.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

function setup() {
  const ctx = home.account();
  const mail = (campaign: { id: string; name?: string }, tags: string[] = [], email = 'ada@example.com') =>
    publish(ctx, { type: 'mail.sent', data: { campaign, tags, to: { email } } });
  const values = async (name: string, more: { q?: string; limit?: number; cursor?: string } = {}) =>
    listFacetValues(ctx, { limit: 25, ...more, name });
  const untilSeen = (name: string, count: number) =>
    vi.waitFor(async () => expect((await values(name)).data).toHaveLength(count), 30_000);
  return { ctx, mail, values, untilSeen };
}

test('the values that events had are listed with their labels', async () => {
  const { mail, values, untilSeen } = setup();
  await mail({ id: 'cmp_1', name: 'October' }, ['vip', 'new']);
  await untilSeen('campaign', 1);
  expect((await values('campaign')).data).toEqual([
    { value: 'cmp_1', label: 'October', seen_at: expect.any(String) },
  ]);
  expect((await values('tag')).data.map(({ value }) => value).toSorted()).toEqual(['new', 'vip']);
});

test('a value whose name changes has the new one soon', async () => {
  const { mail, values, untilSeen } = setup();
  await mail({ id: 'cmp_1', name: 'October' });
  await untilSeen('campaign', 1);
  await mail({ id: 'cmp_1' }); // says nothing of a name
  await mail({ id: 'cmp_1', name: 'November' });
  await mail({ id: 'cmp_1', name: 'December' });
  await vi.waitFor(
    async () => expect((await values('campaign')).data).toMatchObject([{ label: 'December' }]),
    30_000,
  );
});

test('a value is listed with its blanks, as a filter has to name it', async () => {
  const { mail, values, untilSeen } = setup();
  await mail({ id: 'cmp_1' }, ['  sp ']);
  await untilSeen('tag', 1);
  expect((await values('tag', { q: 'sp' })).data).toMatchObject([{ value: '  sp ' }]);
});

test('they are searched by a part of the value or of the label', async () => {
  const { mail, values, untilSeen } = setup();
  await mail({ id: 'cmp_1', name: 'October sale' });
  await mail({ id: 'cmp_2', name: 'Welcome' });
  await untilSeen('campaign', 2);
  expect((await values('campaign', { q: 'OCTO' })).data).toMatchObject([{ value: 'cmp_1' }]);
  expect((await values('campaign', { q: 'mp_2' })).data).toMatchObject([{ value: 'cmp_2' }]);
  expect((await values('campaign', { q: '%' })).data).toEqual([]);
});

test('they come in pages', async () => {
  const { mail, values, untilSeen } = setup();
  await mail({ id: 'cmp_1' }, ['a', 'b', 'c']);
  await untilSeen('tag', 3);
  const first = await values('tag', { limit: 2 });
  const rest = await values('tag', { limit: 2, cursor: first.next_cursor! });
  expect([...first.data, ...rest.data].map(({ value }) => value)).toEqual(['c', 'b', 'a']);
  expect(rest.has_more).toBe(false);
});

test.each([['1', 'x'], ['infinity', 'x'], ['nonsense']])('a cursor of %s is refused', async (...forged) => {
  const { ctx, values } = setup();
  const cursor = encodeCursor(`facets ${ctx.accountId} tag`, forged);
  await expect(values('tag', { cursor })).rejects.toMatchObject({ code: 'invalid' });
});

test('a cursor of a year that Postgres does not know leads nowhere', async () => {
  const { ctx, values } = setup();
  const cursor = encodeCursor(`facets ${ctx.accountId} tag`, ['0000-01-01T00:00:00.000Z', 'x']);
  expect((await values('tag', { cursor })).data).toEqual([]);
});

test('a facet that no type has is not found', async () => {
  await expect(setup().values('colour')).rejects.toMatchObject({ code: 'not_found' });
  await expect(setup().values('toString')).rejects.toMatchObject({ code: 'not_found' });
});

test("no other account's values are listed", async () => {
  const { mail, untilSeen } = setup();
  await mail({ id: 'cmp_1' });
  await untilSeen('campaign', 1);
  expect((await setup().values('campaign')).data).toEqual([]);
});

test('a value of an event that is erased before it was noted is never noted, by whichever process', async () => {
  const { ctx, mail, values, untilSeen } = setup();
  const elsewhere = openDatabase({ url: home.url, poolSize: 2, entities: [], onError: () => undefined });
  try {
    await mail({ id: 'cmp_1' }, [], 'ada@example.com');
    await eraseSubject({ ...ctx, database: elsewhere }, { email: 'ada@example.com' });
    await mail({ id: 'cmp_2' }, [], 'bob@example.com'); // notes are taken together
    await untilSeen('email', 1);
    expect((await values('email')).data).toMatchObject([{ value: 'bob@example.com' }]);
  } finally {
    await elsewhere.close();
  }
});

test('what is being noted while a person is erased is erased as well', async () => {
  const { ctx, mail, values } = setup();
  const { id } = await mail({ id: 'cmp_1' }, [], 'ada@example.com');
  let erasing: Promise<unknown> | undefined;
  const [row] = await home.query<{ day: string }>('SELECT day FROM event.event WHERE id = $1', [id]);
  await home.database.transaction(async (tx) => {
    await holdErasures(tx);
    erasing = eraseSubject(ctx, { email: 'ada@example.com' });
    await insertValues({ ...home.database, transaction: (work) => work(tx) }, [
      {
        accountId: ctx.accountId,
        name: 'email',
        value: 'ada@example.com',
        label: null,
        day: row?.day ?? '',
        eventId: id,
      },
    ]);
  });
  await erasing;
  expect((await values('email')).data).toEqual([]);
});

test('of a flood of values some are noted, and the newest are kept, on the same day', async () => {
  const { ctx, mail, values } = setup();
  const { id } = await mail({ id: 'cmp_1' });
  await home.query(
    `INSERT INTO event.facet_value (account_id, name, value, seen_at)
     SELECT $1, 'tag', 'old_' || n, now() - interval '1 hour' - n * interval '1 second' FROM generate_series(1, 10500) AS n`,
    [ctx.accountId],
  );
  const [row] = await home.query<{ day: string }>('SELECT day FROM event.event WHERE id = $1', [id]);
  const notes = new ValueNotes(home.database);
  const count = async (like: string) => {
    const [found] = await home.query<{ count: number }>(
      'SELECT count(*)::int FROM event.facet_value WHERE account_id = $1 AND value LIKE $2',
      [ctx.accountId, like],
    );
    return found?.count ?? 0;
  };
  for (let flood = 1; flood <= 5; flood += 1) {
    const facets = Array.from({ length: 500 }, (_, n) => ({
      name: 'tag',
      value: `new_${flood}_${n}`,
      label: null,
    }));
    notes.see({ accountId: ctx.accountId, day: row?.day ?? '', id, facets });
    await vi.waitFor(async () => expect(await count('new_%')).toBe(flood * 200), 30_000);
  }
  await vi.waitFor(async () => expect(await count('old_%')).toBe(9_001), 30_000);
  expect((await values('tag', { limit: 1, q: 'new_' })).data).toHaveLength(1);
});

test('the address of an erased person is forgotten, and what is not theirs alone is kept', async () => {
  const { ctx, mail, values, untilSeen } = setup();
  await mail({ id: 'cmp_1' }, ['vip'], 'Ada@example.com');
  await untilSeen('email', 1);
  await eraseSubject(ctx, { email: 'ada@example.com' });
  expect((await values('email')).data).toEqual([]);
  expect((await values('campaign')).data).toHaveLength(1);
  await mail({ id: 'cmp_1' }, [], 'ada@example.com'); // they come back
  await untilSeen('email', 1);
});
