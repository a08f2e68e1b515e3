import { Api, CLIENTS } from './api.ts';
import type { Bench } from './bench.ts';
import { type Figures, median, rounded } from './figures.ts';
import { SERVICE_KEY } from './server.ts';
import { rateOf } from './side-process.ts';

const WEBHOOKS = 100;
/** What a machine does besides changes from minute to minute, so that many short turns say more than a few long ones. */
const PAIRS = 10;
const TURN_SECONDS = 3;

/**
 * Events a second that `POST /events` takes, one a request, from 64 clients, while 100 webhooks of the account refuse
 * each of them by a filter, over the same while 100 webhooks are subscribed to another type. The two take turns, so
 * that what changes in the meantime falls on both.
 */
export async function measureFilters(bench: Bench): Promise<Partial<Figures>> {
  const { isShort } = bench.sizes;
  const server = await bench.shared();
  const root = new Api(server.url);
  const accountWith = async (settings: (index: number) => Record<string, unknown>) => {
    const api = await root.newAccount();
    for (let made = 0; made < WEBHOOKS; made += 1) await api.newWebhook(bench.receiver.url(), settings(made));
    return api.accountId;
  };
  bench.step(`publishing past ${WEBHOOKS} filters, ${CLIENTS} clients`);
  const filtered = await accountWith((index) => ({ filter: filterOf(index) }));
  const unsubscribed = await accountWith(() => ({ events: ['tag.created'] }));
  await root.close();

  const publishTo = (account: string, warmUpSeconds: number) =>
    rateOf(
      'publisher.ts',
      [server.url, SERVICE_KEY, account, CLIENTS, warmUpSeconds, TURN_SECONDS].map(String),
    );
  for (const account of [filtered, unsubscribed]) await publishTo(account, isShort ? 0 : 3); // warms up the server
  const pairs: { filtered: number; unsubscribed: number }[] = [];
  while (pairs.length < (isShort ? 1 : PAIRS)) {
    // Neither is always the first.
    const isFirst = pairs.length % 2 === 0;
    const early = await publishTo(isFirst ? filtered : unsubscribed, 1);
    const late = await publishTo(isFirst ? unsubscribed : filtered, 1);
    pairs.push(isFirst ? { filtered: early, unsubscribed: late } : { filtered: late, unsubscribed: early });
  }
  return {
    filter_ratio: rounded(median(pairs.map((pair) => pair.filtered / pair.unsubscribed)), 3),
    filters: {
      webhooks: WEBHOOKS,
      publishes_per_second: rounded(median(pairs.map((pair) => pair.filtered))),
      publishes_per_second_unsubscribed: rounded(median(pairs.map((pair) => pair.unsubscribed))),
    },
  };
}

/** As the console's pickers write them, another one for each webhook: workspace and tags are the event's, the campaign is not. */
function filterOf(index: number): Record<string, unknown> {
  return {
    'object.workspace_id': 'ws_123',
    'object.tags': ['vip', 'premium'],
    'object.campaign_id': [`cmp_none_${index}`, 'cmp_none'],
  };
}
