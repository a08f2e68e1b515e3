import { Api, CLIENTS } from './api.ts';
import type { Bench } from './bench.ts';
import { repeatedly } from './deliveries.ts';
import { type Figures, median, rounded } from './figures.ts';
import { SERVICE_KEY } from './server.ts';
import { rateOf } from './side-process.ts';

/** Any account does: the yardstick knows none. */
const NO_ACCOUNT = 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd';

/**
 * Events a second that `POST /events` takes, one a request, from 64 clients and for no webhook, beside the same
 * server in front of a database that answers at once and keeps nothing.
 */
export async function measurePublish(bench: Bench): Promise<Partial<Figures>> {
  const { repetitions, seconds, isShort } = bench.sizes;
  const measure = async (origin: string, account: string) => {
    const run = (warmUpSeconds: number) =>
      rateOf(
        'publisher.ts',
        [origin, SERVICE_KEY, account, CLIENTS, warmUpSeconds, Math.ceil(seconds / repetitions)].map(String),
      );
    // The first warms up the server, the later ones only their own process.
    const first = await run(isShort ? 1 : 4);
    return median([first, ...(await repeatedly(repetitions - 1, () => run(1)))]);
  };

  bench.step(`publishing, ${CLIENTS} clients`);
  const server = await bench.shared();
  const root = new Api(server.url);
  const { accountId } = await root.newAccount();
  await root.close();
  const rate = await measure(server.url, accountId);

  bench.step('publishing without a database');
  const yardstick = await bench.start({ command: ['bench-without-database.ts'], readyPath: '/health' });
  const rateWithout = await measure(yardstick.url, NO_ACCOUNT);
  await yardstick.stop();

  return {
    publishes_per_second: rounded(rate),
    publishes_per_second_without_database: rounded(rateWithout),
    publish_ratio: rounded(rate / rateWithout, 3),
  };
}
