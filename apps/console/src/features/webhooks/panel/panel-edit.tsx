import { Skeleton, Stack } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';
import { lazy, Suspense } from 'react';

import { useWebhook } from '../use-webhook.ts';

// The fields and pickers are a large part, and the overview does without.
const InlineForm = lazy(async () => ({
  default: (await import('../../webhook-form/inline-form.tsx')).InlineForm,
}));

/** What stands in the panel of a webhook while it is edited there. */
export function PanelEdit({ listed }: { listed: Webhook }) {
  // After a change it is known sooner than the list.
  const { data: webhook = listed } = useWebhook(listed.id);
  return (
    <Suspense
      fallback={
        <Stack gap={20} aria-busy>
          <Skeleton height={74} />
          <Skeleton height={112} />
          <Skeleton height={420} />
        </Stack>
      }
    >
      <InlineForm webhook={webhook} />
    </Suspense>
  );
}
