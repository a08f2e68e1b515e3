import { Group } from '@mantine/core';
import { deliveryStatus, type DeliveryStatus } from '@tidings/delivery/schema';

import { counted } from '../../format/number.ts';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { selectedTypes } from '../catalog/selection.ts';
import { useEventTypes } from '../catalog/use-event-types.ts';
import { LiveBadge } from './live-badge.tsx';
import classes from './log-filters.module.css';
import type { LogSearch } from './log-search.ts';

const STATUS_LABELS: Record<DeliveryStatus, string> = {
  pending: 'Pending',
  retrying: 'Retrying',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  archived: 'Archived',
};
const STATUSES = deliveryStatus.options.map((value) => ({ value, label: STATUS_LABELS[value] }));

interface LogFiltersProps {
  /** What the webhook is subscribed to: the types worth filtering by. */
  events: string[];
  search: LogSearch;
  onSearch: (search: LogSearch) => void;
  live: boolean;
  connected: boolean;
  onLive: () => void;
  waiting: number;
  onShowWaiting: () => void;
}

export function LogFilters(props: LogFiltersProps) {
  const { events, search, onSearch, live, connected, onLive, waiting, onShowWaiting } = props;
  const catalog = useEventTypes();
  const types = selectedTypes(events, catalog.data?.data.map((type) => type.name) ?? []);
  return (
    <Group gap={8} mb={10} className={classes.bar}>
      <FilterChip
        label="Status"
        value={search.status}
        options={STATUSES}
        onChange={(status) => onSearch({ ...search, status, delivery: undefined })}
      />
      <FilterChip
        label="Event type"
        value={search.type}
        options={types.map((value) => ({ value, label: value }))}
        onChange={(type) => onSearch({ ...search, type, delivery: undefined })}
        mono
      />
      <span className={classes.space} />
      {waiting > 0 && (
        <button type="button" className={classes.waiting} onClick={onShowWaiting}>
          Show {counted(waiting, 'new row')}
        </button>
      )}
      <LiveBadge live={live} connected={connected} onToggle={onLive} />
    </Group>
  );
}
