import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordActivity } from './record-activity.ts';
import { listedWebhook } from './schema.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

it('says of each webhook what reading it says, the newest first', async () => {
  const { webhooks, create } = home.account();
  const failing = await create({ name: 'Ledger', events: ['purchase.*', 'tag.created'] });
  const paused = await create({ name: 'CRM', timeout_seconds: 12 });
  await webhooks.update({ id: paused.id, status: 'paused' });
  await create({ name: 'Lake' });
  await home.database.transaction((tx) =>
    recordActivity(
      tx,
      Array.from({ length: 5 }, () => ({ endpointId: failing.id, succeeded: false })),
    ),
  );
  const { data } = await webhooks.rows({});
  expect(data.map(({ name }) => name)).toEqual(['Lake', 'CRM', 'Ledger']);
  expect(data.map(({ status, health }) => [status, health])).toEqual([
    ['active', 'idle'],
    ['paused', 'idle'],
    ['active', 'failing'],
  ]);
  const whole = await webhooks.list({});
  expect(data).toEqual(whole.data.map((webhook) => listedWebhook.parse(webhook)));
});

it('reads those that are named alone, and no more of what is gone', async () => {
  const { webhooks, create } = home.account();
  const [gone, stays] = [await create({ name: 'gone' }), await create({ name: 'stays' })];
  await create({ name: 'other' });
  await webhooks.delete({ id: gone.id });
  const { data } = await webhooks.rows({ ids: [gone.id, stays.id] });
  expect(data.map(({ name }) => name)).toEqual(['stays']);
});

it('pages through more than a thousand, and loses none', async () => {
  const { webhooks, create } = home.account();
  const { id } = await create();
  await home.database.pool.query(
    `INSERT INTO endpoint.endpoint
     SELECT (jsonb_populate_record(e, jsonb_build_object('id', left(e.id, 25) || lpad(n::text, 4, '0')))).*
     FROM endpoint.endpoint AS e, generate_series(1, 1000) AS n
     WHERE e.id = $1`,
    [id],
  );
  const first = await webhooks.rows({});
  const second = await webhooks.rows({ cursor: first.next_cursor! });
  expect([first.data.length, second.data.length, second.next_cursor]).toEqual([1_000, 1, null]);
  const ids = new Set([...first.data, ...second.data].map((row) => row.id));
  expect([ids.size, ids.has(id)]).toEqual([1_001, true]);
});

it("never tells of another account's, also where they are named", async () => {
  const { id } = await home.account().create();
  const stranger = home.account();
  const nothing = { data: [], has_more: false, next_cursor: null };
  expect(await stranger.webhooks.rows({})).toEqual(nothing);
  expect(await stranger.webhooks.rows({ ids: [id] })).toEqual(nothing);
});
