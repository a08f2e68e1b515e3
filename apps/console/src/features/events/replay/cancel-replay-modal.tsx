import type { Replay } from '@tidings/delivery/schema';

import { ConfirmModal } from '../../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useCancelReplay } from './use-cancel-replay.ts';

interface CancelReplayModalProps {
  replay: Pick<Replay, 'id'>;
  opened: boolean;
  onClose: () => void;
}

export function CancelReplayModal({ replay, opened, onClose }: CancelReplayModalProps) {
  const cancel = useCancelReplay();
  return (
    <ConfirmModal
      opened={opened}
      title="Cancel this replay?"
      confirm="Cancel replay"
      dismiss="Let it go on"
      pending={cancel.isPending}
      onConfirm={() => cancel.mutate({ id: replay.id }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p style={{ marginTop: 0 }}>
        What has been sent stays sent. Its other deliveries are cancelled, and no more are made.
      </p>
      {cancel.error && <ErrorNotice error={cancel.error} doing="cancel the replay" kept="It goes on." />}
    </ConfirmModal>
  );
}
