import { publishDisabled } from '@tidings/endpoint/wiring';
import { eraseSubject, listEvents } from '@tidings/event';
import { newId } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation, NOWHERE, receive } from '../testing.ts';
import { deliverAll, replayedTo, replaysOf } from '../testing-replay.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

async function setup() {
  const account = home.account();
  const { id: webhook } = await account.hook(NOWHERE);
  const { id: event } = await account.publish();
  await deliverAll(home);
  return { ...account, replays: replaysOf(account.ctx).replays, webhook, event };
}

describe('replaying one event', () => {
  it('makes a delivery for each active webhook that gets such events', async () => {
    const { hook, replays, setStatus, webhook, event } = await setup();
    const { id: other } = await hook(NOWHERE);
    const { id: paused } = await hook(NOWHERE);
    await hook(NOWHERE, { events: ['campaign.*'] });
    await setStatus(paused, 'paused');
    const { count, data } = await replays.event({ id: event });
    expect(count).toBe(2);
    expect(new Set(data.map(({ webhook_id }) => webhook_id))).toEqual(new Set([webhook, other]));
    expect(data[0]).toMatchObject({
      event_id: event,
      trigger: 'replay',
      status: 'pending',
      attempts_made: 0,
    });
    await deliverAll(home);
  });

  it('to one webhook leaves out the others', async () => {
    const { hook, replays, webhook, event } = await setup();
    const { id: other } = await hook(NOWHERE);
    expect(await replays.event({ id: event, webhook_id: other })).toMatchObject({ count: 1 });
    expect([await replayedTo(home, webhook), await replayedTo(home, other)]).toEqual([[], [event]]);
    await deliverAll(home);
  });

  it('sends the same bytes under the same id once more', async () => {
    const receiver = await receive();
    const account = home.account();
    home.work();
    const { id: webhook } = await account.hook(receiver.url);
    const { id } = await account.publish();
    await expect.poll(() => receiver.requests.length).toBe(1);
    await replaysOf(account.ctx).replays.event({ id, webhook_id: webhook });
    await expect.poll(() => receiver.requests.length).toBe(2);
    await home.stopWorkers();
    await receiver.close();
    const [first, second] = receiver.requests;
    expect(second?.body).toBe(first?.body);
    expect([first, second].map((request) => request?.headers['webhook-id'])).toEqual([id, id]);
  });

  it('tells of the first 100 deliveries, and how many there are', async () => {
    const { hook, replays, event } = await setup();
    for (let n = 0; n < 101; n += 1) await hook(NOWHERE);
    const { count, data } = await replays.event({ id: event });
    expect([count, data.length]).toEqual([102, 100]);
    await deliverAll(home);
  });

  it('tells a webhook nothing of its own: neither what it lost nor that it was disabled', async () => {
    const { ctx, hook, replays, webhook } = await setup();
    const { id: other } = await hook(NOWHERE);
    await ctx.database.transaction((tx) =>
      publishDisabled(ctx, tx, {
        accountId: ctx.accountId ?? '',
        endpointId: webhook,
        name: 'Ledger',
        url: NOWHERE,
        reason: 'gone',
        consecutiveFailures: 1,
        lastStatusCode: 410,
        lastError: 'http_4xx',
      }),
    );
    const { data } = await listEvents(ctx, { type: 'webhook.disabled', limit: 1 });
    const told = await replays.event({ id: data[0]?.id ?? '' });
    expect(told.data.map(({ webhook_id }) => webhook_id)).toEqual([other]);
    await deliverAll(home);
  });

  it('says why a webhook that is named does not get it', async () => {
    const { hook, replays, setStatus, webhook, event } = await setup();
    const { id: picky } = await hook(NOWHERE, { events: ['campaign.*'] });
    await expect(replays.event({ id: event, webhook_id: picky })).rejects.toThrow(
      'it does not subscribe to tag.created',
    );
    await setStatus(webhook, 'paused');
    await expect(replays.event({ id: event, webhook_id: webhook })).rejects.toThrow(
      'Resume it, then replay.',
    );
  });

  it('finds no event or webhook that is not there or is of another account', async () => {
    const { replays, event } = await setup();
    const stranger = await setup();
    for (const id of [newId('evt'), stranger.event])
      await expect(replays.event({ id })).rejects.toThrow('This event does not exist in this account.');
    for (const webhook_id of [newId('wh'), stranger.webhook])
      await expect(replays.event({ id: event, webhook_id })).rejects.toThrow('This webhook does not exist');
  });

  it('is refused when its data was erased', async () => {
    const { ctx, replays, event } = await setup();
    await eraseSubject(ctx, { subject_id: 'tag_123' });
    await expect(replays.event({ id: event })).rejects.toThrow('erased on request');
  });
});
