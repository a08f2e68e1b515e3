import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from './api.ts';
import type { Bench } from './bench.ts';
import { nowMs } from './clock.ts';
import { type Figures, median, type Percentiles, percentiles, rounded } from './figures.ts';
import { publishBatch, publishOne, publishSteadily } from './steady-load.ts';
import { inTurns } from './turns.ts';

const EVENTS_PER_SECOND = 200;
const BATCH = 1_000;
const WITHOUT_END_MS = 120_000;

type Replay = { id: string; status: string; done: number };

/**
 * What live deliveries feel of a replay: p99 from publish to arrival at 200 events a second while a replay of many
 * events goes to the same webhook, over the same without. The two take turns, each time with a replay of its own that
 * is cancelled afterwards. And how many deliveries a second the replays make meanwhile.
 */
export async function measureReplay(bench: Bench): Promise<Partial<Figures>> {
  const { sizes, receiver, event } = bench;
  const server = await bench.start();
  const root = new Api(server.url);
  const api = await root.newAccount();
  bench.step(`replay, ${sizes.replayEvents} events that nobody has got`);
  for (let made = 0; made < sizes.replayEvents; made += BATCH)
    await publishBatch(api, event, Math.min(BATCH, sizes.replayEvents - made));
  const created_before = new Date().toISOString();
  await api.newWebhook(receiver.url());
  await liveWaits(bench, api); // warm up
  const replays: { perSecond: number; hasEnded: boolean }[] = [];
  const { ratio, ...waits } = await inTurns(
    sizes.turns,
    () => liveWaits(bench, api),
    async () => {
      const { waits: live, ...replay } = await besideReplay(bench, api, created_before);
      replays.push(replay);
      return live;
    },
  );
  await root.close();
  await server.stop();
  return {
    replay_ratio: ratio,
    replay: {
      ...waits,
      deliveries_per_second: rounded(median(replays.map(({ perSecond }) => perSecond))),
    },
    ...(replays.some(({ hasEnded }) => hasEnded) && {
      notes: ['replay: it ended before the live deliveries it was measured beside.'],
    }),
  };
}

type Beside = { waits: Percentiles; perSecond: number; hasEnded: boolean };

async function besideReplay(bench: Bench, api: Api, created_before: string): Promise<Beside> {
  const { id } = await api.post<Replay>(
    '/replays',
    JSON.stringify({ created_after: '2020-01-01T00:00:00Z', created_before }),
  );
  const started = await untilReplay(api, id, ({ done }) => done > 0);
  const startedMs = nowMs();
  const waits = await liveWaits(bench, api);
  const { done, status } = await api.get<Replay>(`/replays/${id}`);
  const perSecond = (done - started.done) / ((nowMs() - startedMs) / 1_000);
  await api.post(`/replays/${id}/cancel`, '{}').catch(() => undefined); // it has ended, and the notes say so
  return { waits, perSecond, hasEnded: status !== 'running' };
}

async function untilReplay(api: Api, id: string, holds: (replay: Replay) => boolean): Promise<Replay> {
  for (const beforeMs = nowMs() + WITHOUT_END_MS; nowMs() < beforeMs;) {
    const replay = await api.get<Replay>(`/replays/${id}`);
    if (holds(replay)) return replay;
    await sleep(50);
  }
  throw new Error('The replay did not begin.');
}

async function liveWaits({ receiver, event, sizes }: Bench, api: Api): Promise<Percentiles> {
  await receiver.reset();
  const pace = {
    requestsPerSecond: EVENTS_PER_SECOND,
    seconds: sizes.turns.seconds,
  };
  const sent = await publishSteadily(pace, () => publishOne(api, event));
  for (const beforeMs = nowMs() + WITHOUT_END_MS; nowMs() < beforeMs; await sleep(200)) {
    const arrivals = await receiver.arrivals();
    const waits = sent.map((each) => (arrivals.get(`/hooks ${each.id}`) ?? Number.NaN) - each.sentAtMs);
    if (!waits.some(Number.isNaN)) return percentiles(waits);
  }
  throw new Error('Not every live event arrived.');
}
