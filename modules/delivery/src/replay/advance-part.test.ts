import { catalogOf, eraseSubject, publishInTransaction } from '@tidings/event';
import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { claim } from '../queue/claim.ts';
import { recordAlone } from '../queue/record.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from '../testing.ts';
import { deliverAll, openParts, replayedTo, replaysOf, runToEnd, step } from '../testing-replay.ts';
import { ACCOUNT_WINDOW, advancePart, BURST, WINDOW } from './advance-part.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

/** A webhook to which some events were delivered, and the procedures of replays. */
async function setup(count = 3, webhook: Parameters<ReturnType<typeof home.account>['hook']>[1] = {}) {
  const account = home.account();
  const { id } = await account.hook(NOWHERE, webhook);
  const events = count === 0 ? [] : await published(account.publishMany(count));
  await deliverAll(home);
  return { ...account, ...replaysOf(account.ctx), webhook: id, events };
}

async function published(batch: Promise<{ data: ({ id: string } | object)[] }>): Promise<string[]> {
  return (await batch).data.map((each) => ('id' in each ? each.id : ''));
}

const PARTS = statement<{ status: string; total: number; parts: number }>(
  '',
  `SELECT status, total, count(*) AS parts
   FROM delivery.replay_part
   WHERE replay_id = $1
   GROUP BY status, total
   ORDER BY status, total`,
);
const partsOf = (replayId: string) => home.database.query(PARTS, [replayId]);

const NONE = { all: 0, in_place: 0 };
/** Of this connection, with those that have not been reported yet. */
const UPDATES = statement<{ all: number; in_place: number }>(
  '',
  `SELECT pg_stat_get_xact_tuples_updated('delivery.queue'::regclass) AS all,
          pg_stat_get_xact_tuples_hot_updated('delivery.queue'::regclass) AS in_place`,
);

describe('a replay', () => {
  it('makes one delivery for each event, in their order, and ends when each was attempted', async () => {
    const { begin, replays, webhook, events } = await setup(40);
    const { id, status } = await begin({ webhook_id: webhook });
    expect(status).toBe('counting');
    await step(home, id);
    expect(await replays.get({ id })).toMatchObject({ status: 'running', total: 40, done: 0 });
    await runToEnd(home, id);
    expect(await replayedTo(home, webhook)).toEqual(events);
    expect(await replays.get({ id })).toMatchObject({
      status: 'completed',
      total: 40,
      done: 40,
      error: null,
    });
    expect((await replays.get({ id })).finished_at).not.toBeNull();
  });

  it('tells at its end what became of it, and goes on telling', async () => {
    const { begin, replays, deliveries, webhook } = await setup(4);
    const { id } = await begin();
    await step(home, id);
    await step(home, id);
    expect(await replays.get({ id })).toMatchObject({ status: 'running', outcomes: null });
    const [refused, late, ...others] = await home.claim(4);
    if (!refused || !late) throw new Error('Four were due.');
    for (const each of others) await recordAlone(home.database, finished(each, SUCCESS));
    await recordAlone(home.database, finished(refused, FAILURE));
    await recordAlone(home.database, finished(late, FAILURE, 60_000));
    await step(home, id);
    const outcomes = async () => (await replays.get({ id })).outcomes;
    const of = (failed: number, retrying: number) => ({
      succeeded: 2,
      failed,
      retrying,
      webhooks: [{ webhook_id: webhook, failed, retrying }],
    });
    expect(await outcomes()).toEqual(of(1, 1));
    await deliveries.retry({ id: refused.delivery_id });
    expect(await outcomes()).toEqual(of(0, 2));
    expect((await replays.list({})).data).toMatchObject([{ id, outcomes: null }]);
    await home.database.query(statement('', 'DELETE FROM delivery.queue WHERE endpoint_id = $1'), [webhook]);
  });

  it('leaves a note of itself on its deliveries, which keep the id of their event', async () => {
    const { begin, latest, webhook, events } = await setup(1);
    await runToEnd(home, (await begin()).id);
    expect(await latest(webhook)).toMatchObject({
      event_id: events[0],
      trigger: 'replay',
      status: 'succeeded',
    });
  });

  it('goes to each webhook that would get the event now', async () => {
    const { begin, hook, publish, webhook, events } = await setup(2, { events: ['tag.*'] });
    const other = await publish('campaign.launched');
    await deliverAll(home);
    const late = await hook(NOWHERE, { events: ['*'] });
    const picky = await hook(NOWHERE, { filter: { 'object.name': 'nobody has this name' } });
    const { id } = await begin();
    await runToEnd(home, id);
    expect(await replayedTo(home, webhook)).toEqual(events);
    expect(await replayedTo(home, late.id)).toEqual([...events, other.id]);
    expect(await replayedTo(home, picky.id)).toEqual([]);
  });

  it('is counted for all its webhooks by one reading, by their subscriptions', async () => {
    const { begin, hook, publish, replays } = await setup(3, { events: ['tag.*'] });
    await publish('campaign.launched');
    await deliverAll(home);
    for (let n = 0; n < 4; n += 1) await hook(NOWHERE, { events: ['*'] });
    const { id: picky } = await hook(NOWHERE, { filter: { 'object.object': 'tag' } });
    const { id } = await begin();
    expect(await partsOf(id)).toEqual([{ status: 'counting', total: 0, parts: 6 }]);
    const [first] = await openParts(home, id);
    await advancePart(home.process, first!);
    expect(await partsOf(id)).toEqual([
      { status: 'counting', total: 0, parts: 1 },
      { status: 'running', total: 3, parts: 1 },
      { status: 'running', total: 4, parts: 4 },
    ]);
    await runToEnd(home, id);
    expect(await replays.get({ id })).toMatchObject({ status: 'completed', total: 22, done: 22 });
    expect(await replayedTo(home, picky)).toHaveLength(3);
  });

  it('passes the filter on the data of each event', async () => {
    const { begin, preview, publish, webhook } = await setup(0, { filter: { 'object.object': 'tag' } });
    const tag = await publish('tag.created');
    await publish('campaign.launched');
    await deliverAll(home);
    expect(await preview()).toEqual({ total: 1, is_estimate: false });
    await runToEnd(home, (await begin()).id);
    expect(await replayedTo(home, webhook)).toEqual([tag.id]);
  });

  it('of some types leaves out the others', async () => {
    const { begin, publish, webhook } = await setup(2);
    const { id } = await publish('campaign.launched');
    await deliverAll(home);
    await runToEnd(home, (await begin({ types: ['campaign.launched'] })).id);
    expect(await replayedTo(home, webhook)).toEqual([id]);
  });

  it('never takes in what happens while it is under way', async () => {
    const { begin, publishMany, replays, webhook, events } = await setup(20);
    const { id } = await begin();
    await step(home, id);
    await publishMany(5);
    await runToEnd(home, id);
    expect(await replayedTo(home, webhook)).toEqual(events);
    expect(await replays.get({ id })).toMatchObject({ total: 20, done: 20 });
  });
});

describe('what a replay has outstanding', () => {
  it('is never more than its window, however often its turn comes', async () => {
    const { begin, replays, webhook } = await setup(WINDOW + 20);
    const { id } = await begin();
    for (let turn = 0; turn < WINDOW / BURST + 2; turn += 1) await step(home, id);
    expect(await home.queued(webhook)).toBe(WINDOW);
    expect(await replays.get({ id })).toMatchObject({ status: 'running', done: 0 });
    await runToEnd(home, id);
  });

  it('is shared by the webhooks of an account', async () => {
    const { begin, hook } = await setup(30);
    const webhooks = 7;
    for (let n = 0; n < webhooks; n += 1) await hook(NOWHERE);
    const { id } = await begin();
    for (let turn = 0; turn < 6; turn += 1) await step(home, id);
    expect(await home.queued()).toBeLessThanOrEqual(ACCOUNT_WINDOW);
    await runToEnd(home, id);
  });

  it('is a second of what a limited webhook takes', async () => {
    const { begin, webhook } = await setup(10, { rate_limit: 3 });
    // Its deliveries are spread over seconds: what waits of them is no replay's.
    await home.database.query(statement('', 'DELETE FROM delivery.queue WHERE endpoint_id = $1'), [webhook]);
    const { id } = await begin();
    for (let turn = 0; turn < 5; turn += 1) await step(home, id);
    expect(await home.queued(webhook)).toBe(3);
    await home.database.query(statement('', 'DELETE FROM delivery.replay_part WHERE replay_id = $1'), [id]);
    await home.database.query(statement('', 'DELETE FROM delivery.queue WHERE endpoint_id = $1'), [webhook]);
  });
});

it('is claimed like anything else: its row changes in place', async () => {
  const { begin, webhook } = await setup(8);
  const { id } = await begin();
  for (let turn = 0; turn < 2; turn += 1) await step(home, id);
  const workerId = await home.beginWorker();
  const { before, after, claimed } = await home.database.transaction(async (tx) => {
    const [first] = await tx.query(UPDATES);
    const { length } = await claim(tx, workerId, [{ endpointId: webhook, room: 8 }]);
    const [second] = await tx.query(UPDATES);
    return { before: first ?? NONE, after: second ?? NONE, claimed: length };
  });
  expect([claimed, after.all - before.all, after.in_place - before.in_place]).toEqual([8, 8, 8]);
  await home.database.query(statement('', 'DELETE FROM delivery.queue WHERE endpoint_id = $1'), [webhook]);
  await runToEnd(home, id);
});

describe('after a crash', () => {
  it('a step that was not committed is done by the next one, and nothing twice', async () => {
    const { begin, webhook, events } = await setup(60);
    const { id } = await begin();
    await step(home, id);
    const dying = {
      ...home.process,
      database: {
        ...home.database,
        transaction: <Result>(
          work: (tx: Parameters<Parameters<typeof home.database.transaction>[0]>[0]) => Promise<Result>,
        ) =>
          home.database.transaction<Result>(async (tx) => {
            await work(tx);
            throw new Error('killed before the commit');
          }),
      },
    };
    for (let crash = 0; crash < 5; crash += 1) {
      await expect(step(home, id, dying)).rejects.toThrow('killed before the commit');
      await step(home, id);
      await deliverAll(home);
    }
    await runToEnd(home, id);
    expect(await replayedTo(home, webhook)).toEqual(events);
  });

  it('two processes that advance the same part at once do not do so twice', async () => {
    const { begin, webhook, events } = await setup(50);
    const { id } = await begin();
    const parts = { replay_id: id, endpoint_id: webhook };
    const other = home.otherProcess();
    for (let turn = 0; turn < 30; turn += 1) {
      await home.database.query(
        statement('', "UPDATE delivery.replay_part SET due_at = 'epoch' WHERE replay_id = $1"),
        [id],
      );
      await Promise.all([advancePart(home.process, parts), advancePart(other, parts)]);
      await deliverAll(home);
    }
    expect(await replayedTo(home, webhook)).toEqual(events);
  });
});

describe('a webhook', () => {
  it('that is paused holds up its part, which goes on when it is resumed', async () => {
    const { begin, replays, setStatus, webhook, events } = await setup(20);
    const { id } = await begin();
    await step(home, id);
    await setStatus(webhook, 'paused');
    for (let turn = 0; turn < 3; turn += 1) await step(home, id);
    expect(await replays.get({ id })).toMatchObject({ status: 'running', done: 0, waiting_for: [webhook] });
    expect(await replayedTo(home, webhook)).toEqual([]);
    await setStatus(webhook, 'active');
    await home.database.query(statement('', 'DELETE FROM delivery.gate WHERE endpoint_id = $1'), [webhook]);
    await runToEnd(home, id);
    expect(await replayedTo(home, webhook)).toEqual(events);
    expect(await replays.get({ id })).toMatchObject({ status: 'completed', waiting_for: [] });
  });

  it('that is paused does not hold up the others', async () => {
    const { begin, hook, setStatus, webhook, events } = await setup(20);
    const { id: other } = await hook(NOWHERE);
    const { id } = await begin();
    await setStatus(webhook, 'paused');
    for (let turn = 0; turn < 8; turn += 1) {
      await step(home, id);
      await deliverAll(home);
    }
    expect(await replayedTo(home, other)).toEqual(events);
    await setStatus(webhook, 'active');
    await home.database.query(statement('', 'DELETE FROM delivery.gate WHERE endpoint_id = $1'), [webhook]);
    await runToEnd(home, id);
  });

  it('that is deleted ends its part, and the replay if it was for nobody else', async () => {
    const { begin, remove, replays, webhook } = await setup(40);
    const { id } = await begin({ webhook_id: webhook });
    for (let turn = 0; turn < 2; turn += 1) await step(home, id);
    await remove(webhook);
    await runToEnd(home, id);
    expect(await home.queued(webhook)).toBe(0);
    expect(await replays.get({ id })).toMatchObject({
      status: 'cancelled',
      error: 'The webhook was deleted.',
    });
  });

  it('that is deleted leaves the others their part', async () => {
    const { begin, hook, remove, replays, webhook, events } = await setup(5);
    const { id: other } = await hook(NOWHERE);
    const { id } = await begin();
    await remove(webhook);
    await runToEnd(home, id);
    expect(await replayedTo(home, other)).toEqual(events);
    expect(await replays.get({ id })).toMatchObject({
      status: 'completed',
      error: 'The webhook was deleted.',
    });
  });
});

it('does not tell a webhook of what it lost itself', async () => {
  const { begin, ctx, hook, webhook } = await setup(0);
  const { id: other } = await hook(NOWHERE);
  const example = catalogOf(ctx).get('webhook.delivery_exhausted')?.versions[0]?.example;
  const { object } = z.object({ object: z.record(z.string(), z.unknown()) }).parse(example);
  const loss = {
    accountId: ctx.accountId ?? '',
    type: 'webhook.delivery_exhausted',
    data: { object: { ...object, webhook_id: webhook } },
  };
  await home.database.transaction((tx) => publishInTransaction(ctx, tx, [loss]));
  await deliverAll(home);
  await runToEnd(home, (await begin()).id);
  const told = await replayedTo(home, other);
  expect([await replayedTo(home, webhook), told.length]).toEqual([[], 1]);
});

it('passes over an event that was erased meanwhile', async () => {
  const { begin, ctx, publish, replays, webhook } = await setup(0);
  const erased = await publish('tag.created');
  const kept = await publish('campaign.launched');
  await deliverAll(home);
  const { id } = await begin();
  await step(home, id);
  await eraseSubject(ctx, { subject_id: 'tag_123' });
  await runToEnd(home, id);
  expect(await replayedTo(home, webhook)).toEqual([kept.id]);
  expect(erased.id).not.toBe(kept.id);
  expect(await replays.get({ id })).toMatchObject({ status: 'completed', total: 1, done: 1 });
});
