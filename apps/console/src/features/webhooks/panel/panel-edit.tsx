import { Skeleton, Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';

import { isNotFound } from '../../../api/failure.ts';
import { useWebhook } from '../use-webhook.ts';
import { WebhookUnread } from '../webhook-unread.tsx';
import { NoSuchWebhook } from './no-such-webhook.tsx';

// The fields and pickers are a large part, and the overview does without.
const InlineForm = lazy(async () => ({
  default: (await import('../../webhook-form/inline-form.tsx')).InlineForm,
}));

interface PanelEditProps {
  id: string;
  onClose: () => void;
}

/** What stands in the panel of a webhook while it is edited there: all of it is read, as no list has what the form needs. */
export function PanelEdit({ id, onClose }: PanelEditProps) {
  const { data: webhook, error, refetch } = useWebhook(id);
  if (!webhook && error && isNotFound(error)) return <NoSuchWebhook onClose={onClose} />;
  if (!webhook && error) {
    return <WebhookUnread error={error} refetch={refetch} />;
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
