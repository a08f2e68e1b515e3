import { afterAll, beforeAll, expect, it } from 'vitest';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

async function accountWith(...names: string[]) {
  const account = home.account();
  for (const name of names) await account.create({ name });
  const namesOf = async (input: Parameters<typeof account.webhooks.list>[0]) =>
    (await account.webhooks.list(input)).data.map((webhook) => webhook.name);
  return { ...account, namesOf };
}

it('lists the newest first', async () => {
  const { namesOf } = await accountWith('first', 'second', 'third');
  expect(await namesOf({})).toEqual(['third', 'second', 'first']);
});

it('has nothing to list for a new account', async () => {
  const { webhooks } = home.account();
  expect(await webhooks.list({})).toEqual({ data: [], has_more: false, next_cursor: null });
});

it("never shows another account's webhooks, whatever is asked", async () => {
  const { webhooks } = await accountWith('theirs 1', 'theirs 2');
  const page = await webhooks.list({ limit: 1 });
  const stranger = await accountWith('mine');
  expect(await stranger.namesOf({})).toEqual(['mine']);
  expect(await stranger.namesOf({ q: 'theirs' })).toEqual([]);
  expect(await stranger.namesOf({ status: 'active' })).toEqual(['mine']);
  await expect(stranger.namesOf({ cursor: page.next_cursor! })).rejects.toMatchObject({
    cause: { issues: [{ path: 'cursor' }] },
  });
});

it('goes through all pages, each webhook once, while more are made', async () => {
  const { webhooks, create } = await accountWith('1', '2', '3', '4', '5');
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await webhooks.list({ limit: 2, cursor });
    expect(page.has_more).toBe(page.next_cursor !== null);
    seen.push(...page.data.map((webhook) => webhook.name));
    cursor = page.next_cursor ?? undefined;
    await create({ name: 'late' });
  } while (cursor !== undefined);
  expect(seen).toEqual(['5', '4', '3', '2', '1']);
});

it('says that there is no more when the last page is full', async () => {
  const { webhooks } = await accountWith('1', '2');
  expect(await webhooks.list({ limit: 2 })).toMatchObject({ has_more: false, next_cursor: null });
});

it.each(['made up', '', 'W10', Buffer.from('["a","b"]').toString('base64url')])(
  'refuses the cursor %j, which no list gave',
  async (cursor) => {
    await expect(home.account().webhooks.list({ cursor })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      cause: { issues: [{ path: 'cursor' }] },
    });
  },
);

it.each([0, 101, 1.5])('refuses a limit of %s', async (limit) => {
  await expect(home.account().webhooks.list({ limit })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
  });
});

it('searches part of the name, in any case', async () => {
  const { namesOf } = await accountWith('Billing', 'CRM');
  expect(await namesOf({ q: 'ILLI' })).toEqual(['Billing']);
});

it('searches part of the URL', async () => {
  const { create, namesOf } = await accountWith('other');
  await create({ name: 'found', url: 'https://93.184.215.14/crm/hooks' });
  expect(await namesOf({ q: '/crm/' })).toEqual(['found']);
});

it.each([
  ['%', ['50% off']],
  ['_', ['snake_case']],
  ['\\', ['back\\slash']],
  ["'", ["O'Hara"]],
  ['0% o', ['50% off']],
])('takes %j literally', async (q, expected) => {
  const { namesOf } = await accountWith('plain', '50% off', 'snake_case', 'back\\slash', "O'Hara");
  expect(await namesOf({ q })).toEqual(expected);
});

it('refuses a search for what no text can hold', async () => {
  const { namesOf } = await accountWith('plain');
  await expect(namesOf({ q: 'a\u0000b' })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    cause: { issues: [{ path: '/q' }] },
  });
});

it('filters by status', async () => {
  const { webhooks, create, namesOf } = await accountWith('runs');
  const { id } = await create({ name: 'rests' });
  await webhooks.update({ id, status: 'paused' });
  expect(await namesOf({ status: 'paused' })).toEqual(['rests']);
  expect(await namesOf({ status: 'active' })).toEqual(['runs']);
  expect(await namesOf({ status: 'disabled' })).toEqual([]);
  expect(await namesOf({ status: 'active', q: 'rests' })).toEqual([]);
});
