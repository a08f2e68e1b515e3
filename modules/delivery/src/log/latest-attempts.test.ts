import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordAlone } from '../queue/record.ts';
import { FAILURE, finished, installation, NOWHERE, SUCCESS } from '../testing.ts';
import { writeLog } from './testing-log.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const HOUR_MS = 3_600_000;

async function setup() {
  const account = home.account();
  const { id } = await account.hook(NOWHERE);
  const owner = { accountId: account.ctx.accountId!, endpointId: id };
  let made = 0;
  /** Makes the one attempt that is due, a minute after the one before. */
  const attempt = async (outcome = SUCCESS, retryAfterMs: number | null = null) => {
    const [claimed] = await home.claim(1);
    made += 1;
    const startedAt = new Date(Date.now() - HOUR_MS + made * 60_000);
    await recordAlone(home.database, { ...finished(claimed!, outcome, retryAfterMs), startedAt });
    return { deliveryId: claimed!.delivery_id, at: startedAt.toISOString() };
  };
  const latest = async (limit?: number) => (await account.deliveries.latestAttempts({ id, limit })).data;
  return { ...account, id, owner, attempt, latest };
}

it('has every attempt of a delivery, and a retry of an older one above the first attempt of a newer one', async () => {
  const { publish, attempt, latest } = await setup();
  await publish('tag.created');
  const first = await attempt(FAILURE, 60_000);
  await publish('tag.deleted');
  const newer = await attempt();
  await home.makeDue(first.deliveryId);
  const retried = await attempt();
  expect(await latest()).toMatchObject([
    {
      delivery_id: first.deliveryId,
      number: 2,
      started_at: retried.at,
      outcome: 'succeeded',
      status_code: 200,
    },
    {
      delivery_id: newer.deliveryId,
      number: 1,
      started_at: newer.at,
      event_type: 'tag.deleted',
      duration_ms: 3,
    },
    { delivery_id: first.deliveryId, number: 1, started_at: first.at, outcome: 'failed', error: 'http_5xx' },
  ]);
  expect(await latest(1)).toMatchObject([{ number: 2 }]);
});

it('has the retry of a delivery that so many others have followed', async () => {
  const { owner, publish, attempt, latest } = await setup();
  await publish();
  const { deliveryId } = await attempt(FAILURE, 60_000);
  const newer = Array.from({ length: 250 }, () => ({ status: 'succeeded' as const }));
  await writeLog(home.database, owner, newer);
  await home.makeDue(deliveryId);
  const retried = await attempt();
  expect(await latest()).toMatchObject([{ delivery_id: deliveryId, number: 2, started_at: retried.at }]);
});

it('has what was attempted before a backlog that waits', async () => {
  const { id, publish, attempt, latest, setStatus, publishMany } = await setup();
  await publish();
  const { deliveryId } = await attempt();
  await publishMany(250);
  expect(await latest()).toMatchObject([{ delivery_id: deliveryId, number: 1 }]);
  await setStatus(id, 'paused'); // so that nothing of it is due for the tests after this one
});

it('keeps its times when what failed is archived', async () => {
  const { id, deliveries, publish, attempt, latest } = await setup();
  await publish();
  await attempt(FAILURE);
  const before = await latest();
  expect(await deliveries.archiveFailed({ id })).toEqual({ count: 1 });
  expect(await latest()).toEqual(before);
  expect(before).toHaveLength(1);
});

it("finds no other account's webhook, and answers nothing of one that was sent nothing", async () => {
  const { id, latest } = await setup();
  expect(await latest()).toEqual([]);
  await expect(home.account().deliveries.latestAttempts({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
