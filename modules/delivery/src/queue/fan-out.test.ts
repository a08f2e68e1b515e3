import { updateWebhook } from '@tidings/endpoint';
import { type AcceptedEvent, TooManyDeliveries } from '@tidings/event';
import { eventsAccepted } from '@tidings/event/wiring';
import { newId } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { installation, NOWHERE } from '../testing.ts';
import { fanOut } from './fan-out.ts';

let home: Awaited<ReturnType<typeof installation>>;
let failAfterFanOut = false;

beforeAll(async () => {
  home = await installation();
  eventsAccepted.connect(async () => {
    if (failAfterFanOut) throw new Error('The transaction failed.');
    return { counts: new Map(), committed: () => undefined, rolledBack: () => undefined };
  });
});
beforeEach(() => {
  failAfterFanOut = false;
});
afterAll(() => home.close());

it('makes one delivery for each webhook that subscribed, and says how many', async () => {
  const account = home.account();
  const exact = await account.hook(NOWHERE, { events: ['tag.created'] });
  const resource = await account.hook(NOWHERE, { events: ['email.*', 'tag.*'] });
  const all = await account.hook(NOWHERE, { events: ['*', 'tag.created'] });
  const other = await account.hook(NOWHERE, { events: ['tag.deleted'] });
  const event = await account.publish('tag.created');
  expect(event.deliveries).toBe(3);
  for (const { id } of [exact, resource, all]) {
    const { data } = await account.deliveries.list({ id });
    expect(data).toEqual([
      {
        id: expect.stringMatching(/^del_/),
        event_id: event.id,
        event_type: 'tag.created',
        webhook_id: id,
        status: 'pending',
        attempts_made: 0,
        attempts_max: 3,
        next_attempt_at: expect.any(String),
        created_at: expect.any(String),
        updated_at: expect.any(String),
        last_status_code: null,
        last_error: null,
        last_duration_ms: null,
        trigger: 'event',
      },
    ]);
  }
  expect((await account.deliveries.list({ id: other.id })).data).toEqual([]);
});

it('leaves out webhooks whose filter the data does not pass, and asks it no more once the delivery is made', async () => {
  const account = home.account();
  const passing = await account.hook(NOWHERE, { filter: { 'object.name': ['vip', 'new'] } });
  const refusing = await account.hook(NOWHERE, { filter: { 'object.name': { $ne: 'vip' } } });
  const event = await account.publish('tag.created');
  expect(event.deliveries).toBe(1);
  expect((await account.deliveries.list({ id: refusing.id })).data).toEqual([]);
  await updateWebhook(account.ctx, { id: passing.id, filter: { 'object.name': 'other' } });
  expect(await account.latest(passing.id)).toMatchObject({ event_id: event.id, status: 'pending' });
  expect((await account.publish('tag.created')).deliveries).toBe(0);
});

it('leaves out paused webhooks, also when they are resumed later', async () => {
  const account = home.account();
  const { id } = await account.hook(NOWHERE);
  await account.setStatus(id, 'paused');
  expect((await account.publish()).deliveries).toBe(0);
  await account.setStatus(id, 'active');
  expect((await account.deliveries.list({ id })).data).toEqual([]);
});

it("delivers nothing to another account's webhooks", async () => {
  const [mine, theirs] = [home.account(), home.account()];
  const own = await mine.hook(NOWHERE);
  const foreign = await theirs.hook(NOWHERE);
  expect((await mine.publish()).deliveries).toBe(1);
  expect((await mine.deliveries.list({ id: own.id })).data).toHaveLength(1);
  expect((await theirs.deliveries.list({ id: foreign.id })).data).toEqual([]);
});

it('counts for each event by itself when many are committed together', async () => {
  const [one, two] = [home.account(), home.account()];
  await one.hook(NOWHERE, { events: ['tag.created'] });
  await two.hook(NOWHERE, { events: ['*'] });
  await two.hook(NOWHERE, { events: ['tag.*'] });
  const published = await Promise.all([
    one.publish('tag.created'),
    one.publish('tag.deleted'),
    two.publish('tag.created'),
    two.publish('email.opened'),
  ]);
  expect(published.map((event) => event.deliveries)).toEqual([1, 0, 2, 1]);
});

it('makes no more at once than it is told, but of a single event', async () => {
  const { ctx, hook } = home.account();
  for (let made = 0; made < 2; made += 1) await hook(NOWHERE);
  const createdAt = new Date();
  const eventOf = (): AcceptedEvent => ({
    id: newId('evt'),
    day: createdAt.toISOString().slice(0, 10),
    accountId: ctx.accountId!,
    createdAt,
    type: 'tag.created',
    apiVersion: '2026-11-01',
    data: {},
    body: '{}',
  });
  const events = [eventOf(), eventOf(), eventOf()];
  const counted = async (most: number, of: AcceptedEvent[]) => {
    const { counts } = await home.database.transaction((tx) => fanOut(home.process, tx, of, most));
    return [...counts.values()];
  };
  const before = (await home.queued()) ?? 0;
  // The third is not asked any more.
  await expect(counted(3, events)).rejects.toEqual(
    new TooManyDeliveries(new Map(events.slice(0, 2).map((event) => [event, 2]))),
  );
  expect(await home.queued()).toBe(before);
  expect([await counted(6, events), await counted(1, [eventOf()])]).toEqual([[2, 2, 2], [2]]);
  expect(await home.queued()).toBe(before + 8);
});

it('is undone with the transaction that stores the event', async () => {
  const account = home.account();
  const { id } = await account.hook(NOWHERE);
  const before = await home.queued();
  failAfterFanOut = true;
  await expect(account.publish()).rejects.toThrow('The transaction failed.');
  expect((await account.deliveries.list({ id })).data).toEqual([]);
  expect(await home.queued()).toBe(before);
});

it.each([
  [{ enabled: false }, 1],
  [{ max_retries: 0 }, 1],
  [{ max_retries: 1 }, 2],
  [{ delays: ['1s', '2s', '3s'] }, 4],
])('allows with retries %j as many attempts: %i', async (retry, attemptsMax) => {
  const account = home.account();
  const { id } = await account.hook(NOWHERE, { retry });
  await account.publish();
  expect((await account.latest(id)).attempts_max).toBe(attemptsMax);
});
