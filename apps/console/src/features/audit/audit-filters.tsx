import { Group } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from '../../log/filters.module.css';
import { RangeChip } from '../../log/range-chip.tsx';
import { ChipButton } from '../../ui/chip-button.tsx';
import { SearchChip } from '../../ui/search-chip.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { ACTIONS, isAction } from './actions.ts';
import type { AuditEntry } from './audit-entry.ts';
import { isFiltered, type AuditSearch } from './audit-search.ts';
import { actorChoices, subjectChoices } from './choices.ts';
import { usePeople } from './use-people.ts';

interface AuditFiltersProps {
  /** The entries that are shown: who and what is in them can be chosen. */
  rows: readonly AuditEntry[];
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
  onClear: () => void;
  /** What stands at the end of the bar. */
  children: ReactNode;
}

const isId = (typed: string) => typed.length <= 200;

/** Everything here is in the URL, so that what one person found can be sent to another. */
export function AuditFilters({ rows, search, onSearch, onClear, children }: AuditFiltersProps) {
  const people = usePeople();
  const change = (changed: Partial<AuditSearch>) => onSearch({ ...search, ...changed, entry: undefined });
  return (
    <>
      <Group gap={8} mb={10} className={classes.bar} role="search" aria-label="Filter entries">
        <SearchChip
          label="Action"
          value={search.action}
          options={ACTIONS}
          accepts={isAction}
          onChange={(action) => change({ action })}
        />
        <SearchChip
          label="Who"
          value={search.actor}
          options={actorChoices(rows, people.data?.data ?? [])}
          accepts={isId}
          onChange={(actor) => change({ actor })}
        />
        <SearchChip
          label="What"
          value={search.subject}
          options={subjectChoices(rows)}
          accepts={isId}
          onChange={(subject) => change({ subject })}
        />
        <RangeChip range={search} onRange={change} />
        {isFiltered(search) && <ChipButton onClick={onClear}>Clear</ChipButton>}
        <span className={classes.end}>{children}</span>
      </Group>
      <UnreadLine
        of={[
          [
            people,
            'The members to filter by could not be loaded: only those of the entries below can be chosen.',
          ],
        ]}
      />
    </>
  );
}
