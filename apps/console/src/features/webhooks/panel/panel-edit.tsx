import { Skeleton, Stack } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';
import { lazy, Suspense } from 'react';

import { isNotFound } from '../../../api/failure.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useWebhook } from '../use-webhook.ts';
import { NoSuchWebhook } from './no-such-webhook.tsx';

// The fields and pickers are a large part, and the overview does without.
const InlineForm = lazy(async () => ({
  default: (await import('../../webhook-form/inline-form.tsx')).InlineForm,
}));

interface PanelEditProps {
  id: string;
  /** As the list has it, where it has it: not of an account with very many, nor before it is read. */
  listed: Webhook | undefined;
  onClose: () => void;
}

/** What stands in the panel of a webhook while it is edited there. */
export function PanelEdit({ id, listed, onClose }: PanelEditProps) {
  // After a change it is known sooner than the list.
  const { data: webhook = listed, error, refetch } = useWebhook(id);
  if (!webhook && error && isNotFound(error)) return <NoSuchWebhook onClose={onClose} />;
  if (!webhook && error) {
    return <ErrorNotice error={error} doing="load the webhook" onRetry={() => void refetch()} />;
  }
  const loading = (
    <Stack gap={20} aria-busy>
      <Skeleton height={74} />
      <Skeleton height={112} />
      <Skeleton height={420} />
    </Stack>
  );
  if (!webhook) return loading;
  return (
    <Suspense fallback={loading}>
      <InlineForm webhook={webhook} />
    </Suspense>
  );
}
