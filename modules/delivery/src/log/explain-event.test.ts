import { publishBatch } from '@tidings/event';
import { updateWebhook } from '@tidings/endpoint';
import { eventExplained } from '@tidings/event/wiring';
import { getExplainedEvent } from '@tidings/event';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainEvent } from './explain-event.ts';
import { recordAlone } from '../queue/record.ts';
import { replayEvent } from '../replay/replay-event.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
  eventExplained.connect(explainEvent);
});
afterAll(() => home.close());

async function setup(webhook: Parameters<ReturnType<typeof home.account>['hook']>[1] = {}) {
  const account = home.account();
  const { ctx } = account;
  const hook = await account.hook(NOWHERE, webhook);
  const publish = async (data: Record<string, unknown> = TAG) => {
    const { data: published } = await publishBatch(ctx, { events: [{ type: 'tag.created', data }] });
    const [first] = published;
    if (!first || 'error' in first) throw new Error('It was refused.');
    return first.id;
  };
  const explain = async (id: string) => (await getExplainedEvent(ctx, { id })).explain;
  return { ...account, hookId: hook.id, publish, explain };
}
const TAG = { object: { object: 'tag', id: 'tag_1', name: 'vip' } };

it.each([
  ['succeeds', SUCCESS, null, 'delivered', 'Delivered by attempt 1.'],
  [
    'is to be retried',
    FAILURE,
    60_000,
    'pending',
    expect.stringMatching(
      /^1 attempt failed, the last with HTTP 500\. The next one is planned for 20\S+Z\.$/,
    ),
  ],
  [
    'is exhausted',
    FAILURE,
    null,
    'failed',
    '1 attempt failed, the last with HTTP 500. No further one is planned.',
  ],
])('tells of a delivery that %s', async (_, outcome, retryAfterMs, result, reason) => {
  const { publish, explain, hookId, latest } = await setup();
  const id = await publish();
  expect(await explain(id)).toMatchObject([{ result: 'pending', reason: 'Waiting for its first attempt.' }]);
  const [claimed] = await home.claim();
  await recordAlone(home.database, finished(claimed!, outcome, retryAfterMs));
  const { id: delivery } = await latest(hookId);
  expect(await explain(id)).toEqual([{ webhook_id: hookId, result, reason, delivery_id: delivery }]);
});

it('tells of a delivery that was cancelled, and of one that was cleared', async () => {
  const { publish, explain, hookId, latest, deliveries } = await setup();
  const id = await publish();
  await deliveries.cancel({ id: (await latest(hookId)).id });
  expect(await explain(id)).toMatchObject([
    { result: 'failed', reason: 'The delivery was cancelled after no attempts.' },
  ]);
});

it('tells of the delivery that arrived, whatever became of a later one', async () => {
  const { publish, explain, latest, hookId, ctx, deliveries } = await setup();
  const id = await publish();
  const [claimed] = await home.claim();
  await recordAlone(home.database, finished(claimed!, SUCCESS));
  await replayEvent(ctx, { id });
  await deliveries.cancel({ id: (await latest(hookId)).id });
  expect(await explain(id)).toMatchObject([
    { result: 'delivered', reason: 'Delivered by attempt 1.', delivery_id: claimed!.delivery_id },
  ]);
});

it('tells that it arrived by a replay', async () => {
  const { publish, explain, latest, hookId, ctx, deliveries } = await setup();
  const id = await publish();
  await deliveries.cancel({ id: (await latest(hookId)).id });
  await replayEvent(ctx, { id });
  expect(await explain(id)).toMatchObject([{ result: 'pending' }]);
  const [claimed] = await home.claim();
  await recordAlone(home.database, finished(claimed!, SUCCESS));
  expect(await explain(id)).toMatchObject([
    { result: 'delivered', reason: 'Delivered by attempt 1 of a replay.' },
  ]);
});

it('tells what a webhook is subscribed to, when that is something else', async () => {
  const { publish, explain } = await setup({ events: ['email.*', 'tag.deleted'] });
  expect(await explain(await publish())).toMatchObject([
    {
      result: 'not_subscribed',
      reason: 'The webhook was subscribed to email.*, tag.deleted, and not to tag.created.',
      delivery_id: null,
    },
  ]);
});

it('tells which clause of a filter failed, on which value', async () => {
  const { publish, explain } = await setup({ filter: { 'object.name': 'gold' } });
  const [told] = await explain(await publish());
  expect(told).toMatchObject({ result: 'filtered', delivery_id: null });
  expect(told?.reason).toMatch(/object\.name.*gold.*found "vip"/);
});

it('tells that a webhook was paused', async () => {
  const { publish, explain, setStatus, hookId } = await setup();
  await setStatus(hookId, 'paused');
  expect(await explain(await publish())).toMatchObject([
    { result: 'paused', reason: 'The webhook was paused when this event came.' },
  ]);
});

it('goes by what the webhook was when the event came, whatever it is now', async () => {
  const { publish, explain, ctx, hookId, setStatus } = await setup({ events: ['email.*'] });
  const before = await publish();
  await updateWebhook(ctx, { id: hookId, events: ['*'], filter: { 'object.name': 'gold' } });
  const filtered = await publish();
  await setStatus(hookId, 'paused');
  const paused = await publish();
  await updateWebhook(ctx, { id: hookId, status: 'active', filter: {} });
  const results = await Promise.all(
    [before, filtered, paused].map(async (id) => (await explain(id))[0]?.result),
  );
  expect(results).toEqual(['not_subscribed', 'filtered', 'paused']);
});

it('tells that a webhook came after the event', async () => {
  const { publish, explain, hook } = await setup();
  const id = await publish();
  const later = await hook(NOWHERE);
  expect((await explain(id)).find(({ webhook_id: webhook }) => webhook === later.id)).toMatchObject({
    result: 'not_subscribed',
    reason: expect.stringMatching(/created at .*, after this event/),
  });
});

it("says nothing of another account's webhooks", async () => {
  const { publish, explain } = await setup();
  await setup();
  expect(await explain(await publish())).toHaveLength(1);
});
