import type { Webhook } from '@tidings/endpoint/schema';

import { ConfirmModal } from '../../../ui/confirm-modal.tsx';
import { useRetryFailed } from './use-retry-failed.ts';

export interface FailedModalProps {
  webhook: Pick<Webhook, 'id' | 'name'>;
  /** "11 failed deliveries". */
  howMany: string;
  opened: boolean;
  onClose: () => void;
}

export function RetryFailedModal({ webhook, howMany, opened, onClose }: FailedModalProps) {
  const retry = useRetryFailed();
  return (
    <ConfirmModal
      opened={opened}
      title={`Retry ${howMany}?`}
      confirm="Retry all"
      tone="accent"
      pending={retry.isPending}
      // What comes of it is told beside the dialog, since the page may be left before.
      onConfirm={() => retry.mutate({ id: webhook.id }, { onSettled: onClose })}
      onClose={onClose}
      onClosed={retry.reset}
    >
      <p style={{ marginTop: 0 }}>
        Each is sent to <bdi>{webhook.name}</bdi> once more, as fast as the endpoint takes them. What fails
        again is not retried by itself. Your endpoint sees the same event ids as before.
      </p>
    </ConfirmModal>
  );
}
