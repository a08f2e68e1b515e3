import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { statement } from '@tidings/kernel';
import { startProxy } from '@tidings/kernel/testing';
import { listenForDue } from './listen.ts';
import { installation } from '../testing.ts';
import { DUE_CHANNEL, wakeWorkers } from './wake-up.ts';

const BREAK_LISTENERS = statement<never>(
  '',
  `SELECT pg_terminate_backend(pid)
   FROM pg_stat_activity
   WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
);

const SAID_ELSEWHERE = statement<never>('', `SELECT pg_notify('${DUE_CHANNEL}', $1)`);

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

async function setup() {
  let heard = 0;
  const stop = listenForDue(home.url, home.process.log, () => (heard += 1));
  // It reports once by itself when it begins to listen: something may have been said before.
  await vi.waitFor(() => expect(heard).toBe(1), 30_000);
  return { stop, heard: () => heard };
}

it('hears of due deliveries from any process, until it is stopped', async () => {
  const { stop, heard } = await setup();
  wakeWorkers(home.database);
  await vi.waitFor(() => expect(heard()).toBe(2), 30_000);
  await stop();
  const other = await setup();
  wakeWorkers(home.database);
  await vi.waitFor(() => expect(other.heard()).toBe(2), 30_000);
  expect(heard()).toBe(2);
  await other.stop();
});

it('hears what its own process says unless its worker was told', async () => {
  const { stop, heard } = await setup();
  const lanes = [{ endpointId: 'wh_1', accountId: 'acct_1' }];
  wakeWorkers(home.database, lanes, home.work());
  wakeWorkers(home.database, lanes);
  await vi.waitFor(() => expect(heard()).toBe(2), 30_000);
  await stop();
});

// Each is process 1 of its container.
it('hears which webhooks another process names, also one that has the same process id', async () => {
  const named: unknown[] = [];
  const stop = listenForDue(home.url, home.process.log, (lanes) => named.push(lanes));
  await vi.waitFor(() => expect(named).toEqual([undefined]), 30_000);
  await home.database.query(SAID_ELSEWHERE, [JSON.stringify([process.pid, [['wh_1', 'acct_1']]])]);
  await vi.waitFor(
    () => expect(named).toEqual([undefined, [{ endpointId: 'wh_1', accountId: 'acct_1' }]]),
    30_000,
  );
  await stop();
});

it('hears at least once of everything that is said in between', async () => {
  const { stop, heard } = await setup();
  for (let said = 0; said < 50; said += 1) wakeWorkers(home.database);
  await vi.waitFor(() => expect(heard()).toBeGreaterThanOrEqual(2), 30_000);
  await stop();
});

it('listens again after its connection broke', async () => {
  const { stop, heard } = await setup();
  await home.database.query(BREAK_LISTENERS);
  await vi.waitFor(() => expect(heard()).toBe(2), 30_000);
  wakeWorkers(home.database);
  await vi.waitFor(() => expect(heard()).toBe(3), 30_000);
  await stop();
});

it('listens again after its connection fell silent, and stops without a goodbye', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const proxy = await startProxy(home.url);
  let heard = 0;
  const stop = listenForDue(proxy.url, home.process.log, () => (heard += 1));
  await vi.waitFor(() => expect(heard).toBe(1), 30_000);
  proxy.swallow();
  vi.advanceTimersByTime(10_000);
  await proxy.untilSwallowed();
  proxy.pass();
  await vi.waitFor(() => expect(heard).toBe(2), 30_000);
  proxy.swallow();
  await stop();
  await proxy.close();
  vi.useRealTimers();
});
