import { Table, VisuallyHidden } from '@mantine/core';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { shortId } from '../../format/id.ts';
import { milliseconds } from '../../format/number.ts';
import classes from '../../log/log-row.module.css';
import { detailIdOf, LogRow, type RowPlace } from '../../log/log-row.tsx';
import { CopyIcon } from '../../ui/copy-button.tsx';
import table from '../../ui/data-table.module.css';
import { Mono } from '../../ui/mono.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { TypeName } from '../../ui/type-name.tsx';
import { DeliveryStatus } from './delivery-status.tsx';
import { DeliveryDetail } from './detail/delivery-detail.tsx';
import { OutcomeCode } from './outcome-code.tsx';
import { RowActions } from './row-actions.tsx';
import { STATUS_MEANINGS } from './status-words.ts';
import { TriggerMark } from './trigger-mark.tsx';

interface DeliveryRowProps extends RowPlace {
  delivery: Delivery;
  narrow: boolean;
  webhook: Webhook | undefined;
}

/** Columns that show. */
const COLUMNS = { wide: 8, narrow: 3 };

/** A click anywhere opens the row; its button does the same for the keyboard and says what it is. */
export function DeliveryRow(props: DeliveryRowProps) {
  const { delivery, index, narrow, webhook, open, rowRef, onToggle } = props;
  const detailId = detailIdOf(delivery.id);
  return (
    <LogRow
      id={delivery.id}
      index={index}
      open={open}
      rowRef={rowRef}
      onToggle={onToggle}
      columns={narrow ? COLUMNS.narrow : COLUMNS.wide}
      detail={<DeliveryDetail delivery={delivery} webhook={webhook} />}
    >
      <Table.Td className={classes.time}>
        <span className={`${table.slim} ${classes.what}`}>
          <TypeName>{delivery.event_type}</TypeName>
          <TriggerMark trigger={delivery.trigger} />
        </span>
        <span className={classes.when}>
          <RelativeTime at={delivery.created_at} />
        </span>
      </Table.Td>
      <Table.Td className={`${table.wide} ${classes.id}`}>
        <Mono title={delivery.event_id}>{shortId(delivery.event_id)}</Mono>
        <CopyIcon value={delivery.event_id} label="Copy the event id" />
      </Table.Td>
      <Table.Td className={`${table.wide} ${classes.type}`} title={delivery.event_type}>
        <TypeName>{delivery.event_type}</TypeName>
        <TriggerMark trigger={delivery.trigger} />
      </Table.Td>
      <Table.Td>
        <DeliveryStatus status={delivery.status} />
        <span className={`${table.slim} ${classes.code}`}>
          <OutcomeCode code={delivery.last_status_code} error={delivery.last_error} />
        </span>
      </Table.Td>
      <Table.Td className={table.wide}>
        <OutcomeCode code={delivery.last_status_code} error={delivery.last_error} />
      </Table.Td>
      <Table.Td className={`${table.number} ${table.wide}`}>
        {milliseconds(delivery.last_duration_ms)}
      </Table.Td>
      <Table.Td className={`${table.number} ${table.wide}`}>
        {delivery.attempts_made} / {Math.max(delivery.attempts_made, delivery.attempts_max)}
        {delivery.status !== 'succeeded' && (
          <VisuallyHidden>, {STATUS_MEANINGS[delivery.status]}</VisuallyHidden>
        )}
      </Table.Td>
      <Table.Td className={classes.actions}>
        <RowActions
          delivery={delivery}
          webhook={webhook}
          open={open}
          detailId={detailId}
          onToggle={onToggle}
        />
      </Table.Td>
    </LogRow>
  );
}
