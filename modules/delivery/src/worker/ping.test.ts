import { createWebhook } from '@tidings/endpoint';
import { createWebhookInput } from '@tidings/endpoint/schema';
import { getExplainedEvent, listEvents } from '@tidings/event';
import { eventExplained } from '@tidings/event/wiring';
import { verify } from '@tidings/secret';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { explainEvent } from '../log/explain-event.ts';
import { type Answer, installation, NOWHERE, receive, type Receiver } from '../testing.ts';
import { deliverAll, replayedTo, replaysOf, runToEnd } from '../testing-replay.ts';

let home: Awaited<ReturnType<typeof installation>>;
const receivers: Receiver[] = [];
beforeAll(async () => {
  home = await installation();
  eventExplained.connect(explainEvent);
});
afterEach(async () => {
  await home.stopWorkers();
  for (const receiver of receivers.splice(0)) await receiver.close();
});
afterAll(() => home.close());

/** A webhook that subscribes to everything, which none of this may disturb, and how one with a ping is made. */
async function setup() {
  const account = home.account();
  const other = await account.hook(NOWHERE, { events: ['*'] });
  const listOf = async (id: string) => (await account.deliveries.list({ id, limit: 100 })).data;
  const pinged = (url = NOWHERE, events = ['tag.created']) => account.hook(url, { events, ping: true });
  const pings = async () => (await listEvents(account.ctx, { type: 'webhook.ping', limit: 100 })).data;
  return { ...account, other, listOf, pinged, pings };
}

async function receiver(answer?: Answer) {
  const made = await receive(answer);
  receivers.push(made);
  return made;
}

const waitFor = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 20 });

it('arrives at the new webhook alone, signed, whatever that subscribes to', async () => {
  const { ctx, other, listOf, pinged } = await setup();
  const { url, requests } = await receiver();
  home.work();
  const webhook = await pinged(url);
  await waitFor(async () => expect(await listOf(webhook.id)).toMatchObject([{ status: 'succeeded' }]));
  const [delivery] = await listOf(webhook.id);
  expect(delivery).toMatchObject({ event_type: 'webhook.ping', trigger: 'event', attempts_made: 1 });
  expect(requests).toHaveLength(1);
  const { headers, body } = requests[0]!;
  expect(JSON.parse(body)).toEqual({
    id: delivery!.event_id,
    type: 'webhook.ping',
    api_version: '2026-11-01',
    created_at: expect.any(String),
    account_id: ctx.accountId,
    data: {
      object: {
        object: 'webhook',
        id: webhook.id,
        name: webhook.name,
        url,
        events: ['tag.created'],
        created_at: webhook.created_at,
      },
    },
  });
  const received = { headers: headers as Record<string, string>, body, now: new Date() };
  expect(verify({ ...received, secret: webhook.secret }).verified).toBe(true);
  expect(await listOf(other.id)).toEqual([]);
});

it('goes to a webhook that subscribes to everything once, and not through its filter', async () => {
  const { hook, listOf, other } = await setup();
  const filter = { 'object.name': 'nobody' };
  const webhook = await hook(NOWHERE, { events: ['*'], filter, ping: true });
  expect(await listOf(webhook.id)).toMatchObject([{ event_type: 'webhook.ping', status: 'pending' }]);
  expect(await listOf(other.id)).toEqual([]);
});

it('that fails is tried again as any delivery is, and tells nobody when it is given up', async () => {
  const { pinged, listOf, other } = await setup();
  const { url } = await receiver((response) => response.writeHead(500).end());
  home.work();
  const webhook = await pinged(url);
  for (const attempts of [1, 2, 3]) {
    await waitFor(async () => expect(await listOf(webhook.id)).toMatchObject([{ attempts_made: attempts }]));
    const [delivery] = await listOf(webhook.id);
    await home.makeDue(delivery!.id);
  }
  await waitFor(async () => expect(await listOf(webhook.id)).toMatchObject([{ status: 'failed' }]));
  expect(await listOf(other.id)).toEqual([]);
});

it('is not made unless it is asked for', async () => {
  const { hook, pings } = await setup();
  await hook(NOWHERE, { ping: false });
  await hook(NOWHERE);
  expect(await pings()).toEqual([]);
});

it('explains itself: who got it, and that it was for nobody else', async () => {
  const { ctx, pinged, pings, other, latest } = await setup();
  const webhook = await pinged();
  await deliverAll(home);
  const { explain } = await getExplainedEvent(ctx, { id: (await pings())[0]!.id });
  const byId = explain.toSorted(
    (a, b) => Number(a.webhook_id === other.id) - Number(b.webhook_id === other.id),
  );
  expect(byId).toEqual([
    {
      webhook_id: webhook.id,
      result: 'delivered',
      reason: 'Delivered by attempt 1.',
      delivery_id: (await latest(webhook.id)).id,
    },
    {
      webhook_id: other.id,
      result: 'not_subscribed',
      reason: 'The event is a ping of another webhook.',
      delivery_id: null,
    },
  ]);
});

it('is replayed to nobody else, neither by itself nor in a range', async () => {
  const { ctx, pinged, pings, other } = await setup();
  const webhook = await pinged(NOWHERE, ['webhook.*']);
  const picky = await pinged();
  await deliverAll(home);
  const { replays, begin, preview } = replaysOf(ctx);
  for (const [index, ping] of (await pings()).toReversed().entries()) {
    const again = await replays.event({ id: ping.id });
    expect(again.data.map(({ webhook_id }) => webhook_id)).toEqual([[webhook, picky][index]?.id]);
    await expect(replays.event({ id: ping.id, webhook_id: other.id })).rejects.toThrow('does not get this');
  }
  await deliverAll(home);
  expect(await preview()).toMatchObject({ total: 1 });
  await runToEnd(home, (await begin()).id);
  expect(await replayedTo(home, other.id)).toEqual([]);
  // By itself and in the range; one that does not subscribe to pings gets its own by itself only.
  expect((await replayedTo(home, webhook.id)).length).toBe(2);
  expect((await replayedTo(home, picky.id)).length).toBe(1);
});

it('that cannot be stored takes nothing from the answer, which alone has the secret', async () => {
  const { ctx, pings } = await setup();
  const database = { ...home.database, transaction: () => Promise.reject(new Error('It is away.')) };
  const input = createWebhookInput.parse({ url: NOWHERE, events: ['*'], ping: true });
  expect(await createWebhook({ ...ctx, database }, input)).toMatchObject({ secret: expect.any(String) });
  expect(await pings()).toEqual([]);
});
