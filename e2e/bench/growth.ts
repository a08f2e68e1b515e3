import { Api } from './api.ts';
import type { Bench } from './bench.ts';
import { deliveryRate, repeatedly } from './deliveries.ts';
import { type Figures, median, rounded } from './figures.ts';
import { loadHistory } from './history.ts';

/**
 * Deliveries a second with millions of stored deliveries, over those that the same server made before they were
 * loaded.
 */
export async function measureGrowth(bench: Bench): Promise<Partial<Figures>> {
  const { receiver, sizes } = bench;
  const { deliveries, events } = sizes.growth;
  const server = await bench.start();
  const root = new Api(server.url);
  const api = await root.newAccount();
  const webhook = await api.newWebhook(receiver.url());
  const measure = async () => {
    await deliveryRate(bench, api, sizes.warmUpEvents);
    return median(await repeatedly(sizes.repetitions, () => deliveryRate(bench, api, events)));
  };
  bench.step('growth: deliveries before a history');
  const empty = await measure();
  bench.step(`growth: storing ${deliveries} deliveries`);
  const size = await loadHistory(server.dataDir, {
    deliveries,
    account: api.accountId,
    webhook,
    url: receiver.url(),
    event: bench.event,
  });
  bench.step('growth: deliveries after a history');
  const full = await measure();
  await root.close();
  await server.stop();
  return {
    // The ratio is about millions; some thousands say nothing about them.
    growth_ratio: sizes.isShort ? null : rounded(full / empty, 3),
    growth: {
      stored_deliveries: deliveries,
      database_mb: size,
      empty_per_second: rounded(empty),
      full_per_second: rounded(full),
    },
  };
}
