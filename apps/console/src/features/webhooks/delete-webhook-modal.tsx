import { notifications } from '@mantine/notifications';
import type { Webhook } from '@tidings/endpoint/schema';

import { isolated } from '../../format/isolated.ts';
import { ConfirmModal } from '../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useDeleteWebhook } from './use-delete-webhook.ts';

interface DeleteWebhookModalProps {
  webhook: Pick<Webhook, 'id' | 'name' | 'url'>;
  opened: boolean;
  onClose: () => void;
  onDeleted?: () => void;
}

export function DeleteWebhookModal({ webhook, opened, onClose, onDeleted }: DeleteWebhookModalProps) {
  const remove = useDeleteWebhook();
  const confirm = () =>
    remove.mutate(
      { id: webhook.id },
      {
        onSuccess: () => {
          notifications.show({
            title: `${isolated(webhook.name)} was deleted`,
            message: 'It receives nothing more.',
          });
          onClose();
          onDeleted?.();
        },
      },
    );
  return (
    <ConfirmModal
      opened={opened}
      title={`Delete ${isolated(webhook.name)}?`}
      confirm="Delete webhook"
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
      onClosed={remove.reset}
    >
      <p style={{ marginTop: 0 }}>
        {webhook.url} receives nothing more, pending deliveries to it are not made, and its secret stops
        working. This cannot be undone. To stop it for a while, pause it instead.
      </p>
      {remove.error && (
        <ErrorNotice error={remove.error} doing="delete the webhook" undone="It is still there." />
      )}
    </ConfirmModal>
  );
}
