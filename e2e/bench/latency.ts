import { Api } from './api.ts';
import type { Bench } from './bench.ts';
import { deliveryRate } from './deliveries.ts';
import { type Figures, type Percentiles, percentiles, rounded } from './figures.ts';
import { publishBatch, publishOne, publishSteadily, type Sent } from './steady-load.ts';

const EVENTS_PER_SECOND = 200;
/** The maximum was measured with batches; half of it comes in smaller ones, so that a batch is no burst. */
const HALF_REQUESTS_PER_SECOND = 100;

/**
 * From publishing to the arrival, at 200 events a second and at half of the most that this run delivered: measured
 * from sending the request (an upper bound of what follows acceptance) and from the 202 (a lower bound).
 */
export async function measureLatency(bench: Bench): Promise<Partial<Figures>> {
  const { receiver, event, sizes } = bench;
  // Of its own: after heavy load a database has pages to write and rows to tidy up for minutes.
  const server = await bench.start();
  const root = new Api(server.url);
  const api = await root.newAccount();
  await api.newWebhook(receiver.url());
  const quick = await deliveryRate(bench, api, sizes.warmUpEvents);
  const most = bench.found.deliveries_per_second ?? quick;

  bench.step(`latency at ${EVENTS_PER_SECOND} events a second`);
  const steady = { requestsPerSecond: EVENTS_PER_SECOND, seconds: sizes.seconds };
  const slow = await latencies(bench, () => publishSteadily(steady, () => publishOne(api, event)));

  const batch = Math.max(1, Math.round(most / 2 / HALF_REQUESTS_PER_SECOND));
  bench.step(`latency at ${batch * HALF_REQUESTS_PER_SECOND} events a second`);
  const half = { requestsPerSecond: HALF_REQUESTS_PER_SECOND, seconds: sizes.seconds };
  const fast = await latencies(bench, () => publishSteadily(half, () => publishBatch(api, event, batch)));
  await root.close();
  await server.stop();
  return {
    latency_ms: slow.sent,
    accepted_ms: slow.accepted,
    half_events_per_second: rounded(batch * HALF_REQUESTS_PER_SECOND),
    latency_at_half_ms: fast.sent,
    accepted_at_half_ms: fast.accepted,
  };
}

async function latencies(
  { receiver }: Bench,
  publish: () => Promise<Sent[]>,
): Promise<{ sent: Percentiles; accepted: Percentiles }> {
  await receiver.reset();
  const events = await publish();
  await receiver.untilArrived(events.length);
  const arrivals = await receiver.arrivals();
  const waits = (since: 'sentAtMs' | 'acceptedAtMs') =>
    percentiles(events.map((each) => (arrivals.get(`/hooks ${each.id}`) ?? Number.NaN) - each[since]));
  return { sent: waits('sentAtMs'), accepted: waits('acceptedAtMs') };
}
