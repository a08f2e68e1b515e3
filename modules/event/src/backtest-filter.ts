import { setImmediate as letOthersRun } from 'node:timers/promises';
import { type Context, statement, tenantOf, Turns } from '@tidings/kernel';
import { catalogOf } from './catalog.ts';
import { hasOlder, type SeenData, seenData } from './rendering/seen-data.ts';
import type { Event, TestedFilter } from './schema.ts';

/** A page of the largest events is 25 MiB. */
const PAGE = 100;
const TIME_LIMIT_MS = 2_000;
/** Publishers are not held up longer than this by somebody's backtest. */
const STRETCH_MS = 10;

const NEWEST = { day: '9999-12-31', id: '' };

// The primary key (account_id, day, id), read backwards. Of other types only the place is read: a search for a rare
// type is then as fast as any, and ends with the time.
const PAGE_OF_DATA = statement<{ day: string; id: string; body: string | null }>(
  'event.backtest-page',
  `SELECT day, id, CASE WHEN $4::text[] IS NULL OR type = ANY ($4) THEN body END AS body
   FROM event.event
   WHERE account_id = $1
     AND day <= $2::date
     AND (day, id) < ($2::date, $3::text)
     AND NOT is_erased
   ORDER BY day DESC, id DESC
   LIMIT ${PAGE}`,
);

/** Each may take the process for seconds; publishers have it between. */
const turns = new Turns({ ofAccount: 1, inAll: 4 });

type Passes = (data: unknown) => boolean;
/** How many of the newest events, of which types (null: all), as a webhook of which version gets them. */
type Backtested = { last: number; types: string[] | null; api_version?: string | undefined };

/**
 * How many of the account's last events of some types pass, newest first; those that were erased are left out. Reads a
 * page at a time, lets others run between, and stops after 2 s: then it says so. For one account it is done once at a
 * time: others wait for their turn.
 */
export function backtestFilter(
  ctx: Context,
  passes: Passes,
  events: Backtested,
): Promise<TestedFilter['backtest']> {
  return turns.run(tenantOf(ctx), () => backtest(ctx, passes, events));
}

async function backtest(ctx: Context, passes: Passes, events: Backtested): Promise<TestedFilter['backtest']> {
  const startedMs = ctx.clock.monotonicMs();
  let restedMs = startedMs;
  let [tested, matched] = [0, 0];
  let after = NEWEST;
  for (;;) {
    const rows = await ctx.database.query(PAGE_OF_DATA, [tenantOf(ctx), after.day, after.id, events.types]);
    for (const { body } of rows) {
      if (body === null) continue;
      const data = await seen(ctx, JSON.parse(body) as Event, events.api_version); // the envelope that we wrote
      tested += 1;
      if (data === undefined || passes(data)) matched += 1;
      if (tested === events.last) return { tested, matched };
      const nowMs = ctx.clock.monotonicMs();
      if (nowMs - startedMs > TIME_LIMIT_MS) return { tested, matched, stopped_early: true };
      if (nowMs - restedMs < STRETCH_MS) continue;
      await letOthersRun();
      restedMs = ctx.clock.monotonicMs();
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return { tested, matched };
    if (ctx.clock.monotonicMs() - startedMs > TIME_LIMIT_MS) return { tested, matched, stopped_early: true };
    after = last;
  }
}

/** The data as a webhook gets them that is pinned to a version, if one is asked about. */
async function seen(
  ctx: Context,
  { type, api_version: apiVersion, data }: Event,
  pin: string | undefined,
): Promise<SeenData> {
  const event = { type, apiVersion, data };
  if (pin === undefined || !hasOlder(catalogOf(ctx), event)) return data;
  return (await seenData(catalogOf(ctx), event, [pin]))(pin);
}
