import { Table } from '@mantine/core';
import type { Event, EventType } from '@tidings/event/schema';

import { shortId } from '../../format/id.ts';
import classes from '../../log/log-row.module.css';
import { detailIdOf, LogRow, type RowPlace } from '../../log/log-row.tsx';
import { CopyIcon } from '../../ui/copy-button.tsx';
import table from '../../ui/data-table.module.css';
import { Mono } from '../../ui/mono.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { TypeName } from '../../ui/type-name.tsx';
import { aboutOf, aboutWords, isErased, namedWebhook } from './about.ts';
import { EventDetail } from './detail/event-detail.tsx';

interface EventRowProps extends RowPlace {
  event: Event;
  narrow: boolean;
  type: EventType | undefined;
  /** Whether there is a column for what the event is about. */
  hasAbout: boolean;
  onFind: (value: string) => void;
}

/** Columns that show. */
const COLUMNS = { wide: 4, narrow: 2 };

export function EventRow(props: EventRowProps) {
  const { event, index, narrow, type, hasAbout, open, rowRef, onToggle, onFind } = props;
  const detailId = detailIdOf(event.id);
  const about = aboutOf(event, type);
  const words = isErased(event) ? 'Erased on request' : (aboutWords(about) ?? namedWebhook(event));
  const action = open ? 'Close' : 'View';
  const columns = narrow ? COLUMNS.narrow : COLUMNS.wide + (hasAbout ? 1 : 0);
  return (
    <LogRow
      id={event.id}
      index={index}
      open={open}
      rowRef={rowRef}
      onToggle={onToggle}
      columns={columns}
      detail={<EventDetail event={event} about={about} onFind={onFind} />}
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
          className={`${table.wide} ${table.dim} ${table.cut}`}
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
    </LogRow>
  );
}
