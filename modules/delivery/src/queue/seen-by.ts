import type { Subscriber } from '@tidings/endpoint';
import { type Catalog, hasOlder, type PublishedData, type SeenData, seenData } from '@tidings/event';
import type { Clock } from '@tidings/kernel';

type Seeing = (pin: string) => SeenData;
type Pinned = Pick<Subscriber, 'wish' | 'isFiltered' | 'subscribesTo'>;

/** So long events of one account are converted for its filters, in the transaction that publishers share. */
const ACCOUNT_LIMIT_MS = 2_000;
/** And those of all accounts: Postgres ends a transaction that does nothing for five seconds. */
const TIME_LIMIT_MS = 3_000;
/** Conversions are carried out one after the other, in a thread that need not wait for us between them. */
const AT_ONCE = 16;

/**
 * What the filters of pinned webhooks look at, for those of some events that are converted for one; of nearly all events
 * none are. What takes too long is not made, so that such filters let it through.
 */
export async function seenByPins<Event extends PublishedData & { accountId: string }>(
  catalog: Catalog,
  clock: Clock,
  events: Event[],
  subscribers: ReadonlyMap<string, Pinned[]>,
): Promise<Map<Event, Seeing>> {
  const seen = new Map<Event, Seeing>();
  const wanted: { event: Event; pins: string[] }[] = [];
  for (const event of events) {
    if (!hasOlder(catalog, event)) continue;
    const pins = (subscribers.get(event.accountId) ?? [])
      .filter(
        ({ isFiltered, wish, subscribesTo }) =>
          isFiltered && wish.apiVersion < event.apiVersion && subscribesTo(event.type),
      )
      .map(({ wish }) => wish.apiVersion);
    if (pins.length > 0) wanted.push({ event, pins });
  }
  if (wanted.length === 0) return seen;
  const untilMs = clock.monotonicMs() + TIME_LIMIT_MS;
  for (const ofAccount of Map.groupBy(wanted, ({ event }) => event.accountId).values()) {
    const leftMs = Math.max(0, Math.ceil(untilMs - clock.monotonicMs()));
    const signal = AbortSignal.timeout(Math.min(ACCOUNT_LIMIT_MS, leftMs));
    for (let first = 0; first < ofAccount.length; first += AT_ONCE) {
      const some = ofAccount.slice(first, first + AT_ONCE).map(async ({ event, pins }) => {
        seen.set(event, await seenData(catalog, event, pins, signal));
      });
      await Promise.all(some);
    }
  }
  return seen;
}

/**
 * Whether a webhook wants an event that was published before: its filter looks at the data as the webhook gets them.
 * What is not made of them before the signal is aborted is let through.
 */
export async function wantsNow(
  catalog: Catalog,
  subscriber: Subscriber,
  event: PublishedData,
  signal?: AbortSignal,
): Promise<boolean> {
  const { isFiltered, subscribesTo, wants, wish } = subscriber;
  if (!isFiltered || !subscribesTo(event.type) || !hasOlder(catalog, event)) return wants(event);
  const seen = await seenData(catalog, event, [wish.apiVersion], signal);
  return wants({ type: event.type, data: seen(wish.apiVersion) });
}
