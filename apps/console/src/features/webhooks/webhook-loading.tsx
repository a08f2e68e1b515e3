import { Skeleton } from '@mantine/core';

/** Stands where a page of a webhook goes on, until it is known whether a banner comes first: nothing is to move down for it. */
export function WebhookLoading() {
  return (
    <div role="status" aria-busy aria-label="The webhook is loading">
      <Skeleton height={20} width={320} maw="100%" />
      <Skeleton height={88} mt={14} mb={20} />
      <Skeleton height={220} />
    </div>
  );
}
