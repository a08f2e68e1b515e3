import { Group } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from '../../log/filters.module.css';
import { RangeChip } from '../../log/range-chip.tsx';
import { SearchBox } from '../../log/search-box.tsx';
import { ChipButton } from '../../ui/chip-button.tsx';
import { SearchChip } from '../../ui/search-chip.tsx';
import { useIsViewer } from '../session/use-session.ts';
import { isFiltered, type EventsSearch } from './events-search.ts';

const LONGEST_QUERY = 320;
const BY_VALUE = {
  keys: 'Whole id, e-mail, campaign, tag…',
  hint: 'Finds whole values and whole names, in upper or lower case: ada@example.com, cmp_123, October sale',
};
/** Viewers do not see values, nor whether there is one. */
const BY_ID = { keys: 'Whole id of an event', hint: 'Finds the event of this id: evt_…' };

interface EventFiltersProps {
  types: readonly string[];
  search: EventsSearch;
  onSearch: (search: EventsSearch) => void;
  onClear: () => void;
  /** What stands at the end of the bar. */
  children: ReactNode;
}

/** Everything here is in the URL, so that what one person found can be sent to another. */
export function EventFilters({ types, search, onSearch, onClear, children }: EventFiltersProps) {
  const found = useIsViewer() ? BY_ID : BY_VALUE;
  const change = (changed: Partial<EventsSearch>) => onSearch({ ...search, ...changed, event: undefined });
  const known = search.type && !types.includes(search.type) ? [...types, search.type] : types;
  return (
    <Group gap={8} mb={10} className={classes.bar} role="search" aria-label="Filter events">
      <SearchBox
        {...found}
        longest={LONGEST_QUERY}
        q={search.q ?? ''}
        onSearch={(q) => change({ q: q || undefined })}
      />
      <SearchChip
        label="Event type"
        value={search.type || undefined}
        options={known}
        onChange={(type) => change({ type })}
      />
      <RangeChip range={search} onRange={change} />
      {isFiltered(search) && <ChipButton onClick={onClear}>Clear</ChipButton>}
      <span className={classes.end}>{children}</span>
    </Group>
  );
}
