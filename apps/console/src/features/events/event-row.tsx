import { Table } from '@mantine/core';
import type { Event, EventType } from '@tidings/event/schema';

import { shortId } from '../../format/id.ts';
import classes from '../../log/log-row.module.css';
import { clickOpens, escapeCloses, type RefOf } from '../../log/open-row.ts';
import { CopyIcon } from '../../ui/copy-button.tsx';
import table from '../../ui/data-table.module.css';
import { Mono } from '../../ui/mono.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { TypeName } from '../../ui/type-name.tsx';
import { aboutOf, aboutWords, isErased, namedWebhook } from './about.ts';
import { EventDetail } from './detail/event-detail.tsx';
import own from './events.module.css';

interface EventRowProps {
  event: Event;
  /** Its place among the rows of the table, counted from 1. */
  index: number;
  narrow: boolean;
  type: EventType | undefined;
  /** Whether there is a column for what the event is about. */
  hasAbout: boolean;
  open: boolean;
  rowRef: ReturnType<RefOf>;
  onToggle: () => void;
  onFind: (value: string) => void;
}

/** Columns that show; a span over hidden ones would add columns of its own. */
const COLUMNS = { wide: 4, narrow: 2 };

export function EventRow(props: EventRowProps) {
  const { event, index, narrow, type, hasAbout, open, rowRef, onToggle, onFind } = props;
  const detailId = `detail-${event.id}`;
  const about = aboutOf(event, type);
  const words = isErased(event) ? 'Erased on request' : (aboutWords(about) ?? namedWebhook(event));
  const action = open ? 'Close' : 'View';
  const columns = narrow ? COLUMNS.narrow : COLUMNS.wide + (hasAbout ? 1 : 0);
  return (
    <>
      <Table.Tr
        className={`${table.row} ${classes.row}`}
        data-row={event.id}
        data-selected={open || undefined}
        aria-rowindex={index}
        ref={rowRef}
        onClick={clickOpens(onToggle)}
      >
        <Table.Td className={classes.time}>
          <span className={`${table.slim} ${classes.what}`}>
            <TypeName>{event.type}</TypeName>
          </span>
          <span className={classes.when}>
            <RelativeTime at={event.created_at} />
            {words && <span className={table.slim}> · {words}</span>}
          </span>
        </Table.Td>
        <Table.Td className={`${table.wide} ${classes.id}`}>
          <Mono title={event.id}>{shortId(event.id)}</Mono>
          <CopyIcon value={event.id} label="Copy the event id" />
        </Table.Td>
        <Table.Td className={`${table.wide} ${classes.type}`} title={event.type}>
          <TypeName>{event.type}</TypeName>
        </Table.Td>
        {hasAbout && (
          <Table.Td
            className={`${table.wide} ${table.dim} ${own.about}`}
            title={about.map((each) => `${each.name}: ${each.value}`).join('\n') || undefined}
          >
            {words ?? '–'}
          </Table.Td>
        )}
        <Table.Td className={classes.actions}>
          <button
            type="button"
            className={classes.action}
            aria-expanded={open}
            aria-controls={detailId}
            aria-label={`${action} ${event.type} ${shortId(event.id)}`}
            onClick={onToggle}
          >
            {action}
          </button>
        </Table.Td>
      </Table.Tr>
      {open && (
        <Table.Tr
          id={detailId}
          className={classes.detailRow}
          data-detail
          aria-rowindex={index + 1}
          onKeyDown={escapeCloses(detailId, onToggle)}
        >
          <Table.Td colSpan={columns} className={classes.detail}>
            <EventDetail event={event} about={about} onFind={onFind} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
