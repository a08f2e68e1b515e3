import { LiveBadge } from '../../log/live-badge.tsx';
import { LogFrame } from '../../log/log-frame.tsx';
import { LinkNotice } from '../../log/link-notice.tsx';
import { useLinkedRow } from '../../log/open-row.ts';
import { useLiveLog } from '../../log/use-live-log.ts';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { NO_TYPES_TO_FILTER_BY, useEventTypes } from '../catalog/use-event-types.ts';
import { EventFilters } from './event-filters.tsx';
import { eventLog } from './event-log-query.ts';
import { EventTable } from './event-table.tsx';
import { withoutFilters, type EventsSearch } from './events-search.ts';
import { NoEvents } from './no-events.tsx';
import { useEvent } from './use-event.ts';

const NOUNS = ['event', 'events'] as const;
const REFRESH_MS = 2_000;
/** A search may have to look through all that is kept. */
const SEARCH_REFRESH_MS = 10_000;

interface EventLogProps {
  search: EventsSearch;
  onSearch: (search: EventsSearch) => void;
}

export function EventLog({ search, onSearch }: EventLogProps) {
  const { event: openId } = search;
  const refOf = useLinkedRow(openId);
  const catalog = useEventTypes();
  const types = catalog.data?.data ?? [];
  const open = useEvent(openId);
  const view = useLiveLog(eventLog(search), {
    hasOpen: openId !== undefined,
    open: open.data,
    refreshMs: search.q ? SEARCH_REFRESH_MS : REFRESH_MS,
  });
  const clear = () => onSearch(withoutFilters(search));
  const close = () => onSearch({ ...search, event: undefined });

  return (
    <section aria-label="Events">
      <EventFilters
        types={types.map((type) => type.name)}
        search={search}
        onSearch={onSearch}
        onClear={clear}
      >
        <LiveBadge
          live={view.live}
          connected={!view.log.isError}
          isTold
          onToggle={() => view.setLive(!view.live)}
        />
      </EventFilters>
      <LinkNotice id={openId} open={open} rows={view.rows} nouns={NOUNS} onClose={close} />
      <UnreadLine of={[[catalog, NO_TYPES_TO_FILTER_BY]]} />
      <LogFrame
        view={view}
        nouns={NOUNS}
        meanwhile="They go on being accepted."
        empty={<NoEvents search={search} onClear={clear} />}
      >
        {(rows, isWhole) => (
          <EventTable
            rows={rows}
            isWhole={isWhole}
            types={types}
            openId={openId}
            refOf={refOf}
            onOpen={(event) => onSearch({ ...search, event })}
            onFind={(q) => onSearch({ ...withoutFilters(search), q })}
          />
        )}
      </LogFrame>
    </section>
  );
}
