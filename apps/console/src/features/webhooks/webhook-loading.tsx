import { Skeleton } from '@mantine/core';

/** Stands where a page of a webhook goes on, until it is known whether a banner comes first: nothing is to move down for it. */
export function WebhookLoading() {
  return (
    <div role="status" aria-busy aria-label="The webhook is loading">
      <Skeleton height={480} />
    </div>
  );
}
