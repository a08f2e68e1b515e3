import { statement } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { Heartbeat } from './heartbeat.ts';
import { installation, NOWHERE } from '../testing.ts';

const BEAT_MS = 2_000;
const UNSEEN = statement<never>(
  '',
  "UPDATE delivery.worker SET seen_at = now() - $2 * interval '1 second' WHERE id = $1",
);
const BURY = statement<never>('', 'DELETE FROM delivery.worker WHERE id = $1');
const SEEN = statement<{ ms: number }>(
  '',
  'SELECT extract(epoch FROM now() - seen_at)::float8 * 1000 AS ms FROM delivery.worker WHERE id = $1',
);
const HOLD = statement<never>('', 'UPDATE delivery.queue SET worker_id = $1');
const FREE = statement<{ delivery_id: string }>(
  '',
  'SELECT delivery_id FROM delivery.queue WHERE lease_until <= now()',
);
const EMPTY = statement<never>('', 'DELETE FROM delivery.queue');

let home: Awaited<ReturnType<typeof installation>>;
const beating: Heartbeat[] = [];

beforeAll(async () => {
  home = await installation();
});
// Only what makes it beat: the database answers in its own time.
beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(async () => {
  vi.useRealTimers();
  for (const heartbeat of beating.splice(0)) await heartbeat.stop();
});
afterAll(() => home.close());

async function setup() {
  let nowMs = 0;
  let isAway = false;
  let isSilent = false;
  let asked = 0;
  let underWay = 0;
  const database = {
    ...home.database,
    query: async (...query: Parameters<typeof home.database.query>) => {
      asked += 1;
      if (isAway) throw new Error('The database is away.');
      if (isSilent) return new Promise<never>(() => undefined);
      underWay += 1;
      return home.database.query(...query).finally(() => (underWay -= 1));
    },
  } as typeof home.database; // of which a heart uses nothing else
  const clock = { now: () => new Date(), monotonicMs: () => nowMs };
  const heartbeat = new Heartbeat({ database, clock, log: home.process.log });
  beating.push(heartbeat);
  await heartbeat.start();
  /** Time goes by without a beat. */
  const pass = (ms: number) => (nowMs += ms);
  /** Beats once, after this time. */
  const beat = async (ms = BEAT_MS) => {
    nowMs += ms;
    const before = asked;
    vi.advanceTimersByTime(BEAT_MS);
    await vi.waitFor(() => expect([asked > before, underWay]).toEqual([true, 0]), 30_000);
  };
  const seenMs = async (id = heartbeat.workerId) => (await home.database.query(SEEN, [id]))[0]?.ms;
  return {
    heartbeat,
    pass,
    beat,
    seenMs,
    asked: () => asked,
    fallSilent: () => {
      isSilent = true;
    },
    goAway: (away = true) => {
      isAway = away;
    },
  };
}

/** A worker that has not been seen for some seconds, and a delivery that it holds. */
async function setupOther(unseenSeconds: number) {
  await home.database.query(EMPTY);
  const account = home.account();
  await account.hook(NOWHERE);
  await account.publish();
  await home.claim();
  const id = await home.beginWorker();
  await home.database.query(HOLD, [id]);
  await home.database.query(UNSEEN, [id, unseenSeconds]);
  return { id, isFree: async () => (await home.database.query(FREE)).length === 1 };
}

it('gives the worker a name of its own, and says that it lives', async () => {
  const [one, two] = [await setup(), await setup()];
  expect(one.heartbeat.workerId).toEqual(expect.any(Number));
  expect(two.heartbeat.workerId).not.toBe(one.heartbeat.workerId);
  await home.database.query(UNSEEN, [one.heartbeat.workerId, 5]);
  await one.beat();
  expect(await one.seenMs()).toBeLessThan(3_000);
});

it('frees what a worker held that has not been seen for ten seconds', async () => {
  const { beat, seenMs } = await setup();
  const dead = await setupOther(11);
  expect(await dead.isFree()).toBe(false);
  await beat();
  expect(await dead.isFree()).toBe(true);
  expect(await seenMs(dead.id)).toBeUndefined();
  expect(await home.claim()).toMatchObject([{ interruptions: 1 }]);
});

it('leaves a worker alone that is late, but not dead', async () => {
  const { beat } = await setup();
  const late = await setupOther(8);
  await beat();
  expect(await late.isFree()).toBe(false);
});

it('judges nobody with its first beat, nor with one that is late itself', async () => {
  const dead = await setupOther(60);
  const { beat } = await setup();
  expect(await dead.isFree()).toBe(false);
  await beat(6_000);
  expect(await dead.isFree()).toBe(false);
  await beat();
  expect(await dead.isFree()).toBe(true);
});

it('begins anew when others took it for dead', async () => {
  const { heartbeat, beat } = await setup();
  const id = heartbeat.workerId!;
  await home.database.query(BURY, [id]);
  await beat();
  expect(heartbeat.workerId).toEqual(expect.any(Number));
  expect(heartbeat.workerId).not.toBe(id);
});

it('has no name once its beats have failed for eight seconds, and has one again with the next', async () => {
  const { heartbeat, beat, goAway, pass } = await setup();
  const id = heartbeat.workerId;
  goAway();
  await beat(7_000);
  expect(heartbeat.workerId).toBe(id);
  pass(1_000);
  expect(heartbeat.workerId).toBeUndefined();
  goAway(false);
  await beat(0);
  expect(heartbeat.workerId).toBe(id);
});

it('has no name while the database is away from the start', async () => {
  const { heartbeat, goAway, beat, pass } = await setup();
  pass(20_000);
  goAway();
  await beat();
  expect(heartbeat.workerId).toBeUndefined();
});

it('asks one at a time of a database that says nothing, and stops without waiting for it', async () => {
  const { heartbeat, fallSilent, asked } = await setup();
  fallSilent();
  const before = asked();
  for (let beats = 0; beats < 30; beats += 1) vi.advanceTimersByTime(BEAT_MS);
  expect(asked() - before).toBe(1);
  await heartbeat.stop();
  expect(heartbeat.workerId).toBeUndefined();
});

it('is no worker any more when it has stopped', async () => {
  const { heartbeat, seenMs } = await setup();
  const id = heartbeat.workerId;
  await heartbeat.stop();
  expect(heartbeat.workerId).toBeUndefined();
  expect(await seenMs(id)).toBeUndefined();
});
