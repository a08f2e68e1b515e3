import { Skeleton, Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';

import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useWebhook } from '../use-webhook.ts';

// The fields and pickers are a large part, and the overview does without.
const InlineForm = lazy(async () => ({
  default: (await import('../../webhook-form/inline-form.tsx')).InlineForm,
}));

/** What stands in the panel of a webhook while it is edited there. */
export function PanelEdit({ id }: { id: string }) {
  const { data: webhook, error, refetch } = useWebhook(id);
  if (webhook) {
    return (
      <Suspense fallback={<FormSkeleton />}>
        <InlineForm webhook={webhook} />
      </Suspense>
    );
  }
  if (error) return <ErrorNotice error={error} doing="load the webhook" onRetry={() => void refetch()} />;
  return <FormSkeleton />;
}

function FormSkeleton() {
  return (
    <Stack gap={20} aria-busy>
      <Skeleton height={74} />
      <Skeleton height={112} />
      <Skeleton height={420} />
    </Stack>
  );
}
