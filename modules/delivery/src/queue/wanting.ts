import { findSubscribers, type Subscriber } from '@tidings/endpoint';
import { type AcceptedEvent, catalogOf, isPingOf, keptFrom } from '@tidings/event';
import { Looks } from '@tidings/event/schema';
import type { Clock, Config, Logger, Sql } from '@tidings/kernel';
import { seenByPins } from './seen-by.ts';

type Parts = { config: Config; clock: Clock; log: Logger };

/**
 * For each of some events those of its account's webhooks that it makes a delivery for. The filters of an account
 * share what they may look at for an event.
 */
export async function wanting(
  { config, clock, log }: Parts,
  sql: Sql,
  events: AcceptedEvent[],
): Promise<(event: AcceptedEvent) => Subscriber[]> {
  const accountIds = [...new Set(events.map((event) => event.accountId))];
  const subscribers = await findSubscribers(sql, { config, log }, accountIds);
  const seen = await seenByPins(catalogOf({ config }), clock, events, subscribers);
  return (event) => {
    const looks = new Looks();
    const seeing = seen.get(event);
    return (subscribers.get(event.accountId) ?? []).filter(
      (each) =>
        isPingOf(event, each.id) ||
        (each.wants(seeing ? { ...event, data: seeing(each.wish.apiVersion) } : event, looks) &&
          keptFrom(event, each.id) === undefined),
    );
  };
}
