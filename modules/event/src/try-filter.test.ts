import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogOf } from './catalog.ts';
import { publish } from './publish.ts';
import { openEvents } from './testing.ts';
import { tryFilter } from './try-filter.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

function setup() {
  const ctx = home.account();
  const order = catalogOf(ctx).get('order.placed');
  if (!order) throw new Error('It is in the catalog of tests.');
  return { ctx, order };
}

it('counts past events as the webhook gets them in its version', async () => {
  const { ctx, order } = setup();
  await publish(ctx, { type: 'order.placed', data: { total: '19.90' } });
  await publish(ctx, { type: 'thing.happened', data: {} });
  const tried = (apiVersion: string) =>
    tryFilter(ctx, { total: { $gt: 1_000 } }, { types: [order], last: 10, apiVersion });
  expect(await tried('2026-01-01')).toEqual({ never: [], tested: 1, matched: 1 });
  expect(await tried('2026-06-01')).toEqual({ never: [], tested: 1, matched: 0 });
});

it('misses a field only where the versions that the webhook gets have none', async () => {
  const { ctx, order } = setup();
  const [newest, oldest] = order.versions;
  const versions = [
    { ...newest!, example: { amount: '9.90' } },
    { ...oldest!, example: { total: 990 } },
  ];
  const never = async (filter: Record<string, unknown>, apiVersion: string) =>
    (await tryFilter(ctx, filter, { types: [{ ...order, versions }], last: 1, apiVersion })).never;
  expect(await never({ amount: '9.90' }, '2026-01-01')).toEqual(['order.placed']);
  expect(await never({ amount: '9.90' }, '2026-06-01')).toEqual([]);
  // What was published as the older version is delivered as that.
  expect(await never({ total: 990 }, '2026-06-01')).toEqual([]);
  expect(await never({ amount: { $exists: false } }, '2026-01-01')).toEqual([]);
});
