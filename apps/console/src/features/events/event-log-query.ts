import type { Event } from '@tidings/event/schema';

import { client } from '../../api/client.ts';
import { logKey, type LogSource } from '../../log/log-query.ts';
import { apiFilters, filtersOf, type EventsSearch } from './events-search.ts';

/** An event may be large, and never changes: only the newest are read again. */
const REREAD = 50;

/** The account's events, newest first. */
export function eventLog(search: EventsSearch): LogSource<Event> {
  const filters = filtersOf(search);
  return {
    key: logKey('events', filters),
    read: (page) => client.events.list.query({ ...apiFilters(filters, Date.now()), ...page }),
    reread: REREAD,
    isTold: true,
  };
}
