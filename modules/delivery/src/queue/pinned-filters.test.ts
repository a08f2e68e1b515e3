import { updateWebhook } from '@tidings/endpoint';
import { getExplainedEvent } from '@tidings/event';
import { eventExplained } from '@tidings/event/wiring';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainEvent } from '../log/explain-event.ts';
import { installation, NOWHERE } from '../testing.ts';
import { replaysOf } from '../testing-replay.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
  eventExplained.connect(explainEvent);
});
afterAll(() => home.close());

/** What the newest version calls `custom_fields` is called `fields` in the one before. */
const OLDER = '2026-06-01';
const BY_OLDER_NAME = { 'object.fields.company': 'Analytical Engines' };
const BY_NEWER_NAME = { 'object.custom_fields.company': 'Analytical Engines' };

async function setup() {
  const account = home.account();
  const pinned = await account.hook(NOWHERE, { api_version: OLDER, filter: BY_OLDER_NAME });
  const misnamed = await account.hook(NOWHERE, { api_version: OLDER, filter: BY_NEWER_NAME });
  const newest = await account.hook(NOWHERE, { filter: BY_NEWER_NAME });
  const event = await account.publish('subscriber.created');
  return { ...account, ...replaysOf(account.ctx), pinned, misnamed, newest, event };
}

it('looks at the data as the webhook gets them, and not as they were published', async () => {
  const { event, latest, pinned, misnamed, newest, deliveries } = await setup();
  expect(event.deliveries).toBe(2);
  expect([(await latest(pinned.id)).event_id, (await latest(newest.id)).event_id]).toEqual([
    event.id,
    event.id,
  ]);
  expect((await deliveries.list({ id: misnamed.id })).data).toEqual([]);
});

it('and explains by them, also after the webhook has been moved to another version', async () => {
  const { ctx, event, misnamed } = await setup();
  const told = async () =>
    (await getExplainedEvent(ctx, { id: event.id })).explain.find((each) => each.webhook_id === misnamed.id);
  const filtered = { result: 'filtered', reason: expect.stringContaining('nothing is there') };
  expect(await told()).toMatchObject(filtered);
  await updateWebhook(ctx, { id: misnamed.id, api_version: '2026-11-01' });
  expect(await told()).toMatchObject(filtered);
});

it('and replays by them', async () => {
  const { replays, preview, event, pinned, newest } = await setup();
  const { data } = await replays.event({ id: event.id });
  expect(data.map((delivery) => delivery.webhook_id).toSorted()).toEqual([pinned.id, newest.id].toSorted());
  expect(await preview()).toEqual({ total: 2, is_estimate: false });
});
