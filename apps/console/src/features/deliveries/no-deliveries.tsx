import { Button } from '@mantine/core';

import { EmptyState } from '../../ui/empty-state.tsx';
import { isFiltered, type LogSearch } from './log-search.ts';

/** Why the log is empty, and the one next step. */
export function NoDeliveries({ search, onClear }: { search: LogSearch; onClear: () => void }) {
  if (!isFiltered(search)) {
    return (
      <EmptyState title="No deliveries yet">
        When an event happens that this webhook is subscribed to, its delivery shows here within two seconds.
        Send an example event to see one.
      </EmptyState>
    );
  }
  const clear = (
    <Button variant="default" onClick={onClear}>
      Clear the filters
    </Button>
  );
  if (search.q?.includes('@')) {
    return (
      <EmptyState title="No delivery was found by this e-mail address" action={clear}>
        Deliveries are found by e-mail once the event catalog says where a contact&apos;s address stands in an
        event. Until then, search by event id (evt_…) or delivery id (del_…).
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No delivery matches" action={clear}>
      None of this webhook&apos;s deliveries has all that the filters ask for. New ones that match show here
      by themselves.
    </EmptyState>
  );
}
