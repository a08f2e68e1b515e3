import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { postgresPid } from '../support/postgres-pid.ts';
import { Api } from './api.ts';
import type { Bench } from './bench.ts';
import { deliveryRate } from './deliveries.ts';
import { type Figures, median, rounded } from './figures.ts';
import { assertLeftOut, doneBy, failOnPurpose, hearNews } from './left-out.ts';
import type { Server } from './server.ts';
import { cpuSeconds, familyCpuSeconds } from './usage.ts';

/** As for growth: many short turns. */
const PAIRS = 8;
const preload = (file: string) => pathToFileURL(join(import.meta.dirname, 'preload', file)).href;

type Side = { server: Server; api: Api; heard: () => number; stopHearing: () => Promise<void> };
type Turn = { perSecond: number; cpuMicroseconds: number };

/**
 * Deliveries a second of the product as it is, over those of the same product without sums, health, notifications, live
 * news and counters: two servers with a Postgres each, which take turns. Both have made as many deliveries before,
 * enough to fill the buffers of Postgres.
 * @throws {Error} when both do the same, and there is nothing to compare.
 */
export async function measureCost(bench: Bench): Promise<Partial<Figures>> {
  const { sizes } = bench;
  const sides = {
    whole: await startSide(bench, preload('leave-out-nothing.ts')),
    bare: await startSide(bench, preload('leave-out-health.ts')),
  };
  bench.step('cost: deliveries with and without sums, health, notifications, live news and counters');
  for (const { server } of Object.values(sides)) await failOnPurpose(server, bench.event);
  for (const { api } of Object.values(sides)) await deliveryRate(bench, api, sizes.cost.warmUpEvents);
  const pairs: { whole: Turn; bare: Turn }[] = [];
  while (pairs.length < (sizes.isShort ? 1 : PAIRS)) {
    const scraped = fetch(`${sides.whole.server.url}/metrics`).then((answer) => answer.text());
    const turn = await takeTurn(bench, sides.whole);
    await scraped;
    pairs.push({ whole: turn, bare: await takeTurn(bench, sides.bare) });
  }
  const { whole, bare } = sides;
  assertLeftOut(await doneBy(whole.server, whole.heard()), await doneBy(bare.server, bare.heard()));
  for (const { api, server, stopHearing } of Object.values(sides)) {
    await stopHearing();
    await api.close();
    await server.stop();
  }
  const middle = (pick: (pair: (typeof pairs)[number]) => number) => rounded(median(pairs.map(pick)));
  return {
    // Of some thousands it says nothing.
    health_cost_ratio: sizes.isShort
      ? null
      : rounded(median(pairs.map(({ whole, bare }) => whole.perSecond / bare.perSecond)), 3),
    health_cost: {
      with_per_second: middle(({ whole }) => whole.perSecond),
      without_per_second: middle(({ bare }) => bare.perSecond),
      with_cpu_us: middle(({ whole }) => whole.cpuMicroseconds),
      without_cpu_us: middle(({ bare }) => bare.cpuMicroseconds),
    },
  };
}

async function startSide(bench: Bench, edits: string): Promise<Side> {
  const server = await bench.start({ preloads: [edits] });
  const api = await new Api(server.url).newAccount();
  await api.newWebhook(bench.receiver.url());
  const { count, stop } = await hearNews(server);
  return { server, api, heard: count, stopHearing: stop };
}

/** Processor time is of the server and its Postgres together, for each delivery. */
async function takeTurn(bench: Bench, { server, api }: Side): Promise<Turn> {
  const { events } = bench.sizes.cost;
  const postgres = (await postgresPid(server.dataDir)) ?? 0;
  const used = async () => (await cpuSeconds(server.pid)) + (await familyCpuSeconds(postgres));
  const before = await used();
  const perSecond = await deliveryRate(bench, api, events);
  return { perSecond, cpuMicroseconds: (((await used()) - before) / events) * 1e6 };
}
