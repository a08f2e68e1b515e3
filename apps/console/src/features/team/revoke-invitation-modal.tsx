import { notifications } from '@mantine/notifications';
import type { Invitation } from '@tidings/identity/schema';

import { ConfirmModal } from '../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useRevokeInvitation } from './use-invite.ts';

interface RevokeInvitationModalProps {
  invitation: Pick<Invitation, 'id' | 'email'>;
  opened: boolean;
  onClose: () => void;
}

export function RevokeInvitationModal({ invitation, opened, onClose }: RevokeInvitationModalProps) {
  const revoke = useRevokeInvitation();
  const confirm = () =>
    revoke.mutate(
      { id: invitation.id },
      {
        onSuccess: () => {
          notifications.show({ title: 'The invitation was revoked', message: 'Its link opens nothing.' });
          onClose();
        },
      },
    );
  return (
    <ConfirmModal
      opened={opened}
      title={`Revoke the invitation of ${invitation.email}?`}
      confirm="Revoke"
      pending={revoke.isPending}
      onConfirm={confirm}
      onClose={onClose}
      onClosed={revoke.reset}
    >
      <p style={{ marginTop: 0 }}>
        Its link opens nothing from then on. You can invite them anew at any time.
      </p>
      {revoke.error && (
        <ErrorNotice error={revoke.error} doing="revoke the invitation" undone="Its link still works." />
      )}
    </ConfirmModal>
  );
}
