import type { Event } from '@tidings/event/schema';

import { client } from '../../api/client.ts';
import { logKey, type LogSource } from '../../log/log-query.ts';
import { like } from '../../log/search-params.ts';
import { isKnownViewer } from '../session/use-session.ts';
import { apiFilters, filtersOf, type EventsSearch } from './events-search.ts';

/** An event may be large, and never changes: only the newest are read again. */
const REREAD = 50;
const NOTHING = { data: [], has_more: false, next_cursor: null };

const eventId = like(/^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$/);

/** The account's events, newest first. */
export function eventLog(search: EventsSearch): LogSource<Event> {
  const filters = filtersOf(search);
  return {
    key: logKey('events', filters),
    read: async (page) =>
      isFound(filters.q)
        ? client.events.list.query({ ...apiFilters(filters, Date.now()), ...page })
        : NOTHING,
    reread: REREAD,
    isTold: true,
  };
}

/** Viewers find events by their ids alone, and would be refused: for them nothing else is found. */
function isFound(q: string | undefined): boolean {
  return q === undefined || !isKnownViewer() || eventId(q) !== undefined;
}
