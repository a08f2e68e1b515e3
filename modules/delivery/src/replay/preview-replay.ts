import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { AnySubscriber } from '@tidings/endpoint';
import { FIRST_PLACE, walkEvents } from '@tidings/event';
import type { Context } from '@tidings/kernel';
import type { Selection } from './open-replay.ts';
import { reachOf } from './reach.ts';
import type { ReplayPreview } from './replay-schema.ts';
import { selectEvents } from './select-events.ts';
import { Tally } from './tally.ts';

/** Somebody waits for the answer; clients and proxies give up after 30 s. */
const TIME_LIMIT_MS = 15_000;

/**
 * How many deliveries a replay would make. Reads page by page, and stops after 15 s: then it says that there are at
 * least so many.
 */
export async function previewReplay(
  ctx: Context,
  selection: Selection,
  webhooks: AnySubscriber[],
): Promise<ReplayPreview> {
  const parts = { config: ctx.config, sql: ctx.database };
  const startedMs = ctx.clock.monotonicMs();
  const withData = webhooks.some(({ isFiltered }) => isFiltered);
  const rows = reachOf({ withData, only: selection.only });
  let total = 0;
  let after = webhooks.length === 0 ? undefined : FIRST_PLACE;
  while (after) {
    const page = await walkEvents(ctx.database, selection, { after, rows, withData });
    const tally = new Tally(page.events);
    for (const webhook of webhooks) {
      if (ctx.clock.monotonicMs() - startedMs > TIME_LIMIT_MS) return { total, is_estimate: true };
      total +=
        webhook.isFiltered || selection.only !== null
          ? (await selectEvents(parts, webhook, selection, page.events)).wanted.length
          : tally.countFor(webhook);
      await letOthersRun();
    }
    after = page.next;
  }
  return { total, is_estimate: false };
}
