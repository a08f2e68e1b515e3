import { Button, Group } from '@mantine/core';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';
import { useState } from 'react';

import { counted } from '../../format/number.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { withhold } from './log.ts';
import { LogFilters } from './log-filters.tsx';
import type { LogSearch } from './log-search.ts';
import { useDelivery } from './use-delivery.ts';
import { useDeliveryLog } from './use-delivery-log.ts';

interface DeliveryLogProps {
  webhookId: string;
  webhook: Webhook | undefined;
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
}

const LINKED_REFRESH_MS = 2_000;

const idsOf = (rows: readonly Delivery[]): ReadonlySet<string> => new Set(rows.map((row) => row.id));

export function DeliveryLog({ webhookId, webhook, search, onSearch }: DeliveryLogProps) {
  const [live, setLive] = useState(true);
  // The rows that showed when one was opened: what arrives later waits, so that the open row stays put.
  const [frozen, setFrozen] = useState<ReadonlySet<string> | null>(null);
  const { log, older } = useDeliveryLog(webhookId, search, live);
  const rows = log.data?.rows ?? null;
  const opened = search.delivery !== undefined;
  // Set while rendering, not in an effect: a row opened by a link must hold its place from the first paint.
  if (opened && rows && !frozen) setFrozen(idsOf(rows));
  if (!opened && frozen) setFrozen(null);
  const { shown, waiting } = withhold(rows ?? [], opened ? frozen : null);

  const missing =
    rows && search.delivery && !rows.some((row) => row.id === search.delivery) ? search.delivery : undefined;
  const linked = useDelivery(missing, live && missing ? LINKED_REFRESH_MS : false);
  const linkedRow = missing && linked.data?.webhook_id === webhookId ? [linked.data] : [];

  const filtered = Boolean(search.status ?? search.type);

  return (
    <section aria-label="Deliveries">
      <LogFilters
        events={webhook?.events ?? []}
        search={search}
        onSearch={onSearch}
        live={live}
        connected={!log.isError}
        onLive={() => setLive(!live)}
        waiting={waiting}
        onShowWaiting={() => setFrozen(idsOf(rows ?? []))}
      />
      {log.error && !rows ? (
        <ErrorNotice
          error={log.error}
          doing="load the deliveries"
          kept="They go on being made."
          onRetry={() => void log.refetch()}
        />
      ) : rows && shown.length + linkedRow.length === 0 ? (
        <NoDeliveries filtered={filtered} onClear={() => onSearch({})} />
      ) : (
        <DeliveryTable
          rows={rows && [...linkedRow, ...shown]}
          webhook={webhook}
          openId={search.delivery}
          onOpen={(delivery) => onSearch({ ...search, delivery })}
        />
      )}
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
      <span aria-live="polite" style={{ position: 'absolute', clipPath: 'inset(50%)' }}>
        {waiting > 0 ? `${counted(waiting, 'new row')} waiting` : ''}
      </span>
    </section>
  );
}

function NoDeliveries({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) {
    return (
      <EmptyState title="No deliveries yet">
        When an event happens that this webhook is subscribed to, its delivery shows here within two seconds.
        Send an example event to see one.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No delivery matches"
      action={
        <Button variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      }
    >
      None has this status and type. New ones that match show here by themselves.
    </EmptyState>
  );
}
