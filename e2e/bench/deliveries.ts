import { postgresPid } from '../support/postgres-pid.ts';
import { Api, CLIENTS } from './api.ts';
import type { Receiver } from './arrivals.ts';
import type { Bench } from './bench.ts';
import { nowMs } from './clock.ts';
import { type Figures, median, rounded } from './figures.ts';
import { rateOf } from './side-process.ts';
import { cpuSeconds, familyCpuSeconds } from './usage.ts';
import { eventsLike } from './vary-event.ts';

const BATCH = 500;

/** Deliveries a second beside signed posts of a bare loop, and the CPU time that each process spends on them. */
export async function measureDeliveries(bench: Bench): Promise<Partial<Figures>> {
  const { sizes, receiver } = bench;
  const server = await bench.shared();
  const bare = () =>
    rateOf('bare-loop.ts', [
      receiver.url(),
      String(bench.event.length),
      String(sizes.seconds),
      String(CLIENTS),
    ]);

  bench.step('bare signed posts');
  const bareBefore = await bare();

  bench.step(`deliveries of ${sizes.events} events`);
  const root = new Api(server.url);
  const api = await root.newAccount();
  await api.newWebhook(receiver.url());
  await deliveryRate(bench, api, sizes.warmUpEvents);
  const usage = async () => [
    nowMs() / 1_000,
    await cpuSeconds(server.pid),
    await familyCpuSeconds((await postgresPid(server.dataDir)) ?? 0),
    await cpuSeconds(receiver.pid),
    await cpuSeconds(process.pid),
  ];
  const before = await usage();
  const rates = await repeatedly(sizes.repetitions, () => deliveryRate(bench, api, sizes.events));
  const after = await usage();
  await root.close();
  const [elapsed = 0, ofServer = 0, postgres = 0, ofReceiver = 0, ofBench = 0] = after.map((value, index) =>
    rounded(value - (before[index] ?? 0), 1),
  );

  bench.step('bare signed posts again');
  const bareRate = (bareBefore + (await bare())) / 2;
  const rate = median(rates);
  return {
    deliveries_per_second: rounded(rate),
    bare_posts_per_second: rounded(bareRate),
    delivery_ratio: rounded(rate / bareRate, 3),
    cpu_seconds: { elapsed, server: ofServer, postgres, receiver: ofReceiver, bench: ofBench },
  };
}

/**
 * Deliveries a second from the first publish of `count` events, in batches of 500 one after another, to the last
 * arrival: publishing is part of it and goes on while they are delivered.
 */
export async function deliveryRate(
  { receiver, event }: { receiver: Receiver; event: string },
  api: Api,
  count: number,
): Promise<number> {
  await receiver.reset();
  const another = eventsLike(event);
  const batches = Array.from(
    { length: Math.ceil(count / BATCH) },
    () => `{"events":[${Array.from({ length: BATCH }, another).join(',')}]}`,
  );
  const startedAtMs = nowMs();
  for (const batch of batches) await api.post('/events/batch', batch);
  return count / (((await receiver.untilArrived(count)) - startedAtMs) / 1_000);
}

export async function repeatedly(times: number, measure: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let time = 0; time < times; time += 1) values.push(await measure());
  return values;
}
