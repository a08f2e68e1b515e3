import { type Database, statement } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installation, receive, type Receiver } from '../testing.ts';
import { replaysOf } from '../testing-replay.ts';
import { BURST, WINDOW } from './advance-part.ts';
import { Replayer } from './replayer.ts';

let home: Awaited<ReturnType<typeof installation>>;
let receiver: Receiver;
const running = new Set<Replayer>();

beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());
beforeEach(async () => {
  receiver = await receive();
});
afterEach(async () => {
  await Promise.all([...running].map((replayer) => replayer.stop()));
  running.clear();
  await home.stopWorkers();
  await receiver.close();
});

/** A process that delivers and replays. */
function work(): Replayer {
  const replayer = new Replayer(home.process, home.work());
  running.add(replayer);
  replayer.start();
  return replayer;
}

/** An account with events that nobody got: its webhook came later. */
async function setup(events: number, path = '') {
  const account = home.account();
  const { data } = await account.publishMany(events);
  const { id: webhook } = await account.hook(receiver.url + path);
  const ids = data.map((each) => ('id' in each ? each.id : ''));
  return { ...account, ...replaysOf(account.ctx), webhook, ids };
}

const SPOIL = statement<never>(
  '',
  "UPDATE delivery.replay_part SET made = 2147483647, failures = 9, status = 'running' WHERE replay_id = $1",
);
const arrived = () => receiver.requests.map(({ headers }) => String(headers['webhook-id']));
const ended = (replays: Awaited<ReturnType<typeof setup>>['replays'], id: string) =>
  expect.poll(async () => (await replays.get({ id })).status).toBe('completed');

describe('the replayer', () => {
  it('carries a replay to its end, and every event arrives once', async () => {
    const { begin, replays, ids } = await setup(120);
    work();
    const { id } = await begin();
    await ended(replays, id);
    expect(arrived().toSorted()).toEqual(ids.toSorted());
    expect(await replays.get({ id })).toMatchObject({ total: 120, done: 120 });
  });

  it('goes on where another one stopped', async () => {
    const { begin, replays, ids } = await setup(120);
    const first = work();
    const { id } = await begin();
    await expect.poll(() => receiver.requests.length).toBeGreaterThan(20);
    await first.stop();
    await home.stopWorkers();
    expect((await replays.get({ id })).status).toBe('running');
    work();
    await ended(replays, id);
    expect(arrived().toSorted()).toEqual(ids.toSorted());
  });

  it.each([
    { when: 'while nothing else is delivered', steps: 1, isBusy: false },
    { when: 'beside live deliveries', steps: WINDOW / BURST, isBusy: true },
  ])('fills its window in $steps steps $when', async ({ steps, isBusy }) => {
    const { begin, replays, webhook } = await setup(WINDOW + 10);
    const { id } = await begin();
    let wakes = 0;
    const replayer = new Replayer(home.process, { wake: () => (wakes += 1) });
    running.add(replayer);
    replayer.start();
    const isFull = async () => {
      if (isBusy) replayer.giveWay();
      return home.queued(webhook);
    };
    await expect.poll(isFull, { interval: 20 }).toBe(WINDOW);
    expect(wakes).toBe(steps);
    await replays.cancel({ id });
  });

  it('gives accounts turns', async () => {
    const [one, other] = [await setup(300, '/one'), await setup(300, '/other')];
    const first = await one.begin();
    const second = await other.begin();
    work();
    await Promise.all([ended(one.replays, first.id), ended(other.replays, second.id)]);
    const mine = new Set(one.ids);
    // Turns are of whole windows: a few of each.
    const half = arrived().slice(0, 300);
    const share = half.filter((id) => mine.has(id)).length;
    expect(share).toBeGreaterThan(75);
    expect(share).toBeLessThan(225);
  });

  it('takes several parts of an account between two looks', async () => {
    const { begin, replays, hook } = await setup(3);
    for (let n = 0; n < 7; n += 1)
      await hook(receiver.url, { filter: { 'object.name': 'nobody has this name' } });
    let looks = 0;
    const database: Database = {
      ...home.database,
      query: (query, values) => {
        if (query.name === 'delivery.next-replay-parts') looks += 1;
        return home.database.query(query, values);
      },
    };
    const { id } = await begin();
    const replayer = new Replayer({ ...home.process, database }, home.work());
    running.add(replayer);
    replayer.start();
    await ended(replays, id);
    // Each of the eight is counted, read and ended; a look for each step would be 24.
    expect(looks).toBeLessThan(16);
  });

  it('takes two replays of one webhook one after the other', async () => {
    const { begin, replays, ids } = await setup(40);
    const first = await begin();
    const second = await begin();
    work();
    await ended(replays, second.id);
    expect((await replays.get({ id: first.id })).status).toBe('completed');
    expect(new Set(arrived().slice(0, ids.length))).toEqual(new Set(ids));
    expect(arrived()).toHaveLength(ids.length * 2);
  });

  it('gives up a part that cannot go on, and leaves the others theirs', async () => {
    const broken = await setup(3);
    const { begin, replays, ids } = await setup(3);
    const bad = await broken.begin();
    // Its next delivery is one too many for the column, and its next failure the last.
    await home.database.query(SPOIL, [bad.id]);
    const { id } = await begin();
    work();
    await ended(replays, id);
    const statusOfBad = async () => (await broken.replays.get({ id: bad.id })).status;
    await expect.poll(statusOfBad).toBe('failed');
    expect((await broken.replays.get({ id: bad.id })).error).toMatch(/internal fault/);
    expect(arrived().toSorted()).toEqual(ids.toSorted());
  });
});
