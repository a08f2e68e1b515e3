import { type Sql, statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { activeWebhooks } from './active-webhooks.ts';
import { installation } from './testing.ts';

const SUBSCRIBE = statement<never>('', `UPDATE endpoint.endpoint SET events = '{tag.created}' WHERE id = $1`);
const RENAME = statement<never>('', `UPDATE endpoint.endpoint SET name = 'Later' WHERE id = $1`);

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

/** What is asked for on the way to an account's active webhooks, and their ids. */
async function lookAt(accountId: string) {
  const asked: string[] = [];
  const listening: Sql = {
    query: (query, values) => {
      asked.push(query.name);
      return home.database.query(query, values);
    },
  };
  const ids = (await activeWebhooks(listening, [accountId])).map(({ id }) => id).toSorted();
  return { ids, isRead: asked.includes('endpoint.subscribers') };
}

it('reads the webhooks of an account once, as long as nothing changes', async () => {
  const { ctx, create } = home.account();
  const { id } = await create();
  expect(await lookAt(ctx.accountId!)).toEqual({ ids: [id], isRead: true });
  expect(await lookAt(ctx.accountId!)).toEqual({ ids: [id], isRead: false });
});

it('sees at once what was added, changed, paused and removed', async () => {
  const { ctx, webhooks, create } = home.account();
  const one = await create();
  await lookAt(ctx.accountId!);
  const two = await create();
  expect((await lookAt(ctx.accountId!)).ids).toEqual([one.id, two.id].toSorted());
  await webhooks.update({ id: one.id, events: ['tag.*'] });
  expect((await lookAt(ctx.accountId!)).isRead).toBe(true);
  await webhooks.update({ id: one.id, status: 'paused' });
  expect((await lookAt(ctx.accountId!)).ids).toEqual([two.id]);
  await webhooks.delete({ id: two.id });
  expect((await lookAt(ctx.accountId!)).ids).toEqual([]);
});

it('sees changes that were committed in another order than they were begun', async () => {
  const { ctx, create } = home.account();
  const [one, two] = [await create(), await create()];
  await home.database.transaction(async (early) => {
    await early.query(SUBSCRIBE, [one.id]);
    // A later transaction comes first.
    await home.database.query(RENAME, [two.id]);
    await lookAt(ctx.accountId!);
  });
  expect((await lookAt(ctx.accountId!)).isRead).toBe(true);
  const rows = await activeWebhooks(home.database, [ctx.accountId!]);
  expect(rows.find(({ id }) => id === one.id)?.events).toEqual(['tag.created']);
});
