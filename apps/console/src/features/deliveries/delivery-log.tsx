import { Button, Group } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';
import { useRef, useState } from 'react';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import { selectedTypes } from '../catalog/selection.ts';
import { useEventTypes } from '../catalog/use-event-types.ts';
import { DeliveryTable } from './delivery-table.tsx';
import { LiveBadge } from './filters/live-badge.tsx';
import { LogFilters } from './filters/log-filters.tsx';
import { withLinked } from './log.ts';
import type { LogSearch } from './log-search.ts';
import { NewRowsPill } from './new-rows-pill.tsx';
import { NoDeliveries } from './no-deliveries.tsx';
import { useDelivery } from './use-delivery.ts';
import { useDeliveryLog } from './use-delivery-log.ts';
import { useHeldRows } from './use-held-rows.ts';
import { useReading } from './use-reading.ts';

interface DeliveryLogProps {
  webhookId: string;
  webhook: Webhook | undefined;
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
}

const LINKED_REFRESH_MS = 2_000;

export function DeliveryLog({ webhookId, webhook, search, onSearch }: DeliveryLogProps) {
  const [live, setLive] = useState(true);
  // Counts the times that the filters were cleared: the search box then starts afresh.
  const [cleared, setCleared] = useState(0);
  const [linkedTo] = useState(search.delivery);
  const top = useRef<HTMLDivElement>(null);
  const catalog = useEventTypes();
  const { log, older } = useDeliveryLog(webhookId, search, live);
  const { reading, handlers } = useReading(top);

  const rows = log.data?.rows ?? null;
  const { delivery: openId, ...filters } = search;
  const held = useHeldRows(
    log.isPlaceholderData ? null : rows,
    openId !== undefined || reading,
    JSON.stringify(filters),
  );
  const missing = rows && openId && !rows.some((row) => row.id === openId) ? openId : undefined;
  const linked = useDelivery(missing, live && missing ? LINKED_REFRESH_MS : false);
  const shown = withLinked(
    log.isPlaceholderData ? (rows ?? []) : held.shown,
    missing && linked.data?.webhook_id === webhookId ? linked.data : undefined,
    log.data?.nextCursor === null,
  );

  const clear = () => {
    setCleared(cleared + 1);
    onSearch({});
  };
  const showWaiting = () => {
    held.release();
    // Only where the newest rows are out of sight: otherwise the page would move for nothing.
    if ((top.current?.getBoundingClientRect().top ?? 0) < 0) top.current?.scrollIntoView({ block: 'start' });
  };

  return (
    <section aria-label="Deliveries">
      <LogFilters
        key={cleared}
        // Not what the URL still says in the moment of clearing.
        initialQ={cleared === 0 ? (search.q ?? '') : ''}
        types={selectedTypes(webhook?.events ?? [], catalog.data?.data.map((type) => type.name) ?? [])}
        search={search}
        onSearch={onSearch}
        onClear={clear}
      >
        <LiveBadge live={live} connected={!log.isError} onToggle={() => setLive(!live)} />
      </LogFilters>
      <NewRowsPill count={held.waiting} onShow={showWaiting} />
      <div ref={top} {...handlers}>
        {log.error && !rows ? (
          <ErrorNotice
            error={log.error}
            doing="load the deliveries"
            kept="They go on being made."
            onRetry={() => void log.refetch()}
          />
        ) : rows && shown.length === 0 ? (
          <NoDeliveries search={search} onClear={clear} />
        ) : (
          <DeliveryTable
            rows={rows && shown}
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
      {log.data?.nextCursor && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={older.isPending} onClick={() => older.mutate()}>
            Load more
          </Button>
        </Group>
      )}
    </section>
  );
}
