import { liveSecrets } from '@tidings/secret';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { endpointDeleted } from './hooks.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let deleted: string[] = [];
let refuseDeleting = false;

beforeAll(async () => {
  home = await installation();
  endpointDeleted.connect(async (_tx, id) => {
    if (refuseDeleting) throw new Error('The listener failed.');
    deleted.push(id);
  });
});
beforeEach(() => {
  deleted = [];
  refuseDeleting = false;
});
afterAll(() => home.close());

it('deletes a webhook with its secrets and activity, and announces it', async () => {
  const { ctx, webhooks, create } = home.account();
  const { id } = await create();
  const { id: other } = await create();
  await webhooks.delete({ id });
  await expect(webhooks.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await webhooks.list({})).data.map((webhook) => webhook.id)).toEqual([other]);
  expect((await webhooks.activity({})).data.map((each) => each.webhook_id)).toEqual([other]);
  expect([...(await liveSecrets(ctx, [id, other])).keys()]).toEqual([other]);
  expect(deleted).toEqual([id]);
});

it('deletes once', async () => {
  const { webhooks, create } = home.account();
  const { id } = await create();
  const results = await Promise.allSettled([webhooks.delete({ id }), webhooks.delete({ id })]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(deleted).toEqual([id]);
});

it("does not find another account's webhook, and leaves it", async () => {
  const { webhooks, create } = home.account();
  const { id } = await create();
  await expect(home.account().webhooks.delete({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await webhooks.get({ id })).toMatchObject({ id });
  expect(deleted).toEqual([]);
});

it('leaves everything when what waits for the webhook cannot be cancelled', async () => {
  const { ctx, webhooks, create } = home.account();
  const { id, secret } = await create();
  refuseDeleting = true;
  await expect(webhooks.delete({ id })).rejects.toThrow('The listener failed.');
  expect(await webhooks.get({ id })).toMatchObject({ id });
  expect((await liveSecrets(ctx, [id])).get(id)).toEqual([secret]);
  expect((await webhooks.activity({})).data).toHaveLength(1);
});
