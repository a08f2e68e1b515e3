import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeDataDir } from '../support/postgres-pid.ts';
import { Api } from './api.ts';
import type { Bench } from './bench.ts';
import { deliveryRate, repeatedly } from './deliveries.ts';
import { type Figures, median, rounded } from './figures.ts';
import { loadHistory } from './history.ts';

/**
 * Deliveries a second with millions of stored deliveries, over those without. Each is measured on a server that has
 * just been started, so that neither has the more practised code.
 */
export async function measureGrowth(bench: Bench): Promise<Partial<Figures>> {
  const { receiver, sizes } = bench;
  const { deliveries, events } = sizes.growth;
  const rateOf = async (api: Api) => {
    await deliveryRate(bench, api, sizes.warmUpEvents);
    return median(await repeatedly(sizes.repetitions, () => deliveryRate(bench, api, events)));
  };
  const dataDir = await mkdtemp(join(tmpdir(), 'tidings-bench-'));
  try {
    bench.step('growth: deliveries before a history');
    const young = await bench.start({ dataDir });
    const api = await new Api(young.url).newAccount();
    const webhook = await api.newWebhook(receiver.url());
    const empty = await rateOf(api);
    await api.close();
    await young.stop();

    bench.step(`growth: storing ${deliveries} deliveries`);
    const old = await bench.start({ dataDir });
    const history = { deliveries, account: api.accountId, webhook, url: receiver.url(), event: bench.event };
    const size = await loadHistory(dataDir, history);
    bench.step('growth: deliveries after a history');
    const again = new Api(old.url, api.accountId);
    const full = await rateOf(again);
    await again.close();
    await old.stop();
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
  } finally {
    await removeDataDir(dataDir);
  }
}
