import { findSubscribers } from '@tidings/endpoint';
import type { AcceptedEvent } from '@tidings/event';
import type { Config, Sql } from '@tidings/kernel';
import { wanting } from './wanting.ts';

/** How many deliveries each event would make now, by the same rule as fan-out. */
export async function estimateDeliveries(
  { config }: { config: Config },
  sql: Sql,
  events: AcceptedEvent[],
): Promise<Map<AcceptedEvent, number>> {
  const accountIds = [...new Set(events.map((event) => event.accountId))];
  const subscribers = await findSubscribers(sql, config, accountIds);
  return new Map(events.map((event) => [event, wanting(subscribers, event).length]));
}
