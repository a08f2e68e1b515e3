import { Group } from '@mantine/core';
import { deliveryStatus } from '@tidings/delivery/schema';
import type { ReactNode } from 'react';

import classes from '../../log/filters.module.css';
import { RangeChip } from '../../log/range-chip.tsx';
import { SearchBox } from '../../log/search-box.tsx';
import { ChipButton } from '../../ui/chip-button.tsx';
import { ChoiceChip } from '../../ui/choice-chip.tsx';
import { isFiltered, joined, statusesOf, typesOf, type LogSearch } from './log-search.ts';
import { STATUS_LABELS } from './status-words.ts';

const STATUSES = deliveryStatus.options.map((value) => ({ value, label: STATUS_LABELS[value] }));

interface LogFiltersProps {
  /** The types worth filtering by: those that the webhook is subscribed to. */
  types: readonly string[];
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
  onClear: () => void;
  /** What stands at the end of the bar. */
  children: ReactNode;
}

/** Everything here is in the URL, so that what one person found can be sent to another. */
export function LogFilters({ types, search, onSearch, onClear, children }: LogFiltersProps) {
  const chosen = typesOf(search);
  const change = (changed: Partial<LogSearch>) => onSearch({ ...search, ...changed, delivery: undefined });
  return (
    <Group gap={8} mb={10} className={classes.bar} role="search" aria-label="Filter deliveries">
      <SearchBox
        keys="Event id, delivery id or e-mail"
        q={search.q ?? ''}
        onSearch={(q) => change({ q: q || undefined })}
      />
      <ChoiceChip
        label="Status"
        values={statusesOf(search)}
        options={STATUSES}
        onChange={(statuses) => change({ status: joined(statuses) })}
      />
      <ChoiceChip
        label="Event type"
        values={chosen}
        options={[...new Set([...types, ...chosen])].map((value) => ({ value, label: value }))}
        onChange={(values) => change({ type: joined(values) })}
        searchable
        mono
      />
      <RangeChip range={search} onRange={change} />
      {isFiltered(search) && <ChipButton onClick={onClear}>Clear</ChipButton>}
      <span className={classes.end}>{children}</span>
    </Group>
  );
}
