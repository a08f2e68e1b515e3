import { updateWebhook } from '@tidings/endpoint';
import { catalogOf, getExplainedEvent, toVersion } from '@tidings/event';
import { eventExplained } from '@tidings/event/wiring';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { explainEvent } from '../log/explain-event.ts';
import { installation, NOWHERE } from '../testing.ts';
import { replaysOf, step } from '../testing-replay.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
  eventExplained.connect(explainEvent);
  // Now there is a thread that converts: on a busy machine its start alone may take longer than filters are given.
  await toVersion(catalogOf(home), { type: 'subscriber.created', from: '2026-11-01', data: {} }, OLDER);
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

it('and replays by them, a step that has no more time from where the one before it stopped', async () => {
  const { begin, publish, replays, preview, event, misnamed, pinned, newest } = await setup();
  const { data } = await replays.event({ id: event.id });
  expect(data.map((delivery) => delivery.webhook_id).toSorted()).toEqual([pinned.id, newest.id].toSorted());
  expect(await preview()).toEqual({ total: 2, is_estimate: false });
  for (let more = 0; more < 2; more += 1) await publish('subscriber.created');
  const { id } = await begin({ webhook_id: misnamed.id });
  // Nothing could be made of the first in time: it is let through, and the others are left for the next step.
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(AbortSignal.abort());
  await step(home, id);
  expect((await replays.get({ id })).status).toBe('counting');
  await step(home, id);
  expect(await replays.get({ id })).toMatchObject({ status: 'running', total: 1 });
  timeout.mockRestore();
});
