import { Table } from '@mantine/core';
import type { Event, EventType } from '@tidings/event/schema';
import { useCallback, useMemo } from 'react';

import type { RefOf } from '../../log/open-row.ts';
import { useLogRows } from '../../log/use-log-rows.ts';
import table from '../../ui/data-table.module.css';
import { RowsTable } from '../../ui/rows-table.tsx';
import { useIsViewer } from '../session/use-session.ts';
import { EventRow } from './event-row.tsx';
import { EventRowsSkeleton } from './event-rows-skeleton.tsx';
import classes from './events.module.css';

interface EventTableProps {
  /** Null while they load. */
  rows: Event[] | null;
  /** Whether there are no older ones. */
  isWhole: boolean;
  types: readonly EventType[];
  openId: string | undefined;
  refOf: RefOf;
  onOpen: (id: string | undefined) => void;
  /** Shows the events that have a value. */
  onFind: (value: string) => void;
}

export function EventTable(props: EventTableProps) {
  const { rows, isWhole, types, openId, refOf, onOpen, onFind } = props;
  // What an event is about stands in its data, which viewers do not see.
  const hasAbout = !useIsViewer();
  const { drawn, indexOf, narrow, table: told } = useLogRows({ rows, isWhole, openId });
  const byName = useMemo(() => new Map(types.map((type) => [type.name, type])), [types]);
  const drawRow = useCallback(
    (row: Event, at: number) => (
      <EventRow
        key={row.id}
        event={row}
        index={indexOf(at)}
        narrow={narrow}
        type={byName.get(row.type)}
        hasAbout={hasAbout}
        open={row.id === openId}
        rowRef={refOf(row.id)}
        onToggle={() => onOpen(row.id === openId ? undefined : row.id)}
        onFind={onFind}
      />
    ),
    [indexOf, narrow, byName, hasAbout, openId, refOf, onOpen, onFind],
  );
  return (
    <RowsTable
      label="Events, newest first"
      className={classes.table}
      rows={rows}
      drawn={drawn}
      told={told}
      head={
        <>
          <Table.Th>
            <span className={table.wide}>Time</span>
            <span className={table.slim}>Event</span>
          </Table.Th>
          <Table.Th className={table.wide}>Event</Table.Th>
          <Table.Th className={table.wide}>Type</Table.Th>
          {hasAbout && <Table.Th className={table.wide}>About</Table.Th>}
        </>
      }
      skeleton={<EventRowsSkeleton hasAbout={hasAbout} />}
    >
      {drawRow}
    </RowsTable>
  );
}
