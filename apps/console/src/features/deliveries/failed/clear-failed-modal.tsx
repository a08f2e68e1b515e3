import { ConfirmModal } from '../../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import type { FailedModalProps } from './retry-failed-modal.tsx';
import { useClearFailed } from './use-clear-failed.ts';

export function ClearFailedModal({ webhook, howMany, opened, onClose }: FailedModalProps) {
  const clear = useClearFailed();
  return (
    <ConfirmModal
      opened={opened}
      title={`Clear ${howMany}?`}
      confirm="Clear failed log"
      pending={clear.isPending}
      onConfirm={() => clear.mutate({ id: webhook.id }, { onSuccess: onClose })}
      onClose={onClose}
      onClosed={clear.reset}
    >
      <p style={{ marginTop: 0 }}>
        They are marked as cleared and count as failed no longer. Nothing is deleted: the filter
        &ldquo;Cleared&rdquo; still finds them, and each can still be retried.
      </p>
      {clear.error && (
        <ErrorNotice
          error={clear.error}
          doing="clear them"
          // The server works through them a part at a time.
          undone="What was not cleared is still failed: clear again for the rest."
        />
      )}
    </ConfirmModal>
  );
}
