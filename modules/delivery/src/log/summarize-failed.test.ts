import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBreakers } from '../queue/breaker.ts';
import { installation, NOWHERE } from '../testing.ts';
import { type LogEntry, writeLog } from './testing-log.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

async function setup(entries: LogEntry[]) {
  const account = home.account();
  const { id } = await account.hook(NOWHERE);
  await writeLog(home.database, { accountId: account.ctx.accountId!, endpointId: id }, entries);
  return { ...account, id };
}

it('says nothing of a webhook at which nothing failed', async () => {
  const { deliveries, id } = await setup([{ status: 'succeeded' }, { status: 'pending' }]);
  expect(await deliveries.failedSummary({ id })).toEqual({
    failed: 0,
    retrying: 0,
    most_common_error: null,
    next_attempt_at: null,
    held_back: null,
    failed_is_estimate: false,
    retrying_is_estimate: false,
  });
});

it('tells exhausted from retrying, the most common error of both, and when the next retry is due', async () => {
  const soon = new Date(Date.now() + 60_000);
  const { deliveries, id } = await setup([
    { status: 'failed', error: 'timeout' },
    { status: 'failed', error: 'http_5xx' },
    { status: 'retrying', error: 'timeout', dueAt: new Date(Date.now() + 120_000) },
    { status: 'retrying', error: 'reset', dueAt: soon },
    { status: 'pending', dueAt: new Date() },
    { status: 'archived', error: 'http_5xx' },
    { status: 'cancelled', error: 'http_5xx' },
    { status: 'succeeded' },
  ]);
  expect(await deliveries.failedSummary({ id })).toEqual({
    failed: 2,
    retrying: 2,
    most_common_error: { error: 'timeout', count: 2 },
    next_attempt_at: soon.toISOString(),
    held_back: null,
    failed_is_estimate: false,
    retrying_is_estimate: false,
  });
});

it('says now, and no time long ago, of what is retried by hand', async () => {
  const { deliveries, id } = await setup([
    { status: 'retrying', error: 'timeout', dueAt: new Date(0) }, // the head of the queue
    { status: 'retrying', error: 'timeout', dueAt: new Date(Date.now() + 120_000) },
  ]);
  const { next_attempt_at: nextAt } = await deliveries.failedSummary({ id });
  expect(Math.abs(Date.parse(nextAt ?? '') - Date.now())).toBeLessThan(60_000);
});

it('says what holds deliveries back: a breaker until its next probe, catching up, or the rate limit', async () => {
  const { deliveries, id, setStatus } = await setup([{ status: 'pending', dueAt: new Date() }]);
  const heldBack = async () => (await deliveries.failedSummary({ id })).held_back;
  await setStatus(id, 'paused');
  expect(await heldBack()).toBeNull(); // its status says it
  await setStatus(id, 'active');
  expect(await heldBack()).toEqual({ by: 'catching_up', until: null });
  await openBreakers(home.database, [id]);
  const held = await heldBack();
  expect(held?.by).toBe('circuit_breaker');
  expect(Math.abs(Date.parse(held?.until ?? '') - Date.now())).toBeLessThan(10_000);
});

it('looks at 10,000 and says when there are more', async () => {
  const failed = Array.from({ length: 10_000 }, (): LogEntry => ({ status: 'failed', error: 'dns' }));
  const { deliveries, id, ctx } = await setup(failed);
  expect(await deliveries.failedSummary({ id })).toMatchObject({ failed: 10_000, failed_is_estimate: false });
  await writeLog(home.database, { accountId: ctx.accountId!, endpointId: id }, [{ status: 'failed' }]);
  expect(await deliveries.failedSummary({ id })).toMatchObject({
    failed: 10_000,
    failed_is_estimate: true,
    retrying_is_estimate: false,
  });
});

it("finds no other account's webhook", async () => {
  const { id } = await setup([]);
  const { deliveries } = home.account();
  await expect(deliveries.failedSummary({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
