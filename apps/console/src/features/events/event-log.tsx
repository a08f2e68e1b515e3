import { Button } from '@mantine/core';

import { isNotFound } from '../../api/failure.ts';
import { LiveBadge } from '../../log/live-badge.tsx';
import { LogFrame } from '../../log/log-frame.tsx';
import { useLinkedRow } from '../../log/open-row.ts';
import { useLiveLog } from '../../log/use-live-log.ts';
import { Mono } from '../../ui/mono.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useEventTypes } from '../catalog/use-event-types.ts';
import { EventFilters } from './event-filters.tsx';
import { eventLog } from './event-log-query.ts';
import { EventTable } from './event-table.tsx';
import { withoutFilters, type EventsSearch } from './events-search.ts';
import classes from './events.module.css';
import { NoEvents } from './no-events.tsx';
import { useEvent } from './use-event.ts';

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
      {openId !== undefined && !open.data && open.error && isNotFound(open.error) && (
        <div className={classes.lost}>
          <Notice
            tone="warning"
            action={
              <Button variant="default" onClick={close}>
                Close
              </Button>
            }
          >
            There is no event <Mono>{openId}</Mono>. Either the link is wrong, or the event has been kept for
            as long as events are.
          </Notice>
        </div>
      )}
      <LogFrame
        view={view}
        nouns={['event', 'events']}
        kept="They go on being accepted."
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
