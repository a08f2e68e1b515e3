import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordActivity } from './record-activity.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const attempts = (endpointId: string, outcomes: string) =>
  [...outcomes].map((each) => ({ endpointId, succeeded: each === '+' }));

it('reads a webhook as its own account sees it', async () => {
  const { webhooks, create } = home.account();
  const { secret: _, ...made } = await create({ name: 'Mine' });
  expect(await webhooks.get({ id: made.id })).toEqual(made);
});

it("does not find what is not there, nor another account's", async () => {
  const { id } = await home.account().create();
  const stranger = home.account();
  await expect(stranger.webhooks.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const made_up = 'wh_01k9w3m5kqe8nb2v7x4r6t0zcd';
  await expect(stranger.webhooks.get({ id: made_up })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it.each([
  ['', 'idle'],
  ['+', 'healthy'],
  ['----', 'healthy'],
  ['-----', 'failing'],
  ['+-----', 'failing'],
  ['-----+', 'healthy'],
  ['---+---', 'healthy'],
])('after %j its health is %s', async (outcomes, health) => {
  const { webhooks, create } = home.account();
  const { id } = await create();
  await home.database.transaction((tx) => recordActivity(tx, attempts(id, outcomes)));
  expect((await webhooks.get({ id })).health).toBe(health);
});
