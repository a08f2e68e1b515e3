import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAlone } from '../queue/record.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from '../testing.ts';
import { BURST } from './advance-part.ts';
import { deliverAll, replayedTo, replaysOf, runToEnd, step } from '../testing-replay.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const STATUSES = statement<{ status: string; deliveries: number }>(
  '',
  `SELECT status, count(*) AS deliveries
   FROM delivery.delivery
   WHERE endpoint_id = $1 AND trigger = 'replay'
   GROUP BY status
   ORDER BY status`,
);

/** A replay of 60 events, half-way: some delivered, some in the queue, the rest not made. */
async function halfWay() {
  const account = home.account();
  const { id: webhook } = await account.hook(NOWHERE);
  await account.publishMany(60);
  await deliverAll(home);
  const { begin, replays } = replaysOf(account.ctx);
  const { id } = await begin();
  await step(home, id);
  await step(home, id);
  await deliverAll(home);
  await step(home, id);
  const statuses = async () =>
    Object.fromEntries(
      (await home.database.query(STATUSES, [webhook])).map((row) => [row.status, row.deliveries]),
    );
  return { ...account, replays, id, webhook, statuses };
}

describe('cancelling a replay half-way', () => {
  it('cancels what waits and makes nothing more', async () => {
    const { replays, id, webhook, statuses } = await halfWay();
    expect(await replays.get({ id })).toMatchObject({ status: 'running', total: 60, done: BURST });
    expect(await replays.cancel({ id })).toMatchObject({ status: 'cancelled', total: 60, done: BURST });
    expect(await home.queued(webhook)).toBe(0);
    expect(await step(home, id)).toBe(0);
    expect(await statuses()).toEqual({ succeeded: BURST, cancelled: BURST });
  });

  it('leaves what was cancelled where the log finds it by its status and type', async () => {
    const { replays, deliveries, id, webhook } = await halfWay();
    await replays.cancel({ id });
    const cancelled = { id: webhook, status: ['cancelled' as const], limit: 100 };
    expect((await deliveries.list({ ...cancelled, type: ['tag.created'] })).data).toHaveLength(BURST);
    expect((await deliveries.list({ ...cancelled, type: ['tag.deleted'] })).data).toEqual([]);
  });

  it('again changes nothing', async () => {
    const { replays, id, statuses } = await halfWay();
    const first = await replays.cancel({ id });
    expect(await replays.cancel({ id })).toEqual(first);
    expect(await statuses()).toEqual({ succeeded: BURST, cancelled: BURST });
  });

  it('lets what is under way end, without a retry', async () => {
    const { replays, id, webhook, statuses } = await halfWay();
    const [one, two] = await home.claim(2);
    if (!one || !two) throw new Error('Two were due.');
    expect(await replays.cancel({ id })).toMatchObject({ status: 'cancelled', done: BURST });
    expect(await home.queued(webhook)).toBe(2);
    await recordAlone(home.database, finished(one, SUCCESS));
    await recordAlone(home.database, finished(two, FAILURE, 1_000));
    expect(await statuses()).toEqual({ succeeded: BURST + 1, cancelled: BURST - 1 });
    expect(await replays.get({ id })).toMatchObject({
      done: BURST + 2,
      outcomes: { succeeded: BURST + 1, failed: 1, retrying: 0 },
    });
    expect(await home.queued(webhook)).toBe(0);
  });

  it('cancels the retries of what it made', async () => {
    const { replays, id, webhook, statuses } = await halfWay();
    const [failed] = await home.claim(1);
    if (!failed) throw new Error('One was due.');
    await recordAlone(home.database, finished(failed, FAILURE, 60_000));
    expect(await replays.cancel({ id })).toMatchObject({ done: BURST + 1 });
    expect(await home.queued(webhook)).toBe(0);
    expect(await statuses()).toEqual({ succeeded: BURST, cancelled: BURST });
  });

  it('leaves alone what is not of the replay', async () => {
    const { publish, replays, id, webhook } = await halfWay();
    await publish();
    await replays.cancel({ id });
    expect(await home.queued(webhook)).toBe(1);
    await deliverAll(home);
  });

  it('while a process makes deliveries of it leaves none behind', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { replays, id, webhook, statuses } = await halfWay();
      await Promise.all([step(home, id), replays.cancel({ id })]);
      await step(home, id);
      expect(await home.queued(webhook)).toBe(0);
      const { succeeded, cancelled = 0 } = await statuses();
      expect([succeeded, await replays.get({ id })]).toMatchObject([
        BURST,
        { status: 'cancelled', done: BURST },
      ]);
      expect(await replayedTo(home, webhook)).toHaveLength(BURST + cancelled);
    }
  });
});

it('a replay that has ended cannot be cancelled', async () => {
  const { replays, id } = await halfWay();
  await runToEnd(home, id);
  await expect(replays.cancel({ id })).rejects.toThrow(
    'The replay has completed. There is nothing to cancel.',
  );
});
