import type { Event } from '@tidings/event/schema';

import { catalog } from './catalog.ts';
import { deliveries } from './deliveries.ts';

const ACCOUNT = 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd';

/** The events that the deliveries are of, newest first. */
export function allEvents(): Event[] {
  const byId = new Map(
    deliveries.map((delivery): [string, Event] => {
      const { event_id: id, event_type: type, created_at: at } = delivery;
      const version = catalog.find((each) => each.name === type)?.versions[0];
      return [
        id,
        {
          id,
          type,
          api_version: version?.version ?? '2026-11-01',
          created_at: at,
          account_id: ACCOUNT,
          data: version?.example ?? {},
        },
      ];
    }),
  );
  return [...byId.values()].toSorted((a, b) => b.created_at.localeCompare(a.created_at));
}
