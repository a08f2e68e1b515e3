import { afterAll, beforeAll, expect, it } from 'vitest';
import { claim } from './claim.ts';
import { recordAttempts } from './record.ts';
import { finished, installation, NOWHERE, SUCCESS } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const cursorOf = (position: string[]) => Buffer.from(JSON.stringify(position)).toString('base64url');

async function setup(...types: string[]) {
  const account = home.account();
  const { id } = await account.hook(NOWHERE);
  for (const type of types) await account.publish(type);
  const typesOf = async (input: object) =>
    (await account.deliveries.list({ id, ...input })).data.map((delivery) => delivery.event_type);
  return { ...account, id, typesOf };
}

it('lists the newest first', async () => {
  const { typesOf } = await setup('tag.created', 'tag.deleted', 'email.opened');
  expect(await typesOf({})).toEqual(['email.opened', 'tag.deleted', 'tag.created']);
});

it('goes through all pages, each delivery once, while more come in', async () => {
  const { deliveries, id, publish } = await setup(...Array.from({ length: 5 }, () => 'tag.created'));
  const { data } = await deliveries.list({ id });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await deliveries.list({ id, limit: 2, cursor });
    expect(page.has_more).toBe(page.next_cursor !== null);
    seen.push(...page.data.map((delivery) => delivery.id));
    cursor = page.next_cursor ?? undefined;
    await publish();
  } while (cursor !== undefined);
  expect(seen).toEqual(data.map((delivery) => delivery.id));
});

it('filters by status and by type', async () => {
  const { deliveries, id, typesOf } = await setup('tag.created', 'tag.deleted');
  const claimed = (await claim(home.database, 100)).find(
    (each) => each.endpoint_id === id && each.event_type === 'tag.deleted',
  );
  await recordAttempts(home.database).add(finished(claimed!, SUCCESS));
  expect(await typesOf({ status: 'succeeded' })).toEqual(['tag.deleted']);
  expect(await typesOf({ status: 'pending' })).toEqual(['tag.created']);
  expect(await typesOf({ type: 'tag.created' })).toEqual(['tag.created']);
  expect(await typesOf({ type: 'tag.created', status: 'succeeded' })).toEqual([]);
  await expect(deliveries.list({ id, status: 'lost' as never })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
  });
});

it.each(['made up', cursorOf(['a'])])('refuses the cursor %j, which no list gave', async (cursor) => {
  const { deliveries, id } = await setup();
  await expect(deliveries.list({ id, cursor })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    cause: { issues: [{ path: 'cursor' }] },
  });
});

it('refuses a cursor with NUL', async () => {
  const { deliveries, id } = await setup();
  const cursor = cursorOf(['2026-02-03', 'a\u0000b']);
  await expect(deliveries.list({ id, cursor })).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
});

it.each(['the day before', '2026-02-30'])('refuses a cursor whose day is %s', async (day) => {
  const { deliveries, id } = await setup();
  const cursor = cursorOf([day, 'del_1']);
  await expect(deliveries.list({ id, cursor })).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
});

it('refuses a type that no text can hold', async () => {
  const { deliveries, id } = await setup();
  const refusal = deliveries.list({ id, type: 'a\u0000b' });
  await expect(refusal).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
});

it("finds neither another account's webhook nor its deliveries and attempts", async () => {
  const { deliveries, id } = await setup('tag.created', 'tag.created');
  const { data, next_cursor } = await deliveries.list({ id, limit: 1 });
  const stranger = await setup('tag.created');
  const foreign = { code: 'NOT_FOUND' };
  await expect(stranger.deliveries.list({ id })).rejects.toMatchObject(foreign);
  await expect(stranger.deliveries.get({ id: data[0]!.id })).rejects.toMatchObject(foreign);
  await expect(stranger.deliveries.attempts({ id: data[0]!.id })).rejects.toMatchObject(foreign);
  const page = await stranger.deliveries.list({ id: stranger.id, cursor: next_cursor! });
  expect(page.data.filter((delivery) => delivery.webhook_id !== stranger.id)).toEqual([]);
});

it.each([
  'del_01k9w3m5kqe8nb2v7x4r6t0zcd',
  'del_7zzzzzzzzzzzzzzzzzzzzzzzzz',
  'del_00000000000000000000000000',
])('does not find %s, which was never made', async (id) => {
  const { deliveries } = home.account();
  await expect(deliveries.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(deliveries.attempts({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('reads a delivery as the list shows it, and no attempt before the first', async () => {
  const { deliveries, id, latest } = await setup('tag.created');
  const listed = await latest(id);
  expect(await deliveries.get({ id: listed.id })).toEqual(listed);
  expect(await deliveries.attempts({ id: listed.id })).toEqual({ data: [] });
});

it('lists attempts in the order in which they were made', async () => {
  const { deliveries, id, latest } = await setup('tag.created');
  const delivery = await latest(id);
  for (let made = 0; made < 11; made += 1) {
    await home.makeDue(delivery.id);
    await claim(home.database, 100); // each closes the attempt before it as interrupted
  }
  const { data } = await deliveries.attempts({ id: delivery.id });
  expect(data.map((attempt) => attempt.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
