import { Button, Group } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';
import { useRef, useState } from 'react';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import { selectedTypes } from '../catalog/selection.ts';
import { useEventTypes } from '../catalog/use-event-types.ts';
import { DeliveryTable } from './delivery-table.tsx';
import { LiveBadge } from './filters/live-badge.tsx';
import { LogFilters } from './filters/log-filters.tsx';
import { holdRows, logName } from './delivery-log-query.ts';
import { shownOf, withLinked } from './log.ts';
import type { LogSearch } from './log-search.ts';
import { NewRowsPill } from './new-rows-pill.tsx';
import { NoDeliveries } from './no-deliveries.tsx';
import { useDelivery } from './use-delivery.ts';
import { useDeliveryLog } from './use-delivery-log.ts';
import { useHeldLog } from './use-held-log.ts';
import { useReading } from './use-reading.ts';

interface DeliveryLogProps {
  webhookId: string;
  webhook: Webhook | undefined;
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
}

export function DeliveryLog({ webhookId, webhook, search, onSearch }: DeliveryLogProps) {
  const [live, setLive] = useState(true);
  const [linkedTo] = useState(search.delivery);
  const top = useRef<HTMLDivElement>(null);
  const catalog = useEventTypes();
  const { log, older } = useDeliveryLog(webhookId, search, live);
  const { reading, handlers } = useReading(top);

  const { delivery: openId } = search;
  const open = useDelivery(openId);
  const shown = log.data && shownOf(log.data);
  const name = logName(webhookId, search);
  const hasRows = shown !== undefined && shown.rows.length > 0 && !log.isPlaceholderData;
  useHeldLog(name, hasRows && (openId !== undefined || reading));
  const rows =
    shown &&
    withLinked(
      shown.rows,
      open.data?.webhook_id === webhookId ? open.data : undefined,
      shown.nextCursor === null,
    );

  const nextCursor = shown?.nextCursor;

  const clear = () => onSearch({});
  const showWaiting = () => {
    holdRows(name);
    // Only where the newest rows are out of sight: otherwise the page would move for nothing.
    if ((top.current?.getBoundingClientRect().top ?? 0) < 0) top.current?.scrollIntoView({ block: 'start' });
  };

  return (
    <section aria-label="Deliveries">
      <LogFilters
        types={selectedTypes(webhook?.events ?? [], catalog.data?.data.map((type) => type.name) ?? [])}
        search={search}
        onSearch={onSearch}
        onClear={clear}
      >
        <LiveBadge live={live} connected={!log.isError} onToggle={() => setLive(!live)} />
      </LogFilters>
      <NewRowsPill waiting={shown?.waiting ?? 0} orMore={shown?.moreWait ?? false} onShow={showWaiting} />
      <div ref={top} {...handlers}>
        {log.error && !rows ? (
          <ErrorNotice
            error={log.error}
            doing="load the deliveries"
            kept="They go on being made."
            onRetry={() => void log.refetch()}
          />
        ) : rows?.length === 0 ? (
          <NoDeliveries search={search} onClear={clear} />
        ) : (
          <DeliveryTable
            rows={rows ?? null}
            webhook={webhook}
            openId={openId}
            linkedTo={linkedTo}
            onOpen={(delivery) => onSearch({ ...search, delivery })}
          />
        )}
      </div>
      {older.error && (
        <Group mt="md">
          <ErrorNotice error={older.error} doing="load older deliveries" kept="Those above are still here." />
        </Group>
      )}
      {nextCursor && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={older.isPending} onClick={() => older.mutate(nextCursor)}>
            Load more
          </Button>
        </Group>
      )}
    </section>
  );
}
