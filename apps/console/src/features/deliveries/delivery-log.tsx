import type { Webhook } from '@tidings/endpoint/schema';

import { LiveBadge } from '../../log/live-badge.tsx';
import { LogFrame } from '../../log/log-frame.tsx';
import { LinkNotice } from '../../log/link-notice.tsx';
import { useLinkedRow } from '../../log/open-row.ts';
import { useLiveLog } from '../../log/use-live-log.ts';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { selectedTypes } from '../catalog/selection.ts';
import { NO_TYPES_TO_FILTER_BY, useEventTypes } from '../catalog/use-event-types.ts';
import { deliveryLog } from './delivery-log-query.ts';
import { DeliveryTable } from './delivery-table.tsx';
import { ElsewhereNotice } from './elsewhere-notice.tsx';
import { LogFilters } from './log-filters.tsx';
import type { LogSearch } from './log-search.ts';
import { NoDeliveries } from './no-deliveries.tsx';
import { useDelivery } from './use-delivery.ts';

interface DeliveryLogProps {
  webhookId: string;
  webhook: Webhook | undefined;
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
}

const NOUNS = ['delivery', 'deliveries'] as const;
const REFRESH_MS = 2_000;

export function DeliveryLog({ webhookId, webhook, search, onSearch }: DeliveryLogProps) {
  const { delivery: openId } = search;
  const refOf = useLinkedRow(openId);
  const catalog = useEventTypes();
  const open = useDelivery(openId);
  // A link may name a delivery of another webhook: no row of this log is open then, and none is held for it.
  const isOwn = open.data === undefined || open.data.webhook_id === webhookId;
  const view = useLiveLog(deliveryLog(webhookId, search), {
    hasOpen: openId !== undefined && isOwn,
    open: isOwn ? open.data : undefined,
    refreshMs: REFRESH_MS,
  });
  const clear = () => onSearch({});
  const close = () => onSearch({ ...search, delivery: undefined });

  return (
    <section aria-label="Deliveries">
      <LogFilters
        types={selectedTypes(webhook?.events ?? [], catalog.data?.data.map((type) => type.name) ?? [])}
        search={search}
        onSearch={onSearch}
        onClear={clear}
      >
        <LiveBadge
          live={view.live}
          connected={!view.log.isError}
          isTold
          onToggle={() => view.setLive(!view.live)}
        />
      </LogFilters>
      <LinkNotice id={openId} open={open} rows={view.rows} nouns={NOUNS} onClose={close} />
      {open.data && !isOwn && <ElsewhereNotice delivery={open.data} onClose={close} />}
      <UnreadLine of={[[catalog, NO_TYPES_TO_FILTER_BY]]} />
      <LogFrame
        view={view}
        nouns={NOUNS}
        meanwhile="They go on being made."
        empty={<NoDeliveries webhook={webhook} search={search} onClear={clear} />}
      >
        {(rows, isWhole) => (
          <DeliveryTable
            rows={rows}
            isWhole={isWhole}
            webhook={webhook}
            openId={openId}
            refOf={refOf}
            onOpen={(delivery) => onSearch({ ...search, delivery })}
          />
        )}
      </LogFrame>
    </section>
  );
}
