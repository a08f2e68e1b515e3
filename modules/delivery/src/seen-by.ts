import type { Subscriber } from '@tidings/endpoint';
import { type Catalog, hasOlder, type PublishedData, type SeenData, seenData } from '@tidings/event';
import type { Clock } from '@tidings/kernel';

type Seeing = (pin: string) => SeenData;
type Pinned = Pick<Subscriber, 'wish' | 'isFiltered' | 'subscribesTo'>;

/** So long events of one account are converted for its filters, in the transaction that publishers share. */
const TIME_LIMIT_MS = 500;

/**
 * What the filters of pinned webhooks look at, for those of some events that are converted for one; of nearly all events
 * none are. What takes an account too long is not made, so that such filters let it through.
 */
export async function seenByPins<Event extends PublishedData & { accountId: string }>(
  catalog: Catalog,
  clock: Clock,
  events: Event[],
  subscribers: ReadonlyMap<string, Pinned[]>,
): Promise<Map<Event, Seeing>> {
  const seen = new Map<Event, Seeing>();
  const spentMs = new Map<string, number>();
  for (const event of events) {
    if (!hasOlder(catalog, event)) continue;
    const pins = (subscribers.get(event.accountId) ?? [])
      .filter(
        ({ isFiltered, wish, subscribesTo }) =>
          isFiltered && wish.apiVersion < event.apiVersion && subscribesTo(event.type),
      )
      .map(({ wish }) => wish.apiVersion);
    if (pins.length === 0) continue;
    const before = spentMs.get(event.accountId) ?? 0;
    const startedMs = clock.monotonicMs();
    seen.set(event, before > TIME_LIMIT_MS ? onlyOf(event) : await seenData(catalog, event, pins));
    spentMs.set(event.accountId, before + clock.monotonicMs() - startedMs);
  }
  return seen;
}

function onlyOf({ apiVersion, data }: PublishedData): Seeing {
  return (pin) => (pin < apiVersion ? undefined : data);
}

/** Whether a webhook wants an event that was published before: its filter looks at the data as the webhook gets them. */
export async function wantsNow(
  catalog: Catalog,
  subscriber: Subscriber,
  event: PublishedData,
): Promise<boolean> {
  const { isFiltered, subscribesTo, wants, wish } = subscriber;
  if (!isFiltered || !subscribesTo(event.type) || !hasOlder(catalog, event)) return wants(event);
  const seen = await seenData(catalog, event, [wish.apiVersion]);
  return wants({ type: event.type, data: seen(wish.apiVersion) });
}
