import { Table } from '@mantine/core';

import { shortId } from '../../format/id.ts';
import classes from '../../log/log-row.module.css';
import { detailIdOf, LogRow, type RowPlace } from '../../log/log-row.tsx';
import table from '../../ui/data-table.module.css';
import { Mono } from '../../ui/mono.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { AuditDetail } from './audit-detail.tsx';
import type { AuditEntry } from './audit-entry.ts';
import type { AuditSearch } from './audit-search.ts';
import own from './audit.module.css';
import { ACTOR_WORDS } from './choices.ts';

interface AuditRowProps extends RowPlace {
  entry: AuditEntry;
  narrow: boolean;
  onNarrow: (filter: Pick<AuditSearch, 'actor' | 'subject'>) => void;
}

/** Columns that show. */
const COLUMNS = { wide: 6, narrow: 2 };

export function AuditRow(props: AuditRowProps) {
  const { entry, index, narrow, open, rowRef, onToggle, onNarrow } = props;
  const { actor, subject } = entry;
  const detailId = detailIdOf(entry.id);
  const verb = open ? 'Close' : 'View';
  const what = subject.name ?? shortId(subject.id);
  return (
    <LogRow
      id={entry.id}
      index={index}
      open={open}
      rowRef={rowRef}
      onToggle={onToggle}
      columns={narrow ? COLUMNS.narrow : COLUMNS.wide}
      detail={<AuditDetail entry={entry} onNarrow={onNarrow} />}
    >
      <Table.Td className={classes.time}>
        <span className={`${table.slim} ${classes.what}`}>
          <Mono>{entry.action}</Mono>
        </span>
        <span className={classes.when}>
          <RelativeTime at={entry.created_at} />
          <span className={table.slim}>
            {' · '}
            <bdi>{what}</bdi> · <bdi>{actor.name}</bdi>
          </span>
        </span>
      </Table.Td>
      <Table.Td className={`${table.wide} ${table.cut}`} title={actor.name}>
        <bdi>{actor.name}</bdi>
        {actor.type !== 'user' && actor.type !== 'system' && (
          <span className={own.kind}> {ACTOR_WORDS[actor.type]}</span>
        )}
      </Table.Td>
      <Table.Td className={`${table.wide} ${table.cut}`} title={entry.action}>
        <Mono>{entry.action}</Mono>
      </Table.Td>
      <Table.Td className={`${table.wide} ${table.cut}`} title={subject.name ?? subject.id}>
        <bdi>{what}</bdi>
        <span className={own.kind}> {subject.type.replaceAll('_', ' ')}</span>
      </Table.Td>
      <Table.Td className={`${table.wide} ${table.dim} ${table.cut}`} title={entry.address ?? undefined}>
        {entry.address === null ? '–' : <Mono>{entry.address}</Mono>}
      </Table.Td>
      <Table.Td className={classes.actions}>
        <button
          type="button"
          className={classes.action}
          aria-expanded={open}
          aria-controls={detailId}
          aria-label={`${verb} ${entry.action} of ${what} by ${actor.name}`}
          onClick={onToggle}
        >
          {verb}
        </button>
      </Table.Td>
    </LogRow>
  );
}
