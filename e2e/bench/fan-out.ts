import { Api } from './api.ts';
import type { Bench } from './bench.ts';
import { nowMs } from './clock.ts';
import { repeatedly } from './deliveries.ts';
import { type Figures, median, rounded } from './figures.ts';

const WEBHOOKS = 1_000;
const TIMES = 5;

/** One event to 1,000 webhooks: from sending the publish to the arrival at the last of them. */
export async function measureFanOut(bench: Bench): Promise<Partial<Figures>> {
  const { receiver, event } = bench;
  bench.step(`fan-out to ${WEBHOOKS} webhooks`);
  const root = new Api((await bench.shared()).url);
  const api = await root.newAccount();
  for (let made = 0; made < WEBHOOKS; made += 1) await api.newWebhook(receiver.url(`/fan-out/${made}`));
  const once = async () => {
    await receiver.reset();
    const startedAtMs = nowMs();
    await api.post('/events', event);
    return (await receiver.untilArrived(WEBHOOKS)) - startedAtMs;
  };
  await once(); // opens connections
  const ms = median(await repeatedly(TIMES, once));
  await root.close();
  return {
    fan_out: {
      webhooks: WEBHOOKS,
      ms: rounded(ms),
      deliveries_per_second: rounded(WEBHOOKS / (ms / 1_000)),
    },
  };
}
