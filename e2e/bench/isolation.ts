import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from './api.ts';
import type { Bench } from './bench.ts';
import { type Figures, type Isolation, type Percentiles, percentiles } from './figures.ts';
import { startBeside } from './side-process.ts';
import { publishOne, publishSteadily, type Sent } from './steady-load.ts';
import { inTurns } from './turns.ts';

const WEBHOOKS = 40;
const HEALTHY = WEBHOOKS / 2;
const DELIVERIES_PER_SECOND = 200;

/** Who publishes what: every webhook gets as much as any other, 200 deliveries a second in all. */
type Setting = {
  /** The account of each webhook. */
  accounts: Api[];
  requestsPerSecond: number;
  /** Which webhooks the event of a request goes to. */
  targets: (request: number) => number[];
};

/**
 * What healthy webhooks feel of black holes: p99 from publish to arrival at 20 webhooks while 20 others take every
 * connection and never answer, over the p99 of the same 20 while the others are healthy too. The two take turns, each
 * with 20 others that are new, since of those that it has known for a while the server asks little. Once with an account
 * for each webhook, once with all in one; the worse counts.
 */
export async function measureIsolation(bench: Bench): Promise<Partial<Figures>> {
  const all = Array.from({ length: WEBHOOKS }, (_, webhook) => webhook);
  bench.step('isolation, an account for each webhook');
  const ownAccounts = await compare(bench, async (root) => ({
    accounts: await oneByOne(all, () => root.newAccount()),
    requestsPerSecond: DELIVERIES_PER_SECOND,
    targets: (request) => [request % WEBHOOKS],
  }));
  if (bench.sizes.isShort) return { isolation: { own_accounts: ownAccounts, one_account: null } };
  bench.step('isolation, all webhooks in one account');
  const oneAccount = await compare(bench, async (root) => {
    const account = await root.newAccount();
    return {
      accounts: all.map(() => account),
      requestsPerSecond: DELIVERIES_PER_SECOND / WEBHOOKS,
      targets: () => all,
    };
  });
  return {
    isolation_ratio: Math.max(ownAccounts.ratio, oneAccount.ratio),
    isolation: { own_accounts: ownAccounts, one_account: oneAccount },
  };
}

/** On a server of its own: what black holes leave behind would weigh on whatever is measured next. */
async function compare(bench: Bench, settingOf: (root: Api) => Promise<Setting>): Promise<Isolation> {
  const { receiver, sizes } = bench;
  const server = await bench.start();
  const holes = startBeside('black-holes.ts', [String(WEBHOOKS - HEALTHY)]);
  const { ports } = await holes.answer<{ ports: number[] }>();
  const root = new Api(server.url);
  const setting = await settingOf(root);
  const others = setting.accounts.slice(HEALTHY);
  await oneByOne(setting.accounts.slice(0, HEALTHY), (api, webhook) =>
    api.newWebhook(receiver.url(pathOf(webhook))),
  );
  const beside = async (answering: number, urlOf: (other: number) => string) => {
    const ids = await oneByOne(others, (api, other) =>
      api.newWebhook(urlOf(other), { timeout_seconds: sizes.timeoutSeconds }),
    );
    const waits = await healthyWaits(bench, setting, answering);
    await oneByOne(others, (api, other) => api.delete(`/webhooks/${ids[other]}`));
    await sleep(sizes.timeoutSeconds * 1_000); // until then what is under way keeps its connection
    return waits;
  };
  const besideHealthy = () => beside(WEBHOOKS, (other) => receiver.url(pathOf(HEALTHY + other)));
  await besideHealthy(); // warm up
  const compared = await inTurns(sizes.turns, besideHealthy, () =>
    beside(HEALTHY, (other) => `http://127.0.0.1:${ports[other]}/`),
  );
  const { connections } = await holes.ask<{ connections: number }>('count');
  await root.close();
  holes.stop();
  await server.stop();
  return { ...compared, black_hole_connections: connections };
}

/** Nothing of this is measured: setting up at once would only be a load that nobody asked for. */
async function oneByOne<Item, Made>(
  items: Item[],
  make: (item: Item, index: number) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  for (const [index, item] of items.entries()) made.push(await make(item, index));
  return made;
}

const pathOf = (webhook: number) => `/isolation/${webhook}`;

/** @param answering how many webhooks, from the first, get what is sent to them. */
async function healthyWaits(bench: Bench, setting: Setting, answering: number): Promise<Percentiles> {
  const { receiver, event, sizes } = bench;
  const { requestsPerSecond, accounts, targets } = setting;
  await receiver.reset();
  const sent = await publishSteadily({ requestsPerSecond, seconds: sizes.turns.seconds }, (request) => {
    const account = accounts[targets(request)[0] ?? 0];
    return account ? publishOne(account, event) : Promise.resolve([]);
  });
  const toFirst = (count: number, each: Sent) => targets(each.request).filter((webhook) => webhook < count);
  await receiver.untilArrived(sent.reduce((sum, each) => sum + toFirst(answering, each).length, 0));
  const arrivals = await receiver.arrivals();
  return percentiles(
    sent.flatMap((each) =>
      toFirst(HEALTHY, each).map(
        (webhook) => (arrivals.get(`${pathOf(webhook)} ${each.id}`) ?? Number.NaN) - each.sentAtMs,
      ),
    ),
  );
}
