import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  Api,
  barePostRate,
  deliveryRate,
  latencies,
  newAccount,
  publishRate,
  residentMiB,
} from './measure.ts';
import { startHelper, startServer } from './processes.ts';

/*
 * npm run bench -- [--json FILE] [--short]
 * Everything shares this machine: Postgres, server and worker, receiver, clients. Ratios of one run can be
 * compared with ratios of another; figures cannot.
 */

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, short: { type: 'boolean', default: false } },
});
const seconds = options.short ? 3 : 10;
const events = options.short ? 5_000 : 50_000;

const CATALOG = join(import.meta.dirname, '..', '..', 'modules', 'event', 'catalog');
const type: { versions: { example: unknown }[] } = JSON.parse(
  await readFile(join(CATALOG, 'email.opened.json'), 'utf8'),
);
const event = JSON.stringify({ type: 'email.opened', data: type.versions.at(-1)?.example });
process.env['BENCH_EVENT'] = event;

const step = (text: string) => console.error(`  ${text}`);
const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));

step('starting receiver and server');
const receiver = startHelper('receiver.ts');
const { port } = await receiver.answer<{ port: number }>();
const receiverUrl = `http://127.0.0.1:${port}/hooks`;
const server = await startServer('main.ts', ['dev'], '/ready');

step('bare signed posts');
const bareBefore = await barePostRate(receiverUrl, event.length, seconds);

step(`deliveries of ${events} events`);
const api = new Api(server, await newAccount(server));
await api.post('/webhooks', JSON.stringify({ url: receiverUrl, events: ['*'] }));
await deliveryRate(api, receiver, event, Math.min(events, 5_000)); // warm up
const deliveries = await deliveryRate(api, receiver, event, events);
const rssServer = await residentMiB(server.pid);

step('latency at 200 events a second');
const latency = await latencies(api, receiver, { event, perSecond: 200, seconds });
await api.close();

step('bare signed posts again');
const bare = (bareBefore + (await barePostRate(receiverUrl, event.length, seconds))) / 2;
receiver.stop();

step('publishing, 64 clients');
const publishes = await publishRate(server, await newAccount(server), seconds);
await server.stop();

step('publishing without a database');
const yardstick = await startServer('bench-without-database.ts', [], '/health');
const publishesWithout = await publishRate(yardstick, 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd', seconds);
await yardstick.stop();

const result = {
  deliveries_per_second: rounded(deliveries),
  bare_posts_per_second: rounded(bare),
  delivery_ratio: rounded(deliveries / bare, 3),
  publishes_per_second: rounded(publishes),
  publishes_per_second_without_database: rounded(publishesWithout),
  publish_ratio: rounded(publishes / publishesWithout, 3),
  latency_ms: latency,
  isolation_ratio: null,
  growth_ratio: null,
  rss_mb: { server: rssServer },
};
console.table(
  Object.entries(result).map(([figure, value]) => ({
    figure,
    value: typeof value === 'object' ? JSON.stringify(value) : value,
  })),
);
console.log(JSON.stringify(result));
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
