import { Button } from '@mantine/core';

import type { Webhook } from '@tidings/endpoint/schema';

import { EmptyState } from '../../ui/empty-state.tsx';
import { asksOnlyForFailed, isFiltered, type LogSearch } from './log-search.ts';

interface NoDeliveriesProps {
  webhook: Webhook | undefined;
  search: LogSearch;
  onClear: () => void;
}

/** Why the log is empty, and the one next step. */
export function NoDeliveries({ webhook, search, onClear }: NoDeliveriesProps) {
  if (!isFiltered(search)) {
    if (webhook && webhook.status !== 'active') {
      return (
        <EmptyState title="No deliveries">
          The webhook gets none until it is resumed. What happens from then on shows here at once.
        </EmptyState>
      );
    }
    return (
      <EmptyState title="No deliveries yet">
        When an event happens that this webhook is subscribed to, its delivery shows here at once. Send an
        example event to see one.
      </EmptyState>
    );
  }
  const clear = (
    <Button variant="default" onClick={onClear}>
      Clear the filters
    </Button>
  );
  if (asksOnlyForFailed(search)) {
    return (
      <EmptyState title="Nothing that failed is left" action={clear}>
        What failed before has arrived since, or was cancelled or cleared. Each delivery keeps its attempts,
        those that failed among them.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No delivery matches" action={clear}>
      {search.q
        ? 'The search takes the whole id of an event (evt_…) or of a delivery (del_…) of this webhook, or the whole value of what its event is about: an e-mail address, a campaign, a tag, a workspace.'
        : 'None of this webhook’s deliveries has all that the filters ask for. New ones that match show here by themselves.'}
    </EmptyState>
  );
}
