import { Table } from '@mantine/core';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';
import type { MouseEvent } from 'react';

import { shortId } from '../../format/id.ts';
import { milliseconds } from '../../format/number.ts';
import { clockWords, fullTime } from '../../format/time.ts';
import table from '../../ui/data-table.module.css';
import { Mono } from '../../ui/mono.tsx';
import { useNow } from '../../ui/use-now.ts';
import { DeliveryDetail } from './delivery-detail.tsx';
import classes from './delivery-row.module.css';
import { Outcome } from './outcome.tsx';
import { useRetryDelivery } from './use-retry-delivery.ts';

interface DeliveryRowProps {
  delivery: Delivery;
  webhook: Pick<Webhook, 'retry' | 'timeout_seconds'> | undefined;
  open: boolean;
  onToggle: () => void;
}

export const COLUMNS = 7;

/** A click anywhere opens the row; its button does the same for the keyboard and says what it is. */
export function DeliveryRow({ delivery, webhook, open, onToggle }: DeliveryRowProps) {
  const now = useNow();
  const retry = useRetryDelivery();
  const retryable = delivery.status === 'failed' || delivery.status === 'retrying';
  const detailId = `detail-${delivery.id}`;
  const openUnlessSelecting = (event: MouseEvent) => {
    const onControl = event.target instanceof Element && event.target.closest('button, a');
    if (!onControl && !window.getSelection()?.toString()) onToggle();
  };
  return (
    <>
      <Table.Tr
        className={`${table.row} ${classes.row}`}
        data-selected={open || undefined}
        onClick={openUnlessSelecting}
      >
        <Table.Td className={classes.time}>
          <time dateTime={delivery.created_at} title={fullTime(delivery.created_at)}>
            <Mono>{clockWords(delivery.created_at, now)}</Mono>
          </time>
          <span className={`${table.slim} ${classes.under}`}>{delivery.event_type}</span>
        </Table.Td>
        <Table.Td className={`${table.wide} ${classes.id}`}>
          <Mono title={delivery.event_id}>{shortId(delivery.event_id)}</Mono>
        </Table.Td>
        <Table.Td className={table.wide}>{delivery.event_type}</Table.Td>
        <Table.Td>
          <Outcome delivery={delivery} />
        </Table.Td>
        <Table.Td className={`${table.number} ${table.wide}`}>
          {milliseconds(delivery.last_duration_ms)}
        </Table.Td>
        <Table.Td className={`${table.number} ${table.wide}`}>
          {delivery.attempts_made} / {delivery.attempts_max}
        </Table.Td>
        <Table.Td className={classes.actions}>
          {retryable && (
            <button
              type="button"
              className={`${classes.action} ${table.wide}`}
              disabled={retry.isPending}
              aria-label={`Retry ${delivery.event_type} now`}
              onClick={() => retry.mutate({ id: delivery.id })}
            >
              Retry now
            </button>
          )}
          <button
            type="button"
            className={classes.action}
            aria-expanded={open}
            aria-controls={open ? detailId : undefined}
            aria-label={`${open ? 'Close' : 'View'} ${delivery.event_type} ${shortId(delivery.event_id)}`}
            onClick={onToggle}
          >
            {open ? 'Close' : 'View'}
          </button>
        </Table.Td>
      </Table.Tr>
      {open && (
        <Table.Tr id={detailId} className={classes.detailRow}>
          <Table.Td colSpan={COLUMNS} className={classes.detail}>
            <DeliveryDetail
              delivery={delivery}
              webhook={webhook}
              onRetry={() => retry.mutate({ id: delivery.id })}
              retrying={retry.isPending}
            />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
