import { Button } from '@mantine/core';

import { LiveBadge } from '../../log/live-badge.tsx';
import { LogFrame } from '../../log/log-frame.tsx';
import { useLinkedRow } from '../../log/open-row.ts';
import { useLiveLog } from '../../log/use-live-log.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { auditLog } from './audit-log-query.ts';
import { isFiltered, type AuditSearch } from './audit-search.ts';
import { AuditTable } from './audit-table.tsx';
import classes from './audit.module.css';

const REFRESH_MS = 5_000;

interface AuditLogProps {
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

export function AuditLog({ search, onSearch }: AuditLogProps) {
  const refOf = useLinkedRow(search.entry);
  const view = useLiveLog(auditLog(search), {
    hasOpen: search.entry !== undefined,
    open: undefined,
    refreshMs: REFRESH_MS,
  });
  const { rows } = view;
  const clear = () => onSearch({});
  const close = () => onSearch({ ...search, entry: undefined });
  const isLost =
    search.entry !== undefined && rows !== undefined && !rows.some(({ id }) => id === search.entry);
  return (
    <section aria-label="Entries">
      <AuditFilters rows={rows ?? []} search={search} onSearch={onSearch} onClear={clear}>
        <LiveBadge live={view.live} connected={!view.log.isError} onToggle={() => view.setLive(!view.live)} />
      </AuditFilters>
      {isLost && (
        <div className={classes.lost}>
          <Notice
            tone="warning"
            action={
              <Button variant="default" onClick={close}>
                Close
              </Button>
            }
          >
            The entry that the link is about is not among those below. Load older ones, or clear the filters.
          </Notice>
        </div>
      )}
      <LogFrame
        view={view}
        nouns={['entry', 'entries']}
        meanwhile="What is done goes on being recorded."
        empty={<NoEntries filtered={isFiltered(search)} onClear={clear} />}
      >
        {(shown, isWhole) => (
          <AuditTable
            rows={shown}
            isWhole={isWhole}
            openId={search.entry}
            refOf={refOf}
            onOpen={(entry) => onSearch({ ...search, entry })}
            onNarrow={(filter) => onSearch({ ...search, entry: undefined, ...filter })}
          />
        )}
      </LogFrame>
    </section>
  );
}

function NoEntries({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) {
    return (
      <EmptyState title="Nothing was recorded yet">
        Whatever changes something in this account, or reveals a secret, shows here: who did it, from where,
        and how it was before and after.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No entry matches"
      action={
        <Button variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      }
    >
      Nothing that was recorded has all that the filters ask for.
    </EmptyState>
  );
}
