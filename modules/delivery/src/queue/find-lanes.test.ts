import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { findLanes } from './find-lanes.ts';
import { installation, NOWHERE } from '../testing.ts';

const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');
const DUE_IN = statement<never>(
  '',
  "UPDATE delivery.queue SET due_at = clock_timestamp() + $2 * interval '1 millisecond' WHERE endpoint_id = $1",
);

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
beforeEach(() => home.database.query(EMPTY));
afterAll(() => home.close());

async function setup(dueInMs: number, input: Parameters<ReturnType<typeof home.account>['hook']>[1] = {}) {
  const account = home.account();
  const webhook = await account.hook(NOWHERE, input);
  await account.publishMany(3);
  await home.database.query(DUE_IN, [webhook.id, dueInMs]);
  return { ...account, id: webhook.id };
}

const found = async () => (await findLanes(home.database)).map((lane) => lane.endpoint_id).toSorted();

it('finds nothing in an empty queue', async () => {
  expect(await findLanes(home.database)).toEqual([]);
});

it('names each webhook once for which something is due now or soon', async () => {
  const [now, soon] = [await setup(-60_000), await setup(900)];
  await setup(5_000);
  expect(await found()).toEqual([now.id, soon.id].toSorted());
  const lanes = await findLanes(home.database);
  const dueInMs = (id: string) => lanes.find((lane) => lane.endpoint_id === id)!.due_in_ms;
  expect(dueInMs(now.id)).toBeLessThan(-59_000);
  expect(dueInMs(soon.id)).toBeGreaterThan(0);
  expect(dueInMs(soon.id)).toBeLessThanOrEqual(900);
  expect(lanes.find((lane) => lane.endpoint_id === now.id)).toMatchObject({
    account_id: now.ctx.accountId,
    is_gated: false,
  });
});

it('says which lanes have a gate, and leaves out those that are closed', async () => {
  const limited = await setup(-1, { rate_limit: 5 });
  const paused = await setup(-1);
  await paused.setStatus(paused.id, 'paused');
  expect(await findLanes(home.database)).toMatchObject([{ endpoint_id: limited.id, is_gated: true }]);
});

it('finds lanes wherever they stand among many', async () => {
  const ids: string[] = [];
  for (let made = 0; made < 20; made += 1) ids.push((await setup(made % 2 === 0 ? -1 : 60_000)).id);
  expect(await found()).toEqual(ids.filter((_, index) => index % 2 === 0).toSorted());
});
