import { notifications } from '@mantine/notifications';

import { counted } from '../../format/number.ts';
import { ConfirmModal } from '../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useEndOtherSessions } from './use-sessions.ts';

interface EndOthersModalProps {
  count: number;
  opened: boolean;
  onClose: () => void;
}

export function EndOthersModal({ count, opened, onClose }: EndOthersModalProps) {
  const end = useEndOtherSessions();
  const confirm = () =>
    end.mutate(
      {},
      {
        onSuccess: ({ ended }) => {
          notifications.show({
            title: `${counted(ended, 'session')} ended`,
            message: 'You are signed in here only.',
          });
          onClose();
        },
      },
    );
  return (
    <ConfirmModal
      opened={opened}
      title="End all other sessions?"
      confirm="End them"
      pending={end.isPending}
      onConfirm={confirm}
      onClose={onClose}
      onClosed={end.reset}
    >
      <p style={{ marginTop: 0 }}>
        You are signed out in {count === 1 ? 'the other place' : `${count} other places`}, and stay signed in
        here. If you do not know one of them, change your password as well.
      </p>
      {end.error && (
        <ErrorNotice error={end.error} doing="end the other sessions" undone="They are still signed in." />
      )}
    </ConfirmModal>
  );
}
