import { ErrorNotice } from '../../ui/error-notice.tsx';

interface WebhookUnreadProps {
  error: unknown;
  refetch: () => unknown;
}

/** Stands where a webhook would that could not be read. */
export function WebhookUnread({ error, refetch }: WebhookUnreadProps) {
  return (
    <ErrorNotice error={error} doing="load the webhook" meanwhile="It is as it was." onRetry={refetch} />
  );
}
