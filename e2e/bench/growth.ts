import { Api } from './api.ts';
import type { Bench } from './bench.ts';
import { deliveryRate } from './deliveries.ts';
import { type Figures, median, rounded } from './figures.ts';
import { loadHistory } from './history.ts';

/** The machine is not equally fast from minute to minute: many short turns say more than a few long ones. */
const PAIRS = 8;

/**
 * Deliveries a second with millions of stored deliveries, over those without: two servers with a Postgres each, which
 * take turns. Both have made as many deliveries before, enough to fill the buffers of Postgres: the first deliveries of
 * a new cluster find free ones, which no cluster that lives has.
 */
export async function measureGrowth(bench: Bench): Promise<Partial<Figures>> {
  const { receiver, sizes } = bench;
  const { deliveries, events, warmUpEvents } = sizes.growth;
  const startOne = async () => {
    const server = await bench.start();
    const api = await new Api(server.url).newAccount();
    return { server, api, webhook: await api.newWebhook(receiver.url()) };
  };
  const [empty, full] = [await startOne(), await startOne()];

  bench.step(`growth: storing ${deliveries} deliveries`);
  const size = await loadHistory(full.server.dataDir, {
    deliveries,
    account: full.api.accountId,
    webhook: full.webhook,
    url: receiver.url(),
    event: bench.event,
  });
  bench.step('growth: deliveries with and without them');
  const rateOf = ({ api }: typeof full, count = events) => deliveryRate(bench, api, count);
  for (const each of [empty, full]) await rateOf(each, warmUpEvents);
  const pairs: { empty: number; full: number }[] = [];
  // Strictly in turns: whoever goes twice in a row still tidies up after the first.
  while (pairs.length < (sizes.isShort ? 1 : PAIRS))
    pairs.push({ empty: await rateOf(empty), full: await rateOf(full) });
  for (const { api, server } of [empty, full]) {
    await api.close();
    await server.stop();
  }
  return {
    // The ratio is about millions; some thousands say nothing about them.
    growth_ratio: sizes.isShort ? null : rounded(median(pairs.map((pair) => pair.full / pair.empty)), 3),
    growth: {
      stored_deliveries: deliveries,
      database_mb: size,
      empty_per_second: rounded(median(pairs.map((pair) => pair.empty))),
      full_per_second: rounded(median(pairs.map((pair) => pair.full))),
    },
  };
}
