import type { AcceptedEvent } from '@tidings/event';
import type { Clock, Config, Logger, Sql } from '@tidings/kernel';
import { wanting } from '../queue/wanting.ts';

/** How many deliveries each event would make now, by the same rule as fan-out. */
export async function estimateDeliveries(
  parts: { config: Config; clock: Clock; log: Logger },
  sql: Sql,
  events: AcceptedEvent[],
): Promise<Map<AcceptedEvent, number>> {
  const wantedBy = await wanting(parts, sql, events);
  return new Map(events.map((event) => [event, wantedBy(event).length]));
}
