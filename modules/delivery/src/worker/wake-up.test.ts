import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { installation } from '../testing.ts';
import { DUE_CHANNEL, readNotification, THIS_PROCESS, wakeWorkers } from './wake-up.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const lane = (index: number) => ({ endpointId: `wh_${index}`, accountId: `acct_${index}` });

/** What another process hears. */
async function setup() {
  const heard: { from?: string | null; lanes?: { endpointId: string }[] }[] = [];
  const client = new pg.Client({ connectionString: home.url });
  await client.connect();
  client.on('notification', ({ payload }) => heard.push(readNotification(payload)));
  await client.query(`LISTEN ${DUE_CHANNEL}`);
  return { heard, stop: () => client.end() };
}

it('names the webhooks, and the process whose own worker knows', async () => {
  const { heard, stop } = await setup();
  wakeWorkers(home.database, [lane(1), lane(2), lane(1)], home.work());
  await vi.waitFor(() => expect(heard).toEqual([{ from: THIS_PROCESS, lanes: [lane(1), lane(2)] }]), 30_000);
  await stop();
});

it('says nothing when there is nothing to say', async () => {
  const { heard, stop } = await setup();
  wakeWorkers(home.database, []);
  wakeWorkers(home.database, [lane(1)]);
  await vi.waitFor(() => expect(heard).toHaveLength(1), 30_000);
  expect(heard[0]!.lanes).toEqual([lane(1)]);
  await stop();
});

it('names none where they are too many for one notification', async () => {
  const { heard, stop } = await setup();
  wakeWorkers(
    home.database,
    Array.from({ length: 101 }, (_, index) => lane(index)),
  );
  await vi.waitFor(() => expect(heard).toEqual([{}]), 30_000);
  await stop();
});

it('loses nothing that is said while a notification is under way, and says it together', async () => {
  const { heard, stop } = await setup();
  for (let index = 0; index < 50; index += 1) wakeWorkers(home.database, [lane(index)]);
  await vi.waitFor(
    () =>
      expect(new Set(heard.flatMap(({ lanes }) => lanes?.map((each) => each.endpointId) ?? [])).size).toBe(
        50,
      ),
    30_000,
  );
  expect(heard.length).toBeLessThan(10);
  await stop();
});

it('tells its own worker directly', () => {
  const told: unknown[] = [];
  const worker = home.work();
  vi.spyOn(worker, 'wake').mockImplementation((lanes) => void told.push(lanes));
  wakeWorkers(home.database, [lane(1)], worker);
  wakeWorkers(home.database, undefined, worker);
  expect(told).toEqual([[lane(1)], undefined]);
  vi.restoreAllMocks();
});
